/** What `cdk` starts (cdk.json). It passes context and output folder by the environment, which `App` reads itself. */
import { synthesize } from './synthesize.ts';

await synthesize({ validate: process.env.CDK_VALIDATION !== 'false' });

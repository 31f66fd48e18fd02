/**
 * Makes the cloud assembly: the same for the command line, for tests, and for the runner that executes it on one machine.
 */
import { App, Validations } from 'aws-cdk-lib';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { AwsSolutionsChecks } from 'cdk-nag';
import { bundleFunctions } from './bundle.ts';
import { readConfig } from './config.ts';
import { DataStack } from './data.ts';
import { ServiceStack } from './service.ts';

export interface SynthesizeOptions {
  /** Overrides of infra/config.ts, as `cdk -c` would give them. */
  context?: Record<string, unknown>;
  /** Where the assembly goes; a temporary folder when absent. */
  outdir?: string;
  /** Checks the templates against CloudFormation's schema and cdk-nag's AwsSolutions: slow, so only where it counts. */
  validate?: boolean;
}

/** Strong: CloudFormation itself refuses to take away a table that the other stack still uses. */
const CDK_CHOICES = { '@aws-cdk/core:defaultCrossStackReferences': 'strong' };

export async function synthesize({
  context,
  outdir,
  validate = false,
}: SynthesizeOptions = {}): Promise<CloudAssembly> {
  const app = new App({
    context: { ...CDK_CHOICES, ...context },
    ...(outdir !== undefined && { outdir }),
    analyticsReporting: false,
    performanceReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: validate,
  });
  const config = readConfig(app.node.getAllContext());
  const bundles = await bundleFunctions();
  const data = new DataStack(app, `${config.name}Data`);
  new ServiceStack(app, config.name, { config, data, bundles });
  if (validate) Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app.synth();
}

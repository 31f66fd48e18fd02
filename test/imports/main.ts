/** `npm run check:imports`: the import rules over the project. */
import path from 'node:path';
import { checkImports } from './checkImports.ts';

const { modules, problems } = await checkImports(path.resolve(import.meta.dirname, '../..'));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exit(1);
console.log(`${modules} modules import the right way.`);

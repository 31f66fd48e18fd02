/**
 * What `npm start` runs: plain JavaScript, so that an old Node can read it and say what is missing instead of failing
 * over the first type.
 */
import * as nodeModule from 'node:module';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This is Node ${process.versions.node}, and Siaga runs on Node 24. "npm start" takes the one that "npm ci" installs ` +
      'with it; where there is none for your system, install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
// What was compiled at one start is read at the next: CDK alone is a second of compiling.
nodeModule.enableCompileCache();
await import('./main.ts');

/**
 * Gives every npm script the Node of the Lambda runtime, whatever Node the machine has: links node_modules/.bin/node.
 *
 * npm 11 makes this link itself. npm 10, which comes with Node 20, takes it away again when it drops the package of the
 * other processor, whose program has the same name. This runs under the machine's own Node, so it is plain JavaScript.
 */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';

const program = `node-${process.platform}-${process.arch}/bin/node`;
const link = 'node_modules/.bin/node';

if (existsSync(`node_modules/${program}`) && !existsSync(link)) {
  mkdirSync('node_modules/.bin', { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(`../${program}`, link);
}

/** Starts a process that does nothing but load a function's bundle, as Lambda does at a cold start. */
import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

export type ColdStart =
  /** The handler is there; milliseconds since the process began. */
  | { kind: 'ready'; ms: number }
  /** Loading failed, in these words. */
  | { kind: 'failed'; message: string };

const SCRIPT = `import(process.argv[1]).then(
  ({ handler }) => (typeof handler === 'function' ? { kind: 'ready', ms: performance.now() } : { kind: 'failed', message: 'exports no handler' }),
  ({ message }) => ({ kind: 'failed', message }),
).then((result) => { process.stdout.write(JSON.stringify(result), () => process.exit(0)); });`;

export async function coldStart(bundle: string, environment: Record<string, string>): Promise<ColdStart> {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', SCRIPT, pathToFileURL(bundle).href], {
    env: { AWS_REGION: 'us-east-1', ...environment },
  });
  return JSON.parse(stdout) as ColdStart;
}

/** The variables of a function in a template; what only CloudFormation knows becomes an address. */
export function environmentOf(variables: Record<string, unknown>): Record<string, string> {
  const known = (value: unknown): string =>
    typeof value === 'string' ? value : 'https://unknown.example/until/deployed';
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, known(value)]));
}

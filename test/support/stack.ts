/**
 * The whole product on one machine, for a test: the synthesized stacks, the real clients, one clock that the test owns.
 *
 * Schedules fire only when the test moves the clock or says `tick`, so that nothing happens which the test did not ask
 * for. Templates are synthesized once for each configuration and reused; a function is loaded when it is first needed.
 */
import { createHash, randomBytes } from 'node:crypto';
import { synthesize } from '../../infra/synthesize.ts';
import { startStack as start, type Stack, type StackOptions } from '../../local/stack.ts';

export type { Stack, StackOptions } from '../../local/stack.ts';
export type { Template } from '../../local/template/assembly.ts';

const operatorKey = randomBytes(24).toString('base64url');
const assemblies = new Map<string, Promise<string>>();

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const assembly = options.assembly ?? (await findAssembly(options.context ?? {}));
  return start({ fireAtStart: false, warm: false, operatorKey, ...options, assembly });
}

/** The folder of the stacks for a configuration, with this process's operator key. */
export function findAssembly(context: Record<string, unknown>): Promise<string> {
  const operatorKeyHash = createHash('sha256').update(operatorKey).digest('hex');
  const key = JSON.stringify(context);
  const found =
    assemblies.get(key) ?? synthesize({ context: { operatorKeyHash, ...context } }).then(({ directory }) => directory);
  assemblies.set(key, found);
  return found;
}

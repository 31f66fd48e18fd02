/**
 * The inside of a function's thread: loads the bundle, runs one invocation at a time, answers with what came of it.
 *
 * The code that is run is the very bundle that is deployed. It sees the template's environment and nothing else of
 * this machine, the machine's clock, and, only here, the permission to fetch feeds from loopback.
 */
import { existsSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { installClock } from '../clock.ts';
import type { Failure, InvokeRequest, LifeReply, LifeStart } from './protocol.ts';

type Handler = (event: unknown, context: unknown) => unknown;

const start = workerData as LifeStart;
const reply = (message: LifeReply): void => parentPort!.postMessage(message);

enableCompileCache();
if (start.sourceMaps) process.setSourceMapsEnabled(true);
installClock(start.clock);
if (start.localNetwork) Object.defineProperty(globalThis, Symbol.for('siaga.localNetwork'), { value: true });

const loading = load();
parentPort!.on('message', (request: InvokeRequest) => void invoke(request));

async function load(): Promise<Handler | undefined> {
  const startedAt = performance.now();
  try {
    const file = ['.mjs', '.js', '.cjs'].map((extension) => start.module + extension).find((path) => existsSync(path));
    if (!file) throw new Error(`There is no ${start.module}.mjs or .js.`);
    const handler = ((await import(pathToFileURL(file).href)) as Record<string, unknown>)[start.exportName];
    if (typeof handler !== 'function') throw new Error(`${file} exports no function ${start.exportName}.`);
    reply({ kind: 'ready', ms: performance.now() - startedAt });
    setTimeout(flushCompileCache, 500).unref();
    return handler as Handler;
  } catch (error) {
    reply({ kind: 'unloadable', failure: describe(error) });
    return undefined;
  }
}

async function invoke({ requestId, event, timeoutMs }: InvokeRequest): Promise<void> {
  const handler = await loading;
  if (!handler) return;
  try {
    const result = await handler(JSON.parse(event), createContext(requestId, timeoutMs));
    reply({ kind: 'result', requestId, result: JSON.stringify(result ?? null) });
  } catch (error) {
    reply({ kind: 'failed', requestId, failure: describe(error) });
  }
}

/** The time that is left is real time: a moved clock does not take it from a function. */
function createContext(requestId: string, timeoutMs: number): Record<string, unknown> {
  const endsAt = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.function.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: start.function.arn,
    memoryLimitInMB: String(start.function.memoryMb),
    logGroupName: `/aws/lambda/${start.function.name}`,
    logStreamName: 'local',
    getRemainingTimeInMillis: () => Math.max(0, Math.round(endsAt - performance.now())),
  };
}

function describe(error: unknown): Failure {
  if (!(error instanceof Error)) return { type: 'Error', message: String(error), stack: '' };
  return { type: error.name, message: error.message, stack: error.stack ?? '' };
}

/**
 * Runs the synthesized stacks on this machine.
 *
 * What runs is what would be deployed: tables, queues, functions with their roles, event sources, schedules and the
 * HTTP API are read from the templates, whatever their names are. Time is one clock that tests move.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalClock } from './clock.ts';
import { startEndpoint, type Endpoint } from './endpoint/index.ts';
import { openDoor, type Door } from './http.ts';
import { createInbox } from './inbox/index.ts';
import { createHttpApi } from './runtime/httpApi.ts';
import { Machine, type TroubleListener } from './runtime/machine.ts';
import type { Invocation } from './runtime/trace.ts';
import { readAssembly, type Assembly, type Template } from './template/assembly.ts';
import { planFunctions, planQueues, planTables, type Plan } from './template/plan.ts';
import { Resolver } from './template/resolver.ts';
import { synthesizeApp } from './template/synthesizeApp.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
/** At most this many threads at once for one function, whatever the template allows: the machine is small. */
const MOST_LIVES = 2;

export interface StackOptions {
  /** Overrides of the CDK app's configuration. */
  context?: Record<string, unknown>;
  /** Changes a synthesized template before it is read: for tests. */
  template?: (template: Template) => Template;
  /** A cloud assembly that exists already, instead of synthesizing one. */
  assembly?: string;
  /** Whose sha-256 the given assembly holds; absent: the one of the state folder, or a new one. */
  operatorKey?: string;
  /** Where everything is kept; absent: in memory. */
  state?: string;
  clock?: LocalClock;
  /** 0, the default: any that is free. */
  port?: number;
  /** Whether feeds on loopback may be polled. */
  feedsLoopback?: boolean;
  /** Whether rates fire at the start, as newly created ones do. */
  fireAtStart?: boolean;
  /** A server that gets every e-mail too, `smtp://host:port`. */
  smtpUrl?: string | undefined;
  /** Whether every function is loaded before the start is done, or each when it is first needed. */
  warm?: boolean;
  /** Threads that a function may have at once. */
  mostLives?: number;
  /** Port and state folder are this process's own. */
  onClaimed?: () => void;
  /** Told what has just been done. */
  onProgress?: (done: 'read' | 'started', plan: Plan) => void;
}

export interface Stack {
  endpoint: Endpoint;
  clock: LocalClock;
  /** Of the HTTP API and the inbox. */
  url: string;
  door: Door;
  operatorKey: string;
  functions: string[];
  plan: Plan;
  /** What ran, oldest first. */
  trace: readonly Invocation[];
  onInvocation: (listener: (invocation: Invocation) => void) => () => void;
  /** The last lines that a function logged. */
  logs: (functionName: string) => readonly string[];
  /** What went wrong outside of the functions, such as a poller's missing permission. */
  errors: readonly Error[];
  /** Told of each such error, and of each invocation that did not end well. */
  onTrouble: (listener: TroubleListener) => () => void;
  /** Until no invocation runs and no queue has a message that could be received. */
  settle: () => Promise<void>;
  /** Moves the clock, fires what has become due, settles. */
  advance: (ms: number) => Promise<void>;
  /** Settles and moves the clock to the next message that becomes visible, until none is delayed or in flight. */
  drain: () => Promise<void>;
  /** Fires the schedules of the functions whose name contains the text, now, and settles. Gives their number. */
  tick: (pattern: string) => Promise<number>;
  /** Follows the link in a confirmation, and fires the schedules with a rate, which look for it. */
  confirm: (messageId: string) => boolean;
  /** Ends the threads of a function and what polls for it, as a crash would. */
  kill: (functionName: string) => Promise<void>;
  stop: () => Promise<void>;
}

export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { clock = new LocalClock(), port = 0, state, smtpUrl } = options;
  const door = await openDoor(port);
  const operatorKey = options.operatorKey ?? findOperatorKey(state);
  let endpoint: Endpoint | undefined;
  try {
    const directory = Promise.resolve(options.assembly ?? synthesizeTemplates(options, operatorKey));
    // Awaited below; until then its failure is nobody's.
    directory.catch(() => undefined);
    endpoint = await startEndpoint({ clock, folder: state, region: REGION, account: ACCOUNT, smtpUrl });
    options.onClaimed?.();
    const assembly = readAssembly(await directory, options.template);
    return await runAssembly(assembly, options, { clock, door, endpoint, operatorKey });
  } catch (error) {
    await Promise.all([door.close(), endpoint?.stop()]);
    throw error;
  }
}

type Ground = Pick<Stack, 'clock' | 'door' | 'endpoint' | 'operatorKey'>;

async function runAssembly(assembly: Assembly, options: StackOptions, ground: Ground): Promise<Stack> {
  const { clock, door, endpoint } = ground;
  const plan = await createResources(assembly, ground);
  options.onProgress?.('read', plan);
  const { state, feedsLoopback = true, mostLives = MOST_LIVES, fireAtStart = true, warm = true } = options;
  const logs = state === undefined ? undefined : join(state, 'logs');
  const machine = new Machine({ plan, endpoint, clock, region: REGION, logs, localNetwork: feedsLoopback, mostLives });
  if (warm) await machine.warm();
  const onConfirm = (): void => void (fireAtStart && machine.fireRates());
  door.mount('/inbox', createInbox({ outbox: endpoint.outbox, clock, state: state ?? 'memory', onConfirm }));
  const invoke = (name: string, event: unknown) => machine.invoke(name, 'http', event);
  door.mount('', createHttpApi({ routes: plan.routes, account: ACCOUNT, invoke }));
  machine.begin({ fireAtStart });
  options.onProgress?.('started', plan);
  return describeStack(machine, plan, ground);
}

/** Tables and queues first: what functions are given names them. */
async function createResources(assembly: Assembly, { endpoint, door }: Ground): Promise<Plan> {
  const urls = new Map<string, string>();
  const running = { queueUrl: (name: string) => urls.get(name) ?? '', apiUrl: () => door.url };
  const resolver = new Resolver(assembly, { region: REGION, account: ACCOUNT }, running);
  await Promise.all(planTables(resolver).map(({ name, properties }) => endpoint.createTable(name, properties)));
  for (const { name, attributes } of planQueues(resolver)) {
    urls.set(name, (await endpoint.createQueue(name, attributes)).url);
  }
  return planFunctions(assembly, resolver);
}

const describeStack = (machine: Machine, plan: Plan, ground: Ground): Stack => ({
  ...ground,
  url: ground.door.url,
  functions: machine.functions,
  plan,
  trace: machine.trace.invocations,
  errors: machine.errors,
  onInvocation: (listener) => machine.trace.onInvocation(listener),
  onTrouble: (listener) => machine.onTrouble(listener),
  logs: (name) => machine.logs(name),
  settle: () => machine.settle(),
  advance: (ms) => machine.advance(ms),
  drain: () => machine.drain(),
  tick: (pattern) => machine.tick(pattern),
  kill: (name) => machine.kill(name),
  confirm(id) {
    const isConfirmed = ground.endpoint.outbox.confirm(id);
    if (isConfirmed) void machine.fireRates();
    return isConfirmed;
  },
  async stop() {
    await machine.rest();
    await ground.door.close();
    await machine.stop();
    await ground.endpoint.stop();
  },
});

/** Without a state folder the assembly lies in a temporary one, until the process ends. */
function synthesizeTemplates({ context, state }: StackOptions, operatorKey: string): Promise<string> {
  const operatorKeyHash = createHash('sha256').update(operatorKey).digest('hex');
  const outdir = state === undefined ? makeTemporaryFolder() : join(state, 'cdk.out');
  return synthesizeApp({ context: { operatorKeyHash, ...context }, outdir });
}

function makeTemporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'siaga-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Made at the first start on a state folder, and kept there for its owner's eyes only. */
function findOperatorKey(state: string | undefined): string {
  const made = randomBytes(24).toString('base64url');
  if (state === undefined) return made;
  mkdirSync(state, { recursive: true });
  const file = join(state, 'operator-key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    writeFileSync(file, `${made}\n`, { mode: 0o600 });
    return made;
  }
}

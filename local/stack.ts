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
import { Lambda, type InvocationResult } from './runtime/lambda.ts';
import { createHttpApi } from './runtime/httpApi.ts';
import { openLog, type FunctionLog } from './runtime/logs.ts';
import { Poller } from './runtime/poller.ts';
import { Schedules } from './runtime/schedules.ts';
import { Timers } from './runtime/timers.ts';
import { Trace, type Invocation, type Trigger } from './runtime/trace.ts';
import { readAssembly, type Template } from './template/assembly.ts';
import { planFunctions, planQueues, planTables, type FunctionPlan, type Plan } from './template/plan.ts';
import { Resolver } from './template/resolver.ts';
import { synthesizeApp } from './template/synthesizeApp.ts';

export const REGION = 'us-east-1';
export const ACCOUNT = '000000000000';

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
  onTrouble: (listener: (functionName: string, reason: string) => void) => () => void;
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
  const { clock = new LocalClock(), port = 0, state, onProgress = () => undefined } = options;
  const door = await openDoor(port);
  const operatorKey = options.operatorKey ?? findOperatorKey(state);
  let endpoint: Endpoint | undefined;
  try {
    const directory = Promise.resolve(options.assembly ?? synthesizeTemplates(options, operatorKey));
    // Awaited below; until then its failure is nobody's.
    directory.catch(() => undefined);
    endpoint = await startEndpoint({
      clock,
      folder: state,
      region: REGION,
      account: ACCOUNT,
      smtpUrl: options.smtpUrl,
    });
    options.onClaimed?.();
    const machine = await Machine.build(options, await directory, { clock, door, endpoint });
    const stack = machine.asStack(operatorKey);
    onProgress('started', stack.plan);
    return stack;
  } catch (error) {
    await Promise.all([door.close(), endpoint?.stop()]);
    throw error;
  }
}

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

interface Ground {
  clock: LocalClock;
  door: Door;
  endpoint: Endpoint;
}

/** At most this many at once for one function, whatever the template allows: the machine is small. */
const MOST_LIVES = 2;
const STOP_WITHIN_MS = 3_000;

class Machine {
  readonly #ground: Ground;
  readonly #plan: Plan;
  readonly #timers: Timers;
  readonly #trace = new Trace();
  readonly #lambdas = new Map<string, Lambda>();
  readonly #logs = new Map<string, FunctionLog>();
  readonly #pollers: Poller[] = [];
  readonly #errors: Error[] = [];
  readonly #troubleListeners = new Set<(functionName: string, reason: string) => void>();
  #schedules: Schedules | undefined;
  /** Invocations that run, and all that were ever started. */
  #running = 0;
  #started = 0;
  #quiet: (() => void)[] = [];

  private constructor(ground: Ground, plan: Plan) {
    this.#ground = ground;
    this.#plan = plan;
    this.#timers = new Timers(ground.clock);
  }

  static async build(options: StackOptions, directory: string, ground: Ground): Promise<Machine> {
    const { endpoint, door } = ground;
    const assembly = readAssembly(directory, options.template);
    const urls = new Map<string, string>();
    const resolver = new Resolver(
      assembly,
      { region: REGION, account: ACCOUNT },
      { queueUrl: (name) => urls.get(name) ?? '', apiUrl: () => door.url },
    );
    await Promise.all(planTables(resolver).map(({ name, properties }) => endpoint.createTable(name, properties)));
    for (const { name, attributes } of planQueues(resolver))
      urls.set(name, (await endpoint.createQueue(name, attributes)).url);
    const plan = planFunctions(assembly, resolver);
    options.onProgress?.('read', plan);
    const machine = new Machine(ground, plan);
    await machine.#start(options);
    return machine;
  }

  async #start(options: StackOptions): Promise<void> {
    const { endpoint, clock, door } = this.#ground;
    endpoint.onCall((call) => this.#trace.add(call));
    for (const plan of this.#plan.functions) this.#lambdas.set(plan.name, this.#createLambda(plan, options));
    if (options.warm ?? true) await Promise.all([...this.#lambdas.values()].map((lambda) => lambda.warm()));
    for (const plan of this.#plan.sources) {
      const most = plan.fifo ? 1 : Math.min(plan.maximumConcurrency, options.mostLives ?? MOST_LIVES);
      const invoke = (event: unknown) => this.#invoke(plan.function, 'queue', event);
      const onError = (error: Error) => this.#note(plan.function, error);
      this.#pollers.push(
        new Poller({ plan, endpoint, region: REGION, timers: this.#timers, concurrency: most, invoke, onError }),
      );
    }
    endpoint.onSend((queue) =>
      this.#pollers.filter((poller) => poller.queue === queue).forEach((poller) => poller.wake()),
    );
    for (const poller of this.#pollers) poller.wake();
    const invoke = (name: string, event: unknown) => this.#invoke(name, 'http', event);
    door.mount('', createHttpApi({ routes: this.#plan.routes, account: ACCOUNT, invoke }));
    this.#schedules = new Schedules({
      plans: this.#plan.schedules,
      clock,
      timers: this.#timers,
      retriesOf: (name) => this.#plan.functions.find((plan) => plan.name === name)?.retries ?? 0,
      invoke: (name, event) => this.#invoke(name, 'schedule', event),
    });
    const { fireAtStart = true, state = 'memory' } = options;
    const onConfirm = (): void => void (fireAtStart && this.#fireRates());
    door.mount('/inbox', createInbox({ outbox: endpoint.outbox, clock, state, onConfirm }));
    this.#schedules.start({ atOnce: fireAtStart });
  }

  /** Who has just confirmed is not kept waiting for the next minute. */
  async #fireRates(): Promise<void> {
    await this.#schedules?.fireRates();
  }

  #createLambda(plan: FunctionPlan, { state, feedsLoopback = true, mostLives = MOST_LIVES }: StackOptions): Lambda {
    const { endpoint, clock } = this.#ground;
    const log = openLog(state === undefined ? undefined : join(state, 'logs'), plan.name);
    this.#logs.set(plan.name, log);
    endpoint.permit(plan.name, plan.statements);
    return new Lambda({
      plan,
      clock,
      region: REGION,
      endpointUrl: endpoint.url,
      localNetwork: feedsLoopback,
      mostLives,
      log,
      onEnd: (key) => endpoint.revoke(key),
    });
  }

  async #invoke(name: string, trigger: Trigger, event: unknown): Promise<InvocationResult> {
    this.#running += 1;
    this.#started += 1;
    const at = this.#ground.clock.now();
    const calls: Invocation['calls'] = [];
    try {
      const result = await this.#lambdas.get(name)!.invoke(event, (key) => this.#trace.begin(key, calls));
      this.#trace.end({ function: name, trigger, event, at, calls }, result);
      if (result.failure && result.outcome !== 'killed') this.#tellTrouble(name, result.failure.message);
      return result;
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#quiet.splice(0)) resolve();
    }
  }

  #note(functionName: string, error: Error): void {
    this.#errors.push(error);
    this.#logs.get(functionName)?.write(`${error.name}: ${error.message}\n`);
    this.#tellTrouble(functionName, error.message);
  }

  #tellTrouble(functionName: string, reason: string): void {
    for (const listener of this.#troubleListeners) listener(functionName, reason);
  }

  async #noneRuns(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((resolve) => this.#quiet.push(resolve));
  }

  async #settle(): Promise<void> {
    for (;;) {
      const startedBefore = this.#started;
      await this.#noneRuns();
      await Promise.all(this.#pollers.map((poller) => poller.idle()));
      for (const poller of this.#pollers) {
        const { ready } = await this.#ground.endpoint.inspectQueue(poller.queue);
        if (ready > 0) poller.wake();
      }
      await Promise.all(this.#pollers.map((poller) => poller.idle()));
      if (this.#running === 0 && this.#started === startedBefore) return;
    }
  }

  async #advance(ms: number): Promise<void> {
    this.#ground.clock.advance(Math.ceil(ms));
    this.#timers.check();
    await this.#settle();
  }

  async #drain(): Promise<void> {
    for (;;) {
      await this.#settle();
      const states = await Promise.all(this.#pollers.map(({ queue }) => this.#ground.endpoint.inspectQueue(queue)));
      const moments = states
        .flatMap(({ delayed, inflight }) => [...delayed, ...inflight])
        .map((date) => date.getTime());
      if (moments.length === 0) return;
      await this.#advance(Math.max(1, Math.min(...moments) - this.#ground.clock.now().getTime()));
    }
  }

  async #kill(functionName: string): Promise<void> {
    const lambda = this.#lambdas.get(functionName);
    if (!lambda)
      throw new Error(`There is no function ${functionName}; there are ${[...this.#lambdas.keys()].join(', ')}.`);
    const killed = lambda.kill();
    for (const poller of this.#pollers) if (poller.function === functionName) poller.kill();
    await killed;
  }

  async #stop(): Promise<void> {
    this.#schedules?.stop();
    this.#timers.stop();
    for (const poller of this.#pollers) poller.stop();
    const { door, endpoint } = this.#ground;
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
    await Promise.race([this.#noneRuns(), giveUp]);
    await door.close();
    await Promise.all([...this.#lambdas.values()].map((lambda) => lambda.stop()));
    await endpoint.stop();
  }

  asStack(operatorKey: string): Stack {
    const { endpoint, clock, door } = this.#ground;
    return {
      endpoint,
      clock,
      url: door.url,
      door,
      operatorKey,
      functions: [...this.#lambdas.keys()],
      plan: this.#plan,
      trace: this.#trace.invocations,
      onInvocation: (listener) => this.#trace.onInvocation(listener),
      logs: (name) => this.#logs.get(name)?.lines() ?? [],
      errors: this.#errors,
      onTrouble: (listener) => {
        this.#troubleListeners.add(listener);
        return () => void this.#troubleListeners.delete(listener);
      },
      settle: () => this.#settle(),
      advance: (ms) => this.#advance(ms),
      drain: () => this.#drain(),
      tick: async (pattern) => {
        const fired = await this.#schedules!.fire((name) => name.toLowerCase().includes(pattern.toLowerCase()));
        await this.#settle();
        return fired;
      },
      confirm: (id) => {
        const isConfirmed = endpoint.outbox.confirm(id);
        if (isConfirmed) void this.#fireRates();
        return isConfirmed;
      },
      kill: (name) => this.#kill(name),
      stop: () => this.#stop(),
    };
  }
}

/**
 * Runs what a plan says: functions in threads, what starts them, and the time that they live in.
 */
import type { LocalClock } from '../clock.ts';
import type { Endpoint } from '../endpoint/index.ts';
import type { FunctionPlan, Plan } from '../template/plan.ts';
import { Lambda, type InvocationResult } from './lambda.ts';
import { openLog, type FunctionLog } from './logs.ts';
import { Poller } from './poller.ts';
import { Schedules } from './schedules.ts';
import { Timers } from './timers.ts';
import { Trace, type Invocation, type Trigger } from './trace.ts';

export interface MachineOptions {
  plan: Plan;
  endpoint: Endpoint;
  clock: LocalClock;
  region: string;
  /** Where functions log to; absent: in memory. */
  logs: string | undefined;
  /** Whether feeds on loopback may be polled. */
  localNetwork: boolean;
  /** Threads that a function may have at once, whatever the template allows. */
  mostLives: number;
}

export type TroubleListener = (functionName: string, reason: string) => void;

const STOP_WITHIN_MS = 3_000;

export class Machine {
  readonly trace = new Trace();
  /** What went wrong outside of the functions. */
  readonly errors: Error[] = [];
  readonly #options: MachineOptions;
  readonly #timers: Timers;
  readonly #lambdas = new Map<string, Lambda>();
  readonly #logs = new Map<string, FunctionLog>();
  readonly #pollers: Poller[] = [];
  readonly #schedules: Schedules;
  readonly #troubleListeners = new Set<TroubleListener>();
  /** Invocations that run, and all that were ever started. */
  #running = 0;
  #started = 0;
  #quiet: (() => void)[] = [];

  constructor(options: MachineOptions) {
    const { plan, endpoint, clock } = options;
    this.#options = options;
    this.#timers = new Timers(clock);
    for (const each of plan.functions) this.#lambdas.set(each.name, this.#createLambda(each));
    for (const source of plan.sources) this.#pollers.push(this.#createPoller(source));
    this.#schedules = new Schedules({
      plans: plan.schedules,
      clock,
      timers: this.#timers,
      retriesOf: (name) => plan.functions.find((each) => each.name === name)?.retries ?? 0,
      invoke: (name, event) => this.invoke(name, 'schedule', event),
    });
    endpoint.onCall((call) => this.trace.add(call));
    endpoint.onSend((queue) => {
      for (const poller of this.#pollers) if (poller.queue === queue) poller.wake();
    });
  }

  get functions(): string[] {
    return [...this.#lambdas.keys()];
  }

  /** Loads every function, so that none has to be waited for. */
  async warm(): Promise<void> {
    await Promise.all([...this.#lambdas.values()].map((lambda) => lambda.warm()));
  }

  /** Lets messages and time start functions. */
  begin({ fireAtStart }: { fireAtStart: boolean }): void {
    for (const poller of this.#pollers) poller.wake();
    this.#schedules.start({ atOnce: fireAtStart });
  }

  async invoke(name: string, trigger: Trigger, event: unknown): Promise<InvocationResult> {
    this.#running += 1;
    this.#started += 1;
    const at = this.#options.clock.now();
    const calls: Invocation['calls'] = [];
    try {
      const result = await this.#lambdas.get(name)!.invoke(event, (key) => this.trace.begin(key, calls));
      this.trace.end({ function: name, trigger, event, at, calls }, result);
      if (result.failure && result.outcome !== 'killed') this.#tellTrouble(name, result.failure.message);
      return result;
    } finally {
      this.#running -= 1;
      if (this.#running === 0) for (const resolve of this.#quiet.splice(0)) resolve();
    }
  }

  logs(functionName: string): readonly string[] {
    return this.#logs.get(functionName)?.lines() ?? [];
  }

  onTrouble(listener: TroubleListener): () => void {
    this.#troubleListeners.add(listener);
    return () => void this.#troubleListeners.delete(listener);
  }

  /** Until no invocation runs and no queue has a message that could be received. */
  async settle(): Promise<void> {
    for (;;) {
      const startedBefore = this.#started;
      await this.#noneRuns();
      await Promise.all(this.#pollers.map((poller) => poller.idle()));
      for (const poller of this.#pollers) {
        const { ready } = await this.#options.endpoint.inspectQueue(poller.queue);
        if (ready > 0) poller.wake();
      }
      await Promise.all(this.#pollers.map((poller) => poller.idle()));
      if (this.#running === 0 && this.#started === startedBefore) return;
    }
  }

  async advance(ms: number): Promise<void> {
    this.#options.clock.advance(Math.ceil(ms));
    this.#timers.check();
    await this.settle();
  }

  async drain(): Promise<void> {
    const { endpoint, clock } = this.#options;
    for (;;) {
      await this.settle();
      const states = await Promise.all(this.#pollers.map(({ queue }) => endpoint.inspectQueue(queue)));
      const moments = states
        .flatMap(({ delayed, inflight }) => [...delayed, ...inflight])
        .map((date) => date.getTime());
      if (moments.length === 0) return;
      await this.advance(Math.max(1, Math.min(...moments) - clock.now().getTime()));
    }
  }

  async tick(pattern: string): Promise<number> {
    const fired = await this.#schedules.fire((name) => name.toLowerCase().includes(pattern.toLowerCase()));
    await this.settle();
    return fired;
  }

  /** Who has just confirmed is not kept waiting for the next minute. */
  async fireRates(): Promise<void> {
    await this.#schedules.fireRates();
  }

  async kill(functionName: string): Promise<void> {
    const lambda = this.#lambdas.get(functionName);
    if (!lambda) throw new Error(`There is no function ${functionName}; there are ${this.functions.join(', ')}.`);
    const killed = lambda.kill();
    for (const poller of this.#pollers) if (poller.function === functionName) poller.kill();
    await killed;
  }

  /** Starts nothing more, and waits a little for what runs. */
  async rest(): Promise<void> {
    this.#schedules.stop();
    this.#timers.stop();
    for (const poller of this.#pollers) poller.stop();
    const giveUp = new Promise<void>((resolve) => setTimeout(resolve, STOP_WITHIN_MS).unref());
    await Promise.race([this.#noneRuns(), giveUp]);
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#lambdas.values()].map((lambda) => lambda.stop()));
  }

  #createLambda(plan: FunctionPlan): Lambda {
    const { endpoint, clock, region, logs, localNetwork, mostLives } = this.#options;
    const log = openLog(logs, plan.name);
    this.#logs.set(plan.name, log);
    endpoint.permit(plan.name, plan.statements);
    const onEnd = (key: string): void => endpoint.revoke(key);
    return new Lambda({ plan, clock, region, endpointUrl: endpoint.url, localNetwork, mostLives, log, onEnd });
  }

  #createPoller(plan: Plan['sources'][number]): Poller {
    const { endpoint, region, mostLives } = this.#options;
    return new Poller({
      plan,
      endpoint,
      region,
      timers: this.#timers,
      concurrency: plan.fifo ? 1 : Math.min(plan.maximumConcurrency, mostLives),
      invoke: (event) => this.invoke(plan.function, 'queue', event),
      onError: (error) => this.#note(plan.function, error),
    });
  }

  #note(functionName: string, error: Error): void {
    this.errors.push(error);
    this.#logs.get(functionName)?.write(`${error.name}: ${error.message}\n`);
    this.#tellTrouble(functionName, error.message);
  }

  #tellTrouble(functionName: string, reason: string): void {
    for (const listener of this.#troubleListeners) listener(functionName, reason);
  }

  async #noneRuns(): Promise<void> {
    while (this.#running > 0) await new Promise<void>((resolve) => this.#quiet.push(resolve));
  }
}

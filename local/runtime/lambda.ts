/**
 * A function: its lives (threads), and the invocations that they work off, one at a time each.
 *
 * A life has an access key of its own. When it ends by a timeout or a crash, that key is revoked first, so that nothing
 * which the thread had still under way is performed afterwards: the safety of alerts rests on a stopped function being
 * stopped.
 */
import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { LocalClock } from '../clock.ts';
import type { FunctionPlan } from '../template/plan.ts';
import type { FunctionLog } from './logs.ts';
import type { Failure, LifeReply, LifeStart } from './protocol.ts';

export type Outcome = 'ok' | 'failed' | 'timeout' | 'killed';

export interface InvocationResult {
  outcome: Outcome;
  requestId: string;
  ms: number;
  /** What the handler returned, parsed. */
  result?: unknown;
  failure?: Failure;
}

export interface LambdaOptions {
  plan: FunctionPlan;
  clock: LocalClock;
  region: string;
  endpointUrl: string;
  localNetwork: boolean;
  /** Most threads at once. */
  mostLives: number;
  log: FunctionLog;
  /** A life has ended, and nothing that it still asks for may be done. */
  onEnd: (key: string) => void;
}

interface Life {
  key: string;
  worker: Worker;
  ready: Promise<void>;
  current: Current | undefined;
}

/** The invocation that a life works on. */
interface Current {
  requestId: string;
  /** Runs from when the function is loaded. */
  timer: NodeJS.Timeout | undefined;
  end: (outcome: Outcome, rest: Partial<InvocationResult>) => void;
}

interface Waiting {
  event: unknown;
  onStart: (key: string) => void;
  done: (result: InvocationResult) => void;
}

export class Lambda {
  readonly name: string;
  readonly #options: LambdaOptions;
  readonly #lives = new Set<Life>();
  readonly #queue: Waiting[] = [];
  #births = 0;
  #stopped = false;

  constructor(options: LambdaOptions) {
    this.name = options.plan.name;
    this.#options = options;
  }

  /** Starts the first life, so that the first invocation need not wait for it. */
  async warm(): Promise<void> {
    await (this.#lives.values().next().value ?? this.#begin()).ready;
  }

  /** `onStart` is told the key of the life that takes it. */
  invoke(event: unknown, onStart: (key: string) => void = () => undefined): Promise<InvocationResult> {
    return new Promise((done) => {
      this.#queue.push({ event, onStart, done });
      this.#assign();
    });
  }

  /** Ends every life as a crash would. What they worked on counts as failed. */
  async kill(): Promise<void> {
    await Promise.all([...this.#lives].map((life) => this.#end(life, 'killed')));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.kill();
    const failure = { type: 'Stopped', message: `${this.name} was ended.`, stack: '' };
    for (const { done } of this.#queue.splice(0)) done({ outcome: 'killed', requestId: '', ms: 0, failure });
  }

  #assign(): void {
    while (this.#queue.length > 0 && !this.#stopped) {
      const life = this.#free();
      if (!life) return;
      void this.#run(life, this.#queue.shift()!);
    }
  }

  #free(): Life | undefined {
    for (const life of this.#lives) if (!life.current) return life;
    return this.#lives.size < this.#options.mostLives ? this.#begin() : undefined;
  }

  #begin(): Life {
    const { plan, clock, region, endpointUrl, localNetwork, log } = this.#options;
    const key = `${plan.name}.${++this.#births}`;
    const start: LifeStart = {
      clock: clock.buffer,
      module: plan.module,
      exportName: plan.exportName,
      localNetwork,
      sourceMaps: (plan.environment['NODE_OPTIONS'] ?? '').includes('--enable-source-maps'),
      function: { name: plan.name, arn: plan.arn, memoryMb: plan.memoryMb },
    };
    const worker = new Worker(new URL('./life.ts', import.meta.url), {
      workerData: start,
      env: {
        ...plan.environment,
        AWS_ENDPOINT_URL: endpointUrl,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: key,
        AWS_SECRET_ACCESS_KEY: 'local',
        AWS_LAMBDA_FUNCTION_NAME: plan.name,
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(plan.memoryMb),
        TZ: 'UTC',
      },
      stdout: true,
      stderr: true,
      execArgv: ['--no-warnings'],
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: plan.memoryMb },
    });
    worker.stdout.on('data', (text: Buffer) => log.write(text.toString()));
    worker.stderr.on('data', (text: Buffer) => log.write(text.toString()));
    const ready = Promise.withResolvers<void>();
    const life: Life = { key, worker, ready: ready.promise, current: undefined };
    ready.promise.catch(() => undefined);
    worker.on('message', (message: LifeReply) => {
      if (message.kind === 'ready') ready.resolve();
      else if (message.kind === 'unloadable')
        ready.reject(new Error(`${plan.name} cannot be loaded: ${message.failure.message}`));
      this.#receive(life, message);
    });
    worker.on('error', (error) => {
      ready.reject(error);
      log.write(`${error.stack ?? error.message}\n`);
      void this.#end(life, 'failed', { type: error.name, message: error.message, stack: error.stack ?? '' });
    });
    worker.on('exit', () => {
      ready.reject(new Error(`${plan.name} ended before it was ready.`));
      void this.#end(life, 'killed');
    });
    this.#lives.add(life);
    return life;
  }

  async #run(life: Life, { event, onStart, done }: Waiting): Promise<void> {
    const { plan, log } = this.#options;
    const requestId = randomUUID();
    const timeoutMs = plan.timeoutSeconds * 1_000;
    let startedAt = performance.now();
    const current: Current = {
      requestId,
      timer: undefined,
      end: (outcome, rest) => {
        clearTimeout(current.timer);
        life.current = undefined;
        const ms = performance.now() - startedAt;
        if (rest.failure) log.write(`${requestId} ${outcome}: ${rest.failure.stack || rest.failure.message}\n`);
        done({ outcome, requestId, ms, ...rest });
        this.#assign();
      },
    };
    life.current = current;
    onStart(life.key);
    // Loading has ten seconds of its own in Lambda and does not count against the timeout.
    await life.ready.catch(() => undefined);
    if (life.current !== current) return;
    startedAt = performance.now();
    current.timer = setTimeout(() => {
      const message = `${plan.name} was stopped after its timeout of ${plan.timeoutSeconds} s.`;
      void this.#end(life, 'timeout', { type: 'Timeout', message, stack: '' });
    }, timeoutMs);
    life.worker.postMessage({ requestId, event: JSON.stringify(event), timeoutMs });
  }

  #receive(life: Life, message: LifeReply): void {
    if (message.kind === 'ready') return;
    if (message.kind === 'unloadable') return void this.#end(life, 'failed', message.failure);
    if (life.current?.requestId !== message.requestId) return;
    if (message.kind === 'failed') life.current.end('failed', { failure: message.failure });
    else life.current.end('ok', { result: JSON.parse(message.result) as unknown });
  }

  async #end(life: Life, outcome: Outcome, failure?: Failure): Promise<void> {
    if (!this.#lives.delete(life)) return;
    this.#options.onEnd(life.key);
    const { current } = life;
    // The thread is gone before anybody hears of it: the next life must never run beside this one's invocation.
    await life.worker.terminate();
    const stopped = { type: 'Stopped', message: `${this.name} was ended.`, stack: '' };
    current?.end(outcome, { failure: failure ?? stopped });
  }
}

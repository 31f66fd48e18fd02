/**
 * An event source: takes messages from a queue and hands them to a function, as Lambda's own pollers do.
 *
 * It never polls an empty queue. It looks when something was sent, when a message becomes visible, and after each
 * invocation; between those it sleeps. What the function does not report as done stays in flight and comes back by its
 * visibility timeout, and the queue itself moves it to the dead letters.
 */
import type { Endpoint } from '../endpoint/index.ts';
import type { SourcePlan } from '../template/plan.ts';
import type { InvocationResult } from './lambda.ts';
import { deleteMessages, receive, type Received } from './queueCalls.ts';
import type { Timers } from './timers.ts';

export interface PollerOptions {
  plan: SourcePlan;
  endpoint: Endpoint;
  region: string;
  timers: Timers;
  /** Invocations at once, at most. */
  concurrency: number;
  invoke: (event: unknown) => Promise<InvocationResult>;
  /** Something went wrong outside of the function, such as a permission that is missing. */
  onError: (error: Error) => void;
}

interface SqsBatchResponse {
  batchItemFailures?: { itemIdentifier?: unknown }[];
}

export class Poller {
  readonly #options: PollerOptions;
  #busy = 0;
  #isLooking = false;
  #mustLook = false;
  #stopped = false;
  #lives = 0;
  #abort = new AbortController();
  #cancelTimer: () => void = () => undefined;
  #idle: (() => void)[] = [];

  constructor(options: PollerOptions) {
    this.#options = options;
  }

  get queue(): string {
    return this.#options.plan.queue;
  }

  get function(): string {
    return this.#options.plan.function;
  }

  /** Whether nothing is under way and nothing was left to look at. */
  get isIdle(): boolean {
    return this.#busy === 0 && !this.#isLooking && !this.#mustLook;
  }

  /** Resolves when there is nothing to do until something new happens. */
  async idle(): Promise<void> {
    while (!this.isIdle) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** There may be something to receive. */
  wake(): void {
    if (this.#stopped) return;
    this.#mustLook = true;
    void this.#look();
  }

  /** Forgets every call under way, as when the machine that polls dies; messages come back by their visibility. */
  kill(): void {
    this.#options.endpoint.revoke(this.#key);
    this.#lives += 1;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.wake();
  }

  /** Receives nothing more; what is being worked on goes on. */
  stop(): void {
    this.#stopped = true;
    this.#mustLook = false;
    this.#cancelTimer();
  }

  get #key(): string {
    return `${this.#options.plan.function}.source${this.#lives}`;
  }

  async #look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      while (this.#mustLook && !this.#stopped && this.#busy < this.#options.concurrency) {
        this.#mustLook = false;
        const batch = await this.#gather();
        if (batch.length === 0) continue;
        this.#mustLook = true;
        void this.#handle(batch);
      }
      if (!this.#stopped) await this.#sleep();
    } catch (error) {
      if (!this.#stopped && !isAborted(error)) this.#options.onError(error as Error);
    } finally {
      this.#isLooking = false;
    }
    if (this.#mustLook && !this.#stopped && this.#busy < this.#options.concurrency) return this.#look();
    this.#tellIdle();
  }

  /** One batch: what is there now, and with a batching window what comes until it closes. */
  async #gather(): Promise<Received[]> {
    const { plan } = this.#options;
    const batch: Received[] = [];
    let closesAt = Infinity;
    for (;;) {
      const more = await this.#receive(plan.batchSize - batch.length);
      batch.push(...more);
      if (batch.length > 0 && closesAt === Infinity) closesAt = performance.now() + plan.windowSeconds * 1_000;
      const isFull = batch.length >= plan.batchSize;
      const mayHaveMore = more.length > 0 && plan.batchSize > 10;
      if (isFull || batch.length === 0 || (!mayHaveMore && performance.now() >= closesAt)) return batch;
      if (!mayHaveMore) await new Promise((resolve) => setTimeout(resolve, Math.min(50, closesAt - performance.now())));
    }
  }

  async #receive(most: number): Promise<Received[]> {
    const { plan, endpoint } = this.#options;
    if ((await endpoint.inspectQueue(plan.queue)).ready === 0) return [];
    return receive(this.#caller(), plan.queueUrl, most);
  }

  async #handle(batch: readonly Received[]): Promise<void> {
    this.#busy += 1;
    const caller = this.#caller();
    try {
      const result = await this.#options.invoke({ Records: batch.map((message) => toRecord(message, this.#options)) });
      const done = this.#findDone(batch, result);
      if (done.length > 0) await deleteMessages(caller, this.#options.plan.queueUrl, done);
    } catch (error) {
      if (!isAborted(error)) this.#options.onError(error as Error);
    } finally {
      this.#busy -= 1;
      this.wake();
      this.#tellIdle();
    }
  }

  /** As Lambda reads a partial batch response: an answer that it does not understand fails the whole batch. */
  #findDone(batch: readonly Received[], { outcome, result }: InvocationResult): Received[] {
    if (outcome !== 'ok') return [];
    if (!this.#options.plan.reportsFailures) return [...batch];
    const { batchItemFailures = [] } = (result ?? {}) as SqsBatchResponse;
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const known = new Set<unknown>(batch.map(({ MessageId }) => MessageId));
    for (const id of failed) if (!known.has(id)) return [];
    return batch.filter(({ MessageId }) => !failed.has(MessageId));
  }

  /** Until the next message becomes visible. */
  async #sleep(): Promise<void> {
    const { plan, endpoint, timers } = this.#options;
    const { delayed, inflight } = await endpoint.inspectQueue(plan.queue);
    const moments = [...delayed, ...inflight].map((date) => date.getTime());
    this.#cancelTimer();
    if (moments.length === 0 || this.#stopped) return;
    this.#cancelTimer = timers.at(new Date(Math.min(...moments)), () => this.wake());
  }

  #caller() {
    const { endpoint, region } = this.#options;
    return { endpointUrl: endpoint.url, region, key: this.#key, signal: this.#abort.signal };
  }

  #tellIdle(): void {
    if (!this.isIdle && !this.#stopped) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }
}

const isAborted = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

function toRecord(message: Received, { plan, region }: PollerOptions): Record<string, unknown> {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: message.MessageAttributes ?? {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: plan.queueArn,
    awsRegion: region,
  };
}

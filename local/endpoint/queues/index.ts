/**
 * SQS, by fauxqs in a thread of its own whose clock is the machine's: visibility and delays move with it.
 *
 * A queue's URL holds the port of this start, so it is never kept: resolve it anew at each start.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { LocalClock } from '../../clock.ts';
import type { Answer } from '../call.ts';
import type { CallResult, QueueState, WorkerReply, WorkerRequest, WorkerStart } from './protocol.ts';

export type { QueueState } from './protocol.ts';

export interface QueuesOptions {
  clock: LocalClock;
  folder?: string | undefined;
  onSend: (queue: string) => void;
}

export class Queues {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  readonly #onSend: (queue: string) => void;
  #last = 0;

  private constructor(worker: Worker, onSend: (queue: string) => void) {
    this.#worker = worker;
    this.#onSend = onSend;
    worker.on('message', (message: WorkerReply) => this.#receive(message));
    worker.on('error', (error) => this.#fail(error));
    worker.on('exit', () => this.#fail(new Error('The thread of the queues has ended.')));
  }

  static async open({ clock, folder, onSend }: QueuesOptions): Promise<Queues> {
    const workerData: WorkerStart = {
      clock: clock.buffer,
      folder: folder === undefined ? undefined : join(folder, 'queues'),
    };
    const queues = new Queues(new Worker(new URL('./worker.ts', import.meta.url), { workerData }), onSend);
    const ready = Promise.withResolvers<unknown>();
    queues.#waiting.set(0, ready);
    await ready.promise;
    return queues;
  }

  async create(name: string, url: string, arn: string, properties: Record<string, unknown>): Promise<void> {
    await this.#ask({ kind: 'createQueue', name, url, arn, attributes: toAttributes(properties) });
  }

  async perform(target: string, body: string, authorization: string): Promise<Answer> {
    return (await this.#ask({ kind: 'call', target, body, authorization })) as CallResult;
  }

  async inspect(name: string): Promise<QueueState> {
    return (await this.#ask({ kind: 'inspect', name })) as QueueState;
  }

  async reset(): Promise<void> {
    await this.#ask({ kind: 'reset' });
  }

  async stop(): Promise<void> {
    await this.#ask({ kind: 'stop' });
    await this.#worker.terminate();
  }

  #ask(request: WorkerRequest): Promise<unknown> {
    const answer = Promise.withResolvers<unknown>();
    const id = ++this.#last;
    this.#waiting.set(id, answer);
    this.#worker.postMessage({ id, request });
    return answer.promise;
  }

  #receive(message: WorkerReply): void {
    if ('event' in message) return this.#onSend(message.queue);
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if ('failure' in message) waiting?.reject(new Error(message.failure));
    else waiting?.resolve(message.result);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

const NOT_ATTRIBUTES = new Set(['QueueName', 'Tags']);

/** CloudFormation has numbers, booleans and objects where the API has strings. */
function toAttributes(properties: Record<string, unknown>): Record<string, string> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (NOT_ATTRIBUTES.has(name) || value === undefined) continue;
    attributes[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return attributes;
}

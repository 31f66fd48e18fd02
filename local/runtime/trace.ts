/** What ran: each invocation with the calls to AWS that it made. */
import type { Call } from '../endpoint/index.ts';
import type { InvocationResult, Outcome } from './lambda.ts';

export type Trigger = 'queue' | 'schedule' | 'http';

export interface Invocation {
  function: string;
  trigger: Trigger;
  requestId: string;
  event: unknown;
  at: Date;
  ms: number;
  outcome: Outcome;
  /** The handler's error, or why it was ended. */
  error?: string;
  calls: Call[];
}

/** Kept in memory, the oldest are dropped. */
const MOST_KEPT = 5_000;

/** Collects calls by the life that made them: a life has one invocation at a time. */
export class Trace {
  readonly invocations: Invocation[] = [];
  readonly #calls = new Map<string, Call[]>();
  readonly #listeners = new Set<(invocation: Invocation) => void>();

  /** A life starts an invocation: what it calls from now on belongs to it. */
  begin(key: string, calls: Call[]): void {
    this.#calls.set(key, calls);
  }

  add(call: Call): void {
    this.#calls.get(call.key)?.push(call);
  }

  end(started: Pick<Invocation, 'function' | 'trigger' | 'event' | 'at' | 'calls'>, result: InvocationResult): void {
    const { requestId, ms, outcome, failure } = result;
    const invocation: Invocation = { ...started, requestId, ms, outcome, ...(failure && { error: failure.message }) };
    this.invocations.push(invocation);
    this.invocations.splice(0, this.invocations.length - MOST_KEPT);
    for (const listener of this.#listeners) listener(invocation);
  }

  onInvocation(listener: (invocation: Invocation) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

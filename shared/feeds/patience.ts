/**
 * How long one request may take, its redirects included.
 *
 * Two budgets, of which one stands still while the other runs: the publisher's time to answer, and the time that the
 * request waits for what is ours to give, a place at the host's gate or room for a big document. Neither can be filled
 * up again by a redirect, so a feed's time is bounded by their sum.
 */
export interface Budgets {
  wholeAnswerMs: number;
  waitMs: number;
}

export class TimeIsUp extends Error {}

export class Patience {
  readonly #controller = new AbortController();
  readonly #over: Promise<never>;
  #answerMs: number;
  #waitMs: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor({ wholeAnswerMs, waitMs }: Budgets) {
    this.#answerMs = wholeAnswerMs;
    this.#waitMs = waitMs;
    this.#over = new Promise((_never, fail) =>
      this.signal.addEventListener('abort', () => fail(new TimeIsUp()), { once: true }),
    );
    // Nobody may be racing against it just then.
    this.#over.catch(() => undefined);
    this.#run();
  }

  /** Aborts when the publisher has had its time. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What `work` comes to, or `TimeIsUp` when the time is over, even if nothing ever comes of it. */
  race<Result>(work: Promise<Result>): Promise<Result> {
    return Promise.race([work, this.#over]);
  }

  /** Waits for a turn that is ours to give, for as long as is left for that. */
  async wait<Turn>(turn: (withinMs: number) => Promise<Turn>): Promise<Turn> {
    this.#stop();
    const began = performance.now();
    try {
      return await turn(this.#waitMs);
    } finally {
      this.#waitMs = Math.max(this.#waitMs - (performance.now() - began), 0);
      this.#run();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(() => this.#controller.abort(), Math.ceil(this.#answerMs));
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#answerMs = Math.max(this.#answerMs - (performance.now() - this.#since), 1);
  }
}

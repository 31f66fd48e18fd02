/**
 * Wakes at moments of the machine's clock: by real time as long as nobody moves it, at once when somebody does.
 */
import type { LocalClock } from '../clock.ts';

/** Node's own limit is about 24 days; a longer wait is simply looked at again. */
const LONGEST_WAIT_MS = 60 * 60 * 1_000;

interface Entry {
  at: number;
  fire: () => void;
}

export class Timers {
  readonly #clock: LocalClock;
  readonly #entries = new Set<Entry>();
  #timer: NodeJS.Timeout | undefined;

  constructor(clock: LocalClock) {
    this.#clock = clock;
  }

  /** Returns how to call it off. A moment that has passed fires at the next turn. */
  at(moment: Date, fire: () => void): () => void {
    const entry = { at: moment.getTime(), fire };
    this.#entries.add(entry);
    this.#arm();
    return () => void this.#entries.delete(entry);
  }

  /** After the clock was moved: fires what has become due, in order of time. */
  check(): void {
    const now = this.#clock.now().getTime();
    const due = [...this.#entries].filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at);
    for (const entry of due) if (this.#entries.delete(entry)) entry.fire();
    this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#entries.clear();
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (this.#entries.size === 0) return;
    const next = Math.min(...[...this.#entries].map(({ at }) => at));
    const wait = Math.min(Math.max(0, next - this.#clock.now().getTime()), LONGEST_WAIT_MS);
    this.#timer = setTimeout(() => this.check(), wait);
  }
}

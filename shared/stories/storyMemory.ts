/**
 * What the one writer of stories knows: the signatures of the articles of the last 72 hours and their stories.
 *
 * The articles queue is FIFO with one group, so there is one writer at a time, but the next invocation may run in
 * another environment: before it decides, it catches up from the article rows by reading what was written since it last
 * did, and the minute before that, since clocks differ.
 */
import { HOUR, MINUTE } from '../platform/clock.ts';
import type { StoryId } from './story.ts';

export const WINDOW_MS = 72 * HOUR;
const OVERLAP_MS = MINUTE;

/** An article that is in a story. */
export interface KnownArticle {
  article: string;
  story: StoryId;
  signature: readonly string[];
  /** Epoch milliseconds of the writing of its row. */
  written: number;
}

export class StoryMemory {
  readonly #bySignature = new Map<string, { story: StoryId; written: number }>();
  readonly #byArticle = new Map<string, { story: StoryId; written: number }>();
  #knownThrough: number | null = null;

  /** From when on rows must be read to know everything until `now`. */
  missingSince(now: Date): Date {
    const oldest = now.getTime() - WINDOW_MS;
    return new Date(Math.max(oldest, (this.#knownThrough ?? 0) - OVERLAP_MS));
  }

  /** Everything written until `now` has been remembered. */
  caughtUp(now: Date): void {
    this.#knownThrough = now.getTime();
    const oldest = now.getTime() - WINDOW_MS;
    for (const known of [this.#bySignature, this.#byArticle]) {
      for (const [key, { written }] of known) if (written < oldest) known.delete(key);
    }
  }

  /** The story that a signature was first seen in stays its story. */
  remember({ article, story, signature, written }: KnownArticle): void {
    if (!this.#byArticle.has(article)) this.#byArticle.set(article, { story, written });
    for (const one of signature) if (!this.#bySignature.has(one)) this.#bySignature.set(one, { story, written });
  }

  /** Whether its row is written: its place in a story is settled. */
  knows(article: string): boolean {
    return this.#byArticle.has(article);
  }

  /** The story of the article itself, else of its earliest copy; null when it begins one. */
  storyOf(article: string, signature: readonly string[]): StoryId | null {
    const own = this.#byArticle.get(article);
    if (own) return own.story;
    let earliest: { story: StoryId; written: number } | null = null;
    for (const one of signature) {
      const known = this.#bySignature.get(one);
      if (known && (!earliest || known.written < earliest.written)) earliest = known;
    }
    return earliest?.story ?? null;
  }
}

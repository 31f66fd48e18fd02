/**
 * What has been seen of a feed: twelve bytes for each item, six of its identity and six of its text.
 *
 * First the items that stand in the document, in its order, then the last 200 that stood there before. Never expired:
 * a feed that lists old items again would alert again.
 */
import { createHash } from 'node:crypto';
import type { FeedId } from '../feeds/feed.ts';

const IDENTITY_BYTES = 6;
const ENTRY_BYTES = 12;
const KEPT_AFTER_LEAVING = 200;
/** Between two polls of the whole document: pushes add to it, and the next poll tidies up. */
const MOST_KEPT = 3_000;

export interface SeenStore {
  /** Empty before the first poll. */
  read(feed: FeedId): Promise<Uint8Array>;
  write(feed: FeedId, entries: Uint8Array): Promise<void>;
}

/** An item by what makes it itself and by what it says. */
export interface Fingerprint {
  /** The article's id. */
  id: string;
  text: string;
}

export type News = 'new' | 'edited' | 'known';

export class Seen {
  readonly #texts = new Map<string, string>();

  constructor(bytes: Uint8Array) {
    const entries = Buffer.from(bytes);
    for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
      const identity = entries.toString('hex', at, at + IDENTITY_BYTES);
      if (!this.#texts.has(identity))
        this.#texts.set(identity, entries.toString('hex', at + IDENTITY_BYTES, at + ENTRY_BYTES));
    }
  }

  newsOf({ id, text }: Fingerprint): News {
    const known = this.#texts.get(shortHash(id));
    if (known === undefined) return 'new';
    return known === shortHash(text) ? 'known' : 'edited';
  }

  /** What to keep once a part of the feed has been handed on: all that was known, since the rest still stands in it. */
  afterPart(part: readonly Fingerprint[]): Uint8Array {
    const pushed = new Map(part.map(({ id, text }) => [shortHash(id), shortHash(text)]));
    const known = [...this.#texts].filter(([identity]) => !pushed.has(identity)).slice(0, MOST_KEPT);
    return Buffer.from([...pushed, ...known].flat().join(''), 'hex');
  }

  /** What to keep once `document` has been handed on. */
  after(document: readonly Fingerprint[]): Uint8Array {
    const present = new Map(document.map(({ id, text }) => [shortHash(id), shortHash(text)]));
    const left = [...this.#texts].filter(([identity]) => !present.has(identity)).slice(0, KEPT_AFTER_LEAVING);
    return Buffer.from([...present, ...left].flat().join(''), 'hex');
  }
}

const shortHash = (text: string): string =>
  createHash('sha256')
    .update(text)
    .digest('hex')
    .slice(0, 2 * IDENTITY_BYTES);

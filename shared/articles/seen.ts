/**
 * What has been seen of a feed: for each item twelve bytes, six of its identity and six of its text, and where its
 * identity is an id that the feed made up, twelve more: its address and its title and date.
 *
 * The second entry knows an item again whose id was changed: some feeds make new ids with every answer. An item with a
 * new id is the old one when address, title and date are; and where most of a document comes with new ids for known
 * addresses, the address alone is enough, and what differs is an edit.
 *
 * First the items that stand in the document, in its order, then the last 200 that stood there before. Never expired:
 * a feed that lists old items again would alert again.
 */
import { hash } from 'node:crypto';
import type { FeedId } from '../feeds/feed.ts';

const IDENTITY_BYTES = 6;
const ENTRY_BYTES = 12;
/** Entries: two hundred items and their addresses. */
const KEPT_AFTER_LEAVING = 400;
/** Between two polls of the whole document: pushes add to it, and the next poll tidies up. */
const MOST_KEPT = 6_000;
/** Fewer items with new ids than this say nothing about a feed. */
const FEWEST_TO_ROTATE = 3;

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
  /** Another way to know it by, should its id change: what it is, and what it must agree in. */
  alias?: { id: string; text: string };
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

  /** For each item of a document, in its order. */
  newsIn(document: readonly Fingerprint[]): News[] {
    const kinds = document.map((item) => this.#kindOf(item));
    const renamed = kinds.filter((kind) => kind === 'renamed' || kind === 'moved').length;
    const kept = kinds.filter((kind) => kind === 'known' || kind === 'edited').length;
    const isRotating = renamed >= FEWEST_TO_ROTATE && renamed > kept;
    return kinds.map((kind) => {
      if (kind === 'renamed') return 'known';
      return kind === 'moved' ? (isRotating ? 'edited' : 'new') : kind;
    });
  }

  #kindOf({ id, text, alias }: Fingerprint): News | 'renamed' | 'moved' {
    const known = this.#texts.get(shortHash(id));
    if (known !== undefined) return known === shortHash(text) ? 'known' : 'edited';
    const before = alias && this.#texts.get(shortHash(alias.id));
    if (before === undefined) return 'new';
    // By its text where the feed gave no ids before.
    return before === shortHash(alias!.text) || before === shortHash(text) ? 'renamed' : 'moved';
  }

  /** What to keep once a part of the feed has been handed on: all that was known, since the rest still stands in it. */
  afterPart(part: readonly Fingerprint[]): Uint8Array {
    return this.#with(part, MOST_KEPT);
  }

  /** What to keep once `document` has been handed on. */
  after(document: readonly Fingerprint[]): Uint8Array {
    return this.#with(document, KEPT_AFTER_LEAVING);
  }

  #with(items: readonly Fingerprint[], most: number): Uint8Array {
    const present = new Map<string, string>();
    for (const { id, text, alias } of items) {
      present.set(shortHash(id), shortHash(text));
      if (alias) present.set(shortHash(alias.id), shortHash(alias.text));
    }
    const left = [...this.#texts].filter(([identity]) => !present.has(identity)).slice(0, most);
    return Buffer.from([...present, ...left].flat().join(''), 'hex');
  }
}

const shortHash = (text: string): string => hash('sha256', text, 'hex').slice(0, 2 * IDENTITY_BYTES);

/**
 * What has been seen of a feed, and which item of a document is which of them: new, edited or known.
 *
 * An item is known by its id; without one, by its link; with a new id, by its link if title or date stayed; last by its
 * title and date together. Where most of a document comes with new ids for known links, a link is enough, and what
 * differs is an edit. However it was known, it stays the article that it was when it came, so that an edit finds what
 * is stored. Each of the seen is one item of a document at most: a live page's new entry is not the old one beside it.
 *
 * The parts of what an item says are two bytes each, enough to compare it with one that it was known as: what it is
 * known by are six.
 *
 * Kept are the items that stand in the document, in its order, then the last 200 that stood there before. Never
 * expired: a feed that lists old items again would alert again.
 */
import { MOST_ITEMS } from '../feeds/document/rawFeed.ts';
import type { FeedId } from '../feeds/feed.ts';
import {
  hasSameDate,
  hasSameTitle,
  hasSameWords,
  hasText,
  isDated,
  markOf,
  type Fingerprint,
  type Mark,
} from './fingerprint.ts';
import { readEntries, writeEntries, type SeenItem } from './seenEntries.ts';

const KEPT_AFTER_LEAVING = 200;
/** Between two polls pushes add to the largest document and what has left it; the next poll tidies up. */
const MOST_KEPT = MOST_ITEMS + KEPT_AFTER_LEAVING;
/** Ids and links that different items were seen to share: of one feed there are few. */
const MOST_SHARED = 50;
/** Fewer items with new ids than this say nothing about a feed. */
const FEWEST_TO_ROTATE = 3;
/** Names of an item that has left the document, beside its article's: its link, else its title and date. */
const NAMES_KEPT = 1;

export interface SeenStore {
  /** Empty before the first poll. */
  read(feed: FeedId): Promise<Uint8Array>;
  write(feed: FeedId, entries: Uint8Array): Promise<void>;
}

export interface Recognized {
  news: 'new' | 'edited' | 'known';
  /** The mark that its article has its id from: of an item that was known, that of when it came. */
  article: Mark;
}

export class Seen {
  readonly #items: readonly SeenItem[];
  readonly #shared: readonly Mark[];
  readonly #byMark = new Map<Mark, SeenItem>();

  constructor(bytes: Uint8Array) {
    const { items, shared } = readEntries(bytes);
    this.#items = items;
    this.#shared = shared;
    for (const item of items) {
      for (const mark of [item.article, ...item.also]) if (!this.#byMark.has(mark)) this.#byMark.set(mark, item);
    }
  }

  /** For each item of a document, in its order. */
  newsIn(document: readonly Fingerprint[]): Recognized[] {
    const items = this.#telling(document);
    const known = this.#recognize(items);
    const taken = new Set(this.#items.map(({ article }) => article));
    return items.map((item, index) => {
      const before = known[index];
      if (before) {
        return { news: hasSameWords(before.says, item.says) ? 'known' : 'edited', article: before.article };
      }
      const article = namesOf(item).find((mark) => !taken.has(mark)) ?? lastNameOf(item);
      if (taken.has(article)) return { news: 'known', article };
      taken.add(article);
      return { news: 'new', article };
    });
  }

  /** What to keep once a part of the feed has been handed on: all that was known, since the rest still stands in it. */
  afterPart(part: readonly Fingerprint[]): Uint8Array {
    return this.#with(part, this.#items, MOST_KEPT);
  }

  /** What to keep once `document` has been handed on. */
  after(document: readonly Fingerprint[]): Uint8Array {
    const before = this.#items.map((item) => ({ ...item, also: item.also.slice(0, NAMES_KEPT) }));
    return this.#with(document, before, KEPT_AFTER_LEAVING);
  }

  #with(document: readonly Fingerprint[], before: readonly SeenItem[], most: number): Uint8Array {
    const recognized = this.newsIn(document);
    const present = new Map<Mark, SeenItem>();
    this.#telling(document).forEach((item, index) => {
      const { article } = recognized[index]!;
      const also = [...new Set([item.link, item.title, item.id])].filter((mark) => mark && mark !== article);
      if (!present.has(article)) present.set(article, { article, says: item.says, also });
    });
    const left = before.filter(({ article }) => !present.has(article)).slice(0, most);
    const shared = new Set([...document.flatMap((item) => item.shared), ...this.#shared]);
    return writeEntries({ items: [...present.values(), ...left], shared: [...shared].slice(0, MOST_SHARED) });
  }

  /** Without the ids and links that tell nothing in this feed, even where the document holds only one of them now. */
  #telling(document: readonly Fingerprint[]): Fingerprint[] {
    if (this.#shared.length === 0) return [...document];
    const without = (mark: Mark): Mark => (this.#shared.includes(mark) ? '' : mark);
    return document.map((item) => ({ ...item, id: without(item.id), link: without(item.link) }));
  }

  #recognize(items: readonly Fingerprint[]): (SeenItem | undefined)[] {
    const known: (SeenItem | undefined)[] = items.map(() => undefined);
    const claimed = new Set<SeenItem>();
    const claim = (find: (item: Fingerprint) => SeenItem | undefined): number => {
      let claims = 0;
      items.forEach((item, index) => {
        const found = known[index] ? undefined : find(item);
        if (!found || claimed.has(found)) return;
        known[index] = found;
        claimed.add(found);
        claims += 1;
      });
      return claims;
    };
    const kept = claim((item) => this.#byMark.get(item.id || item.link));
    const renamed =
      claim((item) => this.#byLinkAndMore(item)) +
      claim((item) => this.#byMark.get(lastNameOf(item))) +
      claim((item) => this.#byTitleAndText(item)) +
      claim((item) => this.#byTitle(item));
    const moved = items.filter(({ link }, index) => !known[index] && this.#byMark.has(link)).length;
    if (renamed + moved >= FEWEST_TO_ROTATE && renamed + moved > kept) claim(({ link }) => this.#byMark.get(link));
    return known;
  }

  #byLinkAndMore({ link, says }: Fingerprint): SeenItem | undefined {
    const before = this.#byMark.get(link);
    return before && (hasSameTitle(before.says, says) || hasSameDate(before.says, says)) ? before : undefined;
  }

  /** Where both have ids or links of their own, which differ, it takes a date to say that they are one. */
  #byTitleAndText({ id, link, title, says }: Fingerprint): SeenItem | undefined {
    if (!isDated(says) && (link || (id && !hasText(says)))) return undefined;
    const before = this.#byMark.get(title);
    return before && hasSameWords(before.says, says) ? before : undefined;
  }

  #byTitle({ id, link, title, says }: Fingerprint): SeenItem | undefined {
    return !link && (!id || isDated(says)) ? this.#byMark.get(title) : undefined;
  }
}

/** The best first. */
const namesOf = ({ id, link, title }: Fingerprint): Mark[] => [id, link, title].filter(Boolean);

/** Of items that agree in title and date and have nothing better. */
const lastNameOf = ({ title, says }: Fingerprint): Mark => markOf(title + says);

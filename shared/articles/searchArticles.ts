/**
 * Finds stored articles by a predicate, newest first: hours that are packed in their archives, the hours since in their
 * rows.
 *
 * "Newest" is by the hour in which an article was written down, and within the hour by when it was first seen. What a
 * search may cost is bounded: it stops at the end of an hour once it has read enough and says where to go on.
 */
import { HOUR } from '../platform/clock.ts';
import type { Article } from './article.ts';
import { dayOf, unpack, type ArchiveStore } from './archive.ts';
import { hourOf, hoursBetween, type ArticleRows, type Hour } from './articleRow.ts';
import type { ArticleStore } from './articleStore.ts';
import { mayHold } from './termFilter.ts';

/** Chunks that one search unpacks, about 30 ms each. */
const MOST_CHUNKS = 60;

/** Where a search ended; what follows it in its order is not told yet. */
export interface SearchEnd {
  hour: Hour;
  /** The last article told of that hour; absent: the hour has not been looked at. */
  last?: { seen: number; id: string } | undefined;
}

export interface Search {
  matches: (article: Article) => boolean;
  /** Of each group, a matching article holds at least one term; empty when nothing is known. */
  necessaryTerms: readonly (readonly string[])[];
  /** When an article was first seen. */
  from: Date;
  to: Date;
  most: number;
  after?: SearchEnd | undefined;
}

export interface SearchPorts {
  /** Through which instant everything is packed (the cursor of maintain). */
  packedThrough: () => Promise<Date | null>;
  archives: ArchiveStore;
  rows: ArticleRows;
  articles: ArticleStore;
}

export interface Found {
  articles: Article[];
  /** Null: there is nothing more. */
  next: SearchEnd | null;
}

export async function searchArticles(search: Search, ports: SearchPorts): Promise<Found> {
  const { from, to, most, after } = search;
  const archive = new ArchiveReader(search, ports.archives);
  const packedThrough = hourOf((await ports.packedThrough()) ?? 0);
  const found = new Map<string, Article>();
  // A row may stand an hour after its article was seen, when match was behind.
  const hours = hoursBetween(from, new Date(to.getTime() + HOUR)).toReversed();
  for (const hour of hours) {
    if (after && hour > after.hour) continue;
    if (archive.chunksRead >= MOST_CHUNKS) return { articles: [...found.values()], next: { hour } };
    const articles = hour < packedThrough ? await archive.articlesOf(hour) : await unpackedArticles(hour, ports);
    const last = after?.hour === hour ? after.last : undefined;
    for (const article of articles.sort(newestFirst)) {
      if (last && newestFirst(article, last) <= 0) continue;
      if (found.has(article.id) || !isWithin(article, from, to) || !search.matches(article)) continue;
      found.set(article.id, article);
      if (found.size === most)
        return { articles: [...found.values()], next: { hour, last: { seen: article.seen, id: article.id } } };
    }
  }
  return { articles: [...found.values()], next: null };
}

type Place = Pick<Article, 'seen' | 'id'>;

const newestFirst = (a: Place, b: Place): number => b.seen - a.seen || (a.id < b.id ? -1 : Number(a.id > b.id));

const isWithin = ({ seen }: Article, from: Date, to: Date): boolean => seen >= from.getTime() && seen < to.getTime();

async function unpackedArticles(hour: Hour, { rows, articles }: SearchPorts): Promise<Article[]> {
  const lists = await Promise.all([rows.inHour('m', hour), rows.inHour('s', hour)]);
  return articles.findMany([...new Set(lists.flat().map(({ article }) => article))]);
}

/** Reads a day's filters once, and of an hour only the chunks that may hold what is looked for. */
class ArchiveReader {
  chunksRead = 0;
  readonly #necessary: Search['necessaryTerms'];
  readonly #archives: ArchiveStore;
  readonly #filters = new Map<string, ReturnType<ArchiveStore['filtersOf']>>();

  constructor({ necessaryTerms }: Search, archives: ArchiveStore) {
    this.#necessary = necessaryTerms;
    this.#archives = archives;
  }

  async articlesOf(hour: Hour): Promise<Article[]> {
    const day = dayOf(hour);
    if (!this.#filters.has(day)) this.#filters.set(day, this.#archives.filtersOf(day));
    const chunks = await this.#filters.get(day)!;
    const wanted = chunks.filter((chunk) => chunk.hour === hour && this.#mayMatch(chunk.filter));
    this.chunksRead += wanted.length;
    const packed = await Promise.all(wanted.map(({ n }) => this.#archives.packed(hour, n)));
    return packed.flatMap((bytes) => (bytes ? unpack(bytes) : []));
  }

  #mayMatch(filter: Uint8Array): boolean {
    return this.#necessary.every((group) => group.some((term) => mayHold(filter, term)));
  }
}

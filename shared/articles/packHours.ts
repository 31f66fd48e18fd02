/**
 * Hourly: packs the articles of each hour that is over into archives.
 *
 * An hour is closed ten minutes after its end, when whatever wrote a row in it has long finished. Chunks are written if
 * absent, the cursor moves after them: a crash means that hour again, and the same chunks. Edits after that are not in
 * the archive; the article itself has them.
 */
import { HOUR, MINUTE } from '../platform/clock.ts';
import type { Article } from './article.ts';
import { packInChunks, type ArchiveStore } from './archive.ts';
import { hourOf, nextHour, startOfHour, type ArticleRows, type Hour } from './articleRow.ts';
import type { ArticleStore } from './articleStore.ts';
import { filterOf } from './termFilter.ts';

export const CLOSED_AFTER_MS = 10 * MINUTE;
/** Before the first tick of a new stack there is little to look for. */
const FIRST_LOOK_BACK_MS = 24 * HOUR;
const ENOUGH_FOR_AN_HOUR_MS = 10_000;

export interface PackPorts {
  /** Through which instant everything is packed. */
  cursor: { read(): Promise<Date | null>; advance(from: Date | null, to: Date): Promise<boolean> };
  rows: ArticleRows;
  articles: ArticleStore;
  archives: ArchiveStore;
  /** Every term by which a query may find the article. */
  termsOf: (article: Article) => Iterable<string>;
}

export interface Packed {
  hours: number;
  articles: number;
  chunks: number;
}

export async function packHours(now: Date, remainingMs: () => number, ports: PackPorts): Promise<Packed> {
  const done: Packed = { hours: 0, articles: 0, chunks: 0 };
  const through = await ports.cursor.read();
  let hour = hourOf(through ?? now.getTime() - FIRST_LOOK_BACK_MS);
  while (isClosed(hour, now) && remainingMs() > ENOUGH_FOR_AN_HOUR_MS) {
    const { articles, chunks } = await packHour(hour, ports);
    done.hours += 1;
    done.articles += articles;
    done.chunks += chunks;
    hour = nextHour(hour);
  }
  if (done.hours > 0) await ports.cursor.advance(through, new Date(startOfHour(hour)));
  return done;
}

const isClosed = (hour: Hour, now: Date): boolean => startOfHour(nextHour(hour)) + CLOSED_AFTER_MS <= now.getTime();

async function packHour(hour: Hour, { rows, articles, archives, termsOf }: PackPorts): Promise<Omit<Packed, 'hours'>> {
  const lists = await Promise.all([
    rows.inHour('m', hour, { consistent: true }),
    rows.inHour('s', hour, { consistent: true }),
  ]);
  const ids = [...new Set(lists.flat().map(({ article }) => article))];
  const found = await articles.findMany(ids);
  if (found.length === 0) return { articles: 0, chunks: 0 };
  const chunks = packInChunks(found.sort((a, b) => a.seen - b.seen || (a.id < b.id ? -1 : 1)));
  for (const [n, chunk] of chunks.entries()) {
    const terms = new Set(chunk.articles.flatMap((article) => [...termsOf(article)]));
    await archives.add({ hour, n, count: chunk.articles.length, packed: chunk.packed, filter: filterOf(terms) });
  }
  return { articles: found.length, chunks: chunks.length };
}

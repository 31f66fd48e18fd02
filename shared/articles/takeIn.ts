/**
 * What is new in a document that was read is stored, handed on to match, and only then remembered as seen; the same for
 * what was fetched and for what a hub has sent.
 *
 * The order is the safety: articles, queue, seen, and after them the caller's state. A crash anywhere means that the
 * next poll finds the same news again; an article that is stored already is then handed on as it was stored.
 */
import type { Feed } from '../feeds/feed.ts';
import { inParallel } from '../feeds/inParallel.ts';
import { meanGapMs } from '../feeds/rhythm.ts';
import type { ArticleRows } from './articleRow.ts';
import type { ArticleStore } from './articleStore.ts';
import { articleMessages, type ArticlesQueue } from './handOn.ts';
import type { ReadFeed } from './readArticles.ts';
import { Seen, type SeenStore } from './seen.ts';
import { storeArticle, type StoredNews } from './storeArticle.ts';

export interface TakeInPorts {
  seen: SeenStore;
  articles: ArticleStore;
  rows: ArticleRows;
  articlesQueue: ArticlesQueue;
}

export interface TakenIn {
  counts: { items: number; handedOn: number; onlyStored: number };
  hasNews: boolean;
  gapMs: number | null;
}

const WRITES_AT_ONCE = 16;

/** `feed` has the title and language that its articles shall have. `isPart`: the feed holds more than the document. */
export async function takeIn(
  feed: Feed,
  read: ReadFeed,
  now: Date,
  ports: TakeInPorts,
  { isPart = false } = {},
): Promise<TakenIn> {
  const seen = new Seen(await ports.seen.read(feed.feed));
  const { items } = read;
  const fingerprints = items.map(({ fingerprint }) => fingerprint);
  const recognized = seen.newsIn(fingerprints);
  const news = items
    .map((identified, index) => ({ ...identified, ...recognized[index]! }))
    .filter(({ news: kind }) => kind !== 'known');
  const stored = await inParallel(news, WRITES_AT_ONCE, (found) => storeArticle(found, feed, now, ports.articles));
  const handedOn = await handOn(
    stored.filter((article) => article !== null),
    now,
    ports,
  );
  if (news.length > 0) {
    await ports.seen.write(feed.feed, isPart ? seen.afterPart(fingerprints) : seen.after(fingerprints));
  }
  const published = items.map(({ item }) => item.published);
  return {
    counts: { items: items.length, ...handedOn },
    hasNews: news.some(({ news: kind }) => kind === 'new'),
    gapMs: meanGapMs(published, now),
  };
}

/** Oldest first: the first outlet to report a story is the one that reported it first. */
async function handOn(stored: readonly StoredNews[], now: Date, { articlesQueue, rows }: TakeInPorts) {
  const forMatch = stored.filter(({ isOnlyStored }) => !isOnlyStored).map(({ article }) => article);
  const inOrder = forMatch.toReversed().sort((a, b) => (a.published ?? a.seen) - (b.published ?? b.seen));
  if (inOrder.length > 0) await articlesQueue.send(articleMessages(inOrder));
  const onlyStored = stored.filter(({ isOnlyStored }) => isOnlyStored);
  await inParallel(onlyStored, WRITES_AT_ONCE, ({ article: { id, seen } }) =>
    rows.put('s', { article: id, seen, signature: [], story: '', written: now.getTime() }),
  );
  return { handedOn: inOrder.length, onlyStored: onlyStored.length };
}

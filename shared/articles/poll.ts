/**
 * One poll of one feed: what is new in it is stored, handed on to match, and only then remembered as seen.
 *
 * The order is the safety: articles, queue, seen, state. A crash anywhere means that the next poll finds the same news
 * again; an article that is stored already is then handed on as it was stored. What goes wrong with the publisher is the
 * feed's state and never a failed message; only our own tables and queues can make a poll throw.
 */
import { createHash } from 'node:crypto';
import { cardOf, isNewsOnCard } from '../feeds/card.ts';
import { readChannel } from '../feeds/channel.ts';
import { discoverFeeds, type DiscoveryPorts } from '../feeds/discovery/discover.ts';
import { NotAFeed } from '../feeds/document/rawFeed.ts';
import { explainFailure, type PollFailure } from '../feeds/failure.ts';
import type { Feed, FeedCards, FeedChanges, FeedStore } from '../feeds/feed.ts';
import type { FeedDocument, FetchFeed } from '../feeds/fetch.ts';
import { inParallel } from '../feeds/inParallel.ts';
import { addressOf } from '../feeds/moves.ts';
import { afterFailure, afterReading, afterSameBody, afterUnchanged, reasonToWait } from '../feeds/nextPoll.ts';
import { meanGapMs } from '../feeds/rhythm.ts';
import { ttlMs } from '../feeds/wishes.ts';
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import type { ArticleRows } from './articleRow.ts';
import type { ArticleStore } from './articleStore.ts';
import { articleMessages, type ArticlesQueue } from './handOn.ts';
import { readArticles, type ReadFeed } from './readArticles.ts';
import { Seen, type SeenStore } from './seen.ts';
import { storeArticle, type StoredNews } from './storeArticle.ts';

export interface PollPorts extends DiscoveryPorts {
  feeds: FeedStore;
  cards: FeedCards;
  seen: SeenStore;
  articles: ArticleStore;
  rows: ArticleRows;
  articlesQueue: ArticlesQueue;
  fetchFeed: FetchFeed;
  clock: Clock;
  random: Random;
}

export type PollResult =
  | { kind: 'early' }
  /** Its host has its hands full: not asked, and to be asked soon. */
  | { kind: 'busy' }
  | { kind: 'unchanged' }
  /** `isTold`: with this failure the feed is in trouble, which its operator is told once. */
  | { kind: 'failed'; why: string; isTold: boolean }
  | { kind: 'read'; items: number; handedOn: number; onlyStored: number };

const WRITES_AT_ONCE = 16;

export async function pollFeed(feed: Feed, isAsked: boolean, ports: PollPorts): Promise<PollResult> {
  const now = ports.clock();
  if (!isAsked && reasonToWait(feed, now)) return { kind: 'early' };
  const { etag, lastModified } = feed;
  const outcome = await ports.fetchFeed({ url: addressOf(feed), etag, lastModified }, now);
  if (outcome.kind === 'busy') return outcome;
  if (outcome.kind === 'unchanged') return unchanged(feed, afterUnchanged(feed, outcome, now), ports);
  if (outcome.kind !== 'document') return failed(feed, outcome, now, ports);
  const bodyHash = createHash('sha256').update(outcome.bytes).digest('base64url').slice(0, 22);
  if (bodyHash === feed.bodyHash) return unchanged(feed, afterSameBody(feed, outcome, now), ports);
  try {
    const read = await readArticles(outcome, feed, now);
    return await takeIn(feed, { document: outcome, bodyHash, read }, now, ports);
  } catch (error) {
    if (!(error instanceof NotAFeed)) throw error;
    const mayAsk = feed.firstPolledAt === undefined && feed.failures === 0;
    const found = await discoverFeeds(outcome, mayAsk, now, ports);
    const failure = {
      kind: 'not-a-feed',
      reason: error.message,
      found: found.length > 0 ? found : (feed.found ?? []),
    } as const;
    return failed(feed, failure, now, ports);
  }
}

async function unchanged(feed: Feed, changes: FeedChanges, ports: PollPorts): Promise<PollResult> {
  await remember(feed, changes, ports);
  return { kind: 'unchanged' };
}

async function failed(feed: Feed, failure: PollFailure, now: Date, ports: PollPorts): Promise<PollResult> {
  const changes = afterFailure(feed, failure, now, ports.random);
  await remember(feed, changes, ports);
  return { kind: 'failed', why: explainFailure(failure), isTold: changes.health !== feed.health };
}

interface Taken {
  document: FeedDocument;
  bodyHash: string;
  read: ReadFeed;
}

async function takeIn(
  feed: Feed,
  { document, bodyHash, read }: Taken,
  now: Date,
  ports: PollPorts,
): Promise<PollResult> {
  const named = { ...feed, title: feed.title || read.title || feed.host, lang: feed.lang || read.lang };
  const seen = new Seen(await ports.seen.read(feed.feed));
  // What says nothing is no news, and could tell nobody why it matched.
  const items = read.items.filter(({ item }) => item.title !== '');
  const news = items
    .map((identified) => ({ ...identified, news: seen.newsOf(identified.fingerprint) }))
    .filter(({ news: kind }) => kind !== 'known');
  const stored = await inParallel(news, WRITES_AT_ONCE, (found) => storeArticle(found, named, now, ports.articles));
  const counts = await handOn(
    stored.filter((article) => article !== null),
    now,
    ports,
  );
  if (news.length > 0) await ports.seen.write(feed.feed, seen.after(items.map(({ fingerprint }) => fingerprint)));
  const changes = afterReading(
    feed,
    {
      document,
      bodyHash,
      channel: readChannel(document),
      gapMs: meanGapMs(
        items.map(({ item }) => item.published),
        now,
      ),
      ttlMs: ttlMs(read.ttl),
      hasNews: news.some(({ news: kind }) => kind === 'new'),
      title: named.title,
      lang: named.lang,
    },
    now,
  );
  await remember(feed, changes, ports);
  return { kind: 'read', items: items.length, ...counts };
}

/** Oldest first: the first outlet to report a story is the one that reported it first. */
async function handOn(stored: readonly StoredNews[], now: Date, { articlesQueue, rows }: PollPorts) {
  const forMatch = stored.filter(({ isOnlyStored }) => !isOnlyStored).map(({ article }) => article);
  const inOrder = forMatch.toReversed().sort((a, b) => (a.published ?? a.seen) - (b.published ?? b.seen));
  if (inOrder.length > 0) await articlesQueue.send(articleMessages(inOrder));
  const onlyStored = stored.filter(({ isOnlyStored }) => isOnlyStored);
  await inParallel(onlyStored, WRITES_AT_ONCE, ({ article: { id, seen } }) =>
    rows.put('s', { article: id, seen, signature: [], story: '', written: now.getTime() }),
  );
  return { handedOn: inOrder.length, onlyStored: onlyStored.length };
}

/** The card first: it is written again by a poll that comes after a crash between the two. */
async function remember(feed: Feed, changes: FeedChanges, { feeds, cards }: PollPorts): Promise<void> {
  const after: Feed = { ...feed, ...changes };
  if (isNewsOnCard(feed, after)) await cards.put(cardOf(after));
  await feeds.update(feed, changes);
}

/**
 * One poll of one feed: ask, read what changed, take in what is new in it, remember.
 *
 * What goes wrong with the publisher is the feed's state and never a failed message; only our own tables and queues can
 * make a poll throw, and then the next poll finds the same news again (takeIn.ts). What a hub has sent goes the same
 * way, without having been asked for.
 */
import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { cardOf, isNewsOnCard } from '../feeds/card.ts';
import { readChannel } from '../feeds/channel.ts';
import { discoverFeeds, type DiscoveryPorts } from '../feeds/discovery/discover.ts';
import { NotAFeed } from '../feeds/document/rawFeed.ts';
import { explainFailure, type PollFailure } from '../feeds/failure.ts';
import type { Feed, FeedCards, FeedChanges, FeedStore } from '../feeds/feed.ts';
import { MOST_BYTES, type FeedDocument, type FetchFeed } from '../feeds/fetch.ts';
import { addressOf } from '../feeds/moves.ts';
import {
  afterFailure,
  afterPush,
  afterReading,
  afterSameBody,
  afterUnchanged,
  reasonToWait,
} from '../feeds/nextPoll.ts';
import { hubOf, keepSubscribed, type HubPorts } from '../feeds/websub/keepSubscribed.ts';
import { isLasting, type Push } from '../feeds/websub/subscription.ts';
import { ttlMs } from '../feeds/wishes.ts';
import type { Clock } from '../platform/clock.ts';
import { readArticles } from './readArticles.ts';
import { takeIn, type TakeInPorts } from './takeIn.ts';

export interface PollPorts extends TakeInPorts, DiscoveryPorts, HubPorts {
  feeds: FeedStore;
  cards: FeedCards;
  fetchFeed: FetchFeed;
  clock: Clock;
}

export type PollResult =
  | { kind: 'early' }
  /** Its host has its hands full: not asked, and to be asked soon. */
  | { kind: 'busy' }
  | { kind: 'unchanged' }
  /** `isTold`: with this failure the feed is in trouble, which its operator is told once. */
  | { kind: 'failed'; why: string; isTold: boolean }
  /** What a hub sent is no feed; the feed itself may be fine. */
  | { kind: 'ignored'; why: string }
  | { kind: 'read'; items: number; handedOn: number; onlyStored: number };

export interface Occasion {
  /** An operator asked. */
  isAsked: boolean;
  /** A hub has sent something; without a body, the document is fetched. */
  pushed?: Push | undefined;
}

export async function pollFeed(feed: Feed, { isAsked, pushed }: Occasion, ports: PollPorts): Promise<PollResult> {
  const now = ports.clock();
  if (pushed?.body) return takePush(feed, pushed, now, ports);
  if (!isAsked && reasonToWait(feed, now, { isPushed: pushed !== undefined })) return { kind: 'early' };
  const { etag, lastModified } = feed;
  const outcome = await ports.fetchFeed({ url: addressOf(feed), etag, lastModified }, now);
  if (outcome.kind === 'busy') return outcome;
  if (outcome.kind === 'unchanged') return unchanged(feed, afterUnchanged(feed, outcome, now), now, ports);
  if (outcome.kind !== 'document') return failed(feed, outcome, now, ports);
  try {
    return await readDocument(feed, outcome, Boolean(pushed), now, ports);
  } finally {
    outcome.release();
  }
}

async function readDocument(feed: Feed, document: FeedDocument, isPushed: boolean, now: Date, ports: PollPorts) {
  const bodyHash = createHash('sha256').update(document.bytes).digest('base64url').slice(0, 22);
  if (bodyHash === feed.bodyHash) {
    document.release();
    return unchanged(feed, afterSameBody(feed, document, now), now, ports);
  }
  try {
    return await takeDocument(feed, document, bodyHash, isPushed, now, ports);
  } catch (error) {
    if (error instanceof NotAFeed) return notAFeed(feed, document, error, now, ports);
    throw error;
  }
}

async function unchanged(feed: Feed, changes: FeedChanges, now: Date, ports: PollPorts): Promise<PollResult> {
  const hub = await keepSubscribed(feed, undefined, now, ports);
  await remember(feed, { ...changes, ...hub }, ports);
  return { kind: 'unchanged' };
}

async function failed(feed: Feed, failure: PollFailure, now: Date, ports: PollPorts): Promise<PollResult> {
  const changes = afterFailure(feed, failure, now, ports.random);
  // Who lost the race does not tell either: the winner has.
  const isRemembered = await remember(feed, changes, ports);
  return { kind: 'failed', why: explainFailure(failure), isTold: isRemembered && changes.health !== feed.health };
}

/** When it is a page, its feeds are looked for; at the usual places only once, for what never was a feed. */
async function notAFeed(feed: Feed, document: FeedDocument, error: NotAFeed, now: Date, ports: PollPorts) {
  const mayAsk = feed.firstPolledAt === undefined && feed.failures === 0;
  const discovered = await discoverFeeds(document, mayAsk, now, ports);
  const found = discovered.length > 0 ? discovered : (feed.found ?? []);
  return failed(feed, { kind: 'not-a-feed', reason: error.message, found }, now, ports);
}

async function takeDocument(
  feed: Feed,
  document: FeedDocument,
  bodyHash: string,
  isPushed: boolean,
  now: Date,
  ports: PollPorts,
): Promise<PollResult> {
  const read = await readArticles(document, feed, now);
  const { title, lang } = { title: feed.title || read.title || feed.host, lang: feed.lang || read.lang };
  const { counts, hasNews, gapMs } = await takeIn({ ...feed, title, lang }, read, now, ports);
  const channel = readChannel(document);
  const reading = { document, bodyHash, channel, gapMs, ttlMs: ttlMs(read.ttl), hasNews, title, lang };
  const changes = afterReading(feed, reading, now);
  document.release();
  const hub = await keepSubscribed(feed, hubOf(channel, document, ports), now, ports);
  const isRelied = isPushed && isLasting(await ports.hubs.find(feed.feed));
  await remember(feed, { ...changes, ...hub, ...(isRelied && { pushedAt: now.getTime() }) }, ports);
  return { kind: 'read', ...counts };
}

/** Its validators and its hash would be those of another document, so they are not kept. */
async function takePush(feed: Feed, { contentType, body }: Push, now: Date, ports: PollPorts): Promise<PollResult> {
  try {
    const bytes = brotliDecompressSync(Buffer.from(body, 'base64'), { maxOutputLength: MOST_BYTES });
    const read = await readArticles({ bytes, contentType, url: addressOf(feed) }, feed, now);
    const { counts, hasNews } = await takeIn(feed, read, now, ports, { isPart: true });
    const changes = afterPush(feed, { hasNews, isLasting: isLasting(await ports.hubs.find(feed.feed)) }, now);
    await remember(feed, changes, ports);
    return { kind: 'read', ...counts };
  } catch (error) {
    if (error instanceof NotAFeed) return { kind: 'ignored', why: error.message };
    throw error;
  }
}

/**
 * The card first: it is written again by a poll that comes after a crash between the two. `false`: another poll of the
 * feed was quicker, and what it saw counts, on the card too.
 */
async function remember(feed: Feed, changes: FeedChanges, { feeds, cards }: PollPorts): Promise<boolean> {
  const after: Feed = { ...feed, ...changes };
  const isNews = isNewsOnCard(feed, after);
  if (isNews) await cards.put(cardOf(after));
  const isRemembered = await feeds.update(feed, changes);
  const winner = isNews && !isRemembered ? await feeds.findNow(feed.feed) : null;
  if (winner) await cards.put(cardOf(winner));
  return isRemembered;
}

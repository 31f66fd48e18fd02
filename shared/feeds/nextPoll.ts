/**
 * What a poll leaves behind in the feed's state: when it may be asked again, and how it is doing.
 *
 * `notBefore` is half an interval after a good poll, so that a minute which dispatch replays is not a second request;
 * after a failure it backs off exponentially with jitter, or waits as the publisher told. The class, and with it the
 * index, changes only when the rhythm does.
 */
import { DAY, MINUTE } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import type { Channel } from './channel.ts';
import { explainFailure, type PollFailure } from './failure.ts';
import type { Feed, FeedChanges, Health, IntervalClass } from './feed.ts';
import { afterRedirect, backHome } from './moves.ts';
import { FIRST_INTERVAL, intervalAsAsked, intervalFor, intervalWhenQuiet, slotOf, slower } from './rhythm.ts';
import type { FeedDocument } from './fetch.ts';
import { isPushed, PUSHED_INTERVAL } from './websub/subscription.ts';
import { isSkipped, type Skips } from './wishes.ts';

/** The first failure waits this long, each further one twice as long. */
export const FIRST_BACKOFF_MS = 5 * MINUTE;
export const LONGEST_BACKOFF_MS = DAY;
/** One failed poll is no trouble to tell people about. */
export const FAILURES_TO_TELL = 3;
/** A feed that skips more than this in a row is asked once all the same. */
export const LONGEST_SKIP_MS = 3 * DAY;
/** Validators that have answered 304 for so long are doubted, when by its rhythm the feed should have moved since. */
export const LONGEST_304_MS = 3 * DAY;
/** How many articles late it must be for that. */
const ARTICLES_MISSED = 3;
/** The same for a feed whose articles have no dates, so that nobody knows how often it should move. */
export const LONGEST_304_UNDATED_MS = 7 * DAY;
/** A feed that has ended keeps a slot of the slowest class, where it costs half a read a day. */
const ENDED: IntervalClass = 1440;

const LONGEST_VALIDATOR = 200;
const LONGEST_EXPLANATION = 1_000;

/**
 * Why a feed is not asked now, whatever its slot says; null when it may be. `isPushed`: its hub says that there is
 * something new, which no half interval holds back, but what the publisher asks for and what a failure costs does.
 */
export function reasonToWait(
  feed: Feed,
  now: Date,
  { isPushed: isTold = false } = {},
): 'ended' | 'notBefore' | 'skipped' | null {
  if (feed.health === 'gone') return 'ended';
  const holds = !isTold || feed.failures > 0;
  if (holds && feed.notBefore > now.getTime()) return 'notBefore';
  const isLongAgo = now.getTime() - (feed.lastPolledAt ?? 0) > LONGEST_SKIP_MS;
  return !isLongAgo && isSkipped(skipsOf(feed), now) ? 'skipped' : null;
}

/** 304. */
export function afterUnchanged(feed: Feed, { movedTo, freshForMs }: Unchanged, now: Date): FeedChanges {
  return {
    ...answered(feed, now, quietInterval(feed, freshForMs, now)),
    ...afterRedirect(feed, movedTo),
    ...(isDoubtful(feed, now) && { etag: '', lastModified: '' }),
  };
}

interface Unchanged {
  movedTo: string;
  freshForMs: number;
}

/** A document that we know byte for byte: it was read well before, so what the server calls it now can be kept. */
export function afterSameBody(feed: Feed, document: FeedDocument, now: Date): FeedChanges {
  return {
    ...answered(feed, now, quietInterval(feed, document.freshForMs, now)),
    ...afterRedirect(feed, document.movedTo),
    ...validators(document, now),
  };
}

export interface Reading {
  document: FeedDocument;
  bodyHash: string;
  channel: Channel;
  gapMs: number | null;
  /** RSS `ttl`. */
  ttlMs: number;
  hasNews: boolean;
  title: string;
  lang: string;
}

export function afterReading(feed: Feed, reading: Reading, now: Date): FeedChanges {
  const { document, channel, gapMs, hasNews } = reading;
  const askedMs = Math.max(document.freshForMs, reading.ttlMs, channel.paceMs);
  const interval = intervalFor({ current: currentInterval(feed), gapMs, askedMs });
  // A poll found what no push had brought: pushes are not to be relied on.
  const reliedOn = hasNews ? { ...feed, pushedAt: 0 } : feed;
  return {
    ...answered(reliedOn, now, interval, channel.skips),
    ...(hasNews && feed.pushedAt && { pushedAt: 0 }),
    ...afterRedirect(feed, document.movedTo),
    ...validators(document, now),
    ...skipChanges(feed, channel.skips),
    ...(askedMs !== (feed.askedMs ?? 0) && { askedMs }),
    ...(gapMs !== null && { gapMs: Math.round(gapMs) }),
    bodyHash: reading.bodyHash,
    title: reading.title,
    lang: reading.lang,
    ...(feed.firstPolledAt === undefined && { firstPolledAt: now.getTime() }),
    ...(hasNews && { lastNewAt: now.getTime() }),
  };
}

export function afterFailure(feed: Feed, failure: PollFailure, now: Date, random: Random): FeedChanges {
  const failures = feed.failures + 1;
  const isLost = failure.kind === 'gone' || failures >= FAILURES_TO_TELL;
  const health = healthAfter(feed, failure, failures);
  return {
    failures,
    ...turned(feed, health, now),
    lastFailure: explainFailure(failure).slice(0, LONGEST_EXPLANATION),
    ...(failure.kind === 'not-a-feed' && failure.found?.length && { found: [...failure.found] }),
    lastPolledAt: now.getTime(),
    notBefore: now.getTime() + waitAfter(failure, failures, random),
    ...(isLost && backHome(feed)),
    ...(health === 'gone' && feed.interval !== ENDED && slotOf(feed.feed, ENDED)),
  };
}

/**
 * A push: its document may be a part of the feed, so it says nothing of the whole, and is no answer to a poll.
 * `isLasting`: more can be expected, so the feed is polled more slowly.
 */
export function afterPush(
  feed: Feed,
  { hasNews, isLasting }: { hasNews: boolean; isLasting: boolean },
  now: Date,
): FeedChanges {
  const slot = slotOf(feed.feed, slower(feed.interval, PUSHED_INTERVAL), skipsOf(feed));
  return {
    ...(isLasting && { pushedAt: now.getTime() }),
    ...(hasNews && { lastNewAt: now.getTime() }),
    ...(isLasting && slot.interval !== feed.interval && slot),
  };
}

function answered(feed: Feed, now: Date, own: IntervalClass, skips = skipsOf(feed)): FeedChanges {
  const interval = isPushed(feed, now) ? slower(own, PUSHED_INTERVAL) : own;
  const slot = slotOf(feed.feed, interval, skips);
  return {
    ...turned(feed, 'fine', now),
    failures: 0,
    lastFailure: '',
    ...(feed.found && { found: [] }),
    ...(havePushesStopped(feed, now) && { pushedAt: 0 }),
    lastPolledAt: now.getTime(),
    notBefore: now.getTime() + (interval * MINUTE) / 2,
    ...((slot.interval !== feed.interval || slot.phase !== feed.phase) && slot),
  };
}

/** A feed that comes back after its end begins anew. */
const currentInterval = ({ health, interval }: Feed): IntervalClass => (health === 'gone' ? FIRST_INTERVAL : interval);

/** What the document asked for holds on; what the head of this answer says comes on top. */
function quietInterval(feed: Feed, freshForMs: number, now: Date): IntervalClass {
  const current = havePushesStopped(feed, now) ? ownInterval(feed) : currentInterval(feed);
  const quiet = intervalWhenQuiet(current, now.getTime() - (feed.lastNewAt ?? now.getTime()));
  return intervalAsAsked(quiet, Math.max(feed.askedMs ?? 0, freshForMs));
}

const havePushesStopped = (feed: Feed, now: Date): boolean => Boolean(feed.pushedAt) && !isPushed(feed, now);

/** By the rhythm that its last document told. */
const ownInterval = ({ gapMs, askedMs = 0 }: Feed): IntervalClass =>
  intervalFor({ current: FIRST_INTERVAL, gapMs: gapMs ?? null, askedMs });

const skipsOf = ({ skipHours = 0, skipDays = 0 }: Feed): Skips => ({ hours: skipHours, days: skipDays });

const skipChanges = ({ skipHours = 0, skipDays = 0 }: Feed, { hours, days }: Skips): FeedChanges => ({
  ...(hours !== skipHours && { skipHours: hours }),
  ...(days !== skipDays && { skipDays: days }),
});

/** Whether a server says 304 though it should have something new: the next poll asks for the whole document. */
function isDoubtful({ gapMs, validatorsAt }: Feed, now: Date): boolean {
  if (validatorsAt === undefined) return false;
  const longest = gapMs === undefined ? LONGEST_304_UNDATED_MS : Math.max(LONGEST_304_MS, ARTICLES_MISSED * gapMs);
  return now.getTime() - validatorsAt > longest;
}

const validators = ({ etag, lastModified }: FeedDocument, now: Date): FeedChanges => ({
  etag: validator(etag),
  lastModified: validator(lastModified),
  validatorsAt: now.getTime(),
});

const turned = (feed: Feed, health: Health, now: Date): Pick<Feed, 'health' | 'since'> =>
  health === feed.health ? { health, since: feed.since } : { health, since: now.getTime() };

/**
 * What is not a feed from the start is told at once: somebody just added it and waits. Where a feed was moved to may
 * have ended without the feed's having ended: its first address is asked again.
 */
function healthAfter({ health, firstPolledAt, movedTo }: Feed, failure: PollFailure, failures: number): Health {
  if (health === 'gone' || (failure.kind === 'gone' && !movedTo)) return 'gone';
  return firstPolledAt === undefined || failures >= FAILURES_TO_TELL ? 'failing' : health;
}

function waitAfter(failure: PollFailure, failures: number, random: Random): number {
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 16), LONGEST_BACKOFF_MS);
  const told = failure.kind === 'throttled' ? (failure.retryAfterMs ?? 0) : 0;
  return Math.max(told, backoff * jitter(random));
}

/** Between three quarters and five quarters, so that feeds that failed together do not come back together. */
const jitter = (random: Random): number => 0.75 + (random(1)[0]! / 255) * 0.5;

/** A validator that we cannot keep whole would never match. */
const validator = (text: string): string => (text.length <= LONGEST_VALIDATOR ? text : '');

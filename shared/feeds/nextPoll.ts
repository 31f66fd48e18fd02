/**
 * What a poll leaves behind in the feed's state: when it may be asked again, and how it is doing.
 *
 * `notBefore` is half an interval after a good poll, so that a minute which dispatch replays is not a second request;
 * after a failure it backs off exponentially with jitter, or waits as the publisher told. The class, and with it the
 * index, changes only when the rhythm does.
 */
import { DAY, MINUTE } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import { explainFailure, type PollFailure } from './failure.ts';
import type { Feed, FeedChanges, Health } from './feed.ts';
import { intervalFor, intervalWhenQuiet, slotOf } from './rhythm.ts';
import type { FeedDocument } from './fetch.ts';

/** The first failure waits this long, each further one twice as long. */
export const FIRST_BACKOFF_MS = 5 * MINUTE;
export const LONGEST_BACKOFF_MS = DAY;
/** A feed that said 410 is asked once a month: outlets do come back. */
export const GONE_MS = 30 * DAY;
/** One failed poll is no trouble to tell people about. */
export const FAILURES_TO_TELL = 3;

const LONGEST_VALIDATOR = 200;
const LONGEST_EXPLANATION = 200;

/** 304, or a document that we know byte for byte. */
export function afterUnchanged(feed: Feed, now: Date): FeedChanges {
  const quietMs = now.getTime() - (feed.lastNewAt ?? now.getTime());
  const interval = intervalWhenQuiet(feed.interval, quietMs);
  return answered(feed, now, interval);
}

export interface Reading {
  document: FeedDocument;
  bodyHash: string;
  gapMs: number | null;
  /** RSS `ttl`. */
  ttlMs: number;
  hasNews: boolean;
  title: string;
  lang: string;
}

export function afterReading(feed: Feed, reading: Reading, now: Date): FeedChanges {
  const askedMs = Math.max(reading.document.freshForMs, reading.ttlMs);
  const interval = intervalFor({ current: feed.interval, gapMs: reading.gapMs, askedMs });
  return {
    ...answered(feed, now, interval),
    etag: validator(reading.document.etag),
    lastModified: validator(reading.document.lastModified),
    bodyHash: reading.bodyHash,
    title: reading.title,
    lang: reading.lang,
    ...(feed.firstPolledAt === undefined && { firstPolledAt: now.getTime() }),
    ...(reading.hasNews && { lastNewAt: now.getTime() }),
  };
}

export function afterFailure(feed: Feed, failure: PollFailure, now: Date, random: Random): FeedChanges {
  const failures = feed.failures + 1;
  return {
    failures,
    ...turned(feed, healthAfter(feed, failure, failures), now),
    lastFailure: explainFailure(failure).slice(0, LONGEST_EXPLANATION),
    lastPolledAt: now.getTime(),
    notBefore: now.getTime() + waitAfter(failure, failures, random),
  };
}

function answered(feed: Feed, now: Date, interval: Feed['interval']): FeedChanges {
  return {
    ...turned(feed, 'fine', now),
    failures: 0,
    lastFailure: '',
    lastPolledAt: now.getTime(),
    notBefore: now.getTime() + (interval * MINUTE) / 2,
    ...(interval !== feed.interval && slotOf(feed.feed, interval)),
  };
}

const turned = (feed: Feed, health: Health, now: Date): Pick<Feed, 'health' | 'since'> =>
  health === feed.health ? { health, since: feed.since } : { health, since: now.getTime() };

/** What is not a feed from the start is told at once: somebody just added it and waits. */
function healthAfter({ health, firstPolledAt }: Feed, failure: PollFailure, failures: number): Health {
  if (failure.kind === 'gone') return 'gone';
  return firstPolledAt === undefined || failures >= FAILURES_TO_TELL ? 'failing' : health;
}

function waitAfter(failure: PollFailure, failures: number, random: Random): number {
  if (failure.kind === 'gone') return GONE_MS;
  const backoff = Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(failures - 1, 16), LONGEST_BACKOFF_MS);
  const told = failure.kind === 'throttled' ? (failure.retryAfterMs ?? 0) : 0;
  return Math.max(told, backoff * jitter(random));
}

/** Between three quarters and five quarters, so that feeds that failed together do not come back together. */
const jitter = (random: Random): number => 0.75 + (random(1)[0]! / 255) * 0.5;

/** A validator that we cannot keep whole would never match. */
const validator = (text: string): string => (text.length <= LONGEST_VALIDATOR ? text : '');

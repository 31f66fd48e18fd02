/**
 * How often a feed is asked: half the time between two of its articles, in one of the interval classes, never more
 * often than every five minutes nor, unless it asks for it, more seldom than every hour.
 *
 * A class and a phase, not a due time: the phase is a hash of the feed, so that feeds of one class spread over its
 * minutes. A feed near the edge of a class stays where it is, because moving rewrites the index.
 */
import { MINUTE } from '../platform/clock.ts';
import { INTERVAL_CLASSES, type FeedId, type IntervalClass, type Slot } from './feed.ts';
import { NO_SKIPS, type Skips } from './wishes.ts';
import { createHash } from 'node:crypto';

/** Before its first poll tells more. */
export const FIRST_INTERVAL: IntervalClass = 15;
const SLOWEST_UNASKED: IntervalClass = 60;
/** How far past the edge of its class a feed must be to move. */
const EDGE = 1.25;
/** The latest articles that its rhythm is taken from. */
const LATEST = 20;
/** Polls in a row without news after which it is asked more seldom. */
const QUIET_POLLS = 48;

const MINUTES_A_DAY = 1_440;

/**
 * Every class divides the day, so a class slower than an hour comes round at the same hours each day: its phase is moved
 * by whole hours to one that the publisher does not skip.
 */
export function slotOf(feed: FeedId, interval: IntervalClass, skips: Skips = NO_SKIPS): Slot {
  const phase = createHash('sha256').update(feed).digest().readUInt32BE() % interval;
  const phases = Array.from({ length: Math.ceil(interval / 60) }, (_, hours) => (phase + 60 * hours) % interval);
  const isOpen = (candidate: number): boolean =>
    Array.from({ length: MINUTES_A_DAY / interval }, (_, round) =>
      Math.floor((candidate + round * interval) / 60),
    ).some((hour) => ((skips.hours >> hour) & 1) === 0);
  return { interval, phase: phases.find(isOpen) ?? phase };
}

/** Milliseconds between two articles, counted up to now so that silence shows; null when fewer than two are dated. */
export function meanGapMs(published: readonly (number | null)[], now: Date): number | null {
  const latest = published
    .filter((date) => date !== null)
    .sort((a, b) => b - a)
    .slice(0, LATEST);
  return latest.length < 2 ? null : (now.getTime() - latest.at(-1)!) / latest.length;
}

export interface Rhythm {
  current: IntervalClass;
  /** Null: not known, the class stays. */
  gapMs: number | null;
  /** The pace that the publisher asks for; 0 when it does not. */
  askedMs: number;
}

export function intervalFor({ current, gapMs, askedMs }: Rhythm): IntervalClass {
  const wanted = gapMs === null ? current : fromGap(current, gapMs / 2 / MINUTE);
  return slower(wanted, classFor(askedMs));
}

export const slower = (one: IntervalClass, other: IntervalClass): IntervalClass => (one > other ? one : other);

const classFor = (askedMs: number): IntervalClass =>
  INTERVAL_CLASSES.find((minutes) => minutes * MINUTE >= askedMs) ?? INTERVAL_CLASSES.at(-1)!;

/**
 * Of a feed that has not changed: it moves to the pace that is asked for, and from one that was asked for and is no
 * more back to the slowest that we choose ourselves; what its rhythm is now, its next document tells.
 */
export function intervalAsAsked(current: IntervalClass, askedMs: number): IntervalClass {
  return slower(current > SLOWEST_UNASKED ? SLOWEST_UNASKED : current, classFor(askedMs));
}

function fromGap(current: IntervalClass, minutes: number): IntervalClass {
  const [eager, patient] = [fastestWithin(minutes / EDGE), fastestWithin(minutes * EDGE)];
  return current >= eager && current <= patient ? current : fastestWithin(minutes);
}

function fastestWithin(minutes: number): IntervalClass {
  const fitting = INTERVAL_CLASSES.filter((interval) => interval <= minutes && interval <= SLOWEST_UNASKED);
  return fitting.at(-1) ?? INTERVAL_CLASSES[0];
}

/** One class slower after many polls without news, up to the slowest that we choose ourselves. */
export function intervalWhenQuiet(current: IntervalClass, quietMs: number): IntervalClass {
  if (current >= SLOWEST_UNASKED || quietMs < QUIET_POLLS * current * MINUTE) return current;
  return INTERVAL_CLASSES[INTERVAL_CLASSES.indexOf(current) + 1]!;
}

/**
 * What becomes of an item that the last poll had not seen: alert, late, or only stored.
 *
 * Later polls: whatever is new alerts, unless it was published more than 48 hours ago (as after an outage), then the
 * next digest gathers it; beyond 14 days it is stored and searchable, nothing more. A feed's first poll must not flood:
 * only what was published in the 48 hours before may alert, and each subscription only with what came after it; what
 * has no date that can be believed is stored.
 */
import { DAY, HOUR } from '../platform/clock.ts';
import type { Article, Timeliness } from './article.ts';

export const ALERTS_FOR_MS = 48 * HOUR;
export const GATHERED_FOR_MS = 14 * DAY;

export interface Occurrence {
  published: number | null;
  isFromFuture: boolean;
  /** When the article was first seen; for a new one, now. */
  seen: number;
}

export function fate(
  { published, isFromFuture, seen }: Occurrence,
  now: Date,
  isFirstPoll: boolean,
): Timeliness | 'stored' {
  if (isFirstPoll) {
    const isNews = published !== null && !isFromFuture && now.getTime() - published <= ALERTS_FOR_MS;
    return isNews ? 'alert' : 'stored';
  }
  const ageMs = now.getTime() - (published ?? seen);
  if (ageMs <= ALERTS_FOR_MS) return 'alert';
  return ageMs <= GATHERED_FOR_MS ? 'late' : 'stored';
}

/**
 * What becomes of an edit: an article that a first poll only stored, old, undated or from the future, is no more news
 * for having been corrected. One from the future was published when it was seen.
 */
export function fateOfEdit(
  { published, seen, firstPoll, timeliness }: Pick<Article, 'published' | 'seen' | 'firstPoll' | 'timeliness'>,
  now: Date,
): Timeliness | 'stored' {
  const wasOnlyStored =
    firstPoll &&
    timeliness === 'late' &&
    fate({ published, isFromFuture: published === seen, seen }, new Date(seen), true) === 'stored';
  return wasOnlyStored ? 'stored' : fate({ published, isFromFuture: false, seen }, now, false);
}

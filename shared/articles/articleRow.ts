/**
 * An article row: which articles were written in an hour, small enough to be read by the hour.
 *
 * Match writes a row for each article that it has put into a story, and reads them back to know the stories of the last
 * days; poll writes one for each article that is only stored. Both lists together are what maintain packs. A row stands
 * in the hour of its writing and in order of it: an hour that is over stays as it was, also when an article is redriven
 * days later, and match catches up by reading only what is newer than what it knows.
 */
import { HOUR } from '../platform/clock.ts';

/** An hour in UTC, as `2026-11-23T14`. */
export type Hour = string;

/** `m`: went through match. `s`: only stored, no match will ever see it. */
export type RowKind = 'm' | 's';

export interface ArticleRow {
  article: string;
  /** Epoch milliseconds of the poll that found the article. */
  seen: number;
  /** Hashes that make two articles copies of each other; empty when only stored. */
  signature: string[];
  /** Empty when only stored. */
  story: string;
  /** Epoch milliseconds; the row stands in this hour. */
  written: number;
}

export interface ArticleRows {
  /** Writing the same row again changes nothing. */
  put(kind: RowKind, row: ArticleRow): Promise<void>;
  /** All rows of an hour. `consistent` costs twice and sees what was written a moment ago. */
  inHour(kind: RowKind, hour: Hour, options?: { consistent?: boolean }): Promise<ArticleRow[]>;
  /** Rows written from `since` to `until`, oldest first; strongly consistent. */
  writtenSince(kind: RowKind, since: Date, until: Date): Promise<ArticleRow[]>;
}

export const hourOf = (time: Date | number): Hour => new Date(time).toISOString().slice(0, 13);

export const startOfHour = (hour: Hour): number => Date.parse(`${hour}:00:00Z`);

/** The hours that two instants and what lies between them belong to. */
export function hoursBetween(from: Date, to: Date): Hour[] {
  const hours: Hour[] = [];
  for (let at = startOfHour(hourOf(from)); at <= to.getTime(); at += HOUR) hours.push(hourOf(at));
  return hours;
}

export const nextHour = (hour: Hour): Hour => hourOf(startOfHour(hour) + HOUR);

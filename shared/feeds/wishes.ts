/**
 * How often a publisher wants to be asked, as it says in its headers and in the feed itself.
 *
 * `Retry-After` (RFC 9110, 10.2.3) is an exact wish and becomes `notBefore`; `Cache-Control`, `Expires` (RFC 9111,
 * 5.2 and 5.3), RSS `ttl` and `sy:updatePeriod` are a pace and become part of the interval class; RSS `skipHours` and
 * `skipDays` are times at which poll does not ask. All are bounded: nobody is made to wait for more than a day by a
 * header that was meant for pictures, nor for ever by a feed that skips everything.
 */
import { DAY, HOUR, MINUTE, SECOND } from '../platform/clock.ts';

export const LONGEST_WISH_MS = DAY;

export type Headers = Record<string, string | string[] | undefined>;

/** Milliseconds for which the answer says that it stays as it is; 0 when it does not say. */
export function freshForMs(headers: Headers, now: Date): number {
  const directives = String(headers['cache-control'] ?? '').toLowerCase();
  if (/(^|[\s,])no-(store|cache)\s*($|,)/.test(directives)) return 0;
  const age = /^\s*(\d{1,9})\s*$/.exec(String(headers.age ?? ''))?.[1] ?? '0';
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(directives)?.[1];
  const lifetimeMs =
    maxAge === undefined ? untilMs(String(headers.expires ?? ''), headers, now) : Number(maxAge) * SECOND;
  return bounded((lifetimeMs ?? 0) - Number(age) * SECOND);
}

/** Null when there is none that can be read. */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const value = String(headers['retry-after'] ?? '').trim();
  if (/^\d+$/.test(value)) return bounded(Number(value) * SECOND);
  const ms = untilMs(value, headers, now);
  return ms === null ? null : bounded(ms);
}

/** By the server's own clock, where it tells it: what counts is how long. One that is days off tells nothing. */
function untilMs(written: string, { date }: Headers, now: Date): number | null {
  const at = parseHttpDate(written);
  const sent = parseHttpDate(String(date ?? ''));
  const isBelieved = Math.abs(sent - now.getTime()) < DAY;
  return Number.isNaN(at) ? null : at - (isBelieved ? sent : now.getTime());
}

/** RFC 9110, 5.6.7: always GMT, which the oldest of its three forms does not say. */
function parseHttpDate(written: string): number {
  const text = written.trim();
  if (!/[a-z]{3}/i.test(text)) return Number.NaN;
  return Date.parse(/(GMT|UTC?|Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text} GMT`);
}

/** RSS `ttl`, in minutes as the feed writes it; 0 when it is not a number. */
export function ttlMs(minutes: string): number {
  return /^\s*\d{1,6}\s*$/.test(minutes) ? bounded(Number(minutes) * MINUTE) : 0;
}

/** A generator's own default, which no publisher chose: every WordPress writes hourly and 1. */
const DEFAULT_PACE = /wordpress/i;

const PERIODS = new Map([
  ['hourly', HOUR],
  ['daily', DAY],
  ['weekly', 7 * DAY],
  ['monthly', 30 * DAY],
  ['yearly', 365 * DAY],
]);

/** RSS 1.0's `sy:updatePeriod`, so many times as `sy:updateFrequency` says; 0 when there is none or nobody meant it. */
export function paceMs(period: string, frequency: string, generator: string): number {
  const periodMs = PERIODS.get(period.trim().toLowerCase()) ?? 0;
  const times = /^\s*[1-9]\d{0,5}\s*$/.test(frequency) ? Number(frequency) : 1;
  if (DEFAULT_PACE.test(generator) && periodMs === HOUR && times === 1) return 0;
  return bounded(periodMs / times);
}

/** Hours (bit 0 is midnight) and weekdays (bit 0 is Sunday) in UTC at which a feed wants not to be asked. */
export interface Skips {
  hours: number;
  days: number;
}

export const NO_SKIPS: Skips = { hours: 0, days: 0 };

const ALL_HOURS = 2 ** 24 - 1;
const ALL_DAYS = 2 ** 7 - 1;
const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** RSS 0.91 counts to 24, which is midnight. */
export const skippedHours = (written: readonly string[]): number =>
  bitsOf(
    written.map((hour) => (/^\s*([01]?\d|2[0-4])\s*$/.test(hour) ? Number(hour) % 24 : -1)),
    ALL_HOURS,
  );

export const skippedDays = (written: readonly string[]): number =>
  bitsOf(
    written.map((day) => DAYS.indexOf(day.trim().toLowerCase())),
    ALL_DAYS,
  );

/** Who skips everything has said nothing. */
function bitsOf(places: readonly number[], everything: number): number {
  const bits = places.filter((place) => place >= 0).reduce((sum, place) => sum | (1 << place), 0);
  return bits === everything ? 0 : bits;
}

export const isSkipped = ({ hours, days }: Skips, at: Date): boolean =>
  ((hours >> at.getUTCHours()) & 1) === 1 || ((days >> at.getUTCDay()) & 1) === 1;

const bounded = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), LONGEST_WISH_MS);

/**
 * How often a publisher wants to be asked, as it says in its headers and in the feed itself.
 *
 * `Retry-After` (RFC 9110, 10.2.3) is an exact wish and becomes `notBefore`; `Cache-Control`, `Expires` (RFC 9111,
 * 5.2 and 5.3) and RSS `ttl` are a pace and become part of the interval class. All are bounded: nobody is made to wait
 * for more than a day by a header that was meant for pictures.
 */
import { DAY, MINUTE, SECOND } from '../platform/clock.ts';

export const LONGEST_WISH_MS = DAY;

export type Headers = Record<string, string | string[] | undefined>;

/** Milliseconds for which the answer says that it stays as it is; 0 when it does not say. */
export function freshForMs(headers: Headers, now: Date): number {
  const directives = String(headers['cache-control'] ?? '').toLowerCase();
  if (/no-store|no-cache/.test(directives)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d+)/.exec(directives)?.[1];
  if (maxAge !== undefined) return bounded(Number(maxAge) * SECOND);
  const expires = Date.parse(String(headers.expires ?? ''));
  return Number.isNaN(expires) ? 0 : bounded(expires - now.getTime());
}

/** Null when there is none that can be read. */
export function retryAfterMs(headers: Headers, now: Date): number | null {
  const value = String(headers['retry-after'] ?? '').trim();
  if (/^\d+$/.test(value)) return bounded(Number(value) * SECOND);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : bounded(at - now.getTime());
}

/** RSS `ttl`, in minutes as the feed writes it; 0 when it is not a number. */
export function ttlMs(minutes: string): number {
  return /^\s*\d{1,6}\s*$/.test(minutes) ? bounded(Number(minutes) * MINUTE) : 0;
}

const bounded = (milliseconds: number): number => Math.min(Math.max(milliseconds, 0), LONGEST_WISH_MS);

/**
 * When a digest is due: a local time of day, as a minute of the day in UTC.
 *
 * The slot is the one of the next digest; it moves with daylight saving, so whoever has sent a digest asks again.
 * A local time that a spring night skips is moved later by as much as was skipped, one that an autumn night has twice
 * is the first of the two.
 */
import { Temporal } from 'temporal-polyfill';
import { hash } from '../platform/ids.ts';
import type { Settings, SubscriberId } from './subscriber.ts';

export const SLOT_SHARDS = 4;

export interface Slot {
  /** UTC, `2300`. */
  time: string;
  shard: number;
}

type DigestTime = Pick<Settings, 'digestAt' | 'timeZone'>;

/** The first digest time after an instant. */
export function nextDigestAt({ digestAt, timeZone }: DigestTime, after: Date): Date {
  const local = Temporal.Instant.fromEpochMilliseconds(after.getTime()).toZonedDateTimeISO(timeZone);
  const plainTime = Temporal.PlainTime.from(digestAt);
  for (let days = 0; ; days++) {
    const due = local.toPlainDate().add({ days }).toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
    if (due > after.getTime()) return new Date(due);
  }
}

/** The slot of the next digest. */
export function digestSlot(subscriber: DigestTime & { id: SubscriberId }, now: Date): Slot {
  const due = nextDigestAt(subscriber, now).toISOString();
  return { time: due.slice(11, 13) + due.slice(14, 16), shard: slotShard(subscriber.id) };
}

const slotShard = (id: SubscriberId): number => Buffer.from(hash(id), 'base64url')[0]! % SLOT_SHARDS;

export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

export const isLocalTime = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text);

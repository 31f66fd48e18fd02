/**
 * When a mailbox may next send an alert, and which of its rows.
 *
 * The gate's 60 seconds hold for everything. Quiet hours hold back what is not urgent, the hourly ceiling all alerts;
 * both are worked out at each look, never stored, so a changed setting holds from the next wake-up on.
 */
import { HOUR } from '../platform/clock.ts';
import type { QueryId } from '../queries/query.ts';
import type { ChannelKind, Subscriber, Subscription } from '../subscribers/subscriber.ts';
import { type Mailbox, STORIES_A_MESSAGE } from './mailbox.ts';
import type { OwedRow } from './owed.ts';
import { localDay, quietEnd } from './quietHours.ts';

/** Alert messages an hour on one channel. */
export const HOURLY_CEILING: Record<ChannelKind, number> = { email: 20, sms: Infinity };

export interface Selection {
  /** To be sent in the next message; empty when all are held. */
  rows: readonly OwedRow[];
  /** What held rows wait for, null when none is held. */
  heldUntil: number | null;
  /** More than one message is owed. */
  hasMore: boolean;
}

export function selectRows(
  rows: readonly OwedRow[],
  wishes: ReadonlyMap<QueryId, Subscription>,
  recipient: Subscriber,
  now: Date,
): Selection {
  const quietUntil = quietEnd(recipient, now);
  const isUrgent = (row: OwedRow): boolean => row.queries.some((query) => wishes.get(query)?.urgent);
  const open = quietUntil ? rows.filter(isUrgent) : rows;
  const isHeld = open.length < rows.length;
  return {
    rows: open.slice(0, STORIES_A_MESSAGE),
    heldUntil: isHeld && quietUntil ? quietUntil.getTime() : null,
    hasMore: open.length > STORIES_A_MESSAGE,
  };
}

/** The first instant when the gate and the hourly ceiling let an alert pass. */
export function opensAt(mailbox: Mailbox, channel: ChannelKind, now: Date): number {
  const isFull = mailbox.hour === hourName(now) && mailbox.hourSent >= HOURLY_CEILING[channel];
  return Math.max(mailbox.nextAt, isFull ? nextHour(now) : 0);
}

export const isDayFull = (mailbox: Mailbox, cap: number, recipient: Subscriber, now: Date): boolean =>
  mailbox.day === localDay(now, recipient.timeZone) && mailbox.daySent >= cap;

/** The mailbox's counts with one message more. */
export function countMessage(
  mailbox: Mailbox,
  recipient: Subscriber,
  now: Date,
): Required<Pick<Mailbox, 'hour' | 'hourSent' | 'day' | 'daySent'>> {
  const hour = hourName(now);
  const day = localDay(now, recipient.timeZone);
  return {
    hour,
    hourSent: (mailbox.hour === hour ? mailbox.hourSent : 0) + 1,
    day,
    daySent: (mailbox.day === day ? mailbox.daySent : 0) + 1,
  };
}

const hourName = (now: Date): string => now.toISOString().slice(0, 13);
const nextHour = (now: Date): number => (Math.floor(now.getTime() / HOUR) + 1) * HOUR;

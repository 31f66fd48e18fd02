/**
 * A notice: a message that nobody's news depends on and that waits for no gate (a code, a welcome, a personal link, and
 * that a phone has had its texts of the day).
 *
 * It has a lease of its own, longer than a function may run, and a bound of attempts. Only a code goes to a channel
 * that is not verified yet: proving who reads it is what it is for.
 */
import { SECOND } from '../platform/clock.ts';
import type { ChannelKind, SubscriberId } from '../subscribers/subscriber.ts';
import type { DropReason } from './owed.ts';

export const NOTICE_LEASE_MS = 60 * SECOND;

export const NOTICE_KINDS = ['code', 'welcome', 'link', 'cap'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];
export type NoticeState = 'due' | 'sent' | 'dropped' | 'unknown';

export interface Notice {
  subscriber: SubscriberId;
  id: string;
  kind: NoticeKind;
  channel: ChannelKind;
  state: NoticeState;
  attempts: number;
  /** Epoch milliseconds; 0 when nobody holds it. */
  leaseUntil: number;
}

export interface NoticeStore {
  /** Absent; who asks for a notice writes it before sending the message that names it. */
  add(
    notice: { subscriber: SubscriberId; id: string; kind: NoticeKind; channel: ChannelKind },
    now: Date,
  ): Promise<void>;
  /** Strongly consistent. */
  find(subscriber: SubscriberId, id: string): Promise<Notice | null>;
  /** Exactly one of two racers gets the lease: the attempts are those that were read and the old lease is over. */
  lease(notice: Notice, until: number, now: Date): Promise<boolean>;
  finish(notice: Pick<Notice, 'subscriber' | 'id'>, state: NoticeState, reason?: DropReason): Promise<void>;
}

/**
 * A hold: a wake-up further away than a queue's longest delay, kept as a row of the minute when it is due.
 * The digest tick reads every minute's rows, none skipped.
 */
import { MINUTE } from '../platform/clock.ts';
import type { MailboxKey } from './owed.ts';

export interface HoldStore {
  /** Can be repeated. `minute` is a whole one. */
  hold(mailbox: MailboxKey, minute: Date): Promise<void>;
  due(minute: Date): Promise<MailboxKey[]>;
}

/** The first whole minute that is not before `at`: a mailbox woken early would only be held again. */
export const holdMinute = (at: number): Date => new Date(Math.ceil(at / MINUTE) * MINUTE);

/**
 * A mailbox: when a channel of a subscriber may next send, and what it is about to send.
 *
 * The gate is one conditional write that is lease, pacing and intent at once. It stays closed for longer than a
 * function may run, so whoever held it is dead before it opens again; `ver` moves with every gate and every commit, so
 * of two who read the same mailbox one wins.
 */
import { SECOND } from '../platform/clock.ts';
import type { QueryId } from '../queries/query.ts';
import type { ChannelKind } from '../subscribers/subscriber.ts';
import type { DropReason, MailboxKey } from './owed.ts';

export const GATE_MS = 60 * SECOND;

/** Most stories in one message. */
export const STORIES_A_MESSAGE = 30;

/** Most stories that a digest settles: what is owed beyond them comes with the next one. */
export const STORIES_A_DIGEST = 1_000;

/** How often one message may be tried before its outcome is called unknown: what a crash can repeat. */
export const MOST_ATTEMPTS: Record<ChannelKind, number> = { email: 3, sms: 2 };

export type IntentKind = 'alert' | 'digest';

/** `open`: between gate and commit, perhaps published. All others are final; what they owe is settled by `clean`. */
export type IntentState = 'open' | 'published' | 'unknown' | 'dropped';

export interface Intent {
  seq: number;
  kind: IntentKind;
  /** Of an alert: owed ids, at most `STORIES_A_MESSAGE`. Of a digest: its stories, at most `STORIES_A_DIGEST`. */
  ids: readonly string[];
  /** Of a digest: its window. */
  window?: string;
  /** Of a digest: whose stories stand in it. */
  queries?: readonly QueryId[];
  attempt: number;
  /** As its log will tell it, so that cleaning needs nothing but the mailbox. */
  subject: string;
  parts: number;
  state: IntentState;
  reason?: DropReason;
  /** How often SNS said that it cannot now, since the last time that it could. */
  throttled?: number;
}

export interface Mailbox {
  /** Epoch milliseconds; 0 before the first message. */
  nextAt: number;
  /** 0 before the first message. */
  ver: number;
  /** Of the last message; 0 before the first. */
  seq: number;
  intent?: Intent;
  /** Messages of the hour and of the subscriber's local day; a count whose name is another hour or day is 0. */
  hour?: string;
  hourSent: number;
  day?: string;
  daySent: number;
  /** A wake-up is under way for this instant. */
  wakeAt?: number;
}

export const EMPTY_MAILBOX: Mailbox = { nextAt: 0, ver: 0, seq: 0, hourSent: 0, daySent: 0 };

/** What the gate writes. */
export interface Claim {
  nextAt: number;
  seq: number;
  intent: Intent;
  hour: string;
  hourSent: number;
  day: string;
  daySent: number;
}

export interface MailboxStore {
  /** Strongly consistent. */
  read(mailbox: MailboxKey): Promise<Mailbox>;
  /** The gate: exactly one wins, and only when `nextAt <= now` and `ver` is the one that was read. */
  claim(mailbox: MailboxKey, ver: number, claim: Claim, now: Date): Promise<boolean>;
  /** Commit, or hand the gate back until `nextAt`: wins only while `ver` is the claimer's. */
  resolve(
    mailbox: MailboxKey,
    ver: number,
    change: { intent: Intent; nextAt?: number; wakeAt?: number },
  ): Promise<boolean>;
  /** Remembers that a wake-up is under way. No condition: a lost or wrong note costs a spare wake-up. */
  noteWakeUp(mailbox: MailboxKey, wakeAt: number): Promise<void>;
}

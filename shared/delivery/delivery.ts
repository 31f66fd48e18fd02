/**
 * A delivery: one message to one channel of one subscriber, as its log tells it. What SNS accepted is called accepted,
 * never delivered: for e-mail SNS does not say.
 */
import type { QueryId } from '../queries/query.ts';
import type { StoryId } from '../stories/story.ts';
import type { DropReason, MailboxKey } from './owed.ts';

/** `due`: a digest that the tick has written and nobody has sent. `empty`: a digest with nothing to say. */
export type DeliveryState = 'due' | 'accepted' | 'empty' | 'unknown' | 'dropped';

export interface DeliveryRecord {
  kind: 'alert' | 'digest';
  state: DeliveryState;
  stories: readonly StoryId[];
  queries: readonly QueryId[];
  subject: string;
  /** SMS parts; 0 for e-mail. */
  parts: number;
  attempts: number;
  /** Epoch milliseconds. */
  at: number;
  seq: number;
  reason?: DropReason;
}

/** A digest's window: the time of writing from `from`, inclusive, to `to`, exclusive. */
export interface DigestWindow {
  id: string;
  from: number;
  to: number;
}

export interface DueDigest extends DigestWindow {
  state: DeliveryState;
}

export interface DeliveryStore {
  /** Absent: the first record of a seq stands. */
  record(mailbox: MailboxKey, delivery: DeliveryRecord): Promise<void>;
  /** Absent: the first window of this id stands and is returned, so a repeated tick hands on the same one. */
  openWindow(mailbox: MailboxKey, window: DigestWindow): Promise<DueDigest>;
  /** Strongly consistent. */
  findWindow(mailbox: MailboxKey, id: string): Promise<DueDigest | null>;
  /** Only while it is due, so it can be repeated. */
  closeWindow(mailbox: MailboxKey, id: string, delivery: DeliveryRecord): Promise<void>;
}

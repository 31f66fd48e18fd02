/**
 * The deliveries queue: whose mailbox to look into. What is owed stands in the table, never in the message, so a
 * message that comes twice finds nothing left to do.
 */
import * as z from 'zod';
import { ChannelKind } from '../subscribers/subscriber.ts';

/** Most mailboxes in one message. */
export const MAILBOXES_A_MESSAGE = 10;

export const MailboxRef = z.object({
  subscriber: z.string().min(1),
  channel: ChannelKind,
  /** A digest is due: the id of its window, whose item `L#D#…` was written before this message was sent. */
  window: z.string().optional(),
  /** A notice is due (code, welcome, personal link): the id of its item `N#…`, written before this message was sent. */
  notice: z.string().optional(),
});
export type MailboxRef = z.infer<typeof MailboxRef>;

/** Alert, digest, reconcile, api and deliver itself (wake-ups) → deliver. */
export const DeliveryMessage = z.object({
  v: z.literal(1),
  mailboxes: z.array(MailboxRef).min(1).max(MAILBOXES_A_MESSAGE),
});
export type DeliveryMessage = z.infer<typeof DeliveryMessage>;

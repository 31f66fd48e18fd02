/** What deliver knows when it looks into a mailbox. */
import { DAY } from '../platform/clock.ts';
import type { QueryId } from '../queries/query.ts';
import type { Mailbox } from './mailbox.ts';
import type { MailboxRef } from './message.ts';
import { type OwedRow, owedId } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import type { Channel, Subscriber, Subscription } from '../subscribers/subscriber.ts';

/** Stories that began before are no alert any more: what a longer pause held back ends in a digest. */
export const OWED_WITHIN_MS = 5 * DAY;

export interface MailboxView {
  ref: MailboxRef;
  now: Date;
  mailbox: Mailbox;
  recipient: Subscriber | null;
  channel: Channel | null;
  /** In the order of subscribing. */
  wishes: ReadonlyMap<QueryId, Subscription>;
  /** Those in state `owed`, oldest first. */
  owed: readonly OwedRow[];
}

/** A view of somebody who is there and whose channel is verified. */
export interface ReachableView extends MailboxView {
  recipient: Subscriber;
  channel: Channel;
}

/**
 * The mailbox is read before what is owed: when the gate then passes on its `ver`, nobody has sent any of it since.
 */
export async function readMailbox(ref: MailboxRef, ports: DeliverPorts): Promise<MailboxView> {
  const { subscriber, channel: kind } = ref;
  const now = ports.clock();
  const mailbox = await ports.mailboxes.read(ref);
  const [rows, recipient, channel, wishes] = await Promise.all([
    ports.owed.list(ref, new Date(now.getTime() - OWED_WITHIN_MS)),
    ports.recipients.findSubscriber(subscriber),
    ports.recipients.findChannel(subscriber, kind),
    ports.recipients.listSubscriptions(subscriber),
  ]);
  return {
    ref,
    now,
    mailbox,
    recipient,
    channel,
    wishes: new Map(wishes.map((wish) => [wish.query, wish])),
    owed: rows.filter(({ state }) => state === 'owed'),
  };
}

/** The rows that the mailbox's last intent names. */
export const intendedRows = ({ mailbox, owed }: MailboxView): readonly OwedRow[] =>
  owed.filter((row) => mailbox.intent?.kind === 'alert' && mailbox.intent.ids.includes(owedId(row)));

/**
 * One message of the deliveries queue: every mailbox by itself. One that fails is sent again alone, so it never costs
 * the others a minute; a message about one mailbox fails as a whole, and SQS counts its tries.
 */
import { deliverMailbox } from './deliverMailbox.ts';
import type { DeliveryMessage, MailboxRef } from './message.ts';
import type { DeliverPorts } from './ports.ts';
import { sendNotice } from './sendNotice.ts';

export async function deliverMailboxes({ mailboxes }: DeliveryMessage, ports: DeliverPorts): Promise<void> {
  const outcomes = await Promise.allSettled(mailboxes.map((ref) => deliver(ref, ports)));
  const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
  if (failures.length === 0) return;
  if (mailboxes.length === 1) throw failures[0]!.reason;
  const failed = mailboxes.filter((_, index) => outcomes[index]!.status === 'rejected');
  await ports.wakeUps.send(failed.map((ref) => ({ message: { v: 1, mailboxes: [ref] } })));
}

const deliver = (ref: MailboxRef, ports: DeliverPorts): Promise<void> =>
  ref.notice === undefined ? deliverMailbox(ref, ports) : sendNotice({ ...ref, notice: ref.notice }, ports);

/** The deliver stage for one notice: lease, publish, finish. */
import { GATE_MS, MOST_ATTEMPTS } from './mailbox.ts';
import type { MailboxRef } from './message.ts';
import { type Notice, NOTICE_LEASE_MS } from './notice.ts';
import type { DropReason } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import { deliveryId, type PublishRequest } from './publisher.ts';
import type { Channel } from '../subscribers/subscriber.ts';
import { renderContext } from './render/context.ts';
import { renderNotice } from './render/notices.ts';
import type { Rendered } from './render/rendered.ts';
import { isCountryAllowed } from './smsLimits.ts';

export async function sendNotice(ref: MailboxRef & { notice: string }, ports: DeliverPorts): Promise<void> {
  const now = ports.clock();
  const notice = await ports.notices.find(ref.subscriber, ref.notice);
  if (notice?.state !== 'due') return;
  if (notice.leaseUntil > now.getTime()) return sendLater(notice, notice.leaseUntil, ports);
  const request = await compose(notice, now, ports);
  if (typeof request === 'string') return ports.notices.finish(notice, 'dropped', request);
  if (notice.attempts >= MOST_ATTEMPTS[notice.channel]) return ports.notices.finish(notice, 'unknown');
  const until = now.getTime() + NOTICE_LEASE_MS;
  if (!(await ports.notices.lease(notice, until, now))) return sendLater(notice, until, ports);
  const outcome = await ports.publisher.publish(request);
  if (outcome.kind === 'accepted') return ports.notices.finish(notice, 'sent');
  if (outcome.kind === 'rejected') return ports.notices.finish(notice, 'dropped', outcome.reason);
  await sendLater(notice, until, ports);
}

/** The request, or why there is none. */
async function compose(notice: Notice, now: Date, ports: DeliverPorts): Promise<PublishRequest | DropReason> {
  const { subscriber, channel: kind } = notice;
  const [recipient, channel, email, subscriptions] = await Promise.all([
    ports.recipients.findSubscriber(subscriber),
    ports.recipients.findChannel(subscriber, kind),
    ports.recipients.findChannel(subscriber, 'email'),
    ports.recipients.listSubscriptions(subscriber),
  ]);
  if (!recipient || !channel) return 'deleted';
  const refusal = findRefusal(notice, channel, now, ports.settings.smsCountries);
  if (refusal) return refusal;
  const context = renderContext(recipient, now, ports.settings);
  const facts = { kind: notice.kind, channel, subscriptions, hasEmail: email?.state === 'verified' };
  const rendered = renderNotice(facts, context, ports.settings);
  if (kind === 'sms' && !(await ports.spendSmsParts(rendered.parts, now))) return 'budget';
  return toRequest(notice, channel, rendered);
}

function findRefusal(notice: Notice, channel: Channel, now: Date, countries: readonly string[]): DropReason | null {
  if (channel.state === 'left') return 'left';
  if (channel.kind === 'sms' && !isCountryAllowed(channel.address, countries)) return 'country';
  if (notice.kind !== 'code') return channel.state === 'verified' ? null : 'not-verified';
  const isValid = channel.code !== undefined && (channel.codeExpiresAt ?? 0) > now.getTime();
  return isValid ? null : 'refused';
}

function toRequest({ subscriber, id, channel: kind }: Notice, channel: Channel, rendered: Rendered): PublishRequest {
  const common = { body: rendered.body, deliveryId: deliveryId(subscriber, kind, id), trace: '{}' };
  if (kind === 'sms') return { kind, phoneNumber: channel.address, ...common };
  if (!channel.topicArn) throw new Error(`The verified e-mail channel of subscriber ${subscriber} has no topic.`);
  return { kind, topicArn: channel.topicArn, subject: rendered.subject, ...common };
}

async function sendLater(
  { subscriber, channel, id }: Notice,
  at: number,
  { wakeUps, clock }: DeliverPorts,
): Promise<void> {
  const delaySeconds = Math.ceil(Math.min(Math.max(0, at - clock().getTime()), GATE_MS) / 1_000);
  await wakeUps.send([{ message: { v: 1, mailboxes: [{ subscriber, channel, notice: id }] }, delaySeconds }]);
}

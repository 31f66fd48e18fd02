/**
 * Proving that somebody reads an address: asking, guessing at a code, and the welcome that follows.
 *
 * SNS asks an e-mail address for us, and `reconcile` sees that it was confirmed. A number is sent a code. Nothing else is
 * sent to a channel before it is verified.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { MINUTE } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import { addressLimit, guessLimits, takeAll } from './limits.ts';
import type { DeliverySender, PeoplePorts } from './ports.ts';
import type { Channel, SubscriberId } from './subscriber.ts';

export const CODE_LIFE_MS = 10 * MINUTE;
export const CODE_TRIES = 5;

type AskPorts = Pick<PeoplePorts, 'channels' | 'limits' | 'topics' | 'notices' | 'deliveries' | 'clock' | 'random'>;

/** Asks a pending channel's address, unless it was asked often enough today. What was never asked to the end is asked. */
export async function askToConfirm(channel: Channel, ports: AskPorts): Promise<void> {
  const now = ports.clock();
  const limit = addressLimit('confirm', channel.kind, channel.address, now);
  const wasAsked = channel.kind === 'email' ? channel.subscriptionArn !== undefined : channel.code !== undefined;
  const isTaken = await ports.limits.take(limit);
  if (!isTaken && wasAsked) return;
  try {
    await (channel.kind === 'email' ? askByTopic(channel, now, ports) : sendCode(channel, now, ports));
  } catch (error) {
    if (isTaken) await ports.limits.giveBack(limit);
    throw error;
  }
}

async function askByTopic(channel: Channel, now: Date, { topics, channels }: AskPorts): Promise<void> {
  const arns = await topics.subscribeEmail(channel.subscriber, channel.address);
  await channels.update(channel, { ...arns, askedAt: now.getTime() });
}

async function sendCode(
  channel: Channel,
  now: Date,
  { channels, notices, deliveries, random }: AskPorts,
): Promise<void> {
  const { subscriber, kind } = channel;
  const askedAt = now.getTime();
  const change = { code: drawCode(random), codeExpiresAt: askedAt + CODE_LIFE_MS, codeAttempts: 0, askedAt };
  if (!(await channels.update(channel, change))) return;
  await sendNotice({ subscriber, channel: kind, id: `code-${askedAt}`, kind: 'code' }, now, { notices, deliveries });
}

/** Six digits. */
const drawCode = (random: Random): string => String(Buffer.from(random(4)).readUInt32BE() % 1_000_000).padStart(6, '0');

export type NoticePorts = Pick<PeoplePorts, 'notices' | 'deliveries'>;

/** Written before the message that names it, so that a message never leads nowhere. */
export async function sendNotice(
  notice: Parameters<PeoplePorts['notices']['add']>[0],
  now: Date,
  { notices, deliveries }: NoticePorts,
): Promise<void> {
  await notices.add(notice, now);
  await wakeMailbox({ subscriber: notice.subscriber, channel: notice.channel, notice: notice.id }, deliveries);
}

const wakeMailbox = (
  mailbox: { subscriber: SubscriberId; channel: Channel['kind']; notice: string },
  queue: DeliverySender,
) => queue.send([{ message: { v: 1, mailboxes: [mailbox] } }]);

export interface Guess {
  phone: string;
  code: string;
  network: string;
}

/** Whose number it is, when the code is right; null in every other case, for whatever reason. */
export async function verifyCode({ phone, code, network }: Guess, ports: PeoplePorts): Promise<SubscriberId | null> {
  const now = ports.clock();
  if (!(await takeAll(guessLimits(network, now), ports.limits))) return null;
  const owner = await ports.addresses.find('sms', phone);
  const channel = owner && (await ports.channels.find(owner.subscriber, 'sms'));
  if (!channel?.code || channel.state !== 'pending' || (channel.codeExpiresAt ?? 0) <= now.getTime()) return null;
  if (channel.codeAttempts >= CODE_TRIES) return null;
  // The try is counted before it is compared, and who lost the count does not compare.
  if (!(await ports.channels.update(channel, { codeAttempts: channel.codeAttempts + 1 }))) return null;
  if (!isSame(channel.code, code.replace(/\D/g, ''))) return null;
  return (await markVerified({ ...channel, ver: channel.ver + 1 }, ports)) ? channel.subscriber : null;
}

/** In a time that does not tell how much of it was right. */
function isSame(one: string, other: string): boolean {
  const [left, right] = [one, other].map((text) => createHash('sha256').update(text).digest()) as [Buffer, Buffer];
  return timingSafeEqual(left, right);
}

/** `false`: somebody else changed the channel meanwhile. */
export async function markVerified(
  channel: Channel,
  ports: NoticePorts & Pick<PeoplePorts, 'channels' | 'clock'>,
): Promise<boolean> {
  const verifiedAt = ports.clock().getTime();
  const change = { state: 'verified' as const, verifiedAt, code: null, codeExpiresAt: null };
  if (!(await ports.channels.update(channel, change))) return false;
  await welcome({ ...channel, verifiedAt }, ports);
  return true;
}

/** What follows from a confirmation. Can be repeated: until it is done, the channel stands in the list of the pending. */
export async function welcome(
  channel: Channel,
  ports: NoticePorts & Pick<PeoplePorts, 'channels' | 'clock'>,
): Promise<void> {
  const { subscriber, kind, verifiedAt = 0 } = channel;
  await sendNotice(
    { subscriber, channel: kind, id: `welcome-${kind}-${verifiedAt}`, kind: 'welcome' },
    ports.clock(),
    ports,
  );
  await ports.channels.settle(channel, verifiedAt);
}

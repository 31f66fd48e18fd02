/**
 * Who left at SNS: its own link under every e-mail ends the subscription and tells nobody.
 *
 * Once an hour every subscription is listed and compared with the verified channels. One that is missing is only a
 * suspicion (the list may be older than the subscription), which a look at its topic decides. A list that was not read
 * to its end proves nothing, and neither does one in which a crowd is missing at once: then nobody is taken to have left.
 */
import { pendingBudget } from './limits.ts';
import { closeChannel } from './leave.ts';
import type { ChannelRef, PeoplePorts } from './ports.ts';
import type { ReconcilePorts } from './reconcile.ts';

/** More than this many, and more than a tenth, is a fault somewhere and not people leaving. */
const CROWD = 20;

export type SweepReport =
  | { kind: 'swept'; channels: number; left: number; pending: number }
  | { kind: 'out-of-time' }
  | { kind: 'crowd'; channels: number; missing: number };

export async function sweep(ports: ReconcilePorts, isInTime: () => boolean): Promise<SweepReport> {
  const began = ports.clock();
  const pending = await recountPending(began, ports);
  const subscribed = await ports.topics.listSubscribed(isInTime);
  if (!subscribed) return { kind: 'out-of-time' };
  const verified = (await ports.channels.listVerified(began)).filter(({ kind }) => kind === 'email');
  const missing = verified.filter(({ subscriber }) => !subscribed.has(subscriber));
  if (missing.length > CROWD && missing.length > verified.length / 10) {
    return { kind: 'crowd', channels: verified.length, missing: missing.length };
  }
  let left = 0;
  for (const ref of missing) if (await hasLeft(ref, ports)) left += 1;
  return { kind: 'swept', channels: verified.length, left, pending };
}

async function hasLeft({ subscriber, kind }: ChannelRef, ports: ReconcilePorts): Promise<boolean> {
  const channel = await ports.channels.find(subscriber, kind);
  if (channel?.state !== 'verified' || !channel.topicArn) return false;
  if (await ports.topics.hasSubscriber(channel.topicArn)) return false;
  return closeChannel(subscriber, kind, ports);
}

/** The budget of unconfirmed e-mail addresses is counted up by sign-ups and made honest here. */
async function recountPending(
  now: Date,
  { channels, limits }: Pick<PeoplePorts, 'channels' | 'limits'>,
): Promise<number> {
  const waiting = await channels.listPending(new Date(0), now);
  const pending = waiting.filter(({ kind }) => kind === 'email').length;
  await limits.set(pendingBudget(0), pending);
  return pending;
}

/**
 * Who confirmed: SNS tells nobody when a person follows its confirmation link, so pending channels are looked at,
 * every minute for a quarter of an hour, then ever more rarely, until SNS itself has forgotten them.
 *
 * Nothing is kept about when to look: the age of a channel and the minute of the day decide, so a missed minute is made
 * up for by the next one that is due.
 */
import { HOUR, MINUTE } from '../platform/clock.ts';
import { markVerified, welcome } from './confirm.ts';
import { closeChannel, leave, type LeavePorts } from './leave.ts';
import type { ChannelRef, PeoplePorts } from './ports.ts';
import type { Channel } from './subscriber.ts';

/** SNS forgets a subscription that nobody confirmed after 48 hours; one look more comes after that. */
export const PENDING_LIFE_MS = 48 * HOUR;

const STEPS = [
  { youngest: 0, oldest: 15 * MINUTE, everyMinutes: 1 },
  { youngest: 15 * MINUTE, oldest: HOUR, everyMinutes: 5 },
  { youngest: HOUR, oldest: 6 * HOUR, everyMinutes: 15 },
  { youngest: 6 * HOUR, oldest: 72 * HOUR, everyMinutes: 60 },
];

/** What SNS knows of a subscription. `gone`: it was never there, expired, or its owner ended it. */
export type SubscriptionState = 'pending' | 'confirmed' | 'gone';

export interface TopicWatch {
  subscriptionState(subscriptionArn: string): Promise<SubscriptionState>;
  /** Whether the topic has a confirmed subscription; a topic that is gone has none. */
  hasSubscriber(topicArn: string): Promise<boolean>;
  /** Every topic of ours that has a confirmed subscription. Null when time ran out before the last page. */
  listSubscribed(isInTime: () => boolean): Promise<Set<string> | null>;
  /** Can be repeated. */
  remove(topicArn: string): Promise<void>;
}

export type ReconcilePorts = LeavePorts &
  Pick<PeoplePorts, 'notices' | 'deliveries' | 'limits'> & { topics: TopicWatch };

/** The pending channels whose look is due in this minute, the youngest first. */
export async function listDuePending(now: Date, { channels }: Pick<PeoplePorts, 'channels'>): Promise<ChannelRef[]> {
  const minute = Math.floor(now.getTime() / MINUTE);
  const due = STEPS.filter(({ everyMinutes }) => minute % everyMinutes === 0);
  const lists = await Promise.all(
    due.map(({ youngest, oldest }) =>
      channels.listPending(new Date(now.getTime() - oldest), new Date(now.getTime() - youngest)),
    ),
  );
  return lists.flatMap((list) => list.toReversed());
}

/** One look at one pending channel. Can be repeated. */
export async function lookAtPending({ subscriber, kind }: ChannelRef, ports: ReconcilePorts): Promise<void> {
  const channel = await ports.channels.find(subscriber, kind);
  if (!channel) return;
  if (channel.state === 'verified') return welcome(channel, ports);
  if (channel.state !== 'pending') return;
  const state =
    kind === 'email' && channel.subscriptionArn
      ? await ports.topics.subscriptionState(channel.subscriptionArn)
      : 'gone';
  if (state === 'confirmed') await markVerified(channel, ports);
  else if (ports.clock().getTime() - channel.askedAt >= PENDING_LIFE_MS) await expire(channel, ports);
}

/** Nobody confirmed: the address is free again, and who has no other channel is forgotten. */
async function expire({ subscriber, kind, topicArn }: Channel, ports: ReconcilePorts): Promise<void> {
  const others = (await ports.channels.list(subscriber)).filter(
    (other) => other.kind !== kind && other.state !== 'left',
  );
  if (others.length === 0) return leave(subscriber, ports);
  await closeChannel(subscriber, kind, ports);
  if (topicArn) await ports.topics.remove(topicArn);
  await ports.channels.remove(subscriber, kind);
}

/** What is left of somebody who has left: the rest of their partition, their topic, and last the mark itself. */
export async function erase(subscriber: string, ports: ReconcilePorts & { partitions: PartitionStore }): Promise<void> {
  await leave(subscriber, ports);
  for (const { kind, topicArn } of await ports.channels.list(subscriber)) {
    if (topicArn) await ports.topics.remove(topicArn);
    await ports.channels.remove(subscriber, kind);
  }
  await ports.partitions.clear(subscriber);
  await ports.subscribers.remove(subscriber);
}

export interface PartitionStore {
  /** Deletes every item of a subscriber but the subscriber's own. */
  clear(subscriber: string): Promise<void>;
}

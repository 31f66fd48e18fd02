/**
 * Words that somebody watches: beginning, changing, ending.
 *
 * The subscription is the truth, audience and query rows are hints that lead to it. So what leads to it is written
 * first and the subscription last, which is the moment of acceptance; when it ends the subscription goes first, and what
 * is left over when that is interrupted is swept at night.
 */
import { randomToken } from '../platform/ids.ts';
import type { ParsedQuery, QueryId } from '../queries/query.ts';
import type { PeoplePorts } from './ports.ts';
import {
  ChannelKind,
  type Modes,
  type ModesChange,
  MOST_SUBSCRIPTIONS,
  type SubscriberId,
  type Subscription,
} from './subscriber.ts';

export interface Wish {
  query: ParsedQuery;
  /** As typed. */
  text: string;
  modes: ModesChange;
  urgent?: boolean;
}

export type WatchOutcome = { kind: 'watched'; subscription: Subscription } | { kind: 'too-many' };

export type WatchPorts = Pick<PeoplePorts, 'subscriptions' | 'audience' | 'queries' | 'tokens' | 'clock' | 'random'>;

/** The same words again change how they are sent; since when and the stop link stay. */
export async function watchWords(subscriber: SubscriberId, wish: Wish, ports: WatchPorts): Promise<WatchOutcome> {
  const now = ports.clock();
  const watched = await ports.subscriptions.list(subscriber);
  const same = watched.find(({ query }) => query === wish.query.id);
  if (!same && watched.length >= MOST_SUBSCRIPTIONS) return { kind: 'too-many' };
  const subscription: Subscription = {
    subscriber,
    query: wish.query.id,
    text: wish.text,
    ...changeModes(same, wish.modes, now),
    urgent: wish.urgent ?? same?.urgent ?? false,
    since: same?.since ?? now.getTime(),
    stopToken: same?.stopToken ?? randomToken(ports.random),
  };
  if (!same) await ports.tokens.add(subscription.stopToken, { subscriber, purpose: 'stop', query: subscription.query });
  await ports.audience.put(subscription.query, {
    subscriber,
    channels: alerted(subscription.modes),
    since: subscription.since,
  });
  await ports.queries.register(wish.query, now);
  await ports.subscriptions.put(subscription);
  return { kind: 'watched', subscription };
}

export interface SubscriptionChange {
  modes?: ModesChange | undefined;
  urgent?: boolean | undefined;
}

/** Null when these words are not watched. */
export async function changeSubscription(
  subscriber: SubscriberId,
  query: QueryId,
  { modes, urgent }: SubscriptionChange,
  { subscriptions, audience, clock }: Pick<PeoplePorts, 'subscriptions' | 'audience' | 'clock'>,
): Promise<Subscription | null> {
  const before = await subscriptions.find(subscriber, query);
  if (!before) return null;
  const after = { ...before, ...changeModes(before, modes ?? {}, clock()), urgent: urgent ?? before.urgent };
  await audience.put(query, { subscriber, channels: alerted(after.modes), since: after.since });
  await subscriptions.put(after);
  return after;
}

/** The words that ended; null when they were not watched. */
export async function stopWords(
  subscriber: SubscriberId,
  query: QueryId,
  { subscriptions, audience, tokens }: Pick<PeoplePorts, 'subscriptions' | 'audience' | 'tokens'>,
): Promise<Subscription | null> {
  const subscription = await subscriptions.find(subscriber, query);
  await subscriptions.remove(subscriber, query);
  await audience.remove(query, subscriber);
  if (subscription) await tokens.remove(subscription.stopToken);
  return subscription;
}

/** The modes with a change, and when alerts began: the next digest still gathers what came before that. */
function changeModes(
  before: Subscription | undefined,
  change: ModesChange,
  now: Date,
): Pick<Subscription, 'modes' | 'alertsSince'> {
  const modes: Modes = { ...before?.modes };
  for (const kind of ChannelKind.options) {
    const mode = change[kind];
    if (mode) modes[kind] = mode;
  }
  const goesOver = alerted(modes).some((kind) => before?.modes[kind] === 'digest');
  return { modes, alertsSince: goesOver ? now.getTime() : before?.alertsSince };
}

const alerted = (modes: Modes): ChannelKind[] => ChannelKind.options.filter((kind) => modes[kind] === 'alert');

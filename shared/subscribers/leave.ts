/**
 * Leaving: the personal data goes in one write that also marks the subscriber, and from then on nobody finds them.
 *
 * What they watched and where they read it goes right after. The rest of their partition and, last, their topic are
 * removed by reconcile, which finds the mark: an interrupted erasure goes on by itself. Backups keep what was there for
 * 35 days.
 */
import type { PeoplePorts } from './ports.ts';
import { readTokenOf } from './readToken.ts';
import type { ChannelKind, SubscriberId } from './subscriber.ts';
import { stopWords } from './watch.ts';

export type LeavePorts = Pick<
  PeoplePorts,
  'subscribers' | 'channels' | 'subscriptions' | 'proposals' | 'audience' | 'tokens' | 'addresses' | 'clock'
>;

/** Can be repeated, and is: whoever finds the mark does it again. */
export async function leave(id: SubscriberId, ports: LeavePorts): Promise<void> {
  const tokens = await ports.subscribers.markLeaving(id);
  for (const { query } of await ports.subscriptions.list(id)) await stopWords(id, query, ports);
  for (const { query } of await ports.proposals.list(id)) await ports.proposals.remove(id, query);
  for (const { kind } of await ports.channels.list(id)) {
    // Lost to a confirmation at the same moment: once more, on what it wrote.
    if (!(await closeChannel(id, kind, ports))) await closeChannel(id, kind, ports);
  }
  if (tokens) for (const token of [...Object.values(tokens), readTokenOf(tokens)]) await ports.tokens.remove(token);
}

/** The address is forgotten and free for a new sign-up; the topic's name stays until the topic is gone. `false`: a race was lost. */
export async function closeChannel(
  id: SubscriberId,
  kind: ChannelKind,
  { channels, addresses, clock }: Pick<PeoplePorts, 'channels' | 'addresses' | 'clock'>,
): Promise<boolean> {
  const channel = await channels.find(id, kind);
  if (!channel || channel.state === 'left') return true;
  const blank = { address: '', code: null, codeExpiresAt: null };
  const isClosed = await channels.update(channel, { ...blank, state: 'left', leftAt: clock().getTime() });
  if (isClosed) await addresses.release(channel.address, { subscriber: id, kind });
  return isClosed;
}

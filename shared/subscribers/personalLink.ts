/**
 * The personal link, sent to whoever reads an address: when it was lost, and when somebody signs up an address that is
 * known. One such message a day.
 */
import type { Address } from './address.ts';
import { sendNotice } from './confirm.ts';
import { addressLimit, networkLimits, takeAll } from './limits.ts';
import type { PeoplePorts } from './ports.ts';
import { type Channel, MOST_SUBSCRIPTIONS } from './subscriber.ts';
import { untold } from './untold.ts';
import type { Wish } from './watch.ts';

/** The answer is the same whether anybody has this address. */
export async function requestLink(
  { kind, address }: Address,
  { network, isOperator }: { network: string; isOperator: boolean },
  ports: PeoplePorts,
): Promise<void> {
  if (!isOperator && !(await takeAll(networkLimits(network, ports.clock()), ports.limits))) return;
  await untold(async () => {
    const owner = await ports.addresses.find(kind, address);
    const channel = owner && (await ports.channels.find(owner.subscriber, kind));
    if (channel?.state === 'verified' && (await ports.subscribers.find(channel.subscriber)))
      await sendLink(channel, ports);
  });
}

/** Words that a stranger asked for wait until the owner of the address says so. */
export async function proposeWords(channel: Channel, words: readonly Wish[], ports: PeoplePorts): Promise<void> {
  const { subscriber, kind } = channel;
  const [watched, proposed] = await Promise.all([
    ports.subscriptions.list(subscriber),
    ports.proposals.list(subscriber),
  ]);
  const known = new Set([...watched, ...proposed].map(({ query }) => query));
  for (const { query, text, modes } of words) {
    if (known.has(query.id) || known.size >= MOST_SUBSCRIPTIONS) continue;
    known.add(query.id);
    const mode = modes[kind] === 'digest' ? 'digest' : 'alert';
    await ports.proposals.put({ subscriber, query: query.id, text, mode, proposedAt: ports.clock().getTime() });
  }
  await sendLink(channel, ports);
}

async function sendLink({ subscriber, kind, address }: Channel, ports: PeoplePorts): Promise<void> {
  const now = ports.clock();
  if (!(await ports.limits.take(addressLimit('link', kind, address, now)))) return;
  await sendNotice({ subscriber, channel: kind, id: `link-${kind}-${now.getTime()}`, kind: 'link' }, now, ports);
}

/** A phone beside an e-mail address, added and removed by whoever holds the personal link. */
import type { Address } from './address.ts';
import { askToConfirm } from './confirm.ts';
import { closeChannel } from './leave.ts';
import { networkLimits, numberLimit, takeAll } from './limits.ts';
import type { PeoplePorts } from './ports.ts';
import { findOrAddChannel } from './signUp.ts';
import type { SubscriberId } from './subscriber.ts';
import { untold } from './untold.ts';

/**
 * The number is sent a code. When it belongs to somebody else, or a limit is reached, nothing is sent, and nobody is
 * told: it stands as pending in every case. `false`: there is another number already, which goes first.
 */
export async function addPhone(
  id: SubscriberId,
  { address, network }: { address: string; network: string },
  ports: PeoplePorts,
): Promise<boolean> {
  const phone: Address = { kind: 'sms', address };
  const standing = await ports.channels.find(id, 'sms');
  if (standing && standing.address !== address) return false;
  const channel = await findOrAddChannel(id, phone, ports);
  if (!(await mayAskNumber(id, network, ports))) return true;
  await untold(async () => {
    const owner = await ports.addresses.claim(address, { subscriber: id, kind: 'sms' });
    if (owner.subscriber !== id) return;
    if (channel?.state === 'pending' && channel.address === address) await askToConfirm(channel, ports);
  });
  return true;
}

async function mayAskNumber(id: SubscriberId, network: string, { limits, clock }: PeoplePorts): Promise<boolean> {
  const now = clock();
  return takeAll([numberLimit(id, now), ...networkLimits(network, now)], limits);
}

/** Other channels stay. `false` when this is the only one: then it is leaving. */
export async function removePhone(id: SubscriberId, ports: PeoplePorts): Promise<boolean> {
  const channels = await ports.channels.list(id);
  if (!channels.some(({ kind, state }) => kind !== 'sms' && state !== 'left')) return false;
  await closeChannel(id, 'sms', ports);
  await ports.channels.remove(id, 'sms');
  return true;
}

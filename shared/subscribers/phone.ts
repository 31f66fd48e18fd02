/** A phone beside an e-mail address, added and removed by whoever holds the personal link. */
import type { Address } from './address.ts';
import { askToConfirm } from './confirm.ts';
import { closeChannel } from './leave.ts';
import type { PeoplePorts } from './ports.ts';
import { findOrAddChannel } from './signUp.ts';
import type { SubscriberId } from './subscriber.ts';

/**
 * The number is sent a code. When it belongs to somebody else nothing happens, and nobody is told.
 * `false`: there is another number already, which goes first.
 */
export async function addPhone(id: SubscriberId, address: string, ports: PeoplePorts): Promise<boolean> {
  const phone: Address = { kind: 'sms', address };
  const standing = await ports.channels.find(id, 'sms');
  if (standing && standing.address !== address) return false;
  const owner = await ports.addresses.claim(address, { subscriber: id, kind: 'sms' });
  if (owner.subscriber !== id) return true;
  const channel = await findOrAddChannel(id, phone, ports);
  if (channel?.state === 'pending' && channel.address === address) await askToConfirm(channel, ports);
  return true;
}

/** Other channels stay. `false` when this is the only one: then it is leaving. */
export async function removePhone(id: SubscriberId, ports: PeoplePorts): Promise<boolean> {
  const channels = await ports.channels.list(id);
  if (!channels.some(({ kind, state }) => kind !== 'sms' && state !== 'left')) return false;
  await closeChannel(id, 'sms', ports);
  await ports.channels.remove(id, 'sms');
  return true;
}

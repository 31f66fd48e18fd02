/**
 * Signing up, by anybody who types an address: their own, or somebody else's.
 *
 * Whoever asks learns nothing: known, unknown, over a limit, the answer is the same, and what differs is what the owner
 * of the address gets. A new address is asked to confirm. One that waits is asked again, once a day; one that waits beside
 * a channel of somebody else, perhaps, becomes a newcomer's. One that is verified
 * keeps everything as it is: the words become proposals, and its owner gets the personal link, which shows them. Beside a
 * new address it looks, to whoever verifies that one, like one that nobody confirmed.
 */
import { randomBase32, randomToken } from '../platform/ids.ts';
import { type Address, addressKey } from './address.ts';
import { askToConfirm } from './confirm.ts';
import { digestSlot } from './digestSlot.ts';
import { domainLimit, inboxLimit, networkLimits, pendingBudget, takeAll, takeOverLimit } from './limits.ts';
import { proposeWords } from './personalLink.ts';
import type { AddressOwner, PeoplePorts } from './ports.ts';
import { readTokenOf } from './readToken.ts';
import type { Channel, Settings, Subscriber, SubscriberId } from './subscriber.ts';
import { untold } from './untold.ts';
import { type Wish, watchWords } from './watch.ts';

export interface SignUp {
  /** Read and normalised; at most one of each kind, at least one. */
  addresses: readonly Address[];
  /** Of channels that are not signed up here nothing is kept. */
  words: readonly Wish[];
  settings: Settings;
  /** Where the request came from, as far as limits go: an IPv4 address or an IPv6 /64. */
  network: string;
  /** An operator signs people up: the limits for strangers do not hold. */
  isOperator: boolean;
}

/** Throws an `UntoldError` for what fails after the limits of the network. */
export async function signUp(request: SignUp, pendingMost: number, ports: PeoplePorts): Promise<void> {
  const now = ports.clock();
  if (!request.isOperator && !(await takeAll(networkLimits(request.network, now), ports.limits))) return;
  await untold(() => signUpAddresses(request, pendingMost, ports));
}

async function signUpAddresses(request: SignUp, pendingMost: number, ports: PeoplePorts): Promise<void> {
  const newcomer = randomBase32(ports.random, 16);
  const mine: Address[] = [];
  for (const address of request.addresses) {
    if (!(await mayAsk(address, request, pendingMost, ports))) continue;
    const owner = await ports.addresses.claim(address.address, { subscriber: newcomer, kind: address.kind });
    const isMine =
      owner.subscriber === newcomer || (await knock(owner, address, newcomer, request, pendingMost, ports));
    if (isMine) mine.push(address);
  }
  if (mine.length > 0) await begin(newcomer, { shown: request.addresses, asked: mine }, request, ports);
}

async function mayAsk(
  { kind, address }: Address,
  request: SignUp,
  pendingMost: number,
  ports: PeoplePorts,
): Promise<boolean> {
  if (kind !== 'email') return true;
  const now = ports.clock();
  if (!request.isOperator && !(await ports.limits.take(domainLimit(address, now)))) return false;
  if (await ports.addresses.find(kind, address)) return true;
  if (!request.isOperator && !(await ports.limits.take(inboxLimit(address, now)))) return false;
  return ports.limits.take(pendingBudget(pendingMost));
}

/**
 * The address has an owner: perhaps a sign-up that was interrupted, which goes on here. `true`: it is the newcomer's now,
 * because its owner is on the way out, or because nobody who reads it ever said that this owner's other channels are theirs.
 */
async function knock(
  owner: AddressOwner,
  address: Address,
  newcomer: SubscriberId,
  request: SignUp,
  pendingMost: number,
  ports: PeoplePorts,
): Promise<boolean> {
  const [subscriber, channels] = await Promise.all([
    ports.subscribers.find(owner.subscriber),
    ports.channels.list(owner.subscriber),
  ]);
  const channel = channels.find(({ kind }) => kind === address.kind);
  if (subscriber && channel?.state === 'verified') {
    await proposeWords(channel, request.words, ports);
    return false;
  }
  const others = channels.filter((other) => other !== channel && other.state !== 'left');
  if (others.every((other) => isOf(request, other))) {
    const isLeaving = channel?.state === 'left' || !(await begin(owner.subscriber, alone(address), request, ports));
    if (!isLeaving) return false;
  } else {
    if (!(await mayTakeOver(address, request, pendingMost, ports))) return false;
    // Confirmed, or asked again, at this moment: look again.
    if (channel && !(await disarm(channel, ports))) return knock(owner, address, newcomer, request, pendingMost, ports);
  }
  await ports.addresses.release(address.address, owner);
  const claim = { subscriber: newcomer, kind: address.kind };
  return (await ports.addresses.claim(address.address, claim)).subscriber === newcomer;
}

/** Whoever asks named this channel as well, and nobody has it yet: it may be their own sign-up from before. */
const isOf = ({ addresses }: SignUp, { state, kind, address }: Channel): boolean =>
  state === 'pending' &&
  addresses.some((one) => one.kind === kind && addressKey(kind, one.address) === addressKey(kind, address));

/** Every new owner asks the address anew, which nobody is to bring about all day long. */
async function mayTakeOver(
  address: Address,
  { isOperator }: SignUp,
  pendingMost: number,
  { limits, clock }: PeoplePorts,
): Promise<boolean> {
  if (!isOperator && !(await limits.take(takeOverLimit(address, clock())))) return false;
  return address.kind !== 'email' || limits.take(pendingBudget(pendingMost));
}

/**
 * It can never be verified from now on. It stays in the list of its subscriber until its time is over, as it would if
 * nobody had come: whoever put it there does not see that somebody did.
 */
const disarm = (channel: Channel, { channels }: PeoplePorts): Promise<boolean> =>
  channels.update(channel, { subscriptionArn: null, code: null, codeExpiresAt: null });

interface Channels {
  /** Stand in the list, pending. */
  shown: readonly Address[];
  /** Those that are the subscriber's, and are asked to confirm. */
  asked: readonly Address[];
}

const alone = (address: Address): Channels => ({ shown: [address], asked: [address] });

/** Every step can be repeated under the same id. `false`: this subscriber is leaving. */
async function begin(
  id: SubscriberId,
  { shown, asked }: Channels,
  { settings, words }: SignUp,
  ports: PeoplePorts,
): Promise<boolean> {
  if (!(await findOrAdd(id, settings, ports))) return false;
  const channels = await Promise.all(shown.map((address) => findOrAddChannel(id, address, ports)));
  for (const { query, text, modes } of words) {
    const kept = Object.fromEntries(shown.map(({ kind }) => [kind, modes[kind] ?? 'off']));
    await watchWords(id, { query, text, modes: kept }, ports);
  }
  const kinds = new Set(asked.map(({ kind }) => kind));
  for (const channel of channels) if (channel && kinds.has(channel.kind)) await askToConfirm(channel, ports);
  return true;
}

async function findOrAdd(id: SubscriberId, settings: Settings, ports: PeoplePorts): Promise<Subscriber | null> {
  const known = await ports.subscribers.find(id);
  if (known) return known;
  const now = ports.clock();
  const subscriber: Subscriber = {
    ...settings,
    id,
    manageToken: randomToken(ports.random),
    pauseToken: randomToken(ports.random),
    leaveToken: randomToken(ports.random),
    digestedThrough: now.getTime(),
    createdAt: now.getTime(),
    ver: 1,
  };
  await ports.tokens.add(subscriber.manageToken, { subscriber: id, purpose: 'manage' });
  await ports.tokens.add(subscriber.pauseToken, { subscriber: id, purpose: 'pause' });
  await ports.tokens.add(subscriber.leaveToken, { subscriber: id, purpose: 'leave' });
  await ports.tokens.add(readTokenOf(subscriber), { subscriber: id, purpose: 'read' });
  const isAdded = await ports.subscribers.add(subscriber, digestSlot(subscriber, now));
  return isAdded ? subscriber : ports.subscribers.find(id);
}

/** Pending, made here or before. */
export async function findOrAddChannel(
  subscriber: SubscriberId,
  { kind, address }: Address,
  ports: Pick<PeoplePorts, 'channels' | 'clock'>,
): Promise<Channel | null> {
  const now = ports.clock().getTime();
  const channel: Channel = {
    subscriber,
    kind,
    address,
    state: 'pending',
    codeAttempts: 0,
    createdAt: now,
    askedAt: now,
    ver: 1,
  };
  return (await ports.channels.add(channel)) ? channel : ports.channels.find(subscriber, kind);
}

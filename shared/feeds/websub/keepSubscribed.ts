/**
 * Poll's side of a subscription: asks the hub, looks whether it said yes, renews in time.
 *
 * What is known of the hub stands in an item of its own; the feed's state holds only which hub it is and when to look,
 * so that an unchanged poll reads nothing more. The item is written before the hub is asked, since some hubs ask back
 * before they answer.
 */
import { hash, randomToken, type Random } from '../../platform/ids.ts';
import type { Channel } from '../channel.ts';
import type { Feed, FeedChanges } from '../feed.ts';
import { isAddress, isLoopback, type NetworkRules } from '../network.ts';
import { refusalOf } from '../url.ts';
import { linkOf } from './linkHeader.ts';
import {
  answerDue,
  callbackPath,
  LEASE_SECONDS,
  renewalOf,
  type HubStore,
  type HubSubscription,
} from './subscription.ts';

/** POSTs the form to the hub, which takes it or not; what it says else tells nobody anything. */
export type AskHub = (hub: string, form: Record<string, string>) => Promise<boolean>;

export interface HubPorts {
  hubs: HubStore;
  askHub: AskHub;
  /** Where hubs reach the api, without a slash at the end. */
  publicUrl: string;
  network: NetworkRules;
  random: Random;
}

/** A hub and what it calls the feed. */
export interface NamedHub {
  hub: string;
  topic: string;
}

/** What a document names: in its `Link` header, else in itself. Null when it names none that may be asked. */
export function hubOf(
  channel: Channel,
  document: { link: string; url: string },
  { network, publicUrl }: Pick<HubPorts, 'network' | 'publicUrl'>,
): NamedHub | null {
  const hub = URL.parse(linkOf(document.link, 'hub') || channel.hub, document.url);
  const topic = URL.parse(linkOf(document.link, 'self') || channel.topic || document.url, document.url);
  if (!(linkOf(document.link, 'hub') || channel.hub) || !hub || !topic || refusalOf(hub, network)) return null;
  // Only a hub on this machine can call back to it.
  const callback = new URL(publicUrl);
  if (isLocal(callback) && !isLocal(hub)) return null;
  return { hub: hub.href, topic: topic.href };
}

const isLocal = ({ hostname }: URL): boolean =>
  isAddress(hostname) ? isLoopback(hostname) : /(^|\.)localhost$/i.test(hostname);

/** `named`: what the document names that was just read; undefined when none was. */
export async function keepSubscribed(
  feed: Feed,
  named: NamedHub | null | undefined,
  now: Date,
  ports: HubPorts,
): Promise<FeedChanges> {
  if (named === null) return feed.hubKey ? dismiss(feed, ports) : {};
  const isOther = named !== undefined && keyOf(named) !== feed.hubKey;
  const isDue = Boolean(feed.hubKey) && now.getTime() >= (feed.hubCheckAt ?? 0);
  if (!isOther && !isDue) return {};
  const known = isOther ? null : await ports.hubs.find(feed.feed);
  if (known && now.getTime() < known.leaseUntil && now.getTime() < renewalOf(known)) {
    return { hubCheckAt: renewalOf(known) };
  }
  const wanted = named ?? known ?? { hub: '', topic: '' };
  // Its item is gone: the next document names the hub anew.
  if (!wanted.hub) return { hubKey: '', hubCheckAt: 0 };
  const subscription = ask(feed, wanted, known, now, ports.random);
  await ports.hubs.put(subscription);
  await ports.askHub(subscription.hub, {
    'hub.mode': 'subscribe',
    'hub.topic': subscription.topic,
    'hub.callback': `${ports.publicUrl}${callbackPath(feed.feed, subscription.token)}`,
    'hub.secret': subscription.secret,
    'hub.lease_seconds': String(LEASE_SECONDS),
  });
  return { hubKey: keyOf(wanted), hubCheckAt: answerDue(subscription.asked, now) };
}

/** The feed names no hub any more: what the one that it had sends is not taken, nor does it get a yes again. */
async function dismiss({ feed }: Feed, { hubs }: HubPorts): Promise<FeedChanges> {
  const known = await hubs.find(feed);
  if (known) await hubs.put({ ...known, askedAt: 0, leaseUntil: 0 });
  return { hubKey: '', hubCheckAt: 0, pushedAt: 0 };
}

/** The same again keeps its callback, so that what the hub sends meanwhile arrives; another hub gets one of its own. */
function ask(
  { feed }: Feed,
  { hub, topic }: NamedHub,
  known: HubSubscription | null,
  now: Date,
  random: Random,
): HubSubscription {
  const secrets = known ?? { token: randomToken(random), secret: randomToken(random), asked: 0, leaseUntil: 0 };
  const { token, secret, asked, leaseUntil } = secrets;
  return { feed, token, secret, hub, topic, askedAt: now.getTime(), asked: asked + 1, leaseUntil };
}

const keyOf = ({ hub, topic }: NamedHub): string => hash(`${hub}\n${topic}`, 8);

/**
 * What an operator does with feeds: add, remove, list, poll now.
 *
 * Adding writes the state first, which is the moment of acceptance: from then on the feed's slot finds it. The card and
 * the first poll follow, and asking again for a feed that is known makes up for either that a crash left out. Whether
 * the address holds a feed shows at the first poll, as the card's health: nothing that may touch People fetches.
 */
import { cleanText, LONGEST_TITLE } from './text.ts';
import { cardOf } from './card.ts';
import { FEEDS_A_MESSAGE, type Feed, type FeedCard, type FeedCards, type FeedId, type FeedStore } from './feed.ts';
import { pollMessages, type OutgoingPoll } from './dispatch.ts';
import { inParallel } from './inParallel.ts';
import type { NetworkRules } from './network.ts';
import { FIRST_INTERVAL, slotOf } from './rhythm.ts';
import { isRefusal, parseFeedAddress, type AddressRefusal } from './url.ts';
import type { Clock } from '../platform/clock.ts';

export interface FeedInput {
  url: string;
  /** Instead of the feed's own. */
  title?: string | undefined;
  /** BCP 47, instead of the feed's own. */
  lang?: string | undefined;
  labels?: readonly string[] | undefined;
}

export interface FeedPorts {
  feeds: FeedStore;
  cards: FeedCards;
  pollsQueue: { send(outgoing: readonly OutgoingPoll[]): Promise<void> };
  network: NetworkRules;
  clock: Clock;
}

export type AddedFeed = { kind: 'added' | 'known'; card: FeedCard } | { kind: 'refused'; refusal: AddressRefusal };

export async function addFeed(input: FeedInput, ports: FeedPorts): Promise<AddedFeed> {
  const accepted = await accept(input, ports);
  if (accepted.kind === 'refused') return accepted;
  const { kind, card, host } = accepted;
  if (card.health === 'new') await ports.pollsQueue.send(pollMessages(new Map([[card.feed, host]]), true));
  return { kind, card };
}

export interface Imported {
  added: number;
  known: number;
  refused: { url: string; refusal: AddressRefusal }[];
}

/** Most feeds of one list. */
export const MOST_IMPORTED = 1_000;
const WRITES_AT_ONCE = 16;

/** A whole list; the first polls of one host's feeds come a group at a time. */
export async function importFeeds(inputs: readonly FeedInput[], ports: FeedPorts): Promise<Imported> {
  const imported: Imported = { added: 0, known: 0, refused: [] };
  const hostOf = new Map<FeedId, string>();
  await inParallel(inputs, WRITES_AT_ONCE, async (input) => {
    const accepted = await accept(input, ports);
    if (accepted.kind === 'refused') {
      imported.refused.push({ url: input.url, refusal: accepted.refusal });
      return;
    }
    imported[accepted.kind] += 1;
    if (accepted.card.health === 'new') hostOf.set(accepted.card.feed, accepted.host);
  });
  const outgoing = pollMessages(hostOf, true);
  if (outgoing.length > 0) await ports.pollsQueue.send(outgoing);
  return imported;
}

type Accepted =
  | { kind: 'added' | 'known'; card: FeedCard; host: string }
  | { kind: 'refused'; refusal: AddressRefusal };

/** State and card, without a poll. */
async function accept(input: FeedInput, ports: FeedPorts): Promise<Accepted> {
  const address = parseFeedAddress(input.url, ports.network);
  if (isRefusal(address)) return { kind: 'refused', refusal: address };
  const feed: Feed = {
    ...address,
    title: cleanText(input.title ?? '', LONGEST_TITLE),
    lang: input.lang ?? '',
    labels: [...(input.labels ?? [])],
    ...slotOf(address.feed, FIRST_INTERVAL),
    notBefore: 0,
    etag: '',
    lastModified: '',
    bodyHash: '',
    health: 'new',
    since: ports.clock().getTime(),
    failures: 0,
    lastFailure: '',
    ver: 0,
  };
  const isNew = await ports.feeds.add(feed);
  const known = isNew ? feed : ((await ports.feeds.find(feed.feed)) ?? feed);
  const card = cardOf(known);
  await ports.cards.put(card);
  return { kind: isNew ? 'added' : 'known', card, host: known.host };
}

/** The state first: without it no slot finds the feed, and a poll that is under way cannot write it back. */
export async function removeFeed(feed: FeedId, { feeds, cards }: Pick<FeedPorts, 'feeds' | 'cards'>): Promise<void> {
  await feeds.remove(feed);
  await cards.remove(feed);
}

/** By title. */
export async function listFeeds({ cards }: Pick<FeedPorts, 'cards'>): Promise<FeedCard[]> {
  const all = await cards.list();
  return all.sort((a, b) => (a.title || a.url).localeCompare(b.title || b.url) || (a.url < b.url ? -1 : 1));
}

/** Polls feeds at once, whatever their `notBefore`. */
export async function pollNow(feeds: readonly FeedId[], { pollsQueue }: Pick<FeedPorts, 'pollsQueue'>): Promise<void> {
  const groups = Math.ceil(feeds.length / FEEDS_A_MESSAGE);
  const messages = Array.from({ length: groups }, (_, group): OutgoingPoll => {
    const some = feeds.slice(group * FEEDS_A_MESSAGE, (group + 1) * FEEDS_A_MESSAGE);
    return { message: { v: 1, feeds: some, now: true } };
  });
  if (messages.length > 0) await pollsQueue.send(messages);
}

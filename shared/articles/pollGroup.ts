/**
 * One message of the polls queue: up to 25 feeds, those of a host two at a time.
 *
 * One hostile feed must not take the other 24 to the dead letters: on its second receive a group is split into single
 * feeds. What is left when time runs short is passed on as a message of its own; what its host has no room for now
 * comes back a minute later.
 */
import type { Feed, FeedStore, PollMessage } from '../feeds/feed.ts';
import { AT_ONCE_FOR_A_HOST } from '../feeds/hostGate.ts';
import { NEXT_TURN_SECONDS, type HostTurns } from '../feeds/hostTurn.ts';
import { inParallel } from '../feeds/inParallel.ts';
import { reasonToWait } from '../feeds/nextPoll.ts';
import { SECOND } from '../platform/clock.ts';
import { pollFeed, type PollPorts, type PollResult } from './poll.ts';

/**
 * Of the function's time, for a feed that was just begun: five to wait for its turns, ten to fetch, twelve for what
 * discovery asks at most, the rest to read and write.
 */
export const ENOUGH_FOR_ONE_MS = 30 * SECOND;
const HOSTS_AT_ONCE = 10;
const READS_AT_ONCE = 25;

export interface PollsQueue {
  send(outgoing: readonly { message: PollMessage; delaySeconds?: number }[]): Promise<void>;
}

export interface Receipt {
  /** How often the message has been handed out, this time included. */
  receives: number;
  remainingMs(): number;
}

export interface PolledFeed {
  feed: Feed;
  result: PollResult;
}

export type GroupPorts = PollPorts & { pollsQueue: PollsQueue; turns: HostTurns };

/** `report` hears of each feed as soon as it was polled: another one's failure must not swallow what is told once. */
export async function pollGroup(
  { feeds: ids, now: isAsked = false, pushed }: PollMessage,
  { receives, remainingMs }: Receipt,
  ports: GroupPorts,
  report: (polled: PolledFeed) => void = () => undefined,
): Promise<PolledFeed[]> {
  const message = (feeds: string[]): PollMessage => ({
    v: 1,
    feeds,
    ...(isAsked && { now: true }),
    ...(pushed && { pushed }),
  });
  if (receives > 1 && ids.length > 1) {
    await ports.pollsQueue.send(ids.map((id) => ({ message: message([id]) })));
    return [];
  }
  const polled: PolledFeed[] = [];
  const left: string[] = [];
  const later: string[] = [];
  const poll = async (feed: Feed): Promise<void> => {
    if (remainingMs() < ENOUGH_FOR_ONE_MS) return void left.push(feed.feed);
    const result = await pollFeed(feed, { isAsked, pushed }, ports);
    if (result.kind === 'busy') later.push(feed.feed);
    polled.push({ feed, result });
    report({ feed, result });
  };
  const pollHost = async (host: string, feeds: readonly Feed[]): Promise<void> => {
    const now = ports.clock();
    const due = feeds.filter((feed) => isAsked || !reasonToWait(feed, now));
    const isCrowd = due.length > AT_ONCE_FOR_A_HOST;
    if (isCrowd && !(await ports.turns.take(host, now))) return void later.push(...due.map(({ feed }) => feed));
    try {
      await inParallel(feeds, AT_ONCE_FOR_A_HOST, poll);
    } finally {
      if (isCrowd) await ports.turns.giveBack(host);
    }
  };
  try {
    const hosts = Map.groupBy(await findAll(ids, ports.feeds), ({ host }) => host);
    await inParallel([...hosts], HOSTS_AT_ONCE, ([host, feeds]) => pollHost(host, feeds));
  } finally {
    if (left.length > 0) await ports.pollsQueue.send([{ message: message(left) }]);
    if (later.length > 0) {
      await ports.pollsQueue.send([{ message: message(later), delaySeconds: NEXT_TURN_SECONDS }]);
    }
  }
  return polled;
}

/** A feed that was removed meanwhile is not there, and that is all. */
async function findAll(ids: readonly string[], feeds: FeedStore): Promise<Feed[]> {
  const found = await inParallel([...new Set(ids)], READS_AT_ONCE, (id) => feeds.find(id));
  return found.filter((feed) => feed !== null);
}

/**
 * Every minute: whose slot is it, and off they go to be polled.
 *
 * The cursor is the retry: the minutes since the last tick are asked for together, each slot once, at most an hour of
 * them, and the cursor moves only after everything has been sent. A minute that is dispatched twice costs requests to
 * nobody: a feed that was just polled is not polled again before half its interval is over.
 */
import { MINUTE } from '../platform/clock.ts';
import { FEEDS_A_MESSAGE, INTERVAL_CLASSES, type FeedId, type FeedStore, type PollMessage, type Slot } from './feed.ts';
import { inParallel } from './inParallel.ts';

const MOST_MINUTES = 60;
const SLOTS_AT_ONCE = 10;
/** Between two groups of one host; and the most that SQS can delay. */
const NEXT_GROUP_SECONDS = 60;
const LONGEST_DELAY_SECONDS = 900;

export interface MinuteCursor {
  read(): Promise<Date | null>;
  advance(from: Date | null, to: Date): Promise<boolean>;
}

export interface OutgoingPoll {
  message: PollMessage;
  delaySeconds?: number;
}

export interface DispatchPorts {
  cursor: MinuteCursor;
  feeds: Pick<FeedStore, 'inSlot'>;
  pollsQueue: { send(outgoing: readonly OutgoingPoll[]): Promise<void> };
}

export interface Dispatched {
  minutes: number;
  feeds: number;
  messages: number;
}

export async function dispatch(now: Date, { cursor, feeds, pollsQueue }: DispatchPorts): Promise<Dispatched> {
  const through = await cursor.read();
  const minutes = minutesBetween(through, now);
  if (minutes.length === 0) return { minutes: 0, feeds: 0, messages: 0 };
  const found = await inParallel(slotsOf(minutes), SLOTS_AT_ONCE, (slot) => feeds.inSlot(slot));
  const due = new Map(found.flat().map(({ feed, host }) => [feed, host]));
  const outgoing = pollMessages(due);
  if (outgoing.length > 0) await pollsQueue.send(outgoing);
  await cursor.advance(through, new Date(minutes.at(-1)! * MINUTE));
  return { minutes: minutes.length, feeds: due.size, messages: outgoing.length };
}

/** Minutes since 1970 that have begun and are not dispatched yet. */
function minutesBetween(through: Date | null, now: Date): number[] {
  const last = Math.floor(now.getTime() / MINUTE);
  const first = through ? Math.max(Math.floor(through.getTime() / MINUTE) + 1, last - MOST_MINUTES + 1) : last;
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => first + index);
}

/** Every class has one phase in each minute; the same slot comes round several times in an hour and is asked for once. */
function slotsOf(minutes: readonly number[]): Slot[] {
  return INTERVAL_CLASSES.flatMap((interval) =>
    [...new Set(minutes.map((minute) => minute % interval))].map((phase) => ({ interval, phase })),
  );
}

/** Groups of feeds, a host's together; those of a host that fill more than one message follow a minute apart. */
export function pollMessages(hostOf: ReadonlyMap<FeedId, string>, isAsked = false): OutgoingPoll[] {
  const messageOf = (feeds: FeedId[]): PollMessage => ({ v: 1, feeds, ...(isAsked && { now: true }) });
  const byHost = new Map<string, FeedId[]>();
  for (const [feed, host] of hostOf) byHost.set(host, [...(byHost.get(host) ?? []), feed]);
  const messages: OutgoingPoll[] = [];
  let shared: FeedId[] = [];
  const close = (): void => {
    if (shared.length > 0) messages.push({ message: messageOf(shared) });
    shared = [];
  };
  for (const [, feeds] of [...byHost].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (feeds.length >= FEEDS_A_MESSAGE) {
      messages.push(...hostMessages(feeds, messageOf));
      continue;
    }
    if (shared.length + feeds.length > FEEDS_A_MESSAGE) close();
    shared.push(...feeds);
  }
  close();
  return messages;
}

function hostMessages(feeds: readonly FeedId[], messageOf: (feeds: FeedId[]) => PollMessage): OutgoingPoll[] {
  const groups = Math.ceil(feeds.length / FEEDS_A_MESSAGE);
  return Array.from({ length: groups }, (_, group) => ({
    message: messageOf(feeds.slice(group * FEEDS_A_MESSAGE, (group + 1) * FEEDS_A_MESSAGE)),
    ...(group > 0 && { delaySeconds: Math.min(group * NEXT_GROUP_SECONDS, LONGEST_DELAY_SECONDS) }),
  }));
}

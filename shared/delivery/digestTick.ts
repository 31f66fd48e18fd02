/**
 * The digest tick: whose digest is due, whose held message?
 *
 * It goes through every minute since its cursor and skips none: a held message must not fall through an outage. A
 * window is written before its message is sent, and the subscriber's `digestedThrough` moves after it, so a crash
 * repeats the same window and never opens another. After an outage the first missed slot gathers all of it, and the
 * others find nothing left to do.
 */
import { type Clock, MINUTE, SECOND } from '../platform/clock.ts';
import { digestSlot, nextDigestAt } from '../subscribers/digestSlot.ts';
import type { ChannelStore, SubscriberStore } from '../subscribers/ports.ts';
import type { ChannelKind, Subscriber, SubscriberId } from '../subscribers/subscriber.ts';
import type { Sender } from './alertSubscribers.ts';
import type { DeliveryStore } from './delivery.ts';
import type { HoldStore } from './hold.ts';
import { type DeliveryMessage, MAILBOXES_A_MESSAGE, type MailboxRef } from './message.ts';
import { inParallel } from '../feeds/inParallel.ts';
import { localDay } from './quietHours.ts';

/** A window ends this long before now: who writes a match late still writes it into the past. */
export const WINDOW_CLOSES_MS = 2 * MINUTE;

/** What cannot be done for a subscriber is tried for this long, then the digest of the next day gathers it. */
const TRIED_FOR_MS = 10 * MINUTE;

const SUBSCRIBERS_AT_ONCE = 16;
const MINUTES_AT_ONCE = 15;
const TIME_TO_STOP_MS = 5 * SECOND;

export interface DigestPorts {
  cursor: { read(): Promise<Date | null>; advance(from: Date | null, to: Date): Promise<boolean> };
  subscribers: Pick<SubscriberStore, 'inSlot' | 'find' | 'update'>;
  channels: Pick<ChannelStore, 'list'>;
  deliveries: Pick<DeliveryStore, 'openWindow'>;
  holds: Pick<HoldStore, 'due'>;
  queue: Sender<DeliveryMessage>;
  clock: Clock;
  /** Until this invocation is stopped. */
  remainingMs: () => number;
  /** A subscriber whose digest could not be handed on, and why. */
  report: (subscriber: SubscriberId, error: unknown) => void;
}

export async function digestTick(ports: DigestPorts): Promise<void> {
  const now = Math.floor(ports.clock().getTime() / MINUTE) * MINUTE;
  let through = (await ports.cursor.read()) ?? (await beginAt(new Date(now - MINUTE), ports));
  let hasFailed = false;
  while (through.getTime() < now && ports.remainingMs() > TIME_TO_STOP_MS) {
    const minutes = minutesAfter(through, now);
    const areDone = await Promise.all(minutes.map((minute) => handOnMinute(minute, ports)));
    hasFailed ||= minutes.some((minute, index) => !areDone[index] && now - minute.getTime() < TRIED_FOR_MS);
    const last = minutes.at(-1)!;
    if (!hasFailed && !(await ports.cursor.advance(through, last))) return;
    through = last;
  }
}

/** The first tick of all: from then on, a minute that fails is remembered. */
async function beginAt(minute: Date, { cursor }: DigestPorts): Promise<Date> {
  await cursor.advance(null, minute);
  return minute;
}

/** One in ordinary times; several at once to come out of an outage. */
function minutesAfter(through: Date, now: number): Date[] {
  const count = Math.min(MINUTES_AT_ONCE, (now - through.getTime()) / MINUTE);
  return Array.from({ length: count }, (_, index) => new Date(through.getTime() + (index + 1) * MINUTE));
}

/** Whether everybody of this minute has been seen to. */
async function handOnMinute(minute: Date, ports: DigestPorts): Promise<boolean> {
  const [held, ids] = await Promise.all([
    ports.holds.due(minute),
    ports.subscribers.inSlot(minute.toISOString().slice(11, 16).replace(':', '')),
  ]);
  await send(held, ports);
  let failures = 0;
  await inParallel(ids, SUBSCRIBERS_AT_ONCE, async (id) => {
    try {
      await handOnDigest(id, minute, ports);
    } catch (error) {
      failures++;
      ports.report(id, error);
    }
  });
  return failures === 0;
}

async function send(mailboxes: readonly MailboxRef[], { queue }: DigestPorts): Promise<void> {
  const outgoing: { message: DeliveryMessage }[] = [];
  for (let at = 0; at < mailboxes.length; at += MAILBOXES_A_MESSAGE) {
    outgoing.push({ message: { v: 1, mailboxes: mailboxes.slice(at, at + MAILBOXES_A_MESSAGE) } });
  }
  if (outgoing.length > 0) await queue.send(outgoing);
}

async function handOnDigest(id: SubscriberId, minute: Date, ports: DigestPorts): Promise<void> {
  const subscriber = await ports.subscribers.find(id);
  if (!subscriber) return;
  const isPaused = subscriber.pausedAt !== undefined;
  const through = isDue(subscriber, minute) && !isPaused ? await openWindows(subscriber, minute, ports) : null;
  await moveOn(subscriber, minute, through, ports);
}

/** A digest time has come since the last window. A slot that has just moved may also come round too early. */
const isDue = (subscriber: Subscriber, minute: Date): boolean =>
  nextDigestAt(subscriber, new Date(subscriber.digestedThrough + WINDOW_CLOSES_MS)) <= minute;

/** Writes a window for each verified channel and hands them on; returns where they end, or null when there is none. */
async function openWindows(subscriber: Subscriber, minute: Date, ports: DigestPorts): Promise<number | null> {
  const from = subscriber.digestedThrough;
  const id = localDay(minute, subscriber.timeZone);
  const due: MailboxRef[] = [];
  let to: number | null = null;
  for (const channel of await verifiedChannels(subscriber.id, ports)) {
    const mailbox = { subscriber: subscriber.id, channel };
    const closes: number = to ?? ports.clock().getTime() - WINDOW_CLOSES_MS;
    const window = await ports.deliveries.openWindow(mailbox, { id, from, to: closes });
    to = window.to;
    if (window.state === 'due') due.push({ ...mailbox, window: id });
  }
  await send(due, ports);
  return to;
}

async function verifiedChannels(id: SubscriberId, { channels }: DigestPorts): Promise<ChannelKind[]> {
  const all = await channels.list(id);
  return all
    .filter(({ state }) => state === 'verified')
    .map(({ kind }) => kind)
    .toSorted();
}

/** Moves the window's end and the slot, unless nothing changes; again when the subscriber has just changed something. */
async function moveOn(seen: Subscriber, minute: Date, through: number | null, ports: DigestPorts): Promise<void> {
  const slotNow = minute.toISOString().slice(11, 16).replace(':', '');
  for (let subscriber: Subscriber | null = seen; subscriber; subscriber = await ports.subscribers.find(seen.id)) {
    const slot = digestSlot(subscriber, ports.clock());
    const moves = through !== null && through > subscriber.digestedThrough;
    if (!moves && slot.time === slotNow) return;
    if (await ports.subscribers.update(subscriber, moves ? { digestedThrough: through } : {}, slot)) return;
  }
}

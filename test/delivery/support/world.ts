/**
 * Delivery with everything around it: real stores on an embedded database; SNS, the queue and the clock are the test's.
 * Nothing runs by itself: `run` takes what the queue has ready, `advance` moves the clock.
 */
import { randomUUID } from 'node:crypto';
import type { DeliveryMessage } from '../../../shared/delivery/message.ts';
import type { DeliverPorts } from '../../../shared/delivery/ports.ts';
import type { PublishOutcome, PublishRequest } from '../../../shared/delivery/publisher.ts';
import { deliverMailboxes } from '../../../shared/delivery/deliverMailboxes.ts';
import type { Match } from '../../../shared/queries/match.ts';
import { createDeliveries } from '../../../shared/store/deliveries.ts';
import { createHolds } from '../../../shared/store/holds.ts';
import { createMailboxes } from '../../../shared/store/mailboxes.ts';
import { createNotices } from '../../../shared/store/notices.ts';
import { createOwed } from '../../../shared/store/owed.ts';
import type { Story } from '../../../shared/stories/story.ts';
import { createStoryId } from '../../../shared/stories/storyId.ts';
import type { HoldStore } from '../../../shared/delivery/hold.ts';
import type { Mailbox } from '../../../shared/delivery/mailbox.ts';
import { type Clock, DAY } from '../../../shared/platform/clock.ts';
import type { Channel, ChannelKind, Subscriber, Subscription } from '../../../shared/subscribers/subscriber.ts';
import type { TestTables } from '../../support/tables.ts';
import { article, match, NOON, story } from './facts.ts';

/** One subscriber and all that is theirs; tests change it as they go. */
export interface Person {
  subscriber: Subscriber | null;
  channels: Channel[];
  subscriptions: Subscription[];
}

export type WorldStores = Pick<DeliverPorts, 'owed' | 'mailboxes' | 'deliveries' | 'notices'> & {
  holds: HoldStore;
  setClock: (clock: Clock) => void;
};

/** The real ones. */
export function storesOn({ people }: TestTables): WorldStores {
  let now: Clock = () => NOON;
  return {
    owed: createOwed(people, () => now()),
    mailboxes: createMailboxes(people),
    deliveries: createDeliveries(people),
    notices: createNotices(people),
    holds: createHolds(people),
    setClock: (clock) => void (now = clock),
  };
}

export interface World {
  ports: DeliverPorts;
  person: Person;
  /** A new id for each world, so that worlds can share tables. */
  id: string;
  stories: Map<string, Story>;
  matches: Match[];
  published: PublishRequest[];
  /** What SNS answers next, in order; afterwards it accepts. */
  answers: PublishOutcome[];
  /** Parts of SMS left. */
  budget: number;
  now: () => Date;
  advance: (ms: number) => void;
  send: (message: DeliveryMessage, delaySeconds?: number) => void;
  /** A story that meets `query`, written as owed to a channel, and its mailbox woken. Returns its id. */
  owe: (
    query: string,
    changes?: { channel?: ChannelKind; title?: string; state?: 'owed' | 'late'; wake?: boolean },
  ) => Promise<string>;
  /** The channels that are held for a minute. */
  heldFor: (minute: Date) => Promise<ChannelKind[]>;
  /** The rows of a channel as `story: state`, in the order of their stories. */
  states: (channel?: ChannelKind) => Promise<string[]>;
  mailbox: (channel?: ChannelKind) => Promise<Mailbox>;
  /** What one message of the queue starts. */
  invoke: (message: DeliveryMessage) => Promise<void>;
  /** Delivers every message that is ready, until none is. */
  run: () => Promise<void>;
  /** Runs, and moves the clock to each next message, until the queue is empty. */
  drain: () => Promise<void>;
  waiting: () => { dueAt: Date; message: DeliveryMessage }[];
}

export function createWorld(stores: WorldStores, person: Person): World {
  const id = `${person.subscriber?.id}-${randomUUID()}`;
  let time = NOON.getTime();
  const queue: { dueAt: number; message: DeliveryMessage }[] = [];
  const clock = () => new Date(time);
  const { holds } = stores;
  stores.setClock(clock);
  const world: World = {
    person,
    id,
    stories: new Map(),
    matches: [],
    published: [],
    answers: [],
    budget: 100,
    now: clock,
    advance: (ms) => void (time += ms),
    send: (message, delaySeconds = 0) => void queue.push({ dueAt: time + delaySeconds * 1_000, message }),
    async owe(
      query,
      { channel = 'email', title = `Berita ${world.stories.size + 1}`, state = 'owed', wake = true } = {},
    ) {
      const number = world.stories.size;
      const storyId = createStoryId(clock(), (bytes) =>
        Uint8Array.from({ length: bytes }, (_, place) => number >> (5 * (bytes - 1 - place))),
      );
      world.stories.set(storyId, story(storyId, article({ title })));
      world.matches.push(match(`q-${query}`, storyId, { writtenAt: time, seen: time }));
      await world.ports.owed.owe(
        { subscriber: id, channel, story: storyId, revision: 0 },
        [`q-${query}`],
        state,
        clock(),
      );
      if (state === 'owed' && wake) world.send({ v: 1, mailboxes: [{ subscriber: id, channel }] });
      return storyId;
    },
    invoke: (message) => deliverMailboxes(message, world.ports),
    async heldFor(minute) {
      const held = await holds.due(minute);
      return held.filter(({ subscriber }) => subscriber === id).map(({ channel }) => channel);
    },
    async states(channel = 'email') {
      const rows = await world.ports.owed.list({ subscriber: id, channel }, new Date(time - 20 * DAY));
      return rows.map((row) => `${world.stories.get(row.story)?.title}: ${row.state}`);
    },
    mailbox: (channel = 'email') => world.ports.mailboxes.read({ subscriber: id, channel }),
    async run() {
      for (;;) {
        const index = queue.findIndex(({ dueAt }) => dueAt <= time);
        const [next] = index < 0 ? [] : queue.splice(index, 1);
        if (!next) return;
        await world.invoke(next.message);
      }
    },
    async drain() {
      for (let steps = 0; steps < 1_000; steps++) {
        await world.run();
        if (queue.length === 0) return;
        time = Math.max(time, Math.min(...queue.map(({ dueAt }) => dueAt)));
      }
      throw new Error('The queue never gets empty.');
    },
    waiting: () => queue.map(({ dueAt, message }) => ({ dueAt: new Date(dueAt), message })),
    ports: {
      recipients: {
        findSubscriber: async () => person.subscriber && { ...person.subscriber, id },
        findChannel: async (_id, kind) => person.channels.find((each) => each.kind === kind) ?? null,
        listSubscriptions: async () => person.subscriptions,
      },
      news: {
        findStory: async (id) => world.stories.get(id) ?? null,
        findMatch: async (query, id) => world.matches.find((each) => each.query === query && each.story === id) ?? null,
        matchesSince: async (query, from, to, most) =>
          world.matches
            .filter((each) => each.query === query && each.writtenAt >= from.getTime() && each.writtenAt < to.getTime())
            .toSorted((one, other) => one.writtenAt - other.writtenAt)
            .slice(-most),
      },
      owed: stores.owed,
      mailboxes: stores.mailboxes,
      deliveries: stores.deliveries,
      notices: stores.notices,
      holds,
      publisher: {
        async publish(request) {
          const answer = world.answers.shift() ?? { kind: 'accepted', messageId: `message-${world.published.length}` };
          if (answer.kind === 'accepted') world.published.push(request);
          return answer;
        },
      },
      wakeUps: {
        async send(outgoing) {
          for (const { message, delaySeconds } of outgoing) world.send(message, delaySeconds);
        },
      },
      spendSmsParts: async (parts) => {
        if (world.budget < parts) return false;
        world.budget -= parts;
        return true;
      },
      clock,
      settings: { publicUrl: 'https://siaga.example.org', smsCountries: ['ID', 'VE'], smsDailyCap: 10 },
    },
  };
  return world;
}

/**
 * Delivery with everything around it: real stores on an embedded database; SNS, the queue and the clock are the test's.
 * Nothing runs by itself: `run` takes what the queue has ready, `advance` moves the clock.
 */
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
import type { Channel, Subscriber, Subscription } from '../../../shared/subscribers/subscriber.ts';
import type { TestTables } from '../../support/tables.ts';
import { NOON } from './facts.ts';

export interface People {
  subscribers: Subscriber[];
  channels: Channel[];
  subscriptions: Subscription[];
}

export interface World {
  ports: DeliverPorts;
  people: People;
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
  /** Delivers every message that is ready, until none is. */
  run: () => Promise<void>;
  /** Runs, and moves the clock to each next message, until the queue is empty. */
  drain: () => Promise<void>;
  waiting: () => { dueAt: Date; message: DeliveryMessage }[];
}

export function createWorld(tables: TestTables, people: People): World {
  let time = NOON.getTime();
  const queue: { dueAt: number; message: DeliveryMessage }[] = [];
  const clock = () => new Date(time);
  const world: World = {
    people,
    stories: new Map(),
    matches: [],
    published: [],
    answers: [],
    budget: 100,
    now: clock,
    advance: (ms) => void (time += ms),
    send: (message, delaySeconds = 0) => void queue.push({ dueAt: time + delaySeconds * 1_000, message }),
    async run() {
      for (;;) {
        const index = queue.findIndex(({ dueAt }) => dueAt <= time);
        const [next] = index < 0 ? [] : queue.splice(index, 1);
        if (!next) return;
        await deliverMailboxes(next.message, world.ports);
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
        findSubscriber: async (id) => people.subscribers.find((each) => each.id === id) ?? null,
        findChannel: async (id, kind) =>
          people.channels.find((each) => each.subscriber === id && each.kind === kind) ?? null,
        listSubscriptions: async (id) => people.subscriptions.filter((each) => each.subscriber === id),
      },
      news: {
        findStory: async (id) => world.stories.get(id) ?? null,
        findMatch: async (query, id) => world.matches.find((each) => each.query === query && each.story === id) ?? null,
        matchesSince: async (query, from, to, most) =>
          world.matches
            .filter((each) => each.query === query && each.writtenAt >= from.getTime() && each.writtenAt < to.getTime())
            .slice(0, most),
      },
      owed: createOwed(tables.people, clock),
      mailboxes: createMailboxes(tables.people),
      deliveries: createDeliveries(tables.people),
      notices: createNotices(tables.people),
      holds: createHolds(tables.people),
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

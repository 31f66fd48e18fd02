/** deliveries queue → one message of a mailbox → SNS. */
import * as z from 'zod';
import { deliverMailboxes } from '../../shared/delivery/deliverMailboxes.ts';
import { DeliveryMessage } from '../../shared/delivery/message.ts';
import type { DeliverPorts } from '../../shared/delivery/ports.ts';
import { createQueues, createTables, createTopics } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { eachMessage } from '../../shared/platform/eachMessage.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createChannels } from '../../shared/store/channels.ts';
import { createDeliveries } from '../../shared/store/deliveries.ts';
import { createHolds } from '../../shared/store/holds.ts';
import { createLimits } from '../../shared/store/limits.ts';
import { createMailboxes } from '../../shared/store/mailboxes.ts';
import { createMatches } from '../../shared/store/matches.ts';
import { createNotices } from '../../shared/store/notices.ts';
import { createOwed } from '../../shared/store/owed.ts';
import { createStories } from '../../shared/store/stories.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';
import { createSubscriptions } from '../../shared/store/subscriptions.ts';
import { createPublisher } from './publisher.ts';

const text = z.string().min(1);

const env = parseEnvironment({
  NEWS_TABLE: text,
  PEOPLE_TABLE: text,
  DELIVERIES_QUEUE_URL: text,
  PUBLIC_URL: text,
  SMS_COUNTRIES: z.string(),
  SMS_MAX_PRICE_USD: text,
  SMS_DAILY_CAP: z.coerce.number().int(),
  SMS_MONTHLY_BUDGET: z.coerce.number().int(),
});

const tables = createTables();
const news = { client: tables, table: env.NEWS_TABLE };
const people = { client: tables, table: env.PEOPLE_TABLE };
const subscribers = createSubscribers(people);
const channels = createChannels(people);
const subscriptions = createSubscriptions(people);
const stories = createStories(news);
const matches = createMatches(news);
const limits = createLimits(people);

const ports: DeliverPorts = {
  recipients: {
    findSubscriber: subscribers.find,
    findChannel: channels.find,
    listSubscriptions: subscriptions.list,
  },
  // Half the price, and good unless it was written this very moment.
  news: {
    findStory: async (story) => (await stories.find(story)) ?? stories.find(story, { consistent: true }),
    findMatch: async (query, story) =>
      (await matches.find(query, story)) ?? matches.find(query, story, { consistent: true }),
    matchesSince: matches.since,
  },
  owed: createOwed(people, systemClock),
  mailboxes: createMailboxes(people),
  deliveries: createDeliveries(people),
  notices: createNotices(people),
  holds: createHolds(people),
  publisher: createPublisher(createTopics(), { smsMaxPriceUsd: env.SMS_MAX_PRICE_USD }),
  wakeUps: createQueue(createQueues(), env.DELIVERIES_QUEUE_URL),
  spendSmsParts: (parts, now) =>
    limits.take(
      { what: 'sms', bucket: now.toISOString().slice(0, 7), most: env.SMS_MONTHLY_BUDGET, until: null },
      parts,
    ),
  clock: systemClock,
  settings: {
    publicUrl: env.PUBLIC_URL,
    smsCountries: env.SMS_COUNTRIES.split(',').filter(Boolean),
    smsDailyCap: env.SMS_DAILY_CAP,
  },
};

export const handler = eachMessage(DeliveryMessage, (message) => deliverMailboxes(message, ports));

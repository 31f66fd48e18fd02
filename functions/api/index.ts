/** The HTTP API and the pages: anybody who reads, signs up, manages, or operates. */
import { setTimeout } from 'node:timers/promises';
import { handle } from 'hono/aws-lambda';
import * as z from 'zod';
import { networkRules, parsePorts } from '../../shared/feeds/network.ts';
import { createQueues, createTables, createTopicAdmin } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
import { log } from '../../shared/platform/log.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createAddresses } from '../../shared/store/addresses.ts';
import { createArchives } from '../../shared/store/archives.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticleStories } from '../../shared/store/articleStories.ts';
import { createArticles } from '../../shared/store/articles.ts';
import { createAudience } from '../../shared/store/audience.ts';
import { createChannels } from '../../shared/store/channels.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { createDeliveries } from '../../shared/store/deliveries.ts';
import { createFeedCards } from '../../shared/store/feedCards.ts';
import { createFeeds } from '../../shared/store/feeds.ts';
import { createHubs } from '../../shared/store/hubs.ts';
import { createLimits } from '../../shared/store/limits.ts';
import { createMatches } from '../../shared/store/matches.ts';
import { createNotices } from '../../shared/store/notices.ts';
import { createProposals } from '../../shared/store/proposals.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createStories } from '../../shared/store/stories.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';
import { createSubscriptions } from '../../shared/store/subscriptions.ts';
import { createTokens } from '../../shared/store/tokens.ts';
import { createApp } from './app.ts';
import { createEmailTopics } from './topics.ts';

const text = z.string().min(1);
const environment = parseEnvironment({
  NEWS_TABLE: text,
  PEOPLE_TABLE: text,
  POLLS_QUEUE_URL: text,
  DELIVERIES_QUEUE_URL: text,
  TOPIC_PREFIX: text,
  PUBLIC_URL: z.url(),
  OPERATOR_KEY_HASH: z.string().regex(/^([0-9a-f]{64})?$/, 'is 64 hex digits or nothing'),
  SMS_COUNTRIES: z.string(),
  PENDING_MOST: z.coerce.number().int().min(1),
  FEED_PORTS: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'is numbers between commas')
    .transform(parsePorts),
});

const client = createTables();
const queues = createQueues();
const news = { client, table: environment.NEWS_TABLE };
const people = { client, table: environment.PEOPLE_TABLE };

const app = createApp({
  config: {
    publicUrl: environment.PUBLIC_URL,
    operatorKeyHash: environment.OPERATOR_KEY_HASH,
    smsCountries: environment.SMS_COUNTRIES.split(',').filter(Boolean),
    pendingMost: environment.PENDING_MOST,
  },
  people: {
    subscribers: createSubscribers(people),
    channels: createChannels(people),
    subscriptions: createSubscriptions(people),
    proposals: createProposals(people),
    audience: createAudience(people),
    addresses: createAddresses(people),
    tokens: createTokens(people),
    limits: createLimits(people),
    notices: createNotices(people),
    queries: createQueries(news, systemRandom),
    deliveryLog: createDeliveries(people),
    topics: createEmailTopics(createTopicAdmin(), environment.TOPIC_PREFIX),
    deliveries: createQueue(queues, environment.DELIVERIES_QUEUE_URL),
    clock: systemClock,
    random: systemRandom,
  },
  news: {
    articles: createArticles(news),
    articleRows: createArticleRows(news),
    articleStories: createArticleStories(news),
    archives: createArchives(news),
    packedThrough: () => createCursor(news, 'maintain').read(),
    stories: createStories(news),
    matches: createMatches(news),
    feeds: createFeeds(news),
    cards: createFeedCards(news),
    hubs: createHubs(news),
    pollsQueue: createQueue(queues, environment.POLLS_QUEUE_URL),
    network: networkRules(environment.FEED_PORTS),
    clock: systemClock,
  },
  clock: systemClock,
  sleep: (ms) => setTimeout(ms),
  log,
});

export const handler = handle(app);

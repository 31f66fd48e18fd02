/** polls queue → what is new in a group of feeds → articles queue */
import * as z from 'zod';
import type { ArticlesMessage } from '../../shared/articles/article.ts';
import { pollGroup } from '../../shared/articles/pollGroup.ts';
import { PollMessage } from '../../shared/feeds/feed.ts';
import { createFetchFeed, probeLimits } from '../../shared/feeds/fetch.ts';
import { createHostGate } from '../../shared/feeds/hostGate.ts';
import { networkRules, parsePorts } from '../../shared/feeds/network.ts';
import { createReadingRoom } from '../../shared/feeds/readingRoom.ts';
import { createResolve } from '../../shared/feeds/resolve.ts';
import { createAskHub } from '../../shared/feeds/websub/askHub.ts';
import { createQueues, createTables } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { eachMessage } from '../../shared/platform/eachMessage.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticles } from '../../shared/store/articles.ts';
import { createFeedCards } from '../../shared/store/feedCards.ts';
import { createFeeds } from '../../shared/store/feeds.ts';
import { createHubs } from '../../shared/store/hubs.ts';
import { createHostTurns } from '../../shared/store/hostTurns.ts';
import { createSeen } from '../../shared/store/seen.ts';
import { report } from './report.ts';

const environment = parseEnvironment({
  NEWS_TABLE: z.string().min(1),
  POLLS_QUEUE_URL: z.url(),
  ARTICLES_QUEUE_URL: z.url(),
  CONTACT_URL: z.string().min(1),
  PUBLIC_URL: z.url(),
  FEED_PORTS: z
    .string()
    .regex(/^\d+(,\d+)*$/, 'is numbers between commas')
    .transform(parsePorts),
});
const news = { client: createTables(), table: environment.NEWS_TABLE };
const queues = createQueues();

const asker = {
  network: networkRules(environment.FEED_PORTS),
  contactUrl: environment.CONTACT_URL,
  gate: createHostGate(),
  resolve: createResolve(),
  room: createReadingRoom(),
};

const ports = {
  feeds: createFeeds(news),
  cards: createFeedCards(news),
  seen: createSeen(news),
  articles: createArticles(news),
  rows: createArticleRows(news),
  turns: createHostTurns(news),
  articlesQueue: createQueue<ArticlesMessage>(queues, environment.ARTICLES_QUEUE_URL),
  pollsQueue: createQueue<PollMessage>(queues, environment.POLLS_QUEUE_URL),
  fetchFeed: createFetchFeed(asker),
  probe: createFetchFeed({ ...asker, limits: probeLimits }),
  hubs: createHubs(news),
  askHub: createAskHub(asker),
  network: asker.network,
  publicUrl: environment.PUBLIC_URL,
  clock: systemClock,
  random: systemRandom,
};

export const handler = eachMessage(PollMessage, async (message, receipt) => {
  await pollGroup(message, receipt, ports, report);
});

/** articles queue → stories, and the queries they meet → alerts queue. One message at a time, since stories have one writer. */
import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { ArticlesMessage } from '../../shared/articles/article.ts';
import { createQueues, createTables } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { type Delivery, eachMessage } from '../../shared/platform/eachMessage.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
import { log } from '../../shared/platform/log.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { matchArticles, type MatchPorts } from '../../shared/queries/matchArticles.ts';
import { QueryCatalogue } from '../../shared/queries/queryCatalogue.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticleStories } from '../../shared/store/articleStories.ts';
import { isUnstorable } from '../../shared/store/isUnstorable.ts';
import { createMatches } from '../../shared/store/matches.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createQuerySnapshots } from '../../shared/store/querySnapshots.ts';
import { createStories } from '../../shared/store/stories.ts';
import type { AlertMessage } from '../../shared/stories/story.ts';
import { StoryMemory } from '../../shared/stories/storyMemory.ts';

const environment = parseEnvironment({
  NEWS_TABLE: z.string().min(1),
  ARTICLES_QUEUE_URL: z.string().min(1),
  ALERTS_QUEUE_URL: z.string().min(1),
});
const news = { client: createTables(), table: environment.NEWS_TABLE };
const queues = createQueues();
const alertsQueue = createQueue<AlertMessage>(queues, environment.ALERTS_QUEUE_URL);

/** Of the function's ten seconds: what an article that has been begun may still need. */
const RESERVE_MS = 3_000;

const ports: MatchPorts = {
  catalogue: new QueryCatalogue({
    queries: createQueries(news, systemRandom),
    snapshots: createQuerySnapshots(news, systemRandom),
    onUnreadable: ({ query }, error) => {
      log.error('A stored query cannot be read', { query, error: error as Error });
    },
  }),
  memory: new StoryMemory(),
  rows: createArticleRows(news),
  book: { ...createStories(news), ...createArticleStories(news) },
  matches: createMatches(news),
  alerts: { send: (messages) => alertsQueue.send(messages.map((message) => ({ message }))) },
  isUnstorable,
  recordPoison: ({ id, feed }, error, query) => {
    const what = query === undefined ? 'An article was skipped' : 'A match was skipped';
    log.error(`${what}, since it can never be written`, { article: id, feed, query, error: error as Error });
  },
  clock: systemClock,
  random: systemRandom,
};

export const handler = eachMessage(
  ArticlesMessage,
  async ({ articles }, delivery) => {
    const isDone = await matchArticles(articles, () => delivery.remainingMs() < RESERVE_MS, ports);
    if (!isDone) await handBack(delivery);
  },
  { fifo: true },
);

/** The message comes again at once, and goes on where it stopped. */
async function handBack({ receiptHandle }: Delivery): Promise<never> {
  await queues.send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: environment.ARTICLES_QUEUE_URL,
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: 0,
    }),
  );
  throw new Error('Time was up before all articles were matched: the message was handed back for the rest.');
}

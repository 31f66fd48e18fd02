/** The handler as SQS calls it: its environment, its queues, and what it does when its time is nearly over. */
import { DeleteMessageCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import type { Context, SQSEvent } from 'aws-lambda';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Article, ArticlesMessage } from '../../../shared/articles/article.ts';
import type { Worker } from '../../../shared/platform/eachMessage.ts';
import { createQueries } from '../../../shared/store/queries.ts';
import { startQueues, type TestQueues } from '../../support/queues.ts';
import { startTables, type TestTables } from '../../support/tables.ts';
import { article, query } from './stage.ts';

let tables: TestTables;
let queues: TestQueues;
let handler: Worker;

/** The queue server's own addresses are no URLs where it listens on a number. */
const reachable = (url: string): string => url.replace('sqs.us-east-1.', '');

beforeAll(async () => {
  [tables, queues] = await Promise.all([startTables(), startQueues()]);
  const endpoint = async (client: { config: { endpoint?: () => Promise<{ port?: number }> } }): Promise<string> =>
    `http://127.0.0.1:${(await client.config.endpoint!()).port}`;
  for (const [name, value] of Object.entries({
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_ENDPOINT_URL_DYNAMODB: await endpoint(tables.client),
    AWS_ENDPOINT_URL_SQS: await endpoint(queues.client),
    NEWS_TABLE: 'News',
    ARTICLES_QUEUE_URL: reachable(await queues.url('articles.fifo')),
    ALERTS_QUEUE_URL: reachable(await queues.url('alerts')),
  })) {
    vi.stubEnv(name, value);
  }
  ({ handler } = await import('../../../functions/match/index.ts'));
  await createQueries(tables.news, (bytes) => new Uint8Array(bytes)).register(query('Rusia'), new Date());
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([tables.stop(), queues.stop()]);
});

async function deliver(articles: Article[], remainingMs: number): Promise<string[]> {
  const QueueUrl = await queues.url('articles.fifo');
  const message: ArticlesMessage = { v: 1, articles };
  await queues.client.send(
    new SendMessageCommand({
      QueueUrl,
      MessageBody: JSON.stringify(message),
      MessageGroupId: 'articles',
      MessageDeduplicationId: articles[0]!.id,
    }),
  );
  const { Messages = [] } = await queues.client.send(new ReceiveMessageCommand({ QueueUrl }));
  const Records = Messages.map(({ MessageId, ReceiptHandle, Body }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: { ApproximateReceiveCount: '1' },
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:articles.fifo',
  }));
  const context = { getRemainingTimeInMillis: () => remainingMs } as Context;
  const { batchItemFailures } = await handler({ Records } as SQSEvent, context);
  const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  for (const { MessageId, ReceiptHandle } of Messages) {
    if (!failed.includes(MessageId!)) await queues.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return failed;
}

const news = (id: string): Article => article({ id, title: `Rusia dan berita ${id} pekan ini`, seen: Date.now() });

it('hands an article and its queries on to the alerts queue', async () => {
  expect(await deliver([news('satu')], 9_000)).toEqual([]);
  expect(await queues.receive('alerts')).toMatchObject([
    { v: 1, article: { id: 'satu' }, queries: [query('Rusia').id] },
  ]);
});

it('hands its message back at once when its time is nearly over', async () => {
  expect(await deliver([news('dua')], 2_000)).toHaveLength(1);
  expect(await queues.receive('alerts')).toEqual([]);
  expect(await queues.receive('articles.fifo')).toMatchObject([{ articles: [{ id: 'dua' }] }]);
});

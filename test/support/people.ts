/**
 * The api and reconcile as they are wired, over real clients: tables, queues and SNS of the local endpoint, in memory.
 *
 * Nothing delivers here: what waits in the deliveries queue is what would have been sent. The clock is the endpoint's.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { DeleteMessageCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createHash } from 'node:crypto';
import { createApp } from '../../functions/api/app.ts';
import { createEmailTopics } from '../../functions/api/topics.ts';
import type { Services } from '../../functions/api/services.ts';
import { runTask, type Task, type TaskPorts } from '../../functions/reconcile/tasks.ts';
import { createTopicWatch } from '../../functions/reconcile/topics.ts';
import { LocalClock } from '../../local/clock.ts';
import { type Call, type Endpoint, startEndpoint } from '../../local/endpoint/index.ts';
import { publicInternet } from '../../shared/feeds/network.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
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
import { createPartitions } from '../../shared/store/partitions.ts';
import { createProposals } from '../../shared/store/proposals.ts';
import { createQueries, type Queries } from '../../shared/store/queries.ts';
import { createStories } from '../../shared/store/stories.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';
import { createSubscriptions } from '../../shared/store/subscriptions.ts';
import { createTokens } from '../../shared/store/tokens.ts';
import { MINUTE } from '../../shared/platform/clock.ts';
import { INDEX, TABLE_KEYS, TTL_ATTRIBUTE } from '../../shared/store/tables.ts';

export const OPERATOR_KEY = 'the-operator-of-this-test';
export const PUBLIC_URL = 'https://siaga.example.org';

export interface Waiting {
  subscriber: string;
  channel: string;
  notice?: string;
}

export interface TestPeople {
  services: Services;
  ports: TaskPorts;
  queries: Queries;
  endpoint: Endpoint;
  clock: LocalClock;
  calls: Call[];
  app: ReturnType<typeof createApp>;
  request: (path: string, options?: RequestOptions) => Promise<Answer>;
  reconcile: (task: Task['task']) => Promise<void>;
  /** Follows the confirmation in the newest mail to this address, and lets reconcile see it. */
  confirm: (email: string) => Promise<void>;
  /** Takes what waits in the deliveries queue. */
  takeDeliveries: () => Promise<Waiting[]>;
  reset: () => Promise<void>;
  stop: () => Promise<void>;
}

export interface RequestOptions {
  method?: string;
  json?: unknown;
  form?: Record<string, string>;
  token?: string;
  headers?: Record<string, string>;
  from?: string;
}

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  /** The body as JSON. */
  json: () => unknown;
}

const TABLE = {
  AttributeDefinitions: [TABLE_KEYS.partition, TABLE_KEYS.sort, INDEX.partition, INDEX.sort].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: [
    { AttributeName: TABLE_KEYS.partition, KeyType: 'HASH' },
    { AttributeName: TABLE_KEYS.sort, KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: INDEX.name,
      KeySchema: [
        { AttributeName: INDEX.partition, KeyType: 'HASH' },
        { AttributeName: INDEX.sort, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  TimeToLiveSpecification: { AttributeName: TTL_ATTRIBUTE, Enabled: true },
};

export async function startPeople(config: Partial<Services['config']> = {}): Promise<TestPeople> {
  const clock = new LocalClock();
  const endpoint = await startEndpoint({ clock, region: 'us-east-1', account: '111122223333' });
  endpoint.permit('tester', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  for (const name of ['News', 'People']) await endpoint.createTable(name, TABLE);
  const { url: pollsUrl } = await endpoint.createQueue('polls', {});
  const { url: deliveriesUrl } = await endpoint.createQueue('deliveries', {});
  const calls: Call[] = [];
  endpoint.onCall((call) => calls.push(call));

  const settings = {
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'tester', secretAccessKey: 'any' },
  };
  const client = new DynamoDBClient(settings);
  const queues = new SQSClient(settings);
  const topics = new SNSClient(settings);
  const news = { client, table: 'News' };
  const people = { client, table: 'People' };
  const now = (): Date => clock.now();

  const shared = {
    subscribers: createSubscribers(people),
    channels: createChannels(people),
    subscriptions: createSubscriptions(people),
    proposals: createProposals(people, now),
    audience: createAudience(people),
    addresses: createAddresses(people),
    tokens: createTokens(people),
    limits: createLimits(people),
    notices: createNotices(people),
    queries: createQueries(news, systemRandom),
    deliveries: createQueue<{ v: 1; mailboxes: Waiting[] }>(queues, deliveriesUrl),
    clock: now,
    random: systemRandom,
  };
  const services: Services = {
    config: {
      publicUrl: PUBLIC_URL,
      operatorKeyHash: createHash('sha256').update(OPERATOR_KEY).digest('hex'),
      smsCountries: ['ID', 'ES'],
      pendingMost: 4_000,
      ...config,
    },
    people: { ...shared, topics: createEmailTopics(topics, 'siaga'), deliveryLog: createDeliveries(people) },
    news: {
      articles: createArticles(news, now),
      articleRows: createArticleRows(news),
      articleStories: createArticleStories(news),
      archives: createArchives(news),
      packedThrough: () => createCursor(news, 'maintain').read(),
      stories: createStories(news),
      matches: createMatches(news),
      feeds: createFeeds(news),
      cards: createFeedCards(news),
      hubs: createHubs(news),
      pollsQueue: createQueue(queues, pollsUrl),
      network: publicInternet,
      clock: now,
    },
    clock: now,
    sleep: () => Promise.resolve(),
    log: { error: (words, facts) => console.error(words, facts) },
  };
  const ports: TaskPorts = {
    ...shared,
    topics: createTopicWatch(topics, 'siaga'),
    partitions: createPartitions(people),
    cursor: createCursor(people, 'reconcile'),
    report: () => undefined,
    complain: () => undefined,
  };
  const app = createApp(services);

  const takeDeliveries = async (): Promise<Waiting[]> => {
    const { Messages = [] } = await queues.send(
      new ReceiveMessageCommand({ QueueUrl: deliveriesUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { ReceiptHandle } of Messages) {
      await queues.send(new DeleteMessageCommand({ QueueUrl: deliveriesUrl, ReceiptHandle }));
    }
    return Messages.flatMap(({ Body = '' }) => (JSON.parse(Body) as { mailboxes: Waiting[] }).mailboxes);
  };

  return {
    services,
    ports,
    queries: shared.queries,
    endpoint,
    clock,
    calls,
    app,
    takeDeliveries,
    reconcile: (task) => runTask({ task }, ports),
    async request(path, { method, json, form, token, headers = {}, from = '203.0.113.9' } = {}) {
      const body = json === undefined ? form && new URLSearchParams(form).toString() : JSON.stringify(json);
      const type = json === undefined ? 'application/x-www-form-urlencoded' : 'application/json';
      const response = await app.request(
        path,
        {
          method: method ?? (body === undefined ? 'GET' : 'POST'),
          headers: {
            ...(body !== undefined && { 'content-type': type }),
            ...(token !== undefined && { authorization: `Bearer ${token}` }),
            ...headers,
          },
          ...(body !== undefined && { body }),
        },
        { requestContext: { http: { sourceIp: from } } },
      );
      const text = await response.text();
      return { status: response.status, text, headers: response.headers, json: () => JSON.parse(text) };
    },
    async confirm(email) {
      const [asked] = endpoint.outbox.list({ to: email, kind: 'confirmation' });
      if (!asked || !endpoint.outbox.confirm(asked.id)) throw new Error(`Nothing to confirm for ${email}`);
      clock.advance(MINUTE);
      await runTask({ task: 'pending' }, ports);
    },
    async reset() {
      await endpoint.reset();
      calls.length = 0;
    },
    async stop() {
      // What a test has cut off fails now, and nobody waits for it.
      services.log.error = () => undefined;
      for (const opened of [client, queues, topics]) opened.destroy();
      await endpoint.stop();
    },
  };
}

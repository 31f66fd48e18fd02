/** An endpoint with two tables of the product's shape, and clients that sign as a function. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { LocalClock } from '../../../local/clock.ts';
import { type Call, type Endpoint, type EndpointOptions, startEndpoint } from '../../../local/endpoint/index.ts';

export const REGION = 'eu-west-1';
export const ACCOUNT = '111122223333';

export const KEYS = {
  AttributeDefinitions: ['pk', 'sk', 'gsi1pk', 'gsi1sk'].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S',
  })),
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
};

export const INDEX = {
  IndexName: 'gsi1',
  KeySchema: [
    { AttributeName: 'gsi1pk', KeyType: 'HASH' },
    { AttributeName: 'gsi1sk', KeyType: 'RANGE' },
  ],
  Projection: { ProjectionType: 'KEYS_ONLY' },
};

export const TABLE = {
  ...KEYS,
  GlobalSecondaryIndexes: [INDEX],
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
};

export interface Clients {
  tables: DynamoDBClient;
  queues: SQSClient;
  topics: SNSClient;
}

export interface TestEndpoint {
  endpoint: Endpoint;
  clock: LocalClock;
  /** Every call since the start. */
  calls: Call[];
  /** Clients that sign with this access key. One try each, so that a refusal is one call. */
  as(key: string): Clients;
  stop(): Promise<void>;
}

/** The principal `tester` may do everything. */
export async function startTestEndpoint(options: Partial<EndpointOptions> = {}): Promise<TestEndpoint> {
  const clock = options.clock ?? new LocalClock();
  const endpoint = await startEndpoint({ region: REGION, account: ACCOUNT, ...options, clock });
  endpoint.permit('tester', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  const calls: Call[] = [];
  endpoint.onCall((call) => calls.push(call));
  const opened: { destroy(): void }[] = [];
  return {
    endpoint,
    clock,
    calls,
    as(key) {
      const clients = createClients(endpoint.url, key);
      opened.push(...Object.values(clients));
      return clients;
    },
    async stop() {
      for (const client of opened) client.destroy();
      await endpoint.stop();
    },
  };
}

export function createClients(url: string, accessKeyId: string): Clients {
  const settings = {
    endpoint: url,
    region: REGION,
    credentials: { accessKeyId, secretAccessKey: 'any' },
    maxAttempts: 1,
  };
  return { tables: new DynamoDBClient(settings), queues: new SQSClient(settings), topics: new SNSClient(settings) };
}

/** What the promise was refused with. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ name: string; message: string }> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof Error) return { name: error.name, message: error.message };
  }
  throw new Error('It was not refused.');
}

/** Both tables in memory, reached by the real client: for tests of one entity or one stage. */
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import type { AddressInfo } from 'node:net';
import type { Connection } from '../../shared/store/connection.ts';
import { INDEX, TABLE_KEYS } from '../../shared/store/tables.ts';

export interface TestTables {
  news: Connection;
  people: Connection;
  client: DynamoDBClient;
  /** Another, empty News table. */
  freshNews: () => Promise<Connection>;
  stop: () => Promise<void>;
}

export async function startTables(): Promise<TestTables> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const table of ['News', 'People']) await client.send(new CreateTableCommand(tableInput(table)));
  let tables = 0;
  return {
    client,
    async freshNews() {
      const table = `News${++tables}`;
      await client.send(new CreateTableCommand(tableInput(table)));
      return { client, table };
    },
    news: { client, table: 'News' },
    people: { client, table: 'People' },
    async stop() {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

const tableInput = (TableName: string) => ({
  TableName,
  BillingMode: 'PAY_PER_REQUEST' as const,
  AttributeDefinitions: [TABLE_KEYS.partition, TABLE_KEYS.sort, INDEX.partition, INDEX.sort].map((AttributeName) => ({
    AttributeName,
    AttributeType: 'S' as const,
  })),
  KeySchema: [
    { AttributeName: TABLE_KEYS.partition, KeyType: 'HASH' as const },
    { AttributeName: TABLE_KEYS.sort, KeyType: 'RANGE' as const },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: INDEX.name,
      KeySchema: [
        { AttributeName: INDEX.partition, KeyType: 'HASH' as const },
        { AttributeName: INDEX.sort, KeyType: 'RANGE' as const },
      ],
      Projection: { ProjectionType: 'KEYS_ONLY' as const },
    },
  ],
});

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/** What an entity is bound to: one of the two tables, and the client that reaches it. */
export interface Connection {
  client: DynamoDBClient;
  table: string;
}

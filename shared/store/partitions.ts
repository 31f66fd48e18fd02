/** Everything of one subscriber, whatever entity it is: only an erasure looks at a partition as a whole. */
import { DeleteItemCommand, paginateQuery } from '@aws-sdk/client-dynamodb';
import type { PartitionStore } from '../subscribers/reconcile.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS } from './tables.ts';

const OWN_ITEM = 'P';

export function createPartitions({ client, table }: Connection): PartitionStore {
  return {
    async clear(subscriber) {
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          ConsistentRead: true,
          KeyConditionExpression: '#pk = :pk',
          ProjectionExpression: '#pk, #sk',
          ExpressionAttributeNames: { '#pk': TABLE_KEYS.partition, '#sk': TABLE_KEYS.sort },
          ExpressionAttributeValues: { ':pk': { S: `U#${subscriber}` } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const Key of Items) {
          if (Key[TABLE_KEYS.sort]?.S !== OWN_ITEM) await client.send(new DeleteItemCommand({ TableName: table, Key }));
        }
      }
    },
  };
}

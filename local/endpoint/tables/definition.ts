/** Table properties of the template, parsed into what dynalite keeps of a table. */
import * as z from 'zod';
import type { TableDefinition } from './dynalite.ts';

const KeySchema = z
  .array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }))
  .min(1)
  .max(2);

/** Of `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable`; what has no meaning on one machine is left out. */
const TableProperties = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']).default('ALL'),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
      }),
    )
    .default([]),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
});

export interface ParsedTable {
  definition: TableDefinition;
  /** The attribute by which items expire; undefined when they do not. */
  timeToLive: string | undefined;
}

export function parseTable(name: string, properties: unknown, arn: string, now: Date): ParsedTable {
  const { TimeToLiveSpecification: ttl, ...parsed } = TableProperties.parse(properties);
  const definition = {
    TableName: name,
    TableArn: arn,
    TableId: name,
    TableStatus: 'ACTIVE',
    CreationDateTime: now.getTime() / 1000,
    ItemCount: 0,
    TableSizeBytes: 0,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ...parsed,
    GlobalSecondaryIndexes: parsed.GlobalSecondaryIndexes.map((index) => ({
      ...index,
      IndexArn: `${arn}/index/${index.IndexName}`,
      IndexStatus: 'ACTIVE',
    })),
  };
  return { definition, timeToLive: ttl?.Enabled ? ttl.AttributeName : undefined };
}

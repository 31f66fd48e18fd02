/**
 * The stateful stack: the two tables and nothing else, so that no redeploy of the functions can touch them.
 *
 * News can be rebuilt from the feeds. People cannot: it is restorable to any second of the last 35 days, and neither
 * `cdk destroy` nor a replaced resource deletes it.
 */
import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AttributeType, Billing, ProjectionType, TableV2, type TablePropsV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { INDEX, TABLE_KEYS, TTL_ATTRIBUTE } from '../shared/store/tables.ts';

export class DataStack extends Stack {
  readonly news: TableV2;
  readonly people: TableV2;

  constructor(scope: Construct, id: string) {
    super(scope, id, { description: 'Siaga: what it knows (news) and whom it tells (people)' });
    this.news = new TableV2(this, 'News', tableProps);
    this.people = new TableV2(this, 'People', {
      ...tableProps,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    });
    Validations.of(this.news).acknowledge({
      id: 'AwsSolutions-DDB3',
      reason:
        'News is rebuilt from the feeds within a few polls; point-in-time recovery would bill every gigabyte of it.',
    });
  }
}

const tableProps: TablePropsV2 = {
  partitionKey: { name: TABLE_KEYS.partition, type: AttributeType.STRING },
  sortKey: { name: TABLE_KEYS.sort, type: AttributeType.STRING },
  // Without this an index holds a copy of every attribute, and each update of an item is billed twice.
  globalSecondaryIndexes: [
    {
      indexName: INDEX.name,
      partitionKey: { name: INDEX.partition, type: AttributeType.STRING },
      sortKey: { name: INDEX.sort, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    },
  ],
  timeToLiveAttribute: TTL_ATTRIBUTE,
  billing: Billing.onDemand(),
  deletionProtection: true,
  removalPolicy: RemovalPolicy.RETAIN,
};

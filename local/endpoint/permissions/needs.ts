/**
 * What a call needs: permission names and resources.
 *
 * A batch on queues needs the single action; a query on an index needs the index and not the table; `Publish` to a
 * phone has the resource `*`, which only a statement for all resources matches (or one with a `NotResource`). A call
 * that is not listed here has no needs and is refused.
 */
import type { Request } from '../call.ts';
import type { TableDefinition } from '../tables/dynalite.ts';
import { leadingKeys } from './leadingKeys.ts';
import type { Need } from './policy.ts';

export interface Arns {
  table(name: string): string;
  queue(name: string): string;
  topic(name: string): string;
}

export type DefinitionOf = (table: string) => TableDefinition | undefined;

type Input = Record<string, unknown>;
type Context = Map<string, readonly string[]>;

export function needsOf({ service, action, input }: Request, arns: Arns, definitionOf: DefinitionOf): Need[] {
  if (service === 'dynamodb') return tableNeeds(action, input, arns, definitionOf);
  if (service === 'sqs') return queueNeeds(action, input, arns);
  return topicNeeds(action, input, arns);
}

const TABLE_ACTIONS = new Set([
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'DescribeTable',
  'DescribeTimeToLive',
  'UpdateTimeToLive',
]);

function tableNeeds(action: string, input: Input, arns: Arns, definitionOf: DefinitionOf): Need[] {
  const permission = `dynamodb:${action}`;
  if (action === 'ListTables') return [{ action: permission, resource: '*', context: new Map() }];
  if (action === 'BatchGetItem' || action === 'BatchWriteItem') {
    return Object.entries(asRecord(input['RequestItems'])).map(([table, requests]) => ({
      action: permission,
      resource: arns.table(table),
      context: tableContext({ TableName: table, Requests: requests }, definitionOf(table)),
    }));
  }
  const table = asText(input['TableName']);
  if (!TABLE_ACTIONS.has(action) || table === undefined) return [];
  const index = asText(input['IndexName']);
  const resource = index === undefined ? arns.table(table) : `${arns.table(table)}/index/${index}`;
  return [{ action: permission, resource, context: tableContext(input, definitionOf(table)) }];
}

function tableContext(input: Input, table: TableDefinition | undefined): Context {
  const context: Context = new Map();
  const keys = table && leadingKeys(input, table);
  if (keys) context.set('dynamodb:LeadingKeys', keys);
  for (const name of ['Select', 'ReturnValues', 'ReturnConsumedCapacity']) {
    const value = asText(input[name]);
    if (value !== undefined) context.set(`dynamodb:${name}`, [value]);
  }
  return context;
}

const QUEUE_PERMISSIONS: Record<string, string> = {
  SendMessage: 'SendMessage',
  SendMessageBatch: 'SendMessage',
  ReceiveMessage: 'ReceiveMessage',
  DeleteMessage: 'DeleteMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibility: 'ChangeMessageVisibility',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
  GetQueueAttributes: 'GetQueueAttributes',
  SetQueueAttributes: 'SetQueueAttributes',
  PurgeQueue: 'PurgeQueue',
  GetQueueUrl: 'GetQueueUrl',
};

function queueNeeds(action: string, input: Input, arns: Arns): Need[] {
  if (action === 'ListQueues') return [{ action: 'sqs:ListQueues', resource: '*', context: new Map() }];
  const permission = QUEUE_PERMISSIONS[action];
  const name = asText(input['QueueName']) ?? asText(input['QueueUrl'])?.split('/').at(-1);
  if (permission === undefined || !name) return [];
  return [{ action: `sqs:${permission}`, resource: arns.queue(name), context: new Map() }];
}

/** Of the topic in `TopicArn`, `ResourceArn` or, for `CreateTopic`, `Name`. */
const TOPIC_ACTIONS = new Set([
  'CreateTopic',
  'DeleteTopic',
  'GetTopicAttributes',
  'SetTopicAttributes',
  'Subscribe',
  'ConfirmSubscription',
  'ListSubscriptionsByTopic',
  'Publish',
  'PublishBatch',
  'TagResource',
  'UntagResource',
  'ListTagsForResource',
]);

/** These have no resource in IAM, though some name a subscription. */
const UNBOUND_ACTIONS = new Set([
  'Unsubscribe',
  'GetSubscriptionAttributes',
  'SetSubscriptionAttributes',
  'ListSubscriptions',
  'ListTopics',
  'CheckIfPhoneNumberIsOptedOut',
  'ListPhoneNumbersOptedOut',
  'OptInPhoneNumber',
]);

function topicNeeds(action: string, input: Input, arns: Arns): Need[] {
  const permission = `sns:${action === 'PublishBatch' ? 'Publish' : action}`;
  const context = topicContext(input);
  const isToPhone = action === 'Publish' && input['PhoneNumber'] !== undefined;
  if (UNBOUND_ACTIONS.has(action) || isToPhone) return [{ action: permission, resource: '*', context }];
  if (!TOPIC_ACTIONS.has(action)) return [];
  const name = asText(input['Name']);
  const named = action === 'CreateTopic' && name !== undefined ? arns.topic(name) : undefined;
  const resource = named ?? asText(input['TopicArn']) ?? asText(input['TargetArn']) ?? asText(input['ResourceArn']);
  return resource === undefined ? [] : [{ action: permission, resource, context }];
}

function topicContext(input: Input): Context {
  const context: Context = new Map();
  for (const name of ['Protocol', 'Endpoint']) {
    const value = asText(input[name]);
    if (value !== undefined) context.set(`sns:${name}`, [value]);
  }
  return context;
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const asRecord = (value: unknown): Input => (typeof value === 'object' && value !== null ? { ...value } : {});

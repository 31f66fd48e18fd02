/**
 * What each function may do: the whole of it, on one page.
 *
 * A table operation stands here only when the function's code makes it; the runner on one machine refuses every other
 * call, and a test compares this page with the calls that the whole suite really made. Dispatch, poll, match and
 * maintain have no line about People: they touch what strangers write.
 */
import type { FunctionName } from './config.ts';

/** Operations of DynamoDB, without their prefix. An index can only be queried. */
type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

export type QueueName = 'polls' | 'articles' | 'alerts' | 'deliveries';

interface TableAccess {
  actions: readonly TableAction[];
  /** Whether the sparse index may be queried too. */
  index?: boolean;
  /** Only items whose partition keys look like these. */
  keys?: readonly string[];
}

export interface Permissions {
  news?: TableAccess;
  people?: TableAccess;
  /** Sends to. */
  sends?: readonly QueueName[];
  /** Is started by, and deletes what it has done. */
  consumes?: QueueName;
  /** Gives messages of the queue it consumes back before their time. */
  handsBack?: boolean;
  /** On the topics of this stack, by the prefix of their names. */
  topics?: readonly string[];
  /** Publishes to phone numbers. */
  phones?: boolean;
  /** What SNS offers for the whole account only, since phone numbers and subscriptions are no resources of IAM; and why. */
  account?: { actions: readonly string[]; why: string };
}

export const PERMISSIONS: Record<FunctionName, Permissions> = {
  dispatch: {
    news: { actions: ['GetItem', 'UpdateItem'], index: true },
    sends: ['polls'],
  },
  poll: {
    news: { actions: ['GetItem', 'PutItem', 'UpdateItem'] },
    consumes: 'polls',
    sends: ['polls', 'articles'],
  },
  match: {
    news: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    consumes: 'articles',
    handsBack: true,
    sends: ['alerts'],
  },
  alert: {
    people: { actions: ['GetItem', 'Query', 'UpdateItem'] },
    consumes: 'alerts',
    sends: ['alerts', 'deliveries'],
  },
  deliver: {
    news: { actions: ['GetItem', 'Query'] },
    people: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'] },
    consumes: 'deliveries',
    sends: ['deliveries'],
    topics: ['Publish'],
    phones: true,
    account: {
      actions: ['CheckIfPhoneNumberIsOptedOut'],
      why: 'Whether a phone number has opted out is asked of the account; a phone number has no ARN.',
    },
  },
  digest: {
    people: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem'], index: true },
    sends: ['deliveries'],
  },
  reconcile: {
    people: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'], index: true },
    news: { actions: ['Query', 'PutItem', 'DeleteItem'], keys: ['QS#*', 'QL#*'] },
    sends: ['deliveries'],
    topics: ['GetTopicAttributes', 'DeleteTopic'],
    account: {
      actions: ['ListSubscriptions', 'GetSubscriptionAttributes'],
      why: 'Who left at SNS is found in the list of all subscriptions; IAM knows no resource for a list or a subscription.',
    },
  },
  maintain: {
    news: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
  },
  api: {
    news: { actions: ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'DeleteItem'] },
    people: { actions: ['GetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'] },
    sends: ['polls', 'deliveries'],
    topics: ['CreateTopic', 'Subscribe'],
  },
};

/** The actions of SNS that the stand-in knows, each from its parsed form to the content of its answer. */
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { invalid, SnsFault } from './fault.ts';
import type { Origin, Sender } from './sender.ts';
import type { Subscription, Subscriptions } from './subscriptions.ts';
import type { Topics } from './topics.ts';
import { type Node, toEntries } from './xml.ts';

export interface ActionParts {
  account: string;
  database: DatabaseSync;
  topics: Topics;
  subscriptions: Subscriptions;
  sender: Sender;
}

export type TopicAction = (parts: ActionParts, origin: Origin) => Node;

const PAGE = 100;

/** Parses the form by its schema first; what is missing is refused as SNS does. */
function action<Schema extends z.ZodObject>(
  schema: Schema,
  perform: (parts: ActionParts, input: z.infer<Schema>, origin: Origin) => Node,
): TopicAction {
  return (parts, origin) => {
    const parsed = schema.safeParse(origin.request);
    if (!parsed.success)
      throw invalid(`${parsed.error.issues[0]?.path.join('.')} Reason: no value for required parameter`);
    parts.subscriptions.expire();
    return perform(parts, parsed.data, origin);
  };
}

const Attributes = z.record(z.string(), z.string());
const Tags = z.array(z.object({ Key: z.string(), Value: z.string() }));
const OfTopic = z.object({ TopicArn: z.string(), NextToken: z.string().default('') });
const OfSubscription = z.object({ SubscriptionArn: z.string() });
const OfResource = z.object({ ResourceArn: z.string() });

export const topicActions: ReadonlyMap<string, TopicAction> = new Map<string, TopicAction>([
  [
    'CreateTopic',
    action(
      z.object({ Name: z.string(), Attributes: Attributes.default({}), Tags: Tags.default([]) }),
      ({ topics }, { Name, Attributes: attributes, Tags: tags }) => ({
        TopicArn: topics.create(Name, attributes, tags),
      }),
    ),
  ],
  [
    'DeleteTopic',
    action(OfTopic, ({ topics, subscriptions }, { TopicArn }) => {
      subscriptions.removeOfTopic(TopicArn);
      topics.remove(TopicArn);
      return {};
    }),
  ],
  [
    'GetTopicAttributes',
    action(OfTopic, ({ account, topics, subscriptions }, { TopicArn }) => {
      const topic = topics.get(TopicArn);
      const all = subscriptions.listOfTopic(TopicArn);
      const pending = all.filter(({ isPending }) => isPending).length;
      const counts = {
        SubscriptionsConfirmed: String(all.length - pending),
        SubscriptionsPending: String(pending),
        SubscriptionsDeleted: String(topic.deleted),
      };
      const attributes = { TopicArn, Owner: account, DisplayName: '', ...topic.attributes, ...counts };
      return { Attributes: toEntries(attributes) };
    }),
  ],
  [
    'SetTopicAttributes',
    action(
      z.object({ TopicArn: z.string(), AttributeName: z.string(), AttributeValue: z.string().default('') }),
      ({ topics }, { TopicArn, AttributeName, AttributeValue }) => {
        topics.setAttribute(TopicArn, AttributeName, AttributeValue);
        return {};
      },
    ),
  ],
  [
    'ListTopics',
    action(z.object({ NextToken: z.string().default('') }), ({ topics }, { NextToken }) => {
      const found = topics.list(NextToken, PAGE);
      return { Topics: found.map(({ arn }) => ({ TopicArn: arn })), NextToken: nextToken(found) };
    }),
  ],
  [
    'Subscribe',
    action(
      z.object({
        TopicArn: z.string(),
        Protocol: z.string(),
        Endpoint: z.string(),
        ReturnSubscriptionArn: z.string().default('false'),
      }),
      ({ topics, subscriptions, sender }, { TopicArn, Protocol, Endpoint, ReturnSubscriptionArn }, origin) => {
        const topic = topics.get(TopicArn);
        const subscription = subscriptions.ask(TopicArn, Protocol, Endpoint);
        if (subscription.isPending) sender.askToConfirm(subscription, topic, origin);
        const isTold = ReturnSubscriptionArn === 'true' || !subscription.isPending;
        return { SubscriptionArn: isTold ? subscription.arn : 'pending confirmation' };
      },
    ),
  ],
  [
    'ConfirmSubscription',
    action(z.object({ TopicArn: z.string(), Token: z.string() }), ({ topics, subscriptions }, { TopicArn, Token }) => {
      topics.get(TopicArn);
      return { SubscriptionArn: subscriptions.confirm(TopicArn, Token).arn };
    }),
  ],
  ['Unsubscribe', action(OfSubscription, (parts, { SubscriptionArn }) => unsubscribe(parts, SubscriptionArn))],
  [
    'GetSubscriptionAttributes',
    action(OfSubscription, ({ account, subscriptions }, { SubscriptionArn }) => {
      const { topic, protocol, endpoint, isPending } = subscriptions.get(SubscriptionArn);
      return {
        Attributes: toEntries({
          SubscriptionArn,
          TopicArn: topic,
          Owner: account,
          Protocol: protocol,
          Endpoint: endpoint,
          PendingConfirmation: String(isPending),
          ConfirmationWasAuthenticated: 'false',
          RawMessageDelivery: 'false',
        }),
      };
    }),
  ],
  [
    'ListSubscriptions',
    action(z.object({ NextToken: z.string().default('') }), ({ account, subscriptions }, { NextToken }) => {
      const found = subscriptions.list(NextToken, PAGE);
      return { Subscriptions: found.map((one) => toMember(one, account)), NextToken: nextToken(found) };
    }),
  ],
  [
    'ListSubscriptionsByTopic',
    action(OfTopic, ({ account, topics, subscriptions }, { TopicArn, NextToken }) => {
      const found = subscriptions.listOfTopic(topics.get(TopicArn).arn, NextToken, PAGE);
      return { Subscriptions: found.map((one) => toMember(one, account)), NextToken: nextToken(found) };
    }),
  ],
  [
    'Publish',
    (parts, origin) => {
      parts.subscriptions.expire();
      return { MessageId: parts.sender.publish(origin) };
    },
  ],
  [
    'CheckIfPhoneNumberIsOptedOut',
    // The SDK writes this member in lower case, as the real API has it.
    action(z.object({ phoneNumber: z.string() }), ({ sender }, { phoneNumber }) => ({
      isOptedOut: sender.isOptedOut(phoneNumber),
    })),
  ],
  [
    'ListPhoneNumbersOptedOut',
    action(z.object({}), ({ database }) => ({
      phoneNumbers: database
        .prepare('SELECT phone FROM optOuts ORDER BY phone')
        .all()
        .map(({ phone }) => String(phone)),
    })),
  ],
  [
    'TagResource',
    action(OfResource.extend({ Tags }), ({ topics }, { ResourceArn, Tags: added }) => {
      const keys = new Set(added.map(({ Key }) => Key));
      topics.setTags(ResourceArn, [...topics.tags(ResourceArn).filter(({ Key }) => !keys.has(Key)), ...added]);
      return {};
    }),
  ],
  ['ListTagsForResource', action(OfResource, ({ topics }, { ResourceArn }) => ({ Tags: topics.tags(ResourceArn) }))],
]);

/** Ending what is not there is no error; a pending subscription cannot be ended. */
export function unsubscribe(
  { topics, subscriptions }: Pick<ActionParts, 'topics' | 'subscriptions'>,
  arn: string,
): Node {
  const subscription = subscriptions.find(arn);
  if (!subscription) {
    if (!arn.startsWith('arn:')) throw invalid(`SubscriptionArn Reason: ${arn} does not start with arn`);
    return {};
  }
  if (subscription.isPending) {
    throw new SnsFault(
      'InvalidParameter',
      'Invalid parameter: Cannot unsubscribe a subscription that is pending confirmation',
    );
  }
  subscriptions.remove(arn);
  topics.countDeleted(subscription.topic);
  return {};
}

const toMember = ({ arn, topic, protocol, endpoint, isPending }: Subscription, account: string): Node => ({
  TopicArn: topic,
  Protocol: protocol,
  SubscriptionArn: isPending ? 'PendingConfirmation' : arn,
  Owner: account,
  Endpoint: endpoint,
});

const nextToken = (found: readonly { arn: string }[]): string | undefined =>
  found.length === PAGE ? found.at(-1)?.arn : undefined;

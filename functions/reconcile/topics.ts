/** Reconcile's part of SNS: who confirmed, who is there, and the end of a topic. It never publishes. */
import {
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  NotFoundException,
  paginateListSubscriptions,
  type SNSClient,
} from '@aws-sdk/client-sns';
import type { TopicWatch } from '../../shared/subscribers/reconcile.ts';

const END = '-email';

export function createTopicWatch(client: SNSClient, prefix: string): TopicWatch {
  const start = `${prefix}-`;
  return {
    async subscriptionState(SubscriptionArn) {
      const found = await unlessGone(client.send(new GetSubscriptionAttributesCommand({ SubscriptionArn })));
      if (!found) return 'gone';
      return found.Attributes?.['PendingConfirmation'] === 'false' ? 'confirmed' : 'pending';
    },
    async hasSubscriber(TopicArn) {
      const found = await unlessGone(client.send(new GetTopicAttributesCommand({ TopicArn })));
      return Number(found?.Attributes?.['SubscriptionsConfirmed'] ?? 0) > 0;
    },
    async listSubscribed(isInTime) {
      const subscribed = new Set<string>();
      for await (const { Subscriptions = [] } of paginateListSubscriptions({ client }, {})) {
        if (!isInTime()) return null;
        for (const { TopicArn = '', SubscriptionArn = '' } of Subscriptions) {
          const name = TopicArn.slice(TopicArn.lastIndexOf(':') + 1);
          const isOurs = name.startsWith(start) && name.endsWith(END);
          // The ARN of one that nobody has confirmed is the word `PendingConfirmation`.
          if (isOurs && SubscriptionArn.startsWith('arn:')) subscribed.add(name.slice(start.length, -END.length));
        }
      }
      return subscribed;
    },
    async remove(TopicArn) {
      await client.send(new DeleteTopicCommand({ TopicArn }));
    },
  };
}

async function unlessGone<Answer>(answer: Promise<Answer>): Promise<Answer | null> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundException) return null;
    throw error;
  }
}

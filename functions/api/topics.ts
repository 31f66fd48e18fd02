/**
 * The api's part of SNS: a topic for each e-mail address, and the question to it. It never publishes.
 *
 * Both calls can be repeated: the same name is the same topic, and a pending subscription asked for again is the same
 * one, for which SNS sends its confirmation again.
 */
import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { TopicAdmin } from '../../shared/subscribers/ports.ts';

export function createEmailTopics(client: SNSClient, prefix: string): TopicAdmin {
  return {
    async subscribeEmail(subscriber, address) {
      const Name = `${prefix}-${subscriber}-email`;
      const { TopicArn } = await client.send(new CreateTopicCommand({ Name, Attributes: { DisplayName: 'Siaga' } }));
      const { SubscriptionArn } = await client.send(
        new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint: address, ReturnSubscriptionArn: true }),
      );
      if (!TopicArn || !SubscriptionArn) throw new Error(`SNS gave topic ${Name} no ARN, or its subscription none.`);
      return { topicArn: TopicArn, subscriptionArn: SubscriptionArn };
    },
  };
}

/** Fills the outbox of a stack as the product would: a topic, a subscription, messages. */
import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import type { Stack } from '../../../local/stack.ts';

export interface Sender {
  subscribe: (address: string) => Promise<void>;
  /** To everybody who subscribed. */
  email: (subject: string, body: string, trace?: object) => Promise<void>;
  sms: (phone: string, body: string) => Promise<void>;
}

export async function createSender({ endpoint }: Stack): Promise<Sender> {
  endpoint.permit('test', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  const client = new SNSClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { TopicArn } = await client.send(
    new CreateTopicCommand({ Name: 'siaga-test', Attributes: { DisplayName: 'Siaga' } }),
  );
  return {
    async subscribe(Endpoint) {
      await client.send(new SubscribeCommand({ TopicArn, Protocol: 'email', Endpoint }));
    },
    async email(Subject, Message, trace) {
      const MessageAttributes = trace && { trace: { DataType: 'String', StringValue: JSON.stringify(trace) } };
      await client.send(new PublishCommand({ TopicArn, Subject, Message, MessageAttributes }));
    },
    async sms(PhoneNumber, Message) {
      await client.send(new PublishCommand({ PhoneNumber, Message }));
    },
  };
}

/** SQS in memory, reached by the real client: for tests of one stage. */
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';

export interface TestQueues {
  client: SQSClient;
  /** A queue's URL; made at the first call. A name that ends in `.fifo` makes a FIFO queue. */
  url: (name: string) => Promise<string>;
  /** The bodies of up to ten visible messages, parsed; they stay in flight. */
  receive: (name: string) => Promise<unknown[]>;
  stop: () => Promise<void>;
}

export async function startQueues(): Promise<TestQueues> {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const client = new SQSClient({
    endpoint: server.address,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const urls = new Map<string, Promise<string>>();
  const create = async (name: string): Promise<string> => {
    const Attributes = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
    const { QueueUrl } = await client.send(new CreateQueueCommand({ QueueName: name, Attributes }));
    return QueueUrl!;
  };
  const url = (name: string): Promise<string> => {
    if (!urls.has(name)) urls.set(name, create(name));
    return urls.get(name)!;
  };
  return {
    client,
    url,
    async receive(name) {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl: await url(name), MaxNumberOfMessages: 10 }),
      );
      return Messages.map(({ Body }) => JSON.parse(Body!));
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}

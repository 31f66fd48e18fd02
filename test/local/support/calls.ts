/** The test's own hand on the queues of a stack: a principal that may do everything. */
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Stack } from '../../../local/stack.ts';

const connect = (stack: Stack) => {
  stack.endpoint.permit('test', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  return {
    endpoint: stack.endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
};

/** To the queue that feeds the function. */
export async function send(stack: Stack, functionName: string, ...bodies: unknown[]): Promise<void> {
  const source = stack.plan.sources.find((candidate) => candidate.function === functionName)!;
  const client = new SQSClient(connect(stack));
  for (const [index, body] of bodies.entries()) {
    const fifo = source.fifo && { MessageGroupId: 'g', MessageDeduplicationId: `${index}-${JSON.stringify(body)}` };
    await client.send(
      new SendMessageCommand({ QueueUrl: source.queueUrl, MessageBody: JSON.stringify(body), ...fifo }),
    );
  }
  client.destroy();
}

/** The bodies of the messages that each invocation of a function got, in order. */
export function batches(stack: Stack, functionName: string): unknown[][] {
  return stack.trace
    .filter((invocation) => invocation.function === functionName && invocation.trigger === 'queue')
    .map(({ event }) =>
      (event as { Records: { body: string }[] }).Records.map(({ body }) => JSON.parse(body) as unknown),
    );
}

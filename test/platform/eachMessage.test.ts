import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { eachMessage } from '../../shared/platform/eachMessage.ts';

const Greeting = z.object({ v: z.literal(1), name: z.string() });
const context = { getRemainingTimeInMillis: () => 9_000 } as Context;

const event = (...bodies: string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `m${index}`,
    receiptHandle: `r${index}`,
    body,
    attributes: {
      ApproximateReceiveCount: '2',
      SentTimestamp: '0',
      SenderId: 's',
      ApproximateFirstReceiveTimestamp: '0',
      MessageGroupId: 'g',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:greetings',
    awsRegion: 'us-east-1',
  })),
});

const good = (name: string): string => JSON.stringify({ v: 1, name });

describe('one bad record costs only itself', () => {
  it.each([
    ['is not JSON', '{'],
    ['does not fit the schema', '{"v":1}'],
    ['is of an unknown version', '{"v":2,"name":"Ana"}'],
  ])('when it %s', async (_why, bad) => {
    const greeted: string[] = [];
    const worker = eachMessage(Greeting, async ({ name }) => void greeted.push(name));
    const { batchItemFailures } = await worker(event(good('Ana'), bad, good('Budi')), context);
    expect(greeted).toEqual(['Ana', 'Budi']);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
  });

  it('when the work itself fails', async () => {
    const worker = eachMessage(Greeting, async ({ name }) => {
      if (name === 'Ana') throw new Error('not today');
    });
    const { batchItemFailures } = await worker(event(good('Ana'), good('Budi')), context);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }]);
  });

  it('also when every record fails: each is handed back, the function itself does not fail', async () => {
    const worker = eachMessage(Greeting, async () => Promise.reject(new Error('down')));
    const { batchItemFailures } = await worker(event(good('Ana'), good('Budi')), context);
    expect(batchItemFailures).toHaveLength(2);
  });
});

it('hands back everything after the first failure of a FIFO batch, unread', async () => {
  const greeted: string[] = [];
  const worker = eachMessage(Greeting, async ({ name }) => void greeted.push(name), { fifo: true });
  const { batchItemFailures } = await worker(event(good('Ana'), '{', good('Budi')), context);
  expect(greeted).toEqual(['Ana']);
  expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m1', 'm2']);
});

it('tells the work how often the message came and how much time is left', async () => {
  const seen: unknown[] = [];
  const worker = eachMessage(Greeting, async (_message, delivery) => {
    seen.push(delivery.receives, delivery.receiptHandle, delivery.remainingMs());
  });
  await worker(event(good('Ana')), context);
  expect(seen).toEqual([2, 'r0', 9_000]);
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createQueue } from '../../shared/platform/queue.ts';
import { startQueues, type TestQueues } from '../support/queues.ts';

let queues: TestQueues;
beforeAll(async () => void (queues = await startQueues()));
afterAll(() => queues.stop());

describe('handing on', () => {
  it('sends more messages than one request takes, each once', async () => {
    const queue = createQueue<{ n: number }>(queues.client, await queues.url('many'));
    await queue.send(Array.from({ length: 23 }, (_, n) => ({ message: { n } })));
    const received = [
      ...(await queues.receive('many')),
      ...(await queues.receive('many')),
      ...(await queues.receive('many')),
    ];
    expect(received.map((body) => (body as { n: number }).n).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 23 }, (_, n) => n),
    );
  });

  it('splits a request that would be too large', async () => {
    const queue = createQueue<string>(queues.client, await queues.url('large'));
    await queue.send(Array.from({ length: 3 }, () => ({ message: 'x'.repeat(120 * 1024) })));
    expect(await queues.receive('large')).toHaveLength(3);
  });

  it('keeps one of two FIFO messages with the same deduplication id', async () => {
    const queue = createQueue<string>(queues.client, await queues.url('once.fifo'));
    await queue.send([{ message: 'first', group: 'g', deduplication: 'same' }]);
    await queue.send([{ message: 'again', group: 'g', deduplication: 'same' }]);
    expect(await queues.receive('once.fifo')).toEqual(['first']);
  });

  it('holds a delayed message back', async () => {
    const queue = createQueue<string>(queues.client, await queues.url('delayed'));
    await queue.send([{ message: 'later', delaySeconds: 900 }]);
    expect(await queues.receive('delayed')).toEqual([]);
  });

  it('throws, naming the reason, when a message is refused for good', async () => {
    const queue = createQueue<string>(queues.client, await queues.url('refusing.fifo'));
    await expect(queue.send([{ message: 'no group' }])).rejects.toThrow(/MessageGroupId|MissingParameter/);
  });
});

import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type EventSourceMappingOptions } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { afterEach, describe, expect, it } from 'vitest';
import { startStack, type Stack } from '../../../local/stack.ts';
import { batches, send } from '../support/calls.ts';
import { synthesizeApp } from '../support/app.ts';

const FAILS_ODD = `export const handler = async ({ Records }) => ({
  batchItemFailures: Records.filter(({ body }) => Number(body) % 2).map(({ messageId }) => ({ itemIdentifier: messageId })),
});`;
const FAILS = `export const handler = async () => { throw new Error('not today'); };`;
const SUCCEEDS = `export const handler = async () => ({});`;

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

interface Setting {
  fifo?: boolean;
  mapping?: Partial<EventSourceMappingOptions>;
  receives?: number;
}

async function startWorker(source: string, { fifo = false, mapping = {}, receives = 3 }: Setting = {}): Promise<Stack> {
  const assembly = synthesizeApp(({ stack: parent, addFunction }) => {
    const deadLetterQueue = new Queue(parent, 'Dead', fifo ? { fifo } : {});
    const queue = new Queue(parent, 'Work', {
      ...(fifo && { fifo }),
      visibilityTimeout: Duration.seconds(30),
      deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount: receives },
    });
    const worker = addFunction('Worker', source);
    queue.grantConsumeMessages(worker);
    new EventSourceMapping(parent, 'Source', { target: worker, eventSourceArn: queue.queueArn, ...mapping });
  });
  return startStack({ assembly });
}

const deadLetters = async ({ endpoint, plan }: Stack): Promise<number> => {
  const dead = plan.queues.find(({ name }) => plan.sources.every(({ queue }) => queue !== name))!;
  return (await endpoint.inspectQueue(dead.name)).ready;
};

describe('an event source', () => {
  it.each([
    [1, [1, 1, 1, 1, 1]],
    [3, [3, 2]],
    [10, [5]],
  ])('hands over batches of at most the %d messages that the template says', async (batchSize, sizes) => {
    stack = await startWorker(SUCCEEDS, { mapping: { batchSize } });
    stack.endpoint.permit('worker', []);
    await send(stack, 'worker', 1, 2, 3, 4, 5);
    stack.endpoint.permit('worker', stack.plan.functions[0]!.statements);
    await stack.settle();
    expect(batches(stack, 'worker').map(({ length }) => length)).toEqual(sizes);
  });

  it('gathers for as long as the batching window says', async () => {
    stack = await startWorker(SUCCEEDS, { mapping: { batchSize: 10, maxBatchingWindow: Duration.seconds(1) } });
    await send(stack, 'worker', 1);
    await send(stack, 'worker', 2);
    await stack.settle();
    expect(batches(stack, 'worker')).toEqual([[1, 2]]);
  });

  it('brings back only what a partial batch response names', async () => {
    stack = await startWorker(FAILS_ODD, { mapping: { batchSize: 10, reportBatchItemFailures: true } });
    await send(stack, 'worker', 2, 3, 4);
    await stack.settle();
    await stack.advance(30_000);
    expect(batches(stack, 'worker').at(-1)).toEqual([3]);
  });

  it('brings everything back when the response names a message that was not in the batch', async () => {
    stack = await startWorker(
      `export const handler = async () => ({ batchItemFailures: [{ itemIdentifier: 'x' }] });`,
      {
        mapping: { reportBatchItemFailures: true },
      },
    );
    await send(stack, 'worker', 2);
    await stack.settle();
    await stack.advance(30_000);
    expect(batches(stack, 'worker')).toEqual([[2], [2]]);
  });

  it('deletes everything when the template does not ask for partial responses', async () => {
    stack = await startWorker(FAILS_ODD, { mapping: { batchSize: 10 } });
    await send(stack, 'worker', 3);
    await stack.drain();
    expect(batches(stack, 'worker')).toEqual([[3]]);
  });

  it('leaves a failed message to its visibility timeout, and to the dead letters after the receives that the queue allows', async () => {
    stack = await startWorker(FAILS, { receives: 2 });
    await send(stack, 'worker', 1);
    await stack.settle();
    await stack.advance(29_000);
    expect(batches(stack, 'worker')).toHaveLength(1);
    await stack.advance(1_000);
    expect(batches(stack, 'worker')).toHaveLength(2);
    expect(await deadLetters(stack)).toBe(0);
    await stack.drain();
    expect(batches(stack, 'worker')).toHaveLength(2);
    expect(await deadLetters(stack)).toBe(1);
  });

  it('keeps the order of a FIFO group when one of its messages fails', async () => {
    stack = await startWorker(
      `let failed = false;
       export const handler = async ({ Records: [{ body }] }) => {
         if (body === '1' && !failed) { failed = true; throw new Error('once'); }
       };`,
      { fifo: true, mapping: { batchSize: 1 } },
    );
    await send(stack, 'worker', 1, 2);
    await stack.settle();
    expect(batches(stack, 'worker')).toEqual([[1]]);
    await stack.drain();
    expect(batches(stack, 'worker')).toEqual([[1], [1], [2]]);
  });

  it('never runs more invocations at once than the template allows', async () => {
    const source = `export const handler = () => new Promise((resolve) => setTimeout(resolve, 50));`;
    stack = await startWorker(source, { mapping: { batchSize: 1, maxConcurrency: 2 } });
    await send(stack, 'worker', 1, 2, 3, 4, 5, 6);
    await stack.settle();
    const spans = stack.trace.map(({ at, ms }) => ({ from: at.getTime(), to: at.getTime() + ms }));
    const atOnce = spans.map(({ from }) => spans.filter((span) => span.from <= from && from < span.to).length);
    expect(spans).toHaveLength(6);
    expect(Math.max(...atOnce)).toBe(2);
  });

  it('does not look at an empty queue', async () => {
    stack = await startWorker(SUCCEEDS);
    let receives = 0;
    stack.endpoint.onCall(({ action }) => void (receives += Number(action === 'ReceiveMessage')));
    await stack.advance(3_600_000);
    expect(receives).toBe(0);
    await send(stack, 'worker', 1);
    await stack.settle();
    expect(batches(stack, 'worker')).toEqual([[1]]);
  });
});

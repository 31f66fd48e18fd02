import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '../../../shared/platform/clock.ts';
import { ACCOUNT, REGION, startTestEndpoint, type TestEndpoint } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'queues-'));

describe.each([
  ['in memory', undefined],
  ['on disk', folder],
])('queues %s', (_where, state) => {
  let test: TestEndpoint;
  let client: ReturnType<TestEndpoint['as']>['queues'];
  let QueueUrl: string;
  let fifoUrl: string;

  beforeAll(async () => {
    test = await startTestEndpoint({ folder: state });
    client = test.as('tester').queues;
    const dead = await test.endpoint.createQueue('alerts-dead', {});
    const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 };
    QueueUrl = (await test.endpoint.createQueue('alerts', { VisibilityTimeout: 60, RedrivePolicy })).url;
    fifoUrl = (await test.endpoint.createQueue('articles.fifo', { FifoQueue: true, VisibilityTimeout: 60 })).url;
  });
  beforeEach(() => test.endpoint.reset());
  afterAll(async () => {
    await test.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const send = (MessageBody: string, DelaySeconds?: number) =>
    client.send(new SendMessageCommand({ QueueUrl, MessageBody, ...(DelaySeconds && { DelaySeconds }) }));
  const sendInOrder = (MessageBody: string, deduplication = MessageBody) =>
    client.send(
      new SendMessageCommand({
        QueueUrl: fifoUrl,
        MessageBody,
        MessageGroupId: 'articles',
        MessageDeduplicationId: deduplication,
      }),
    );
  const receive = async (url = QueueUrl): Promise<Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
    );
    return Messages;
  };
  const bodies = async (url = QueueUrl): Promise<unknown[]> => (await receive(url)).map(({ Body }) => Body);

  it('hide a delayed message until the clock has passed its delay', async () => {
    await send('later', 600);
    const { delayed } = await test.endpoint.inspectQueue('alerts');
    expect(delayed[0]!.getTime() - test.clock.time()).toBeGreaterThan(9 * MINUTE);
    expect(await bodies()).toEqual([]);
    test.clock.advance(599 * SECOND);
    expect(await bodies()).toEqual([]);
    test.clock.advance(2 * SECOND);
    expect(await bodies()).toEqual(['later']);
  });

  it('show a received message again when the clock has passed its visibility time-out', async () => {
    await send('once');
    expect(await bodies()).toEqual(['once']);
    const { ready, inflight } = await test.endpoint.inspectQueue('alerts');
    expect([ready, inflight.length]).toEqual([0, 1]);
    test.clock.advance(59 * SECOND);
    expect(await bodies()).toEqual([]);
    test.clock.advance(2 * SECOND);
    const [again] = await receive();
    expect(again?.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('wake a waiting receiver when the clock moves past a delay', async () => {
    await send('later', 600);
    const waiting = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 10 }));
    await new Promise((resolve) => setTimeout(resolve, 50));
    test.clock.advance(10 * MINUTE);
    expect((await waiting).Messages?.[0]?.Body).toBe('later');
  });

  it('move what was received too often to the dead letters, once', async () => {
    await send('poison');
    for (const _ of [1, 2]) {
      expect(await bodies()).toEqual(['poison']);
      test.clock.advance(61 * SECOND);
    }
    expect(await bodies()).toEqual([]);
    expect(await bodies(QueueUrl.replace('alerts', 'alerts-dead'))).toEqual(['poison']);
  });

  it('take a message back at once when its visibility is set to 0, in order and with its count', async () => {
    for (const body of ['1', '2']) await sendInOrder(body);
    const [first] = await receive(fifoUrl);
    expect([first?.Body, await bodies(fifoUrl)]).toEqual(['1', []]);
    expect(await test.endpoint.inspectQueue('articles.fifo')).toMatchObject({ ready: 0, inflight: [expect.any(Date)] });
    const { ReceiptHandle } = first!;
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl: fifoUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const [again] = await receive(fifoUrl);
    expect([again?.Body, again?.Attributes?.ApproximateReceiveCount]).toEqual(['1', '2']);
    await client.send(new DeleteMessageCommand({ QueueUrl: fifoUrl, ReceiptHandle: again!.ReceiptHandle }));
    expect(await bodies(fifoUrl)).toEqual(['2']);
  });

  it('take the same deduplication id once in five minutes of the clock', async () => {
    await sendInOrder('first', 'd');
    await sendInOrder('second', 'd');
    expect((await test.endpoint.inspectQueue('articles.fifo')).ready).toBe(1);
    test.clock.advance(5 * MINUTE + SECOND);
    await sendInOrder('third', 'd');
    expect((await test.endpoint.inspectQueue('articles.fifo')).ready).toBe(2);
  });

  it('are emptied by a reset, deduplication included', async () => {
    await sendInOrder('same');
    await send('waiting', 300);
    await send('held');
    await receive();
    await test.endpoint.reset();
    expect(await test.endpoint.inspectQueue('alerts')).toEqual({ ready: 0, delayed: [], inflight: [] });
    await sendInOrder('same');
    expect((await test.endpoint.inspectQueue('articles.fifo')).ready).toBe(1);
  });

  it('tell their listeners who got something', async () => {
    const heard: string[] = [];
    const end = test.endpoint.onSend((queue) => heard.push(queue));
    await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: '1', MessageBody: 'x' }] }));
    await sendInOrder('x');
    end();
    await send('y');
    expect(heard).toEqual(['alerts', 'articles.fifo']);
  });

  it('are the same when they are created again, with the new attributes', async () => {
    await send('kept');
    const again = await test.endpoint.createQueue('alerts', { VisibilityTimeout: 90 });
    expect(again).toEqual({ url: QueueUrl, arn: `arn:aws:sqs:${REGION}:${ACCOUNT}:alerts` });
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes } = await client.send(asked);
    expect(Attributes).toMatchObject({
      VisibilityTimeout: '90',
      QueueArn: again.arn,
      ApproximateNumberOfMessages: '1',
    });
    expect(Attributes?.['RedrivePolicy']).toBeUndefined();
  });
});

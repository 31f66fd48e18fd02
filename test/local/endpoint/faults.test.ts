import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { PublishCommand } from '@aws-sdk/client-sns';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Clients, TestEndpoint } from './support.ts';
import { startTestEndpoint, TABLE } from './support.ts';

let test: TestEndpoint;
let queue: { url: string };

beforeAll(async () => {
  test = await startTestEndpoint();
  await test.endpoint.createTable('News', TABLE);
  queue = await test.endpoint.createQueue('alerts', {});
});
beforeEach(() => test.endpoint.reset());
afterEach(() => {
  test.endpoint.fault = undefined;
});
afterAll(() => test.stop());

const Key = { pk: { S: 'A#1' }, sk: { S: 'A' } };
const put = ({ tables }: Clients) => tables.send(new PutItemCommand({ TableName: 'News', Item: Key }));
const send = ({ queues }: Clients) => queues.send(new SendMessageCommand({ QueueUrl: queue.url, MessageBody: 'x' }));
const publish = ({ topics }: Clients) =>
  topics.send(new PublishCommand({ PhoneNumber: '+6281255505530', Message: 'x' }));

const stored = async (): Promise<number> => {
  const { Item } = await test.as('tester').tables.send(new GetItemCommand({ TableName: 'News', Key }));
  return Item ? 1 : 0;
};
const ready = async (): Promise<number> => (await test.endpoint.inspectQueue('alerts')).ready;
const sent = async (): Promise<number> => test.endpoint.outbox.list().length;

/** `unanswered` when nothing came within a moment. */
const outcome = (call: Promise<unknown>): Promise<string> =>
  Promise.race([
    call.then(
      () => 'answered',
      () => 'failed',
    ),
    new Promise<string>((resolve) => setTimeout(resolve, 100, 'unanswered')),
  ]);

describe.each([
  ['a write', put, stored],
  ['a message to a queue', send, ready],
  ['a publication', publish, sent],
])('%s', (_call, perform, effects) => {
  it.each([
    ['before', 0],
    ['after', 1],
  ] as const)('that is dropped %s has had %i effects and no answer', async (when, count) => {
    test.endpoint.fault = ({ action }) => (/Put|Send|Publish/.test(action) ? when : undefined);
    expect(await outcome(perform(test.as('tester')))).toBe('unanswered');
    test.endpoint.fault = undefined;
    expect(await effects()).toBe(count);
  });

  it('of a dead life has no effect and no answer; the next life has both', async () => {
    test.endpoint.permit('deliver', [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    test.endpoint.revoke('deliver.1');
    expect(await outcome(perform(test.as('deliver.1')))).toBe('unanswered');
    expect(await effects()).toBe(0);
    expect(await outcome(perform(test.as('deliver.2')))).toBe('answered');
    expect(await effects()).toBe(1);
  });
});

describe('calls', () => {
  it('are numbered in the order in which they come, dropped ones too', async () => {
    const seen: number[] = [];
    test.endpoint.fault = ({ number, action }) => {
      seen.push(number);
      return action === 'SendMessage' ? 'before' : undefined;
    };
    const clients = test.as('tester');
    await put(clients);
    await outcome(send(clients));
    await publish(clients);
    expect(seen).toEqual([seen[0], seen[0]! + 1, seen[0]! + 2]);
    expect(test.calls.at(-1)?.number).toBe(seen.at(-1));
  });

  it('are told with what was asked and what came of it', async () => {
    await put(test.as('tester'));
    expect(test.calls.at(-1)).toMatchObject({
      principal: 'tester',
      service: 'dynamodb',
      action: 'PutItem',
      input: { TableName: 'News', Item: Key },
      status: 200,
      writeUnits: 1,
    });
  });

  it('whose answer was held back are told too, without a status', async () => {
    test.endpoint.fault = () => 'after';
    await outcome(put(test.as('tester')));
    expect(test.calls.at(-1)).toMatchObject({ action: 'PutItem', status: 0, writeUnits: 1 });
  });
});

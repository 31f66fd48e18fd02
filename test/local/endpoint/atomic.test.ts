/** What must be one write is one write, whatever moment a kill would choose. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openQueues } from '../../../local/endpoint/queues/fauxqs.ts';
import { parseTable } from '../../../local/endpoint/tables/definition.ts';
import { engine, type Item, operations } from '../../../local/endpoint/tables/dynalite.ts';
import { adoptStore } from '../../../local/endpoint/tables/hooks.ts';
import { TABLE } from './support.ts';

afterEach(() => vi.restoreAllMocks());

describe('an item and its index rows', () => {
  const { definition } = parseTable('News', TABLE, 'arn', new Date('2026-11-23T14:00:00Z'));
  const onSlot = (slot: string): Item => ({
    pk: { S: 'F#1' },
    sk: { S: 'S' },
    gsi1pk: { S: slot },
    gsi1sk: { S: 'x' },
  });

  it.each<[string, string, object, string[]]>([
    ['a put', 'PutItem', { Item: onSlot('W#10') }, ['del index', 'put index', 'put item']],
    [
      'a put that leaves the index',
      'PutItem',
      { Item: { pk: { S: 'F#1' }, sk: { S: 'S' } } },
      ['del index', 'put item'],
    ],
    [
      'an update',
      'UpdateItem',
      {
        Key: { pk: { S: 'F#1' }, sk: { S: 'S' } },
        UpdateExpression: 'SET gsi1pk = :s',
        ExpressionAttributeValues: { ':s': { S: 'W#10' } },
      },
      ['del index', 'put index', 'put item'],
    ],
    ['a delete', 'DeleteItem', { Key: { pk: { S: 'F#1' }, sk: { S: 'S' } } }, ['del index', 'del item']],
  ])('are one batch of %s', async (_case, action, input, expected) => {
    const store = engine.create({ createTableMs: 0 });
    adoptStore(store, new Map([['News', definition]]));
    const run = (name: string, raw: object): Promise<unknown> => {
      const { parse, run: perform } = operations.get(name)!;
      return new Promise((resolve) => perform(store, parse(store, { TableName: 'News', ...raw }), resolve));
    };
    await run('PutItem', { Item: onSlot('W#5') });
    const batch = vi.spyOn(store.db, 'batch');
    const put = vi.spyOn(store.db, 'put');
    await run(action, input);
    expect(put).not.toHaveBeenCalled();
    expect(
      batch.mock.calls.map(([written]) => written.map(({ type, key }) => `${type} ${key.split('-')[0]}`).sort()),
    ).toEqual([expected]);
  });
});

describe('a move to the dead letters', () => {
  it('that is cut off in the middle leaves the message where it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'dead-'));
    const first = await openQueues(folder, () => undefined);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: 'arn:dead', maxReceiveCount: 1 });
    first.store.createQueue('dead', 'url/dead', 'arn:dead');
    const queue = first.store.createQueue('alerts', 'url/alerts', 'arn:alerts', {
      RedrivePolicy,
      VisibilityTimeout: '0',
    });
    const inject = (target: string, payload: object) =>
      first.app.inject({
        method: 'POST',
        url: '/',
        headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${target}` },
        payload: JSON.stringify(payload),
      });
    await inject('SendMessage', { QueueUrl: 'url/alerts', MessageBody: 'poison' });
    await inject('ReceiveMessage', { QueueUrl: 'url/alerts' });
    vi.spyOn(queue.persistence!, 'insertMessage').mockImplementation(() => {
      throw new Error('killed here');
    });
    expect((await inject('ReceiveMessage', { QueueUrl: 'url/alerts' })).statusCode).toBe(500);
    await first.stop();

    const second = await openQueues(folder, () => undefined);
    expect(
      second.store
        .getQueueByName('alerts')!
        .inspectMessages()
        .ready.map(({ body }) => body),
    ).toEqual(['poison']);
    expect(second.store.getQueueByName('dead')!.inspectMessages().ready).toEqual([]);
    await second.stop();
    rmSync(folder, { recursive: true });
  });
});

import {
  DeleteItemCommand,
  DescribeTimeToLiveCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../shared/platform/clock.ts';
import { INDEX, KEYS, refusalOf, startTestEndpoint, TABLE, type TestEndpoint } from './support.ts';

const TableName = 'News';
let test: TestEndpoint;
let tables: ReturnType<TestEndpoint['as']>['tables'];

beforeAll(async () => {
  test = await startTestEndpoint();
  await test.endpoint.createTable(TableName, TABLE);
  tables = test.as('tester').tables;
});
beforeEach(() => test.endpoint.reset());
afterAll(() => test.stop());

const item = (id: string, rest: Record<string, { S: string } | { N: string }> = {}) => ({
  pk: { S: id },
  sk: { S: 'S' },
  ...rest,
});
const onSlot = (id: string, slot: string) => item(id, { gsi1pk: { S: slot }, gsi1sk: { S: id } });
const put = (Item: ReturnType<typeof item>, client = tables) => client.send(new PutItemCommand({ TableName, Item }));
const rowsOf = async (slot: string, client = tables, IndexName = 'gsi1', attribute = 'gsi1pk'): Promise<unknown[]> => {
  const input = {
    TableName,
    IndexName,
    KeyConditionExpression: '#k = :k',
    ExpressionAttributeNames: { '#k': attribute },
  };
  const { Items = [] } = await client.send(
    new QueryCommand({ ...input, ExpressionAttributeValues: { ':k': { S: slot } } }),
  );
  return Items.map(({ pk }) => pk?.S);
};

describe('an index', () => {
  it('follows its items: put, moved, taken off, deleted', async () => {
    await put(onSlot('F#1', 'W#5'));
    await put(onSlot('F#2', 'W#5'));
    expect(await rowsOf('W#5')).toEqual(['F#1', 'F#2']);
    await put(onSlot('F#1', 'W#10'));
    expect([await rowsOf('W#5'), await rowsOf('W#10')]).toEqual([['F#2'], ['F#1']]);
    const Key = { pk: { S: 'F#1' }, sk: { S: 'S' } };
    await tables.send(new UpdateItemCommand({ TableName, Key, UpdateExpression: 'REMOVE gsi1pk' }));
    await tables.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'F#2' }, sk: { S: 'S' } } }));
    expect([await rowsOf('W#5'), await rowsOf('W#10')]).toEqual([[], []]);
  });

  it.each([
    ['a put', () => put(onSlot('F#1', ''))],
    [
      'an update',
      async () => {
        await put(onSlot('F#1', 'W#5'));
        const Key = { pk: { S: 'F#1' }, sk: { S: 'S' } };
        const UpdateExpression = 'SET gsi1pk = :empty';
        return tables.send(
          new UpdateItemCommand({
            TableName,
            Key,
            UpdateExpression,
            ExpressionAttributeValues: { ':empty': { S: '' } },
          }),
        );
      },
    ],
  ])('refuses an empty key from %s, and the item stays as it was', async (_case, write) => {
    const refused = await refusalOf(write());
    expect(refused.name).toBe('ValidationException');
    expect(refused.message).toContain('IndexName: gsi1, IndexKey: gsi1pk');
    expect(await rowsOf('')).toEqual([]);
  });

  it('that is added is filled from the items; one that is dropped is no more', async () => {
    const other = { ...INDEX, IndexName: 'bySort', KeySchema: [{ AttributeName: 'gsi1sk', KeyType: 'HASH' }] };
    await put(onSlot('F#1', 'W#5'));
    await test.endpoint.createTable(TableName, { ...KEYS, GlobalSecondaryIndexes: [other] });
    expect(await rowsOf('F#1', tables, 'bySort', 'gsi1sk')).toEqual(['F#1']);
    expect((await refusalOf(rowsOf('W#5'))).message).toContain('gsi1');
    await test.endpoint.createTable(TableName, TABLE);
    expect(await rowsOf('W#5')).toEqual(['F#1']);
  });
});

describe('a definition', () => {
  it('cannot change the primary key', async () => {
    const changed = { ...TABLE, KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }] };
    await expect(test.endpoint.createTable(TableName, changed)).rejects.toThrow('primary key');
  });

  it('keeps the items when nothing changes', async () => {
    await put(item('F#1'));
    await test.endpoint.createTable(TableName, TABLE);
    expect((await tables.send(new ScanCommand({ TableName }))).Count).toBe(1);
  });
});

describe('items that expire', () => {
  const expiring = (id: string, ms: number) =>
    item(id, { expiresAt: { N: String(Math.floor((test.clock.time() + ms) / 1000)) } });
  const left = async (): Promise<unknown[]> => {
    const { Items = [] } = await tables.send(new ScanCommand({ TableName }));
    return Items.map(({ pk }) => pk?.S).sort();
  };

  it('are deleted late, with their index rows; others never', async () => {
    await put({ ...onSlot('soon', 'W#5'), ...expiring('soon', HOUR) });
    await put(expiring('later', 3 * HOUR));
    await put(item('text', { expiresAt: { S: '1' } }));
    await put(item('never'));
    test.clock.advance(1.5 * HOUR);
    expect(await test.endpoint.sweepExpired()).toBe(0);
    test.clock.advance(HOUR);
    expect(await test.endpoint.sweepExpired()).toBe(1);
    expect([await left(), await rowsOf('W#5')]).toEqual([['later', 'never', 'text'], []]);
  });

  it('are said to', async () => {
    const { TimeToLiveDescription } = await tables.send(new DescribeTimeToLiveCommand({ TableName }));
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'expiresAt' });
  });
});

describe('a condition that fails', () => {
  it('gives back what stands there, to who asks for it', async () => {
    await put(item('F#1', { ver: { N: '7' } }));
    const input = { TableName, Item: item('F#1'), ConditionExpression: 'attribute_not_exists(pk)' } as const;
    const asked = tables.send(new PutItemCommand({ ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }));
    await expect(asked).rejects.toMatchObject({ name: 'ConditionalCheckFailedException', Item: { ver: { N: '7' } } });
    await expect(tables.send(new PutItemCommand(input))).rejects.not.toHaveProperty('Item.ver');
  });

  it('lets exactly one of twenty racers win', async () => {
    const race = Array.from({ length: 20 }, (_, n) =>
      tables.send(
        new PutItemCommand({
          TableName,
          Item: item('F#1', { by: { N: String(n) } }),
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
    const won = (await Promise.allSettled(race)).filter(({ status }) => status === 'fulfilled');
    expect(won).toHaveLength(1);
  });
});

describe('a state folder', () => {
  it('brings back tables, and refuses a second owner with one sentence', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tables-'));
    const first = await startTestEndpoint({ folder });
    await first.endpoint.createTable(TableName, TABLE);
    await put(onSlot('F#1', 'W#5'), first.as('tester').tables);
    const second = startTestEndpoint({ folder });
    await expect(second).rejects.toThrow(`The state folder ${folder} is in use by process ${process.pid}.`);
    await first.stop();

    const third = await startTestEndpoint({ folder });
    await third.endpoint.createTable(TableName, TABLE);
    const client = third.as('tester').tables;
    const Key = { pk: { S: 'F#1' }, sk: { S: 'S' } };
    expect((await client.send(new GetItemCommand({ TableName, Key }))).Item).toBeDefined();
    expect(await rowsOf('W#5', client)).toEqual(['F#1']);
    await third.stop();
    rmSync(folder, { recursive: true });
  });
});

/** Units against numbers computed by hand; `<bytes>` of an item include the names of its attributes. */
import {
  type AttributeValue,
  BatchGetItemCommand,
  BatchWriteItemCommand,
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AttributeValue as Value } from '../../../local/endpoint/tables/dynalite.ts';
import { itemSize } from '../../../local/endpoint/tables/units.ts';
import { refusalOf, startTestEndpoint, TABLE, type TestEndpoint } from './support.ts';

type Item = Record<string, AttributeValue>;

describe('the size of an item', () => {
  it.each<[string, Value, number]>([
    ['ASCII text', { S: 'abc' }, 3],
    ['text outside ASCII, in UTF-8', { S: 'é€' }, 5],
    ['a small number', { N: '7' }, 2],
    ['a negative number', { N: '-7' }, 3],
    ['a time in milliseconds', { N: '1795444602123' }, 8],
    ['zeros around a number', { N: '0012300' }, 3],
    ['bytes', { B: Buffer.from([1, 2, 3, 4]).toString('base64') }, 4],
    ['a boolean', { BOOL: true }, 1],
    ['null', { NULL: true }, 1],
    ['a set of texts', { SS: ['ab', 'c'] }, 3],
    ['a list: three bytes, and one more for each element', { L: [{ S: 'ab' }, { BOOL: true }] }, 8],
    ['a map: three bytes, and one more for each entry with its name', { M: { k: { S: 'ab' } } }, 7],
  ])('counts %s', (_case, value, size) => {
    expect(itemSize({ name: value })).toBe('name'.length + size);
  });
});

describe('units', () => {
  let test: TestEndpoint;
  let tables: ReturnType<TestEndpoint['as']>['tables'];

  beforeAll(async () => {
    test = await startTestEndpoint();
    await test.endpoint.createTable('News', TABLE);
    await test.endpoint.createTable('People', TABLE);
    tables = test.as('tester').tables;
  });
  beforeEach(() => test.endpoint.reset());
  afterAll(() => test.stop());

  const TableName = 'News';
  const key = (sk = 'S'): Item => ({ pk: { S: 'F#1' }, sk: { S: sk } });
  /** An item of exactly so many bytes: 'pk' 2 + 'F#1' 3 + 'sk' 2 + sk + 'text' 4 + the rest. */
  const sized = (bytes: number, sk = 'S'): Item => ({ ...key(sk), text: { S: 'x'.repeat(bytes - 11 - sk.length) } });
  const onIndex = (slot: string, rest: Item = {}): Item => ({
    ...key(),
    gsi1pk: { S: slot },
    gsi1sk: { S: 'host' },
    ...rest,
  });

  const put = (Item: Item) => tables.send(new PutItemCommand({ TableName, Item }));
  const last = (): string => {
    const { readUnits, writeUnits } = test.calls.at(-1)!;
    return `${readUnits}R ${writeUnits}W`;
  };

  describe('of a read', () => {
    it.each<[string, Item | undefined, boolean, string]>([
      ['nothing there', undefined, false, '0.5R 0W'],
      ['nothing there, consistent', undefined, true, '1R 0W'],
      ['4,096 bytes', sized(4096), false, '0.5R 0W'],
      ['4,097 bytes', sized(4097), false, '1R 0W'],
      ['4,097 bytes, consistent', sized(4097), true, '2R 0W'],
    ])('of one item: %s', async (_case, item, ConsistentRead, units) => {
      if (item) await put(item);
      await tables.send(new GetItemCommand({ TableName, Key: key(), ConsistentRead }));
      expect(last()).toBe(units);
    });

    it('by a projection costs the whole item', async () => {
      await put(sized(9000));
      await tables.send(new GetItemCommand({ TableName, Key: key(), ProjectionExpression: 'pk' }));
      expect(last()).toBe('1.5R 0W');
    });

    const query = (rest: object = {}) =>
      tables.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'F#1' } },
          ...rest,
        }),
      );

    it('by a query rounds the sum, also of what a filter drops', async () => {
      for (const sk of ['1', '2', '3']) await put(sized(2000, sk));
      await query();
      expect(last()).toBe('1R 0W');
      await query({ ConsistentRead: true });
      expect(last()).toBe('2R 0W');
      await query({ FilterExpression: 'attribute_not_exists(pk2) and attribute_exists(nothing)' });
      expect(last()).toBe('1R 0W');
      await query({ Limit: 1 });
      expect(last()).toBe('0.5R 0W');
    });

    it('by a query that finds nothing costs the smallest read', async () => {
      await query();
      expect(last()).toBe('0.5R 0W');
    });

    it('by a query of an index costs the rows of the index, not the items', async () => {
      await put(onIndex('W#5#0', { text: { S: 'x'.repeat(20_000) } }));
      await query({
        IndexName: 'gsi1',
        KeyConditionExpression: 'gsi1pk = :pk',
        ExpressionAttributeValues: { ':pk': { S: 'W#5#0' } },
      });
      expect(last()).toBe('0.5R 0W');
    });

    it('by a scan costs all that it passes', async () => {
      for (const sk of ['1', '2', '3']) await put(sized(4000, sk));
      await tables.send(new ScanCommand({ TableName }));
      expect(last()).toBe('1.5R 0W');
    });

    it('of a batch rounds each item', async () => {
      await put(sized(5000, '1'));
      const Keys = [key('1'), key('2')];
      await tables.send(new BatchGetItemCommand({ RequestItems: { News: { Keys } } }));
      expect(last()).toBe('1.5R 0W');
    });
  });

  describe('of a write', () => {
    it.each<[string, Item | undefined, Item, string]>([
      ['a new item of 1,024 bytes', undefined, sized(1024), '0R 1W'],
      ['a new item of 1,025 bytes', undefined, sized(1025), '0R 2W'],
      ['a small one over a large one', sized(3000), sized(100), '0R 3W'],
      ['a large one over a small one', sized(100), sized(3000), '0R 3W'],
      ['a row that appears on the index', key(), onIndex('W#5#0'), '0R 2W'],
      ['a row that leaves the index', onIndex('W#5#0'), key(), '0R 2W'],
      ['a row that stays where it is', onIndex('W#5#0'), onIndex('W#5#0', { etag: { S: 'x' } }), '0R 1W'],
      ['a row that moves', onIndex('W#5#0'), onIndex('W#5#1'), '0R 3W'],
      ['half a key, which is not on the index', undefined, { ...key(), gsi1pk: { S: 'W#5#0' } }, '0R 1W'],
    ])('by a put: %s', async (_case, before, after, units) => {
      if (before) await put(before);
      await put(after);
      expect(last()).toBe(units);
    });

    const update = (rest: object) => tables.send(new UpdateItemCommand({ TableName, Key: key(), ...rest }));
    const setText = (text: string) => ({
      UpdateExpression: 'SET #t = :t',
      ExpressionAttributeNames: { '#t': 'text' },
      ExpressionAttributeValues: { ':t': { S: text } },
    });

    it('by an update costs the whole item, before or after', async () => {
      await put(sized(2500));
      await update(setText('x'));
      expect(last()).toBe('0R 3W');
      await update(setText('y'));
      expect(last()).toBe('0R 1W');
    });

    it('by an update that moves the index row costs three', async () => {
      await put(onIndex('W#5#0'));
      await update({ UpdateExpression: 'SET gsi1pk = :s', ExpressionAttributeValues: { ':s': { S: 'W#10#0' } } });
      expect(last()).toBe('0R 3W');
      await update({ UpdateExpression: 'REMOVE gsi1pk' });
      expect(last()).toBe('0R 2W');
    });

    it('that fails its condition costs what stands there', async () => {
      const fail = { ...setText('x'), ConditionExpression: 'attribute_exists(never)' };
      expect((await refusalOf(update(fail))).name).toBe('ConditionalCheckFailedException');
      expect(last()).toBe('0R 1W');
      await put(sized(2500));
      await refusalOf(update(fail));
      expect(last()).toBe('0R 3W');
    });

    it('that is malformed costs nothing', async () => {
      await refusalOf(put({ pk: { S: 'F#1' } }));
      expect(last()).toBe('0R 0W');
    });

    it('by a delete costs the item and its index row', async () => {
      const remove = () => tables.send(new DeleteItemCommand({ TableName, Key: key() }));
      await put(onIndex('W#5#0', { text: { S: 'x'.repeat(2000) } }));
      await remove();
      expect(last()).toBe('0R 3W');
      await remove();
      expect(last()).toBe('0R 1W');
    });

    it('of a batch sums its items over all tables', async () => {
      const People = [{ PutRequest: { Item: onIndex('D#0700#1') } }];
      const News = [{ PutRequest: { Item: sized(1500, '1') } }, { DeleteRequest: { Key: key('2') } }];
      const { ConsumedCapacity } = await tables.send(
        new BatchWriteItemCommand({ RequestItems: { News, People }, ReturnConsumedCapacity: 'INDEXES' }),
      );
      expect(last()).toBe('0R 5W');
      expect(ConsumedCapacity).toEqual([
        { TableName: 'News', CapacityUnits: 3, Table: { CapacityUnits: 3 } },
        {
          TableName: 'People',
          CapacityUnits: 2,
          Table: { CapacityUnits: 1 },
          GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 1 } },
        },
      ]);
    });
  });

  it('are told to a client that asks, and only then', async () => {
    const Item = onIndex('W#5#0');
    const asked = await tables.send(new PutItemCommand({ TableName, Item, ReturnConsumedCapacity: 'TOTAL' }));
    const notAsked = await tables.send(new PutItemCommand({ TableName, Item }));
    expect(asked.ConsumedCapacity).toEqual({ TableName, CapacityUnits: 2 });
    expect(notAsked.ConsumedCapacity).toBeUndefined();
  });

  it('are counted right for racing writes of one item', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(onIndex(`W#5#${n}`))));
    const writes = test.calls.slice(-20).map(({ writeUnits }) => writeUnits);
    expect(writes.sort()).toEqual([2, ...Array.from({ length: 19 }, () => 3)]);
  });
});

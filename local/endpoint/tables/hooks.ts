/**
 * What dynalite is taught: units with index writes, one atomic write for an item and its index rows, and two rules of
 * the real service that it does not know.
 *
 * Its actions call these functions through the exports of `dynalite/db`, so replacing them there reaches every action.
 * They act for our stores only; any other dynalite in the process keeps its own behaviour.
 *
 * Atomic: an action calls `updateIndexes` and then, in the same turn, writes the item. The index rows are kept back and
 * go into one LevelDB batch with the item, so a `kill -9` leaves both or neither.
 */
import {
  engine,
  type Callback,
  type Input,
  type Item,
  type Operation,
  type PartOfStore,
  type Store,
  type TableDefinition,
} from './dynalite.ts';
import { Meter } from './meter.ts';
import { itemSize } from './units.ts';

interface OurStore {
  /** Index rows that wait for their item, by the item's full key. */
  pending: Map<string, Operation[]>;
  definitions: ReadonlyMap<string, TableDefinition>;
}

interface CallContext {
  meter: Meter;
  definitions: ReadonlyMap<string, TableDefinition>;
  returnsItemOnFailure: boolean;
}

const stores = new WeakMap<Store, OurStore>();
/** By the item or key object that the action carries about: the one thing that is the same in every hook. */
const contexts = new WeakMap<object, CallContext>();
/** By the input of a query or scan. */
const queries = new WeakMap<object, Meter>();

const original = { ...engine };

/** Makes a store ours: items and index rows are written together, definitions come from memory. */
export function adoptStore(store: Store, definitions: ReadonlyMap<string, TableDefinition>): void {
  const ours: OurStore = { pending: new Map(), definitions };
  stores.set(store, ours);
  const getItemDb = store.getItemDb;
  const parts = new Map<string, PartOfStore>();
  store.getItemDb = (table) => {
    let part = parts.get(table);
    if (!part) parts.set(table, (part = atomicPart(store, ours, table, getItemDb(table))));
    return part;
  };
  const getTable = store.getTable;
  store.getTable = (name, checkStatus, callback) => {
    const found = definitions.get(name);
    const answer = typeof checkStatus === 'function' ? checkStatus : callback;
    if (found && answer) answer(null, found);
    else getTable(name, checkStatus, callback);
  };
}

function atomicPart(store: Store, ours: OurStore, table: string, part: PartOfStore): PartOfStore {
  const write = (operation: Operation, callback: Callback<void>): void => {
    const rows = ours.pending.get(operation.key) ?? [];
    ours.pending.delete(operation.key);
    void store.db.batch([operation, ...rows], callback);
  };
  return Object.assign(Object.create(part), {
    put: (key: string, value: unknown, callback: Callback<void>) =>
      write({ type: 'put', key: itemKey(table, key), value }, callback),
    del: (key: string, callback: Callback<void>) => write({ type: 'del', key: itemKey(table, key) }, callback),
  });
}

export const itemKey = (table: string, key: string): string => `item-${table}~${key}`;
export const indexKey = (table: string, index: string, key: string): string => `index-global~${table}~${index}~${key}`;

/** Index rows to write and remove when an item changes. */
export function indexOperations(
  table: TableDefinition,
  before: Item | undefined,
  after: Item | undefined,
): Operation[] {
  const { puts, deletes } = engine.getIndexActions(table.GlobalSecondaryIndexes ?? [], before, after, table);
  return [
    ...deletes.map(({ index, key }): Operation => ({ type: 'del', key: indexKey(table.TableName, index, key) })),
    ...puts.map(({ index, key, item }): Operation => ({
      type: 'put',
      key: indexKey(table.TableName, index, key),
      value: item,
    })),
  ];
}

/** Counts what the action does with this input. Call it after the input was parsed: parsing makes new objects. */
export function meterInput(store: Store, input: Input, failureValues: boolean): Meter {
  const meter = new Meter();
  const definitions = stores.get(store)?.definitions ?? new Map();
  const context: CallContext = { meter, definitions, returnsItemOnFailure: failureValues };
  for (const object of itemsAndKeys(input)) contexts.set(object, context);
  queries.set(input, meter);
  return meter;
}

interface BatchEntry {
  PutRequest?: { Item: Item };
  DeleteRequest?: { Key: Item };
}

function* itemsAndKeys(input: Input): Generator<object> {
  if (input.Item) yield input.Item;
  if (input.Key) yield input.Key;
  for (const requests of Object.values(input.RequestItems ?? {}) as (BatchEntry[] | { Keys: Item[] })[]) {
    if (!Array.isArray(requests)) yield* requests.Keys;
    else for (const { PutRequest, DeleteRequest } of requests) yield PutRequest?.Item ?? DeleteRequest?.Key ?? {};
  }
}

const contextOf = (input: Input): CallContext | undefined => contexts.get(input.Item ?? input.Key ?? input);

engine.addConsumedCapacity = (input, isRead, first, second) => {
  const context = contextOf(input);
  if (!context) return original.addConsumedCapacity(input, isRead, first, second);
  if (isRead) context.meter.readItem(input.TableName, first, input.ConsistentRead === true);
  else {
    const table = context.definitions.get(input.TableName);
    if (table) context.meter.write(table, first, second);
  }
  return undefined;
};

engine.checkConditional = (input, existing) => {
  const failure = original.checkConditional(input, existing);
  const context = contextOf(input);
  if (failure?.body && context) {
    context.meter.refused(input.TableName, existing);
    if (context.returnsItemOnFailure && existing) failure.body.Item = existing;
  }
  return failure;
};

engine.updateIndexes = (store, table, before, after, callback) => {
  const ours = stores.get(store);
  if (!ours) return original.updateIndexes(store, table, before, after, callback);
  const empty = after && emptyIndexKey(table, after);
  if (empty) return callback(engine.validationError(empty));
  const item = after ?? before;
  const rows = indexOperations(table, before, after ?? undefined);
  if (item && rows.length > 0) ours.pending.set(itemKey(table.TableName, engine.createKey(item, table)), rows);
  callback(null);
};

/** The real service refuses it in words like these; dynalite would store a row under an empty key. */
function emptyIndexKey(table: TableDefinition, item: Item): string | undefined {
  for (const { IndexName, KeySchema } of table.GlobalSecondaryIndexes ?? []) {
    for (const { AttributeName } of KeySchema) {
      if (item[AttributeName]?.S === '' || item[AttributeName]?.B === '') {
        return (
          'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
          'The AttributeValue for a key attribute cannot contain an empty string value. ' +
          `IndexName: ${IndexName}, IndexKey: ${AttributeName}`
        );
      }
    }
  }
  return undefined;
}

engine.queryTable = (store, table, input, range, isLocal, fetchesItems, startKeys, callback) => {
  const meter = queries.get(input);
  if (!meter) return original.queryTable(store, table, input, range, isLocal, fetchesItems, startKeys, callback);
  const sizes: number[] = [];
  const metered: Store = {
    ...store,
    getItemDb: (name) => listeningPart(store.getItemDb(name), sizes),
    getIndexDb: (type, name, index) => listeningPart(store.getIndexDb(type, name, index), sizes),
  };
  original.queryTable(metered, table, input, range, isLocal, fetchesItems, startKeys, (error, result) => {
    if (result) {
      const bytes = sizes.slice(0, result.ScannedCount).reduce((total, size) => total + size, 0);
      meter.read(input.TableName, bytes, input.ConsistentRead === true, input.IndexName);
    }
    callback(error, result);
  });
};

/** Notes the size of every row that a query reads, in order; the query says afterwards how many it counted. */
function listeningPart(part: PartOfStore, sizes: number[]): PartOfStore {
  return Object.assign(Object.create(part), {
    createValueStream: (range: unknown) => {
      const stream = part.createValueStream(range);
      stream.on('data', (row: unknown) => sizes.push(itemSize(row as Item)));
      return stream;
    },
  });
}

/**
 * DynamoDB, by dynalite in this process: on disk when there is a state folder, else in memory.
 *
 * Tables are defined by the template. What a definition changes on an existing table is done to its rows at once: a new
 * index is filled from the items, a dropped one emptied; another primary key is refused, as in the cloud it would be a
 * new table.
 */
import { join } from 'node:path';
import type { LocalClock } from '../../clock.ts';
import type { Answer } from '../call.ts';
import {
  engine,
  operations,
  type ClientError,
  type Input,
  type Item,
  type Operation,
  type Store,
  type TableDefinition,
} from './dynalite.ts';
import { parseTable } from './definition.ts';
import { adoptStore, indexKey, indexOperations, itemKey, meterInput } from './hooks.ts';
import type { Meter } from './meter.ts';
import { deletionsOfExpired, describeTimeToLive, updateTimeToLive } from './timeToLive.ts';

export interface TablesOptions {
  clock: LocalClock;
  folder?: string | undefined;
  /** The ARN of a table. */
  arnOf: (table: string) => string;
}

const SCHEMA = 'com.amazonaws.dynamodb.v20120810#';

export class Tables {
  readonly #options: TablesOptions;
  readonly #store: Store;
  readonly #definitions = new Map<string, TableDefinition>();
  readonly #timeToLive = new Map<string, string>();

  private constructor(options: TablesOptions, store: Store) {
    this.#options = options;
    this.#store = store;
    adoptStore(store, this.#definitions);
  }

  /** Fails when another process holds the folder: LevelDB's own lock, which the system frees when a process dies. */
  static async open(options: TablesOptions): Promise<Tables> {
    const place = options.folder === undefined ? {} : { path: join(options.folder, 'tables') };
    const store = engine.create({ ...place, createTableMs: 0 });
    await store.db.open();
    return new Tables(options, store);
  }

  definition(table: string): TableDefinition | undefined {
    return this.#definitions.get(table);
  }

  async define(name: string, properties: unknown): Promise<void> {
    const parsed = parseTable(name, properties, this.#options.arnOf(name), this.#options.clock.now());
    const before =
      this.#definitions.get(name) ?? ((await this.#store.db.get(`table~${name}`)) as TableDefinition | undefined);
    if (before && JSON.stringify(before.KeySchema) !== JSON.stringify(parsed.definition.KeySchema)) {
      throw new Error(
        `The table ${name} cannot change its primary key; it would be a new table. Use a new state folder.`,
      );
    }
    if (before) await this.#migrateIndexes(before, parsed.definition);
    await this.#store.db.put(`table~${name}`, parsed.definition);
    this.#definitions.set(name, parsed.definition);
    if (parsed.timeToLive) this.#timeToLive.set(name, parsed.timeToLive);
    else this.#timeToLive.delete(name);
  }

  async perform(action: string, body: string): Promise<Answer> {
    try {
      if (action === 'DescribeTimeToLive') return ok(describeTimeToLive(JSON.parse(body), this.#timeToLive));
      if (action === 'UpdateTimeToLive') return ok(updateTimeToLive(JSON.parse(body), this.#timeToLive));
      return await this.#run(action, body);
    } catch (error) {
      const { statusCode, body: reason } = error as ClientError;
      if (statusCode !== undefined) return answer(statusCode, reason);
      return answer(500, { __type: `${SCHEMA}InternalServerError`, message: String(error) });
    }
  }

  async #run(action: string, body: string): Promise<Answer> {
    const operation = operations.get(action);
    if (!operation) return answer(400, { __type: 'com.amazon.coral.service#UnknownOperationException' });
    const raw = JSON.parse(body) as Record<string, unknown>;
    const failureValues = raw['ReturnValuesOnConditionCheckFailure'] === 'ALL_OLD';
    const input = operation.parse(this.#store, raw);
    const wanted = input.ReturnConsumedCapacity;
    delete input.ReturnConsumedCapacity;
    const meter = meterInput(this.#store, input, failureValues);
    const { error, result } = await this.#call(operation.run, input);
    if (error && error.statusCode === undefined) throw error;
    const units =
      error && !isConditionFailure(error) ? {} : { readUnits: meter.readUnits, writeUnits: meter.writeUnits };
    if (error) return { ...answer(error.statusCode ?? 500, error.body), ...units };
    if (wanted === 'TOTAL' || wanted === 'INDEXES')
      addCapacity(result, meter, wanted, input.RequestItems !== undefined);
    return { ...ok(result), ...units };
  }

  #call(
    run: (
      store: Store,
      input: Input,
      callback: (error: ClientError | null, result?: Record<string, unknown>) => void,
    ) => void,
    input: Input,
  ) {
    return new Promise<{ error?: ClientError; result: Record<string, unknown> }>((resolve) => {
      run(this.#store, input, (error, result) => resolve(error ? { error, result: {} } : { result: result ?? {} }));
    });
  }

  /** Deletes what has expired, late as the real service does; its index rows go with it. Gives the number of items. */
  async sweepExpired(): Promise<number> {
    let swept = 0;
    for (const [name, attribute] of this.#timeToLive) {
      const table = this.#definitions.get(name);
      if (!table) continue;
      for await (const deletion of deletionsOfExpired(this.#items(name), table, attribute, this.#options.clock.now())) {
        const { status } = await this.perform('DeleteItem', JSON.stringify(deletion));
        if (status === 200) swept++;
      }
    }
    return swept;
  }

  /** Empty tables, same definitions. */
  async reset(): Promise<void> {
    await this.#store.db.clear();
    const definitions = [...this.#definitions.values()];
    await this.#store.db.batch(definitions.map((value) => ({ type: 'put', key: `table~${value.TableName}`, value })));
  }

  async close(): Promise<void> {
    await this.#store.db.close();
  }

  async *#items(table: string): AsyncGenerator<Item> {
    const prefix = itemKey(table, '');
    for await (const [, item] of this.#store.db.iterator({ gte: prefix, lt: `${prefix}\xff` })) yield item as Item;
  }

  async #migrateIndexes(before: TableDefinition, after: TableDefinition): Promise<void> {
    const known = new Map(before.GlobalSecondaryIndexes?.map((index) => [index.IndexName, shape(index)]));
    const wanted = new Map(after.GlobalSecondaryIndexes?.map((index) => [index.IndexName, shape(index)]));
    for (const [index, form] of known) if (wanted.get(index) !== form) await this.#emptyIndex(before.TableName, index);
    const added = (after.GlobalSecondaryIndexes ?? []).filter((index) => known.get(index.IndexName) !== shape(index));
    if (added.length === 0) return;
    const onlyAdded = { ...after, GlobalSecondaryIndexes: added };
    for await (const item of this.#items(after.TableName)) {
      await this.#store.db.batch(indexOperations(onlyAdded, undefined, item));
    }
  }

  async #emptyIndex(table: string, index: string): Promise<void> {
    const prefix = indexKey(table, index, '');
    const rows: Operation[] = [];
    for await (const [key] of this.#store.db.iterator({ gte: prefix, lt: `${prefix}\xff` }))
      rows.push({ type: 'del', key });
    await this.#store.db.batch(rows);
  }
}

const shape = ({ KeySchema, Projection }: { KeySchema: unknown; Projection: unknown }): string =>
  JSON.stringify([KeySchema, Projection]);

const isConditionFailure = (error: ClientError): boolean =>
  error.body?.__type.endsWith('#ConditionalCheckFailedException') === true;

function addCapacity(result: Record<string, unknown>, meter: Meter, wanted: string, isBatch: boolean): void {
  const report = meter.report(wanted === 'INDEXES');
  result['ConsumedCapacity'] = isBatch ? report : report[0];
}

const ok = (result: unknown): Answer => answer(200, result);

const answer = (status: number, result: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify(result ?? {}),
});

/**
 * The parts of dynalite that are called in this process, without its HTTP server: the store, the validations and one
 * function for each action. It ships no types and no public entry to them, so its version is pinned and this file is
 * the only one that reaches in.
 */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export interface AttributeValue {
  S?: string;
  N?: string;
  B?: string;
  BOOL?: boolean;
  NULL?: boolean;
  SS?: string[];
  NS?: string[];
  BS?: string[];
  L?: AttributeValue[];
  M?: Item;
}
export type Item = Record<string, AttributeValue>;

export interface KeyElement {
  AttributeName: string;
  KeyType: 'HASH' | 'RANGE';
}
export interface IndexDefinition {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection: { ProjectionType: 'ALL' | 'KEYS_ONLY' | 'INCLUDE'; NonKeyAttributes?: string[] | undefined };
}
export interface TableDefinition {
  TableName: string;
  KeySchema: KeyElement[];
  AttributeDefinitions: { AttributeName: string; AttributeType: 'S' | 'N' | 'B' }[];
  GlobalSecondaryIndexes?: IndexDefinition[];
}

/** What a client sent, after `checkTypes`. */
export interface Input {
  TableName: string;
  Item?: Item;
  Key?: Item;
  ConsistentRead?: boolean;
  ReturnConsumedCapacity?: string;
  RequestItems?: Record<string, unknown>;
  IndexName?: string;
  [parameter: string]: unknown;
}

/** An error that the client gets as it is. */
export interface ClientError extends Error {
  statusCode?: number;
  body?: { __type: string; message?: string; Item?: Item };
}
export type Callback<Value> = (error: ClientError | null, value?: Value) => void;

export interface Operation {
  type: 'put' | 'del';
  key: string;
  value?: unknown;
}
export interface Level {
  open(): Promise<void>;
  close(): Promise<void>;
  clear(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown): Promise<void>;
  batch(operations: Operation[], callback?: Callback<void>): Promise<void>;
  iterator(range: { gte: string; lt: string }): AsyncIterable<[string, unknown]>;
}
export interface PartOfStore {
  put(key: string, value: unknown, callback: Callback<void>): void;
  del(key: string, callback: Callback<void>): void;
  createValueStream(range: unknown): NodeJS.ReadableStream;
}
export interface Store {
  db: Level;
  getItemDb(table: string): PartOfStore;
  getIndexDb(type: string, table: string, index: string): PartOfStore;
  getTable(name: string, checkStatus: boolean | Callback<TableDefinition>, callback?: Callback<TableDefinition>): void;
}

export interface IndexActions {
  puts: { index: string; key: string; item: Item }[];
  deletes: { index: string; key: string }[];
}
export interface QueryResult {
  ScannedCount: number;
  Items?: Item[];
}

/** The exports of `dynalite/db`; its actions call them through the module object, so a replaced one takes effect. */
export interface Engine {
  create(options: { path?: string; createTableMs: number }): Store;
  createKey(item: Item, table: TableDefinition): string;
  getIndexActions(
    indexes: IndexDefinition[],
    before: Item | undefined,
    after: Item | undefined,
    table: TableDefinition,
  ): IndexActions;
  validationError(message: string): ClientError;
  addConsumedCapacity(input: Input, isRead: boolean, first?: Item, second?: Item): unknown;
  checkConditional(input: Input, existing?: Item): ClientError | null;
  updateIndexes(
    store: Store,
    table: TableDefinition,
    before: Item | undefined,
    after: Item | null | undefined,
    callback: Callback<void>,
  ): void;
  queryTable(
    store: Store,
    table: TableDefinition,
    input: Input,
    range: unknown,
    isLocal: boolean,
    fetchesItems: boolean,
    startKeys: string[],
    callback: Callback<QueryResult>,
  ): void;
}

export type Action = (store: Store, input: Input, callback: Callback<Record<string, unknown>>) => void;

interface Validations {
  checkTypes(input: unknown, types: unknown): Input;
  checkValidations(input: Input, types: unknown, custom: unknown, store: Store): void;
}

export const engine: Engine = require('dynalite/db');
const validations: Validations = require('dynalite/validations');

export interface Operations {
  parse(store: Store, input: unknown): Input;
  run: Action;
}

const NAMES = [
  'GetItem',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'Query',
  'Scan',
  'BatchGetItem',
  'BatchWriteItem',
  'DescribeTable',
  'ListTables',
] as const;

/** The actions that functions may call; tables themselves come from the template, not from a call. */
export const operations: ReadonlyMap<string, Operations> = new Map(
  NAMES.map((name) => {
    const file = name.charAt(0).toLowerCase() + name.slice(1);
    const run: Action = require(`dynalite/actions/${file}`);
    const rules: { types: unknown; custom: unknown } = require(`dynalite/validations/${file}`);
    const parse = (store: Store, raw: unknown): Input => {
      const input = validations.checkTypes(raw, rules.types);
      validations.checkValidations(input, rules.types, rules.custom, store);
      return input;
    };
    return [name, { parse, run }];
  }),
);

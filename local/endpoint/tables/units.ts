/**
 * Read and write units, as DynamoDB bills them.
 *
 * A read costs one unit for each 4 KB, half when eventually consistent; a write one for each 1 KB of the larger of the
 * old and the new item, also when its condition failed. An index row costs its own write when it appears, disappears
 * or changes, two when its key changes, nothing when it stays as it was
 * (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html and GSI.html,
 * "Write capacity units"; sizes: CapacityUnitCalculations.html).
 */
import type { AttributeValue, IndexDefinition, Item, TableDefinition } from './dynalite.ts';

export function itemSize(item: Item): number {
  let size = 0;
  for (const [name, value] of Object.entries(item)) size += Buffer.byteLength(name) + valueSize(value);
  return size;
}

function valueSize(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.N !== undefined) return numberSize(value.N);
  if (value.B !== undefined) return Buffer.byteLength(value.B, 'base64');
  if (value.SS) return sum(value.SS, (text) => Buffer.byteLength(text));
  if (value.NS) return sum(value.NS, numberSize);
  if (value.BS) return sum(value.BS, (bytes) => Buffer.byteLength(bytes, 'base64'));
  if (value.L) return 3 + sum(value.L, (element) => 1 + valueSize(element));
  if (value.M) return 3 + Object.keys(value.M).length + itemSize(value.M);
  return 1;
}

/** About one byte for two significant digits, and one more. */
function numberSize(number: string): number {
  const digits = number.replace(/^-/, '').replace(/e.*$/i, '').replace('.', '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (number.startsWith('-') ? 1 : 0);
}

const sum = <Value>(values: readonly Value[], size: (value: Value) => number): number =>
  values.reduce((total, value) => total + size(value), 0);

/** A read that finds nothing costs as much as the smallest one that does. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / 4096)) / (consistent ? 1 : 2);
}

export function writeUnits(before: Item | undefined, after: Item | undefined): number {
  const bytes = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  return Math.max(1, Math.ceil(bytes / 1024));
}

/** What a write of the item costs on one index. */
export function indexWriteUnits(
  table: TableDefinition,
  index: IndexDefinition,
  before: Item | undefined,
  after: Item | undefined,
): number {
  const oldRow = before && projectRow(table, index, before);
  const newRow = after && projectRow(table, index, after);
  if (!oldRow || !newRow) return oldRow || newRow ? writeUnits(oldRow, newRow) : 0;
  const keys = [...index.KeySchema, ...table.KeySchema];
  const isMoved = keys.some(({ AttributeName: key }) => !isSame(oldRow[key], newRow[key]));
  if (isMoved) return writeUnits(oldRow, undefined) + writeUnits(undefined, newRow);
  return isSame(oldRow, newRow) ? 0 : writeUnits(oldRow, newRow);
}

/** The row that the index holds for an item; an item without all of the index's keys has none. */
function projectRow(table: TableDefinition, index: IndexDefinition, item: Item): Item | undefined {
  if (index.KeySchema.some(({ AttributeName }) => item[AttributeName] === undefined)) return undefined;
  if (index.Projection.ProjectionType === 'ALL') return item;
  const names = [...index.KeySchema, ...table.KeySchema].map(({ AttributeName }) => AttributeName);
  const kept = new Set([...names, ...(index.Projection.NonKeyAttributes ?? [])]);
  return Object.fromEntries(Object.entries(item).filter(([name]) => kept.has(name)));
}

/** Equal as stored; the order of attributes does not count, that of a set's elements does, since it is kept. */
function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

const canonical = (value: unknown): string | undefined =>
  JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

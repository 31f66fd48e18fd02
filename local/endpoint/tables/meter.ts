/** The units of one call, summed while dynalite works on it. */
import type { Item, TableDefinition } from './dynalite.ts';
import { indexWriteUnits, itemSize, readUnits, writeUnits } from './units.ts';

interface TableUnits {
  read: number;
  write: number;
  indexes: Map<string, number>;
}

export class Meter {
  readonly #tables = new Map<string, TableUnits>();

  /** `index`, when it was read instead of the table. */
  read(table: string, bytes: number, consistent: boolean, index?: string): void {
    const units = readUnits(bytes, consistent);
    if (index) this.#addIndex(table, index, units, 'read');
    else this.#of(table).read += units;
  }

  readItem(table: string, item: Item | undefined, consistent: boolean): void {
    this.read(table, item ? itemSize(item) : 0, consistent);
  }

  write(table: TableDefinition, before: Item | undefined, after: Item | undefined): void {
    this.#of(table.TableName).write += writeUnits(before, after);
    for (const index of table.GlobalSecondaryIndexes ?? []) {
      const units = indexWriteUnits(table, index, before, after);
      if (units > 0) this.#addIndex(table.TableName, index.IndexName, units, 'write');
    }
  }

  /** A failed condition costs the write of what stood there. */
  refused(table: string, existing: Item | undefined): void {
    this.#of(table).write += writeUnits(existing, undefined);
  }

  get readUnits(): number {
    return this.#total('read');
  }

  get writeUnits(): number {
    return this.#total('write');
  }

  /** In the form in which a client that asks for `ConsumedCapacity` gets it. */
  report(detailed: boolean): object[] {
    return [...this.#tables].map(([TableName, { read, write, indexes }]) => {
      const onIndexes = [...indexes.values()].reduce((total, units) => total + units, 0);
      const CapacityUnits = read + write;
      if (!detailed) return { TableName, CapacityUnits };
      const GlobalSecondaryIndexes = Object.fromEntries(
        [...indexes].map(([name, units]) => [name, { CapacityUnits: units }]),
      );
      const Table = { CapacityUnits: CapacityUnits - onIndexes };
      return { TableName, CapacityUnits, Table, ...(indexes.size > 0 && { GlobalSecondaryIndexes }) };
    });
  }

  #addIndex(table: string, index: string, units: number, kind: 'read' | 'write'): void {
    const entry = this.#of(table);
    entry[kind] += units;
    entry.indexes.set(index, (entry.indexes.get(index) ?? 0) + units);
  }

  #of(table: string): TableUnits {
    let entry = this.#tables.get(table);
    if (!entry) this.#tables.set(table, (entry = { read: 0, write: 0, indexes: new Map() }));
    return entry;
  }

  #total(kind: 'read' | 'write'): number {
    return [...this.#tables.values()].reduce((total, entry) => total + entry[kind], 0);
  }
}

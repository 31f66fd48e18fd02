/**
 * An index as bytes and back: its columns one after the other, behind a head that says how long each is. Hash tables are
 * not in it; they are made again, which is quicker than reading them.
 */
import { GrowingBytes, GrowingCharacters, GrowingInts } from './growing.ts';
import { type IndexParts, QueryIndex } from '../queryIndex.ts';
import { Registry } from './registry.ts';
import { Shelf } from './shelf.ts';
import { TermTable } from './termTable.ts';

/** Another number for another layout or another meaning: who cannot read a snapshot reads the queries themselves. */
const LAYOUT = 2;
const SHELVES = ['words', 'prefixes', 'fields', 'langs'] as const;
const ALIGNMENT = 4;

type Column = Int32Array | Uint16Array | Uint8Array;

/** The columns of an index in the order of a snapshot. */
function columnsOf({ registry, shelves, checks, programs }: IndexParts): Column[] {
  return [
    registry.pool.used(),
    registry.starts.used(),
    registry.ends.used(),
    registry.idLengths.used(),
    checks.used(),
    programs.used(),
    ...SHELVES.flatMap((name) => {
      const { terms, heads, uses, postings, free } = shelves[name];
      const columns = [terms.hashes.used(), terms.bounds.used(), heads.used(), uses.used(), postings.used()];
      return [...columns, terms.characters.used(), Int32Array.of(free)];
    }),
  ];
}

export function saveIndex(index: QueryIndex): Uint8Array {
  index.sweep();
  const columns = columnsOf(index.parts);
  const head = Int32Array.of(LAYOUT, columns.length, ...columns.map(({ byteLength }) => byteLength));
  const bytes = new Uint8Array(columns.reduce((sum, { byteLength }) => sum + aligned(byteLength), head.byteLength));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of [head, ...columns]) {
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += aligned(byteLength);
  }
  return bytes;
}

/** Null when the bytes are those of another layout. */
export function loadIndex(saved: Uint8Array): QueryIndex | null {
  /** A Buffer's own slice is a view. */
  const bytes = new Uint8Array(saved.buffer, saved.byteOffset, saved.byteLength);
  const [layout, count = 0] = new Int32Array(bytes.slice(0, 8).buffer);
  if (layout !== LAYOUT) return null;
  const lengths = new Int32Array(bytes.slice(8, 8 + count * 4).buffer);
  let at = 8 + count * 4;
  let column = 0;
  const take = (): ArrayBuffer => {
    const length = lengths[column++]!;
    const taken = bytes.slice(at, at + length).buffer;
    at += aligned(length);
    return taken;
  };
  const ints = (): GrowingInts => new GrowingInts(new Int32Array(take()));
  const octets = (): GrowingBytes => new GrowingBytes(new Uint8Array(take()));
  const characters = (): GrowingCharacters => new GrowingCharacters(new Uint16Array(take()));

  const registry = new Registry(octets(), ints(), ints(), octets());
  const [checks, programs] = [ints(), ints()];
  const shelf = (): Shelf => {
    const [hashes, bounds, heads, uses, postings] = [ints(), ints(), ints(), ints(), ints()];
    const terms = new TermTable(hashes, bounds, characters());
    return new Shelf(terms, heads, uses, postings, ints().values[0]);
  };
  const [words, prefixes, fields, langs] = [shelf(), shelf(), shelf(), shelf()];
  return new QueryIndex({ registry, shelves: { words, prefixes, fields, langs }, checks, programs });
}

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

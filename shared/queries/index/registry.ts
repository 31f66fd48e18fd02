/** Which queries an index holds: number ↔ id, the canonical text of each, and whether it still counts. */
import { hashOf } from '../tokens.ts';
import { GrowingBytes, GrowingInts } from './growing.ts';

const EMPTY = 0;
const GONE = -1;
/** Bytes of a UTF-16 unit. */
const LONGEST_UTF8 = 3;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export class Registry {
  /** The id and the canonical text of each query, one after the other, in UTF-8. */
  readonly pool: GrowingBytes;
  readonly starts: GrowingInts;
  readonly ends: GrowingInts;
  /** 0 for a query that is gone. */
  readonly idLengths: GrowingBytes;
  /** Numbers to be given again. */
  readonly free: number[] = [];
  #slots = new Int32Array(0);
  #taken = 0;
  #size = 0;

  constructor(
    pool = new GrowingBytes(),
    starts = new GrowingInts(),
    ends = new GrowingInts(),
    idLengths = new GrowingBytes(),
  ) {
    this.pool = pool;
    this.starts = starts;
    this.ends = ends;
    this.idLengths = idLengths;
    for (let query = 0; query < starts.length; query++) {
      if (idLengths.values[query] === 0) this.free.push(query);
      else this.#size += 1;
    }
    this.#rehash();
  }

  /** Queries that count. */
  get size(): number {
    return this.#size;
  }

  /** Numbers given so far. */
  get numbers(): number {
    return this.starts.length;
  }

  isLive(query: number): boolean {
    return this.idLengths.values[query] !== 0;
  }

  find(id: string): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
      const taken = this.#slots[slot]!;
      if (taken === EMPTY) return -1;
      if (taken !== GONE && this.#isId(taken - 1, id)) return taken - 1;
    }
  }

  /** A number for a query that is not there yet. */
  add(id: string, text: string): number {
    const query = this.free.pop() ?? this.starts.length;
    this.starts.extendTo(query + 1);
    this.ends.extendTo(query + 1);
    this.idLengths.extendTo(query + 1);
    this.starts.values[query] = this.pool.length;
    this.idLengths.values[query] = this.#append(id);
    this.#append(text);
    this.ends.values[query] = this.pool.length;
    this.#size += 1;
    if ((this.#taken + 1) * 2 > this.#slots.length) this.#rehash();
    else this.#place(query, id);
    return query;
  }

  /** The number stays taken until nothing hangs anywhere under it. */
  retire(query: number): void {
    const id = this.id(query);
    const mask = this.#slots.length - 1;
    let slot = hashOf(id) & mask;
    while (this.#slots[slot] !== query + 1) slot = (slot + 1) & mask;
    this.#slots[slot] = GONE;
    this.idLengths.values[query] = 0;
    this.#size -= 1;
  }

  id(query: number): string {
    const start = this.starts.values[query]!;
    return decoder.decode(this.pool.values.subarray(start, start + this.idLengths.values[query]!));
  }

  text(query: number): string {
    const start = this.starts.values[query]! + this.idLengths.values[query]!;
    return decoder.decode(this.pool.values.subarray(start, this.ends.values[query]));
  }

  /** Bytes without those of the texts, which are there however queries are found. */
  get bytes(): number {
    return (
      this.pool.bytes +
      this.starts.bytes +
      this.ends.bytes +
      this.idLengths.bytes +
      this.#slots.byteLength -
      this.textBytes
    );
  }

  get textBytes(): number {
    let bytes = 0;
    for (let query = 0; query < this.numbers; query++) {
      bytes += this.ends.values[query]! - this.starts.values[query]! - this.idLengths.values[query]!;
    }
    return bytes;
  }

  /** How many bytes it took. */
  #append(text: string): number {
    this.pool.reserve(text.length * LONGEST_UTF8);
    const { written } = encoder.encodeInto(text, this.pool.values.subarray(this.pool.length));
    this.pool.length += written;
    return written;
  }

  #isId(query: number, id: string): boolean {
    const start = this.starts.values[query]!;
    const length = this.idLengths.values[query]!;
    if (length !== id.length) return false;
    for (let index = 0; index < length; index++) {
      if (this.pool.values[start + index] !== id.charCodeAt(index)) return false;
    }
    return true;
  }

  #rehash(): void {
    let size = 1024;
    while (size < this.#size * 2 + 2) size *= 2;
    if (this.#size * 3 > size) size *= 2;
    this.#slots = new Int32Array(size);
    this.#taken = 0;
    for (let query = 0; query < this.numbers; query++) if (this.isLive(query)) this.#place(query, this.id(query));
  }

  #place(query: number, id: string): void {
    const mask = this.#slots.length - 1;
    let slot = hashOf(id) & mask;
    while (this.#slots[slot] !== EMPTY) slot = (slot + 1) & mask;
    this.#slots[slot] = query + 1;
    this.#taken += 1;
  }
}

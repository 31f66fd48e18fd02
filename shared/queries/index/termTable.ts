/**
 * Terms and their numbers: an open hash table over one pool of characters. Looked up by the hash that the tokeniser has
 * worked out already, so that an article's words become numbers without becoming strings.
 */
import { hashOf, type Tokens } from '../tokens.ts';
import { GrowingCharacters, GrowingInts } from './growing.ts';

export const UNKNOWN = -1;

/** Slots for each term, at most: fuller, and most words of an article would be looked for twice. */
const SLOTS_PER_TERM = 2;

export class TermTable {
  readonly hashes: GrowingInts;
  /** Characters of term `i` go from `bounds[i]` to `bounds[i + 1]`. */
  readonly bounds: GrowingInts;
  readonly characters: GrowingCharacters;
  #slots: Int32Array;

  constructor(
    hashes = new GrowingInts(),
    bounds = new GrowingInts(new Int32Array(1)),
    characters = new GrowingCharacters(),
  ) {
    this.hashes = hashes;
    this.bounds = bounds;
    this.characters = characters;
    this.#slots = new Int32Array(0);
    this.#rehash();
  }

  get count(): number {
    return this.hashes.length;
  }

  /** The number of a unit of a text. */
  findUnit(tokens: Tokens, unit: number): number {
    return this.findCharacters(tokens.hashes[unit]!, tokens.characters, tokens.bounds[unit]!, tokens.bounds[unit + 1]!);
  }

  findCharacters(hash: number, characters: Uint16Array, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const term = slots[slot]! - 1;
      if (term === UNKNOWN) return UNKNOWN;
      if (this.hashes.values[term] === hash && this.#isSame(term, characters, from, to)) return term;
    }
  }

  find(text: string): number {
    const hash = hashOf(text);
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const term = slots[slot]! - 1;
      if (term === UNKNOWN || (this.hashes.values[term] === hash && this.#isText(term, text))) return term;
    }
  }

  add(text: string): number {
    const known = this.find(text);
    if (known !== UNKNOWN) return known;
    const term = this.count;
    this.hashes.push(hashOf(text));
    this.characters.reserve(text.length);
    for (let index = 0; index < text.length; index++) this.characters.push(text.charCodeAt(index));
    this.bounds.push(this.characters.length);
    if (this.count * SLOTS_PER_TERM > this.#slots.length) this.#rehash();
    else this.#place(term);
    return term;
  }

  text(term: number): string {
    return String.fromCharCode(
      ...this.characters.values.subarray(this.bounds.values[term], this.bounds.values[term + 1]),
    );
  }

  get bytes(): number {
    return this.hashes.bytes + this.bounds.bytes + this.characters.bytes + this.#slots.byteLength;
  }

  #isSame(term: number, characters: Uint16Array, from: number, to: number): boolean {
    let own = this.bounds.values[term]!;
    if (this.bounds.values[term + 1]! - own !== to - from) return false;
    for (let index = from; index < to; index++) if (this.characters.values[own++] !== characters[index]) return false;
    return true;
  }

  #isText(term: number, text: string): boolean {
    const from = this.bounds.values[term]!;
    if (this.bounds.values[term + 1]! - from !== text.length) return false;
    for (let index = 0; index < text.length; index++) {
      if (this.characters.values[from + index] !== text.charCodeAt(index)) return false;
    }
    return true;
  }

  #rehash(): void {
    let size = 1024;
    while (size < this.count * SLOTS_PER_TERM + 1) size *= 2;
    this.#slots = new Int32Array(size);
    for (let term = 0; term < this.count; term++) this.#place(term);
  }

  #place(term: number): void {
    const mask = this.#slots.length - 1;
    let slot = spread(this.hashes.values[term]!) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = term + 1;
  }
}

/** FNV's low bits alone are too alike for short words. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 4;

/**
 * Which of the asked-for beginnings the words of an article have. The hash of every beginning is met on the way through
 * a word; a small filter says at once that most of them are nobody's.
 */
import { HASH_SEED, hashOf, hashStep } from '../tokens.ts';
import type { TermTable } from './termTable.ts';

const FILTER_BITS = 1 << 16;
/** Longer beginnings share the last bit of `#lengths`. */
const LONGEST = 31;

export class Prefixes {
  /** Numbers of the distinct beginnings met in this article. */
  readonly met: number[] = [];
  readonly #terms: TermTable;
  readonly #filter = new Uint8Array(FILTER_BITS / 8);
  /** Bit n: somebody asks for a beginning of n characters. */
  #lengths = 0;
  #longest = 0;
  #round = 0;
  #metIn = new Int32Array(0);

  constructor(terms: TermTable) {
    this.#terms = terms;
    for (let term = 0; term < terms.count; term++) this.know(terms.text(term));
  }

  /** A beginning that somebody asks for from now on. */
  know(prefix: string): void {
    this.#lengths |= 1 << Math.min(prefix.length, LONGEST);
    this.#longest = Math.max(this.#longest, prefix.length);
    const bit = bitOf(hashOf(prefix));
    this.#filter[bit >> 3]! |= 1 << (bit & 7);
  }

  /** Begins another article. */
  begin(): void {
    this.met.length = 0;
    this.#round += 1;
    if (this.#metIn.length < this.#terms.count) this.#metIn = new Int32Array(Math.ceil(this.#terms.count * 1.25));
  }

  /** Meets the beginnings of one word. */
  meet(characters: Uint16Array, from: number, to: number): void {
    let hash = HASH_SEED;
    const end = Math.min(to, from + this.#longest);
    for (let index = from; index < end; index++) {
      hash = hashStep(hash, characters[index]!);
      if ((this.#lengths & (1 << Math.min(index + 1 - from, LONGEST))) === 0) continue;
      const bit = bitOf(hash);
      if ((this.#filter[bit >> 3]! & (1 << (bit & 7))) === 0) continue;
      const term = this.#terms.findCharacters(hash, characters, from, index + 1);
      if (term >= 0 && this.#metIn[term] !== this.#round) {
        this.#metIn[term] = this.#round;
        this.met.push(term);
      }
    }
  }
}

const bitOf = (hash: number): number => (hash ^ (hash >>> 16)) & (FILTER_BITS - 1);

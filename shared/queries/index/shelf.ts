/**
 * Where queries hang: terms of one kind (words, beginnings of words, words of the small fields, languages), and under
 * each the queries that cannot match without it, as a chain of postings.
 */
import { GrowingInts } from './growing.ts';
import { TermTable } from './termTable.ts';

const NONE = 0;

/** A posting is two numbers that are read together: the next posting plus one, or 0, and what hangs there. */
const POSTING = 2;

export class Shelf {
  readonly terms: TermTable;
  /** Of each term: its first posting plus one, or 0. */
  readonly heads: GrowingInts;
  /** Of each term: how many queries use it at all, which is our guess of how common it is. */
  readonly uses: GrowingInts;
  readonly postings: GrowingInts;
  /** The first of the postings that were taken down, which form a chain of their own; plus one. */
  #free: number;

  constructor(
    terms = new TermTable(),
    heads = new GrowingInts(),
    uses = new GrowingInts(),
    postings = new GrowingInts(),
    free = NONE,
  ) {
    this.terms = terms;
    this.heads = heads;
    this.uses = uses;
    this.postings = postings;
    this.#free = free;
  }

  get free(): number {
    return this.#free;
  }

  /** The number of a term, which one more query uses. */
  use(text: string): number {
    const term = this.add(text);
    this.uses.values[term]! += 1;
    return term;
  }

  /** The number of a term, whoever uses it. */
  add(text: string): number {
    const term = this.terms.add(text);
    this.heads.extendTo(this.terms.count);
    this.uses.extendTo(this.terms.count);
    return term;
  }

  usesOf(text: string): number {
    const term = this.terms.find(text);
    return term < 0 ? 0 : this.uses.values[term]!;
  }

  hang(term: number, value: number): void {
    let link = this.#free;
    if (link === NONE) {
      this.postings.extendTo(this.postings.length + POSTING);
      link = this.postings.length / POSTING;
    } else this.#free = this.next(link);
    this.postings.values[(link - 1) * POSTING] = this.heads.values[term]!;
    this.postings.values[(link - 1) * POSTING + 1] = value;
    this.heads.values[term] = link;
  }

  /** The posting after one; 0 after the last. Postings are counted from 1. */
  next(link: number): number {
    return this.postings.values[(link - 1) * POSTING]!;
  }

  value(link: number): number {
    return this.postings.values[(link - 1) * POSTING + 1]!;
  }

  /** Takes down what hangs there for nothing. */
  sweep(isGone: (value: number) => boolean): void {
    for (let term = 0; term < this.heads.length; term++) {
      let before = NONE;
      for (let link = this.heads.values[term]!; link !== NONE;) {
        const after = this.next(link);
        if (isGone(this.value(link))) {
          if (before === NONE) this.heads.values[term] = after;
          else this.postings.values[(before - 1) * POSTING] = after;
          this.postings.values[(link - 1) * POSTING] = this.#free;
          this.#free = link;
        } else before = link;
        link = after;
      }
    }
  }

  get bytes(): number {
    return this.terms.bytes + this.heads.bytes + this.uses.bytes + this.postings.bytes;
  }
}

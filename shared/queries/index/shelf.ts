/**
 * Where queries hang: terms of one kind (words, beginnings of words, words of the small fields, languages), and under
 * each the queries that cannot match without it, as a chain of postings.
 */
import { GrowingInts } from './growing.ts';
import { TermTable } from './termTable.ts';

const NONE = 0;

export class Shelf {
  readonly terms: TermTable;
  /** Of each term: its first posting plus one, or 0. */
  readonly heads: GrowingInts;
  /** Of each term: how many queries use it at all, which is our guess of how common it is. */
  readonly uses: GrowingInts;
  /** Of each posting: the next one plus one, or 0. Postings that were taken down form a chain of their own. */
  readonly next: GrowingInts;
  readonly queries: GrowingInts;
  #free: number;

  constructor(
    terms = new TermTable(),
    heads = new GrowingInts(),
    uses = new GrowingInts(),
    next = new GrowingInts(),
    queries = new GrowingInts(),
    free = NONE,
  ) {
    this.terms = terms;
    this.heads = heads;
    this.uses = uses;
    this.next = next;
    this.queries = queries;
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

  hang(term: number, query: number): void {
    let posting = this.#free - 1;
    if (this.#free === NONE) {
      posting = this.next.length;
      this.next.push(NONE);
      this.queries.push(query);
    } else {
      this.#free = this.next.values[posting]!;
      this.queries.values[posting] = query;
    }
    this.next.values[posting] = this.heads.values[term]!;
    this.heads.values[term] = posting + 1;
  }

  /** Takes down the postings of queries that are gone. */
  sweep(isGone: (query: number) => boolean): void {
    for (let term = 0; term < this.heads.length; term++) {
      let before = -1;
      for (let link = this.heads.values[term]!; link !== NONE;) {
        const after = this.next.values[link - 1]!;
        if (isGone(this.queries.values[link - 1]!)) {
          if (before < 0) this.heads.values[term] = after;
          else this.next.values[before] = after;
          this.next.values[link - 1] = this.#free;
          this.#free = link;
        } else before = link - 1;
        link = after;
      }
    }
  }

  get bytes(): number {
    return this.terms.bytes + this.heads.bytes + this.uses.bytes + this.next.bytes + this.queries.bytes;
  }
}

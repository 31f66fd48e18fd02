/**
 * The terms of one article as numbers of an index. The columns are used again for the next article; what belongs to this
 * one carries its round.
 */
import { type Alias, findAliases } from '../aliases.ts';
import { type ArticleDocument, type DocumentField, normalizeLang, readField } from '../document.ts';
import type { Matchable } from '../query.ts';
import { tokenize } from '../tokenize.ts';
import { hashStep, Tokens } from '../tokens.ts';
import type { Prefixes } from './prefixes.ts';
import type { TermTable } from './termTable.ts';

/** Title or text: its units, and the number of each. */
export interface Column {
  tokens: Tokens;
  numbers: Int32Array;
  aliases: readonly Alias[];
}

export class ArticleTerms {
  readonly title: Column = { tokens: new Tokens(), numbers: new Int32Array(0), aliases: [] };
  readonly text: Column = { tokens: new Tokens(), numbers: new Int32Array(0), aliases: [] };
  readonly columns = [
    ['title', this.title],
    ['text', this.text],
  ] as const;
  /** Numbers of the distinct terms of title and text that the index knows. */
  readonly met: number[] = [];
  readonly #terms: TermTable;
  readonly #prefixes: Prefixes;
  #round = 0;
  #metIn = new Int32Array(0);
  #aliasMetIn = new Int32Array(0);

  constructor(terms: TermTable, prefixes: Prefixes) {
    this.#terms = terms;
    this.#prefixes = prefixes;
  }

  read({ title, text }: Matchable): void {
    this.#round += 1;
    this.met.length = 0;
    this.#prefixes.begin();
    if (this.#metIn.length < this.#terms.count) {
      this.#metIn = new Int32Array(Math.ceil(this.#terms.count * 1.25));
      this.#aliasMetIn = new Int32Array(this.#metIn.length);
    }
    this.#readColumn(this.title, title);
    this.#readColumn(this.text, text);
  }

  /** Whether a term of this number stands in title or text. */
  has(term: number): boolean {
    return this.#metIn[term] === this.#round;
  }

  /** Whether it stands there in another writing than its own, which phrases of numbers do not see. */
  hasAsAlias(term: number): boolean {
    return this.#aliasMetIn[term] === this.#round;
  }

  termText(term: number): string {
    return this.#terms.text(term);
  }

  /** The article as evaluation reads it; valid until the next is read. */
  toDocument({ source, author, categories, lang }: Matchable): ArticleDocument {
    const normalized = normalizeLang(lang);
    const field = (name: 'title' | 'text', { tokens, aliases }: Column): DocumentField => ({
      field: name,
      tokens,
      lang: normalized,
      aliases: Map.groupBy(aliases, ({ from }) => from),
    });
    return {
      fields: [
        field('title', this.title),
        field('text', this.text),
        readField('source', source, normalized),
        readField('author', author, normalized),
        ...categories.map((category) => readField('category', category, normalized)),
      ],
      lang,
    };
  }

  #readColumn(column: Column, text: string): void {
    const tokens = tokenize(text, column.tokens);
    if (column.numbers.length < tokens.count) column.numbers = new Int32Array(tokens.starts.length);
    const { numbers } = column;
    const { count, characters, bounds, starts, ends } = tokens;
    for (let unit = 0; unit < count; unit++) {
      const number = this.#terms.findUnit(tokens, unit);
      numbers[unit] = number;
      if (number < 0) this.#prefixes.meet(characters, bounds[unit]!, bounds[unit + 1]!);
      else if (this.#metIn[number] !== this.#round) {
        this.#meet(number);
        this.#prefixes.meet(characters, bounds[unit]!, bounds[unit + 1]!);
      }
      if (unit > 0 && ends[unit - 1] === starts[unit]) this.#meetPair(tokens, unit);
    }
    column.aliases = findAliases(tokens);
    for (const { term } of column.aliases) this.#meetAlias(term);
  }

  /** Two characters of a script without spaces: what words of such scripts hang by. */
  #meetPair({ hashes, characters, bounds }: Tokens, unit: number): void {
    let hash = hashes[unit - 1]!;
    for (let index = bounds[unit]!; index < bounds[unit + 1]!; index++) hash = hashStep(hash, characters[index]!);
    const number = this.#terms.findCharacters(hash, characters, bounds[unit - 1]!, bounds[unit + 1]!);
    if (number >= 0 && this.#metIn[number] !== this.#round) this.#meet(number);
  }

  #meetAlias(term: string): void {
    const number = this.#terms.find(term);
    if (number >= 0) {
      this.#aliasMetIn[number] = this.#round;
      if (this.#metIn[number] !== this.#round) this.#meet(number);
    }
    this.#prefixes.meet(
      Uint16Array.from(term, (_, index) => term.charCodeAt(index)),
      0,
      term.length,
    );
  }

  #meet(number: number): void {
    this.#metIn[number] = this.#round;
    this.met.push(number);
  }
}

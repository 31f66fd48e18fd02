/**
 * An index over queries, asked by articles: each query hangs on the rarest terms that it cannot do without, an article's
 * terms are looked up once, and only the queries found there are looked at.
 *
 * All of it is columns of numbers, some 70 bytes a query, so that a million subscriptions fit beside the function that
 * asks. `index/` holds the parts: shelves of terms and postings, the registry of queries, programs, and the article.
 */
import { type Anchor, anchorsOf, EVERY_ARTICLE, termsIn } from './anchors.ts';
import { type ArticleDocument, distinctTerms, normalizeLang, readField } from './document.ts';
import { evaluateDocument, inOrder } from './evaluate.ts';
import type { Expression } from './expression.ts';
import { ArticleTerms } from './index/articleTerms.ts';
import { GrowingInts } from './index/growing.ts';
import { Prefixes } from './index/prefixes.ts';
import { compile, isMetByAnchor } from './index/program.ts';
import { Registry } from './index/registry.ts';
import { addPrefixHits, addProgramHits, addTermHits } from './index/programHits.ts';
import { holds } from './index/runProgram.ts';
import { Shelf } from './index/shelf.ts';
import { readCanonical } from './parseQuery.ts';
import type { Hit, Matchable, ParsedQuery, QueryId } from './query.ts';

export interface IndexMatch {
  query: QueryId;
  /** In the order of fields and characters. */
  hits: Hit[];
}

/** What an index is made of; what a snapshot saves. */
export interface IndexParts {
  registry: Registry;
  /** Words of title and text; beginnings of words; words of the small fields; languages. */
  shelves: { words: Shelf; prefixes: Shelf; fields: Shelf; langs: Shelf };
  /** Of each query: where its program begins, or how it is looked at instead. */
  checks: GrowingInts;
  programs: GrowingInts;
}

/** Meeting an anchor is enough. */
const NO_CHECK = -1;
/** No program says it: evaluated as it reads. */
const FULL_CHECK = -2;
/** Removed, and hangs there still. */
const GONE = -3;

export const emptyParts = (): IndexParts => ({
  registry: new Registry(),
  shelves: { words: new Shelf(), prefixes: new Shelf(), fields: new Shelf(), langs: new Shelf() },
  checks: new GrowingInts(),
  programs: new GrowingInts(),
});

export class QueryIndex {
  readonly parts: IndexParts;
  readonly #prefixes: Prefixes;
  readonly #terms: ArticleTerms;
  readonly #expressions = new Map<number, Expression>();
  /** Of each query: the round in which it was last looked at. */
  #lookedAt = new Int32Array(0);
  #round = 0;
  #gone: number[] = [];

  constructor(parts: IndexParts = emptyParts()) {
    this.parts = parts;
    this.#prefixes = new Prefixes(parts.shelves.prefixes.terms);
    this.#terms = new ArticleTerms(parts.shelves.words.terms, this.#prefixes);
  }

  get size(): number {
    return this.parts.registry.size;
  }

  has(query: QueryId): boolean {
    return this.parts.registry.find(query) >= 0;
  }

  /** Adding a known query again changes nothing. */
  add({ id, canonical, expression }: Pick<ParsedQuery, 'id' | 'canonical' | 'expression'>): void {
    const { registry, shelves, checks, programs } = this.parts;
    if (registry.find(id) >= 0) return;
    const query = registry.add(id, canonical);
    for (const term of termsIn(expression)) shelves.words.use(term);
    checks.extendTo(registry.numbers);
    checks.values[query] = NO_CHECK;
    if (!isMetByAnchor(expression)) {
      const program = compile(expression, (unit) => shelves.words.add(unit));
      checks.values[query] = program ? programs.length : FULL_CHECK;
      for (const word of program ?? []) programs.push(word);
    }
    const anchors = anchorsOf(expression, (anchor) => this.#costOf(anchor));
    const value = (query << 1) | (anchors.length > 1 ? HANGS_TWICE : 0);
    for (const anchor of anchors) this.#hang(anchor, value);
  }

  remove(id: QueryId): void {
    const { registry } = this.parts;
    const query = registry.find(id);
    if (query < 0) return;
    registry.retire(query);
    this.parts.checks.values[query] = GONE;
    this.#expressions.delete(query);
    this.#gone.push(query);
    if (this.#gone.length > MOST_GONE + registry.size * SHARE_GONE) this.sweep();
  }

  /** The queries that an article matches, and where. */
  match(article: Matchable): IndexMatch[] {
    const look = this.#look(article, new Map());
    return look.found.map((query) => ({ query: this.parts.registry.id(query), hits: this.#hitsOf(query, look) }));
  }

  /** The numbers of the queries that an article matches. */
  find(article: Matchable): number[] {
    return this.#look(article, null).found;
  }

  #look(article: Matchable, by: Look['by']): Look {
    const { words, prefixes, fields, langs } = this.parts.shelves;
    this.#round += 1;
    if (this.#lookedAt.length < this.parts.registry.numbers) {
      this.#lookedAt = new Int32Array(Math.ceil(this.parts.registry.numbers * 1.25));
    }
    this.#terms.read(article);
    const look: Look = { article, document: null, found: [], by };
    for (const term of this.#terms.met) this.#lookAt(words, term, look);
    for (const term of this.#prefixes.met) this.#lookAt(prefixes, term, look);
    if (fields.terms.count > 0) {
      for (const text of [article.source, article.author, ...article.categories]) this.#lookAtField(text, look);
    }
    if (langs.terms.count > 0) {
      for (const part of [EVERY_ARTICLE.term, ...langParts(article.lang)])
        this.#lookAt(langs, langs.terms.find(part), look);
    }
    return look;
  }

  id(query: number): QueryId {
    return this.parts.registry.id(query);
  }

  /** Bytes of the index, without those of the texts of its queries. */
  get bytes(): number {
    const { registry, shelves, checks, programs } = this.parts;
    const own = registry.bytes + checks.bytes + programs.bytes + this.#lookedAt.byteLength;
    return Object.values(shelves).reduce((sum, shelf) => sum + shelf.bytes, own);
  }

  /** Small fields are short: every term and each of its beginnings is looked for. */
  #lookAtField(text: string, look: Look): void {
    const { fields } = this.parts.shelves;
    for (const term of distinctTerms({ fields: [readField('source', text, '')], lang: '' })) {
      for (let length = 1; length <= term.length; length++) {
        this.#lookAt(fields, fields.terms.find(term.slice(0, length)), look);
      }
    }
  }

  /** Looks at every query that hangs under a term. */
  #lookAt(shelf: Shelf, term: number, look: Look): void {
    if (term < 0) return;
    for (let link = shelf.heads.values[term]!; link !== 0; link = shelf.next(link)) {
      const value = shelf.value(link);
      const query = value >> 1;
      if (value & HANGS_TWICE) {
        if (this.#lookedAt[query] === this.#round) {
          look.by?.get(query)?.push({ shelf, term });
          continue;
        }
        this.#lookedAt[query] = this.#round;
      }
      if (!this.#isMet(query, look)) continue;
      look.found.push(query);
      look.by?.set(query, [{ shelf, term }]);
    }
  }

  #isMet(query: number, look: Look): boolean {
    const check = this.parts.checks.values[query]!;
    if (check === NO_CHECK) return true;
    if (check === GONE) return false;
    const answer = check === FULL_CHECK ? null : holds(this.parts.programs.values, check, this.#terms);
    return answer ?? evaluateDocument(this.#expressionOf(query), this.#documentOf(look)) !== null;
  }

  /** From numbers where they show it, else by evaluation. */
  #hitsOf(query: number, look: Look): Hit[] {
    const check = this.parts.checks.values[query]!;
    const hits: Hit[] = [];
    if (check === NO_CHECK) {
      for (const { shelf, term } of look.by!.get(query)!) {
        if (shelf === this.parts.shelves.words) addTermHits(term, this.#terms, hits);
        else addPrefixHits(shelf.terms.text(term), this.#terms, hits);
      }
      return inOrder(hits);
    }
    if (check >= 0 && addProgramHits(this.parts.programs.values, check, this.#terms, hits)) return inOrder(hits);
    return evaluateDocument(this.#expressionOf(query), this.#documentOf(look))!;
  }

  #documentOf(look: Look): ArticleDocument {
    return (look.document ??= this.#terms.toDocument(look.article));
  }

  #expressionOf(query: number): Expression {
    let expression = this.#expressions.get(query);
    if (!expression) {
      expression = readCanonical(this.parts.registry.text(query)).expression;
      if (this.#expressions.size >= MOST_EXPRESSIONS) this.#expressions.clear();
      this.#expressions.set(query, expression);
    }
    return expression;
  }

  #shelfOf({ scope, prefix }: Anchor): Shelf {
    const { words, prefixes, fields, langs } = this.parts.shelves;
    if (scope === 'lang') return langs;
    if (scope !== 'any' && scope !== 'title' && scope !== 'text') return fields;
    return prefix ? prefixes : words;
  }

  #hang(anchor: Anchor, value: number): void {
    const shelf = this.#shelfOf(anchor);
    const isWord = shelf === this.parts.shelves.words;
    const term = isWord ? shelf.add(anchor.term) : shelf.use(anchor.term);
    if (shelf === this.parts.shelves.prefixes) this.#prefixes.know(anchor.term);
    shelf.hang(term, value);
  }

  /** A term is taken to be the commoner, the more queries use it; a beginning stands for several terms. */
  #costOf(anchor: Anchor): number {
    const shelf = this.#shelfOf(anchor);
    const uses = shelf.usesOf(anchor.term) + 1 / anchor.term.length;
    const { words, prefixes } = this.parts.shelves;
    if (shelf === words) return uses;
    return shelf === prefixes ? 10 + uses * 10 : FIELD_COST + uses;
  }

  /** Takes down what hangs under queries that are gone, so that their numbers can be given again. */
  sweep(): void {
    const { registry, shelves } = this.parts;
    for (const shelf of Object.values(shelves)) shelf.sweep((value) => this.parts.checks.values[value >> 1] === GONE);
    registry.free.push(...this.#gone);
    this.#gone = [];
  }
}

/** In a posting, beside the number of the query: it hangs elsewhere too, and must not be found twice. */
const HANGS_TWICE = 1;

interface Look {
  article: Matchable;
  document: ArticleDocument | null;
  found: number[];
  /** By which terms each was met; null when nobody wants to know. */
  by: Map<number, { shelf: Shelf; term: number }[]> | null;
}

const MOST_EXPRESSIONS = 10_000;
const MOST_GONE = 1_000;
const SHARE_GONE = 0.1;
/** A whole outlet, author, category or language: commoner than nearly any word. */
const FIELD_COST = 1_000;

export const createIndex = (): QueryIndex => new QueryIndex();

/** `pt-br` and `pt`. */
function langParts(lang: string): string[] {
  const parts = normalizeLang(lang).split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

/**
 * An index over queries, asked by articles: each query hangs on the rarest terms that it cannot do without, an article's
 * terms are looked up once, and only the queries found there are evaluated.
 */
import { type Anchor, chooseAnchors, type Cost, longestFirst } from './anchors.ts';
import { distinctTerms, normalizeLang, readDocument } from './document.ts';
import { evaluateDocument } from './evaluate.ts';
import type { Hit, Matchable, ParsedQuery, QueryId } from './query.ts';

export interface IndexMatch {
  query: QueryId;
  /** In the order of fields and characters. */
  hits: Hit[];
}

export interface QueryIndex {
  readonly size: number;
  has(query: QueryId): boolean;
  /** Adding a known query again changes nothing. */
  add(query: ParsedQuery): void;
  remove(query: QueryId): void;
  match(article: Matchable): IndexMatch[];
}

interface Entry {
  query: ParsedQuery;
  anchors: Anchor[];
}

export function createIndex(cost: Cost = longestFirst): QueryIndex {
  const entries = new Map<QueryId, Entry>();
  const byTerm = new Map<string, Set<Entry>>();
  const byPrefix = new Map<string, Set<Entry>>();
  const byLang = new Map<string, Set<Entry>>();

  const shelf = ({ scope, prefix }: Anchor): Map<string, Set<Entry>> =>
    scope === 'lang' ? byLang : prefix ? byPrefix : byTerm;

  return {
    get size() {
      return entries.size;
    },
    has: (query) => entries.has(query),
    add(query) {
      if (entries.has(query.id)) return;
      const entry = { query, anchors: chooseAnchors(query.expression, cost) };
      entries.set(query.id, entry);
      for (const anchor of entry.anchors) {
        const place = shelf(anchor);
        if (!place.has(anchor.term)) place.set(anchor.term, new Set());
        place.get(anchor.term)!.add(entry);
      }
    },
    remove(id) {
      const entry = entries.get(id);
      if (!entry) return;
      entries.delete(id);
      for (const anchor of entry.anchors) {
        const hanging = shelf(anchor).get(anchor.term);
        hanging?.delete(entry);
        if (hanging?.size === 0) shelf(anchor).delete(anchor.term);
      }
    },
    match(article) {
      const document = readDocument(article);
      const candidates = new Set<Entry>();
      const collect = (hanging?: ReadonlySet<Entry>): void => hanging?.forEach((entry) => candidates.add(entry));

      for (const part of langParts(document.lang)) collect(byLang.get(part));
      for (const term of distinctTerms(document)) {
        collect(byTerm.get(term));
        if (byPrefix.size === 0) continue;
        for (let length = 1; length <= term.length; length++) collect(byPrefix.get(term.slice(0, length)));
      }
      const matches: IndexMatch[] = [];
      for (const { query } of candidates) {
        const hits = evaluateDocument(query.expression, document);
        if (hits) matches.push({ query: query.id, hits });
      }
      return matches;
    },
  };
}

/** `pt-br` and `pt`. */
function langParts(lang: string): string[] {
  const parts = normalizeLang(lang).split('-');
  return parts.map((_, index) => parts.slice(0, index + 1).join('-'));
}

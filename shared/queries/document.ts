/** An article made ready to be asked: the fields that queries may look at, cut into units once. */
import { type Alias, findAliases } from './aliases.ts';
import type { Scope } from './expression.ts';
import type { Hit, Matchable } from './query.ts';
import { tokenize } from './tokenize.ts';
import type { Tokens } from './tokens.ts';

export interface DocumentField {
  field: Hit['field'];
  tokens: Tokens;
  /** Of the article; lower case, parts joined by `-`. */
  lang: string;
  /** By their first unit. */
  aliases: ReadonlyMap<number, readonly Alias[]>;
}

export interface ArticleDocument {
  fields: readonly DocumentField[];
  /** As the article says it; empty when not known. */
  lang: string;
}

export function readDocument({ title, text, source, author, categories, lang }: Matchable): ArticleDocument {
  const read = (field: Hit['field'], written: string): DocumentField => readField(field, written, normalizeLang(lang));
  return {
    fields: [
      read('title', title),
      read('text', text),
      read('source', source),
      read('author', author),
      ...categories.map((category) => read('category', category)),
    ],
    lang,
  };
}

export function readField(field: Hit['field'], text: string, lang: string): DocumentField {
  const tokens = tokenize(text);
  return { field, tokens, lang, aliases: Map.groupBy(findAliases(tokens), ({ from }) => from) };
}

/** Units, pairs of characters in scripts without spaces, and aliases of all fields: by these queries hang. */
export function distinctTerms({ fields }: ArticleDocument): Set<string> {
  const terms = new Set<string>();
  for (const { tokens, aliases } of fields) {
    for (let unit = 0; unit < tokens.count; unit++) {
      terms.add(tokens.term(unit));
      const touches = unit > 0 && tokens.ends[unit - 1] === tokens.starts[unit];
      if (touches) terms.add(tokens.term(unit - 1) + tokens.term(unit));
    }
    for (const here of aliases.values()) for (const { term } of here) terms.add(term);
  }
  return terms;
}

const normalized = new Map<string, string>();
const MOST_NORMALIZED = 1_000;

/** Lower case, parts joined by `-`, by the code that is used today: iw is he, in is id. */
export function normalizeLang(lang: string): string {
  let code = normalized.get(lang);
  if (code === undefined) {
    if (normalized.size >= MOST_NORMALIZED) normalized.clear();
    normalized.set(lang, (code = todaysCode(lang.trim().toLowerCase().replaceAll('_', '-'))));
  }
  return code;
}

function todaysCode(lang: string): string {
  try {
    return Intl.getCanonicalLocales(lang)[0]?.toLowerCase() ?? lang;
  } catch {
    return lang;
  }
}

/** Where a leaf of this scope looks. */
export const isInScope = (field: Hit['field'], scope: Scope): boolean =>
  scope === 'any' ? field === 'title' || field === 'text' : field === scope;

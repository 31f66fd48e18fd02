/**
 * Asks one query of one article: whether they meet, and in which characters.
 *
 * This is the meaning of the language. The index only spares asking where the answer must be no; previews, searches and
 * ad hoc digests ask the same way round by round.
 */
import type { ArticleDocument, DocumentField } from './document.ts';
import { isInScope, normalizeLang, readDocument } from './document.ts';
import type { Expression, Leaf } from './expression.ts';
import { findNear } from './findNear.ts';
import { findWordAt, type Span } from './findWord.ts';
import type { Hit, Matchable, ParsedQuery } from './query.ts';

/** The places where they met, in the order of fields and characters; null when they did not. */
export function evaluate(query: ParsedQuery, article: Matchable): Hit[] | null {
  return evaluateDocument(query.expression, readDocument(article));
}

export function evaluateDocument(expression: Expression, document: ArticleDocument): Hit[] | null {
  const hits = hitsOf(expression, document);
  return hits && inOrder(hits);
}

function hitsOf(expression: Expression, document: ArticleDocument): Hit[] | null {
  switch (expression.kind) {
    case 'leaf': {
      const hits = findLeaf(expression, document);
      return hits.length > 0 ? hits : null;
    }
    case 'not':
      return findLeaf(expression.child, document).length > 0 ? null : [];
    case 'and': {
      const all: Hit[] = [];
      for (const child of expression.children) {
        const hits = hitsOf(child, document);
        if (!hits) return null;
        all.push(...hits);
      }
      return all;
    }
    case 'or': {
      const met = expression.children.map((child) => hitsOf(child, document)).filter((hits) => hits !== null);
      return met.length > 0 ? met.flat() : null;
    }
  }
}

/** Every place where a leaf stands. */
function findLeaf(leaf: Leaf, document: ArticleDocument): Hit[] {
  if (leaf.scope === 'lang') return findLang(leaf, document);
  return document.fields.flatMap((field) =>
    isInScope(field.field, leaf.scope)
      ? findInField(leaf, field).map(({ start, end }) => ({
          field: field.field,
          text: field.tokens.text.slice(start, end),
          start,
          end,
        }))
      : [],
  );
}

/** `lang:pt` covers pt-BR. */
function findLang(leaf: Leaf, { lang }: ArticleDocument): Hit[] {
  const wanted = leaf.words[0]!.units[0]!;
  const normalized = normalizeLang(lang);
  const met = normalized === wanted || normalized.startsWith(`${wanted}-`);
  return met ? [{ field: 'lang', text: lang, start: 0, end: lang.length }] : [];
}

function findInField({ words, near }: Leaf, field: DocumentField): Span[] {
  if (near !== undefined) return findNear(words, near, field);
  const spans: Span[] = [];
  for (let unit = 0; unit < field.tokens.count; unit++) {
    const end = endOfPhrase(words, 0, field, unit);
    if (end) spans.push({ from: unit, to: end.to, start: field.tokens.starts[unit]!, end: end.end });
  }
  return spans;
}

/** The last word's span when the words from `index` on follow each other from `unit` on. */
function endOfPhrase(words: Leaf['words'], index: number, field: DocumentField, unit: number): Span | undefined {
  for (const span of findWordAt(words[index]!, field, unit)) {
    if (index === words.length - 1) return span;
    const end = endOfPhrase(words, index + 1, field, span.to + 1);
    if (end) return end;
  }
}

const ORDER: Readonly<Record<Hit['field'], number>> = { title: 0, text: 1, source: 2, author: 3, category: 4, lang: 5 };

/** In the order of fields and characters, each once. */
export function inOrder(hits: Hit[]): Hit[] {
  if (hits.length < 2) return hits;
  hits.sort(
    (one, other) =>
      ORDER[one.field] - ORDER[other.field] ||
      one.start - other.start ||
      one.end - other.end ||
      Number(one.text > other.text) - Number(one.text < other.text),
  );
  return hits.filter((hit, place) => place === 0 || !isSame(hit, hits[place - 1]!));
}

const isSame = (one: Hit, other: Hit): boolean =>
  one.field === other.field && one.start === other.start && one.end === other.end && one.text === other.text;

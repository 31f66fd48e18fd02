/**
 * The terms without one of which a query cannot match: where an index hangs it, and what lets a search skip an archive.
 *
 * Of the parts of an AND one is enough, the rarest; of an OR every part is needed. A term is a unit as `tokenize` makes
 * it, or an alias; `prefix` means any term that begins so.
 */
import { withClitics } from './clitics.ts';
import { firstUnitsOf } from './entities.ts';
import { isUnspacedTerm } from './fold.ts';
import type { Expression, Leaf, Scope, Word } from './expression.ts';
import { distinctTerms, readDocument } from './document.ts';
import type { Matchable, ParsedQuery } from './query.ts';

export interface Anchor {
  term: string;
  scope: Scope;
  prefix: boolean;
}

/**
 * Groups of terms: of each group, a matching article holds at least one among its `termsOf`. For skipping what cannot
 * match without reading it; a group that only a prefix or a language could decide is left out.
 */
export function necessaryTerms({ expression }: ParsedQuery): string[][] {
  const parts = expression.kind === 'and' ? expression.children : [expression];
  return parts
    .filter(isAnchored)
    .map((part) => chooseAnchors(part, longestFirst))
    .filter((anchors) => anchors.every(({ prefix, scope }) => !prefix && scope !== 'lang'))
    .map((anchors) => anchors.map(({ term }) => term));
}

/** Every term by which a query may find an article. */
export const termsOf = (article: Matchable): Set<string> => distinctTerms(readDocument(article));

/** How much a term costs to be anchored on: the commoner, the higher. */
export type Cost = (anchor: Anchor) => number;

/** Without other knowledge, a long term is a rare one, and a prefix is several. */
export const longestFirst: Cost = ({ term, prefix, scope }) =>
  scope === 'lang' ? 1 : (prefix ? 0.1 : 0) + 1 / (1 + term.length);

function chooseAnchors(expression: Expression, cost: Cost): Anchor[] {
  switch (expression.kind) {
    case 'leaf':
      return leafAnchors(expression, cost);
    case 'not':
      return [];
    case 'or':
      return expression.children.flatMap((child) => chooseAnchors(child, cost));
    case 'and': {
      const choices = expression.children
        .map((child) => (isAnchored(child) ? chooseAnchors(child, cost) : []))
        .filter((anchors) => anchors.length > 0);
      return cheapest(choices, cost);
    }
  }
}

/** Hangs what may match an article with none of its words, as `Rusia OR -Kuba` does: every article asks there. */
export const EVERY_ARTICLE: Anchor = { term: '*', scope: 'lang', prefix: false };

/** The cheapest set of terms of which every match holds one. */
export const anchorsOf = (expression: Expression, cost: Cost): Anchor[] =>
  isAnchored(expression) ? chooseAnchors(expression, cost) : [EVERY_ARTICLE];

/** Whether every match of the part holds one of its terms; `a OR -b` does not, which an AND around it makes good. */
function isAnchored(expression: Expression): boolean {
  switch (expression.kind) {
    case 'leaf':
      return true;
    case 'not':
      return false;
    case 'or':
      return expression.children.every(isAnchored);
    case 'and':
      return expression.children.some(isAnchored);
  }
}

function leafAnchors({ scope, words }: Leaf, cost: Cost): Anchor[] {
  return cheapest(
    words.map((word) => wordAnchors(word, scope, cost)),
    cost,
  );
}

/** A word is found by its rarest unit, or in its joined writing; in scripts without spaces by its rarest two characters. */
function wordAnchors({ units, joined, entity, clitics, prefix = false }: Word, scope: Scope, cost: Cost): Anchor[] {
  if (entity !== undefined) return firstUnitsOf(entity).map((term) => ({ term, scope, prefix: false }));
  if (clitics) return withClitics(units[0]!).map((term) => ({ term, scope, prefix: false }));
  if (isUnspacedTerm(units[0]!)) {
    const pairs = units.slice(1).map((unit, index) => units[index]! + unit);
    return cheapest(
      (pairs.length > 0 ? pairs : units).map((term) => [{ term, scope, prefix: false }]),
      cost,
    );
  }
  const last = units.length - 1;
  const split = cheapest(
    units.map((term, index) => [{ term, scope, prefix: prefix && index === last }]),
    cost,
  );
  return joined === undefined ? split : [...split, { term: joined, scope, prefix }];
}

/** Every term by which the parts of an expression could be anchored: of which an index counts how common they are. */
export function* termsIn(expression: Expression): Generator<string> {
  if (expression.kind === 'and' || expression.kind === 'or') {
    for (const child of expression.children) yield* termsIn(child);
    return;
  }
  const { scope, words } = expression.kind === 'not' ? expression.child : expression;
  if (scope !== 'any' && scope !== 'title' && scope !== 'text') return;
  for (const { units, prefix } of words) if (!prefix) yield* units;
}

function cheapest(choices: readonly Anchor[][], cost: Cost): Anchor[] {
  const price = (anchors: readonly Anchor[]): number => anchors.reduce((sum, anchor) => sum + cost(anchor), 0);
  return choices.reduce((best, choice) => (best.length === 0 || price(choice) < price(best) ? choice : best), []);
}

/**
 * What one leaf says about another, whatever the article: who has `title:Rusia` has `Rusia`, and who has `"a b"` has `a`.
 * Only what follows from the writing of the leaves; names in all languages say nothing about words.
 */
import type { Leaf, Scope, Word } from './expression.ts';
import { isUnspacedTerm } from './fold.ts';

/** Whether every article that one leaf matches is matched by the other. */
export function implies(one: Leaf, other: Leaf): boolean {
  if (one.scope === 'lang' || other.scope === 'lang') return one.scope === other.scope && coversLang(other, one);
  return isWithin(one.scope, other.scope) && impliesWords(one, other);
}

/** `lang:pt` covers `lang:pt-br`. */
function coversLang(wide: Leaf, narrow: Leaf): boolean {
  const [outer, inner] = [wide.words[0]!.units[0]!, narrow.words[0]!.units[0]!];
  return inner === outer || inner.startsWith(`${outer}-`);
}

const isWithin = (one: Scope, other: Scope): boolean =>
  one === other || (other === 'any' && (one === 'title' || one === 'text'));

function impliesWords(one: Leaf, other: Leaf): boolean {
  if (other.near !== undefined) return isSameBag(one.words, other.words) && (one.near ?? 0) <= other.near;
  if (other.words.length === 1) return one.words.some((word) => impliesWord(word, other.words[0]!));
  const starts = one.near === undefined ? one.words.length - other.words.length : -1;
  for (let start = 0; start <= starts; start++) {
    if (other.words.every((word, index) => impliesWord(one.words[start + index]!, word))) return true;
  }
  return false;
}

/** The same words in any order. */
function isSameBag(some: readonly Word[], others: readonly Word[]): boolean {
  const keys = (words: readonly Word[]): string => JSON.stringify(words.map((word) => JSON.stringify(word)).sort());
  return keys(some) === keys(others);
}

/** Whether a place where the one stands is a place where the other does. */
function impliesWord(one: Word, other: Word): boolean {
  if (other.entity !== undefined || one.entity !== undefined) return one.entity === other.entity;
  if (other.exact !== undefined) return JSON.stringify(one) === JSON.stringify(other);
  const isSame = one.joined === other.joined && one.units.join(' ') === other.units.join(' ');
  if (isSame && one.prefix === other.prefix && one.clitics === other.clitics) return true;
  const [unit, ...units] = one.units;
  const [beginning, ...beginnings] = other.units;
  if (units.length > 0 || beginnings.length > 0 || isUnspacedTerm(unit!)) return false;
  if (other.prefix) return unit!.startsWith(beginning!);
  return Boolean(other.clitics) && !one.prefix && unit === beginning;
}

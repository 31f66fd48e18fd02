/**
 * What must be checked of a query once one of its terms has been met: a row of numbers instead of objects.
 *
 * Only words and phrases of words in title or text are written so, which is nearly all that people ask for; a query with
 * anything else (fields, windows, exact letters, names, joined writings, beginnings of words) is evaluated as it reads.
 */
import type { Expression, Leaf } from '../expression.ts';
import { isUnspacedTerm } from '../fold.ts';
import { CLOSES, OPENS } from '../tokens.ts';

export const TERM = 0;
export const PHRASE = 1;
export const AND = 2;
export const OR = 3;
export const NOT = 4;
export const OPERATION_BITS = 3;
export const OPERATION = (1 << OPERATION_BITS) - 1;
export const FLAG_BITS = 2;

/** `numberOf` gives a unit its number. Null when the query needs more than a program can say. */
export function compile(expression: Expression, numberOf: (unit: string) => number): number[] | null {
  switch (expression.kind) {
    case 'leaf':
      return compileLeaf(expression, numberOf);
    case 'not': {
      const child = compileLeaf(expression.child, numberOf);
      return child && [NOT, ...child];
    }
    case 'and':
    case 'or': {
      const parts: number[] = [];
      for (const child of expression.children) {
        const part = compile(child, numberOf);
        if (!part) return null;
        parts.push(...part);
      }
      const operation = expression.kind === 'and' ? AND : OR;
      return [operation | (expression.children.length << OPERATION_BITS), parts.length, ...parts];
    }
  }
}

function compileLeaf(leaf: Leaf, numberOf: (unit: string) => number): number[] | null {
  if (!isPlain(leaf) || leaf.words.some(({ prefix }) => prefix)) return null;
  const units = leaf.words.flatMap(({ units: parts }) =>
    parts.map((unit, index) => {
      const flags = (index === 0 ? OPENS : 0) | (index === parts.length - 1 ? CLOSES : 0);
      return { unit, flags };
    }),
  );
  const [first] = units;
  if (units.length === 1 && !isUnspacedTerm(first!.unit)) return [TERM | (numberOf(first!.unit) << OPERATION_BITS)];
  return [
    PHRASE | (units.length << OPERATION_BITS),
    ...units.map(({ unit, flags }) => (numberOf(unit) << FLAG_BITS) | flags),
  ];
}

const isPlain = ({ scope, near, words }: Leaf): boolean =>
  scope === 'any' &&
  near === undefined &&
  words.every(({ joined, exact, entity, clitics }) => !clitics && (joined ?? exact ?? entity) === undefined);

/** Whether meeting its anchor is all that a query asks: single words, beginnings of words, and any of several such. */
export function isMetByAnchor(expression: Expression): boolean {
  if (expression.kind === 'or') return expression.children.every(isMetByAnchor);
  if (expression.kind !== 'leaf' || !isPlain(expression)) return false;
  const [word, ...others] = expression.words;
  return others.length === 0 && word!.units.length === 1 && !isUnspacedTerm(word!.units[0]!);
}

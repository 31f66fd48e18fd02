/**
 * The one form that all equivalent expressions share: the OR of all prime implicants, found by consensus and absorption
 * (A. Blake, Canonical Expressions in Boolean Algebra, 1937).
 *
 * Bounded, since their number may grow exponentially: an expression beyond the bounds is given back as it is.
 */
import { combine, type Settled } from './combine.ts';
import type { Expression, Leaf } from './expression.ts';
import { renderLeaf } from './renderExpression.ts';

const MOST_LEAVES = 10;
const MOST_IMPLICANTS = 48;

/** Leaves that must and that must not appear, as sets of bits. */
interface Implicant {
  must: number;
  mustNot: number;
}

export function primeImplicants(expression: Expression): Settled {
  if (expression.kind === 'leaf' || expression.kind === 'not') return expression;
  const leaves = [...collectLeaves(expression).values()].map((leaf) => [renderLeaf(leaf), leaf] as const);
  if (leaves.length > MOST_LEAVES) return expression;
  const bits = new Map(leaves.map(([text], index) => [text, 1 << index]));
  const implicants = closeUnderConsensus(expand(expression, bits));
  if (implicants === null) return expression;
  const terms = implicants.map(({ must, mustNot }) =>
    combine('and', [
      ...leaves.filter((_, index) => must & (1 << index)).map(([, leaf]) => leaf),
      ...leaves.filter((_, index) => mustNot & (1 << index)).map(([, child]) => ({ kind: 'not' as const, child })),
    ]),
  );
  return combine('or', terms);
}

function collectLeaves(expression: Expression, leaves = new Map<string, Leaf>()): Map<string, Leaf> {
  if (expression.kind === 'leaf') leaves.set(renderLeaf(expression), expression);
  else if (expression.kind === 'not') collectLeaves(expression.child, leaves);
  else for (const child of expression.children) collectLeaves(child, leaves);
  return leaves;
}

/** The implicants of a sum of products; null beyond the bound. */
function expand(expression: Expression, bits: ReadonlyMap<string, number>): Implicant[] | null {
  switch (expression.kind) {
    case 'leaf':
      return [{ must: bits.get(renderLeaf(expression))!, mustNot: 0 }];
    case 'not':
      return [{ must: 0, mustNot: bits.get(renderLeaf(expression.child))! }];
    case 'or': {
      const sums = expression.children.map((child) => expand(child, bits));
      return sums.includes(null) ? null : bounded(absorb(sums.flatMap((sum) => sum!)));
    }
    case 'and':
      return expression.children.reduce<Implicant[] | null>(
        (product, child) => {
          const factor = product && expand(child, bits);
          return (
            factor &&
            bounded(absorb(product.flatMap((one) => factor.map((other) => join(one, other)).filter(isPossible))))
          );
        },
        [{ must: 0, mustNot: 0 }],
      );
  }
}

function closeUnderConsensus(start: Implicant[] | null): Implicant[] | null {
  let known = start;
  while (known) {
    const before: Implicant[] = known;
    const found = before.flatMap((one, index) => before.slice(index + 1).map((other) => consensus(one, other)));
    const closed = absorb([...before, ...found.filter((both) => both !== null)]);
    if (isSame(closed, before)) return before;
    known = bounded(closed);
  }
  return null;
}

const join = (one: Implicant, other: Implicant): Implicant => ({
  must: one.must | other.must,
  mustNot: one.mustNot | other.mustNot,
});

const isPossible = ({ must, mustNot }: Implicant): boolean => (must & mustNot) === 0;

/** What two implicants imply together when exactly one leaf stands in opposite ways in them. */
function consensus(one: Implicant, other: Implicant): Implicant | null {
  const opposed = (one.must & other.mustNot) | (one.mustNot & other.must);
  if (opposed === 0 || (opposed & (opposed - 1)) !== 0) return null;
  const both = join(one, other);
  return { must: both.must & ~opposed, mustNot: both.mustNot & ~opposed };
}

const covers = (wide: Implicant, narrow: Implicant): boolean =>
  (wide.must & ~narrow.must) === 0 && (wide.mustNot & ~narrow.mustNot) === 0;

/** Without those that a wider one covers. */
function absorb(implicants: readonly Implicant[]): Implicant[] {
  const distinct = [...new Map(implicants.map((one) => [`${one.must} ${one.mustNot}`, one])).values()];
  return distinct.filter((one) => !distinct.some((other) => other !== one && covers(other, one)));
}

const bounded = (implicants: Implicant[]): Implicant[] | null =>
  implicants.length > MOST_IMPLICANTS ? null : implicants;

const isSame = (some: readonly Implicant[], others: readonly Implicant[]): boolean =>
  some.length === others.length &&
  some.every((one) => others.some((other) => one.must === other.must && one.mustNot === other.mustNot));

/**
 * The one form that all equivalent expressions share: the OR of all prime implicants, found by consensus and absorption
 * (A. Blake, Canonical Expressions in Boolean Algebra, 1937).
 *
 * That one leaf implies another (`title:a` implies `a`) is taken for one more implicant, `title:a -a`, which can never
 * hold: consensus with it drops what is said twice. Bounded, since their number may grow exponentially: an expression
 * beyond the bounds is given back as it is.
 */
import { combine, type Settled } from './combine.ts';
import type { Expression, Leaf } from './expression.ts';
import { implies } from './implies.ts';
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
  const implicants = findPrimes(
    expand(expression, bits),
    leaves.map(([, leaf]) => leaf),
  );
  if (implicants === null) return expression;
  const terms = implicants.map(({ must, mustNot }) =>
    combine('and', [
      ...leaves.filter((_, index) => must & (1 << index)).map(([, leaf]) => leaf),
      ...leaves.filter((_, index) => mustNot & (1 << index)).map(([, child]) => ({ kind: 'not' as const, child })),
    ]),
  );
  return combine('or', terms);
}

function findPrimes(start: Implicant[] | null, leaves: readonly Leaf[]): Implicant[] | null {
  const implied = impliedBy(leaves);
  const impossible = implied.flatMap((others, index) =>
    leaves.flatMap((_, other) => (others & (1 << other) ? [{ must: 1 << index, mustNot: 1 << other }] : [])),
  );
  if (start === null || impossible.length === 0) return closeUnderConsensus(start, MOST_IMPLICANTS);
  const closed = closeUnderConsensus(absorb([...start, ...impossible]), MOST_IMPLICANTS + impossible.length);
  if (closed === null) return closeUnderConsensus(start, MOST_IMPLICANTS);

  const saysAll = ({ must, mustNot }: Implicant): Implicant => ({
    must: implied.reduce((all, others, index) => (must & (1 << index) ? all | others : all), must),
    mustNot: implied.reduce((all, others, index) => (mustNot & others ? all | (1 << index) : all), mustNot),
  });
  const possible = closed.filter((one) => isPossible(saysAll(one)));
  return possible.filter((one) => !possible.some((other) => other !== one && covers(other, saysAll(one))));
}

/** Of each leaf: which others it implies, as bits. */
function impliedBy(leaves: readonly Leaf[]): number[] {
  const implied = leaves.map((one) =>
    leaves.reduce((bits, other, index) => (other !== one && implies(one, other) ? bits | (1 << index) : bits), 0),
  );
  for (const middle of leaves.keys()) {
    for (const first of leaves.keys()) if (implied[first]! & (1 << middle)) implied[first]! |= implied[middle]!;
  }
  return implied;
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

function closeUnderConsensus(start: Implicant[] | null, most: number): Implicant[] | null {
  let known = start;
  while (known) {
    const before: Implicant[] = known;
    const found = before.flatMap((one, index) => before.slice(index + 1).map((other) => consensus(one, other)));
    const closed = absorb([...before, ...found.filter((both) => both !== null)]);
    if (isSame(closed, before)) return before;
    known = bounded(closed, most);
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

const bounded = (implicants: Implicant[], most = MOST_IMPLICANTS): Implicant[] | null =>
  implicants.length > most ? null : implicants;

const isSame = (some: readonly Implicant[], others: readonly Implicant[]): boolean =>
  some.length === others.length &&
  some.every((one) => others.some((other) => one.must === other.must && one.mustNot === other.mustNot));

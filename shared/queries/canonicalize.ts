/**
 * Brings an expression into its canonical form, so that texts which mean the same become one query.
 *
 * NOT goes down to the leaves; groups are flattened, sorted, and lose what is said twice. An expression of a few
 * different leaves then becomes the list of its prime implicants, which is the same however it was written; a larger one
 * keeps its groups.
 */
import type { Expression, Leaf } from './expression.ts';
import { combine, type Settled } from './combine.ts';
import { primeImplicants } from './primeImplicants.ts';
import { QueryProblem } from './queryProblem.ts';
import type { TypedExpression } from './typedExpression.ts';

export function canonicalize(typed: TypedExpression): Expression {
  const settled = settle(typed, false);
  const expression = typeof settled === 'boolean' ? settled : primeImplicants(settled);
  if (expression !== false && expression !== true && demandsSomething(expression)) return expression;

  const { position, length } = firstNot(typed)!;
  if (expression === false) {
    throw new QueryProblem({
      code: 'contradiction',
      message: (at) =>
        `Nothing can match this: what must not appear ${at(position)} must appear as well. Take one of the two away.`,
      position,
      length,
    });
  }
  throw new QueryProblem({
    code: 'only-not',
    message: (at) =>
      `What must not appear ${at(position)} stands without a word that must. Add one, as in Rusia -Kuba.`,
    position,
    length,
  });
}

/** Whether there is a word that should appear. `Rusia OR -Kuba` has one, though it matches nearly everything. */
const demandsSomething = (expression: Expression): boolean =>
  expression.kind === 'leaf' || (expression.kind !== 'not' && expression.children.some(demandsSomething));

function firstNot(typed: TypedExpression): { position: number; length: number } | undefined {
  if (typed.kind === 'not') return typed;
  if (typed.kind === 'leaf') return;
  for (const child of typed.children) {
    const not = firstNot(child);
    if (not) return not;
  }
}

function settle(typed: TypedExpression, negated: boolean): Settled {
  if (typed.kind === 'leaf') {
    const leaf = settleLeaf(typed);
    return negated ? { kind: 'not', child: leaf } : leaf;
  }
  if (typed.kind === 'not') return settle(typed.child, !negated);
  const kind = (typed.kind === 'and') === negated ? 'or' : 'and';
  return combine(
    kind,
    typed.children.map((child) => settle(child, negated)),
  );
}

/** A window has no order, so its words have one. */
function settleLeaf(leaf: Leaf): Leaf {
  if (leaf.near === undefined) return leaf;
  const keys = new Map(leaf.words.map((word) => [word, JSON.stringify(word)]));
  return { ...leaf, words: leaf.words.toSorted((one, other) => (keys.get(one)! < keys.get(other)! ? -1 : 1)) };
}

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
  const expression = simplify(typed);
  if (typeof expression !== 'boolean' && demandsSomething(expression)) return expression;
  if (expression === false) {
    const { position, length } = findContradiction(typed);
    throw new QueryProblem({
      code: 'contradiction',
      message: (at) =>
        `Nothing can match this: what must not appear ${at(position)} must appear as well. Take one of the two away.`,
      position,
      length,
    });
  }
  const { position, length } = firstNot(typed)!;
  throw new QueryProblem({
    code: 'only-not',
    message: (at) =>
      `What must not appear ${at(position)} stands without a word that must. Add one, as in Rusia -Kuba.`,
    position,
    length,
  });
}

function simplify(typed: TypedExpression, ignored: ReadonlySet<TypedNot> = new Set()): Settled {
  const settled = settle(typed, null, ignored);
  return typeof settled === 'boolean' ? settled : primeImplicants(settled);
}

type TypedNot = TypedExpression & { kind: 'not' };

/** The first NOT with which, and with those before it, nothing can match. */
function findContradiction(typed: TypedExpression): TypedNot {
  const nots = [...effectiveNots(typed)];
  const found = nots.findIndex((_, index) => simplify(typed, new Set(nots.slice(index + 1))) === false);
  return nots.at(found)!;
}

/** Each NOT that leaves out a word; of `-(-Kuba)` none does. */
function* effectiveNots(typed: TypedExpression, not: TypedNot | null = null): Generator<TypedNot> {
  if (typed.kind === 'leaf') {
    if (not) yield not;
  } else if (typed.kind === 'not') yield* new Set(effectiveNots(typed.child, not ? null : typed));
  else for (const child of typed.children) yield* effectiveNots(child, not);
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

/** `not` is the NOT under which a part stands, unless another one undoes it. Under those that are ignored nothing counts. */
function settle(typed: TypedExpression, not: TypedNot | null, ignored: ReadonlySet<TypedNot>): Settled {
  if (typed.kind === 'leaf') {
    if (!not) return settleLeaf(typed);
    return ignored.has(not) || { kind: 'not', child: settleLeaf(typed) };
  }
  if (typed.kind === 'not') return settle(typed.child, not ? null : typed, ignored);
  const kind = (typed.kind === 'and') === (not !== null) ? 'or' : 'and';
  return combine(
    kind,
    typed.children.map((child) => settle(child, not, ignored)),
  );
}

/** A window has no order, so its words have one. */
function settleLeaf(leaf: Leaf): Leaf {
  if (leaf.near === undefined) return leaf;
  const keys = new Map(leaf.words.map((word) => [word, JSON.stringify(word)]));
  return { ...leaf, words: leaf.words.toSorted((one, other) => (keys.get(one)! < keys.get(other)! ? -1 : 1)) };
}

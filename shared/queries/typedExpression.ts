/** An expression as it was typed: NOT before anything, with its place, so that a refusal can point to it. */
import type { Leaf } from './expression.ts';

export type TypedExpression =
  | Leaf
  | { kind: 'not'; child: TypedExpression; position: number; length: number }
  | { kind: 'and' | 'or'; children: readonly TypedExpression[] };

/** Joins the parts of an AND or an OR in the one way that all writings of them share. */
import type { Expression } from './expression.ts';
import { renderExpression } from './renderExpression.ts';

/** `true` and `false` are what always and never matches. */
export type Settled = Expression | boolean;

/** Flat, sorted, each once, without what another part makes idle. */
export function combine(kind: 'and' | 'or', parts: readonly Settled[]): Settled {
  const idle = kind === 'and';
  if (parts.includes(!idle)) return !idle;
  const children = new Map<string, Expression>();
  for (const part of parts) {
    if (typeof part === 'boolean') continue;
    for (const child of part.kind === kind ? part.children : [part]) children.set(renderExpression(child), child);
  }
  for (const [text, child] of children) {
    if (child.kind === 'not' && children.has(text.slice(1))) return !idle;
    if (isAbsorbed(child, children)) children.delete(text);
  }
  const sorted = [...children].sort(byDemandThenText).map(([, child]) => child);
  if (sorted.length === 0) return idle;
  return sorted.length === 1 ? sorted[0]! : { kind, children: sorted };
}

/** `a OR (a b)` is a; `a (a OR b)` is a. */
const isAbsorbed = (child: Expression, children: ReadonlyMap<string, Expression>): boolean =>
  (child.kind === 'and' || child.kind === 'or') && child.children.some((part) => children.has(renderExpression(part)));

/** What must appear stands before what must not. */
function byDemandThenText([one, first]: [string, Expression], [other, second]: [string, Expression]): number {
  const nots = Number(first.kind === 'not') - Number(second.kind === 'not');
  return nots || (one < other ? -1 : 1);
}

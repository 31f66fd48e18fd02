/** Writes an expression as the text that reads to itself: the canonical form. */
import type { Expression, Leaf, Word } from './expression.ts';

export function renderExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'leaf':
      return renderLeaf(expression);
    case 'not':
      return `-${renderLeaf(expression.child)}`;
    case 'and':
      return expression.children
        .map((child) => (child.kind === 'or' ? `(${renderExpression(child)})` : renderExpression(child)))
        .join(' ');
    case 'or':
      return expression.children.map(renderExpression).join(' OR ');
  }
}

export function renderLeaf({ scope, words, near }: Leaf): string {
  const field = scope === 'any' ? '' : `${scope}:`;
  const mark = words.some(({ exact }) => exact !== undefined) ? '=' : '';
  const text = words.map(renderWord).join(' ');
  if (words.length === 1) return `${field}${mark}${text}`;
  return `${field}${mark}"${text}"${near === undefined ? '' : `~${near}`}`;
}

function renderWord({ units, joined, prefix, clitics, exact, entity }: Word): string {
  if (entity !== undefined) return `~[${entity}]`;
  const text = exact ?? units.join(joined === undefined ? '' : '-');
  if (clitics) return `${text}+`;
  return prefix ? `${text}*` : text;
}

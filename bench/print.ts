/** Tables as text. */
import type { Cell, Table } from './bench.ts';

const number = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

const text = (cell: Cell): string => (typeof cell === 'number' ? number.format(cell) : cell);

export function printTable({ title, columns, rows }: Table): string {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map((row) => text(row[index] ?? '').length)),
  );
  const line = (cells: readonly Cell[], isHead = false): string =>
    columns
      .map((_, index) => {
        const cell = cells[index] ?? '';
        const isNumber = typeof (isHead ? rows[0]?.[index] : cell) === 'number';
        return isNumber ? text(cell).padStart(widths[index]!) : text(cell).padEnd(widths[index]!);
      })
      .join('  ')
      .trimEnd();
  return [
    title,
    '',
    line(columns, true),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...rows.map((row) => line(row)),
  ].join('\n');
}

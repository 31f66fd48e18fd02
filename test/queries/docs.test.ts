/** docs/queries.md and the code say the same. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../shared/queries/parseQuery.ts';
import { QUERY_ERROR_CODES } from '../../shared/queries/query.ts';

const page = readFileSync('docs/queries.md', 'utf8');

/** The cells of the table below a heading; `\|` is a bar. */
function tableAfter(heading: string): string[][] {
  const lines = page.slice(page.indexOf(heading)).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const rows = lines.slice(
    first,
    lines.findIndex((line, index) => index > first && !line.startsWith('|')),
  );
  return rows.slice(2).map((row) =>
    row
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );
}

const codeIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code!);

describe('what is refused', () => {
  const rows = tableAfter('## What is refused');

  it('has a row for each code, and no other', () => {
    expect(rows.map(([code]) => codeIn(code!)[0]).sort()).toEqual([...QUERY_ERROR_CODES].sort());
  });

  it.each(rows.filter(([, example]) => codeIn(example!).length > 0))('%s: %s', (code, example, message) => {
    const reading = parseQuery(codeIn(example)[0]!);
    if (reading.ok) throw new Error('It was read.');
    expect(codeIn(code)).toEqual([reading.error.code]);
    const [begin = '', end = ''] = message.split('…');
    expect(reading.error.message.startsWith(begin.trim())).toBe(true);
    expect(reading.error.message.endsWith(end.trim())).toBe(true);
  });
});

it.each(
  tableAfter('# Queries')
    .flatMap(([written]) => codeIn(written!))
    .map((text) => [text]),
)('%s can be read', (text) => {
  expect(parseQuery(text)).toMatchObject({ ok: true });
});

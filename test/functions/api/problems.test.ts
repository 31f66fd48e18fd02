/** Every code that a caller can see has a row in docs/api.md, and every row a code; and each code is really used. */
import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { PROBLEMS } from '../../../functions/api/problems.ts';

const rows = [...readFileSync('docs/api.md', 'utf8').matchAll(/^\| `([a-z-]+)` \| (\d{3}) \|/gm)].map(
  ([, code, status]) => ({
    code: code!,
    status: Number(status),
  }),
);

it('the table of docs/api.md has the codes and states of the code, in both directions', () => {
  const known = Object.entries(PROBLEMS).map(([code, { status }]) => ({ code, status }));
  expect(known.length).toBeGreaterThan(20);
  expect(rows).toEqual(known);
});

it('no code is one that nothing says', () => {
  const files = globSync(['functions/api/**/*.ts', 'shared/subscribers/*.ts']).filter(
    (file) => !file.endsWith('problems.ts'),
  );
  const source = files.map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(Object.keys(PROBLEMS).filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});

/** `npm run bench -- NAME [--json FILE]`: measures one thing and prints it as tables. */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bench } from './bench.ts';
import { printTable } from './print.ts';

const BENCHES: Record<string, () => Promise<{ bench: Bench }>> = {
  cost: () => import('./cost/index.ts'),
  hosts: () => import('./hosts/index.ts'),
  ingest: () => import('./ingest/index.ts'),
  queries: () => import('./queries/index.ts'),
  start: () => import('./start/index.ts'),
};

async function usage(): Promise<string> {
  const lines = Object.entries(BENCHES).map(
    async ([name, load]) => `  ${name.padEnd(8)} ${(await load()).bench.summary}`,
  );
  return ['npm run bench -- NAME [--json FILE]', '', ...(await Promise.all(lines))].join('\n');
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'string' } } });
const [name = ''] = positionals;
const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;

if (!load || positionals.length > 1) {
  console.error(await usage());
  process.exitCode = 1;
} else {
  const { bench } = await load();
  const tables = await bench.run((line) => console.error(line));
  for (const table of tables) console.log(`${printTable(table)}\n`);
  if (values.json !== undefined) {
    const figures = { bench: name, at: new Date().toISOString(), node: process.version, tables };
    await writeFile(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  }
}

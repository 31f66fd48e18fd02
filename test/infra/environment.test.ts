/** The template gives each function the variables that it parses at start, all of them and no more. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { coldStart, environmentOf } from '../../bench/start/coldStart.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { at, FUNCTIONS, readTemplates, type Templates } from './template.ts';

/** For Node and the logger, which read them without asking. */
const NOT_PARSED = ['NODE_OPTIONS', 'POWERTOOLS_LOG_LEVEL'];

let templates: Templates;
let bundleOf: (name: string) => string;
beforeAll(async () => {
  templates = await readTemplates({ operatorKeyHash: 'a'.repeat(64), smsCountries: 'ID,ES' });
  const { folder } = await bundleFunctions();
  bundleOf = (name) => path.join(folder(name), 'index.mjs');
});

const variablesOf = (name: string): Record<string, string> =>
  environmentOf(at(templates.function(name), 'Environment.Variables') as Record<string, unknown>);

describe.concurrent.each(FUNCTIONS)('%s', (name) => {
  it('starts with what the template gives it', async () => {
    expect(await coldStart(bundleOf(name), variablesOf(name))).toMatchObject({ kind: 'ready' });
  });

  it('asks for nothing that the template does not give', async () => {
    const failed = await coldStart(bundleOf(name), {});
    const missing = [...(failed.kind === 'failed' ? failed.message : '').matchAll(/\b([A-Z][A-Z_]+):/g)].map(
      ([, variable]) => variable,
    );
    expect(missing).not.toEqual([]);
    expect(Object.keys(variablesOf(name))).toEqual(expect.arrayContaining(missing));
  });

  it('is given nothing that it does not read', async () => {
    const text = await readFile(bundleOf(name), 'utf8');
    const unread = Object.keys(variablesOf(name)).filter((variable) => !text.includes(variable));
    expect(unread.filter((variable) => !NOT_PARSED.includes(variable))).toEqual([]);
  });
});

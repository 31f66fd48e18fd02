/** The template gives each function the variables that it parses at start, all of them and no more. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
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

/** The variables of a function; what only CloudFormation knows becomes an address. */
function variablesOf(name: string): Record<string, string> {
  const variables = at(templates.function(name), 'Environment.Variables') as Record<string, unknown>;
  const known = (value: unknown): string =>
    typeof value === 'string' ? value : 'https://unknown.example/until/deployed';
  return Object.fromEntries(Object.entries(variables).map(([variable, value]) => [variable, known(value)]));
}

/** Starts a process that does nothing but load the bundle; answers with what it said. */
async function load(name: string, env: Record<string, string>): Promise<string> {
  const script = `import(${JSON.stringify(pathToFileURL(bundleOf(name)).href)}).then(
    ({ handler }) => { console.log(typeof handler); process.exit(0); },
    (error) => { console.log(error.message); process.exit(0); })`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
    env: { ...env, AWS_REGION: 'us-east-1' },
  });
  return stdout.trim();
}

describe.concurrent.each(FUNCTIONS)('%s', (name) => {
  it('starts with what the template gives it', async () => {
    expect(await load(name, variablesOf(name))).toBe('function');
  });

  it('asks for nothing that the template does not give', async () => {
    const complaint = await load(name, {});
    const missing = [...complaint.matchAll(/\b([A-Z][A-Z_]+):/g)].map(([, variable]) => variable);
    expect(missing).not.toEqual([]);
    expect(Object.keys(variablesOf(name))).toEqual(expect.arrayContaining(missing));
  });

  it('is given nothing that it does not read', async () => {
    const text = await readFile(bundleOf(name), 'utf8');
    const unread = Object.keys(variablesOf(name)).filter((variable) => !text.includes(variable));
    expect(unread.filter((variable) => !NOT_PARSED.includes(variable))).toEqual([]);
  });
});

/** The bundles: the same for the same source, and small, since each kilobyte is read at every cold start. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleFunctions, type Bundles } from '../../infra/bundle.ts';
import { FUNCTIONS } from './template.ts';

const folders: string[] = [];
let bundles: Bundles;

async function bundle(): Promise<Bundles> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bundles-'));
  folders.push(folder);
  return bundleFunctions(folder);
}

beforeAll(async () => (bundles = await bundle()));
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const read = ({ folder }: Bundles, name: string): Promise<Buffer> => readFile(path.join(folder(name), 'index.mjs'));

describe.each(FUNCTIONS)('%s', (name) => {
  it('is under 1 MB, the api under 1.5 MB', async () => {
    const { length } = await read(bundles, name);
    expect(length).toBeLessThanOrEqual(name === 'api' ? 1_500_000 : 1_000_000);
  });

  it('has its source map beside it', async () => {
    const map = JSON.parse(await readFile(path.join(bundles.folder(name), 'index.mjs.map'), 'utf8')) as {
      sources: string[];
    };
    expect(map.sources.some((source) => source.endsWith(`functions/${name}/index.ts`))).toBe(true);
  });
});

it('the same source makes the same bytes, so that a deployment without changes changes nothing', async () => {
  const again = await bundle();
  for (const name of FUNCTIONS) {
    const hashes = await Promise.all(
      [bundles, again].map(async (made) =>
        createHash('sha256')
          .update(await read(made, name))
          .digest('hex'),
      ),
    );
    expect(hashes[0]).toBe(hashes[1]);
  }
});

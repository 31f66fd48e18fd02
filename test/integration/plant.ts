/**
 * Plants a bug: a copy of the synthesized stacks in which one function was bundled from a source with one place
 * changed. The tests that are there to find such bugs prove with it that they do.
 */
import { build, type Plugin } from 'esbuild';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

export interface Bug {
  /** The function that gets it. */
  function: string;
  /** The source it stands in, from the project's root. */
  file: string;
  /** Must stand there exactly once. */
  right: string;
  wrong: string;
}

/** Gives the folder of the copy. */
export async function plant(assembly: string, bug: Bug): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'siaga-bug-'));
  cpSync(assembly, copy, { recursive: true });
  await build({
    absWorkingDir: ROOT,
    entryPoints: [`functions/${bug.function}/index.ts`],
    outfile: join(findAsset(copy, bug.function), 'index.mjs'),
    allowOverwrite: true,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire as $cr}from'node:module';const require=$cr(import.meta.url);" },
    plugins: [changeSource(bug)],
    logLevel: 'silent',
  });
  return copy;
}

/** The asset of a function is the one whose source map names its entry point. */
function findAsset(assembly: string, functionName: string): string {
  const assets = readdirSync(assembly).map((name) => join(assembly, name));
  const asset = assets.find((folder) => {
    const map = join(folder, 'index.mjs.map');
    return existsSync(map) && readFileSync(map, 'utf8').includes(`functions/${functionName}/index.ts"`);
  });
  if (!asset) throw new Error(`No asset in ${assembly} was made of functions/${functionName}.`);
  return asset;
}

const changeSource = ({ file, right, wrong }: Bug): Plugin => ({
  name: 'change-source',
  setup({ onLoad }) {
    const path = join(ROOT, file);
    onLoad({ filter: /\.ts$/ }, ({ path: loaded }) => {
      if (loaded !== path) return undefined;
      const parts = readFileSync(path, 'utf8').split(right);
      if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${right}`);
      return { contents: parts.join(wrong), loader: 'ts' };
    });
  },
});

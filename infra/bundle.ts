/**
 * Bundles every function in one esbuild build: what is deployed and what runs on one machine are the same files.
 *
 * One build instead of nine saves seconds at each start. A file is written only when its content changed, and then
 * moved into place, so that two processes may bundle at once and a running one never reads half a file.
 */
import { build, type Metafile, type Plugin } from 'esbuild';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

export interface Bundles {
  /** The folder of one function: `index.mjs` and its source map. */
  folder: (functionName: string) => string;
  metafile: Metafile;
}

/** Every folder in functions/ is a function, its index.ts the entry point. */
export async function bundleFunctions(outdir = path.join(ROOT, '.build', 'functions')): Promise<Bundles> {
  const folders = await readdir(path.join(ROOT, 'functions'), { withFileTypes: true });
  const names = folders.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const { outputFiles, metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: Object.fromEntries(names.map((name) => [`${name}/index`, `functions/${name}/index.ts`])),
    outdir,
    write: false,
    metafile: true,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    // As written: escaped, a letter outside ASCII takes six bytes instead of two or three.
    charset: 'utf8',
    // ES modules where a package has both: only they can be cut down to what is used.
    mainFields: ['module', 'main'],
    // rss-parser is CommonJS and asks for Node's own modules by `require`, which an ES module does not have.
    banner: { js: "import{createRequire as $cr}from'node:module';const require=$cr(import.meta.url);" },
    plugins: [withoutDeadWeight, credentialsOfLambda],
    logLevel: 'silent',
  });
  await Promise.all(outputFiles.map(({ path: file, contents }) => writeWhenChanged(file, contents)));
  return { folder: (name) => path.join(outdir, name), metafile };
}

/** What packages bring along and none of our calls reaches. */
const DEAD_WEIGHT = [
  // Forty languages, 150 kB: our own messages are written where they are shown.
  { module: /locales\/index\.js$/, of: 'zod' },
  // rss-parser only reads XML, this writes it: 69 kB.
  { module: /^xmlbuilder$/, of: 'xml2js' },
];

const withoutDeadWeight: Plugin = {
  name: 'without-dead-weight',
  setup({ onResolve, onLoad }) {
    for (const { module, of } of DEAD_WEIGHT) {
      onResolve({ filter: module }, ({ path: name, resolveDir }) =>
        resolveDir.split(path.sep).includes(of) ? { path: name, namespace: 'nothing' } : undefined,
      );
    }
    onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({ contents: 'export {};' }));
  },
};

/**
 * Lambda gives a function its credentials by the environment. The SDK's default looks there first and brings along
 * clients for single sign-on, STS and profiles that no function ever reaches: 100 kB.
 */
const credentialsOfLambda: Plugin = {
  name: 'credentials-of-lambda',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ resolveDir }) => ({
      path: 'credentials',
      namespace: 'environment',
      pluginData: { resolveDir },
    }));
    onLoad({ filter: /.*/, namespace: 'environment' }, ({ pluginData }: { pluginData: { resolveDir: string } }) => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';",
      resolveDir: pluginData.resolveDir,
    }));
  },
};

async function writeWhenChanged(file: string, contents: Uint8Array): Promise<void> {
  const before = await readFile(file).catch(() => undefined);
  if (before?.equals(contents)) return;
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, contents);
  await rename(draft, file);
}

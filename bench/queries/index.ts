/**
 * How fast, how large and how soon ready the index over queries is, beside other ways to do the same, each in a process
 * of its own, on the same articles with the same number of hits, and with the answers compared.
 */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import type { Bench, Cell, Table } from '../bench.ts';
import { measureColdStarts } from './coldStarts.ts';
import { Corpus } from './corpus.ts';
import type { EngineName } from './engines.ts';
import { type Figures, HITS_PER_ARTICLE } from './figures.ts';
import { readVocabulary } from './vocabulary.ts';

const run = promisify(execFile);

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
/** Beyond this many subscriptions an engine takes minutes or all memory to begin. */
const RIVALS: Partial<Record<EngineName, number>> = {
  'modern-ahocorasick': 1_000_000,
  'modern-ahocorasick/fast': 100_000,
  'one big alternation': 100_000,
  'a RegExp per query': 100_000,
};
const ARTICLES = 2_000;
const HEAP = '--max-old-space-size=6000';

interface Setting {
  folder: string;
  say: (line: string) => void;
}

export const bench: Bench = {
  summary: 'articles a second, size and readiness of the index over queries, beside other engines',
  async run(say) {
    const folder = await mkdtemp(join(tmpdir(), 'siaga-bench-'));
    try {
      const corpus = new Corpus(readVocabulary());
      return [...(await compareSizes(corpus, { folder, say })), await measureColdStarts(corpus, say)];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};

async function compareSizes(corpus: Corpus, setting: Setting): Promise<Table[]> {
  const natural = join(setting.folder, 'natural');
  await writeFile(natural, JSON.stringify(corpus.news(ARTICLES, 7)));
  const speeds: Cell[][] = [];
  const ours: Cell[][] = [];
  for (const size of SIZES) {
    const count = await writeWishes(corpus, size, setting);
    setting.say(`${size} subscriptions: thinning out the articles`);
    await runEngine('thin', natural, setting);
    const news = join(setting.folder, 'thinned');
    setting.say(`${size} subscriptions: siaga`);
    const figures = await runEngine('siaga', news, setting);
    const load = await runEngine<number>('load', news, setting);
    const { index, tokenizing = 0, withHitsPerSecond = 0 } = figures;
    speeds.push([
      size,
      'siaga',
      figures.articlesPerSecond,
      1,
      figures.hitsPerArticle,
      'reference',
      figures.buildSeconds,
      figures.peakMegabytes,
    ]);
    ours.push([
      size,
      count,
      index!.megabytes,
      index!.textMegabytes,
      index!.snapshotMegabytes,
      load,
      tokenizing * 100,
      withHitsPerSecond,
    ]);
    for (const [name, most] of Object.entries(RIVALS) as [EngineName, number][]) {
      speeds.push(size > most ? [size, name, '–'] : await runRival(name, size, news, figures, setting));
    }
  }
  return [
    {
      title: `Articles a second, ${HITS_PER_ARTICLE} hits an article where the subscriptions allow it`,
      columns: [
        'subscriptions',
        'engine',
        'articles/s',
        'siaga is … times',
        'hits/article',
        'answers',
        'build s',
        'peak MB',
      ],
      rows: speeds,
    },
    {
      title: 'The index itself',
      columns: [
        'subscriptions',
        'distinct',
        'index MB',
        'texts MB',
        'saved MB',
        'cold load s',
        'tokenising %',
        'articles/s with places',
      ],
      rows: ours,
    },
  ];
}

async function runRival(
  name: EngineName,
  size: number,
  news: string,
  ours: Figures,
  setting: Setting,
): Promise<Cell[]> {
  setting.say(`${size} subscriptions: ${name}`);
  try {
    const { articlesPerSecond, hitsPerArticle, answers, buildSeconds, peakMegabytes } = await runEngine(
      name,
      news,
      setting,
    );
    const verdict = answers === ours.answers ? 'the same' : 'OTHERS';
    return [
      size,
      name,
      articlesPerSecond,
      ours.articlesPerSecond / articlesPerSecond,
      hitsPerArticle,
      verdict,
      buildSeconds,
      peakMegabytes,
    ];
  } catch (error) {
    return [size, name, '–', '–', '–', (error as Error).message.split('\n')[0]!.slice(0, 40)];
  }
}

async function runEngine<Result = Figures>(
  name: EngineName | 'load' | 'thin',
  news: string,
  { folder }: Setting,
): Promise<Result> {
  const files = [join(folder, 'wishes'), news, join(folder, name === 'thin' ? 'thinned' : 'snapshot')];
  const heap = name === 'siaga' || name === 'load' ? [] : [HEAP];
  const { stdout } = await run(process.execPath, [...heap, join(import.meta.dirname, 'run.ts'), name, ...files], {
    timeout: 300_000,
  });
  return JSON.parse(stdout) as Result;
}

/** The distinct wishes of so many subscriptions, one a line. */
async function writeWishes(corpus: Corpus, size: number, { folder, say }: Setting): Promise<number> {
  say(`${size} subscriptions: drawing them`);
  const wishes = corpus.wishes(size);
  const file = createWriteStream(join(folder, 'wishes'));
  for (const wish of wishes) if (!file.write(`${JSON.stringify(wish)}\n`)) await once(file, 'drain');
  file.end();
  await finished(file);
  return wishes.length;
}

/**
 * One engine in one process: `node bench/queries/run.ts ENGINE WISHES NEWS [SNAPSHOT]` prints its figures as JSON.
 *
 * WISHES has one wish a line, so that our own engine, which needs only their text, never holds the rest in memory.
 */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { loadIndex, saveIndex } from '../../shared/queries/index/snapshot.ts';
import type { QueryIndex } from '../../shared/queries/queryIndex.ts';
import { tokenize } from '../../shared/queries/tokenize.ts';
import { Tokens } from '../../shared/queries/tokens.ts';
import { dilute, type News, type Wish } from './corpus.ts';
import { type Figures, HITS_PER_ARTICLE } from './figures.ts';
import { type Engine, ENGINES, type EngineName, toArticle } from './engines.ts';

/** Articles whose answers are compared: as many as the slowest engine can finish. */
const COMPARED = 100;
const ROUND_MS = 400;
const ROUNDS = 10;

async function* readWishes(path: string): AsyncGenerator<Wish> {
  for await (const line of createInterface({ input: createReadStream(path) })) yield JSON.parse(line) as Wish;
}

const readNews = (path: string): News[] => JSON.parse(readFileSync(path, 'utf8')) as News[];

/** Articles a second of each way, in the best of many short rounds by turns: the machine has other work. */
function measure(news: readonly News[], ...ways: ((one: News) => unknown)[]): number[] {
  const best = ways.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [place, match] of ways.entries()) best[place] = Math.max(best[place]!, measureRound(news, match));
  }
  return best;
}

function measureRound(news: readonly News[], match: (one: News) => unknown): number {
  const start = performance.now();
  let count = 0;
  let elapsed = 0;
  while (elapsed < ROUND_MS) {
    match(news[count++ % news.length]!);
    if (count % 16 === 0 || elapsed === 0) elapsed = performance.now() - start;
  }
  return (count / (performance.now() - start)) * 1_000;
}

function compareAnswers({ match }: Engine, news: readonly News[]) {
  const digest = createHash('sha256');
  let hits = 0;
  for (const one of news.slice(0, COMPARED)) {
    const found = match(one).sort((some, other) => some - other);
    hits += found.length;
    digest.update(`${found.join(' ')}\n`);
  }
  return { answers: digest.digest('hex').slice(0, 12), hitsPerArticle: hits / COMPARED };
}

/** `maxRSS` counts what the parent had when it forked; Linux says what was this process's own. */
function peakMegabytes(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  const own = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  return (own === undefined ? process.resourceUsage().maxRSS : Number(own)) / 1_024;
}

/** Our own is built from texts, saved, and loaded again from what was saved. */
async function runOurs(wishes: string, news: readonly News[], snapshot: string): Promise<Figures> {
  const start = performance.now();
  const built = await ENGINES.siaga(readWishes(wishes));
  const buildSeconds = (performance.now() - start) / 1_000;
  const saved = saveIndex(built.index);
  writeFileSync(snapshot, saved);
  const tokens = [new Tokens(), new Tokens()];
  const [tokenizing = 0, articlesPerSecond = 0, withHitsPerSecond = 0] = measure(
    news,
    ({ title, text }) => [tokenize(title, tokens[0]), tokenize(text, tokens[1])],
    (one) => built.match(one),
    (one) => built.index.match(toArticle(one)),
  );
  return {
    buildSeconds,
    articlesPerSecond,
    ...compareAnswers(built, news),
    peakMegabytes: peakMegabytes(),
    tokenizing: articlesPerSecond / tokenizing,
    withHitsPerSecond,
    index: { ...sizeOf(built.index), snapshotMegabytes: saved.length / 1e6 },
  };
}

const sizeOf = (index: QueryIndex) => ({
  megabytes: index.bytes / 1e6,
  textMegabytes: index.parts.registry.textBytes / 1e6,
});

/** A cold start: a fresh process that reads a saved index and asks it about its first article. */
function runLoaded(news: readonly News[], snapshot: string): number {
  const start = performance.now();
  loadIndex(readFileSync(snapshot))!.find(toArticle(news[0]!));
  return (performance.now() - start) / 1_000;
}

async function runOther(name: Exclude<EngineName, 'siaga'>, wishes: string, news: readonly News[]): Promise<Figures> {
  const all: Wish[] = [];
  for await (const wish of readWishes(wishes)) all.push(wish);
  const start = performance.now();
  const engine = ENGINES[name](all);
  const compared = compareAnswers(engine, news);
  const buildSeconds = (performance.now() - start) / 1_000;
  const [articlesPerSecond = 0] = measure(news, (one) => engine.match(one));
  return { buildSeconds, articlesPerSecond, ...compared, peakMegabytes: peakMegabytes() };
}

/** Makes words unknown until an article meets as many wishes as are wanted. */
async function thinOut(wishes: string, news: readonly News[], thinned: string): Promise<number> {
  const { match } = await ENGINES.siaga(readWishes(wishes));
  const hitsIn = (some: readonly News[]): number => some.reduce((sum, one) => sum + match(one).length, 0) / some.length;
  let [low, high] = [0, 1];
  if (hitsIn(news) <= HITS_PER_ARTICLE) low = 1;
  for (let step = 0; step < 12 && low < 1; step++) {
    const middle = (low + high) / 2;
    if (hitsIn(dilute(news, middle)) <= HITS_PER_ARTICLE) low = middle;
    else high = middle;
  }
  writeFileSync(thinned, JSON.stringify(dilute(news, low)));
  return low;
}

const [name, wishes, news, output] = process.argv.slice(2) as [EngineName | 'load' | 'thin', string, string, string];
const articles = readNews(news);
const figures = {
  load: () => runLoaded(articles, output),
  thin: () => thinOut(wishes, articles, output),
  siaga: () => runOurs(wishes, articles, output),
};
const answer =
  name in figures
    ? figures[name as keyof typeof figures]()
    : runOther(name as Exclude<EngineName, 'siaga'>, wishes, articles);
console.log(JSON.stringify(await answer));

/** Our whole path (decode, repair, parse, clean, identify) beside rss-parser alone, on the same files in turns. */
import Parser from 'rss-parser';
import { readArticles } from '../../shared/articles/readArticles.ts';
import { decode } from '../../shared/feeds/document/decode.ts';
import { percentile, type Table } from '../bench.ts';
import type { FeedFile } from './corpus.ts';

const ROUNDS = 12;
const WARM_UP = 4;
const FEED = { feed: 'bench', url: 'https://harian-samudra.example/rss' };

/** Seconds of processor, and the articles that came of them. */
interface Round {
  seconds: number;
  articles: number;
}

export async function measureSpeed(files: readonly FeedFile[], what: string): Promise<Table> {
  const feeds = await readableByBoth(files);
  const megabytes = feeds.reduce((total, { bytes }) => total + bytes.length, 0) / 1e6;
  const ours: Round[] = [];
  const theirs: Round[] = [];
  for (let round = -WARM_UP; round < ROUNDS; round++) {
    const [one, other] = [
      await take(feeds, async ({ text }) => (await new Parser().parseString(text)).items.length),
      await take(feeds, async ({ bytes }) => (await readOurs(bytes)).length),
    ];
    if (round < 0) continue;
    theirs.push(one);
    ours.push(other);
  }
  const middle = (rounds: readonly Round[]): number =>
    percentile(
      rounds.map(({ seconds }) => seconds).toSorted((a, b) => a - b),
      0.5,
    );
  const row = (name: string, rounds: readonly Round[]) => [
    name,
    middle(rounds) * 1_000,
    megabytes / middle(rounds),
    rounds[0]!.articles / middle(rounds),
    middle(rounds) / middle(theirs),
  ];
  return {
    title: `${what}: ${feeds.length} of ${files.length} files, those that rss-parser reads too; ${megabytes.toFixed(1)} MB`,
    columns: ['who', 'ms', 'MB/s', 'articles/s', '× rss-parser (goal 1.25)'],
    rows: [row('rss-parser alone', theirs), row('Siaga', ours)],
  };
}

const readOurs = async (bytes: Buffer) =>
  (await readArticles({ bytes, contentType: '', url: FEED.url }, FEED, new Date())).all;

/** rss-parser is given text: it knows no encodings. */
async function readableByBoth(files: readonly FeedFile[]): Promise<(FeedFile & { text: string })[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const text = decode(file.bytes, '');
      const isRead = await new Parser().parseString(text).then(
        () => true,
        () => false,
      );
      return isRead ? { ...file, text } : null;
    }),
  );
  return read.filter((file) => file !== null);
}

async function take<File>(files: readonly File[], work: (file: File) => Promise<number>): Promise<Round> {
  const before = process.cpuUsage();
  let articles = 0;
  for (const file of files) articles += await work(file);
  const { user, system } = process.cpuUsage(before);
  return { seconds: (user + system) / 1_000_000, articles };
}

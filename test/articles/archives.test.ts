/** Packing the hours that are over, and searching over packed and unpacked ones alike. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { packInChunks, unpack } from '../../shared/articles/archive.ts';
import type { Article } from '../../shared/articles/article.ts';
import { packHours, type PackPorts } from '../../shared/articles/packHours.ts';
import { searchArticles, type Found, type Search } from '../../shared/articles/searchArticles.ts';
import { filterOf, mayHold } from '../../shared/articles/termFilter.ts';
import { createArchives } from '../../shared/store/archives.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticles } from '../../shared/store/articles.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { startTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let ports: PackPorts;
const plenty = (): number => 300_000;

beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());
beforeEach(async () => {
  await tables.stop();
  tables = await startTables();
  ports = {
    cursor: createCursor(tables.news, 'maintain'),
    rows: createArticleRows(tables.news),
    articles: createArticles(tables.news, () => new Date('2026-11-23T15:00:00Z')),
    archives: createArchives(tables.news),
    termsOf: ({ title }) => title.toLowerCase().split(' '),
  };
});

function article(id: string, title: string, seen: string): Article {
  return {
    id,
    revision: 0,
    feed: 'f',
    outlet: 'Harian Samudra',
    outletFamily: 'harian-samudra.example',
    title,
    summary: '',
    link: `https://harian-samudra.example/${id}`,
    lang: 'id',
    author: '',
    categories: [],
    published: null,
    seen: Date.parse(seen),
    firstPoll: false,
    timeliness: 'alert',
  };
}

/** As poll and match leave it. */
async function write(one: Article, kind: 'm' | 's' = 'm'): Promise<void> {
  await ports.articles.add(one);
  await ports.rows.put(kind, { article: one.id, seen: one.seen, signature: [], story: '', written: one.seen + 2_000 });
}

async function writeNews(): Promise<void> {
  await write(article('a', 'Rusia dan NATO', '2026-11-23T11:20:00Z'));
  await write(article('b', 'Krisis rudal', '2026-11-23T12:10:00Z'));
  await write(article('c', 'Kuba dan Rusia', '2026-11-23T12:40:00Z'), 's');
  await write(article('d', 'Rusia lagi', '2026-11-23T14:30:00Z'));
}

describe('an hour is packed', () => {
  it('ten minutes after its end, and once', async () => {
    await writeNews();
    expect(await packHours(new Date('2026-11-23T13:09:59Z'), plenty, ports)).toMatchObject({ articles: 1, chunks: 1 });
    expect(await packHours(new Date('2026-11-23T13:10:00Z'), plenty, ports)).toEqual({
      hours: 1,
      articles: 2,
      chunks: 1,
    });
    expect(await packHours(new Date('2026-11-23T13:10:00Z'), plenty, ports)).toEqual({
      hours: 0,
      articles: 0,
      chunks: 0,
    });
    const packed = await ports.archives.packed('2026-11-23T12', 0);
    expect(unpack(packed!).map(({ id }) => id)).toEqual(['b', 'c']);
    expect((await ports.cursor.read())!.toISOString()).toBe('2026-11-23T13:00:00.000Z');
  });

  it('again, and to the same, when the tick died before its cursor', async () => {
    await writeNews();
    const dying = { ...ports, cursor: { ...ports.cursor, advance: () => Promise.reject(new Error('the power went')) } };
    await expect(packHours(new Date('2026-11-23T13:30:00Z'), plenty, dying)).rejects.toThrow('the power went');
    await packHours(new Date('2026-11-23T13:30:00Z'), plenty, ports);
    expect((await ports.archives.filtersOf('2026-11-23')).map(({ hour, n }) => `${hour} ${n}`)).toEqual([
      '2026-11-23T11 0',
      '2026-11-23T12 0',
    ]);
  });

  it('by the next tick, when time ran short', async () => {
    await writeNews();
    expect(await packHours(new Date('2026-11-23T13:30:00Z'), () => 9_000, ports)).toMatchObject({ hours: 0 });
    expect(await ports.cursor.read()).toBeNull();
  });

  it('in chunks that fit an item, each article in one', () => {
    const noise = (n: number): string =>
      Array.from({ length: 40 }, (_, k) => Math.sin(n * 99 + k).toString(36)).join(' ');
    const articles = Array.from({ length: 64 }, (_, n) => ({
      ...article(`n${n}`, 'Berita', '2026-11-23T12:00:00Z'),
      summary: noise(n),
    }));
    const chunks = packInChunks(articles, 6_000);
    expect(chunks.length).toBeGreaterThan(2);
    expect(Math.max(...chunks.map(({ packed }) => packed.length))).toBeLessThanOrEqual(6_000);
    expect(chunks.flatMap(({ packed }) => unpack(packed))).toEqual(articles);
  });
});

describe('a search', () => {
  const about = (word: string, more: Partial<Search> = {}): Search => ({
    matches: ({ title }) => title.toLowerCase().split(' ').includes(word),
    necessaryTerms: [[word]],
    from: new Date('2026-11-20T00:00:00Z'),
    to: new Date('2026-11-23T15:00:00Z'),
    most: 10,
    ...more,
  });
  const find = (search: Search): Promise<Found> =>
    searchArticles(search, { ...ports, packedThrough: () => ports.cursor.read() });
  const ids = ({ articles }: Found): string[] => articles.map(({ id }) => id);

  it.each([
    ['nothing is packed', null],
    ['two of the hours are packed', '2026-11-23T13:30:00Z'],
    ['everything is packed', '2026-11-23T15:30:00Z'],
  ])('finds the same, newest first, when %s', async (_case, packedAt) => {
    await writeNews();
    if (packedAt) await packHours(new Date(packedAt), plenty, ports);
    const found = await find(about('rusia'));
    expect(ids(found)).toEqual(['d', 'c', 'a']);
    expect(found.next).toBeNull();
    expect(found.articles[2]).toEqual(article('a', 'Rusia dan NATO', '2026-11-23T11:20:00Z'));
  });

  it('keeps to its window', async () => {
    await writeNews();
    const [from, to] = [new Date('2026-11-23T11:20:00Z'), new Date('2026-11-23T12:40:00Z')];
    expect(ids(await find(about('rusia', { from, to })))).toEqual(['a']);
    expect(ids(await find(about('rusia', { from: new Date('2026-11-23T11:20:00.001Z'), to })))).toEqual([]);
  });

  it.each([null, '2026-11-23T15:30:00Z'])('goes on where it ended (packed: %s)', async (packedAt) => {
    await writeNews();
    if (packedAt) await packHours(new Date(packedAt), plenty, ports);
    const told: string[] = [];
    let after: Search['after'];
    for (let pages = 0; pages < 5; pages++) {
      const page = await find(about('rusia', { most: 1, after }));
      told.push(...ids(page));
      if (!page.next) break;
      after = page.next;
    }
    expect(told).toEqual(['d', 'c', 'a']);
  });

  it('reads only archives that may hold its terms', async () => {
    await writeNews();
    await packHours(new Date('2026-11-23T15:30:00Z'), plenty, ports);
    const read: string[] = [];
    const archives = {
      ...ports.archives,
      packed: (hour: string, n: number) => (read.push(hour), ports.archives.packed(hour, n)),
    };
    const counting = { ...ports, archives, packedThrough: () => ports.cursor.read() };
    expect(ids(await searchArticles(about('rudal'), counting))).toEqual(['b']);
    expect(read).toEqual(['2026-11-23T12']);
    await searchArticles(
      about('rudal', {
        necessaryTerms: [
          ['rudal', 'kuba'],
          ['lagi', 'nato'],
        ],
      }),
      counting,
    );
    expect(read).toEqual(['2026-11-23T12']);
  });
});

it('a filter never misses a term, and seldom sees one that is not there', () => {
  const terms = new Set(Array.from({ length: 5_000 }, (_, n) => `kata${n}`));
  const filter = filterOf(terms);
  expect([...terms].every((term) => mayHold(filter, term))).toBe(true);
  const wrong = Array.from({ length: 5_000 }, (_, n) => `word${n}`).filter((term) => mayHold(filter, term));
  expect(wrong.length).toBeLessThan(100);
  expect(mayHold(filterOf(new Set()), 'kata')).toBe(false);
});

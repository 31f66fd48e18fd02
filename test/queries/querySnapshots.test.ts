import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadIndex, saveIndex } from '../../shared/queries/index/snapshot.ts';
import { parseQuery } from '../../shared/queries/parseQuery.ts';
import type { Matchable, ParsedQuery } from '../../shared/queries/query.ts';
import { QueryCatalogue } from '../../shared/queries/queryCatalogue.ts';
import { createIndex, type QueryIndex } from '../../shared/queries/queryIndex.ts';
import { refreshSnapshot } from '../../shared/queries/querySnapshots.ts';
import type { Connection } from '../../shared/store/connection.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createQuerySnapshots } from '../../shared/store/querySnapshots.ts';
import { startTables, type TestTables } from '../support/tables.ts';

const query = (text: string): ParsedQuery => {
  const reading = parseQuery(text);
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.query;
};
const article = (title: string): Matchable => ({
  title,
  text: '',
  source: 'Pelita',
  author: '',
  lang: 'id',
  categories: [],
});
const found = (index: QueryIndex, title: string): string[] =>
  index
    .match(article(title))
    .map(({ query: id }) => id)
    .sort();

const TEXTS = [
  'Rusia',
  '"krisis rudal"',
  'sanksi*',
  'Rusia -Kuba',
  '~Rusia',
  '俄罗斯',
  'source:pelita title:rusia',
  'lang:id NATO',
  'e-mail',
  '"a b"~2',
];
const TITLES = ['Rusia', 'Krisis rudal Kuba', 'Sanksinya', '俄罗斯总统', 'NATO email', 'b x a'];

describe('an index that was saved', () => {
  it('answers as it did, and goes on from there', () => {
    const index = createIndex();
    for (const text of TEXTS) index.add(query(text));
    index.remove(query('Rusia').id);
    const loaded = loadIndex(saveIndex(index))!;
    expect(loaded.size).toBe(TEXTS.length - 1);
    for (const title of TITLES) expect(found(loaded, title)).toEqual(found(index, title));
    for (const one of [index, loaded]) {
      one.add(query('Rusia'));
      one.add(query('kuba*'));
      one.remove(query('sanksi*').id);
    }
    for (const title of TITLES) expect(found(loaded, title)).toEqual(found(index, title));
  });

  it('is null when it was saved in another layout', () => {
    const saved = saveIndex(createIndex());
    saved[0] = 99;
    expect(loadIndex(saved)).toBeNull();
  });
});

it('gives numbers of removed queries to others, and forgets the removed', () => {
  const index = createIndex();
  const word = (number: number): ParsedQuery => query(`kata${number} OR "frasa ${number}"`);
  for (let number = 0; number < 5_000; number++) index.add(word(number));
  const bytes = index.bytes;
  for (let round = 1; round <= 4; round++) {
    for (let number = 0; number < 2_000; number++) {
      index.remove(word(number).id);
      index.add(word(number));
    }
  }
  expect(index.size).toBe(5_000);
  expect(index.parts.registry.numbers).toBeLessThan(5_000 + 2 * 1_600);
  expect(index.bytes).toBeLessThan(bytes * 2);
  for (const number of [0, 1_999, 4_999]) expect(found(index, `kata${number}`)).toEqual([word(number).id]);
  index.remove(word(7).id);
  expect(found(index, 'kata7 dan frasa 7')).toEqual([]);
});

describe('a cold start', () => {
  let tables: TestTables;
  let news: Connection;
  beforeAll(async () => void (tables = await startTables()));
  afterAll(() => tables.stop());
  beforeEach(async () => void (news = await tables.freshNews()));

  const noon = new Date('2026-11-23T12:00:00Z');
  const later = (minutes: number): Date => new Date(noon.getTime() + minutes * 60_000);
  let chance = 0;
  const random = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, () => chance++ % 256);
  const ports = () => ({
    queries: createQueries(news, random),
    snapshots: createQuerySnapshots(news, random),
    onUnreadable: ({ text }: { text: string }) => {
      throw new Error(text);
    },
  });
  const register = (at: Date, ...texts: string[]) =>
    Promise.all(texts.map((text) => ports().queries.register(query(text), at)));
  const refresh = (now: Date, mayBegin = true) => refreshSnapshot(now, ports(), { mayBegin, readDirectly: 5 });

  it('begins from the saved index and catches up with what came and went since', async () => {
    await register(noon, ...TEXTS);
    expect(await refresh(later(1))).toBe(TEXTS.length);
    await register(later(10), 'Kuba');
    await ports().queries.retire(query('sanksi*').id, later(11));
    const catalogue = new QueryCatalogue({
      ...ports(),
      queries: { ...ports().queries, listAll: () => Promise.reject(new Error('read all')) as never },
    });
    const index = await catalogue.current(later(12));
    expect(found(index, 'Kuba')).toEqual([query('Kuba').id]);
    expect(found(index, 'sanksinya')).toEqual([]);
    expect(found(index, 'Rusia').length).toBeGreaterThan(2);
  });

  it('reads the queries when the saved index is older than what the log keeps', async () => {
    await register(noon, ...TEXTS);
    await refresh(later(1));
    await register(later(3 * 1_440), 'Kuba');
    const index = await new QueryCatalogue(ports()).current(later(4 * 1_440));
    expect(index.size).toBe(TEXTS.length + 1);
  });

  it.each([
    ['few queries', 3, 1, true],
    ['none saved yet, within the day', TEXTS.length, 1, false],
  ])('saves nothing for %s', async (_why, count, minutes, mayBegin) => {
    await register(noon, ...TEXTS.slice(0, count));
    expect(await refresh(later(minutes), mayBegin)).toBe(0);
    expect(await ports().snapshots.latest()).toBeNull();
  });

  it('saves again when enough has changed or a day has passed, and not before', async () => {
    await register(noon, ...TEXTS);
    await refresh(later(2));
    expect(await refresh(later(10))).toBe(0);
    await register(later(11), 'Kuba');
    expect(await refresh(later(12))).toBe(TEXTS.length + 1);
    expect(await refresh(later(12 + 1_441))).toBe(TEXTS.length + 1);
    expect(await ports().snapshots.takenAt()).toEqual(later(12 + 1_441));
  });

  it('keeps a large index in chunks', async () => {
    const store = ports().snapshots;
    const packed = Uint8Array.from({ length: 800_000 }, (_, index) => (index * 31) % 251);
    await store.save({ packed, takenAt: noon }, noon);
    expect(Buffer.compare((await store.latest())!.packed, packed)).toBe(0);
  });
});

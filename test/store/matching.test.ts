/** What match keeps: queries and their log, matches, stories. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Match } from '../../shared/queries/match.ts';
import { createArticleStories } from '../../shared/store/articleStories.ts';
import type { Connection } from '../../shared/store/connection.ts';
import { createMatches } from '../../shared/store/matches.ts';
import type { StoredQuery } from '../../shared/queries/queryLog.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createStories } from '../../shared/store/stories.ts';
import { createStoryId } from '../../shared/stories/storyId.ts';
import { startTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
let news: Connection;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());
beforeEach(async () => void (news = await tables.freshNews()));

const noon = new Date('2026-11-23T12:00:00Z');
const later = (ms: number): Date => new Date(noon.getTime() + ms);
let chance = 0;
const random = (bytes: number): Uint8Array => Uint8Array.from({ length: bytes }, () => chance++ % 256);
const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;

describe('queries', () => {
  const [rusia, kuba] = [
    { id: 'Rusia-query-id-1', canonical: 'rusia' },
    { id: 'rusia-QUERY-id-1', canonical: 'kuba' },
  ] as const;

  const all = async (): Promise<StoredQuery[]> => {
    const queries: StoredQuery[] = [];
    for await (const page of createQueries(news, random).listAll()) queries.push(...page);
    return queries;
  };

  it('are listed once, ids told apart by case, until they are retired', async () => {
    const queries = createQueries(news, random);
    await queries.register(rusia, noon);
    await queries.register(rusia, later(1));
    await queries.register(kuba, later(2));
    expect((await all()).map(({ text }) => text).sort()).toEqual(['kuba', 'rusia']);
    await queries.retire(rusia.id, later(3));
    expect(await all()).toEqual([{ query: kuba.id, text: 'kuba' }]);
    expect(await queries.isRegistered(rusia.id)).toBe(false);
    expect(await queries.isRegistered(kuba.id)).toBe(true);
  });

  it('tell their changes in order, over the hour, from an instant on', async () => {
    const queries = createQueries(news, random);
    await queries.register(rusia, noon);
    await queries.register(kuba, later(59 * MINUTE));
    await queries.retire(rusia.id, later(61 * MINUTE));
    const changes = await queries.changesSince(later(1), later(62 * MINUTE));
    expect(changes.map(({ query, change }) => [query, change])).toEqual([
      [kuba.id, 'add'],
      [rusia.id, 'remove'],
    ]);
  });
});

describe('matches', () => {
  const match = (changes: Partial<Match> = {}): Match => ({
    query: 'q1',
    story: createStoryId(noon, random),
    revision: 0,
    reporter: 'article-1',
    writtenAt: noon.getTime(),
    places: [{ field: 'title', text: 'Rusia', marks: [{ start: 0, end: 5 }] }],
    published: null,
    seen: noon.getTime(),
    timeliness: 'alert',
    ...changes,
  });

  it('belong to the first reporter, also when it asks again', async () => {
    const matches = createMatches(news);
    const first = match();
    expect(await matches.firstReporter(first)).toBe('article-1');
    expect(await matches.firstReporter({ ...first, reporter: 'article-2', places: [] })).toBe('article-1');
    expect(await matches.firstReporter({ ...first, writtenAt: 1 })).toBe('article-1');
    expect(await matches.find('q1', first.story)).toEqual(first);
    expect(await matches.find('q1', 'other')).toBeNull();
  });

  it('of two racers have exactly one first reporter', async () => {
    const matches = createMatches(news);
    const one = match();
    const reporters = await Promise.all([
      matches.firstReporter({ ...one, reporter: 'a' }),
      matches.firstReporter({ ...one, reporter: 'b' }),
    ]);
    expect(new Set(reporters).size).toBe(1);
  });

  it('are read by the time of writing, also when the story is days old', async () => {
    const matches = createMatches(news);
    const oldStory = match({ story: createStoryId(later(-4 * DAY), random), writtenAt: later(5).getTime() });
    const atStart = match({ writtenAt: noon.getTime() });
    const before = match({ writtenAt: later(-1).getTime() });
    const atEnd = match({ writtenAt: later(MINUTE).getTime() });
    const foreign = match({ query: 'q2', writtenAt: later(3).getTime() });
    for (const one of [oldStory, atStart, before, atEnd, foreign]) await matches.firstReporter(one);
    expect(await matches.since('q1', noon, later(MINUTE))).toEqual([atStart, oldStory]);
    expect(await matches.since('q1', noon, later(MINUTE), 1)).toEqual([oldStory]);
  });

  it('of busy words are read from the newest back, and no further than until there are enough', async () => {
    const matches = createMatches(news);
    // Long excerpts: a page of the table's answer holds only a few of them.
    const places = [{ field: 'text' as const, text: 'x'.repeat(300_000), marks: [] }];
    for (let minute = 0; minute < 12; minute++) {
      const story = createStoryId(later(minute * MINUTE), random);
      await matches.firstReporter(match({ query: 'busy', story, writtenAt: later(minute * MINUTE).getTime(), places }));
    }
    let answers = 0;
    news.client.middlewareStack.add((next) => async (args) => (answers++, next(args)), {
      step: 'build',
      name: 'count',
    });
    const newest = await matches.since('busy', noon, later(12 * MINUTE), 2);
    news.client.middlewareStack.remove('count');
    expect(newest.map(({ writtenAt }) => writtenAt)).toEqual(
      [10, 11].map((minute) => later(minute * MINUTE).getTime()),
    );
    expect(answers).toBe(1);
  });
});

describe('stories', () => {
  const place = (article: string, seen: number) => ({
    article,
    outlet: 'Harian Samudra',
    outletFamily: 'samudra.example',
    title: `Judul ${article}`,
    link: `https://samudra.example/${article}`,
    lang: 'id',
    published: null,
    seen,
  });

  it('have the head of the article that began them, and all articles as they were seen', async () => {
    const stories = createStories(news);
    await stories.begin('s1', place('b', 2), noon);
    await stories.begin('s1', place('a', 1), noon);
    for (const one of [place('b', 2), place('a', 1), place('b', 3)]) await stories.add('s1', one, noon);
    expect(await stories.find('s1')).toEqual({
      id: 's1',
      title: 'Judul b',
      lang: 'id',
      articles: [place('a', 1), place('b', 2)],
    });
    expect(await stories.find('s2')).toBeNull();
  });

  it('keep the article that claimed them, whatever a retry would choose', async () => {
    const stories = createArticleStories(news);
    expect(await stories.claim('a', 's1', noon)).toBe('s1');
    expect(await stories.claim('a', 's2', noon)).toBe('s1');
    expect(await stories.find('a')).toBe('s1');
    expect(await stories.find('b')).toBeNull();
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hoursBetween } from '../../../shared/articles/articleRow.ts';
import { matchArticles, type MatchPorts } from '../../../shared/queries/matchArticles.ts';
import { createArticleRows } from '../../../shared/store/articleRows.ts';
import type { Connection } from '../../../shared/store/connection.ts';
import { createMatches } from '../../../shared/store/matches.ts';
import { createQueries } from '../../../shared/store/queries.ts';
import { createStories } from '../../../shared/store/stories.ts';
import { startTables, type TestTables } from '../../support/tables.ts';
import { article, countingRandom, NOON, query, startStage } from './stage.ts';

let tables: TestTables;
let news: Connection;
let time: { now: Date };
let random: (bytes: number) => Uint8Array;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());
beforeEach(async () => {
  news = await tables.freshNews();
  time = { now: NOON };
  random = countingRandom();
});

const watch = (...texts: string[]) =>
  Promise.all(texts.map((text) => createQueries(news, random).register(query(text), time.now)));
const start = () => startStage(news, time, random);
const rowsWritten = async () => {
  const hours = hoursBetween(NOON, time.now);
  return (
    await Promise.all(hours.map((hour) => createArticleRows(news).inHour('m', hour, { consistent: true })))
  ).flat();
};

describe('an article and the queries that it meets', () => {
  it('becomes a story, a match with its places, and an alert to hand on', async () => {
    await watch('Rusia NATO', 'Kuba');
    const stage = start();
    expect(await stage.run(article())).toBe(true);

    const [message, ...others] = stage.alerts;
    expect(others).toEqual([]);
    expect(message).toMatchObject({
      article: { id: article().id, timeliness: 'alert', firstPoll: false },
      queries: [query('rusia nato').id],
    });
    const story = await createStories(news).find(message!.story.id);
    expect(story).toMatchObject({ title: article().title, lang: 'id', articles: [{ outlet: 'Harian Samudra' }] });
    expect(await createMatches(news).find(query('Rusia NATO').id, message!.story.id)).toMatchObject({
      reporter: article().id,
      writtenAt: NOON.getTime(),
      places: [
        {
          field: 'title',
          marks: [
            { start: 0, end: 5 },
            { start: 10, end: 14 },
          ],
        },
      ],
    });
  });

  it('is stored as a story with its row when nobody asks for it', async () => {
    const stage = start();
    await stage.run(article());
    expect(stage.alerts).toEqual([]);
    const [row] = await rowsWritten();
    expect(row).toMatchObject({ article: article().id, seen: NOON.getTime() });
    expect(await createStories(news).find(row!.story)).not.toBeNull();
  });

  it('hands on hundreds of queries in messages of at most 500', async () => {
    await watch('Rusia');
    const stage = start();
    const many = Array.from({ length: 1_100 }, (_, number) => ({ ...query('Rusia'), id: `query-${number}` }));
    const index = await stage.ports.catalogue.current(NOON);
    for (const one of many) index.add(one);
    await stage.run(article());
    expect(stage.alerts.map(({ queries }) => queries.length).sort()).toEqual([101, 500, 500]);
    expect(new Set(stage.alerts.flatMap(({ queries }) => queries)).size).toBe(1_101);
  });

  it.each([
    ['23 h ago', 23, 'alert'],
    ['25 h ago', 25, 'late'],
  ])('that was seen %s is %s', async (_when, hours, timeliness) => {
    await watch('Rusia');
    const stage = start();
    await stage.run(article({ seen: NOON.getTime() - hours * 3_600_000 }));
    expect(stage.alerts[0]!.article.timeliness).toBe(timeliness);
  });
});

describe('a query that was registered before the article arrived is asked', () => {
  it('by an environment that was warm before', async () => {
    const stage = start();
    await stage.run(article({ id: 'before' }));
    time.now = new Date(NOON.getTime() + 30_000);
    await watch('NATO');
    await stage.run(article({ id: 'after', title: 'NATO bertemu di Jenewa hari ini' }));
    expect(stage.alerts.map(({ article: { id } }) => id)).toEqual(['after']);
  });

  it('also when its log line was committed late, behind a later one', async () => {
    const stage = start();
    time.now = new Date(NOON.getTime() + 50_000);
    await stage.run(article({ id: 'before' }));
    await createQueries(news, random).register(query('NATO'), NOON);
    await stage.run(article({ id: 'after', title: 'NATO bertemu di Jenewa hari ini' }));
    expect(stage.alerts).toHaveLength(1);
  });

  it('and not after it was retired, unless somebody registered it again', async () => {
    const queries = createQueries(news, random);
    await watch('NATO', 'Rusia');
    const stage = start();
    await stage.run(article({ id: 'warm-up', title: 'Cuaca cerah sepanjang pekan ini' }));
    await queries.retire(query('NATO').id, time.now);
    await queries.retire(query('Rusia').id, time.now);
    await queries.register(query('Rusia'), new Date(time.now.getTime() - 1));
    await stage.run(article());
    expect(stage.alerts.flatMap((message) => message.queries)).toEqual([query('Rusia').id]);
  });
});

describe('copies are one story', () => {
  const copy = { id: 'copy', outlet: 'Pelita Pagi', outletFamily: 'pelita-pagi.example' };

  it.each([
    ['the same link with tracking', article(), article({ ...copy, link: `${article().link}?utm_source=rss#xtor=1` })],
    [
      'the same title in one family',
      article(),
      article({
        ...copy,
        outletFamily: article().outletFamily,
        link: 'https://x.example/2',
        title: `${article().title.toUpperCase()}!`,
      }),
    ],
  ])('%s: both in one story, and one alert for each query', async (_rule, first, second) => {
    await watch('Rusia', '"harian samudra" OR source:pelita');
    const stage = start();
    await stage.run(first);
    time.now = new Date(NOON.getTime() + 3_600_000);
    await stage.run(second);
    const stories = new Set((await rowsWritten()).map(({ story }) => story));
    expect(stories.size).toBe(1);
    const met = stage.alerts.map(({ article: { id }, queries }) => [id, queries]);
    expect(met).toEqual([
      [first.id, [query('Rusia').id]],
      [second.id, [query('source:pelita OR "harian samudra"').id]],
    ]);
  });

  it('when they arrive in one message', async () => {
    await watch('Rusia');
    const stage = start();
    await stage.run(
      article(),
      article({ ...copy, link: article().link }),
      article({ id: 'other', title: 'Rusia dan cuaca di Samudra Hindia' }),
    );
    expect(new Set((await rowsWritten()).map(({ story }) => story)).size).toBe(2);
    expect(stage.alerts.map(({ article: { id } }) => id).sort()).toEqual([article().id, 'other'].sort());
  });

  it('when another environment wrote the first one a moment ago', async () => {
    const [one, other] = [start(), start()];
    await other.run(article({ id: 'warm-up', title: 'Cuaca cerah sepanjang pekan ini' }));
    await one.run(article());
    await other.run(article({ ...copy, link: article().link }));
    const rows = await rowsWritten();
    expect(rows.find(({ article: id }) => id === 'copy')!.story).toBe(
      rows.find(({ article: id }) => id === article().id)!.story,
    );
  });

  it.each([
    ['another family with the same title', { ...copy, link: 'https://pelita-pagi.example/1' }, 0],
    ['a copy after 72 hours', { ...copy, link: article().link }, 73],
  ])('but %s is a story of its own', async (_rule, changes, hours) => {
    const stage = start();
    await stage.run(article());
    time.now = new Date(NOON.getTime() + hours * 3_600_000);
    await stage.run(article(changes));
    expect(new Set((await rowsWritten()).map(({ story }) => story)).size).toBe(2);
  });
});

describe('a crash between any two steps', () => {
  const steps: [string, (ports: MatchPorts, crash: () => never) => MatchPorts][] = [
    ['before the story is claimed', (ports, crash) => ({ ...ports, book: { ...ports.book, claim: crash } })],
    ['after the story is claimed', (ports, crash) => ({ ...ports, book: { ...ports.book, begin: crash } })],
    ['after the head', (ports, crash) => ({ ...ports, book: { ...ports.book, add: crash } })],
    ['before the match is written', (ports, crash) => ({ ...ports, matches: { firstReporter: crash } })],
    [
      'after the match is written',
      (ports, crash) => ({
        ...ports,
        matches: { firstReporter: async (match) => (await ports.matches.firstReporter(match), crash()) },
      }),
    ],
    ['before it is handed on', (ports, crash) => ({ ...ports, alerts: { send: crash } })],
    ['after it is handed on', (ports, crash) => ({ ...ports, rows: { ...ports.rows, put: crash } })],
  ];

  it.each(steps)('%s: the retry gives the same story and hands on again', async (_where, planted) => {
    await watch('Rusia');
    const first = start();
    const crash = (): never => {
      throw new Error('crash');
    };
    await expect(matchArticles([article()], () => false, planted(first.ports, crash))).rejects.toThrow('crash');

    const second = start();
    await second.run(article());
    expect(second.alerts).toHaveLength(1);
    const [row, ...others] = await rowsWritten();
    expect(others).toEqual([]);
    expect(row!.story).toBe(second.alerts[0]!.story.id);
    expect(first.alerts.every(({ story }) => story.id === row!.story)).toBe(true);
    expect((await createMatches(news).since(query('Rusia').id, NOON, new Date(NOON.getTime() + 1))).length).toBe(1);
  });
});

describe('nothing holds up the group', () => {
  it('an article that can never be matched is recorded and skipped', async () => {
    await watch('Rusia');
    const stage = start();
    const unstorable = { ...stage.ports, matches: stage.ports.matches };
    unstorable.matches = {
      firstReporter: async (match) => {
        if (match.reporter !== 'poison') return stage.ports.matches.firstReporter(match);
        throw Object.assign(new Error('Item size has exceeded the maximum'), { name: 'ValidationException' });
      },
    };
    const done = await matchArticles(
      [article({ id: 'poison' }), article({ id: 'good', title: 'Rusia di Kutub Utara pekan ini' })],
      () => false,
      unstorable,
    );
    expect(done).toBe(true);
    expect(stage.poison).toEqual(['poison']);
    expect(stage.alerts.map(({ article: { id } }) => id)).toEqual(['good']);
  });

  it('a match that can never be written is recorded and skipped, and the others of its article are handed on', async () => {
    await watch('Rusia', 'NATO');
    const stage = start();
    const poisoned: (string | undefined)[] = [];
    const ports: MatchPorts = {
      ...stage.ports,
      matches: {
        firstReporter: async (match) => {
          if (match.query !== query('NATO').id) return stage.ports.matches.firstReporter(match);
          throw Object.assign(new Error('Item size has exceeded the maximum'), { name: 'ValidationException' });
        },
      },
      recordPoison: (_article, _error, id) => void poisoned.push(id),
    };
    expect(await matchArticles([article()], () => false, ports)).toBe(true);
    expect(poisoned).toEqual([query('NATO').id]);
    expect(stage.alerts.map(({ queries }) => queries)).toEqual([[query('Rusia').id]]);
    expect(await rowsWritten()).toHaveLength(1);
  });

  it('a table that does not answer fails the message, so that it comes again', async () => {
    const stage = start();
    const throttled = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
    const ports = { ...stage.ports, rows: { ...stage.ports.rows, put: () => Promise.reject(throttled) } };
    await expect(matchArticles([article()], () => false, ports)).rejects.toThrow('Rate exceeded');
    expect(stage.poison).toEqual([]);
  });

  it('when time is up the rest is left, and the retry does only that', async () => {
    await watch('Rusia');
    const stage = start();
    const articles = [
      article({ id: 'a', title: 'Rusia satu dua tiga empat' }),
      article({ id: 'b', title: 'Rusia lima enam tujuh delapan' }),
    ];
    let asked = 0;
    expect(await matchArticles(articles, () => ++asked > 1, stage.ports)).toBe(false);
    expect(stage.alerts.map(({ article: { id } }) => id)).toEqual(['a']);
    expect(await stage.run(...articles)).toBe(true);
    expect(stage.alerts.map(({ article: { id } }) => id)).toEqual(['a', 'b']);
  });
});

it('asks an edited article again, and alerts what it meets only now', async () => {
  await watch('Rusia', 'Kuba');
  const stage = start();
  await stage.run(article());
  await stage.run(article({ revision: 1, summary: 'Juga Kuba hadir.' }));
  const stories = new Set(stage.alerts.map(({ story }) => story.id));
  expect(stories.size).toBe(1);
  expect(stage.alerts.at(-1)!.queries).toContain(query('Kuba').id);
  expect(await rowsWritten()).toHaveLength(1);
});

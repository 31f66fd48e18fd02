/** Digests, search and pages of news, over stories and matches as match writes them. */
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDigest } from '../../../functions/api/digest.ts';
import { toCsvCell } from '../../../functions/api/digestView.ts';
import type { Article } from '../../../shared/articles/article.ts';
import { HOUR, MINUTE } from '../../../shared/platform/clock.ts';
import { systemRandom } from '../../../shared/platform/ids.ts';
import { parseQuery } from '../../../shared/queries/parseQuery.ts';
import { createStoryId } from '../../../shared/stories/storyId.ts';
import { readTokenOf } from '../../../shared/subscribers/readToken.ts';
import type { Subscriber } from '../../../shared/subscribers/subscriber.ts';
import { startPeople, type TestPeople } from '../../support/people.ts';

const HOSTILE = 'Rusia & NATO <b>"tebal"</b> \u0007 =SUM(A1)';

let people: TestPeople;
let maya: Subscriber;
/** A story of two outlets, and one that is hostile. */
let shared: string;
let hostile: string;

beforeAll(async () => {
  people = await startPeople();
  const json = {
    email: 'maya@example.org',
    subscriptions: [{ query: 'Rusia' }, { query: 'NATO' }, { query: 'Kuba', mode: 'digest' }],
  };
  await people.request('/v1/subscribers', { json });
  await people.confirm('maya@example.org');
  const { subscriber } = (await people.ports.addresses.find('email', 'maya@example.org'))!;
  maya = (await people.ports.subscribers.find(subscriber))!;
  people.clock.advance(10 * MINUTE);
  shared = await report(['Harian Samudra', 'Pelita Pagi'], 'Rusia dan NATO buka lagi saluran telepon', [
    'Rusia',
    'NATO',
  ]);
  hostile = await report(['Warta Khatulistiwa'], HOSTILE, ['NATO']);
  people.clock.advance(MINUTE);
});
afterAll(() => people.stop());

/** A story of these outlets that these queries met. */
async function report(outlets: string[], title: string, words: string[]): Promise<string> {
  const now = people.clock.now();
  const story = createStoryId(now, systemRandom);
  const seen = now.getTime();
  const { news } = people.services;
  for (const outlet of outlets) {
    const article: Article = {
      id: `${story}${outlet}`.replaceAll(' ', ''),
      revision: 0,
      feed: outlet,
      outlet,
      outletFamily: outlet,
      title,
      summary: 'Utusan di Jenewa menyebut saluran itu diuji pekan depan.',
      link:
        outlet === 'Warta Khatulistiwa'
          ? 'javascript:alert(1)'
          : `https://${outlet.replace(' ', '-').toLowerCase()}.example/a`,
      lang: 'id',
      author: '',
      categories: [],
      published: seen - MINUTE,
      seen,
      firstPoll: false,
      timeliness: 'alert',
    };
    await news.articles.add(article);
    await news.articleRows.put('m', { article: article.id, seen, signature: [], story, written: seen });
    const place = { ...article, article: article.id };
    await news.stories.begin(story, place, now);
    await news.stories.add(story, place, now);
  }
  for (const word of words) {
    const reading = parseQuery(word);
    if (!reading.ok) throw new Error(reading.error.message);
    const start = title.indexOf(word);
    await news.matches.firstReporter({
      query: reading.query.id,
      story,
      revision: 0,
      reporter: `${story}${outlets[0]}`.replaceAll(' ', ''),
      writtenAt: seen,
      places: [{ field: 'title', text: title, marks: [{ start, end: start + word.length }] }],
      published: seen - MINUTE,
      seen,
      timeliness: 'alert',
    });
  }
  return story;
}

const get = (path: string) => people.request(path, { token: maya.manageToken });

describe('a digest', () => {
  it('has each story once, under the first of its queries, with why', async () => {
    const { status, json } = await get('/v1/digests/now');
    expect(status).toBe(200);
    expect(json()).toMatchObject({
      version: '1',
      window: 'now',
      totals: { stories: 2, articles: 3, outlets: 3 },
      queries: [
        { query: 'Rusia', stories: 1 },
        { query: 'NATO', stories: 1 },
        { query: 'Kuba', stories: 0 },
      ],
      stories: [
        {
          id: shared,
          outlet: 'Harian Samudra',
          outlets: 2,
          alsoIn: [{ outlet: 'Pelita Pagi' }],
          page: `https://siaga.example.org/s/${shared}`,
          why: [
            { query: 'Rusia', matches: [{ field: 'title', marks: [{ start: 0, end: 5 }] }] },
            { query: 'NATO', matches: [{ marks: [{ start: 10, end: 14 }] }] },
          ],
        },
        { id: hostile, title: HOSTILE },
      ],
    });
  });

  it('is a table for spreadsheets, in which no headline becomes a formula', async () => {
    const { text, headers } = await get('/v1/digests/now.csv');
    expect(headers.get('content-type')).toContain('text/csv');
    const [head, ...rows] = text.trim().split('\r\n');
    expect(head).toBe('query,title,outlet,time,language,outlets,link,page');
    expect(rows).toHaveLength(2);
    expect(rows[1]).toContain('"Rusia & NATO <b>""tebal""</b>');
    expect(text).not.toMatch(/(^|,)[=+@-]/m);
    expect(toCsvCell('=1+1')).toBe("'=1+1");
    expect(toCsvCell('＝1+1')).toBe("'＝1+1");
    // Where a comma is for decimals, a semicolon begins a cell.
    expect(toCsvCell('Harga beras; =1+1')).toBe("Harga beras;' =1+1");
    expect(toCsvCell('Rusia -Kuba')).toBe('Rusia -Kuba');
  });

  it('of a day is that of its local day; a day that has not come, and no day at all, is none', async () => {
    const list = (await get('/v1/me/digests')).json() as { window: string }[];
    expect(list[0]).toMatchObject({ window: 'now' });
    for (const { window } of list) expect((await get(`/v1/digests/${window}`)).status).toBe(200);
    for (const window of ['2030-01-01', '2026-02-30', 'yesterday', '__proto__']) {
      expect((await get(`/v1/digests/${window}`)).status).toBe(404);
    }
  });

  it('leaves out what was written outside of its window', async () => {
    const window = {
      id: 'test',
      from: new Date(people.clock.time() - 3 * HOUR),
      to: new Date(people.clock.time() - HOUR),
    };
    const { sections } = await readDigest(window, maya, people.services);
    expect(sections.flatMap(({ entries }) => entries)).toEqual([]);
  });

  it('as a page marks the words, escapes the rest, and links only to the web', async () => {
    const { text, status } = await people.request(`/d/now/${maya.manageToken}`);
    expect(status).toBe(200);
    expect(text).toContain('<mark>Rusia</mark> dan NATO');
    expect(text).toContain('&lt;b&gt;&quot;tebal&quot;&lt;/b&gt;');
    expect(text).not.toContain('javascript:');
  });
});

describe('the private feed', () => {
  const feed = (type: string) => people.request(`/f/${readTokenOf(maya)}.${type}`);

  it('is RSS, Atom and JSON Feed that parsers read, newest first, each story once', async () => {
    const rss = parseRssFeed((await feed('rss')).text);
    const atom = parseAtomFeed((await feed('atom')).text);
    const json = parseJsonFeed((await feed('json')).text);
    const ids = [shared, hostile].map((id) => `https://siaga.example.org/s/${id}`).sort();
    expect(rss.items?.map((item) => item.guid?.value).sort()).toEqual(ids);
    expect(atom.entries?.map(({ id }) => id).sort()).toEqual(ids);
    expect(json.items?.map(({ id }) => id).sort()).toEqual(ids);
    expect(json.items?.map(({ title }) => title)).toContain(HOSTILE.replace('\u0007', ''));
  });

  it('tells a proxy to keep it to itself, and carries no secret that can change anything', async () => {
    for (const type of ['rss', 'atom', 'json']) {
      const { text, headers } = await feed(type);
      expect(headers.get('cache-control')).toContain('private');
      for (const secret of [maya.manageToken, maya.leaveToken, maya.pauseToken, 'maya@'])
        expect(text).not.toContain(secret);
    }
  });

  it('opens nothing else with its secret', async () => {
    const token = readTokenOf(maya);
    expect((await people.request('/v1/me', { token })).status).toBe(401);
    expect((await people.request(`/m/${token}`)).status).toBe(404);
    expect((await people.request(`/d/now/${token}`)).status).toBe(404);
  });
});

describe('stored articles', () => {
  it('are found by words, with why, and page by page', async () => {
    const first = (await people.request('/v1/articles?q=NATO&limit=2')).json() as {
      articles: { id: string; why: unknown[] }[];
      next: string;
    };
    const second = (await people.request(`/v1/articles?q=NATO&limit=2&after=${first.next}`)).json() as typeof first;
    expect(first.articles).toHaveLength(2);
    expect(second.articles).toHaveLength(1);
    expect(second.next).toBeNull();
    expect(new Set([...first.articles, ...second.articles].map(({ id }) => id)).size).toBe(3);
    expect(first.articles[0]!.why).not.toEqual([]);
  });

  it('for all of time are those of the days that are kept: the hours before and after cost nothing', async () => {
    const { packedThrough } = people.services.news;
    people.services.news.packedThrough = async () => people.clock.now();
    const before = people.calls.length;
    try {
      const all = 'from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z';
      expect((await people.request(`/v1/articles?q=NATO&${all}`)).status).toBe(200);
    } finally {
      people.services.news.packedThrough = packedThrough;
    }
    expect(people.calls.length - before).toBeLessThan(40);
  });

  it.each([
    ['?q=%22NATO', 'query-syntax', { pointer: '?q', position: 0 }],
    ['?q=NATO&after=nonsense', 'request-invalid', { pointer: '?after' }],
    ['?limit=0', 'request-invalid', { pointer: '#/limit' }],
    ['?from=yesterday', 'request-invalid', { pointer: '#/from' }],
  ])('a question that cannot be read is told where: %s', async (search, code, place) => {
    const { status, json } = await people.request(`/v1/articles${search}`);
    expect(status).toBe(422);
    expect(json()).toMatchObject({ type: `https://siaga.example.org/problems/${code}`, errors: [place] });
  });
});

describe('pages of news', () => {
  it('home shows the stories of the day by number of outlets', async () => {
    const { text } = await people.request('/');
    expect(text.indexOf('Rusia dan NATO buka lagi')).toBeGreaterThan(0);
    expect(text.indexOf('Rusia dan NATO buka lagi')).toBeLessThan(text.indexOf('&lt;b&gt;'));
    expect(text).toContain('Harian Samudra and 1 more');
    expect(text).toContain('Warta Khatulistiwa, alone so far');
  });

  it('a story shows who reported it, and says so when it is not there', async () => {
    const { text } = await people.request(`/s/${shared}`);
    expect(text).toContain('2 outlets, 2 articles');
    expect(text).toContain('Read at Harian Samudra');
    expect((await people.request(`/s/${hostile}`)).text).not.toContain('javascript:');
    expect((await people.request('/s/nothing2222')).status).toBe(404);
  });

  it('sign-up shows what the words would have found, with marks, before it asks for an address', async () => {
    const { text } = await people.request('/sign-up?q=Rusia');
    expect(text).toContain('<dd>3</dd>');
    expect(text).toContain('<mark>Rusia</mark>');
    expect(text).toContain('Watch these words');
  });

  it('sign-up waits with the form until the words can be read, and puts ^ under the character', async () => {
    const { text, status } = await people.request(
      `/sign-up?q=${encodeURIComponent('Rusia AND ("krisis rudal OR Kuba)')}`,
    );
    expect(status).toBe(422);
    expect(text).toContain(`${' '.repeat(11)}^`);
    expect(text).toContain('value="Rusia AND (&quot;krisis rudal OR Kuba)"');
    expect(text).not.toContain('Watch these words');
  });

  it('sign-up says so when nothing was found', async () => {
    expect((await people.request('/sign-up?q=Nikaragua')).text).toContain('None in 30 days');
  });
});

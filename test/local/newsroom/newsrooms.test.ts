import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDemo } from '../../../local/newsroom/demo.ts';
import { demoArticle } from '../../../local/newsroom/demoArticles.ts';
import type { Newsroom } from '../../../local/newsroom/newsroom.ts';
import { openRecorded } from '../../../local/newsroom/recorded.ts';
import { suggestWords } from '../../../local/newsroom/suggestWords.ts';

const NOW = new Date('2026-11-23T07:36:00Z');

let folder: string;
let open: Newsroom[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'siaga-newsroom-'));
});
afterEach(async () => {
  await Promise.all(open.map((newsroom) => newsroom.stop()));
  open = [];
});

const keep = <Room extends Newsroom>(newsroom: Room): Room => {
  open.push(newsroom);
  return newsroom;
};
const read = async (newsroom: Newsroom): Promise<string[]> =>
  Promise.all(newsroom.outlets.map(async ({ url }) => (await fetch(url)).text()));

describe('the demo', () => {
  it('has four outlets, each a host of its own, with 38 articles that are all older', async () => {
    const demo = keep(await openDemo(NOW, undefined));
    const hosts = demo.outlets.map(({ url }) => new URL(url).hostname);
    expect(new Set(hosts).size).toBe(4);
    const feeds = await read(demo);
    const dates = feeds.flatMap((feed) =>
      [...feed.matchAll(/<pubDate>(.*?)<\/pubDate>/g)].map(([, date]) => Date.parse(date!)),
    );
    expect(dates).toHaveLength(38);
    expect(Math.max(...dates)).toBeLessThan(NOW.getTime());
  });

  it('publishes an article dated now, first one that its reader waits for, and never the same headline twice', async () => {
    const demo = keep(await openDemo(NOW, undefined));
    const { outlet, headline } = demo.publishNext(NOW)!;
    const feed = await (await fetch(outlet.url)).text();
    expect(headline).toMatch(/Rusia.*NATO/);
    expect(feed).toContain(`<title>${headline}</title>`);
    expect(feed).toContain(`<pubDate>${NOW.toUTCString()}</pubDate>`);
    const headlines = Array.from({ length: 2_000 }, (_, index) => demoArticle(index).title);
    expect(new Set(headlines).size).toBe(2_000);
  });

  it('publishes often what the reader watches', () => {
    const loud = Array.from({ length: 200 }, (_, index) => demoArticle(100 + index).title);
    expect(loud.filter((title) => /Venezuela|Rusia.*NATO/.test(title)).length).toBeGreaterThan(80);
  });

  it('serves the same documents at the same addresses after a restart', async () => {
    const state = join(folder, 'demo.json');
    const first = await openDemo(NOW, state);
    first.publishNext(NOW);
    const before = [first.outlets, await read(first)];
    await first.stop();
    const second = keep(await openDemo(new Date(NOW.getTime() + 3_600_000), state));
    expect([second.outlets, await read(second)]).toEqual(before);
  });
});

const item = (title: string, year: number): string =>
  `<item><title>${title}</title><pubDate>Mon, 01 Jan ${year} 10:00:00 GMT</pubDate></item>`;
const rss = (...items: string[]): string =>
  `<rss version="2.0"><channel><title>x</title>${items.join('')}</channel></rss>`;

describe('a folder of recorded feeds', () => {
  beforeEach(() => {
    mkdirSync(join(folder, 'feeds/inner'), { recursive: true });
    writeFileSync(
      join(folder, 'feeds/a.rss'),
      rss(item('a2015', 2015), item('a2018', 2018), item('a2016', 2016), item('a2017', 2017)),
    );
    writeFileSync(join(folder, 'feeds/inner/b.xml'), rss(item('b2018', 2018), item('b2017', 2017)));
    writeFileSync(join(folder, 'feeds/page.html'), '<!doctype html><p>No feed</p>');
    writeFileSync(join(folder, 'feeds/README.md'), '# Not served');
  });
  const openFolder = (state?: string) => openRecorded(join(folder, 'feeds'), state && join(folder, state));

  it('serves what is markup, each file a host of its own, and holds the newest half of each feed back', async () => {
    const recorded = keep(await openFolder());
    expect(recorded.outlets.map(({ url }) => new URL(url).pathname)).toEqual(['/a.rss', '/inner/b.xml', '/page.html']);
    expect(new Set(recorded.outlets.map(({ url }) => new URL(url).hostname)).size).toBe(3);
    const [a, b, page] = await read(recorded);
    expect(a!.match(/a20\d\d/g)).toEqual(['a2015', 'a2016']);
    expect(b!.match(/b20\d\d/g)).toEqual(['b2017']);
    expect(page).toContain('No feed');
  });

  it('publishes them one by one, a feed after the other, oldest first, dated now', async () => {
    const recorded = keep(await openFolder());
    expect(recorded.waiting()).toEqual(['a2017', 'b2018', 'a2018']);
    const published = [recorded.publishNext(NOW), recorded.publishNext(NOW), recorded.publishNext(NOW)];
    expect(published.map((each) => each?.headline)).toEqual(['a2017', 'b2018', 'a2018']);
    expect(recorded.publishNext(NOW)).toBeUndefined();
    const [a] = await read(recorded);
    expect(a).toContain('<title>a2018</title><pubDate>Mon, 23 Nov 2026 07:36:00 GMT</pubDate>');
    expect(a).toContain('<title>a2015</title><pubDate>Mon, 01 Jan 2015 10:00:00 GMT</pubDate>');
  });

  it('serves the same documents at the same addresses after a restart, also when a file was added', async () => {
    const first = await openFolder('recorded.json');
    first.publishNext(NOW);
    const before = new Map(
      await Promise.all(first.outlets.map(async ({ url }) => [url, await (await fetch(url)).text()] as const)),
    );
    await first.stop();
    writeFileSync(join(folder, 'feeds/0.rss'), rss(item('new', 2018)));
    const second = keep(await openFolder('recorded.json'));
    for (const [url, text] of before) expect(await (await fetch(url)).text()).toBe(text);
    expect(second.outlets).toHaveLength(4);
    expect(second.waiting().toSorted()).toEqual(['a2018', 'b2018']);
  });

  it('answers 304 to who has the document already', async () => {
    const recorded = keep(await openFolder());
    const { url } = recorded.outlets[0]!;
    const etag = (await fetch(url)).headers.get('etag')!;
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
    recorded.publishNext(NOW);
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(200);
  });
});

describe('words to watch', () => {
  it.each([
    [
      'the longest of what comes first, then the frequent',
      ['Tanker tertahan', 'Venezuela exporta', 'NATO Kiev Kiever', 'Kiever again'],
      ['tertahan', 'Venezuela', 'Kiever', 'Tanker'],
    ],
    ['no common word, no number', ['Their 20181 after before'], []],
    ['nothing from nothing', [], []],
  ])('%s', (_case, headlines, words) => {
    expect(suggestWords(headlines, 4)).toEqual(words);
  });
});

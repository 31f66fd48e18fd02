/** Somebody adds the address of a page: poll finds its feeds, and the card says which. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { USUAL_PATHS } from '../../shared/feeds/discovery/discover.ts';
import { startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';
import { answers, gives, rss } from '../support/publisher.ts';

let desk: Newsdesk;
beforeAll(async () => void (desk = await startNewsdesk()));
afterAll(() => desk.stop());

let path: string;
let count = 0;
beforeEach(() => {
  path = `/halaman${++count}`;
  for (const usual of USUAL_PATHS) desk.publisher.script(usual, answers(404));
  desk.publisher.requests.length = 0;
});

const page = (head = ''): string => `<!doctype html><html><head><title>Kabar</title>${head}</head><body/></html>`;
const asPage = { 'content-type': 'text/html' };
const asked = (): string[] => desk.publisher.requests.map(({ url }) => url!);
const cardOf = async (feed: string) => (await desk.ports.cards.list()).find((card) => card.feed === feed)!;

it('a page that names its feeds', async () => {
  const links = ['/a.xml', '/b.xml'].map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`);
  desk.publisher.script(path, gives(page(links.join('')), asPage));
  const feed = await desk.add(path);
  await desk.poll([feed]);
  const [a, b] = [desk.publisher.url('/a.xml'), desk.publisher.url('/b.xml')];
  expect(await cardOf(feed)).toMatchObject({
    health: 'failing',
    found: [a, b],
    trouble: `It is not a feed: it is a web page. Add one of its feeds instead: ${a} , ${b}`,
  });
  expect(asked()).toEqual([path]);
});

it('a page that names none: the usual places are asked, once', async () => {
  desk.publisher.script(path, gives(page(), asPage));
  desk.publisher.script('/rss.xml', gives(page(), asPage));
  desk.publisher.script('/feed.xml', gives(rss('Kabar', [])));
  const feed = await desk.add(path);
  await desk.poll([feed]);
  expect(await cardOf(feed)).toMatchObject({ found: [desk.publisher.url('/feed.xml')] });
  expect(asked()).toEqual([path, '/feed', '/rss.xml', '/rss', '/feed.xml']);
  desk.publisher.requests.length = 0;
  await desk.poll([feed]);
  expect(asked()).toEqual([path]);
  expect(await cardOf(feed)).toMatchObject({ found: [desk.publisher.url('/feed.xml')] });
});

it('a page without any', async () => {
  desk.publisher.script(path, gives(page(), asPage));
  const feed = await desk.add(path);
  await desk.poll([feed]);
  expect(await cardOf(feed)).toMatchObject({ trouble: 'It is not a feed: it is a web page.' });
  expect(asked()).toEqual([path, ...USUAL_PATHS]);
});

it('a feed that became a page is told where it went; nothing more is asked', async () => {
  desk.publisher.script(path, gives(rss('Kabar', [])));
  const feed = await desk.add(path);
  await desk.poll([feed]);
  const link = '<link rel="alternate" type="application/rss+xml" href="/baru.xml">';
  desk.publisher.script(path, gives(page(link), asPage));
  for (let poll = 1; poll <= 3; poll++) await desk.poll([feed]);
  expect(await cardOf(feed)).toMatchObject({ health: 'failing', found: [desk.publisher.url('/baru.xml')] });
  expect(asked()).toEqual([path, path, path, path]);
  desk.publisher.script(path, gives(rss('Kabar', [])));
  await desk.poll([feed]);
  expect(await cardOf(feed)).not.toHaveProperty('found');
});

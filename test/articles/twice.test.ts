/** Nothing alerts twice: what feeds do to the ids and addresses of their items, polled through the real stores. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';
import { gives, rss, type RssItem } from '../support/publisher.ts';

let desk: Newsdesk;
beforeAll(async () => void (desk = await startNewsdesk()));
afterAll(() => desk.stop());

let path: string;
let count = 0;
beforeEach(() => {
  path = `/outlet${++count}.xml`;
  desk.setTime('2026-11-23T12:00:00Z');
});

const on = 'https://harian-samudra.example';
const items = (...changes: Partial<RssItem>[]): RssItem[] =>
  ['Kuba buka arsip', 'Rudal di Karibia', 'NATO bertemu Rusia', 'Harga beras naik'].map((title, n) => ({
    title,
    guid: `berita-${n}`,
    link: `${on}/berita/${n}`,
    published: `Mon, 23 Nov 2026 0${n}:00:00 GMT`,
    ...changes[n % changes.length],
  }));
const each = (change: (item: RssItem, n: number) => Partial<RssItem>): RssItem[] =>
  items().map((item, n) => ({ ...item, ...change(item, n) }));

/** What is handed on by a second poll, after a first with the items as they are. */
async function secondPoll(after: RssItem[], before = items()): Promise<{ title: string; revision: number }[]> {
  const publish = (list: RssItem[]): void => desk.publisher.script(path, gives(rss('Harian Samudra', list)));
  publish(before);
  const feed = await desk.add(path);
  await desk.poll([feed]);
  await desk.handedOn();
  desk.setTime('2026-11-23T12:05:00Z');
  publish(after);
  await desk.poll([feed]);
  return (await desk.handedOn()).map(({ title, revision }) => ({ title, revision }));
}

it.each<[string, RssItem[], RssItem[]?]>([
  ['new ids with every answer', each((_item, n) => ({ guid: `rotasi-${n}-9f3` }))],
  ['new ids, and no dates', each((_item, n) => ({ guid: `r${n}`, published: '' })), items({ published: '' })],
  ['new ids, and no addresses', each((_item, n) => ({ guid: `r${n}`, link: '' })), items({ link: '' })],
  ['new ids and dates', each((_item, n) => ({ guid: `r${n}`, published: 'Mon, 23 Nov 2026 12:04:00 GMT' }))],
  [
    'ids that count their revisions',
    each(({ link }) => ({ guid: `${link}#2` })),
    each(({ link }) => ({ guid: link! })),
  ],
  ['http becomes https', items(), each(({ link }) => ({ guid: '', link: link!.replace('https:', 'http:') }))],
  [
    'ids over http become https',
    each(({ link }) => ({ guid: link! })),
    each(({ link }) => ({ guid: link!.replace('https:', 'http:') })),
  ],
  [
    'addresses gain tracking',
    each(({ link }) => ({ guid: '', link: `${link}?utm_source=rss&at_medium=RSS` })),
    items({ guid: '' }),
  ],
  ['ids are given up', items({ guid: '' })],
  ['ids are begun', items(), items({ guid: '' })],
  ['addresses move, ids stay', each((_item, n) => ({ link: `${on}/2026/11/berita-${n}` }))],
  ['dates change', items({ published: 'Mon, 23 Nov 2026 12:04:00 GMT' })],
  ['an item stands there twice', [...items(), ...items()]],
  ['the order is turned round', items().toReversed()],
])('%s', async (_case, after, before) => expect(await secondPoll(after, before)).toEqual([]));

it('an edit under an old id is an update of the article, handed on once', async () => {
  const after = each((_item, n) => (n === 1 ? { title: 'Rudal di Karibia, kata saksi' } : {}));
  expect(await secondPoll(after)).toEqual([{ title: 'Rudal di Karibia, kata saksi', revision: 1 }]);
});

it('an edit under an old address, where ids are given anew, alerts nobody', async () => {
  const after = each((_item, n) => ({ guid: `r${n}`, ...(n === 1 && { title: 'Rudal di Karibia, kata saksi' }) }));
  expect(await secondPoll(after)).toEqual([]);
});

it('another item at an address that always is the same is news', async () => {
  const at = { link: `${on}/langsung` };
  const one: RssItem = { title: 'Pukul sembilan', guid: '9', ...at };
  const other: RssItem = { title: 'Pukul sepuluh', guid: '10', ...at };
  expect(await secondPoll([other], [one])).toEqual([{ title: 'Pukul sepuluh', revision: 0 }]);
});

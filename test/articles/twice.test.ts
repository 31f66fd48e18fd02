/** Nothing alerts twice: what feeds do to the ids and addresses of their items, polled through the real stores. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 23, 12, minutes)).toUTCString();
const ahead = at(7 * 60);

interface HandedOn {
  title: string;
  revision: number;
}

const titlesOf = (list: readonly RssItem[]): string[] => list.map(({ title }) => title);
const edit = { title: 'Rudal di Karibia, kata saksi' };

/** What is handed on by each of a feed's polls, five minutes apart. */
async function handedOnBy(...documents: RssItem[][]): Promise<HandedOn[][]> {
  const handedOn: HandedOn[][] = [];
  for (const [n, list] of documents.entries()) {
    desk.setTime(new Date(Date.UTC(2026, 10, 23, 12, 5 * n)).toISOString());
    // Never the same bytes, which would not be read.
    desk.publisher.script(path, gives(rss('Harian Samudra', list, `<!-- ${n} -->`)));
    await desk.poll([await desk.add(path)]);
    handedOn.push((await desk.handedOn()).map(({ title, revision }) => ({ title, revision })));
  }
  return handedOn;
}

/** What is handed on by a second poll, after a first with the items as they are. */
const secondPoll = async (after: RssItem[], before = items()): Promise<HandedOn[]> =>
  (await handedOnBy(before, after))[1]!;

const seed: RssItem = { title: 'Benih', guid: 'benih', published: at(-60) };
const asNew = (...titles: string[]): HandedOn[] => titles.map((title) => ({ title, revision: 0 }));
const asEdit = (...titles: string[]): HandedOn[] => titles.map((title) => ({ title, revision: 1 }));

it.each<[string, RssItem[], RssItem[]?]>([
  ['new ids with every answer', each((_item, n) => ({ guid: `rotasi-${n}-9f3` }))],
  ['new ids, and no dates', each((_item, n) => ({ guid: `r${n}`, published: '' })), items({ published: '' })],
  ['new ids, and no addresses', each((_item, n) => ({ guid: `r${n}`, link: '' })), items({ link: '' })],
  ['new ids and dates', each((_item, n) => ({ guid: `r${n}`, published: 'Mon, 23 Nov 2026 12:04:00 GMT' }))],
  [
    'ids that count their revisions',
    each(({ link }) => ({ guid: `${link}#2`, published: 'Mon, 23 Nov 2026 12:04:00 GMT' })),
    each(({ link }) => ({ guid: `${link}#0` })),
  ],
  [
    'ids that begin to count their revisions',
    each(({ link }) => ({ guid: `${link}#1` })),
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
  ['new ids, and dates ahead', each((_item, n) => ({ guid: `r${n}`, published: ahead })), items({ published: ahead })],
  ['dates ahead, no ids', items({ guid: '', published: ahead }), items({ guid: '', published: ahead })],
  [
    'dates ahead, no ids, no addresses',
    items({ guid: '', link: '', published: ahead }),
    items({ guid: '', link: '', published: ahead }),
  ],
  [
    'dates ahead by a few minutes',
    items({ guid: '', link: '', published: at(9) }),
    items({ guid: '', link: '', published: at(9) }),
  ],
  [
    'addresses move to another host',
    each(({ link }) => ({ guid: '', link: link!.replace('samudra', 'laut') })),
    items({ guid: '' }),
  ],
  [
    'addresses change with every answer',
    each(({ link }) => ({ guid: '', link: `${link}?sesi=2` })),
    each(({ link }) => ({ guid: '', link: `${link}?sesi=1` })),
  ],
  [
    'www and a slash at the end come and go',
    each(({ link }) => ({ guid: '', link: `${link!.replace('://', '://www.')}/` })),
    items({ guid: '' }),
  ],
  ['ids are given up', items({ guid: '' })],
  ['ids are begun', items(), items({ guid: '' })],
  ['addresses move, ids stay', each((_item, n) => ({ link: `${on}/2026/11/berita-${n}` }))],
  ['dates change', items({ published: 'Mon, 23 Nov 2026 12:04:00 GMT' })],
  ['an item stands there twice', [...items(), ...items()]],
  ['the order is turned round', items().toReversed()],
])('%s', async (_case, after, before) => expect(await secondPoll(after, before)).toEqual([]));

it.each<[string, RssItem[], RssItem[]?]>([
  ['an old id', each((_item, n) => (n === 1 ? edit : {}))],
  ['an old address, where all ids are new', each((_item, n) => ({ guid: `r${n}`, ...(n === 1 && edit) }))],
  [
    'an old address and date, where the id was made of what it says',
    each((_item, n) => (n === 1 ? { guid: 'x', ...edit } : {})),
  ],
  ['an old address, without ids', each((_item, n) => ({ guid: '', ...(n === 1 && edit) })), items({ guid: '' })],
])('an edit under %s is an update of the article, handed on once', async (_case, after, before = items()) => {
  expect(await handedOnBy(before, after, after)).toEqual([asNew(...titlesOf(before)), asEdit(edit.title), []]);
});

it('two items with new ids, both edited, are two edits', async () => {
  const [one, two] = items();
  const after = [one!, two!].map((item, n) => ({ ...item, guid: `r${n}`, title: `${item.title}: ralat` }));
  expect(await secondPoll(after, [one!, two!])).toEqual(asEdit(...titlesOf(after)));
});

it('where ids are new with every answer, an edited text alone is an edit, and so is the next one', async () => {
  const told = (answer: number, text: string): RssItem[] =>
    each((_item, n) => ({ guid: `${answer}-${n}`, text: n === 1 ? text : 'Isi' }));
  const title = items()[1]!.title;
  expect(
    (await handedOnBy(told(1, 'Isi'), told(2, 'Ralat'), told(3, 'Ralat'), told(4, 'Ralat kedua'))).slice(1),
  ).toEqual([asEdit(title), [], [{ title, revision: 2 }]]);
});

it('a title that was garbled and is mended is an edit', async () => {
  const garbled = each((_item, n) => (n === 1 ? { title: 'Rudal di Kub�' } : {}));
  expect(
    await secondPoll(
      each((_item, n) => (n === 1 ? { title: 'Rudal di Kubá' } : {})),
      garbled,
    ),
  ).toEqual(asEdit('Rudal di Kubá'));
});

it('an item that leaves and comes back is known', async () => {
  const [first, ...others] = items();
  expect((await handedOnBy(items(), others, [first!, ...others])).slice(1)).toEqual([[], []]);
});

describe('each new item is news', () => {
  const many = (change: (n: number) => Partial<RssItem>): RssItem[] =>
    [1, 2, 3].map((n) => ({ title: `Berita ${n}`, published: at(n - 30), ...change(n) }));

  it.each<[string, RssItem[]]>([
    ['whose ids differ in a number behind #', many((n) => ({ guid: `${on}/live#${n}`, link: `${on}/live#${n}` }))],
    ['on a live page', many((n) => ({ guid: `${on}/live#${n}`, link: `${on}/live` }))],
    ['whose ids and links differ in ref', many((n) => ({ guid: `${on}/live?ref=${n}`, link: `${on}/live?ref=${n}` }))],
    ['with one id for all', many(() => ({ guid: 'umpan' }))],
    ['with one id and one link for all', many(() => ({ guid: 'umpan', link: `${on}/live` }))],
    ['with one link for all', many(() => ({ link: `${on}/live` }))],
    ['with the front page for a link', many(() => ({ link: on }))],
  ])('%s: at once, and one by one', async (_case, list) => {
    const titles = titlesOf(list);
    expect(await handedOnBy([seed], list, list)).toEqual([asNew('Benih'), asNew(...titles), []]);
    path += '.2';
    const growing = [seed, ...list].map((_item, n) => [...list.slice(0, n).toReversed(), seed]);
    expect(await handedOnBy(...growing)).toEqual([asNew('Benih'), ...titles.map((title) => asNew(title))]);
  });

  it.each<[string, RssItem[]]>([
    ['whose ids differ in a number behind #', many((n) => ({ guid: `${on}/live#${n}`, link: `${on}/live#${n}` }))],
    ['with the front page for a link', many(() => ({ link: on }))],
    ['with ids, at an address that always is the same', many((n) => ({ guid: `${n}`, link: `${on}/live` }))],
  ])('%s: one in the place of the other', async (_case, list) => {
    expect(await handedOnBy(...list.map((item) => [item]))).toEqual(list.map(({ title }) => asNew(title)));
  });

  it.each<[string, RssItem[]]>([
    ['one id', many((n) => ({ guid: 'umpan', link: `${on}/${n}` }))],
    ['one link', many(() => ({ link: `${on}/live` }))],
  ])("once %s was seen to be many items', one in the place of the other too", async (_case, [one, two, three]) => {
    expect(await handedOnBy([one!, two!], [three!], [two!])).toEqual([
      asNew(one!.title, two!.title),
      asNew(three!.title),
      [],
    ]);
  });
});

it('one item at the front page, then two, then one', async () => {
  const [one, two] = ['Satu', 'Dua'].map((title, n): RssItem => ({ title, link: on, published: at(n - 30) }));
  expect(await handedOnBy([one!], [two!, one!], [two!], [one!])).toEqual([asNew('Satu'), asNew('Dua'), [], []]);
});

it('the same, at a page that is not the front', async () => {
  const [one, two] = ['Satu', 'Dua'].map((title, n): RssItem => ({ title, link: `${on}/live`, published: at(n - 30) }));
  expect(await handedOnBy([one!], [two!, one!], [two!], [one!])).toEqual([asNew('Satu'), asNew('Dua'), [], []]);
});

it('an article in two feeds of an outlet is that of the first', async () => {
  const list = each(({ link }) => ({ guid: link! }));
  const family = '/keluarga.xml';
  path = family;
  await handedOnBy(list);
  path = `${family}?dunia`;
  expect(await handedOnBy([seed], list)).toEqual([asNew('Benih'), []]);
});

describe('of what a first poll only stored an edit is only stored', () => {
  it.each<[string, string]>([
    ['from the future', ahead],
    ['undated', ''],
    ['three days old', at(-3 * 24 * 60)],
  ])('%s', async (_case, published) => {
    const one: RssItem = { title: 'Arsip', guid: '1', published };
    expect(await handedOnBy([one], [{ ...one, title: 'Arsip: ralat' }], [{ ...one, title: 'Ralat kedua' }])).toEqual([
      [],
      [],
      [],
    ]);
  });

  it('and of what was news it is news', async () => {
    const one: RssItem = { title: 'Arsip', guid: '1', published: at(-5) };
    expect(await handedOnBy([one], [{ ...one, title: 'Arsip: ralat' }])).toEqual([
      asNew('Arsip'),
      asEdit('Arsip: ralat'),
    ]);
  });
});

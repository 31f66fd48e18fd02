/** What is remembered of a feed, in twelve bytes an item, and by what an item is known again. */
import { describe, expect, it } from 'vitest';
import { markOf, saysOf, type Fingerprint } from '../../shared/articles/fingerprint.ts';
import { MOST_ITEMS } from '../../shared/feeds/document/rawFeed.ts';
import { Seen, type Recognized } from '../../shared/articles/seen.ts';

interface Told {
  id?: string;
  link?: string;
  title?: string;
  dated?: number | null;
  text?: string;
  shared?: string[];
}
const print = ({ id = '', link = '', title = 'Judul', dated = 1, text = '', shared = [] }: Told): Fingerprint => ({
  id: id && markOf(id),
  link: link && markOf(link),
  title: markOf(`${title} ${dated}`),
  says: saysOf({ title, dated, text }),
  shared: shared.map(markOf),
});
const none = new Uint8Array();
const after = (...documents: Told[][]): Uint8Array =>
  documents.reduce<Uint8Array>((bytes, document) => new Seen(bytes).after(document.map(print)), none);
const recognize = (before: Told[], document: Told[]): Recognized[] =>
  new Seen(after(before)).newsIn(document.map(print));
const newsOf = (before: Told[], document: Told[]): string[] => recognize(before, document).map(({ news }) => news);

describe('twelve bytes', () => {
  it.each<[string, Told, number]>([
    ['each for id, link, and title with date', { id: '1', link: 'a' }, 3],
    ['for what an item has of them', { link: 'a' }, 2],
    ['for an id that is the link once', { id: 'a', link: 'a' }, 2],
    ['for title and date alone', {}, 1],
    ['for what several items share', { shared: ['1'] }, 2],
  ])('%s', (_case, told, entries) => expect(after([told])).toHaveLength(12 * entries));

  it('those of the document first, then those before, by their two best names', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id): Told => ({ id, link: `link ${id}`, title: id }));
    const [before, later] = [after([a!, b!]), after([a!, b!], [c!, b!])];
    expect(later).toHaveLength(36 + 36 + 24);
    expect(Buffer.from(later).subarray(72)).toEqual(Buffer.from(before).subarray(0, 24));
  });

  it('two hundred items that have left the document are kept, the latest', () => {
    const bytes = after(...Array.from({ length: 300 }, (_, n) => [{ id: `${n}`, link: `link ${n}`, title: `${n}` }]));
    expect(bytes).toHaveLength(36 + 24 * 200);
    const seen = new Seen(bytes);
    const news = (n: number) => seen.newsIn([print({ id: `${n}`, link: `link ${n}`, title: `${n}` })])[0]!.news;
    expect([299, 99, 98].map(news)).toEqual(['known', 'known', 'new']);
  });

  it('a usual feed, 40 items after 200 others, is read for one unit: at most 8 KB', () => {
    const bytes = after(
      ...Array.from({ length: 6 }, (_, day) =>
        Array.from({ length: 40 }, (__, n) => ({ id: `${day} ${n}`, link: `${day}/${n}`, title: `${day} ${n}` })),
      ),
    );
    expect(bytes).toHaveLength(40 * 36 + 200 * 24);
    expect(bytes.length).toBeLessThan(8 * 1024);
  });

  it('a title is never taken for nothing, not even one whose digest begins with zeros', () => {
    const document: Told[] = ['A', 'Headline 7753', 'B'].map((title, n) => ({ id: `${n}`, title, dated: null }));
    expect(newsOf(document, document)).toEqual(['known', 'known', 'known']);
  });

  it('a cut entry at the end is left out', () => {
    const bytes = after([{ link: 'a' }, { link: 'b', title: 'B' }]).subarray(0, 20);
    expect(new Seen(bytes).newsIn([print({ link: 'b', title: 'B' })])[0]!.news).toBe('new');
  });
});

/** One item, as it was and as it is. */
it.each<[string, Told, Told, string]>([
  ['nothing changed', { id: '1' }, { id: '1' }, 'known'],
  ['another title', { id: '1' }, { id: '1', title: 'B' }, 'edited'],
  ['another text', { id: '1' }, { id: '1', text: 'B' }, 'edited'],
  ['another date alone is no edit', { id: '1' }, { id: '1', dated: 2 }, 'known'],
  ['another id is another item', { id: '1' }, { id: '2', title: 'B' }, 'new'],
  ['all but the id is new', { id: '1', link: 'a' }, { id: '1', link: 'b', title: 'B', dated: 2 }, 'edited'],
  ['no id: all but the link is new', { link: 'a' }, { link: 'a', title: 'B', dated: 2 }, 'edited'],

  ['new id, old link and title', { id: '1', link: 'a' }, { id: '2', link: 'a', dated: 2 }, 'known'],
  ['and another text', { id: '1', link: 'a' }, { id: '2', link: 'a', text: 'B' }, 'edited'],
  ['new id and title, old link and date', { id: '1', link: 'a' }, { id: '2', link: 'a', title: 'B' }, 'edited'],
  [
    'the same without dates',
    { id: '1', link: 'a', dated: null },
    { id: '2', link: 'a', title: 'B', dated: null },
    'new',
  ],
  ['new id, title and date, old link', { id: '1', link: 'a' }, { id: '2', link: 'a', title: 'B', dated: 2 }, 'new'],
  ['an id is begun', { link: 'a' }, { id: '1', link: 'a' }, 'known'],
  ['an id is given up', { id: '1', link: 'a' }, { link: 'a' }, 'known'],
  ['the link becomes the id', { id: '1', link: 'a' }, { id: 'a', link: 'a' }, 'known'],

  ['new link, says the same', { link: 'a' }, { link: 'b' }, 'known'],
  ['the same without a date', { link: 'a', dated: null }, { link: 'b', dated: null }, 'new'],
  ['new link, another text', { link: 'a' }, { link: 'b', text: 'B' }, 'new'],
  ['new id and link, says the same', { id: '1', link: 'a' }, { id: '2', link: 'b' }, 'known'],
  ['new id and link, another text', { id: '1', link: 'a' }, { id: '2', link: 'b', text: 'B' }, 'new'],
  ['new id and link, no date', { id: '1', link: 'a', dated: null }, { id: '2', link: 'b', dated: null }, 'new'],
  ['no link, new id, another text', { id: '1' }, { id: '2', text: 'B' }, 'edited'],
  [
    'no link, new id, no date, the same text',
    { id: '1', text: 'A', dated: null },
    { id: '2', text: 'A', dated: null },
    'known',
  ],
  ['no link, new id, no date, no text', { id: '1', dated: null }, { id: '2', dated: null }, 'new'],
  ['title and date alone, another text', {}, { text: 'B' }, 'edited'],
  ['title alone, another text', { dated: null }, { dated: null, text: 'B' }, 'edited'],
  ['title and date alone, another date', {}, { dated: 2 }, 'new'],
  ['a link that does not tell any more', { link: 'a' }, { shared: ['a'] }, 'known'],
  ['a link that begins to tell', { shared: [] }, { link: 'a' }, 'known'],
])('%s: %j, then %j: %s', (_case, before, now, news) => expect(newsOf([before], [now])).toEqual([news]));

describe('ids that are new with every answer', () => {
  const before = ['a', 'b', 'c', 'd'].map((link, n): Told => ({ id: `${n}`, link, title: link, dated: n }));
  const now = (...changes: Told[]): Told[] => changes.map((change, n) => ({ ...before[n]!, ...change }));

  it('most of them: the link is enough, and what differs is an edit', () => {
    const document = now(
      { id: '6' },
      { id: '7', title: 'B', dated: 9 },
      { id: '8' },
      { id: '9', link: 'e', title: 'E' },
    );
    expect(newsOf(before, document)).toEqual(['known', 'edited', 'known', 'new']);
  });

  it('while most keep theirs, none is an edit', () =>
    expect(newsOf(before, now({}, {}, {}, { id: '9', title: 'D', dated: 9 }))).toEqual([
      'known',
      'known',
      'known',
      'new',
    ]));
});

it('an item stays the article that it was, however often its names change', () => {
  const names: Told[] = [
    { id: '1', link: 'a' },
    { id: '2', link: 'a' },
    { id: '2', link: 'b' },
    { link: 'b' },
    { id: '3', link: 'b' },
  ];
  const articles = names.map(
    (told, n) => new Seen(after(...names.slice(0, n).map((one) => [one]))).newsIn([print(told)])[0]!.article,
  );
  expect(new Set(articles)).toEqual(new Set([markOf('1')]));
});

it('two items of a document are never the same of those before', () => {
  const one: Told = { id: '1', link: 'a', title: 'A' };
  expect(newsOf([one], [one, { id: '2', link: 'a', title: 'A', dated: 2 }])).toEqual(['known', 'new']);
  expect(new Set(recognize([{}], [{ text: 'B' }, { text: 'C' }]).map(({ article }) => article)).size).toBe(2);
});

it('a new item at an old link takes nothing from the old one', () => {
  const [old, other]: [Told, Told] = [{ link: 'a' }, { id: '2', link: 'a', title: 'B', dated: 2 }];
  const seen = new Seen(after([old], [other]));
  expect(seen.newsIn([print(other)])[0]).toEqual({ news: 'known', article: markOf('2') });
});

it('what was seen to be shared tells nothing, even when it stands alone again', () => {
  const shared: Told[] = ['A', 'B'].map((title) => ({ title, shared: ['1', 'a'] }));
  expect(newsOf(shared, [{ id: '1', link: 'a', title: 'C' }])).toEqual(['new']);
  expect(newsOf(shared, [{ id: '1', link: 'a', title: 'B' }])).toEqual(['known']);
});

it('a part of a document leaves all that was known', () => {
  const whole = Array.from({ length: 250 }, (_, n): Told => ({ id: `${n}`, link: `${n}`, title: `${n}` }));
  const pushed = new Seen(after(whole)).afterPart([print({ id: 'x', title: 'X' })]);
  expect(new Seen(pushed).newsIn(whole.map(print)).every(({ news }) => news === 'known')).toBe(true);
});

it('pushes leave the largest document and what was there before known, and do not pile up for ever', () => {
  const items = (from: number, count: number) =>
    Array.from({ length: count }, (_, n): Told => ({ id: `${from + n}`, link: `${from + n}`, title: `${from + n}` }));
  const whole = items(200, MOST_ITEMS);
  let bytes = after(items(0, 200), whole);
  const push = (n: number) => (bytes = new Seen(bytes).afterPart(items(-n, 1).map(print)));
  push(1);
  expect(new Seen(bytes).newsIn([...whole, ...items(0, 200)].map(print)).every(({ news }) => news === 'known')).toBe(
    true,
  );
  for (let n = 2; n <= 300; n++) push(n);
  expect(bytes).toHaveLength((1 + MOST_ITEMS + 200) * 24);
});

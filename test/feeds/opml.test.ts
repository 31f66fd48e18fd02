/** Lists of feeds in and out: what other readers write is read, and nothing is lost on the way through one. */
import { describe, expect, it } from 'vitest';
import type { FeedCard } from '../../shared/feeds/feed.ts';
import type { FeedInput } from '../../shared/feeds/manage.ts';
import { NotOpml, parseOpmlFeeds, writeOpml } from '../../shared/feeds/opml.ts';

const list = (body: string): string => `<?xml version="1.0"?><opml version="2.0"><head/><body>${body}</body></opml>`;
const KABAR = 'xmlUrl="https://kabar.example/rss?a=1&amp;b=2"';

function readOrRefuse(text: string): FeedInput[] {
  try {
    return parseOpmlFeeds(text);
  } catch (error) {
    expect(error).toBeInstanceOf(NotOpml);
    return [];
  }
}

describe('a list gives its feeds', () => {
  it.each<[string, string, object[]]>([
    [
      'with folders as labels, from the outside in',
      `<outline text="Dunia"><outline text="Asia &amp; Pasifik"><outline text="Kabar" ${KABAR}/></outline></outline>`,
      [{ url: 'https://kabar.example/rss?a=1&b=2', title: 'Kabar', labels: ['Dunia', 'Asia & Pasifik'] }],
    ],
    [
      'with categories as labels',
      `<outline text="Kabar" ${KABAR} category="/dunia/asia, politik"/>`,
      [{ labels: ['dunia', 'asia', 'politik'] }],
    ],
    [
      'each address once, with the labels of all its places',
      `<outline text="A"><outline text="Kabar" ${KABAR}/></outline><outline text="B"><outline ${KABAR}/></outline>`,
      [{ title: 'Kabar', labels: ['A', 'B'] }],
    ],
    ['in capitals', `<OUTLINE TEXT="Kabar" XMLURL="https://kabar.example/"/>`, [{ url: 'https://kabar.example/' }]],
    ['with its language', `<outline ${KABAR} language="es-VE"/>`, [{ lang: 'es-VE' }]],
    ['with control characters in it', `<outline text="Ka\u0001bar\u0008" ${KABAR}/>`, [{ title: 'Kabar' }]],
    ['beside what is no feed', `<outline text="x" url="https://x.example/"/><outline text="Kabar" ${KABAR}/>`, [{}]],
  ])('%s', async (_case, body, expected) => {
    expect(parseOpmlFeeds(list(body))).toEqual(expected.map((feed) => expect.objectContaining(feed)));
  });

  it.each([
    ['a DOCTYPE', (entities: string) => `<!DOCTYPE opml [${entities}]>`],
    ['the second of two', (entities: string) => `<!DOCTYPE opml><!doctype opml [${entities}]>`],
    ['one with brackets in its comments', (entities: string) => `<!DOCTYPE opml [<!-- ] > -->${entities}]>`],
    ['one with signs in its quotes', (entities: string) => `<!DOCTYPE opml PUBLIC "]>" 'x>' [${entities}]>`],
    ['one behind a comment that names one', (entities: string) => `<!-- <!DOCTYPE --><!DOCTYPE opml [${entities}]>`],
    ['one that stands inside another', (entities: string) => `<!DOC<!DOCTYPE x>TYPE opml [${entities}]>`],
  ])('without the entities of %s', async (_case, doctype) => {
    const bomb = doctype(`<!ENTITY a "${'x'.repeat(1_000)}"><!ENTITY b "&a;&a;&a;">`);
    const text = list(`<outline text="&b;" ${KABAR}/>`).replace('?>', `?>${bomb}`);
    const feeds = readOrRefuse(text);
    expect(JSON.stringify(feeds)).not.toContain('xx');
    // Whose two halves make no DOCTYPE makes no list either.
    if (!bomb.startsWith('<!DOC<')) expect(feeds).toHaveLength(1);
  });

  it.each([
    ['nothing but beginnings of DOCTYPEs', '<!DOCTYPE'],
    ['nothing but whole ones', '<!DOCTYPE a>'],
    ['beginnings with a bracket', '<!DOCTYPE a ['],
    ['beginnings with a quote', `<!DOCTYPE "`],
    ['beginnings with a comment', '<!DOCTYPE [<!--'],
    ['beginnings of comments', '<!--'],
    ['comments with one in each', '<!--<!DOCTYPE-->'],
  ])('in no time, though a megabyte of it is %s', async (_case, part) => {
    const text = part.repeat(1_000_000 / part.length);
    const before = process.cpuUsage();
    readOrRefuse(text);
    readOrRefuse(list(`${text}<outline ${KABAR}/>`));
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(1);
  });

  it('when its end is missing', async () => {
    expect(parseOpmlFeeds(`<opml><body><outline text="Kabar" ${KABAR}/>`)).toHaveLength(1);
  });
});

it.each(['', 'Kabar', '<rss><channel/></rss>', '<html><body/></html>', `<opml>${'<outline>'.repeat(30_000)}`])(
  'what is no list is refused: %.20s',
  (text) => {
    const began = performance.now();
    expect(readOrRefuse(text)).toEqual([]);
    expect(performance.now() - began).toBeLessThan(1_000);
  },
);

const card = (n: number, more: Partial<FeedCard> = {}): FeedCard => ({
  feed: `f${n}`,
  url: `https://kabar${n}.example/rss?a=1&b=2`,
  title: `Kabar "${n}" <b>`,
  lang: 'id',
  labels: [],
  health: 'fine',
  since: 1,
  trouble: '',
  ...more,
});

it('what is written is read again: addresses, titles, languages, labels', async () => {
  const cards = [
    card(1),
    card(2, { labels: ['Dunia', 'Asia & Pasifik'] }),
    card(3, { labels: ['Dunia'], lang: '' }),
    card(4, { labels: ['Ekonomi'], title: '\u0001' }),
    card(5, { movedTo: 'https://baru.example/rss' }),
  ];
  const read = parseOpmlFeeds(writeOpml('Siaga', cards));
  expect(read.map(({ url, labels, lang = '' }) => [url, labels, lang])).toEqual([
    ['https://kabar1.example/rss?a=1&b=2', [], 'id'],
    ['https://baru.example/rss', [], 'id'],
    ['https://kabar2.example/rss?a=1&b=2', ['Dunia', 'Asia & Pasifik'], 'id'],
    ['https://kabar3.example/rss?a=1&b=2', ['Dunia'], ''],
    ['https://kabar4.example/rss?a=1&b=2', ['Ekonomi'], 'id'],
  ]);
  expect(read[0]!.title).toBe('Kabar "1" <b>');
});

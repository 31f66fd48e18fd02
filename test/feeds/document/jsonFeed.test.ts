/** JSON Feed as people make it: what is one, what its items are, what a broken one still gives. */
import { describe, expect, it } from 'vitest';
import { looksLikeJson, parseJsonFeed } from '../../../shared/feeds/document/jsonFeed.ts';
import { NotAFeed } from '../../../shared/feeds/document/rawFeed.ts';

const url = 'https://harian-samudra.example/dir/feed.json';
const VERSION = 'https://jsonfeed.org/version/1.1';
const START = `{"version":"${VERSION}","title":"Harian","items":[`;
const SATU = '{"id":"1","title":"Satu","content_text":"Isi"}';
const DUA = '{"id":"2","title":"Dua"}';

const read = (text: string) => parseJsonFeed(text, url);
const titlesOf = (text: string): string[] => read(text).items.map(({ titleHtml }) => titleHtml);
const itemOf = (item: object) => read(JSON.stringify({ version: VERSION, items: [item] })).items[0]!;

describe('is a feed', () => {
  it.each<[string, object, number]>([
    ['version 1', { version: 'https://jsonfeed.org/version/1', items: [{ id: 1 }] }, 1],
    ['a version to come', { version: 'https://jsonfeed.org/version/2', items: [{ id: 1 }] }, 1],
    ['no items', { version: VERSION, title: 'Harian' }, 0],
    ['items that are null', { version: VERSION, items: null }, 0],
    ['only the number', { version: '1.1', items: [{ id: 1, title: 'Satu' }] }, 1],
    ['a number for a version', { version: 1, items: [{ url: '/satu', content_html: 'Satu' }] }, 1],
    ['no version, but a title', { title: 'Harian', items: [{ id: 1, content_text: 'Satu' }] }, 1],
    ['no version, but an address', { home_page_url: 'https://x.example', items: [{ id: 1, title: 'Satu' }] }, 1],
  ])('%s', (_case, feed, length) => expect(read(JSON.stringify(feed)).items).toHaveLength(length));
});

describe('is none', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['a list', [{ id: 1, title: 'Satu' }]],
    ['things for sale', { title: 'Toko', items: [{ sku: 1, price: 2 }] }],
    ['an answer of an API', { total_count: 1, items: [{ id: 1, url: 'https://x.example', title: 'Satu' }] }],
    ['videos', { version: '3', items: [{ id: { videoId: 'x' }, snippet: { title: 'Satu' } }] }],
    ['a package', { version: '1.0.0', title: 'x' }],
  ])('%s', (_case, other) => {
    expect(() => read(JSON.stringify(other))).toThrow(new NotAFeed('it is JSON, but not a JSON Feed.'));
  });
});

describe('items', () => {
  it.each<[string, object, object]>([
    ['an id that is an address is the link', { id: 'https://x.example/1' }, { link: 'https://x.example/1' }],
    [
      'the address before the id',
      { id: 'https://x.example/1', url: '/satu' },
      { link: expect.stringMatching(/satu$/) },
    ],
    ['an id that is none', { id: 'tag:x.example,2026:1' }, { link: '' }],
    ['an id in another type', { id: { a: 1 }, title: 'Satu' }, { id: '', titleHtml: 'Satu' }],
  ])('%s', (_case, item, expected) => expect(itemOf(item)).toMatchObject(expected));

  it('long numbers keep their digits', () => {
    const item = '{"id": 12345678901234567890, "title": "\\"id\\": 12345678901234567890,"}';
    expect(read(`${START}${item}]}`).items).toMatchObject([
      { id: '12345678901234567890', titleHtml: '&quot;id&quot;: 12345678901234567890,' },
    ]);
  });
});

describe('what is broken gives what is whole', () => {
  it.each<[string, string, string[]]>([
    ['a comma too many behind an item', `${START}${SATU},]}`, ['Satu']],
    ['within one', `${START}{"id":"1","title":"Satu",}]}`, ['Satu']],
    ['behind all', `${START}${SATU}],}`, ['Satu']],
    ['two', `${START}${SATU},,${DUA}]}`, ['Satu', 'Dua']],
    ['one too few', `${START}${SATU}\n${DUA}]}`, ['Satu', 'Dua']],
    ['a new line in a string', `${START}{"id":"1","title":"Sa\ntu"}]}`, ['Sa tu']],
    ['a tab', `${START}{"id":"1","title":"Sa\ttu"}]}`, ['Sa tu']],
    ['an apostrophe escaped', `${START}{"id":"1","title":"Jum\\'at"}]}`, ["Jum'at"]],
    ['a backslash before one', `${START}{"id":"1","title":"a\\\\\\'b"},]}`, ["a\\'b"]],
    ['a byte escaped', `${START}{"id":"1","title":"\\x41B"}]}`, ['AB']],
    ['half an escape', `${START}{"id":"1","title":"\\u00zz"}]}`, ['u00zz']],
    ['comments', `${START}/* satu */${SATU},// dua\n${DUA}]}`, ['Satu', 'Dua']],
    ['a semicolon behind', `${START}${SATU}]};`, ['Satu']],
    ['a comment behind', `${START}${SATU}]}\n<!-- 0.2 s -->`, ['Satu']],
    ['quotes in a string', `${START}${SATU},{"id":"3","title":"a "b" c"},${DUA}]}`, ['Satu', 'Dua']],
    ['no value', `${START}${SATU},{"id":"3","title":},${DUA}]}`, ['Satu', 'Dua']],
    ['cut in a string', `${START}${SATU},{"id":"2","title":"Du`, ['Satu']],
    ['cut in an escape', `${START}${SATU},{"id":"2","title":"Du\\`, ['Satu']],
    ['cut between items', `${START}${SATU},`, ['Satu']],
    ['cut within what lies deeper', `${START}${SATU},{"id":"2","authors":[{"name":"Ana"},{"na`, ['Satu']],
    ['cut behind the items', `${START}${SATU}]`, ['Satu']],
    ['a bracket that closes nothing', `${START}${SATU}}`, ['Satu']],
    ['cut before any item', START, []],
  ])('%s', (_case, text, titles) => expect(titlesOf(text)).toEqual(titles));

  it('its title, also where it is cut behind it', () => {
    expect(read(`{"version":"${VERSION}","title":"Harian"`).titleHtml).toBe('Harian');
    expect(read(`{"items":[${SATU},{"id":}],"version":"${VERSION}","title":"Harian",}`).titleHtml).toBe('Harian');
  });

  it('cut anywhere, nothing but whole items', () => {
    const text = `${START}${SATU},${DUA}],"language":"id"}`;
    for (let length = START.length; length < text.length; length++) {
      const titles = titlesOf(text.slice(0, length));
      expect(['Satu', 'Dua'].slice(0, titles.length)).toEqual(titles);
      if (length >= START.length + SATU.length) expect(titles[0]).toBe('Satu');
    }
  });

  it.each(['{', '{"a":1,', '{"a":1}\n{"b":2}', '[1,2', '{]', '{"version":'])('%s is still no feed', (text) => {
    expect(() => read(text)).toThrow(new NotAFeed('it begins like JSON and is broken.'));
  });
});

it.each(['cb({', 'a.b ([', ")]}'\n{", 'while(1);{', 'for (;;);['])('%s is for a script', (text) => {
  expect(looksLikeJson(text)).toBe(true);
  expect(() => read(text)).toThrow(new NotAFeed('it is JSON inside a script.'));
});

it('a comment may stand before it', () => {
  const text = `/* Harian */ ${START}${SATU}]}`;
  expect(looksLikeJson(text)).toBe(true);
  expect(titlesOf(text)).toEqual(['Satu']);
});

it.each(['<rss>', 'Halaman', 'Warning: include(a) [b] <rss>', '/* <rss>'])('%s is none', (text) => {
  expect(looksLikeJson(text)).toBe(false);
});

describe('eight megabytes made to hurt take less than two seconds of processor', () => {
  it.each([
    '"',
    '"a b ',
    '"x\n',
    '"\\',
    "\\'",
    '\n',
    ',',
    ':',
    '<',
    '/* ',
    '{}',
    '[],',
    '{"id":1 1},',
    '"id"  ',
    '1',
    '{"id":"1","content_text":"a\nb"},',
  ])('%j', (part) => {
    const text = START + part.repeat((8 * 1_048_576) / part.length);
    const before = process.cpuUsage();
    read(text);
    const { user } = process.cpuUsage(before);
    expect(user / 1_000_000).toBeLessThan(2);
  });

  it.each(['{"a":', '[', '{"id":"1","title":"a "b" c,'])('%j is too deep', (part) => {
    expect(() => read(START + part.repeat(100_000))).toThrow(new NotAFeed('it is JSON that nests too deep.'));
  });
});

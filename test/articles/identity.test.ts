/** What makes an item one article for ever, in whatever way its feed writes it down. */
import { describe, expect, it } from 'vitest';
import { identify } from '../../shared/articles/identity.ts';
import type { Item } from '../../shared/articles/item.ts';
import { cleanLink, httpLink } from '../../shared/articles/link.ts';
import { outletFamily } from '../../shared/articles/outlet.ts';

const feed = { feed: 'f1', url: 'https://www.harian-samudra.example/rss' };
const sister = { feed: 'f2', url: 'http://feeds.harian-samudra.example/dunia' };
const item = (changes: Partial<Item>): Item => ({
  id: '',
  link: '',
  title: 'Kuba buka arsip',
  isTitled: true,
  summary: '',
  text: '',
  lang: '',
  author: '',
  categories: [],
  image: '',
  published: null,
  isFromFuture: false,
  ...changes,
});
const idsOf = (items: Item[], of = feed): string[] => identify(items, of).map(({ fingerprint }) => fingerprint.id);
const idOf = (changes: Partial<Item>, of = feed): string => idsOf([item(changes)], of)[0]!;

describe('is the same article', () => {
  it.each<[string, Partial<Item>, Partial<Item>]>([
    ['its title was edited', { id: '17', title: 'Kuba buka arsip' }, { id: '17', title: 'Kuba tutup arsip' }],
    ['its address moved', { id: '17', link: 'https://a.example/1' }, { id: '17', link: 'https://a.example/2' }],
    ['http became https', { id: 'http://a.example/1' }, { id: 'https://a.example/1' }],
    [
      'an id that is an address gains tracking',
      { id: 'https://a.example/1' },
      { id: 'https://a.example/1?utm_source=rss' },
    ],
    ['an id that counts revisions', { id: 'https://a.example/1#0' }, { id: 'https://a.example/1#4' }],
    [
      'no id: the link, however it is tracked',
      { link: 'http://www.a.example/1/' },
      { link: 'https://a.example/1?fbclid=x#xtor=RSS-3' },
    ],
    ['an id that is the link of another feed', { id: 'https://a.example/1' }, { link: 'https://a.example/1' }],
    ['no id, no link: title and date', { published: 5 }, { published: 5, text: 'Lain' }],
  ])('%s', (_case, one, other) => expect(idOf(one)).toBe(idOf(other)));

  it('in another feed of the outlet, when its id is unique in the world', () => {
    for (const id of [
      'tag:harian-samudra.example,2026:17',
      'urn:isbn:17',
      '6f1c7a4e-3d2b-4c5a-9e8f-0a1b2c3d4e5f',
      'https://a.example/17',
    ]) {
      expect(idOf({ id }, sister)).toBe(idOf({ id }));
    }
  });
});

describe('is another article', () => {
  it.each<[string, Partial<Item>, Partial<Item>]>([
    ['another id', { id: '17' }, { id: '18' }],
    ['ids that differ in case', { id: 'a' }, { id: 'A' }],
    ['a query that is no tracking', { link: 'https://a.example/?p=1' }, { link: 'https://a.example/?p=2' }],
    ['a place on a page', { link: 'https://a.example/live#post-1' }, { link: 'https://a.example/live#post-2' }],
    ['the same title on another day', { published: 5 }, { published: 6 }],
  ])('%s', (_case, one, other) => expect(idOf(one)).not.toBe(idOf(other)));

  it('in another feed, when its id is a bare number', () =>
    expect(idOf({ id: '17' }, sister)).not.toBe(idOf({ id: '17' })));

  it('in another outlet', () => {
    expect(idOf({ link: 'https://a.example/1' }, { feed: 'f3', url: 'https://pelita-pagi.example/rss' })).not.toBe(
      idOf({ link: 'https://a.example/1' }),
    );
  });
});

describe('in one document', () => {
  it('an id that several items share is passed over', () => {
    const items = [1, 2, 3].map((n) => item({ id: 'rss', link: `https://a.example/${n}` }));
    expect(new Set(idsOf(items)).size).toBe(3);
    expect(idsOf(items)[0]).toBe(idOf({ link: 'https://a.example/1' }));
  });

  it('a link that all items share is passed over', () => {
    const items = ['Satu', 'Dua'].map((title) => item({ title, link: 'https://a.example/' }));
    expect(new Set(idsOf(items)).size).toBe(2);
  });

  it('an item that stands there twice is one', () => {
    const twice = item({ id: '17', link: 'https://a.example/1' });
    expect(idsOf([twice, { ...twice, title: 'Kuba tutup arsip' }])).toHaveLength(1);
  });

  it('an item without id, link and title is none', () => expect(idsOf([item({ title: '' })])).toEqual([]));
});

describe('links', () => {
  it.each([
    ['https://a.example/1', 'https://a.example/1'],
    [' HTTP://A.example ', 'HTTP://A.example'],
    ['https://a.example', 'https://a.example'],
    ['https://a.example/kuba buka', 'https://a.example/kuba%20buka'],
    ['https://ana:rahasia@a.example/1', 'https://a.example/1'],
    ['javascript:alert(1)', ''],
    ['data:text/html,x', ''],
    ['ftp://a.example/1', ''],
    ['/1', ''],
    ['www.a.example', ''],
    [`https://a.example/${'x'.repeat(2_000)}`, ''],
  ])('httpLink %s', (written, expected) => expect(httpLink(written)).toBe(expected));

  it.each([
    ['https://www.a.example/1/?utm_source=x&utm_medium=y', 'a.example/1'],
    ['http://a.example/1?b=2&a=1', 'a.example/1?a=1&b=2'],
    ['https://a.example:8443/1', 'a.example:8443/1'],
    ['https://a.example/1?id=7&gclid=1&ref=rss', 'a.example/1?id=7'],
    ['https://a.example/1?source=rss&cid=rss-dunia&mod=feed', 'a.example/1'],
    ['https://a.example/1?source=pemilu&cid=7&mod=read', 'a.example/1?cid=7&mod=read&source=pemilu'],
    ['https://a.example/1?at_medium=RSS&xtor=RSS-1&mkt_tok=x&ICID=y&_gl=z', 'a.example/1'],
    ['https://a.example/?id=7&p=1&q=kuba&page=2&t=3&v=4', 'a.example?id=7&p=1&page=2&q=kuba&t=3&v=4'],
    ['https://a.example/live#post-1', 'a.example/live#post-1'],
    ['https://a.example/1#utm_source=x', 'a.example/1'],
    ['mailto:ana@a.example', ''],
  ])('cleanLink %s', (link, expected) => expect(cleanLink(link)).toBe(expected));
});

it.each([
  ['https://www.harian-samudra.example/rss', 'harian-samudra.example'],
  ['https://feeds.dunia.harian-samudra.example/rss', 'harian-samudra.example'],
  ['https://rss.harian.co.id/x', 'harian.co.id'],
  ['https://www.lahoja.com.ve/feed', 'lahoja.com.ve'],
  ['https://bbc.co.uk/feed', 'bbc.co.uk'],
  ['https://go.com/feed', 'go.com'],
  ['https://samudra.blogspot.com/feeds/posts/default', 'samudra.blogspot.com'],
  ['https://feeds.feedburner.com/samudra', 'feeds.feedburner.com/samudra'],
  ['http://127.0.0.1:4100/samudra.xml', '127.0.0.1/samudra.xml'],
  ['http://localhost:4100/samudra.xml', 'localhost'],
])('the outlet of %s is %s', (url, family) => expect(outletFamily(url)).toBe(family));

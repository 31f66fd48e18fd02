/** What makes an item one article for ever, in whatever way its feed writes it down. */
import { describe, expect, it } from 'vitest';
import { articleIdOf, identify } from '../../shared/articles/identity.ts';
import type { Item } from '../../shared/articles/item.ts';
import { cleanId, cleanLink, httpLink } from '../../shared/articles/link.ts';
import { outletFamily } from '../../shared/articles/outlet.ts';
import { Seen } from '../../shared/articles/seen.ts';

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
  dated: null,
  isFromFuture: false,
  ...changes,
});
/** The ids of the articles that a first poll makes of them. */
const idsOf = (items: Item[], of = feed): string[] =>
  new Seen(new Uint8Array())
    .newsIn(identify(items, of).map(({ fingerprint }) => fingerprint))
    .map(({ article }) => articleIdOf(article, of));
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
    [
      'no id: the link, however it is tracked',
      { link: 'http://www.a.example/1/' },
      { link: 'https://a.example/1?fbclid=x#xtor=RSS-3' },
    ],
    ['an id that is the link of another feed', { id: 'https://a.example/1' }, { link: 'https://a.example/1' }],
    ['no id, no link: title and date', { dated: 5 }, { dated: 5, text: 'Lain' }],
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
    ['an id with a number behind it', { id: 'https://a.example/live#1' }, { id: 'https://a.example/live#2' }],
    ['an id with a reference', { id: 'https://a.example/1?ref=rss' }, { id: 'https://a.example/1?ref=2' }],
    ['a numbered place on a page', { link: 'https://a.example/live#1' }, { link: 'https://a.example/live#2' }],
    ['a place on a page', { link: 'https://a.example/live#post-1' }, { link: 'https://a.example/live#post-2' }],
    ['the same title on another day', { dated: 5 }, { dated: 6 }],
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
  const count = (items: Item[]): number => new Set(idsOf(items)).size;
  const three = (change: (n: number) => Partial<Item>): Item[] =>
    [1, 2, 3].map((n) => item({ title: `Berita ${n}`, ...change(n) }));

  it.each<[string, Item[]]>([
    ['one id for all, and links', three((n) => ({ id: 'rss', link: `https://a.example/${n}` }))],
    ['one id for all, no links', three(() => ({ id: 'rss' }))],
    ['one id and one link for all', three(() => ({ id: 'rss', link: 'https://a.example/live' }))],
    ['one id, one link and one date', three(() => ({ id: 'rss', link: 'https://a.example/live', dated: 5 }))],
    ['one link for all', three(() => ({ link: 'https://a.example/live' }))],
    ['the front page for all', three(() => ({ link: 'https://a.example/' }))],
    ['ids that differ in their fragment', three((n) => ({ id: `https://a.example/live#${n}` }))],
    ['and links', three((n) => ({ id: `https://a.example/live#${n}`, link: 'https://a.example/live' }))],
    ['ids that differ in ref', three((n) => ({ id: `https://a.example/live?ref=${n}` }))],
    ['links that differ in ref', three((n) => ({ link: `https://a.example/live?ref=${n}` }))],
    ['links that differ in share', three((n) => ({ link: `https://a.example/live?share=${n}` }))],
    ['ids that differ in what surely tracks', three((n) => ({ id: `https://a.example/live?utm_id=${n}` }))],
    ['one title, and links', three((n) => ({ title: 'Cuaca', link: `https://a.example/${n}` }))],
    ['one title, and dates', three((n) => ({ title: 'Cuaca', dated: n }))],
    ['one title and date, and texts', three((n) => ({ title: 'Cuaca', dated: 5, text: `${n}` }))],
    ['one title, no date, and texts', three((n) => ({ title: 'Cuaca', text: `${n}` }))],
    ['one title, date and link, and ids', three((n) => ({ title: 'Cuaca', id: `${n}`, text: `${n}` }))],
  ])('three items are three: %s', (_case, items) => expect(count(items)).toBe(3));

  it('what an id that several share does not tell, the link does', () => {
    const items = three((n) => ({ id: 'rss', link: `https://a.example/${n}` }));
    expect(idsOf(items)[0]).toBe(idOf({ link: 'https://a.example/1' }));
  });

  it.each<[string, Partial<Item>, Partial<Item>]>([
    ['letter for letter', {}, {}],
    ['under another id', { id: '17' }, { id: '18' }],
    ['with tracking', { id: '' }, { id: '', link: 'https://a.example/1?utm_medium=b' }],
    ['dated anew', { dated: 5 }, { dated: 6 }],
    ['its text cut', { dated: 5, text: 'Arsip dibuka' }, { dated: 5, text: 'Arsip' }],
    ['without id and link', { id: '', link: '', dated: 5 }, { id: '', link: '', dated: 5 }],
  ])('an item that stands there twice is one: %s', (_case, one, other) => {
    const base = { id: '17', link: 'https://a.example/1' };
    expect(count([item({ ...base, ...one }), item({ ...base, ...other })])).toBe(1);
  });

  it('a number behind the link counts revisions, where items of several links have one', () => {
    const counting = (revision: number) =>
      three((n) => ({ id: `https://a.example/${n}#${revision}`, link: `https://a.example/${n}?at_medium=RSS` }));
    expect(idsOf(counting(4))).toEqual(idsOf(counting(0)));
    expect(count(counting(0))).toBe(3);
  });

  it('what says nothing is none, and takes no link from another', () => {
    const link = 'https://a.example/1';
    expect(idsOf([item({ link }), item({ link, title: '' })])).toEqual([idOf({ link })]);
  });
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
    ['https://a.example/live#3', 'a.example/live#3'],
    ['https://a.example/1#refugees', 'a.example/1#refugees'],
    ['https://a.example/1#ref=rss', 'a.example/1'],
    ['https://a.example/1#ref=3', 'a.example/1#ref=3'],
    ['https://a.example/1?ref=17&share=2&sh=3&amp=4&rss=5', 'a.example/1?amp=4&ref=17&rss=5&sh=3&share=2'],
    ['https://a.example/1?ref=rss&share=twitter&amp', 'a.example/1'],
    ['https://a.example/1?elqTrackId=x&itm_source=y&mc_cid=z', 'a.example/1'],
    ['https://a.example/%d0%b0', 'a.example/%D0%B0'],
    ['https://a.example/1#utm_source=x', 'a.example/1'],
    ['mailto:ana@a.example', ''],
  ])('cleanLink %s', (link, expected) => expect(cleanLink(link)).toBe(expected));

  it.each([
    ['http://www.a.example/1/?utm_source=x&id=7', 'a.example/1?id=7'],
    ['https://a.example/1?ref=rss&source=rss&cmp=x#4', 'a.example/1?cmp=x&ref=rss&source=rss#4'],
    ['https://a.example/1#ref=rss', 'a.example/1#ref=rss'],
    ['https://a.example/1#xtor=RSS-3', 'a.example/1'],
  ])('cleanId %s', (id, expected) => expect(cleanId(id)).toBe(expected));
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

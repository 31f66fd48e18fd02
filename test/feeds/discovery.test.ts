/** Which feeds a web page names, and what is asked when it names none. */
import { describe, expect, it } from 'vitest';
import { linkedFeeds, looksLikePage } from '../../shared/feeds/discovery/linkedFeeds.ts';

const PAGE = 'https://kabar.example/berita/';
const alternate = (type: string, href: string, rel = 'alternate'): string =>
  `<link rel="${rel}" type="${type}" href="${href}">`;

describe('a page names its feeds', () => {
  it.each<[string, string, string[]]>([
    [
      'in its head, of any type',
      alternate('application/rss+xml', '/rss.xml') +
        alternate('application/atom+xml', 'atom.xml') +
        alternate('application/feed+json', 'https://cdn.example/feed.json'),
      ['https://kabar.example/rss.xml', 'https://kabar.example/berita/atom.xml', 'https://cdn.example/feed.json'],
    ],
    ['each once', alternate('text/xml', '/rss').repeat(3), ['https://kabar.example/rss']],
    [
      'by its base',
      `<base href="https://lain.example/a/">${alternate('application/rss+xml', 'rss')}`,
      ['https://lain.example/a/rss'],
    ],
    [
      'with several words in rel',
      alternate('application/rss+xml', '/rss', 'home Alternate'),
      ['https://kabar.example/rss'],
    ],
    [
      'at its foot, when not in its head',
      '<a href="/feed/">RSS</a> <a href="/tentang">Tentang</a>',
      ['https://kabar.example/feed/'],
    ],
    [
      'and the foot does not count beside the head',
      `${alternate('application/rss+xml', '/a')}<a href="/feed">x</a>`,
      ['https://kabar.example/a'],
    ],
    [
      'as WordPress writes it, without its records and its previews',
      alternate('application/rss+xml', '/feed/') +
        alternate('application/json', '/wp-json/wp/v2/pages/2') +
        alternate('application/json', '/?rest_route=/wp/v2/pages/2') +
        alternate('application/json+oembed', '/wp-json/oembed/1.0/embed?url=x') +
        alternate('text/xml+oembed', '/oembed?url=x&amp;format=xml'),
      ['https://kabar.example/feed/'],
    ],
    [
      'as plain JSON or XML too',
      alternate('application/json', '/feed.json') + alternate('application/xml; charset=utf-8', '/rss'),
      ['https://kabar.example/feed.json', 'https://kabar.example/rss'],
    ],
    ['not: another language of the page', alternate('text/html', '/en'), []],
    ['not: a script', alternate('application/rss+xml', 'javascript:alert(1)'), []],
    ['not: itself', alternate('application/rss+xml', PAGE), []],
    ['not: what only sounds alike', '<a href="/feedback">x</a><a href="/rssalah.html">y</a>', []],
    [
      'at most five',
      Array.from({ length: 9 }, (_, n) => alternate('application/rss+xml', `/${n}.xml`)).join(''),
      Array.from({ length: 5 }, (_, n) => `https://kabar.example/${n}.xml`),
    ],
  ])('%s', (_case, html, expected) => {
    expect(linkedFeeds(`<!doctype html><html><head>${html}</head></html>`, PAGE)).toEqual(expected);
  });
});

it.each([
  ['<!DOCTYPE html><p>x', '', true],
  ['<p>x', 'text/html; charset=utf-8', true],
  ['<rss/>', 'application/rss+xml', false],
  ['', '', false],
])('%s as %s is a page: %s', (start, type, expected) => expect(looksLikePage(start, type)).toBe(expected));

it('a page of megabytes is looked at in no time', () => {
  const began = performance.now();
  linkedFeeds('<a href="/feed" '.repeat(400_000), PAGE);
  expect(performance.now() - began).toBeLessThan(1_000);
});

import { describe, expect, it } from 'vitest';
import { dateAnew, headlineOf, splitFeed } from '../../../local/newsroom/splitFeed.ts';

const RSS = `<?xml version="1.0"?>
<rss version="2.0"><channel><title>Pelita Pagi</title>
<item><title>Pertama</title><pubDate>Mon, 01 Jan 2018 10:00:00 GMT</pubDate></item>
<item><title>Kedua</title></item>
</channel></rss>`;

const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><items><rdf:Seq><rdf:li resource="a"/></rdf:Seq></items></channel>
<item rdf:about="a"><title>Pertama</title><dc:date>2018-01-01T10:00:00Z</dc:date></item>
<item rdf:about="b"><title>Kedua</title></item></rdf:RDF>`;

const ATOM = `<feed xmlns="http://www.w3.org/2005/Atom"><title>Pelita</title>
<entry><title>Pertama</title><published>2018-01-01T10:00:00Z</published><updated>2018-01-02T10:00:00Z</updated></entry>
<entry><title>Kedua</title></entry></feed>`;

const PREFIXED = `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>Pertama</a:title></a:entry><a:entry><a:title>Kedua</a:title></a:entry></a:feed>`;

const encodings: [string, (text: string) => Buffer][] = [
  ['UTF-8', (text) => Buffer.from(text)],
  ['UTF-8 with a mark', (text) => Buffer.from(`\ufeff${text}`)],
  ['UTF-16, little end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16, big end first', (text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['bytes that are no text at all', (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xc3, 0x28])])],
];

describe('a feed is taken apart at its items and put together again', () => {
  it.each(encodings)('byte for byte, in %s', (_name, encode) => {
    for (const text of [RSS, RDF, ATOM, PREFIXED]) {
      const bytes = encode(text);
      const feed = splitFeed(bytes)!;
      expect(feed.items).toHaveLength(2);
      expect(feed.join(({ text: item }) => item).equals(bytes)).toBe(true);
    }
  });

  it.each([
    ['RSS', RSS],
    ['RDF', RDF],
    ['Atom', ATOM],
    ['Atom with prefixes', PREFIXED],
  ])('%s without the items that are held back', (_name, text) => {
    const feed = splitFeed(Buffer.from(text))!;
    const [first] = feed.items;
    const shown = feed.join(({ text: item }) => (item === first!.text ? undefined : item));
    expect(first!.text).toContain('Pertama');
    expect(shown.toString()).toBe(text.replace(first!.text, ''));
  });

  it.each([
    ['a page', '<!doctype html><html><body>item</body></html>'],
    ['other XML', '<note><to>Ana</to></note>'],
    ['no XML', 'hello'],
  ])('%s is no feed', (_name, text) => {
    expect(splitFeed(Buffer.from(text))).toBeUndefined();
  });
});

describe('an item is dated anew', () => {
  const now = new Date('2026-11-23T07:36:00Z');
  const [rssFirst, rssSecond] = splitFeed(Buffer.from(RSS))!.items;
  const [rdfFirst] = splitFeed(Buffer.from(RDF))!.items;
  const [atomFirst, atomSecond] = splitFeed(Buffer.from(ATOM))!.items;
  const [prefixed] = splitFeed(Buffer.from(PREFIXED))!.items;

  it.each([
    [
      'the date of RSS',
      rssFirst,
      '<item><title>Pertama</title><pubDate>Mon, 23 Nov 2026 07:36:00 GMT</pubDate></item>',
    ],
    [
      'an item of RSS without one',
      rssSecond,
      '<item><title>Kedua</title><pubDate>Mon, 23 Nov 2026 07:36:00 GMT</pubDate></item>',
    ],
    [
      'the date of RDF',
      rdfFirst,
      '<item rdf:about="a"><title>Pertama</title><dc:date>2026-11-23T07:36:00.000Z</dc:date></item>',
    ],
    [
      'both dates of Atom',
      atomFirst,
      '<entry><title>Pertama</title><published>2026-11-23T07:36:00.000Z</published><updated>2026-11-23T07:36:00.000Z</updated></entry>',
    ],
    [
      'an entry without one',
      atomSecond,
      '<entry><title>Kedua</title><updated>2026-11-23T07:36:00.000Z</updated></entry>',
    ],
    [
      'an entry with a prefix',
      prefixed,
      '<a:entry><a:title>Pertama</a:title><a:updated>2026-11-23T07:36:00.000Z</a:updated></a:entry>',
    ],
  ])('%s', (_name, item, expected) => {
    expect(dateAnew(item!, now)).toBe(expected);
  });
});

describe('a headline is told as people read it', () => {
  it.each([
    ['plain', '<rss><item><title>Rusia &amp; NATO</title></item></rss>', 'Rusia & NATO'],
    ['CDATA with markup', '<rss><item><title><![CDATA[<b>Rusia</b> NATO]]></title></item></rss>', 'Rusia NATO'],
    ['numbers for characters', '<rss><item><title>Chlo&#233;, &#x201c;x&#x201d;</title></item></rss>', 'Chloé, “x”'],
    ['no title', '<rss><item><link>x</link></item></rss>', ''],
  ])('%s', (_name, text, headline) => {
    const bytes = Buffer.from(text);
    expect(headlineOf(splitFeed(bytes)!.items[0]!, bytes)).toBe(headline);
  });

  it('in the encoding that the feed declares', () => {
    const text = '<?xml version="1.0" encoding="ISO-8859-1"?><rss><item><title>Señal</title></item></rss>';
    const bytes = Buffer.from(text, 'latin1');
    expect(headlineOf(splitFeed(bytes)!.items[0]!, bytes)).toBe('Señal');
  });
});

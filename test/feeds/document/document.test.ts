/** What is made of a document: formats, what is repaired, what is refused. Bytes in, RawFeed out. */
import { describe, expect, it } from 'vitest';
import { NotAFeed, type RawFeed, type RawItem } from '../../../shared/feeds/document/rawFeed.ts';
import { readFeed } from '../../../shared/feeds/document/read.ts';

const url = 'https://harian-samudra.example/umpan/rss.xml';
const read = (text: string): Promise<RawFeed> => readFeed({ bytes: Buffer.from(text), contentType: '', url });
const rss = (items: string, root = '<rss version="2.0">'): string =>
  `<?xml version="1.0"?>${root}<channel><title>Harian Samudra</title>${items}</channel></rss>`;
const atom = (entry: string, root = '<feed xmlns="http://www.w3.org/2005/Atom">'): string =>
  `${root}<title>Pelita Pagi</title><entry>${entry}</entry></feed>`;
const itemOf = async (text: string): Promise<RawItem> => (await read(text)).items[0]!;
const titlesOf = async (text: string): Promise<string[]> => (await read(text)).items.map(({ titleHtml }) => titleHtml);

describe('reads the formats alike', () => {
  const expected: RawItem = {
    id: 'berita-1',
    titleHtml: 'Kuba buka arsip',
    link: 'https://harian-samudra.example/kuba',
    summaryHtml: 'Dokumen &amp; peta',
    contentHtml: '',
    dates: ['2026-11-23T12:00:00Z'],
    lang: '',
    authorHtml: 'Ana Wijaya',
    categoriesHtml: ['Dunia'],
    image: 'https://harian-samudra.example/k.jpg',
  };

  it.each([
    [
      'RSS 2.0',
      rss(
        `<item><title>Kuba buka arsip</title><link>https://harian-samudra.example/kuba</link><guid isPermaLink="false">berita-1</guid>
        <description>Dokumen &amp;amp; peta</description><pubDate>2026-11-23T12:00:00Z</pubDate><dc:creator>Ana Wijaya</dc:creator>
        <category>Dunia</category><enclosure url="/k.jpg" type="image/jpeg"/></item>`,
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">',
      ),
    ],
    [
      'RSS without a version',
      rss(
        `<item><title>Kuba buka arsip</title><link>/kuba</link><guid isPermaLink="false">berita-1</guid><author>Ana Wijaya</author>
        <description>Dokumen &amp;amp; peta</description><pubDate>2026-11-23T12:00:00Z</pubDate><category>Dunia</category>
        <media:thumbnail url="https://harian-samudra.example/k.jpg"/></item>`,
        '<rss>',
      ),
    ],
    [
      'RSS 1.0',
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://harian-samudra.example/"><title>Harian Samudra</title><items><rdf:Seq/></items></channel>
        <image><title>Logo</title><url>/logo.png</url></image>
        <item rdf:about="berita-1"><title>Kuba buka arsip</title><link>https://harian-samudra.example/kuba</link><description>Dokumen &amp;amp; peta</description>
        <d:date>2026-11-23T12:00:00Z</d:date><d:creator>Ana Wijaya</d:creator><d:subject>Dunia</d:subject>
        <enclosure url="/k.jpg" type="image/jpeg"/></item></rdf:RDF>`,
    ],
    [
      'Atom',
      atom(`<id>berita-1</id><title>Kuba buka arsip</title><link rel="self" href="/self"/><link href="/kuba"/>
        <published>2026-11-23T12:00:00Z</published><author><name>Ana Wijaya</name><email>ana@harian-samudra.example</email></author>
        <summary>Dokumen &amp; peta</summary><category term="dunia" label="Dunia"/>
        <media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="/k.jpg"/>`),
    ],
    [
      'Atom with a prefix',
      `<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>Harian Samudra</a:title><a:entry><a:id>berita-1</a:id><a:title>Kuba buka arsip</a:title>
        <a:link href="/kuba"/><a:published>2026-11-23T12:00:00Z</a:published><a:author><a:name>Ana Wijaya</a:name></a:author>
        <a:summary>Dokumen &amp; peta</a:summary><a:category term="Dunia"/><m:thumbnail xmlns:m="http://search.yahoo.com/mrss/" url="/k.jpg"/></a:entry></a:feed>`,
    ],
    [
      'JSON Feed',
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Harian Samudra',
        items: [
          {
            id: 'berita-1',
            title: 'Kuba buka arsip',
            url: '/kuba',
            summary: 'Dokumen & peta',
            date_published: '2026-11-23T12:00:00Z',
            authors: [{ name: 'Ana Wijaya' }],
            tags: ['Dunia'],
            image: '/k.jpg',
          },
        ],
      }),
    ],
  ])('%s', async (_format, text) => {
    const item = await itemOf(text);
    expect({ ...item, dates: item.dates.filter(Boolean) }).toEqual(expected);
  });

  it('takes title, language and pace of the feed, never those of its picture', async () => {
    const feed = await read(
      rss(
        '<image><title>Logo</title></image><language>id</language><ttl>30</ttl><textInput><title>Cari</title></textInput>',
      ),
    );
    expect(feed).toEqual({ titleHtml: 'Harian Samudra', lang: 'id', ttl: '30', items: [] });
    const others = '<dc:title>x</dc:title><atom:title>y</atom:title>';
    const among = `<rss><channel>${others}<title>Harian Samudra</title></channel></rss>`;
    expect(await read(among)).toMatchObject({ titleHtml: 'Harian Samudra' });
    expect(await read('<feed xml:lang="es"><title>La Hoja de Caracas</title></feed>')).toMatchObject({ lang: 'es' });
  });
});

describe('a text is HTML from here on, decoded as often as its format says', () => {
  it.each([
    ['RSS: escaped markup is markup', rss('<item><title>A &lt;b&gt;B&lt;/b&gt;</title></item>'), 'A <b>B</b>'],
    ['RSS: CDATA is as it stands', rss('<item><title><![CDATA[A &amp; <i>B</i>]]></title></item>'), 'A &amp; <i>B</i>'],
    ['RSS: markup in the XML keeps its place', rss('<item><title>A <b>B</b> C</title></item>'), 'A <b>B</b> C'],
    ['RSS: an undefined entity is HTML', rss('<item><title>Presid&ecirc;ncia</title></item>'), 'Presid&ecirc;ncia'],
    ['RSS: a stray ampersand stays', rss('<item><title>Tanya & Jawab</title></item>'), 'Tanya & Jawab'],
    ['RSS: a bare less-than stays', rss('<item><title>Harga < 5 juta</title></item>'), 'Harga &lt; 5 juta'],
    ['RSS: a heart is no tag', rss('<item><title>Kami <3 tempe</title></item>'), 'Kami &lt;3 tempe'],
    ['RSS: &#146; is an apostrophe', rss('<item><title>Jum&#146;at</title></item>'), 'Jum’at'],
    ['Atom: text is text', atom('<title>A &lt;b&gt;</title>'), 'A &lt;b&gt;'],
    ['Atom: text in CDATA is text', atom('<title><![CDATA[A <b>]]></title>'), 'A &lt;b&gt;'],
    ['Atom: html is HTML', atom('<title type="html">A &lt;b&gt;B&lt;/b&gt;</title>'), 'A <b>B</b>'],
    [
      'Atom: xhtml keeps words in order',
      atom('<title type="xhtml"><div>A <b>B</b> C</div></title>'),
      '<div>A <b>B</b> C</div>',
    ],
    [
      'Atom: escapes inside xhtml are its own',
      atom('<title type="xhtml"><div>1 &lt; 2</div></title>'),
      '<div>1 &lt; 2</div>',
    ],
    [
      'Atom 0.3: by its mode',
      atom('<title mode="escaped" type="text/html">A &lt;b&gt;B&lt;/b&gt;</title>'),
      'A <b>B</b>',
    ],
  ])('%s', async (_case, text, expected) => {
    expect((await itemOf(text)).titleHtml).toBe(expected);
  });

  it('keeps an escape whole where the tokenizer cuts it', async () => {
    const text = rss(`<item><title>${'x'.repeat(65_400)}${'&amp;lt;'.repeat(60)}</title></item>`);
    expect((await itemOf(text)).titleHtml).toBe('x'.repeat(65_400) + '&lt;'.repeat(60));
  });
});

describe('links', () => {
  it.each([
    [
      'a guid is the link, unless it says that it is not',
      rss('<item><guid>https://a.example/1</guid></item>'),
      'https://a.example/1',
    ],
    ['a guid that is none', rss('<item><guid isPermaLink="false">https://a.example/1</guid></item>'), ''],
    [
      'relative to the document',
      rss('<item><link>../berita/1</link></item>'),
      'https://harian-samudra.example/berita/1',
    ],
    [
      'relative to xml:base',
      atom('<link href="1"/>', '<feed xml:base="https://pelita-pagi.example/b/">'),
      'https://pelita-pagi.example/b/1',
    ],
    [
      'HTML before others',
      atom(
        '<link rel="alternate" type="application/pdf" href="/1.pdf"/><link rel="alternate" type="text/html" href="/1"/>',
      ),
      'https://harian-samudra.example/1',
    ],
    [
      'never an enclosure, a reply or the item itself',
      atom('<link rel="enclosure" href="/1.mp3"/><link rel="replies" href="/1#c"/><link rel="self" href="/1.atom"/>'),
      '',
    ],
    ['without attributes', atom('<link/><link href="/1"/>'), 'https://harian-samudra.example/1'],
  ])('%s', async (_case, text, expected) => {
    expect((await itemOf(text)).link).toBe(expected);
  });
});

describe('a broken feed still gives its articles', () => {
  const one = '<item><title>Satu</title><guid>1</guid></item>';
  const two = '<item><title>Dua</title><guid>2</guid></item>';

  it.each([
    ['junk before the root', `Warning: cache <br/>\n${rss(one + two)}`, ['Satu', 'Dua']],
    ['broken off in an item', rss(one + two).slice(0, rss(one).indexOf('</channel>') + 20), ['Satu']],
    ['broken off between items', rss(one + two).replace('</channel></rss>', ''), ['Satu', 'Dua']],
    ['an item that is never closed', rss(one.replace('</item>', '') + two), ['Satu', 'Dua']],
    ['a title that is never closed', rss('<item><title>Satu<guid>1</guid></item>' + two), ['Satu', 'Dua']],
    [
      'tags closed in the wrong order',
      rss('<item><title><b><i>Satu</b></i></title></item>' + two),
      ['<b><i>Satu</i></b>', 'Dua'],
    ],
    ['one bad date', atom('<title>Satu</title><published>besok</published>'), ['Satu']],
    [
      'control characters (text.ts takes them out)',
      rss('<item><title>Sa\u0001tu\u0008</title></item>'),
      ['Sa\u0001tu\u0008'],
    ],
    ['names in capitals', '<RSS><CHANNEL><ITEM><TITLE>Satu</TITLE></ITEM></CHANNEL></RSS>', ['Satu']],
    ['no channel', '<rss version="2.0"><item><title>Satu</title></item></rss>', ['Satu']],
    ['an empty item', rss('<item/>' + two), ['', 'Dua']],
  ])('%s', async (_case, text, expected) => {
    expect(await titlesOf(text)).toEqual(expected);
  });

  it('a JSON Feed with an item that is none', async () => {
    const text = JSON.stringify({
      version: 'https://jsonfeed.org/version/1',
      items: [7, { id: 1, title: 'Satu' }, null],
    });
    expect((await read(text)).items).toMatchObject([{ id: '1', titleHtml: 'Satu' }]);
  });

  it('a source inside an Atom entry is not the entry', async () => {
    const item = await itemOf(atom('<source><title>Sumber</title><id>s</id></source><title>Satu</title><id>1</id>'));
    expect(item).toMatchObject({ id: '1', titleHtml: 'Satu' });
  });
});

describe('refuses what is not a feed, and says what it is', () => {
  it.each([
    ['<!DOCTYPE html><html><body>Berita</body></html>', 'it is a web page.'],
    ['\n<html lang="id"><head><link rel="alternate" href="/rss"></head>', 'it is a web page.'],
    ['<note><to>Ana</to></note>', 'its first element is <note>.'],
    ['  \n', 'the answer is empty.'],
    ['Halaman tidak ditemukan', 'it is neither XML nor JSON.'],
    ['{"articles":[]}', 'it is JSON, but not a JSON Feed.'],
    ['{"version":', 'it begins like JSON and is broken.'],
  ])('%s', async (text, sentence) => {
    await expect(read(text)).rejects.toThrow(new NotAFeed(sentence));
  });

  it('an empty feed is a feed', async () => {
    expect((await read('<feed xmlns="http://www.w3.org/2005/Atom"/>')).items).toEqual([]);
    expect((await read('<rss version="2.0"/>')).items).toEqual([]);
  });
});

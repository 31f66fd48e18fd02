/** What other readers' specifications and suites agree on, asked through `npm run parse`: one case for each rule. */
import { describe, expect, it } from 'vitest';
import { answerLine } from '../../../cli/parse.ts';

const now = new Date('2026-11-23T12:00:00Z');
const url = 'https://harian-samudra.example/umpan/rss.xml';

type Answer = { items: Record<string, string | null>[] };

async function firstItem(document: string | Buffer, contentType = ''): Promise<Record<string, string | null>> {
  const bytes = Buffer.from(document).toString('base64');
  const answer = JSON.parse(await answerLine(JSON.stringify({ bytes, url, contentType }), () => now)) as Answer;
  return answer.items[0]!;
}

const atom = (entry: string, root = '<feed xmlns="http://www.w3.org/2005/Atom">'): string =>
  `${root}<entry>${entry}</entry></feed>`;
const atom03 = (entry: string): string => atom(entry, '<feed version="0.3" xmlns="http://purl.org/atom/ns#">');
const rss = (item: string, root = '<rss version="2.0">'): string =>
  `${root}<channel><item>${item}</item></channel></rss>`;

type Case = [rule: string, document: string | Buffer, expected: Record<string, string | null>];

describe('titles and texts', () => {
  it.each<Case>([
    [
      'Atom 0.3, escaped: HTML inside',
      atom03('<title type="text/html" mode="escaped">&#38;#38; &lt;b&gt;Kuba&lt;/b&gt;</title>'),
      { title: '& Kuba' },
    ],
    ['Atom 0.3, no mode: text', atom03('<title>Kuba &amp;amp; Rusia</title>'), { title: 'Kuba &amp; Rusia' }],
    [
      'Atom 0.3, xml',
      atom03('<title type="application/xhtml+xml" mode="xml"><div><b>&#x26;</b></div></title>'),
      { title: '&' },
    ],
    [
      'Atom 0.3, base64',
      atom03('<title type="text/html" mode="base64">S3ViYSA8Yj5idWthPC9iPiBhcnNpcA==</title>'),
      { title: 'Kuba buka arsip' },
    ],
    [
      'Atom, a type that is no text: base64',
      atom('<title type="application/octet-stream">\nS3ViYSBidWthIGFyc2lw\n</title>'),
      { title: 'Kuba buka arsip' },
    ],
    ['Atom, text: as it stands', atom('<title>Arti &lt;b&gt;tebal&lt;/b&gt;</title>'), { title: 'Arti <b>tebal</b>' }],
    ['Atom, html that nobody closed', atom('<title type="html">&lt;p>Kuba&lt;p>buka</title>'), { title: 'Kuba buka' }],
    [
      'Atom, xhtml that is escaped HTML',
      atom('<summary type="xhtml">&lt;p&gt;Kuba&lt;/p&gt;</summary>'),
      { summary: 'Kuba' },
    ],
    [
      'Atom 0.3, alternatives',
      atom03(
        '<content type="multipart/alternative"><content type="text/plain">s</content><content type="text/html" mode="escaped">&lt;b&gt;s</content></content>',
      ),
      { text: 's' },
    ],
    [
      'RSS 1.0, content:items',
      rss(
        '<content:items><rdf:Bag><rdf:li><content:item><rdf:value>s</rdf:value></content:item></rdf:li></rdf:Bag></content:items>',
      ),
      { text: 's' },
    ],
    ['RSS: its own description before others', rss('<summary>x</summary><description>s</description>'), { text: 's' }],
    [
      'Media RSS: a description is text',
      rss('<media:description>a &lt;b&gt; c</media:description>'),
      { text: 'a <b> c' },
    ],
    ['Atom, text/plain', atom('<title type="text/plain">&lt;Kuba></title>'), { title: '<Kuba>' }],
    ['Atom, html that is not escaped', atom('<title type="html">Kuba <b>buka</b></title>'), { title: 'Kuba buka' }],
    [
      'Atom, xhtml with a prefix',
      atom(
        '<content type="xhtml"><x:div xmlns:x="http://www.w3.org/1999/xhtml">Kuba <x:b>buka</x:b></x:div></content>',
      ),
      { text: 'Kuba buka', summary: 'Kuba buka' },
    ],
    [
      'Atom, xhtml: escapes are its own',
      atom('<title type="xhtml"><div>a &lt; b <em>c</em></div></title>'),
      { title: 'a < b c' },
    ],
    [
      'RSS in Atom: a description is HTML',
      atom('<description>&lt;p&gt;Kuba&lt;/p&gt;</description>'),
      { text: 'Kuba' },
    ],
    ['RSS title: no markup', rss('<title>2 &lt; 3 dan 3 &gt; 2</title>'), { title: '2 < 3 dan 3 > 2' }],
    ['RSS title: the name of a tag', rss('<title>Apa itu &lt;title&gt;?</title>'), { title: 'Apa itu <title>?' }],
    ['RSS title: markup', rss('<title>A &lt;em&gt;B&lt;/em&gt; C</title>'), { title: 'A B C' }],
    ['RSS title: escaped twice', rss('<title>AT&amp;amp;T</title>'), { title: 'AT&T' }],
    [
      'RSS title: CDATA is HTML',
      rss('<title>\n<![CDATA[ A &amp; <b>B</b> &lt;c&gt; ]]>\n</title>'),
      { title: 'A & B <c>' },
    ],
    ['HTML entities, and what is none', rss('<title>caf&eacute; &tidak;</title>'), { title: 'café &tidak;' }],
    [
      'HTML entities without a semicolon, and what is an address',
      rss('<description>a&amp;nbsp b &amp;#8217 c &amp;copy 2026 AT&amp;T ?a=1&amp;copy=2</description>'),
      { text: 'a b ’ c © 2026 AT&T ?a=1&copy=2' },
    ],
    ['a character in two halves', rss('<title>&#55357;&#56832; &#xD83D;&#xDE00;</title>'), { title: '😀 😀' }],
    ['no such character', rss('<title>a &#1114112; b &#55296; c</title>'), { title: 'a \ufffd b \ufffd c' }],
    ['control characters', rss('<title>a\u0001b\u000bc</title>'), { title: 'ab c' }],
    [
      'no title: none is made up',
      rss('<description>Kuba buka arsip</description>'),
      { title: '', text: 'Kuba buka arsip' },
    ],
    [
      'summary and whole text',
      rss('<description>Singkat</description><content:encoded><![CDATA[<p>Isi &amp; peta</p>]]></content:encoded>'),
      { summary: 'Singkat', text: 'Isi & peta' },
    ],
    [
      'an XHTML body',
      rss('<description>s</description><body xmlns="http://www.w3.org/1999/xhtml"><p>Isi <b>penuh</b></p></body>'),
      { summary: 's', text: 'Isi penuh' },
    ],
    ['fullitem', rss('<fullitem>Isi &lt;b&gt;penuh</fullitem>'), { text: 'Isi penuh' }],
    [
      'Media RSS where RSS says nothing',
      rss('<media:title>m</media:title><media:description>d</media:description>'),
      { title: 'm', text: 'd' },
    ],
    ['RSS before Media RSS', rss('<media:title>m</media:title><title>t</title>'), { title: 't' }],
    [
      'inside a media:group',
      atom(
        '<title>T</title><media:group><media:title>M</media:title><media:description>D</media:description></media:group>',
      ),
      { title: 'T', text: 'D' },
    ],
    ['an author’s title is not the entry’s', atom('<author><title>x</title></author><title>t</title>'), { title: 't' }],
    [
      'nor an image’s',
      rss('<image><title>x</title><link>https://x.example/</link></image><title>t</title>'),
      { title: 't', link: '' },
    ],
  ])('%s', async (_rule, document, expected) => expect(await firstItem(document)).toMatchObject(expected));
});

describe('ids and links', () => {
  it.each<Case>([
    [
      'an address that was escaped twice',
      rss('<link>https://a.example/?a=1&amp;amp;b=2</link>'),
      { link: 'https://a.example/?a=1&b=2' },
    ],
    [
      'an address with what none holds',
      rss('<link>"http://https://a.example/\u00051"</link>'),
      { link: 'https://a.example/1' },
    ],
    [
      'an address inside of an anchor',
      rss('<link><a href="https://a.example/1">x</a></link>'),
      { link: 'https://a.example/1' },
    ],
    [
      'an empty link before its address',
      rss('<link/>https://a.example/1<guid isPermaLink="false">g</guid>'),
      { id: 'g', link: 'https://a.example/1' },
    ],
    [
      'the address behind a feed’s own proxy, where there is no other',
      rss('<f:origLink xmlns:f="http://rssnamespace.org/feedburner/ext/1.0">https://a.example/1</f:origLink>'),
      { link: 'https://a.example/1' },
    ],
    [
      'a script beside a permalink',
      rss('<link>javascript:x()</link><guid>https://a.example/1</guid>'),
      { link: 'https://a.example/1' },
    ],
    [
      'a guid that is a path',
      rss('<guid>berita/1</guid>', '<rss xml:base="https://a.example/">'),
      { id: 'berita/1', link: 'https://a.example/berita/1' },
    ],
    ['an id is letter by letter', atom('<id>HTTP://www.A.example/~ana</id>'), { id: 'HTTP://www.A.example/~ana' }],
    ['so is a link', rss('<link>https://a.example?x=1&amp;y=2</link>'), { link: 'https://a.example?x=1&y=2' }],
    [
      'ampersands that nobody escaped',
      rss('<link>https://a.example/?a=1&b=2&copy=3</link>'),
      { link: 'https://a.example/?a=1&b=2&copy=3' },
    ],
    [
      'an id that is an address',
      atom('<id>https://a.example/1</id>'),
      { id: 'https://a.example/1', link: 'https://a.example/1' },
    ],
    [
      'a relative permalink',
      rss('<guid isPermaLink="true">/a/b</guid>'),
      { id: '/a/b', link: 'https://harian-samudra.example/a/b' },
    ],
    [
      'an address as text, in Atom',
      atom('<link rel="enclosure">https://a.example/1.mp3</link><link>https://a.example/1</link>'),
      { link: 'https://a.example/1' },
    ],
    [
      'the page before the feed of it',
      atom(
        '<link type="application/atom+xml" href="https://a.example/1.atom"/><link type="text/html" href="https://a.example/1"/>',
      ),
      { link: 'https://a.example/1' },
    ],
    [
      'relative to the base of the feed',
      rss('<link>x</link>', '<rss xml:base="https://b.example/y/">'),
      { link: 'https://b.example/y/x' },
    ],
    [
      'relative to its own base',
      atom('<link xml:base="https://b.example/" href="x"/>'),
      { link: 'https://b.example/x' },
    ],
    [
      'a base that is no web address is none',
      atom('<link href="/x"/>', '<feed xml:base="file:///etc/">'),
      { link: 'https://harian-samudra.example/x' },
    ],
    ['only an Atom link in RSS', rss('<atom:link href="https://a.example/1"/>'), { link: 'https://a.example/1' }],
    [
      'RSS’s own link before it',
      rss('<atom:link href="https://a.example/amp/1"/><link>https://a.example/1</link>'),
      { link: 'https://a.example/1' },
    ],
    [
      'a source is not the entry',
      atom(
        '<source><id>x</id><title>x</title><link href="https://x.example/"/><updated>2001-01-01T00:00:00Z</updated></source>',
      ),
      { id: '', title: '', link: '', published: null },
    ],
    [
      'nor is what it replies to',
      atom('<in-reply-to xmlns="http://purl.org/syndication/thread/1.0"><id>x</id></in-reply-to><id>1</id>'),
      { id: '1' },
    ],
  ])('%s', async (_rule, document, expected) => expect(await firstItem(document)).toMatchObject(expected));
});

describe('formats, names and namespaces', () => {
  const rdf = 'xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"';

  it.each<Case>([
    [
      'a title that is never closed',
      rss('<title>t<link>https://a.example/1</link>'),
      { title: 't', link: 'https://a.example/1' },
    ],
    [
      'a guid and a description that are never closed',
      rss('<guid>g<description>s<link>https://a.example/1</link>'),
      { id: 'g', text: 's', link: 'https://a.example/1' },
    ],
    [
      'CDATA that is never closed, or wrongly',
      rss('<title><![CDATA[t]] ></title><link>https://a.example/1</link><description><![CDATA[s</description>'),
      { title: 't', link: 'https://a.example/1', text: 's' },
    ],
    [
      'CDATA in small letters, and escaped',
      rss('<title><![cdata[t]]></title><description>&lt;![CDATA[&lt;p&gt;s&lt;/p&gt;]]&gt;</description>'),
      { title: 't', text: 's' },
    ],
    ['a comment that never ends', rss('<title>t <!-- u</title>'), { title: 't u' }],
    ...['<a:link href="x" rel="self">', '<link>https://a.example/', '<image>', '<cloud domain="x">', '<foo>'].map(
      (open): Case => [
        `${open} in the channel that is never closed`,
        `<rss><channel>${open}<item><title>t</title></item></channel></rss>`,
        { title: 't' },
      ],
    ),
    [
      'the Channel Definition Format',
      '<CHANNEL><ITEM HREF="https://a.example/1" LASTMOD="2002-11-13T12:34"><TITLE>t</TITLE><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>',
      { title: 't', link: 'https://a.example/1', text: 's', published: '2002-11-13T12:34:00.000Z' },
    ],
    [
      'RSS 1.0 with prefixes of its own',
      `<r:RDF ${rdf} xmlns:s="http://purl.org/rss/1.0/"><s:item r:about="https://a.example/1"><s:title>t</s:title></s:item></r:RDF>`,
      { id: 'https://a.example/1', link: 'https://a.example/1', title: 't' },
    ],
    [
      'RSS 1.1',
      `<Channel xmlns="http://purl.org/net/rss1.1#" ${rdf}><items><item r:about="1"><title>t</title></item></items></Channel>`,
      { id: '1', title: 't' },
    ],
    [
      'a prefix that nobody declared',
      '<q:feed><q:entry><q:id>1</q:id><q:title>t</q:title></q:entry></q:feed>',
      { id: '1', title: 't' },
    ],
    [
      'a link that is never closed',
      atom('<link rel="alternate nofollow" href="https://a.example/1"><id>1</id><title>t</title>'),
      { id: '1', link: 'https://a.example/1', title: 't' },
    ],
    [
      'a picture with a title of its own',
      rss('<media:content url="/1.jpg"><media:title>x</media:title></media:content><link>https://a.example/1</link>'),
      { title: 'x', link: 'https://a.example/1' },
    ],
    [
      'a picture’s title beside the item’s',
      rss('<media:content url="/1.jpg"><media:title>x</media:title></media:content><title>t</title>'),
      { title: 't' },
    ],
    [
      'an end without its sign',
      '<rss><channel><item><title>t</title\n<link>https://a.example/1</link></item\n<item/></channel></rss>',
      { title: 't', link: 'https://a.example/1' },
    ],
    ['an instruction that names a feed', `<?x <feed> ?>${rss('<title>t</title>')}`, { title: 't' }],
    [
      'entities in any order, none of comments',
      `<!DOCTYPE r [<!-- <!ENTITY a "x"> --><!ENTITY a "&b;"><!ENTITY b "7">]>${rss('<guid>&a;</guid>')}`,
      { id: '7' },
    ],
    [
      'HTML’s entities in an address',
      atom('<link href="https://a.example/caf&eacute;?a=1&copy=2"/>'),
      { link: 'https://a.example/caf%C3%A9?a=1&copy=2' },
    ],
    [
      'a file that is no text',
      atom('<summary>s</summary><content type="application/pdf">JVBERi0x</content>'),
      { text: 's' },
    ],
    [
      'other modules',
      rss('<prism:publicationDate>2004-01-01</prism:publicationDate><yandex:full-text>s</yandex:full-text>'),
      { text: 's', published: '2004-01-01T00:00:00.000Z' },
    ],
    [
      'a link that is nothing',
      rss('<link>http://</link><guid>https://a.example/1</guid>'),
      { link: 'https://a.example/1' },
    ],
    [
      'a text that nests without end: what comes after it is read',
      `<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml">${'<div>'.repeat(400)}x${'</div>'.repeat(390)}</content><id>1</id></entry></feed>`,
      { id: '1', text: 'x' },
    ],
    ['an entry alone', '<entry xmlns="http://www.w3.org/2005/Atom"><id>1</id></entry>', { id: '1' }],
    [
      'RSS in Atom’s namespace',
      rss('<title>A &lt;b&gt;B&lt;/b&gt;</title>', '<rss xmlns="http://www.w3.org/2005/Atom">'),
      { title: 'A B' },
    ],
    [
      'elements of a namespace that nobody knows',
      rss('<b:title>x</b:title><title>t</title>', '<rss xmlns:b="https://b.example/">'),
      { title: 't' },
    ],
    [
      'a usual prefix whose namespace is written wrongly',
      rss(
        '<dc:date>2003-12-31</dc:date><content:encoded>s</content:encoded>',
        '<rss xmlns:dc="https://b.example/" xmlns:content="https://purl.org/rss/1.0/modules/content">',
      ),
      { text: 's', published: '2003-12-31T00:00:00.000Z' },
    ],
    [
      'an unusual prefix for what everybody knows',
      rss('<d:date>2003-12-31</d:date>', '<rss xmlns:d="https://www.purl.org/dc/elements/1.1">'),
      { published: '2003-12-31T00:00:00.000Z' },
    ],
    [
      'a root with a prefix of its own making',
      '<q:rss xmlns:q="https://b.example/"><q:channel><q:item><q:title>t</q:title></q:item></q:channel></q:rss>',
      { title: 't' },
    ],
    [
      'white space around a namespace',
      rss('<d:date>2003-12-31T10:14:55Z</d:date>', '<rss xmlns:d=" http://purl.org/dc/elements/1.1/ ">'),
      { published: '2003-12-31T10:14:55.000Z' },
    ],
    [
      'its own entities',
      `<!DOCTYPE rss [<!ENTITY koran "Harian &#38; Samudra"><!ENTITY n '7'>]>${rss('<guid>&n;</guid><title>&koran;</title>')}`,
      { id: '7', title: 'Harian & Samudra' },
    ],
    [
      'entities of entities, as long as they stay short, and none from elsewhere',
      `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(400)}"><!ENTITY b "&a;&a;"><!ENTITY d "&b;&b;"><!ENTITY c SYSTEM "file:///etc/passwd">]>${rss('<title>&d;&c;</title><description>&b;</description>')}`,
      { title: '&d;&c;', summary: 'x'.repeat(800) },
    ],
    ['the DOCTYPE of a page', `<!DOCTYPE html PUBLIC "x"><!-- <html> -->${rss('<title>t</title>')}`, { title: 't' }],
    [
      'an instruction to a browser',
      `<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?>${rss('<title>t</title>')}`,
      { title: 't' },
    ],
    [
      'what broke off with its id',
      '<rss><channel><item><guid>1</guid><title>t</title><description>s',
      { id: '1', title: 't', text: 's' },
    ],
    [
      'what broke off with its link',
      '<rss><channel><item><title>t</title><link>https://a.example/1</link><category>a</categ',
      { link: 'https://a.example/1', title: 't' },
    ],
    [
      'an element that puts itself into another namespace',
      rss('<title xmlns="urn:z">x</title><title>t</title><id xmlns="http://base.google.com/ns/1.0">SKU1</id>'),
      { id: '', title: 't' },
    ],
    [
      'an about that is not RDF’s',
      `<rss><channel><item z:about="x" xmlns:z="urn:z"><title>t</title></item></channel></rss>`,
      { id: '' },
    ],
    [
      'a prefix that is no plain letters',
      '<é.1:feed xmlns:é.1="http://www.w3.org/2005/Atom"><é.1:entry><é.1:id>1</é.1:id></é.1:entry></é.1:feed>',
      { id: '1' },
    ],
  ])('%s', async (_rule, document, expected) => expect(await firstItem(document)).toMatchObject(expected));

  it('RDF without a channel is refused', async () => {
    const foaf = `<r:RDF ${rdf} xmlns:f="http://xmlns.com/foaf/0.1/"><f:Person><f:name>Ana</f:name></f:Person></r:RDF>`;
    const request = JSON.stringify({ bytes: Buffer.from(foaf).toString('base64'), url });
    expect(await answerLine(request, () => now)).toContain('it is RDF, but holds no channel and no items.');
  });
});

describe('dates', () => {
  const on = (date: string): string => `Wed, ${date} Dec 2003 10:14:55 GMT`;

  it.each<[string, string, string | null]>([
    [
      'publication before Dublin Core',
      `<dc:date>2003-12-30T10:14:55Z</dc:date><pubDate>${on('31')}</pubDate>`,
      '2003-12-31T10:14:55.000Z',
    ],
    [
      'a date that is none is passed over',
      '<pubDate>kemarin</pubDate><dc:date>2003-12-30T10:14:55Z</dc:date>',
      '2003-12-30T10:14:55.000Z',
    ],
    [
      'issued before modified',
      '<dcterms:modified>2004-01-01</dcterms:modified><dcterms:issued>2003-12-31</dcterms:issued>',
      '2003-12-31T00:00:00.000Z',
    ],
    ['an item with nothing else', `<pubDate>${on('31')}</pubDate>`, '2003-12-31T10:14:55.000Z'],
    ['the future is now', '<pubDate>2031-01-01T00:00:00Z</pubDate>', now.toISOString()],
    ['no date', '', null],
  ])('%s', async (_rule, item, published) => expect(await firstItem(rss(item))).toMatchObject({ published }));
});

describe('bytes', () => {
  const wide = (text: string, write: (bytes: Buffer, code: number, at: number) => void): Buffer => {
    const bytes = Buffer.alloc(4 * (text.length + 1));
    [0xfeff, ...[...text].map((letter) => letter.codePointAt(0)!)].forEach((code, index) =>
      write(bytes, code, 4 * index),
    );
    return bytes;
  };

  it.each<Case>([
    [
      'UTF-16 with a mark',
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(rss('<title>é☃</title>'), 'utf16le').swap16()]),
      { title: 'é☃' },
    ],
    [
      'UTF-32, big end first',
      wide(rss('<title>é☃</title>'), (bytes, code, at) => bytes.writeUInt32BE(code, at)),
      { title: 'é☃' },
    ],
    [
      'UTF-32, little end first',
      wide(rss('<title>é☃</title>'), (bytes, code, at) => bytes.writeUInt32LE(code, at)),
      { title: 'é☃' },
    ],
    [
      'a name that only some know',
      Buffer.concat([
        Buffer.from('<?xml version="1.0" encoding="cp932"?><rss><channel><item><title>'),
        Buffer.from([0x83, 0x6a, 0x83, 0x85]),
        Buffer.from('</title></item></channel></rss>'),
      ]),
      { title: 'ニュ' },
    ],
    ['UTF-8 taken for Latin-1 on its way', rss('<title>caf\u00c3\u00a9</title>'), { title: 'café' }],
  ])('%s', async (_rule, document, expected) => expect(await firstItem(document)).toMatchObject(expected));
});

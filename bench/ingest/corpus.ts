/**
 * Feeds to measure with: the files of a folder, or else invented ones of the kinds that newspapers write.
 *
 * Invented are a newspaper's RSS, Blogger's Atom, WordPress, a podcast, and RSS 1.0, with 20 to 120 items each, texts of
 * three languages, always the same. An item has the elements that these really write: recorded feeds have 9 to 28 each
 * and their texts 10 to 150 escaped tags, and what is parsed beside the texts decides the ratio.
 */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

export interface FeedFile {
  name: string;
  bytes: Buffer;
}

export async function readFeeds(folder: string): Promise<FeedFile[]> {
  const names = await readdir(folder, { recursive: true });
  const feeds = names.filter((name) => /\.(xml|rss|atom|rdf)$/i.test(name)).sort();
  return Promise.all(feeds.map(async (name) => ({ name, bytes: await readFile(path.join(folder, name)) })));
}

const WORDS =
  'pemerintah harga beras naik menjelang akhir tahun polisi tangkap dua pelaku di pelabuhan kapal tertahan karena cuaca gobierno anuncia medidas económicas para el próximo año según la oposición presidente sanciona lei que reduz impostos em são paulo após protestos'.split(
    ' ',
  );

const KINDS = ['rss', 'atom', 'wordpress', 'podcast', 'rdf'] as const;

export const inventFeeds = (count = 60): FeedFile[] =>
  Array.from({ length: count }, (_, n) => {
    const kind = KINDS[n % KINDS.length]!;
    return { name: `${kind}-${n}`, bytes: Buffer.from(write(kind, 20 + ((n * 37) % 100), n)) };
  });

const text = (seed: number, length: number): string =>
  Array.from({ length }, (_, n) => WORDS[(seed * 31 + n * n * 7 + n) % WORDS.length]).join(' ');

const paragraphs = (seed: number, count: number): string =>
  Array.from(
    { length: count },
    (_, n) => `<p>${text(seed + n, 60)} <a href="https://a.example/${n}">&amp;</a></p>`,
  ).join('\n');

const escaped = (html: string): string => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function write(kind: (typeof KINDS)[number], items: number, seed: number): string {
  const list = Array.from({ length: items }, (_, n) => WRITERS[kind](seed * 1_000 + n)).join('\n');
  const [open, close] = FRAMES[kind];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${open}\n${list}\n${close}`;
}

const xmlns = (...prefixes: (keyof typeof NAMESPACES)[]): string =>
  prefixes.map((prefix) => ` xmlns:${prefix}="${NAMESPACES[prefix]}"`).join('');

const NAMESPACES = {
  content: 'http://purl.org/rss/1.0/modules/content/',
  dc: 'http://purl.org/dc/elements/1.1/',
  gd: 'http://schemas.google.com/g/2005',
  itunes: 'http://www.itunes.com/dtds/podcast-1.0.dtd',
  media: 'http://search.yahoo.com/mrss/',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  slash: 'http://purl.org/rss/1.0/modules/slash/',
  thr: 'http://purl.org/syndication/thread/1.0',
  wfw: 'http://wellformedweb.org/CommentAPI/',
};

const FRAMES: Record<(typeof KINDS)[number], [open: string, close: string]> = {
  rss: [
    `<rss version="2.0"${xmlns('dc', 'media')}><channel><title>Harian Samudra</title><language>id</language>`,
    '</channel></rss>',
  ],
  atom: [`<feed xmlns="http://www.w3.org/2005/Atom"${xmlns('gd', 'thr')}><title>Pelita Pagi</title>`, '</feed>'],
  wordpress: [
    `<rss version="2.0"${xmlns('content', 'dc', 'slash', 'wfw')}><channel><title>La Hoja de Caracas</title>`,
    '</channel></rss>',
  ],
  podcast: [`<rss version="2.0"${xmlns('itunes')}><channel><title>Suara Pelabuhan</title>`, '</channel></rss>'],
  rdf: [
    `<rdf:RDF${xmlns('rdf', 'dc')} xmlns="http://purl.org/rss/1.0/"><channel rdf:about="https://a.example/"><title>Warta Khatulistiwa</title></channel>`,
    '</rdf:RDF>',
  ],
};

const repeat = (count: number, write: (n: number) => string): string =>
  Array.from({ length: count }, (_, n) => write(n)).join('');

const WRITERS: Record<(typeof KINDS)[number], (n: number) => string> = {
  rss: (n) =>
    `<item><title>${text(n, 9)}</title><link>https://a.example/berita/${n}?utm_source=rss</link><description>${escaped(paragraphs(n, 3))}</description>${repeat(5, (k) => `<category domain="https://a.example/topik/${k}">${text(n + k, 2)}</category>`)}<pubDate>Mon, 23 Nov 2026 14:36:05 +0700</pubDate><guid isPermaLink="false">b-${n}</guid>${repeat(2, (k) => `<media:content width="${140 + 320 * k}" url="https://i.a.example/${n}.jpg?w=${k}&amp;q=55"><media:credit scheme="urn:ebu">${text(n, 3)}</media:credit></media:content>`)}<dc:creator>Ana Wijaya</dc:creator><dc:date>2026-11-23T07:36:05Z</dc:date></item>`,
  atom: (n) =>
    `<entry><id>tag:a.example,2026:${n}</id><published>2026-11-23T14:36:05Z</published><updated>2026-11-23T14:40:05Z</updated>${repeat(3, (k) => `<category scheme="http://www.blogger.com/atom/ns#" term="${text(n + k, 1)}"/>`)}<title type="html">${escaped(`${text(n, 8)} <b>&amp;</b>`)}</title><content type="html">${escaped(paragraphs(n, 6))}</content><link rel="replies" type="application/atom+xml" href="https://a.example/${n}/comments" title="0"/><link rel="edit" type="application/atom+xml" href="https://a.example/${n}/edit"/><link rel="self" type="application/atom+xml" href="https://a.example/${n}/self"/><link rel="alternate" type="text/html" href="https://a.example/${n}"/><author><name>Ana</name><uri>https://a.example/ana</uri><email>noreply@a.example</email><gd:image rel="http://schemas.google.com/g/2005#thumbnail" width="32" height="32" src="https://i.a.example/ana.png"/></author><thr:total>0</thr:total></entry>`,
  wordpress: (n) =>
    `<item><title>${text(n, 9)}</title><link>https://a.example/?p=${n}</link><comments>https://a.example/?p=${n}#comments</comments><dc:creator><![CDATA[Ana Wijaya]]></dc:creator><pubDate>Mon, 23 Nov 2026 07:36:05 +0000</pubDate>${repeat(4, (k) => `<category><![CDATA[${text(n + k, 1)}]]></category>`)}<guid isPermaLink="false">https://a.example/?p=${n}</guid><description><![CDATA[<p>${text(n, 30)}&#8230;</p>]]></description><content:encoded><![CDATA[${paragraphs(n, 6)}]]></content:encoded><wfw:commentRss>https://a.example/?feed=rss2&amp;p=${n}</wfw:commentRss><slash:comments>0</slash:comments></item>`,
  podcast: (n) =>
    `<item><title>${text(n, 7)}</title><itunes:title>${text(n, 7)}</itunes:title><itunes:author>Ana Wijaya</itunes:author><itunes:subtitle>${text(n, 12)}</itunes:subtitle><itunes:summary>${text(n, 60)}</itunes:summary><description>${escaped(paragraphs(n, 1))}</description><itunes:image href="https://i.a.example/${n}.jpg"/><enclosure url="https://a.example/${n}.mp3" length="31415926" type="audio/mpeg"/><guid isPermaLink="false">e-${n}</guid><link>https://a.example/${n}</link><pubDate>Mon, 23 Nov 2026 07:36:05 GMT</pubDate><itunes:duration>00:31:41</itunes:duration><itunes:explicit>no</itunes:explicit><itunes:episodeType>full</itunes:episodeType></item>`,
  rdf: (n) =>
    `<item rdf:about="https://a.example/${n}"><title>${text(n, 9)}</title><link>https://a.example/${n}</link><description>${text(n, 20)}</description><dc:subject>${text(n, 2)}</dc:subject><dc:creator>Ana Wijaya</dc:creator><dc:date>2026-11-23T14:36:05+01:00</dc:date></item>`,
};

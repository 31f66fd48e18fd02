/**
 * Feeds to measure with: the files of a folder, or else invented ones of the kinds that newspapers write.
 *
 * Invented are headlines with a sentence (RSS), the same with the whole text escaped (Atom) and in CDATA (WordPress),
 * and RSS 1.0: 20 to 120 items each, texts of three languages, always the same.
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

const KINDS = ['rss', 'atom', 'wordpress', 'rdf'] as const;

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

const FRAMES: Record<(typeof KINDS)[number], [open: string, close: string]> = {
  rss: ['<rss version="2.0"><channel><title>Harian Samudra</title><language>id</language>', '</channel></rss>'],
  atom: ['<feed xmlns="http://www.w3.org/2005/Atom"><title>Pelita Pagi</title>', '</feed>'],
  wordpress: [
    '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>La Hoja de Caracas</title>',
    '</channel></rss>',
  ],
  rdf: [
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://a.example/"><title>Warta Khatulistiwa</title></channel>',
    '</rdf:RDF>',
  ],
};

const WRITERS: Record<(typeof KINDS)[number], (n: number) => string> = {
  rss: (n) =>
    `<item><title>${text(n, 9)}</title><link>https://a.example/berita/${n}?utm_source=rss</link><guid isPermaLink="false">b-${n}</guid><pubDate>Mon, 23 Nov 2026 14:36:05 +0700</pubDate><category>Dunia</category><description>${escaped(`<p>${text(n, 30)}</p>`)}</description></item>`,
  atom: (n) =>
    `<entry><id>tag:a.example,2026:${n}</id><title type="html">${escaped(`${text(n, 8)} <b>&amp;</b>`)}</title><link rel="alternate" href="https://a.example/${n}"/><updated>2026-11-23T14:36:05Z</updated><author><name>Ana</name></author><summary>${text(n, 25)}</summary><content type="html">${escaped(paragraphs(n, 6))}</content></entry>`,
  wordpress: (n) =>
    `<item><title>${text(n, 9)}</title><link>https://a.example/?p=${n}</link><dc:creator><![CDATA[Ana Wijaya]]></dc:creator><pubDate>Mon, 23 Nov 2026 07:36:05 +0000</pubDate><category><![CDATA[Mundo]]></category><guid isPermaLink="false">https://a.example/?p=${n}</guid><description><![CDATA[<p>${text(n, 30)}&#8230;</p>]]></description><content:encoded><![CDATA[${paragraphs(n, 10)}]]></content:encoded></item>`,
  rdf: (n) =>
    `<item rdf:about="https://a.example/${n}"><title>${text(n, 9)}</title><link>https://a.example/${n}</link><description>${text(n, 20)}</description><dc:date>2026-11-23T14:36:05+01:00</dc:date></item>`,
};

/** Our own feeds, one of each format, all invented: what an article of each looks like, and that the page is refused. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { readArticles, type ReadFeed } from '../../shared/articles/readArticles.ts';

const url = 'https://outlet.example/feed';
const now = new Date('2026-11-23T12:00:00Z');
const read = async (file: string): Promise<ReadFeed> =>
  readArticles({ bytes: await readFile(`test/fixtures/feeds/${file}`), contentType: '', url }, { feed: 'f', url }, now);

it.each([
  [
    'harian-samudra.xml',
    'Harian Samudra',
    'id',
    4,
    'Rusia dan NATO buka lagi saluran telepon darurat',
    '2020-11-23T07:36:00.000Z',
  ],
  ['pelita-pagi.atom', 'Pelita Pagi', 'id', 3, 'Saluran darurat Rusia–NATO aktif kembali', '2020-11-23T07:37:00.000Z'],
  [
    'warta-khatulistiwa.rdf',
    'Warta Khatulistiwa',
    'id',
    2,
    'Tanker Venezuela tertahan di Selat Malaka',
    '2020-11-22T07:12:00.000Z',
  ],
  [
    'la-hoja-de-caracas.xml',
    'La Hoja de Caracas',
    'es-VE',
    2,
    'Maduro anuncia elecciones en el Zulia para enero',
    '2020-11-22T22:20:00.000Z',
  ],
  ['northgate-wire.json', 'Northgate Wire', 'en', 2, 'NATO and Russia test emergency line', '2020-11-23T08:02:00.000Z'],
])('%s', async (file, title, lang, count, headline, published) => {
  const feed = await read(file);
  expect(feed).toMatchObject({ title, lang });
  expect(feed.items).toHaveLength(count);
  const [{ item }] = feed.items as [ReadFeed['items'][number]];
  expect(item.title).toBe(headline);
  expect(new Date(item.published!).toISOString()).toBe(published);
  expect(
    feed.items.every(({ item: one }) => one.link.startsWith('https://') && one.text !== '' && one.published !== null),
  ).toBe(true);
});

it('a title of XHTML and a text of paragraphs keep their words in order', async () => {
  const { items } = await read('pelita-pagi.atom');
  expect(items[1]!.item).toMatchObject({
    title: 'Gempa 5,8 di Laut Banda, tidak berpotensi tsunami',
    text: 'Gempa terasa di Ambon & Saumlaki. Belum ada laporan kerusakan.',
    link: 'https://pelita-pagi.example/berita/770',
  });
});

it('Latin-1 keeps its letters', async () => {
  const { items } = await read('la-hoja-de-caracas.xml');
  expect(items[1]!.item.text).toBe('Testimonios de Cuba y Venezuela años después.');
});

it('a page is refused', async () => {
  await expect(read('halaman.html')).rejects.toThrow('it is a web page.');
});

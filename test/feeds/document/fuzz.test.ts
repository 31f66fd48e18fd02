/** Broken feeds of every kind: read, or refused as no feed; never a crash, never a text that could mislead. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readArticles } from '../../../shared/articles/readArticles.ts';
import { NotAFeed } from '../../../shared/feeds/document/rawFeed.ts';

const FILES = [
  'harian-samudra.xml',
  'pelita-pagi.atom',
  'warta-khatulistiwa.rdf',
  'la-hoja-de-caracas.xml',
  'northgate-wire.json',
];
const feed = { feed: 'f', url: 'https://harian-samudra.example/rss' };
const now = new Date('2026-11-23T12:00:00Z');

/** What tears a document apart where it is put in. */
const shard = fc.oneof(
  fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      '<',
      '>',
      '&',
      '</',
      '<![CDATA[',
      ']]>',
      '<!--',
      '&#0;',
      '&#x202e;',
      '<item>',
      '</item>',
      '<entry>',
      '"',
      '<?',
      '<!DOCTYPE',
      '\u0000',
      'xmlns=',
    )
    .map((text) => Buffer.from(text)),
);
const wound = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(40), shard });
const wounded = fc
  .record({
    wounds: fc.array(wound, { minLength: 1, maxLength: 6 }),
    cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  })
  .map(({ wounds, cut }) => (whole: Buffer): Buffer => {
    const broken = wounds.reduce((bytes, { at, drop, shard: piece }) => {
      const place = Math.floor(at * bytes.length);
      return Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(place + drop)]);
    }, whole);
    return cut === null ? broken : broken.subarray(0, Math.floor(cut * broken.length));
  });

/** Bytes overwritten, a stretch of the document said again elsewhere, the whole shifted by a byte. */
const scrambled = fc
  .record({
    bytes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 30 }),
    from: fc.nat(),
    to: fc.nat(),
    length: fc.nat(400),
    isShifted: fc.boolean(),
  })
  .map(({ bytes, from, to, length, isShifted }) => (whole: Buffer): Buffer => {
    const document = Buffer.from(whole);
    for (const [at, byte] of bytes) document[at % document.length] = byte;
    const start = from % document.length;
    const place = to % document.length;
    const again = document.subarray(start, start + length);
    const parts = [document.subarray(0, place), again, document.subarray(place)];
    return Buffer.concat(isShifted ? [Buffer.of(0), ...parts] : parts);
  });

const MOST_MS = 1_000;

async function isReadOrRefused(bytes: Buffer, contentType: string): Promise<void> {
  const began = performance.now();
  const read = await readArticles({ bytes, contentType, url: feed.url }, feed, now).catch((error: unknown) => error);
  expect(performance.now() - began).toBeLessThan(MOST_MS);
  if (read instanceof Error) {
    expect(read).toBeInstanceOf(NotAFeed);
    expect(read.message).toMatch(/^(?:its?|the answer) .*\.$/s);
    return;
  }
  for (const { item } of (read as Awaited<ReturnType<typeof readArticles>>).items) {
    expect(`${item.title}${item.text}${item.author}`).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    expect(item.link).toMatch(/^(https?:\/\/|$)/i);
    expect(item.published ?? 0).toBeLessThanOrEqual(now.getTime());
  }
}

it.each([
  ['torn by marks and cut', wounded],
  ['scrambled byte by byte', scrambled],
])('5,000 %s', { timeout: 120_000 }, async (_name, hurt) => {
  const files = await Promise.all(FILES.map((file) => readFile(`test/fixtures/feeds/${file}`)));
  const contentType = fc.constantFrom('', 'text/xml; charset=utf-16', 'application/xml; charset=shift_jis');
  const property = fc.asyncProperty(fc.constantFrom(...files), hurt, contentType, (whole, change, type) =>
    isReadOrRefused(change(whole), type),
  );
  await expect(fc.assert(property, { numRuns: 5_000 })).resolves.toBeUndefined();
});

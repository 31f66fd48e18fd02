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

it('3,000 of them', async () => {
  const files = await Promise.all(FILES.map((file) => readFile(`test/fixtures/feeds/${file}`)));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...files),
      fc.array(wound, { minLength: 1, maxLength: 6 }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      async (whole, wounds, cut) => {
        const broken = wounds.reduce((bytes, { at, drop, shard: piece }) => {
          const place = Math.floor(at * bytes.length);
          return Buffer.concat([bytes.subarray(0, place), piece, bytes.subarray(place + drop)]);
        }, whole);
        const bytes = cut === null ? broken : broken.subarray(0, Math.floor(cut * broken.length));
        const read = await readArticles({ bytes, contentType: '', url: feed.url }, feed, now).catch(
          (error: unknown) => error,
        );
        if (read instanceof Error) {
          expect(read).toBeInstanceOf(NotAFeed);
          return;
        }
        for (const { item } of (read as Awaited<ReturnType<typeof readArticles>>).items) {
          expect(`${item.title}${item.text}${item.author}`).not.toMatch(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
          expect(item.link).toMatch(/^(https?:\/\/|$)/);
          expect(item.published ?? 0).toBeLessThanOrEqual(now.getTime());
        }
      },
    ),
    { numRuns: 3_000 },
  );
});

/** Broken feeds of every kind: read, or refused as no feed; never a crash, never a text that could mislead. */
import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readArticles } from '../../../shared/articles/readArticles.ts';
import { NotAFeed } from '../../../shared/feeds/document/rawFeed.ts';
import { parseInProcess } from '../../support/inProcess.ts';
import { scrambled, wounded } from '../../support/wounds.ts';

const FILES = [
  'harian-samudra.xml',
  'pelita-pagi.atom',
  'warta-khatulistiwa.rdf',
  'la-hoja-de-caracas.xml',
  'northgate-wire.json',
];
const feed = { feed: 'f', url: 'https://harian-samudra.example/rss' };
const now = new Date('2026-11-23T12:00:00Z');

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

it('2,000 of both, one after the other in one process, need no more memory than one', async () => {
  const files = await Promise.all(FILES.map((file) => readFile(`test/fixtures/feeds/${file}`)));
  const broken = fc.tuple(fc.constantFrom(...files), fc.oneof(wounded, scrambled));
  const requests = fc
    .sample(broken, { numRuns: 2_000, seed: 7 })
    .map(([whole, hurt]) => JSON.stringify({ bytes: hurt(whole).toString('base64'), url: feed.url }));
  const { answer, megabytes } = await parseInProcess(`${requests.join('\n')}\n`);
  expect(answer.trim().split('\n')).toHaveLength(2_000);
  expect(megabytes).toBeLessThan(256);
});

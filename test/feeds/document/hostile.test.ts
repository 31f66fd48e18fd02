/**
 * Documents made to hurt: read or refused for little work, by their message clear why. Processor time, not the clock on
 * the wall, so that a busy machine does not fail it.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { readArticles } from '../../../shared/articles/readArticles.ts';
import { OTHERS, WORST } from '../../support/documentsMadeToHurt.ts';
import { parseInProcess } from '../../support/inProcess.ts';

const MOST_SECONDS = 1;
const MOST_MEGABYTES = 256;
const url = 'https://harian-samudra.example/rss';
const now = new Date('2026-11-23T12:00:00Z');

describe('in a process of its own, through npm run parse', () => {
  let toStart: number;
  beforeAll(async () => void ({ seconds: toStart } = await parseInProcess('\n')));

  it.each(WORST)('%s', async (_name, text, error) => {
    const request = JSON.stringify({ bytes: Buffer.from(text()).toString('base64'), url });
    const { answer, seconds, megabytes } = await parseInProcess(`${request}\n`);
    expect(JSON.parse(answer)).toMatchObject(
      error ? { error: expect.stringContaining(error) } : { items: expect.any(Array) },
    );
    expect(seconds - toStart).toBeLessThan(MOST_SECONDS);
    expect(megabytes).toBeLessThan(MOST_MEGABYTES);
  });
});

it.each(OTHERS)('%s', async (_name, text) => {
  const bytes = Buffer.from(text());
  const before = process.cpuUsage();
  const read = await readArticles({ bytes, contentType: '', url }, { feed: 'f', url }, now).catch(
    (error: Error) => error,
  );
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000_000).toBeLessThan(MOST_SECONDS);
  if (read instanceof Error) expect(read.name).toBe('NotAFeed');
});

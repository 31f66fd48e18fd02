/**
 * One path, whole: recorded feeds in, alerts and a digest out, then the same again, from state that was kept.
 *
 * The feeds are served over HTTP and polled, people sign up over the API and confirm in the inbox, and nothing is called
 * by hand: queues, schedules, roles and functions are those of the synthesized templates.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../local/endpoint/index.ts';
import { openRecorded, type RecordedNewsroom } from '../../local/newsroom/recorded.ts';
import { MINUTE } from '../../shared/platform/clock.ts';
import { addFeed, call, pollNow, signUp } from '../support/readers.ts';
import { startStack, type Stack } from '../support/stack.ts';

const FEEDS = join(import.meta.dirname, '../fixtures/feeds');
const state = mkdtempSync(join(tmpdir(), 'siaga-spine-'));

let stack: Stack;
let newsroom: RecordedNewsroom;
const feeds = new Map<string, string>();
/** Headlines of the articles that were dated now and published. */
const published: string[] = [];
/** Stands in two of the headlines that are held back, as they are in the fixtures. */
const WORD = 'Rusia';

beforeAll(async () => {
  newsroom = await openRecorded(FEEDS, join(state, 'newsroom.json'));
  stack = await startStack({ state, context: { smsCountries: ['ID'] } });
});
afterAll(async () => {
  await stack.stop();
  await newsroom.stop();
  rmSync(state, { recursive: true, force: true });
});

/** Alerts and digests tell which stories they are about; codes and welcomes are about none. */
const alertsAndDigests = (): OutgoingMessage[] =>
  stack.endpoint.outbox.list().filter(({ attributes }) => (attributes['trace']?.StringValue ?? '{}') !== '{}');

const bodies = (to: string): string[] =>
  alertsAndDigests()
    .filter((message) => message.to === to)
    .map(({ body }) => body.replaceAll('*', ''));

async function publishAll(): Promise<void> {
  for (let next = newsroom.publishNext(stack.clock.now()); next; next = newsroom.publishNext(stack.clock.now())) {
    published.push(next.headline);
    await pollNow(stack, feeds.get(next.outlet.url)!);
  }
  await stack.drain();
}

describe('recorded feeds become news', () => {
  it('are polled over HTTP, and their articles stored and found', async () => {
    for (const { url } of newsroom.outlets) feeds.set(url, await addFeed(stack, url));
    const response = await fetch(`${stack.url}/v1/feeds`, {
      headers: { authorization: `Bearer ${stack.operatorKey}` },
    });
    const listed = (await response.json()) as { url: string; health: string }[];
    const failing = listed.filter(({ health }) => health !== 'fine').map(({ url }) => url);
    expect(failing).toEqual([expect.stringContaining('halaman.html')]);
    expect(listed.length).toBeGreaterThan(failing.length);
  });

  it('do not flood: the old articles of a first poll alert nobody, though somebody waits for their words', async () => {
    await signUp(stack, { email: 'awal@example.org', words: 'Makassar OR arsip' });
    await stack.drain();
    expect(alertsAndDigests()).toEqual([]);
    const { status, body } = await call(stack, 'GET', '/v1/articles?q=Makassar');
    expect(status).toBe(200);
    expect(body['articles']).toEqual([expect.objectContaining({ title: 'Pameran kapal pinisi di Makassar' })]);
  });

  it('alert by e-mail and SMS, and fill a digest', async () => {
    const digestAt = new Date(stack.clock.now().getTime() + 20 * MINUTE).toISOString().slice(11, 16);
    await signUp(stack, { email: 'segera@example.org', words: WORD });
    await signUp(stack, { sms: '+6281255501234', words: WORD });
    await signUp(stack, { email: 'harian@example.org', words: WORD, mode: 'digest', digestAt });
    await publishAll();
    const headlines = published.filter((headline) => headline.includes(WORD));
    expect(headlines).toHaveLength(2);
    for (const headline of headlines) {
      expect(bodies('segera@example.org').filter((body) => body.includes(headline))).toHaveLength(1);
    }
    expect(bodies('+6281255501234').join('\n')).toContain(headlines[0]!.slice(0, 20));
    expect(bodies('harian@example.org')).toEqual([]);
    for (let minute = 0; minute < 21; minute++) await stack.advance(MINUTE);
    await stack.drain();
    const [digest, ...more] = bodies('harian@example.org');
    expect(more).toEqual([]);
    for (const headline of headlines) expect(digest).toContain(headline);
  });

  it('say why: the words as typed, and where they stand', () => {
    const [alert] = stack.endpoint.outbox.list({ to: 'segera@example.org', kind: 'email' });
    expect(alert!.body).toContain(`*${WORD}*`);
    expect(alert!.body).toMatch(new RegExp(`^Why: (?:your words  )?${WORD}$`, 'm'));
  });
});

it('run again on the same state, sends nothing twice', async () => {
  const before = alertsAndDigests().length;
  const offset = stack.clock.offset();
  await stack.stop();
  await newsroom.stop();
  newsroom = await openRecorded(FEEDS, join(state, 'newsroom.json'));
  stack = await startStack({ state, context: { smsCountries: ['ID'] } });
  stack.clock.advance(offset);
  expect(newsroom.waiting()).toEqual([]);
  for (const { url } of newsroom.outlets) await pollNow(stack, await addFeed(stack, url));
  for (let minute = 0; minute < 10; minute++) await stack.advance(MINUTE);
  await stack.drain();
  expect(alertsAndDigests()).toHaveLength(before);
});

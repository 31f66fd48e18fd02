/**
 * The whole machine dies: `kill -9` at twenty random moments under load, each time started again on the same state.
 * What readers have in the end is what the model says, once; only a message of one id may have come twice.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createHash, randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { synthesize } from '../../infra/synthesize.ts';
import { startNewsroom, type Newsroom } from '../support/newsroom.ts';
import { call, pollNow } from '../support/readers.ts';
import { expectedStories, receivedStories, type Article, type Reader } from './model.ts';
import type { Answered, Order } from './townProcess.ts';

const KILLS = 20;
const OUTLET = 'Warta Khatulistiwa';
const PLACES = ['Jakarta', 'Caracas', 'Havana', 'Kyiv', 'Manila', 'Lima'];
const READERS: Reader[] = [
  { address: 'all@example.org', words: ['kabar'] },
  ...PLACES.map((place) => ({ address: `${place.toLowerCase()}@example.org`, words: ['kabar', place] })),
];

const folder = mkdtempSync(join(tmpdir(), 'siaga-kill-'));
const operatorKey = randomBytes(24).toString('base64url');
const articles: Article[] = [];
let newsroom: Newsroom;
let assembly: string;

beforeAll(async () => {
  newsroom = await startNewsroom();
  newsroom.publish(OUTLET, { title: 'Lama', published: new Date('2026-01-01T00:00:00Z') });
  const operatorKeyHash = createHash('sha256').update(operatorKey).digest('hex');
  assembly = (await synthesize({ context: { operatorKeyHash } })).directory;
});
afterAll(async () => {
  await newsroom.stop();
  rmSync(folder, { recursive: true, force: true });
});

it(`loses nothing through ${KILLS} kill -9`, { timeout: 600_000 }, async () => {
  let town = await start();
  const readers = READERS.map(({ address, words }) => ({ email: address, words: words.join(' ') }));
  const { feed } = await order(town, { do: 'begin', feed: newsroom.url(OUTLET), readers });
  const moments: number[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const moment = randomInt(50, 1_500);
    moments.push(moment);
    await Promise.race([publishOn(town, feed!), sleep(moment)]);
    await die(town);
    town = await start();
  }
  publishOne();
  expect(await pollNow(town, feed!)).toBeLessThan(300);
  await order(town, { do: 'drain' });
  const { messages = [] } = await order(town, { do: 'list' });
  await die(town);

  const byDelivery = [...Map.groupBy(messages, ({ delivery, to }) => delivery || to).values()];
  const alerts = byDelivery.flatMap((same) => (same[0]!.delivery ? [same[0]!] : same));
  const repeats = messages.length - alerts.length;
  console.log(
    `${KILLS} kills after ${moments.join(', ')} ms; ${articles.length} articles, ${alerts.length} messages, ${repeats} repeated under their id`,
  );
  expect(messages.filter(({ state }) => state === 'refused')).toEqual([]);
  expect(sorted(receivedStories(READERS, articles, alerts))).toEqual(sorted(expectedStories(READERS, articles)));
});

interface Running {
  child: ChildProcess;
  url: string;
  operatorKey: string;
}

async function start(): Promise<Running> {
  const child = fork(join(import.meta.dirname, 'townProcess.ts'), [folder, assembly, operatorKey], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const { url } = await next<{ url: string }>(child);
  return { child, url, operatorKey };
}

async function order({ child }: Running, what: Order): Promise<Answered> {
  const answered = next<Answered & { error?: string }>(child);
  child.send(what);
  const { error, ...answer } = await answered;
  if (error) throw new Error(error);
  return answer;
}

const next = <Message>(child: ChildProcess): Promise<Message> =>
  new Promise((resolve, reject) => {
    child.once('message', (message) => resolve(message as Message));
    child.once('exit', (code, signal) => reject(new Error(`The stack ended: ${signal ?? code}`)));
  });

async function die({ child }: Running): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** Until the process dies under it. */
async function publishOn(town: Running, feed: string): Promise<void> {
  for (;;) {
    publishOne();
    await call(town, 'POST', `/v1/feeds/${feed}/poll`).catch(() => undefined);
    await sleep(100);
    if (town.child.killed) return;
  }
}

function publishOne(): void {
  const number = String(articles.length + 1).padStart(4, '0');
  const place = PLACES[articles.length % PLACES.length]!;
  const article = { title: `Kabar ${number} dari ${place}`, link: `https://warta-khatulistiwa.example/${number}` };
  articles.push(article);
  newsroom.publish(OUTLET, { ...article, guid: number, published: new Date() });
}

const sorted = (stories: Map<string, string[]>) =>
  Object.fromEntries([...stories].map(([address, titles]) => [address, titles.toSorted()]));

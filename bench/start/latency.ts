/**
 * From the last byte of a feed's answer to the message in the inbox, and from `npm start` to ready.
 *
 * One article for one mailbox at a time, each after an ordinary "poll now", so that what is measured is the path and
 * not a queue; then as many articles in one answer, which measures how fast the local machine works through a burst.
 * State is on disk, as `npm start` keeps it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNewsroom, type Newsroom } from '../../test/support/newsroom.ts';
import { addFeed, call, pollNow } from '../../test/support/readers.ts';
import { startStack, type Stack } from '../../test/support/stack.ts';
import { percentile, type Table } from '../bench.ts';

const ARTICLES = 500;
const STARTS = 5;
const OUTLET = 'Pelita Pagi';

export async function measureLatency(say: (line: string) => void): Promise<Table> {
  const state = mkdtempSync(join(tmpdir(), 'siaga-bench-'));
  const newsroom = await startNewsroom();
  newsroom.publish(OUTLET, { title: 'Lama', published: new Date('2026-01-01T00:00:00Z') });
  const stack = await startStack({ state });
  try {
    const feed = await addFeed(stack, newsroom.url(OUTLET));
    await signUpAll(stack, say);
    const single = await oneByOne(stack, newsroom, feed, say);
    await stack.advance(120_000);
    const burst = await allAtOnce(stack, newsroom, feed);
    return {
      title: 'From the last byte of a feed to the message in the inbox, milliseconds',
      columns: ['articles', 'p50', 'p99', 'longest', 'goal for p99'],
      rows: [
        [`${ARTICLES}, each with a poll of its own`, ...summary(single), '2,000'],
        [`${ARTICLES} in one answer`, ...summary(burst), ''],
      ],
    };
  } finally {
    await stack.stop();
    await newsroom.stop();
    rmSync(state, { recursive: true, force: true });
  }
}

/** All ask, all confirm, then one look of reconcile for many of them at once. */
async function signUpAll(stack: Stack, say: (line: string) => void): Promise<void> {
  for (let number = 0; number < ARTICLES; number++) {
    const subscriptions = [{ query: wordOf(number), mode: 'alert' }];
    await call(stack, 'POST', '/v1/subscribers', { email: addressOf(number), subscriptions });
  }
  await stack.settle();
  for (const { id } of stack.endpoint.outbox.list({ kind: 'confirmation' })) stack.endpoint.outbox.confirm(id);
  for (let welcomed = 0; welcomed < ARTICLES;) {
    await stack.advance(60_000);
    welcomed = stack.endpoint.outbox.list({ kind: 'email' }).length;
    say(`${welcomed} of ${ARTICLES} readers signed up`);
  }
}

const addressOf = (number: number): string => `pembaca${number}@example.org`;
/** No word is part of another, and none is an ordinary one. */
const wordOf = (number: number): string => `kata${String(number).padStart(4, '0')}`;

async function oneByOne(
  stack: Stack,
  newsroom: Newsroom,
  feed: string,
  say: (line: string) => void,
): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < ARTICLES; number++) {
    const arrived = arrivals(stack, 1);
    newsroom.publish(OUTLET, { title: `Kabar ${wordOf(number)}`, published: stack.clock.now() });
    await pollNow(stack, feed);
    const [at] = await arrived;
    times.push(at! - newsroom.lastByteAt());
    await stack.settle();
    if (number % 100 === 99) say(`${number + 1} of ${ARTICLES} articles arrived`);
  }
  return times.sort((a, b) => a - b);
}

async function allAtOnce(stack: Stack, newsroom: Newsroom, feed: string): Promise<number[]> {
  const arrived = arrivals(stack, ARTICLES);
  const items = Array.from({ length: ARTICLES }, (_, number) => ({
    title: `Lagi ${wordOf(number)}`,
    published: stack.clock.now(),
  }));
  newsroom.publish(OUTLET, ...items);
  await pollNow(stack, feed);
  return (await arrived).map((at) => at - newsroom.lastByteAt()).sort((a, b) => a - b);
}

/** When the next messages are accepted, by `performance.now()`. */
function arrivals(stack: Stack, count: number): Promise<number[]> {
  const times: number[] = [];
  return new Promise((resolve) => {
    const stop = stack.endpoint.outbox.onMessage(() => {
      times.push(performance.now());
      if (times.length < count) return;
      stop();
      resolve(times);
    });
  });
}

const summary = (sorted: readonly number[]): number[] =>
  [percentile(sorted, 0.5), percentile(sorted, 0.99), sorted.at(-1)!].map(Math.round);

/** The first start bundles and fills the compile cache; the others are what a developer sees all day. */
export async function measureReady(say: (line: string) => void): Promise<Table> {
  const seconds: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    seconds.push(await startOnce());
    say(`start ${start + 1} of ${STARTS}: ${seconds.at(-1)!.toFixed(1)} s`);
  }
  const [first, ...others] = seconds;
  const sorted = others.toSorted((a, b) => a - b);
  return {
    title: 'From `npm start` to ready, seconds',
    columns: ['first', 'median of the others', 'longest', 'goal'],
    rows: [[first!, percentile(sorted, 0.5), sorted.at(-1)!, 5]],
  };
}

async function startOnce(): Promise<number> {
  const state = mkdtempSync(join(tmpdir(), 'siaga-start-'));
  const startedAt = performance.now();
  const child = spawn('npm', ['start', '--', '--port', '0', '--state', state], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  const ready = await new Promise<number>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${printed}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
      if (printed.includes('all started')) resolve(performance.now() - startedAt);
    });
  });
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGINT');
  await gone;
  rmSync(state, { recursive: true, force: true });
  return ready / 1_000;
}

/**
 * What one of each thing costs in read and write units, counted at the endpoint, index writes included.
 *
 * Each step is done once on the executed stack, warm; what the named function read and wrote in it is added up. Beside
 * it stands what docs/data.md says. SQS, SNS and Lambda are billed by the request and are not units.
 */
import type { Call } from '../../local/endpoint/index.ts';
import { callSite } from '../../test/integration/callSites.ts';
import { startNewsroom } from '../../test/support/newsroom.ts';
import { addFeed, pollNow, signUp } from '../../test/support/readers.ts';
import { startStack, type Stack } from '../../test/support/stack.ts';
import type { Bench, Cell, Table } from '../bench.ts';

const OUTLET = 'Kabar Pesisir';
const MINUTE = 60_000;

interface Step {
  name: string;
  function: string;
  /** As docs/data.md has it. */
  expected: string;
  calls: readonly Call[];
}

export const bench: Bench = {
  summary: 'read and write units of a poll, an article, a match, an alert and a digest',
  async run(say) {
    const steps = await takeSteps(say);
    return [unitsTable(steps), callsTable(steps)];
  },
};

async function takeSteps(say: (line: string) => void): Promise<Step[]> {
  const newsroom = await startNewsroom();
  const old = Array.from({ length: 30 }, (_, number) => ({
    title: `Lama ${number}`,
    published: new Date('2026-01-01T00:00:00Z'),
  }));
  newsroom.publish(OUTLET, ...old);
  const stack = await startStack();
  try {
    const feed = await addFeed(stack, newsroom.url(OUTLET));
    const digestAt = new Date(stack.clock.now().getTime() + 30 * MINUTE).toISOString().slice(11, 16);
    await signUp(stack, { email: 'segera@example.org', words: 'Rusia' });
    await signUp(stack, { email: 'harian@example.org', words: 'NATO', mode: 'digest', digestAt });
    const poll = async (...titles: string[]): Promise<Call[]> => {
      const items = titles.map((title) => ({ title, summary: 'Satu kalimat.', published: stack.clock.now() }));
      if (items.length > 0) newsroom.publish(OUTLET, ...items);
      return record(stack, async () => {
        await pollNow(stack, feed);
        await stack.settle();
      });
    };
    await poll('Pemanasan');
    say('an unchanged poll');
    const unchanged = await poll();
    say('a changed body without news');
    newsroom.publish(OUTLET, { title: 'Pemanasan', summary: 'Satu kalimat.' });
    const sameNews = await poll();
    say('an article that nobody asked for, then one for an alert, then one for a digest');
    const plain = await poll('Pasar ikan buka lagi');
    const alerted = await poll('Rusia membuka pelabuhan');
    const digested = await poll('Latihan NATO selesai');
    say('a minute in which nothing happens');
    await stack.advance(2 * MINUTE);
    const idle = await record(stack, () => stack.advance(MINUTE));
    say('the digest');
    const digest = await record(stack, async () => {
      for (let minute = 0; minute < 30; minute++) await stack.advance(MINUTE);
      await stack.drain();
    });
    const due = digest.filter((call) => isAbout(call, digest));
    return [
      { name: 'unchanged poll', function: 'poll', expected: '½R 1W', calls: unchanged },
      { name: 'changed body, nothing new in it', function: 'poll', expected: '1R 1–3W', calls: sameNews },
      { name: 'new article: stored and handed on', function: 'poll', expected: '1R, 1–3W + 2W', calls: plain },
      { name: 'new article: its story and row', function: 'match', expected: '1–2R 4W', calls: plain },
      { name: 'a match: the item and its story', function: 'match', expected: '1–2R 5W', calls: alerted },
      { name: 'alert: one subscriber owed', function: 'alert', expected: '½R 1W', calls: alerted },
      { name: 'alert: one message delivered', function: 'deliver', expected: '5–8R 5W', calls: alerted },
      { name: 'an article for a digest only', function: 'match', expected: '1–2R 5W', calls: digested },
      { name: 'digest: the tick that finds it due', function: 'digest', expected: '9R 4W', calls: due },
      { name: 'digest: one message delivered', function: 'deliver', expected: '5–9R 5W', calls: digest },
      { name: 'a minute without a slot', function: 'dispatch', expected: '6R 1W', calls: idle },
      { name: 'a minute without a digest', function: 'digest', expected: '5R 1W', calls: idle },
      { name: 'a minute without anybody pending', function: 'reconcile', expected: '1–2R', calls: idle },
    ];
  } finally {
    await stack.stop();
    await newsroom.stop();
  }
}

/** Of half an hour of ticks: the invocation that wrote the window. */
function isAbout(call: Call, all: readonly Call[]): boolean {
  const written = all.find((other) => callSite(other).startsWith('digest PutItem'));
  return (
    written !== undefined && call.key === written.key && Math.abs(call.at.getTime() - written.at.getTime()) < MINUTE / 2
  );
}

async function record(stack: Stack, work: () => Promise<unknown>): Promise<Call[]> {
  const calls: Call[] = [];
  const stop = stack.endpoint.onCall((call) => void calls.push(call));
  await work();
  stop();
  return calls;
}

/** What a step's function asked of the tables. */
const tableCalls = (step: Step): Call[] =>
  step.calls.filter((call) => call.service === 'dynamodb' && callSite(call).startsWith(`${step.function} `));

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

function unitsTable(steps: readonly Step[]): Table {
  return {
    title: 'Read and write units, index writes included',
    columns: ['what', 'function', 'reads', 'writes', 'calls', 'docs/data.md'],
    rows: steps.map((step): Cell[] => {
      const calls = tableCalls(step);
      const [reads, writes] = [
        sum(calls.map(({ readUnits }) => readUnits)),
        sum(calls.map(({ writeUnits }) => writeUnits)),
      ];
      return [step.name, step.function, reads, writes, calls.length, step.expected];
    }),
  };
}

function callsTable(steps: readonly Step[]): Table {
  const rows = steps.flatMap((step) =>
    [...Map.groupBy(tableCalls(step), callSite)].map(([site, calls]): Cell[] => {
      const [reads, writes] = [
        sum(calls.map(({ readUnits }) => readUnits)),
        sum(calls.map(({ writeUnits }) => writeUnits)),
      ];
      const [, action = '', ...item] = site.split(' ');
      return [
        step.name,
        action,
        item.join(' ').replace(/^Siaga\w+-([A-Z][a-z]+)[0-9A-F]{8}/, '$1'),
        calls.length,
        reads,
        writes,
      ];
    }),
  );
  return { title: 'The same, call by call', columns: ['what', 'call', 'item', 'times', 'reads', 'writes'], rows };
}

/** What polls that bring nothing cost in AWS calls and units, index writes included, counted at the endpoint. */
import type { Call } from '../../local/endpoint/index.ts';
import { callSite } from '../../test/integration/callSites.ts';
import { startNewsroom } from '../../test/support/newsroom.ts';
import { addFeed, pollNow } from '../../test/support/readers.ts';
import { startStack } from '../../test/support/stack.ts';
import type { Cell, Table } from '../bench.ts';

const OUTLET = 'Kabar Pesisir';

export async function measurePollCost(): Promise<Table> {
  const newsroom = await startNewsroom();
  const items = Array.from({ length: 40 }, (_, n) => ({ title: `Berita ${n}`, published: new Date('2026-01-01') }));
  newsroom.publish(OUTLET, ...items);
  const stack = await startStack();
  try {
    const feed = await addFeed(stack, newsroom.url(OUTLET));
    const poll = async (): Promise<Call[]> => {
      const calls: Call[] = [];
      const stop = stack.endpoint.onCall((call) => void calls.push(call));
      await pollNow(stack, feed);
      await stack.settle();
      stop();
      return calls.filter((call) => callSite(call).startsWith('poll '));
    };
    await poll();
    const unchanged = await poll();
    newsroom.publish(OUTLET, items[0]!);
    const sameNews = await poll();
    return {
      title: 'A poll of a feed of 40 items that brings nothing new',
      columns: ['what', 'table calls', 'queue calls', 'reads', 'writes', 'goal'],
      rows: [
        row('unchanged (304)', unchanged, '½R 1W'),
        row('another body, nothing new in it', sameNews, 'one read more'),
      ],
    };
  } finally {
    await stack.stop();
    await newsroom.stop();
  }
}

function row(what: string, calls: readonly Call[], goal: string): Cell[] {
  const tables = calls.filter(({ service }) => service === 'dynamodb');
  const sum = (units: (call: Call) => number): number => tables.reduce((total, call) => total + units(call), 0);
  return [
    what,
    tables.length,
    calls.length - tables.length,
    sum(({ readUnits }) => readUnits),
    sum(({ writeUnits }) => writeUnits),
    goal,
  ];
}

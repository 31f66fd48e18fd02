/**
 * The first article that match sees after a start, on the executed stack: how long it takes and what it reads, for so
 * many distinct queries, and the second one beside it.
 */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { inParallel } from '../../shared/feeds/inParallel.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
import { parseQuery } from '../../shared/queries/parseQuery.ts';
import type { ParsedQuery } from '../../shared/queries/query.ts';
import { createIndex } from '../../shared/queries/queryIndex.ts';
import { READ_DIRECTLY, saveSnapshot } from '../../shared/queries/querySnapshots.ts';
import type { Connection } from '../../shared/store/connection.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createQuerySnapshots } from '../../shared/store/querySnapshots.ts';
import { startNewsroom } from '../../test/support/newsroom.ts';
import { addFeed, pollNow } from '../../test/support/readers.ts';
import { startStack, type Stack } from '../../test/support/stack.ts';
import type { Cell, Table } from '../bench.ts';
import type { Corpus } from './corpus.ts';

const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const OUTLET = 'Kabar Pesisir';
const WRITES_AT_ONCE = 16;
const HOUR = 3_600_000;

export async function measureColdStarts(corpus: Corpus, say: (line: string) => void): Promise<Table> {
  const rows: Cell[][] = [];
  for (const size of SIZES) {
    say(`${size} distinct queries: a cold start`);
    rows.push(await measureSize(size, corpus));
  }
  return {
    title: 'Match on the executed stack: the first article after a start, and the second',
    columns: ['distinct', 'begins from', 'first, s', 'first, read units', 'second, s', 'second, read units'],
    rows,
  };
}

async function measureSize(size: number, corpus: Corpus): Promise<Cell[]> {
  const newsroom = await startNewsroom();
  newsroom.publish(OUTLET, { title: 'Arsip lama', published: new Date('2026-01-01T00:00:00Z') });
  const stack = await startStack();
  try {
    const feed = await addFeed(stack, newsroom.url(OUTLET));
    await watch(size, corpus, stack);
    const first = await matchOne('Pasar ikan buka lagi', stack, feed, newsroom.publish);
    const second = await matchOne('Kapal wisata kembali berlayar', stack, feed, newsroom.publish);
    return [size, size > READ_DIRECTLY ? 'the saved index' : 'the queries', ...first, ...second];
  } finally {
    await stack.stop();
    await newsroom.stop();
  }
}

/** Registers so many distinct queries, long enough ago; or saves the index that maintain would make of them. */
async function watch(size: number, corpus: Corpus, stack: Stack): Promise<void> {
  const news = reachNews(stack);
  const now = new Date(stack.clock.now().getTime() - 3 * HOUR);
  if (size <= READ_DIRECTLY) {
    const queries = createQueries(news, systemRandom);
    await inParallel([...distinctQueries(size, corpus)], WRITES_AT_ONCE, (query) => queries.register(query, now));
  } else {
    const index = createIndex();
    for (const query of distinctQueries(size, corpus)) index.add(query);
    await saveSnapshot(index, now, createQuerySnapshots(news, systemRandom));
  }
  news.client.destroy();
}

function* distinctQueries(size: number, corpus: Corpus): Generator<ParsedQuery> {
  for (const { text } of corpus.wishes(Number.POSITIVE_INFINITY, size)) {
    const reading = parseQuery(text);
    if (!reading.ok) throw new Error(`${text}: ${reading.error.message}`);
    yield reading.query;
  }
}

/** The News table as an operator with all permissions reaches it. */
function reachNews({ endpoint, plan }: Stack): Connection {
  const principal = 'bench';
  endpoint.permit(principal, [{ Effect: 'Allow', Action: '*', Resource: '*' }]);
  const match = plan.functions.find(({ name }) => name === 'match')!;
  const client = new DynamoDBClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: principal, secretAccessKey: principal },
  });
  return { client, table: match.environment['NEWS_TABLE']! };
}

/** Publishes an article and waits for match: its seconds and read units. */
async function matchOne(
  title: string,
  stack: Stack,
  feed: string,
  publish: (outlet: string, item: { title: string; published: Date }) => void,
): Promise<[number, number]> {
  const before = stack.trace.length;
  publish(OUTLET, { title, published: stack.clock.now() });
  await pollNow(stack, feed);
  await stack.settle();
  const ran = stack.trace.slice(before);
  const match = ran.find((invocation) => invocation.function === 'match');
  if (match?.outcome !== 'ok') {
    const others = ran.map(({ function: name, outcome, error }) => `${name} ${outcome} ${error ?? ''}`).join(', ');
    throw new Error(`match did not see “${title}”: ${others}`);
  }
  return [match.ms / 1_000, match.calls.reduce((sum, call) => sum + call.readUnits, 0)];
}

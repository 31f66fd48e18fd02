/**
 * What interrupted work leaves behind, once a night: rows of people who do not watch (any more), queries that nobody
 * watches, and subscribers whose last channel has left.
 *
 * What is younger than an hour may be somebody signing up at this moment, and is spared.
 */
import { DAY, HOUR } from '../platform/clock.ts';
import type { ParsedQuery, QueryId } from '../queries/query.ts';
import { leave } from './leave.ts';
import type { PeoplePorts } from './ports.ts';
import type { ReconcilePorts } from './reconcile.ts';

const SPARED_MS = HOUR;
/** How long somebody whose last channel left can be found by an operator before everything goes. */
const LEFT_KEPT_MS = 7 * DAY;
const ROWS_A_PAGE = 500;

export interface QueryShelf {
  /** All, shard by shard, beginning with this one; past the last it goes on with the first. */
  listAll(from?: number): AsyncIterable<readonly { query: QueryId; text: string }[]>;
  register(query: Pick<ParsedQuery, 'id' | 'canonical'>, now: Date): Promise<void>;
  retire(query: QueryId, now: Date): Promise<void>;
}

export type TidyPorts = ReconcilePorts & { queries: QueryShelf };

export interface TidyReport {
  queries: number;
  retired: number;
  dangling: number;
  forgotten: number;
  /** Whether time was enough for all of it. */
  isWhole: boolean;
}

export async function tidy(ports: TidyPorts, isInTime: () => boolean): Promise<TidyReport> {
  const report: TidyReport = { queries: 0, retired: 0, dangling: 0, forgotten: 0, isWhole: true };
  report.forgotten = await forgetUnreachable(ports);
  for await (const page of ports.queries.listAll(shardOfTheNight(ports.clock()))) {
    for (const { query, text } of page) {
      if (!isInTime()) return { ...report, isWhole: false };
      const { dangling, watched } = await tidyAudience(query, ports);
      report.queries += 1;
      report.dangling += dangling;
      if (!watched && (await retire({ id: query, canonical: text }, ports))) report.retired += 1;
    }
  }
  return report;
}

/** Another one each night: when time is not enough for all, it is not always the same ones that are left out. */
const shardOfTheNight = (now: Date): number => Math.floor(now.getTime() / DAY);

async function tidyAudience(query: QueryId, ports: TidyPorts): Promise<{ dangling: number; watched: boolean }> {
  const now = ports.clock().getTime();
  let dangling = 0;
  let watched = false;
  let from: { shard: number; after: string } | undefined;
  do {
    const { members, next } = await ports.audience.list(query, ROWS_A_PAGE, from);
    for (const { subscriber, since } of members) {
      const isWatching = now - since < SPARED_MS || (await ports.subscriptions.find(subscriber, query)) !== null;
      if (isWatching) watched = true;
      else {
        await ports.audience.remove(query, subscriber);
        dangling += 1;
      }
    }
    from = next;
  } while (from);
  return { dangling, watched };
}

/**
 * Somebody may begin to watch while this looks. They write their audience row before they register the query: a row that
 * is there after the query went was perhaps too early for its own registration, which is then made here.
 */
async function retire(
  query: Pick<ParsedQuery, 'id' | 'canonical'>,
  { queries, audience, clock }: TidyPorts,
): Promise<boolean> {
  await queries.retire(query.id, clock());
  const { members, next } = await audience.list(query.id, 1);
  if (members.length === 0 && !next) return true;
  await queries.register(query, clock());
  return false;
}

async function forgetUnreachable(ports: ReconcilePorts & Pick<PeoplePorts, 'channels'>): Promise<number> {
  const before = new Date(ports.clock().getTime() - LEFT_KEPT_MS);
  let forgotten = 0;
  for (const { subscriber, kind } of await ports.channels.listLeft(before)) {
    const channels = await ports.channels.list(subscriber);
    if (channels.every(({ state }) => state === 'left')) {
      await leave(subscriber, ports);
      forgotten += 1;
    } else {
      const topicArn = channels.find((channel) => channel.kind === kind)?.topicArn;
      if (topicArn) await ports.topics.remove(topicArn);
      await ports.channels.remove(subscriber, kind);
    }
  }
  return forgotten;
}

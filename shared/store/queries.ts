/**
 * The distinct queries that somebody watches, and the log of their changes.
 *
 * The rows are hints (the subscription is the truth), so both writes are idempotent and may be repeated. The row is
 * written before the log: whoever misses the log line finds the row at its next cold start, and a log line never names
 * a query that is not there.
 */
import { Entity } from 'electrodb';
import { DAY, HOUR } from '../platform/clock.ts';
import { type Random, randomBase32 } from '../platform/ids.ts';
import type { ParsedQuery, QueryId } from '../queries/query.ts';
import type { QueryLog, StoredQuery } from '../queries/queryLog.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

export const QUERY_SHARDS = 64;
const LOG_DAYS = 3;

interface QueryChange extends StoredQuery {
  change: 'add' | 'remove';
}

export interface Queries extends QueryLog {
  /** Before the subscription is accepted: from its return on, no article passes match without being asked about it. */
  register(query: Pick<ParsedQuery, 'id' | 'canonical'>, now: Date): Promise<void>;
  /** When nobody watches it any more. */
  retire(query: QueryId, now: Date): Promise<void>;
  /** Page by page; strongly consistent, so that what a finished `register` wrote is there. All, from whichever shard. */
  listAll(from?: number): AsyncGenerator<StoredQuery[]>;
}

export function createQueries(connection: Connection, random: Random): Queries {
  const queries = queryEntity(connection);
  const log = queryLogEntity(connection);

  const record = async (change: QueryChange, now: Date): Promise<void> => {
    await log
      .put({
        ...change,
        hour: hourOf(now),
        at: `${now.toISOString()}#${randomBase32(random, 6)}`,
        expiresAt: Math.ceil((now.getTime() + LOG_DAYS * DAY) / 1_000),
      })
      .go();
  };

  const listShard = async (shard: string): Promise<StoredQuery[]> => {
    const { data } = await queries.query.primary({ shard }).go({ pages: 'all', consistent: true });
    return data.map(({ query, text }) => ({ query, text }));
  };

  return {
    async register({ id, canonical }, now) {
      await queries.put({ shard: shardOf(id), query: id, text: canonical }).go();
      await record({ query: id, text: canonical, change: 'add' }, now);
    },
    async retire(query, now) {
      await queries.delete({ shard: shardOf(query), query }).go();
      await record({ query, text: '', change: 'remove' }, now);
    },
    async isRegistered(query) {
      const { data } = await queries.get({ shard: shardOf(query), query }).go({ consistent: true });
      return data !== null;
    },
    async *listAll(from = 0) {
      for (let first = from; first < from + QUERY_SHARDS; first += SHARDS_AT_ONCE) {
        const shards = Array.from({ length: SHARDS_AT_ONCE }, (_, index) => shardName((first + index) % QUERY_SHARDS));
        yield* await Promise.all(shards.map(listShard));
      }
    },
    async changesSince(since, now) {
      const pages = await Promise.all(
        hoursBetween(since, now).map((hour) =>
          log.query.primary({ hour }).gte({ at: since.toISOString() }).go({ pages: 'all', consistent: true }),
        ),
      );
      return pages.flatMap(({ data }) => data.map(({ query, text, change }) => ({ query, text, change })));
    },
  };
}

const SHARDS_AT_ONCE = 16;

const shardName = (shard: number): string => shard.toString(16).padStart(2, '0');

/** Ids are hashes already: their first byte spreads them evenly. */
const shardOf = (query: QueryId): string => shardName(Buffer.from(query, 'base64url')[0]! % QUERY_SHARDS);

const hourOf = (instant: Date): string => instant.toISOString().slice(0, 13);

function hoursBetween(from: Date, to: Date): string[] {
  const hours: string[] = [];
  for (let at = Math.floor(from.getTime() / HOUR) * HOUR; at <= to.getTime(); at += HOUR)
    hours.push(hourOf(new Date(at)));
  return hours;
}

function queryEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'query', version: '1', service: 'siaga' },
      attributes: {
        shard: { type: 'string', required: true },
        query: { type: 'string', required: true },
        text: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['shard'], template: 'QS#${shard}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['query'], template: '${query}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

function queryLogEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'queryLog', version: '1', service: 'siaga' },
      attributes: {
        hour: { type: 'string', required: true },
        /** ISO time, then chance: in order of time, and two writers never meet. */
        at: { type: 'string', required: true },
        query: { type: 'string', required: true },
        text: { type: 'string', required: true },
        change: { type: ['add', 'remove'] as const, required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['hour'], template: 'QL#${hour}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['at'], template: '${at}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

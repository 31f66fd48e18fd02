/** Held mailboxes by the minute when they are due, on four shards; the digest tick reads every minute's. 8 days. */
import { Entity } from 'electrodb';
import type { HoldStore } from '../delivery/hold.ts';
import { DAY } from '../platform/clock.ts';
import { hash } from '../platform/ids.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

const HOLD_SHARDS = 4;
const HOLD_DAYS = 8;

export function createHolds(connection: Connection): HoldStore {
  const holds = holdEntity(connection);
  return {
    async hold({ subscriber, channel }, minute) {
      const expiresAt = Math.ceil((minute.getTime() + HOLD_DAYS * DAY) / 1_000);
      await holds.put({ minute: nameOf(minute), shard: shardOf(subscriber), subscriber, channel, expiresAt }).go();
    },
    async due(minute) {
      const shards = Array.from({ length: HOLD_SHARDS }, (_, shard) => shard);
      const pages = await Promise.all(
        shards.map((shard) => holds.query.primary({ minute: nameOf(minute), shard }).go({ pages: 'all' })),
      );
      return pages.flatMap(({ data }) => data.map(({ subscriber, channel }) => ({ subscriber, channel })));
    },
  };
}

const nameOf = (minute: Date): string => minute.toISOString().slice(0, 16);

const shardOf = (subscriber: string): number => Buffer.from(hash(subscriber), 'base64url')[0]! % HOLD_SHARDS;

function holdEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'hold', version: '1', service: 'siaga' },
      attributes: {
        /** UTC, `2026-11-23T22:00`. */
        minute: { type: 'string', required: true },
        shard: { type: 'number', required: true },
        subscriber: { type: 'string', required: true },
        channel: { type: ['email', 'sms'] as const, required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: {
            field: TABLE_KEYS.partition,
            composite: ['minute', 'shard'],
            template: 'DUE#${minute}#${shard}',
            casing: 'none',
          },
          sk: {
            field: TABLE_KEYS.sort,
            composite: ['subscriber', 'channel'],
            template: '${subscriber}#${channel}',
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );
}

/** Limits: `RL#what#bucket` / `L`. One bounded addition decides; over the bound nothing is counted. */
import { Entity } from 'electrodb';
import { DAY } from '../platform/clock.ts';
import type { Limit, LimitStore } from '../subscribers/ports.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

export function createLimits(connection: Connection): LimitStore {
  const limits = limitEntity(connection);
  return {
    async take({ what, bucket, most, until }, amount = 1) {
      if (amount > most) return false;
      return isWritten(
        limits
          .upsert({ what, bucket, ...expiry(until) })
          .add({ count: amount })
          .where(({ count }, { notExists, lte }) => `${notExists(count)} OR ${lte(count, most - amount)}`)
          .go(),
      );
    },
    async giveBack({ what, bucket }, amount = 1) {
      await isWritten(
        limits
          .patch({ what, bucket })
          .subtract({ count: amount })
          .where(({ count }, { gte }) => gte(count, amount))
          .go(),
      );
    },
    async set({ what, bucket, until }, count) {
      await limits.put({ what, bucket, count, ...expiry(until) }).go();
    },
  };
}

const expiry = (until: Limit['until']) => (until === null ? {} : { expiresAt: expiresAfter(until, DAY) });

function limitEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'limit', version: '1', service: 'siaga' },
      attributes: {
        what: { type: 'string', required: true },
        bucket: { type: 'string', required: true },
        count: { type: 'number' },
        expiresAt: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: {
            field: TABLE_KEYS.partition,
            composite: ['what', 'bucket'],
            template: 'RL#${what}#${bucket}',
            casing: 'none',
          },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'L', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

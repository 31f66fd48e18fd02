/** Whose turn it is at a host: `HT#host` / `L`. Taken by one conditional write; one that was not given back ends by itself. */
import { Entity } from 'electrodb';
import { TURN_MS, type HostTurns } from '../feeds/hostTurn.ts';
import { DAY } from '../platform/clock.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

export function createHostTurns(connection: Connection): HostTurns {
  const turns = hostTurnEntity(connection);
  return {
    async take(host, now) {
      return isWritten(
        turns
          .upsert({ host, until: now.getTime() + TURN_MS, expiresAt: expiresAfter(now.getTime(), DAY) })
          .where(({ until }, { notExists, lte }) => `${notExists(until)} OR ${lte(until, now.getTime())}`)
          .go(),
      );
    },
    async giveBack(host) {
      await turns.upsert({ host, until: 0 }).go();
    },
  };
}

function hostTurnEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'hostTurn', version: '1', service: 'siaga' },
      attributes: {
        host: { type: 'string', required: true },
        until: { type: 'number', required: true },
        expiresAt: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['host'], template: 'HT#${host}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'L', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

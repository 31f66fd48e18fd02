/**
 * How far a tick has come: one small item for each, in the table that the tick may touch.
 *
 * The work of a minute is handed on first and the cursor advanced after it, so a crash means that minute again.
 */
import { Entity } from 'electrodb';
import type { Connection } from './connection.ts';
import { TABLE_KEYS } from './tables.ts';

export type Tick = 'dispatch' | 'digest' | 'reconcile' | 'maintain';

export interface Cursor {
  /** The last instant whose work has been handed on; null before the first. */
  read(): Promise<Date | null>;
  /** Exactly one of two racing ticks gets `true`. */
  advance(from: Date | null, to: Date): Promise<boolean>;
}

export function createCursor(connection: Connection, tick: Tick): Cursor {
  const cursors = cursorEntity(connection);
  return {
    async read() {
      const { data } = await cursors.get({ tick }).go({ consistent: true });
      return data ? new Date(data.through) : null;
    },
    async advance(from, to) {
      return isWritten(
        cursors
          .upsert({ tick, through: to.getTime() })
          .where(({ through }, { eq, notExists }) => (from ? eq(through, from.getTime()) : notExists(through)))
          .go(),
      );
    },
  };
}

function cursorEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'cursor', version: '1', service: 'siaga' },
      attributes: {
        tick: { type: 'string', required: true },
        /** Epoch milliseconds. */
        through: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['tick'], template: 'TICK#${tick}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'T', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/** Whether a conditional write was made: a refused condition is an answer, every other failure is thrown. */
export async function isWritten(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isConditionRefused(error)) return false;
    throw error;
  }
}

/** ElectroDB wraps the client's exception; its name tells a refused condition from a failure. */
function isConditionRefused(error: unknown): boolean {
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (cause.name === 'ConditionalCheckFailedException') return true;
  }
  return false;
}

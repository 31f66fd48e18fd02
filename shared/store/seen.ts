/** What has been seen of a feed, beside its state: `F#feed` / `N`. Written by poll after handing on, never expired. */
import { CustomAttributeType, Entity } from 'electrodb';
import type { SeenStore } from '../articles/seen.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS } from './tables.ts';

export function createSeen(connection: Connection): SeenStore & { forget(feed: string): Promise<void> } {
  const seen = seenEntity(connection);
  return {
    async read(feed) {
      const { data } = await seen.get({ feed }).go();
      return data?.entries ?? new Uint8Array();
    },
    async write(feed, entries) {
      await seen.put({ feed, entries }).go();
    },
    async forget(feed) {
      await seen.delete({ feed }).go();
    },
  };
}

function seenEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'seen', version: '1', service: 'siaga' },
      attributes: {
        feed: { type: 'string', required: true },
        entries: { type: CustomAttributeType<Uint8Array>('any'), required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['feed'], template: 'F#${feed}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'N', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/**
 * Which hub sends what is new in a feed, beside its state: `F#feed` / `H`.
 *
 * Written by poll before it asks the hub, and by the api when the hub asks back; goes with the feed.
 */
import { Entity } from 'electrodb';
import type { HubStore } from '../feeds/websub/subscription.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS } from './tables.ts';

export function createHubs(connection: Connection): HubStore & { forget(feed: string): Promise<void> } {
  const hubs = hubEntity(connection);
  return {
    async find(feed) {
      const { data } = await hubs.get({ feed }).go({ consistent: true });
      return data;
    },
    async put(subscription) {
      await hubs.put(subscription).go();
    },
    async forget(feed) {
      await hubs.delete({ feed }).go();
    },
  };
}

function hubEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'hub', version: '1', service: 'siaga' },
      attributes: {
        feed: { type: 'string', required: true },
        token: { type: 'string', required: true },
        secret: { type: 'string', required: true },
        hub: { type: 'string', required: true },
        topic: { type: 'string', required: true },
        askedAt: { type: 'number', required: true },
        asked: { type: 'number', required: true },
        leaseUntil: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['feed'], template: 'F#${feed}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'H', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

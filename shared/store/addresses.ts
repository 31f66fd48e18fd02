/** Addresses: `E#hash` / `A`. One address belongs to one subscriber; of two who claim it, one wins, and both learn who. */
import { Entity } from 'electrodb';
import { addressKey } from '../subscribers/address.ts';
import type { AddressStore } from '../subscribers/ports.ts';
import { ChannelKind } from '../subscribers/subscriber.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { TABLE_KEYS } from './tables.ts';

export function createAddresses(connection: Connection): AddressStore {
  const addresses = addressEntity(connection);
  return {
    async claim(address, { subscriber, kind }) {
      const { data } = await addresses
        .upsert({ key: addressKey(kind, address) })
        .ifNotExists({ subscriber, kind })
        .go({ response: 'all_new' });
      return { subscriber: data.subscriber, kind: data.kind };
    },
    async find(kind, address) {
      const { data } = await addresses.get({ key: addressKey(kind, address) }).go({ consistent: true });
      return data && { subscriber: data.subscriber, kind: data.kind };
    },
    async release(address, { subscriber, kind }) {
      await isWritten(
        addresses
          .delete({ key: addressKey(kind, address) })
          .where((attributes, { eq }) => eq(attributes.subscriber, subscriber))
          .go(),
      );
    },
  };
}

function addressEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'address', version: '1', service: 'siaga' },
      attributes: {
        key: { type: 'string', required: true },
        subscriber: { type: 'string', required: true },
        kind: { type: ChannelKind.options, required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['key'], template: 'E#${key}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'A', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

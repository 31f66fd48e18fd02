/** Subscriptions: `U#subscriber` / `S#query`. The truth about a wish: written last when it begins, deleted first when it ends. */
import { Entity, type EntityItem } from 'electrodb';
import type { SubscriptionStore } from '../subscribers/ports.ts';
import { Mode, type Subscription } from '../subscribers/subscriber.ts';
import type { Connection } from './connection.ts';
import { defined } from './defined.ts';
import { TABLE_KEYS } from './tables.ts';

export function createSubscriptions(connection: Connection): SubscriptionStore {
  const subscriptions = subscriptionEntity(connection);
  return {
    async list(subscriber) {
      const { data } = await subscriptions.query.primary({ subscriber }).go({ consistent: true, pages: 'all' });
      return data.map(toSubscription).sort((one, other) => one.since - other.since);
    },
    async find(subscriber, query) {
      const { data } = await subscriptions.get({ subscriber, query }).go({ consistent: true });
      return data && toSubscription(data);
    },
    async put(subscription) {
      await subscriptions.put(defined(subscription)).go();
    },
    async remove(subscriber, query) {
      await subscriptions.delete({ subscriber, query }).go();
    },
  };
}

type SubscriptionItem = EntityItem<ReturnType<typeof subscriptionEntity>>;

const toSubscription = ({ modes, ...item }: SubscriptionItem): Subscription => ({
  ...item,
  modes: { ...(modes.email && { email: modes.email }), ...(modes.sms && { sms: modes.sms }) },
});

function subscriptionEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'subscription', version: '1', service: 'siaga' },
      attributes: {
        subscriber: { type: 'string', required: true },
        query: { type: 'string', required: true },
        text: { type: 'string', required: true },
        modes: {
          type: 'map',
          required: true,
          properties: { email: { type: Mode.options }, sms: { type: Mode.options } },
        },
        urgent: { type: 'boolean', required: true },
        since: { type: 'number', required: true },
        alertsSince: { type: 'number' },
        stopToken: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['query'], template: 'S#${query}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/**
 * Subscribers: `U#subscriber` / `P`, and the wheel of digests `D#hhmm#shard` / `subscriber` (UTC).
 *
 * Who is leaving has the slot `leaving`: no digest tick finds them any more, and the erasure that goes on does.
 * `find` calls them absent. Their tokens stay on the item until the erasure has
 * removed what they open.
 */
import { Entity, type EntityItem } from 'electrodb';
import * as z from 'zod';
import { SLOT_SHARDS } from '../subscribers/digestSlot.ts';
import type { SubscriberChanges, SubscriberStore } from '../subscribers/ports.ts';
import { Language, type LinkTokens, type Subscriber, type SubscriberId } from '../subscribers/subscriber.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { defined } from './defined.ts';
import { INDEX, TABLE_KEYS } from './tables.ts';

const LEAVING = 'leaving';

export function createSubscribers(connection: Connection): SubscriberStore {
  const subscribers = subscriberEntity(connection);

  const inSlot = async (time: string): Promise<SubscriberId[]> => {
    const shards = Array.from({ length: SLOT_SHARDS }, (_, shard) => shard);
    const pages = await Promise.all(
      shards.map((shard) =>
        // The index holds keys only: what ElectroDB would check an item's ownership by is not in it.
        subscribers.query.slot({ time, shard }).go({ data: 'includeKeys', ignoreOwnership: true, pages: 'all' }),
      ),
    );
    return pages.flatMap(({ data }) => SlotRows.parse(data).map((row) => row[INDEX.sort]));
  };

  return {
    inSlot,
    listLeaving: () => inSlot(LEAVING),
    async find(id) {
      const { data } = await subscribers.get({ id }).go({ consistent: true });
      return data && toSubscriber(data);
    },
    async add(subscriber, slot) {
      return isWritten(subscribers.create(defined({ ...subscriber, ...slot })).go());
    },
    async update({ id, ver }, changes, slot) {
      const { set, remove } = split(changes);
      return isWritten(
        subscribers
          .patch({ id })
          .set({ ...set, ...slot, ver: ver + 1 })
          .remove(remove)
          .where((attributes, { eq }) => eq(attributes.ver, ver))
          .go(),
      );
    },
    async markLeaving(id) {
      let tokens: LinkTokens | null = null;
      await isWritten(
        subscribers
          .patch({ id })
          .set({ time: LEAVING, shard: 0 })
          .add({ ver: 1 })
          .remove([...PERSONAL])
          .go({ response: 'all_new' })
          .then(({ data }) => (tokens = toTokens(data))),
      );
      return tokens;
    },
    async remove(id) {
      await subscribers.delete({ id }).go();
    },
  };
}

const PERSONAL = ['language', 'timeZone', 'digestAt', 'emptyDigests', 'quietFrom', 'quietTo', 'pausedAt'] as const;

const toTokens = ({ manageToken = '', pauseToken = '', leaveToken = '' }: Partial<LinkTokens>): LinkTokens => ({
  manageToken,
  pauseToken,
  leaveToken,
});

const SlotRows = z.array(z.object({ [INDEX.sort]: z.string() }));

type SubscriberItem = EntityItem<ReturnType<typeof subscriberEntity>>;

function toSubscriber({ time, shard: _, ...item }: SubscriberItem): Subscriber | null {
  const { language, timeZone, digestAt, manageToken, pauseToken, leaveToken } = item;
  if (time === LEAVING || !language || !timeZone || !digestAt || !manageToken || !pauseToken || !leaveToken)
    return null;
  return {
    ...item,
    language,
    timeZone,
    digestAt,
    manageToken,
    pauseToken,
    leaveToken,
    emptyDigests: item.emptyDigests ?? false,
    digestedThrough: item.digestedThrough ?? 0,
    createdAt: item.createdAt ?? 0,
  };
}

type Removable = 'quietFrom' | 'quietTo' | 'pausedAt';

function split(changes: SubscriberChanges) {
  const entries = Object.entries(changes);
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined)),
    remove: entries.filter(([, value]) => value === null).map(([name]) => name as Removable),
  };
}

function subscriberEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'subscriber', version: '1', service: 'siaga' },
      attributes: {
        id: { type: 'string', required: true },
        language: { type: Language.options },
        timeZone: { type: 'string' },
        digestAt: { type: 'string' },
        emptyDigests: { type: 'boolean' },
        quietFrom: { type: 'string' },
        quietTo: { type: 'string' },
        pausedAt: { type: 'number' },
        digestedThrough: { type: 'number' },
        manageToken: { type: 'string' },
        pauseToken: { type: 'string' },
        leaveToken: { type: 'string' },
        createdAt: { type: 'number' },
        ver: { type: 'number', required: true },
        /** Of the index: the next digest's minute of the day in UTC, `2300`, or `leaving`. */
        time: { type: 'string', required: true },
        shard: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['id'], template: 'U#${id}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'P', casing: 'none' },
        },
        slot: {
          index: INDEX.name,
          pk: { field: INDEX.partition, composite: ['time', 'shard'], template: 'D#${time}#${shard}', casing: 'none' },
          sk: { field: INDEX.sort, composite: ['id'], template: '${id}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/**
 * Channels: `U#subscriber` / `C#channel`, and the lists by state `CS#list` / `since#subscriber#channel`.
 *
 * A channel that has just been verified stays in the list of the pending until its welcome has been handed on: whoever
 * dies in between leaves it where the next look finds it.
 */
import { Entity, type EntityItem } from 'electrodb';
import * as z from 'zod';
import type { ChannelChanges, ChannelRef, ChannelStore } from '../subscribers/ports.ts';
import { type Channel, ChannelKind, ChannelState } from '../subscribers/subscriber.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { defined } from './defined.ts';
import { INDEX, TABLE_KEYS } from './tables.ts';

export function createChannels(connection: Connection): ChannelStore {
  const channels = channelEntity(connection);

  const listed = async (query: Promise<{ data: unknown }>): Promise<ChannelRef[]> =>
    IndexRows.parse((await query).data).map((row) => toRef(row[INDEX.sort]));

  const listBefore = (list: ChannelState, before: Date): Promise<ChannelRef[]> =>
    listed(
      channels.query
        .byState({ list })
        .lt({ since: sortable(before.getTime()) })
        .go({ data: 'includeKeys', ignoreOwnership: true, pages: 'all' }),
    );

  return {
    async find(subscriber, kind) {
      const { data } = await channels.get({ subscriber, kind }).go({ consistent: true });
      return data && toChannel(data);
    },
    async list(subscriber) {
      const { data } = await channels.query.primary({ subscriber }).go({ consistent: true, pages: 'all' });
      return data.map(toChannel);
    },
    async add(channel) {
      return isWritten(
        channels.create(defined({ ...channel, list: channel.state, since: sortable(channel.askedAt) })).go(),
      );
    },
    async update({ subscriber, kind, ver }, changes) {
      const { set, remove } = split(changes);
      return isWritten(
        channels
          .patch({ subscriber, kind })
          .set({ ...set, ...place(changes), ver: ver + 1 })
          .remove(remove)
          .where((attributes, { eq }) => eq(attributes.ver, ver))
          .go(),
      );
    },
    async settle({ subscriber, kind }, verifiedAt) {
      await isWritten(
        channels
          .patch({ subscriber, kind })
          .set({ list: 'verified', since: sortable(verifiedAt) })
          .where(({ state }, { eq }) => eq(state, 'verified'))
          .go(),
      );
    },
    async remove(subscriber, kind) {
      await channels.delete({ subscriber, kind }).go();
    },
    // The index holds keys only: what ElectroDB would check an item's ownership by is not in it.
    async listPending(from, to) {
      return listed(
        channels.query
          .byState({ list: 'pending' })
          .between({ since: sortable(from.getTime()) }, { since: sortable(to.getTime() + 1) })
          .go({ data: 'includeKeys', ignoreOwnership: true, pages: 'all' }),
      );
    },
    listVerified: (before) => listBefore('verified', before),
    listLeft: (before) => listBefore('left', before),
  };
}

/** Where a change puts it. */
function place({ state, leftAt, askedAt }: ChannelChanges): { list?: ChannelState; since?: string } {
  if (state === 'left' && leftAt) return { list: 'left', since: sortable(leftAt) };
  return askedAt ? { list: 'pending', since: sortable(askedAt) } : {};
}

/** Thirteen digits until the year 2286: in order as text. */
const sortable = (time: number): string => String(time).padStart(13, '0');

const IndexRows = z.array(z.object({ [INDEX.sort]: z.string() }));

function toRef(sortKey: string): ChannelRef {
  const [since = '', subscriber = '', kind] = sortKey.split('#');
  return { subscriber, kind: ChannelKind.parse(kind), since: Number(since) };
}

type ChannelItem = EntityItem<ReturnType<typeof channelEntity>>;

const toChannel = ({ list: _, since: __, ...channel }: ChannelItem): Channel => channel;

type Removable = 'code' | 'codeExpiresAt' | 'topicArn' | 'subscriptionArn' | 'verifiedAt' | 'leftAt';

function split(changes: ChannelChanges) {
  const entries = Object.entries(changes);
  return {
    set: Object.fromEntries(entries.filter(([, value]) => value !== null && value !== undefined)),
    remove: entries.filter(([, value]) => value === null).map(([name]) => name as Removable),
  };
}

function channelEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'channel', version: '1', service: 'siaga' },
      attributes: {
        subscriber: { type: 'string', required: true },
        kind: { type: ChannelKind.options, required: true },
        address: { type: 'string', required: true },
        state: { type: ChannelState.options, required: true },
        topicArn: { type: 'string' },
        subscriptionArn: { type: 'string' },
        code: { type: 'string' },
        codeExpiresAt: { type: 'number' },
        codeAttempts: { type: 'number', required: true },
        createdAt: { type: 'number', required: true },
        askedAt: { type: 'number', required: true },
        verifiedAt: { type: 'number' },
        leftAt: { type: 'number' },
        ver: { type: 'number', required: true },
        /** Of the index: the list that it stands in, and its place there. */
        list: { type: ChannelState.options, required: true },
        since: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['kind'], template: 'C#${kind}', casing: 'none' },
        },
        byState: {
          index: INDEX.name,
          pk: { field: INDEX.partition, composite: ['list'], template: 'CS#${list}', casing: 'none' },
          sk: {
            field: INDEX.sort,
            composite: ['since', 'subscriber', 'kind'],
            template: '${since}#${subscriber}#${kind}',
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );
}

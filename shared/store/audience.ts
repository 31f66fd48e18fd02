/**
 * The audience of a query: `QA#query#shard` / `subscriber`.
 *
 * Shard 0 holds the first 2,000; then a mark is put into it, and new rows go to shards 1 to 16 by a hash. Nothing is
 * ever moved: shard 0 is still read, and whoever stands in it stays in it.
 */
import { Entity } from 'electrodb';
import * as z from 'zod';
import { hash } from '../platform/ids.ts';
import type { AudienceRow, AudienceStore } from '../subscribers/ports.ts';
import { ChannelKind } from '../subscribers/subscriber.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS } from './tables.ts';

export const FIRST_SHARD_MOST = 2_000;
const SHARDS = 16;
/** After every subscriber's id. */
const MARK = '~';
/** Before every subscriber's id. */
const START = '!';

export function createAudience(connection: Connection, { firstShardMost = FIRST_SHARD_MOST } = {}): AudienceStore {
  const audience = audienceEntity(connection);

  const isInFirst = async (query: string, subscriber: string): Promise<boolean> => {
    const { data } = await audience.get({ query, shard: 0, subscriber }).go({ consistent: true });
    return data !== null;
  };

  const isFirstFull = async (query: string): Promise<boolean> => {
    if (await isInFirst(query, MARK)) return true;
    const { data } = await audience.query.primary({ query, shard: 0 }).go({ count: firstShardMost });
    if (data.length < firstShardMost) return false;
    await audience.put({ query, shard: 0, subscriber: MARK, channels: [], since: 0 }).go();
    return true;
  };

  return {
    async put(query, row) {
      const belongsInFirst = (await isInFirst(query, row.subscriber)) || !(await isFirstFull(query));
      await audience.put({ query, shard: belongsInFirst ? 0 : shardOf(row.subscriber), ...row }).go();
    },
    async remove(query, subscriber) {
      await Promise.all([0, shardOf(subscriber)].map((shard) => audience.delete({ query, shard, subscriber }).go()));
    },
    async list(query, most, from = { shard: 0, after: START }) {
      const { data, cursor } = await audience.query
        .primary({ query, shard: from.shard })
        .gt({ subscriber: from.after })
        .go({ count: most, consistent: true });
      const members = data.filter(({ subscriber }) => subscriber !== MARK).map(toRow);
      const last = data.at(-1)?.subscriber;
      const goesOn =
        from.shard === 0 ? last === MARK || (!last && (await isInFirst(query, MARK))) : from.shard < SHARDS;
      if (cursor && last && last !== MARK) return { members, next: { shard: from.shard, after: last } };
      return goesOn ? { members, next: { shard: from.shard + 1, after: START } } : { members };
    },
  };
}

const Channels = z.array(ChannelKind);

const toRow = ({
  subscriber,
  channels,
  since,
}: {
  subscriber: string;
  channels: string[];
  since: number;
}): AudienceRow => ({
  subscriber,
  channels: Channels.parse(channels),
  since,
});

const shardOf = (subscriber: string): number => (Buffer.from(hash(subscriber), 'base64url')[0]! % SHARDS) + 1;

function audienceEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'audience', version: '1', service: 'siaga' },
      attributes: {
        query: { type: 'string', required: true },
        shard: { type: 'number', required: true },
        subscriber: { type: 'string', required: true },
        channels: { type: 'list', items: { type: 'string' }, required: true },
        since: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: {
            field: TABLE_KEYS.partition,
            composite: ['query', 'shard'],
            template: 'QA#${query}#${shard}',
            casing: 'none',
          },
          sk: { field: TABLE_KEYS.sort, composite: ['subscriber'], template: '${subscriber}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/** Feed cards: what lists show of a feed, `FD#s` / feed, in 16 shards by the first hex digit of a hash. */
import { createHash } from 'node:crypto';
import { Entity } from 'electrodb';
import { HEALTHS, type FeedCard, type FeedCards } from '../feeds/feed.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS } from './tables.ts';

const SHARDS = [...'0123456789abcdef'];

export function createFeedCards(connection: Connection): FeedCards {
  const cards = feedCardEntity(connection);
  return {
    async put(card) {
      await cards.put({ ...card, shard: shardOf(card.feed) }).go();
    },
    async remove(feed) {
      await cards.delete({ feed, shard: shardOf(feed) }).go();
    },
    async list() {
      const shards = SHARDS.map(async (shard): Promise<FeedCard[]> => {
        const { data } = await cards.query.primary({ shard }).go({ pages: 'all' });
        return data.map(({ shard: _, ...card }) => card);
      });
      return (await Promise.all(shards)).flat();
    },
  };
}

const shardOf = (feed: string): string => createHash('sha256').update(feed).digest('hex').slice(0, 1);

function feedCardEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'feedCard', version: '1', service: 'siaga' },
      attributes: {
        shard: { type: 'string', required: true },
        feed: { type: 'string', required: true },
        url: { type: 'string', required: true },
        movedTo: { type: 'string' },
        title: { type: 'string', required: true },
        lang: { type: 'string', required: true },
        labels: { type: 'list', items: { type: 'string' }, required: true },
        health: { type: HEALTHS, required: true },
        since: { type: 'number', required: true },
        trouble: { type: 'string', required: true },
        found: { type: 'list', items: { type: 'string' } },
        lastNewAt: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['shard'], template: 'FD#${shard}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['feed'], template: '${feed}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

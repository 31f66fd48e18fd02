/**
 * Feeds: the polling state, `F#feed` / `S`, and the index of slots `W#interval#phase` / `host#feed`.
 *
 * The index is rewritten only by an update that names `interval`, `phase` or `host`, so that a poll which finds nothing
 * costs one write unit. Every update asks for the version that was read: of two polls of one feed, one counts.
 */
import { CustomAttributeType, Entity } from 'electrodb';
import * as z from 'zod';
import { HEALTHS, type FeedStore, type IntervalClass } from '../feeds/feed.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { createHubs } from './hubs.ts';
import { createSeen } from './seen.ts';
import { INDEX, TABLE_KEYS } from './tables.ts';

export function createFeeds(connection: Connection): FeedStore {
  const feeds = feedEntity(connection);
  const seen = createSeen(connection);
  const hubs = createHubs(connection);
  return {
    async find(feed) {
      const { data } = await feeds.get({ feed }).go();
      return data;
    },
    async findNow(feed) {
      const { data } = await feeds.get({ feed }).go({ consistent: true });
      return data;
    },
    async add(feed) {
      return isWritten(feeds.create(feed).go());
    },
    async update({ feed, host, interval, phase, ver }, changes) {
      const moves = changes.interval !== undefined || changes.phase !== undefined || changes.host !== undefined;
      return isWritten(
        feeds
          .patch({ feed })
          .set({ ...(moves && { host, interval, phase }), ...changes, ver: ver + 1 })
          .where((attributes, { eq }) => eq(attributes.ver, ver))
          .go(),
      );
    },
    async remove(feed) {
      await feeds.delete({ feed }).go();
      await seen.forget(feed);
      await hubs.forget(feed);
    },
    async inSlot(slot) {
      // The index holds keys only: what ElectroDB would check an item's ownership by is not in it.
      const { data } = await feeds.query.slot(slot).go({ data: 'includeKeys', ignoreOwnership: true, pages: 'all' });
      return SlotRows.parse(data).map(({ gsi1sk }) => {
        const end = gsi1sk.lastIndexOf('#');
        return { host: gsi1sk.slice(0, end), feed: gsi1sk.slice(end + 1) };
      });
    },
  };
}

const SlotRows = z.array(z.object({ [INDEX.sort]: z.string() }));

function feedEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'feed', version: '1', service: 'siaga' },
      attributes: {
        feed: { type: 'string', required: true },
        url: { type: 'string', required: true },
        host: { type: 'string', required: true },
        title: { type: 'string', required: true },
        lang: { type: 'string', required: true },
        labels: { type: 'list', items: { type: 'string' }, required: true },
        interval: { type: CustomAttributeType<IntervalClass>('number'), required: true },
        phase: { type: 'number', required: true },
        notBefore: { type: 'number', required: true },
        etag: { type: 'string', required: true },
        lastModified: { type: 'string', required: true },
        validatorsAt: { type: 'number' },
        bodyHash: { type: 'string', required: true },
        health: { type: HEALTHS, required: true },
        since: { type: 'number', required: true },
        failures: { type: 'number', required: true },
        lastFailure: { type: 'string', required: true },
        firstPolledAt: { type: 'number' },
        lastPolledAt: { type: 'number' },
        lastNewAt: { type: 'number' },
        gapMs: { type: 'number' },
        askedMs: { type: 'number' },
        skipHours: { type: 'number' },
        skipDays: { type: 'number' },
        movedTo: { type: 'string' },
        redirectTo: { type: 'string' },
        redirectPolls: { type: 'number' },
        hubKey: { type: 'string' },
        hubCheckAt: { type: 'number' },
        pushedAt: { type: 'number' },
        found: { type: 'list', items: { type: 'string' } },
        ver: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['feed'], template: 'F#${feed}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'S', casing: 'none' },
        },
        slot: {
          index: INDEX.name,
          pk: {
            field: INDEX.partition,
            composite: ['interval', 'phase'],
            template: 'W#${interval}#${phase}',
            casing: 'none',
          },
          sk: { field: INDEX.sort, composite: ['host', 'feed'], template: '${host}#${feed}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/**
 * What is owed to a channel of a subscriber, one item for each story and revision, 35 days.
 *
 * The state is the first writer's: alert adds queries to an item in any state and never opens it again. Sort keys hold
 * the story's id, which is in order of time, so the days that deliver looks at are a range of keys.
 */
import { Entity } from 'electrodb';
import type { OwedRow, OwedStore } from '../delivery/owed.ts';
import { inParallel } from '../feeds/inParallel.ts';
import { DAY, HOUR } from '../platform/clock.ts';
import { storyIdRanges } from '../stories/storyId.ts';
import { isWritten } from './cursors.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

const OWED_DAYS = 35;
const WRITES_AT_ONCE = 10;

export function createOwed(connection: Connection, clock: () => Date): OwedStore {
  const rows = owedEntity(connection);
  const expiresAt = (now: Date): number => Math.ceil((now.getTime() + OWED_DAYS * DAY) / 1_000);

  return {
    async owe(key, queries, state, now) {
      const { data } = await rows
        .upsert(key)
        .ifNotExists({ state, at: now.getTime(), expiresAt: expiresAt(now) })
        .add({ queries: [...queries] })
        .go({ response: 'all_new' });
      return data.state;
    },
    async list({ subscriber, channel }, since) {
      const ranges = storyIdRanges(since, new Date(clock().getTime() + HOUR));
      const pages = await Promise.all(
        ranges.map(({ first, last }) =>
          rows.query
            .primary({ subscriber, channel })
            .between({ story: first }, { story: last })
            .go({ pages: 'all', consistent: true }),
        ),
      );
      return pages.flatMap(({ data }) => data.map(toRow));
    },
    async settle({ subscriber, channel }, settled, how) {
      await inParallel(settled, WRITES_AT_ONCE, async ({ story, revision }) => {
        const { at: settledAt, ...change } = how;
        await isWritten(
          rows
            .patch({ subscriber, channel, story, revision })
            .set({ ...change, settledAt })
            .go(),
        );
      });
    },
    async claimSent({ subscriber, channel }, stories, seq, now) {
      await inParallel(stories, WRITES_AT_ONCE, async (story) => {
        await rows
          .upsert({ subscriber, channel, story, revision: 0 })
          .ifNotExists({ state: 'sent', at: now.getTime(), seq, expiresAt: expiresAt(now) })
          .go();
      });
    },
  };
}

type OwedItem = Omit<OwedRow, 'queries'> & { queries?: string[] | undefined };

const toRow = ({ story, revision, queries, state, at }: OwedItem): OwedRow => ({
  story,
  revision,
  queries: queries ?? [],
  state,
  at,
});

function owedEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'owed', version: '1', service: 'siaga' },
      attributes: {
        subscriber: { type: 'string', required: true },
        channel: { type: ['email', 'sms'] as const, required: true },
        story: { type: 'string', required: true },
        revision: { type: 'number', required: true },
        queries: { type: 'set', items: 'string' },
        state: { type: ['owed', 'late', 'sent', 'dropped', 'unknown'] as const, required: true },
        /** Why it was not sent. */
        reason: { type: 'string' },
        /** Epoch milliseconds of the first writing. */
        at: { type: 'number', required: true },
        settledAt: { type: 'number' },
        /** The message that it stood in. */
        seq: { type: 'number' },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: {
            field: TABLE_KEYS.sort,
            composite: ['channel', 'story', 'revision'],
            template: 'O#${channel}#${story}#${revision}',
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );
}

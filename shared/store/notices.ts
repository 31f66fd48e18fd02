/** Notices (codes, welcomes, personal links) and their leases, 7 days. */
import { Entity } from 'electrodb';
import { type Notice, NOTICE_KINDS, type NoticeStore } from '../delivery/notice.ts';
import { DAY } from '../platform/clock.ts';
import { isWritten } from './cursors.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

const NOTICE_DAYS = 7;

export function createNotices(connection: Connection): NoticeStore {
  const notices = noticeEntity(connection);
  return {
    async add({ subscriber, id, kind, channel }, now) {
      const expiresAt = Math.ceil((now.getTime() + NOTICE_DAYS * DAY) / 1_000);
      const notice = {
        subscriber,
        notice: id,
        kind,
        channel,
        state: 'due',
        attempts: 0,
        leaseUntil: 0,
        expiresAt,
      } as const;
      await isWritten(notices.create(notice).go());
    },
    async find(subscriber, id) {
      const { data } = await notices.get({ subscriber, notice: id }).go({ consistent: true });
      if (!data) return null;
      const { notice, kind, channel, state, attempts, leaseUntil } = data;
      return { subscriber, id: notice, kind, channel, state, attempts, leaseUntil };
    },
    async lease({ subscriber, id, attempts }: Notice, until, now) {
      return isWritten(
        notices
          .patch({ subscriber, notice: id })
          .set({ attempts: attempts + 1, leaseUntil: until })
          .where(
            (notice, { eq, lte }) => `${eq(notice.attempts, attempts)} AND ${lte(notice.leaseUntil, now.getTime())}`,
          )
          .go(),
      );
    },
    async finish({ subscriber, id }, state, reason) {
      await isWritten(
        notices
          .patch({ subscriber, notice: id })
          .set({ state, ...(reason && { reason }) })
          .go(),
      );
    },
  };
}

function noticeEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'notice', version: '1', service: 'siaga' },
      attributes: {
        subscriber: { type: 'string', required: true },
        notice: { type: 'string', required: true },
        kind: { type: NOTICE_KINDS, required: true },
        channel: { type: ['email', 'sms'] as const, required: true },
        state: { type: ['due', 'sent', 'dropped', 'unknown'] as const, required: true },
        attempts: { type: 'number', required: true },
        /** Epoch milliseconds; 0 when nobody holds it. */
        leaseUntil: { type: 'number', required: true },
        reason: { type: 'string' },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['notice'], template: 'N#${notice}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

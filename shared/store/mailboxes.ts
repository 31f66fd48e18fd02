/**
 * Mailboxes: when a channel may next send, and its intent. The gate is `claim`: of two who read the same `ver` one wins,
 * and none before `nextAt`.
 */
import { Entity, type EntityItem } from 'electrodb';
import { EMPTY_MAILBOX, type Intent, type Mailbox, type MailboxStore } from '../delivery/mailbox.ts';
import { DROP_REASONS } from '../delivery/owed.ts';
import { isWritten } from './cursors.ts';
import type { Connection } from './connection.ts';
import { defined } from './defined.ts';
import { TABLE_KEYS } from './tables.ts';

export function createMailboxes(connection: Connection): MailboxStore {
  const mailboxes = mailboxEntity(connection);
  return {
    async read({ subscriber, channel }) {
      const { data } = await mailboxes.get({ subscriber, channel }).go({ consistent: true });
      return data ? toMailbox(data) : EMPTY_MAILBOX;
    },
    async claim({ subscriber, channel }, ver, claim, now) {
      return isWritten(
        mailboxes
          .upsert({ subscriber, channel, ...claim, intent: toItem(claim.intent), ver: ver + 1 })
          .where(({ ver: stored, nextAt }, { eq, lte, notExists }) =>
            ver === 0 ? notExists(stored) : `${eq(stored, ver)} AND ${lte(nextAt, now.getTime())}`,
          )
          .go(),
      );
    },
    async resolve({ subscriber, channel }, ver, { intent, ...times }) {
      return isWritten(
        mailboxes
          .patch({ subscriber, channel })
          .set({ ...times, intent: toItem(intent), ver: ver + 1 })
          .where(({ ver: stored }, { eq }) => eq(stored, ver))
          .go(),
      );
    },
    async noteWakeUp({ subscriber, channel }, wakeAt) {
      await isWritten(mailboxes.patch({ subscriber, channel }).set({ wakeAt }).go());
    },
  };
}

const toItem = ({ ids, queries, ...intent }: Intent) => ({
  ...intent,
  ids: [...ids],
  ...(queries && { queries: [...queries] }),
});

type MailboxItem = EntityItem<ReturnType<typeof mailboxEntity>>;

function toMailbox({ nextAt, ver, seq, intent, hour, hourSent = 0, day, daySent = 0, wakeAt }: MailboxItem): Mailbox {
  return {
    nextAt,
    ver,
    seq,
    ...(intent && { intent: defined(intent) }),
    ...(hour !== undefined && { hour }),
    hourSent,
    ...(day !== undefined && { day }),
    daySent,
    ...(wakeAt !== undefined && { wakeAt }),
  };
}

function mailboxEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'mailbox', version: '1', service: 'siaga' },
      attributes: {
        subscriber: { type: 'string', required: true },
        channel: { type: ['email', 'sms'] as const, required: true },
        /** Epoch milliseconds. */
        nextAt: { type: 'number', required: true },
        ver: { type: 'number', required: true },
        seq: { type: 'number', required: true },
        intent: {
          type: 'map',
          properties: {
            seq: { type: 'number', required: true },
            kind: { type: ['alert', 'digest'] as const, required: true },
            ids: { type: 'list', required: true, items: { type: 'string' } },
            window: { type: 'string' },
            queries: { type: 'list', items: { type: 'string' } },
            attempt: { type: 'number', required: true },
            subject: { type: 'string', required: true },
            parts: { type: 'number', required: true },
            state: { type: ['open', 'published', 'unknown', 'dropped'] as const, required: true },
            reason: { type: DROP_REASONS },
            throttled: { type: 'number' },
          },
        },
        hour: { type: 'string' },
        hourSent: { type: 'number' },
        day: { type: 'string' },
        daySent: { type: 'number' },
        wakeAt: { type: 'number' },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['channel'], template: 'B#${channel}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

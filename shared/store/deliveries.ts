/**
 * The log of messages, one item each, and the windows of digests, which stand under a key of their own before anybody
 * sends them. The first record of a seq or window stands; 400 days.
 */
import { Entity } from 'electrodb';
import type { DeliveryRecord, DeliveryStore, DueDigest } from '../delivery/delivery.ts';
import { DROP_REASONS, type MailboxKey } from '../delivery/owed.ts';
import { DAY } from '../platform/clock.ts';
import { isWritten } from './cursors.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

const DELIVERY_DAYS = 400;
/** Of a digest, as many as keep the item small. */
const MOST_STORIES = 100;

export interface Deliveries extends DeliveryStore {
  /** The last messages of a channel, digests included, newest first. */
  latest(mailbox: MailboxKey, most: number): Promise<DeliveryRecord[]>;
}

export function createDeliveries(connection: Connection): Deliveries {
  const messages = messageEntity(connection);
  const windows = windowEntity(connection);

  const findWindow = async ({ subscriber, channel }: MailboxKey, window: string): Promise<DueDigest | null> => {
    const { data } = await windows.get({ subscriber, channel, window }).go({ consistent: true });
    return data && { id: data.window, from: data.from, to: data.to, state: data.state };
  };

  return {
    findWindow,
    async record({ subscriber, channel }, delivery) {
      await isWritten(
        messages.create({ subscriber, channel, ...toItem(delivery), number: seqName(delivery.seq) }).go(),
      );
    },
    async openWindow(mailbox, { id: window, from, to }) {
      const { subscriber, channel } = mailbox;
      const expiresAt = expiry(to);
      await isWritten(windows.create({ subscriber, channel, window, from, to, state: 'due', expiresAt }).go());
      const found = await findWindow(mailbox, window);
      if (!found)
        throw new Error(`The digest ${window} of subscriber ${subscriber} cannot be read after it was written.`);
      return found;
    },
    async closeWindow({ subscriber, channel }, window, delivery) {
      const { kind: _kind, ...closed } = toItem(delivery);
      await isWritten(
        windows
          .patch({ subscriber, channel, window })
          .set(closed)
          .where(({ state }, { eq }) => eq(state, 'due'))
          .go(),
      );
    },
    async latest({ subscriber, channel }, most) {
      const [sent, digests] = await Promise.all([
        messages.query.primary({ subscriber, channel }).go({ order: 'desc', limit: most }),
        windows.query.primary({ subscriber }).go({ order: 'desc', limit: most }),
      ]);
      const closed = digests.data.filter((item) => item.channel === channel && item.state !== 'due');
      return [...sent.data.map(toRecord), ...closed.map((item) => toRecord({ ...item, kind: 'digest' }))]
        .toSorted((one, other) => other.at - one.at)
        .slice(0, most);
    },
  };
}

/** Sorts as the number does. */
const seqName = (seq: number): string => String(seq).padStart(9, '0');

const expiry = (at: number): number => Math.ceil((at + DELIVERY_DAYS * DAY) / 1_000);

const toItem = ({ stories, queries, ...delivery }: DeliveryRecord) => ({
  ...delivery,
  stories: stories.slice(0, MOST_STORIES),
  queries: queries.slice(0, MOST_STORIES),
  expiresAt: expiry(delivery.at),
});

type Item = { [Name in keyof DeliveryRecord]?: DeliveryRecord[Name] | undefined } & Pick<
  DeliveryRecord,
  'kind' | 'state'
>;

const toRecord = ({
  kind,
  state,
  stories,
  queries,
  subject,
  parts,
  attempts,
  at,
  seq,
  reason,
}: Item): DeliveryRecord => ({
  kind,
  state,
  stories: stories ?? [],
  queries: queries ?? [],
  subject: subject ?? '',
  parts: parts ?? 0,
  attempts: attempts ?? 0,
  at: at ?? 0,
  seq: seq ?? 0,
  ...(reason && { reason }),
});

const LOGGED = {
  subscriber: { type: 'string', required: true },
  channel: { type: ['email', 'sms'] as const, required: true },
  stories: { type: 'list', items: { type: 'string' } },
  queries: { type: 'list', items: { type: 'string' } },
  subject: { type: 'string' },
  parts: { type: 'number' },
  attempts: { type: 'number' },
  at: { type: 'number' },
  seq: { type: 'number' },
  reason: { type: DROP_REASONS },
  [TTL_ATTRIBUTE]: { type: 'number', required: true },
} as const;

function messageEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'delivery', version: '1', service: 'siaga' },
      attributes: {
        ...LOGGED,
        kind: { type: ['alert', 'digest'] as const, required: true },
        state: { type: ['due', 'accepted', 'empty', 'unknown', 'dropped'] as const, required: true },
        /** The seq, padded. */
        number: { type: 'string', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: {
            field: TABLE_KEYS.sort,
            composite: ['channel', 'number'],
            template: 'L#${channel}#${number}',
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );
}

function windowEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'digestWindow', version: '1', service: 'siaga' },
      attributes: {
        ...LOGGED,
        window: { type: 'string', required: true },
        state: { type: ['due', 'accepted', 'empty', 'unknown', 'dropped'] as const, required: true },
        /** Epoch milliseconds, inclusive. */
        from: { type: 'number', required: true },
        /** Epoch milliseconds, exclusive. */
        to: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['subscriber'], template: 'U#${subscriber}', casing: 'none' },
          sk: {
            field: TABLE_KEYS.sort,
            composite: ['window', 'channel'],
            template: 'L#D#${window}#${channel}',
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );
}

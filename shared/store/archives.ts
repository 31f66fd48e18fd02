/**
 * Archives: `AR#day` / `hour#n` holds a chunk of packed articles, `AF#day` / `hour#n` its filter. 30 days.
 *
 * Two items, since a query pays for whole items: the filters of a day cost a few reads, its chunks thousands. The chunk
 * is written first: a filter that is there has its chunk.
 */
import { CustomAttributeType, Entity } from 'electrodb';
import { dayOf, type ArchiveStore } from '../articles/archive.ts';
import { startOfHour } from '../articles/articleRow.ts';
import { ARTICLES_KEPT_MS } from './articles.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

export function createArchives(connection: Connection): ArchiveStore {
  const chunks = chunkEntity(connection);
  const filters = filterEntity(connection);
  return {
    async add({ hour, n, count, packed, filter }) {
      const key = { day: dayOf(hour), hour, n };
      const expiresAt = expiresAfter(startOfHour(hour), ARTICLES_KEPT_MS);
      await isWritten(chunks.create({ ...key, count, packed, expiresAt }).go());
      await isWritten(filters.create({ ...key, filter, expiresAt }).go());
    },
    async filtersOf(day) {
      const { data } = await filters.query.primary({ day }).go({ pages: 'all' });
      return data.map(({ hour, n, filter }) => ({ hour, n, filter }));
    },
    async packed(hour, n) {
      const { data } = await chunks.get({ day: dayOf(hour), hour, n }).go();
      return data?.packed ?? null;
    },
  };
}

/** Chunks of an hour in order: `2026-11-23T14#03`. */
const sortKey = {
  field: TABLE_KEYS.sort,
  composite: ['hour', 'n'],
  template: '${hour}#${n}',
  casing: 'none',
} as const;

const keys = {
  day: { type: 'string', required: true },
  hour: { type: 'string', required: true },
  n: { type: 'number', required: true, padding: { length: 2, char: '0' } },
  expiresAt: { type: 'number', required: true },
} as const;

const bytes = { type: CustomAttributeType<Uint8Array>('any'), required: true } as const;

function chunkEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'archive', version: '1', service: 'siaga' },
      attributes: { ...keys, count: { type: 'number', required: true }, packed: bytes },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['day'], template: 'AR#${day}', casing: 'none' },
          sk: sortKey,
        },
      },
    } as const,
    { client, table },
  );
}

function filterEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'archiveFilter', version: '1', service: 'siaga' },
      attributes: { ...keys, filter: bytes },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['day'], template: 'AF#${day}', casing: 'none' },
          sk: sortKey,
        },
      },
    } as const,
    { client, table },
  );
}

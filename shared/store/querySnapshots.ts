/**
 * The saved index over queries in chunks: `QX#generation#n` / `C`, and the manifest `QX` / `M` that names the latest
 * generation. Chunks are written first and the manifest last, on the condition that it is still the one that was read;
 * chunks of older generations expire.
 */
import { CustomAttributeType, Entity } from 'electrodb';
import { DAY } from '../platform/clock.ts';
import { type Random, randomBase32 } from '../platform/ids.ts';
import { inParallel } from '../feeds/inParallel.ts';
import type { SnapshotStore } from '../queries/querySnapshots.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

/** Below the 400 KB that an item may have. */
const CHUNK_BYTES = 350 * 1024;
const AT_ONCE = 8;
/** Longer than any reader takes a manifest for the latest. */
const KEPT_MS = 4 * DAY;

export function createQuerySnapshots(connection: Connection, random: Random): SnapshotStore {
  const chunks = chunkEntity(connection);
  const manifests = manifestEntity(connection);
  const manifest = async () => (await manifests.get({}).go({ consistent: true })).data;

  return {
    async takenAt() {
      const latest = await manifest();
      return latest && new Date(latest.takenAt);
    },
    async latest() {
      const latest = await manifest();
      if (!latest) return null;
      const { generation, takenAt } = latest;
      const numbers = Array.from({ length: latest.chunks }, (_, n) => n);
      const parts = await inParallel(
        numbers,
        AT_ONCE,
        async (n) => (await chunks.get({ generation, n }).go()).data?.bytes,
      );
      if (parts.includes(undefined)) return null;
      return { packed: Buffer.concat(parts.filter((part) => part !== undefined)), takenAt: new Date(takenAt) };
    },
    async save({ packed, takenAt }, now) {
      const before = await manifest();
      const generation = `${now.toISOString()}-${randomBase32(random, 6)}`;
      const count = Math.ceil(packed.length / CHUNK_BYTES);
      const numbers = Array.from({ length: count }, (_, n) => n);
      await inParallel(numbers, AT_ONCE, async (n) => {
        const bytes = packed.subarray(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
        await chunks.put({ generation, n, bytes, expiresAt: expiresAfter(now.getTime(), KEPT_MS) }).go();
      });
      await isWritten(
        manifests
          .put({ generation, chunks: count, takenAt: takenAt.getTime() })
          .where((current, { eq, notExists }) =>
            before ? eq(current.generation, before.generation) : notExists(current.generation),
          )
          .go(),
      );
    },
  };
}

function chunkEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'querySnapshotChunk', version: '1', service: 'siaga' },
      attributes: {
        generation: { type: 'string', required: true },
        n: { type: 'number', required: true },
        bytes: { type: CustomAttributeType<Uint8Array>('any'), required: true },
        expiresAt: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: {
            field: TABLE_KEYS.partition,
            composite: ['generation', 'n'],
            template: 'QX#${generation}#${n}',
            casing: 'none',
          },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'C', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

function manifestEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'querySnapshot', version: '1', service: 'siaga' },
      attributes: {
        generation: { type: 'string', required: true },
        chunks: { type: 'number', required: true },
        /** Epoch milliseconds. */
        takenAt: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: [], template: 'QX', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'M', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

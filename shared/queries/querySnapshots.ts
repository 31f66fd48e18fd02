/**
 * The saved index that a cold start begins from, once reading every query would take too long.
 *
 * It is made anew from the queries themselves, by maintain, when enough of them have changed, and at least once a day,
 * because the change log from which a reader catches up is kept for three.
 */
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';
import { DAY, MINUTE } from '../platform/clock.ts';
import { loadIndex, saveIndex } from './index/snapshot.ts';
import { readCanonical } from './parseQuery.ts';
import { createIndex, type QueryIndex } from './queryIndex.ts';
import type { QueryLog, StoredQuery } from './queryLog.ts';

/** Up to so many queries a cold start reads them directly: five megabytes, 600 read units. */
export const READ_DIRECTLY = 20_000;
/** Of the queries; fewer changes are caught up from the log. */
const CHANGED_ENOUGH = 0.01;
const OLDEST_MS = DAY;
const OVERLAP_MS = MINUTE;

export interface SavedIndex {
  packed: Uint8Array;
  /** Everything registered or retired before this instant is in it. */
  takenAt: Date;
}

/** Implemented by the store of snapshots. */
export interface SnapshotStore {
  latest(): Promise<SavedIndex | null>;
  takenAt(): Promise<Date | null>;
  /** Becomes the latest when all of it is written; of two that are saved at once, one does. */
  save(saved: SavedIndex, now: Date): Promise<void>;
}

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** The latest saved index; null when there is none that this version can read. */
export async function openSnapshot(
  store: SnapshotStore,
  now: Date,
): Promise<{ index: QueryIndex; takenAt: Date } | null> {
  const saved = await store.latest();
  if (!saved || now.getTime() - saved.takenAt.getTime() > 2 * OLDEST_MS) return null;
  const index = loadIndex(await decompress(saved.packed));
  return index && { index, takenAt: saved.takenAt };
}

export interface SnapshotPorts {
  queries: QueryLog;
  snapshots: SnapshotStore;
  onUnreadable: (query: StoredQuery, error: unknown) => void;
}

/** Saves the index when it is worth it, the first time only when `mayBegin`; how many queries were saved, 0 for none. */
export async function refreshSnapshot(
  now: Date,
  ports: SnapshotPorts,
  { mayBegin = true, readDirectly = READ_DIRECTLY } = {},
): Promise<number> {
  const takenAt = await ports.snapshots.takenAt();
  if (!takenAt && !mayBegin) return 0;
  const isOld = !takenAt || now.getTime() - takenAt.getTime() > OLDEST_MS;
  const changes = isOld ? [] : await ports.queries.changesSince(new Date(takenAt.getTime() - OVERLAP_MS), now);
  if (!isOld && changes.length < readDirectly * CHANGED_ENOUGH) return 0;

  const index = await indexAll(ports);
  if (index.size <= readDirectly) return 0;
  if (!isOld && changes.length < index.size * CHANGED_ENOUGH) return 0;
  await saveSnapshot(index, now, ports.snapshots);
  return index.size;
}

/** Saves an index that holds everything registered before `now`. */
export async function saveSnapshot(index: QueryIndex, now: Date, store: SnapshotStore): Promise<void> {
  const packed = await compress(saveIndex(index), { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
  await store.save({ packed, takenAt: now }, now);
}

/** Half of the size in a second for a million subscriptions; more would take minutes. */
const QUALITY = 4;

/** An index of all registered queries; one that cannot be read costs only itself. */
export async function indexAll({
  queries,
  onUnreadable,
}: Pick<SnapshotPorts, 'queries' | 'onUnreadable'>): Promise<QueryIndex> {
  const index = createIndex();
  for await (const page of queries.listAll()) {
    for (const stored of page) {
      try {
        index.add({ ...readCanonical(stored.text), id: stored.query });
      } catch (error) {
        onUnreadable(stored, error);
      }
    }
  }
  return index;
}

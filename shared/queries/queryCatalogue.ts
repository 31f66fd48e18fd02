/**
 * The index of all watched queries, kept warm between invocations.
 *
 * It catches up from the change log before every use and reads the log's last minute again each time, since a writer may
 * commit late: a query that was registered before an article arrived is asked about it. What the log says is removed is
 * asked for at its row, because two writers may write row and log in opposite order.
 *
 * A cold start begins from the saved index when there is one, and else reads every query.
 */
import { DAY, MINUTE } from '../platform/clock.ts';
import { readCanonical } from './parseQuery.ts';
import type { QueryLog, StoredQuery } from './queryLog.ts';
import type { QueryIndex } from './queryIndex.ts';
import { indexAll, openSnapshot, type SnapshotStore } from './querySnapshots.ts';

const OVERLAP_MS = MINUTE;
/** Well within what the log keeps. */
const LONGEST_CATCH_UP_MS = 2 * DAY;

interface CataloguePorts {
  queries: QueryLog;
  snapshots: SnapshotStore;
  /** Hears of a stored query that this version cannot read; it costs only itself. */
  onUnreadable: (query: StoredQuery, error: unknown) => void;
}

export class QueryCatalogue {
  readonly #ports: CataloguePorts;
  #index: QueryIndex | null = null;
  #knownThrough = 0;

  constructor(ports: CataloguePorts) {
    this.#ports = ports;
  }

  /** The index with everything in it that was registered before `now`. */
  async current(now: Date): Promise<QueryIndex> {
    const isFresh = now.getTime() - this.#knownThrough < LONGEST_CATCH_UP_MS;
    const index = this.#index && isFresh ? this.#index : await this.#load(now);
    if (this.#knownThrough > 0) await this.#catchUp(index, now);
    this.#index = index;
    this.#knownThrough = now.getTime();
    return index;
  }

  /** Begins from what is saved, and then has to catch up; or from the queries, and then knows everything. */
  async #load(now: Date): Promise<QueryIndex> {
    const saved = await openSnapshot(this.#ports.snapshots, now);
    this.#knownThrough = saved?.takenAt.getTime() ?? 0;
    return saved?.index ?? indexAll(this.#ports);
  }

  async #catchUp(index: QueryIndex, now: Date): Promise<void> {
    const { queries } = this.#ports;
    const changes = await queries.changesSince(new Date(this.#knownThrough - OVERLAP_MS), now);
    for (const { change, ...stored } of changes) {
      if (change === 'add') this.#add(index, stored);
      else if (index.has(stored.query) && !(await queries.isRegistered(stored.query))) index.remove(stored.query);
    }
  }

  #add(index: QueryIndex, stored: StoredQuery): void {
    if (index.has(stored.query)) return;
    try {
      index.add({ ...readCanonical(stored.text), id: stored.query });
    } catch (error) {
      this.#ports.onUnreadable(stored, error);
    }
  }
}

/**
 * The index of all watched queries, kept warm between invocations.
 *
 * It catches up from the change log before every use and reads the log's last minute again each time, since a writer may
 * commit late: a query that was registered before an article arrived is asked about it. What the log says is removed is
 * asked for at its row, because two writers may write row and log in opposite order.
 */
import { DAY, MINUTE } from '../platform/clock.ts';
import { readCanonical } from './parseQuery.ts';
import type { QueryId } from './query.ts';
import { createIndex, type QueryIndex } from './queryIndex.ts';

const OVERLAP_MS = MINUTE;
/** Well within what the log keeps. */
const LONGEST_CATCH_UP_MS = 2 * DAY;

export interface StoredQuery {
  query: QueryId;
  /** The canonical form. */
  text: string;
}

/** Implemented by the store of queries; all reads strongly consistent. */
export interface QueryLog {
  listAll(): AsyncIterable<StoredQuery[]>;
  /** Oldest first. */
  changesSince(since: Date, now: Date): Promise<(StoredQuery & { change: 'add' | 'remove' })[]>;
  isRegistered(query: QueryId): Promise<boolean>;
}

export class QueryCatalogue {
  readonly #log: QueryLog;
  readonly #onUnreadable: (query: StoredQuery, error: unknown) => void;
  #index: QueryIndex | null = null;
  #knownThrough = 0;

  /** `onUnreadable` hears of a stored query that this version cannot read; it costs only itself. */
  constructor(log: QueryLog, onUnreadable: (query: StoredQuery, error: unknown) => void) {
    this.#log = log;
    this.#onUnreadable = onUnreadable;
  }

  /** The index with everything in it that was registered before `now`. */
  async current(now: Date): Promise<QueryIndex> {
    const isFresh = this.#index && now.getTime() - this.#knownThrough < LONGEST_CATCH_UP_MS;
    const index = this.#index && isFresh ? await this.#catchUp(this.#index, now) : await this.#load();
    this.#index = index;
    this.#knownThrough = now.getTime();
    return index;
  }

  async #load(): Promise<QueryIndex> {
    const index = createIndex();
    for await (const page of this.#log.listAll()) for (const stored of page) this.#add(index, stored);
    return index;
  }

  async #catchUp(index: QueryIndex, now: Date): Promise<QueryIndex> {
    const changes = await this.#log.changesSince(new Date(this.#knownThrough - OVERLAP_MS), now);
    for (const { change, ...stored } of changes) {
      if (change === 'add') this.#add(index, stored);
      else if (index.has(stored.query) && !(await this.#log.isRegistered(stored.query))) index.remove(stored.query);
    }
    return index;
  }

  #add(index: QueryIndex, stored: StoredQuery): void {
    if (index.has(stored.query)) return;
    try {
      index.add({ ...readCanonical(stored.text), id: stored.query });
    } catch (error) {
      this.#onUnreadable(stored, error);
    }
  }
}

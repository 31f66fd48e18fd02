/** What the engine needs to know of the queries that somebody watches. */
import type { QueryId } from './query.ts';

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

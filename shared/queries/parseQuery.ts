/** Reads what somebody typed: a query in its canonical form, or the place where it cannot be read and the way out. */
import type { ParsedQuery, QueryError } from './query.ts';

export type Reading = { ok: true; query: ParsedQuery } | { ok: false; error: QueryError };

export declare function parseQuery(text: string): Reading;

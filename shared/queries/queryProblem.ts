import type { QueryError } from './query.ts';

/** Ends the reading of a query from wherever it is noticed; `parseQuery` turns it into a value. */
export class QueryProblem extends Error {
  readonly error: QueryError;

  constructor(error: QueryError) {
    super(error.message);
    this.error = error;
  }
}

/** How sentences name a place: characters counted from 1. */
export const at = (position: number): string => `at character ${position + 1}`;

import type { QueryError } from './query.ts';

/** How sentences name a place: characters counted from 1. */
type At = (position: number) => string;

/** As an error, but in the characters that are read; its sentence is written once their places as typed are known. */
export interface Problem extends Omit<QueryError, 'message'> {
  message: (at: At) => string;
}

/** Ends the reading of a query from wherever it is noticed; `parseQuery` turns it into a value. */
export class QueryProblem extends Error {
  readonly #problem: Problem;

  constructor(problem: Problem) {
    super(problem.message((position) => `at character ${position + 1}`));
    this.#problem = problem;
  }

  /** `toTyped` says where a character that is read stands in the text as typed. */
  toError(toTyped: (position: number) => number): QueryError {
    const { message, position, length, ...rest } = this.#problem;
    const start = toTyped(position);
    return {
      ...rest,
      message: message((place) => `at character ${toTyped(place) + 1}`),
      position: start,
      length: length === 0 ? 0 : toTyped(position + length - 1) + 1 - start,
    };
  }
}

/** Whether a program holds in an article. */
import type { ArticleTerms, Column } from './articleTerms.ts';
import { FLAG_BITS, NOT, OPERATION, OPERATION_BITS, OR, PHRASE, TERM } from './program.ts';

const FLAGS = (1 << FLAG_BITS) - 1;

/** Where the run stands, and whether a phrase may hold in a writing that numbers do not show. */
const run = { at: 0, isUnsure: false };

/** Null when only full evaluation can tell. */
export function holds(program: Int32Array, at: number, article: ArticleTerms): boolean | null {
  run.at = at;
  run.isUnsure = false;
  const result = step(program, article);
  return run.isUnsure ? null : result;
}

function step(program: Int32Array, article: ArticleTerms): boolean {
  const word = program[run.at++]!;
  const operation = word & OPERATION;
  const argument = word >> OPERATION_BITS;
  if (operation === TERM) return article.has(argument);
  if (operation === NOT) return !step(program, article);
  if (operation === PHRASE) {
    const from = run.at;
    run.at += argument;
    return hasPhrase(program, from, argument, article);
  }
  const end = run.at + 1 + program[run.at]!;
  run.at += 1;
  const decisive = operation === OR;
  for (let child = 0; child < argument; child++) {
    if (step(program, article) === decisive) {
      run.at = end;
      return decisive;
    }
  }
  return !decisive;
}

function hasPhrase(program: Int32Array, from: number, length: number, article: ArticleTerms): boolean {
  let isKnown = true;
  for (let unit = from; unit < from + length; unit++) {
    const term = program[unit]! >> FLAG_BITS;
    if (!article.has(term)) return false;
    if (article.hasAsAlias(term)) isKnown = false;
  }
  if (columnHas(article.title, program, from, length) || columnHas(article.text, program, from, length)) return true;
  if (!isKnown) run.isUnsure = true;
  return false;
}

function columnHas(column: Column, program: Int32Array, from: number, length: number): boolean {
  const last = column.tokens.count - length;
  for (let unit = 0; unit <= last; unit++) if (startsPhrase(column, unit, program, from, length)) return true;
  return false;
}

/** Whether the phrase whose units stand in the program from `from` on begins with this unit. */
export function startsPhrase(
  { tokens, numbers }: Column,
  unit: number,
  program: Int32Array,
  from: number,
  length: number,
): boolean {
  for (let index = 0; index < length; index++) {
    const wanted = program[from + index]!;
    const flags = wanted & FLAGS;
    if (numbers[unit + index] !== wanted >> FLAG_BITS || (tokens.flags[unit + index]! & flags) !== flags) return false;
  }
  return true;
}

/** How many numbers the operation at `at` takes, with all that belongs to it. */
export function sizeOf(program: Int32Array, at: number): number {
  const word = program[at]!;
  switch (word & OPERATION) {
    case TERM:
      return 1;
    case PHRASE:
      return 1 + (word >> OPERATION_BITS);
    case NOT:
      return 1 + sizeOf(program, at + 1);
    default:
      return 2 + program[at + 1]!;
  }
}

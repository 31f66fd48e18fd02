/** Whether a program holds in an article. */
import { CLOSES, OPENS } from '../tokens.ts';
import type { ArticleTerms, Column } from './articleTerms.ts';
import { FLAG_BITS, NOT, OPERATION_BITS, OR, PHRASE, TERM } from './program.ts';

const OPERATION = (1 << OPERATION_BITS) - 1;
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

function columnHas({ tokens, numbers }: Column, program: Int32Array, from: number, length: number): boolean {
  const first = program[from]! >> FLAG_BITS;
  const last = tokens.count - length;
  for (let unit = 0; unit <= last; unit++) {
    if (numbers[unit] !== first) continue;
    let matched = 0;
    while (matched < length) {
      const wanted = program[from + matched]!;
      const flags = wanted & FLAGS & (OPENS | CLOSES);
      if (numbers[unit + matched] !== wanted >> FLAG_BITS || (tokens.flags[unit + matched]! & flags) !== flags) break;
      matched += 1;
    }
    if (matched === length) return true;
  }
  return false;
}

/**
 * Where the words of a met query stand, from the numbers that the article has already: no text is read again.
 *
 * The answer is the one that evaluation gives. Where numbers do not show it, as when a phrase may stand in a joined
 * writing, the answer is null and evaluation is asked.
 */
import type { Hit } from '../query.ts';
import type { ArticleTerms, Column } from './articleTerms.ts';
import { AND, FLAG_BITS, NOT, OPERATION, OPERATION_BITS, OR, PHRASE, TERM } from './program.ts';
import { holds, sizeOf, startsPhrase } from './runProgram.ts';

/** Adds the places of every word and phrase that counts for the program at `at`; false when evaluation must be asked. */
export function addProgramHits(program: Int32Array, at: number, article: ArticleTerms, hits: Hit[]): boolean {
  const word = program[at]!;
  const argument = word >> OPERATION_BITS;
  switch (word & OPERATION) {
    case TERM:
      addTermHits(argument, article, hits);
      return true;
    case PHRASE:
      return addPhraseHits(program, at + 1, argument, article, hits);
    case NOT:
      return true;
    case AND:
    case OR: {
      let child = at + 2;
      for (let index = 0; index < argument; index++) {
        const counts = (word & OPERATION) === AND || holds(program, child, article);
        if (counts === null || (counts && !addProgramHits(program, child, article, hits))) return false;
        child += sizeOf(program, child);
      }
      return true;
    }
    default:
      return false;
  }
}

/** The places of a word, in its own writing and in others. */
export function addTermHits(term: number, article: ArticleTerms, hits: Hit[]): void {
  const text = article.hasAsAlias(term) ? article.termText(term) : null;
  for (const [field, column] of article.columns) {
    const { tokens, numbers, aliases } = column;
    for (let unit = 0; unit < tokens.count; unit++) {
      if (numbers[unit] === term) hits.push(hitAt(field, column, tokens.starts[unit]!, tokens.ends[unit]!));
    }
    if (text === null) continue;
    for (const alias of aliases) if (alias.term === text) hits.push(hitAt(field, column, alias.start, alias.end));
  }
}

/** The places of words that begin so; of several writings that begin at one place, the shortest. */
export function addPrefixHits(prefix: string, article: ArticleTerms, hits: Hit[]): void {
  for (const [field, column] of article.columns) {
    const { tokens, aliases } = column;
    for (let unit = 0; unit < tokens.count; unit++) {
      if (tokens.startsWith(unit, prefix)) hits.push(hitAt(field, column, tokens.starts[unit]!, tokens.ends[unit]!));
    }
    let foundAt = -1;
    for (const { term, from, start, end } of aliases) {
      if (from === foundAt || !term.startsWith(prefix) || tokens.startsWith(from, prefix)) continue;
      hits.push(hitAt(field, column, start, end));
      foundAt = from;
    }
  }
}

function addPhraseHits(program: Int32Array, from: number, length: number, article: ArticleTerms, hits: Hit[]): boolean {
  for (let unit = from; unit < from + length; unit++) {
    if (article.hasAsAlias(program[unit]! >> FLAG_BITS)) return false;
  }
  for (const [field, column] of article.columns) {
    const { tokens } = column;
    for (let unit = 0; unit <= tokens.count - length; unit++) {
      if (startsPhrase(column, unit, program, from, length)) {
        hits.push(hitAt(field, column, tokens.starts[unit]!, tokens.ends[unit + length - 1]!));
      }
    }
  }
  return true;
}

const hitAt = (field: Hit['field'], { tokens }: Column, start: number, end: number): Hit => ({
  field,
  text: tokens.text.slice(start, end),
  start,
  end,
});

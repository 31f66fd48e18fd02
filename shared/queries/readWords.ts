/** Reads the words of one chunk or phrase of a query, cut by the very tokeniser that cuts articles. */
import { isJoinable } from './aliases.ts';
import { findEntity } from './entities.ts';
import { exactLetters } from './exact.ts';
import type { Word } from './expression.ts';
import { DOT, isUnspacedTerm } from './fold.ts';
import { at, QueryProblem } from './queryProblem.ts';
import { tokenize } from './tokenize.ts';
import { Tokens } from './tokens.ts';

/** A query is read to its end before the next one. */
const scratch = new Tokens();

/** `mark` is what stood before: `=` for exact letters, `~` for a name in all languages. */
export function readWords(text: string, plain: string, from: number, to: number, mark: string): Word[] {
  const raw = text.slice(from, to);
  if (mark === '~') return [readEntity(raw, from)];
  const start = Math.min(from, text.length - 1);
  const tokens = tokenize(raw, scratch);
  refuseStrayStars(plain, from, to, tokens);
  if (tokens.count === 0) {
    throw new QueryProblem({
      code: 'empty',
      message: `There is no word in “${raw.trim()}” ${at(start)}. Write letters or digits, or take it away.`,
      position: start,
      length: Math.max(1, to - start),
    });
  }
  return groupUnits(tokens).map(([first, last]) => toWord(tokens, first, last, plain.slice(from, to), mark));
}

function readEntity(raw: string, from: number): Word {
  const name = raw.trim();
  const entity = findEntity(name);
  if (entity !== undefined) return { units: [], entity };
  const position = from - 1;
  throw new QueryProblem({
    code: name === '' ? 'unexpected' : 'unknown-name',
    message:
      name === ''
        ? `The ~ ${at(position)} has no name after it. Write a country, as in ~Rusia, or take it away.`
        : `“${name}” ${at(position)} is no country or organisation known in other languages. Write it without the ~ to find just this word.`,
    position,
    length: raw.length + 1,
  });
}

/** Units that make one word: the characters of a script without spaces, or what a hyphen or an apostrophe ties. */
function groupUnits(tokens: Tokens): [number, number][] {
  const groups: [number, number][] = [];
  for (let unit = 0; unit < tokens.count; unit++) {
    const group = groups.at(-1);
    if (group && belongsTo(tokens, group[0], unit)) group[1] = unit;
    else groups.push([unit, unit]);
  }
  return groups;
}

function belongsTo(tokens: Tokens, first: number, unit: number): boolean {
  if (isUnspaced(tokens, unit)) return isUnspaced(tokens, unit - 1) && tokens.ends[unit - 1] === tokens.starts[unit];
  const joint = tokens.joints[unit]!;
  return joint !== 0 && joint !== DOT && isJoinable(joinUnits(tokens, first, unit));
}

const isUnspaced = (tokens: Tokens, unit: number): boolean => isUnspacedTerm(tokens.term(unit));

function toWord(tokens: Tokens, first: number, last: number, raw: string, mark: string): Word {
  const units = Array.from({ length: last - first + 1 }, (_, index) => tokens.term(first + index));
  const tied = units.length > 1 && !isUnspaced(tokens, first);
  return {
    units,
    ...(tied && { joined: units.join('') }),
    ...(raw[tokens.ends[last]!] === '*' && { prefix: true }),
    ...(takesClitics(tokens, first, last, raw, mark) && { clitics: true }),
    ...(mark === '=' && { exact: readExact(tokens, first, last, tied) }),
  };
}

/** A plus at the end of a plain word of three letters or more; anywhere else it is punctuation. */
function takesClitics(tokens: Tokens, first: number, last: number, raw: string, mark: string): boolean {
  const end = tokens.ends[last]!;
  const isPlain = mark === '' && first === last && !isUnspaced(tokens, first) && tokens.term(first).length >= 3;
  return isPlain && raw[end] === '+' && (end + 1 === raw.length || /[\s,.;:!?]/.test(raw[end + 1]!));
}

function joinUnits(tokens: Tokens, first: number, last: number): string {
  let joined = '';
  for (let unit = first; unit <= last; unit++) joined += tokens.term(unit);
  return joined;
}

function readExact(tokens: Tokens, first: number, last: number, tied: boolean): string {
  const pieces: string[] = [];
  for (let unit = first; unit <= last; unit++) {
    pieces.push(exactLetters(tokens.text.slice(tokens.starts[unit], tokens.ends[unit])));
  }
  return pieces.join(tied ? '-' : '');
}

/** A star stands at the end of a word and nowhere else. */
function refuseStrayStars(plain: string, from: number, to: number, tokens: Tokens): void {
  const ends = new Set(tokens.ends.subarray(0, tokens.count));
  for (let star = plain.indexOf('*', from); star !== -1 && star < to; star = plain.indexOf('*', star + 1)) {
    const endsWord = ends.has(star - from);
    const next = plain[star + 1];
    if (endsWord && (star + 1 >= to || next === undefined || /[\s,.;:!?]/.test(next))) continue;
    throw new QueryProblem({
      code: 'unsupported',
      message: `The star ${at(star)} is not at the end of a word. It stands for any ending, as in sanksi*.`,
      position: star,
      length: 1,
    });
  }
}

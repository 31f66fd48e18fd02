/** Reads the words of one chunk or phrase of a query, cut by the very tokeniser that cuts articles. */
import { endOfDotted, isJoinable } from './aliases.ts';
import { findEntity } from './entities.ts';
import { exactLetters } from './exact.ts';
import type { Word } from './expression.ts';
import { DOT, isUnspacedTerm } from './fold.ts';
import { isWrittenTogether } from './joint.ts';
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
  return groupPieces(tokens).map((pieces) => toWord(tokens, pieces, plain.slice(from, to), mark));
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

/** What is compared as one: a unit of the text, or all the letters of U.S. */
interface Piece {
  term: string;
  first: number;
  last: number;
}

function readPiece(tokens: Tokens, first: number): Piece {
  const last = endOfDotted(tokens, first);
  let term = '';
  for (let unit = first; unit <= last; unit++) term += tokens.term(unit);
  return { term, first, last };
}

/** Pieces that make one word: the characters of a script without spaces, or what a hyphen or an apostrophe ties. */
function groupPieces(tokens: Tokens): Piece[][] {
  const groups: Piece[][] = [];
  for (let unit = 0; unit < tokens.count; unit++) {
    const piece = readPiece(tokens, unit);
    const group = groups.at(-1);
    if (group && belongsTo(tokens, group, piece)) group.push(piece);
    else groups.push([piece]);
    unit = piece.last;
  }
  return groups;
}

function belongsTo(tokens: Tokens, group: readonly Piece[], { term, first }: Piece): boolean {
  if (isUnspacedTerm(term)) return isUnspacedTerm(group[0]!.term) && tokens.ends[first - 1] === tokens.starts[first];
  const joint = tokens.joints[first]!;
  return isWrittenTogether(joint) && joint !== DOT && isJoinable(joinTerms(group) + term);
}

const joinTerms = (pieces: readonly Piece[]): string => pieces.map(({ term }) => term).join('');

function toWord(tokens: Tokens, pieces: readonly Piece[], raw: string, mark: string): Word {
  const tied = pieces.length > 1 && !isUnspacedTerm(pieces[0]!.term);
  const after = raw.slice(tokens.ends[pieces.at(-1)!.last]);
  return {
    units: pieces.map(({ term }) => term),
    ...(tied && { joined: joinTerms(pieces) }),
    ...(after.startsWith('*') && { prefix: true }),
    ...(mark === '' && takesClitics(pieces, after) && { clitics: true }),
    ...(mark === '=' && { exact: readExact(tokens, pieces, tied) }),
  };
}

/** A plus at the end of a plain word of three letters or more; anywhere else it is punctuation. */
function takesClitics([piece, ...others]: readonly Piece[], after: string): boolean {
  const isPlain = others.length === 0 && !isUnspacedTerm(piece!.term) && piece!.term.length >= 3;
  return isPlain && /^\+(?:$|[\s,.;:!?])/.test(after);
}

const readExact = (tokens: Tokens, pieces: readonly Piece[], tied: boolean): string =>
  pieces
    .map(({ first, last }) => exactLetters(tokens.text.slice(tokens.starts[first], tokens.ends[last])))
    .join(tied ? '-' : '');

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

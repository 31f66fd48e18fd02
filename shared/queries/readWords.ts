/** Reads the words of one chunk or phrase of a query, cut by the very tokeniser that cuts articles. */
import { endOfDotted, isJoinable } from './aliases.ts';
import { exactLetters } from './exact.ts';
import type { Word } from './expression.ts';
import { DOT, isUnspacedTerm } from './fold.ts';
import { isWrittenTogether } from './joint.ts';
import { QueryProblem } from './queryProblem.ts';
import { tokenize } from './tokenize.ts';
import { Tokens } from './tokens.ts';
import type { TypedText } from './typedText.ts';

/** A query is read to its end before the next one. */
const scratch = new Tokens();

/** None where there are only signs. `mark` is what stood before: `=` for exact letters. */
export function readWords(typed: TypedText, from: number, to: number, mark: '' | '='): Word[] {
  const tokens = tokenize(typed.text.slice(from, to), scratch);
  refuseStrayStars(typed, from, to, tokens);
  return groupPieces(tokens).map((pieces) => toWord(tokens, pieces, typed.plain.slice(from, to), mark));
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

function toWord(tokens: Tokens, pieces: readonly Piece[], raw: string, mark: '' | '='): Word {
  const tied = pieces.length > 1 && !isUnspacedTerm(pieces[0]!.term);
  const after = raw.slice(tokens.ends[pieces.at(-1)!.last]);
  return {
    units: pieces.map(({ term }) => term),
    ...(tied && { joined: joinTerms(pieces) }),
    ...(STAR_BEHIND.test(after) && { prefix: true }),
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

/** Behind a word, or behind the hyphen of `COVID-*`; then comes its end, or what closes it. */
const STAR_BEHIND = /^[-'’]?\*/;
const END_BEHIND_STAR = /^['’‘´`.!?…:]*(?:$|[\s"()|])/;

/** A star stands at the end of a word and nowhere else. */
function refuseStrayStars({ text, plain }: TypedText, from: number, to: number, tokens: Tokens): void {
  const rightStars = new Set<number>();
  for (const end of tokens.ends.subarray(0, tokens.count)) {
    const star = STAR_BEHIND.exec(plain.slice(from + end))?.[0].length ?? 0;
    rightStars.add(from + end + star - 1);
  }
  for (let star = plain.indexOf('*', from); star !== -1 && star < to; star = plain.indexOf('*', star + 1)) {
    if (rightStars.has(star) && END_BEHIND_STAR.test(plain.slice(star + 1, to))) continue;
    throw new QueryProblem({
      code: 'unsupported',
      message: (at) => `The star ${at(star)} is not at the end of a word. It stands for any ending, as in sanksi*.`,
      position: star,
      length: 1,
      ...(plain[star + 1] === '*' && { suggestion: text.slice(0, star) + text.slice(star + 1) }),
    });
  }
}

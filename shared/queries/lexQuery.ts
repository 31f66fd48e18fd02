/**
 * Cuts the text of a query into words, phrases, operators, fields and parentheses.
 *
 * Punctuation that stands alone is passed over, since people paste headlines; what looks like a mark of the language but
 * stands where it means nothing is refused.
 */
import { endOf, type Lexeme, type Mark, type Place } from './lexeme.ts';
import { lexField } from './lexField.ts';
import { lexName } from './lexName.ts';
import { lexPhrase } from './lexPhrase.ts';
import {
  apartDistance,
  markProblem,
  minusBehindWord,
  minusWithoutWord,
  plusBeforeField,
  tildeBehindWord,
} from './misplacedMarks.ts';
import { type Problem, QueryProblem } from './queryProblem.ts';
import { readWords } from './readWords.ts';
import type { TypedText } from './typedText.ts';

export function lexQuery(typed: TypedText): Lexeme[] {
  const { text, plain } = typed;
  const lexemes: Lexeme[] = [];
  let passedOver: Place | undefined;
  for (let position = 0; position < plain.length;) {
    if (/\s/.test(plain[position]!)) {
      position += 1;
      continue;
    }
    const lexeme = lexSign(typed, position) ?? lexField(typed, position) ?? lexChunk(typed, position, lexemes);
    if (lexeme.kind === 'punctuation') {
      refuseBehindMinus(lexeme, lexemes);
      passedOver ??= lexeme;
    } else lexemes.push(lexeme);
    position = endOf(lexeme);
  }
  if (lexemes.length === 0 && passedOver) throw new QueryProblem(noWord(text, passedOver));
  return lexemes;
}

/** `->` is an arrow, and leaves nothing out. */
function refuseBehindMinus({ position }: Place, lexemes: readonly Lexeme[]): void {
  const before = lexemes.at(-1);
  const isMinus = before?.kind === 'not' && before.length === 1 && endOf(before) === position;
  if (isMinus) throw new QueryProblem(minusWithoutWord(before.position));
}

function noWord(text: string, place: Place): Problem {
  const written = text.slice(place.position, endOf(place));
  return {
    code: 'empty',
    message: (at) =>
      `There is no word in “${written}” ${at(place.position)}. Write letters or digits, or take it away.`,
    ...place,
  };
}

function lexSign({ text, plain }: TypedText, position: number): Lexeme | undefined {
  const place = { position, length: 1, raw: text[position]! };
  const sign = plain[position];
  if (sign === '(') return { kind: 'open', ...place };
  if (sign === ')') return { kind: 'close', ...place };
  if (sign === '|') return { kind: 'or', ...place, length: plain[position + 1] === '|' ? 2 : 1 };
  if (sign !== '-') return;
  if (/^(?:$|[\s)|])/.test(plain.slice(position + 1))) throw new QueryProblem(minusWithoutWord(position));
  return { kind: 'not', ...place };
}

type Punctuation = Place & { kind: 'punctuation' };

/** A word, a phrase, a name, an operator in letters, or punctuation. */
function lexChunk(typed: TypedText, position: number, before: readonly Lexeme[]): Lexeme | Punctuation {
  const { plain } = typed;
  const mark = /^[=~]?/.exec(plain.slice(position))![0] as Mark;
  refuse(mark === '' ? plusBeforeField(typed, position) : markProblem(typed, position));
  const start = position + /^[=~]?\s*/.exec(plain.slice(position))![0].length;
  if (plain[start] === '"') return lexPhrase(typed, position, mark, start);
  if (mark !== '~') return lexWord(typed, position, mark, start, before);
  if (/^\p{Nd}/u.test(plain.slice(start))) refuse(apartDistance(typed, position, before.at(-1)));
  return lexName(typed, position, start);
}

function refuse(problem: Problem | undefined): void {
  if (problem) throw new QueryProblem(problem);
}

/** `start` is the word's first character, behind the mark at `position`. */
function lexWord(
  typed: TypedText,
  position: number,
  mark: '' | '=',
  start: number,
  before: readonly Lexeme[],
): Lexeme | Punctuation {
  const { text, plain } = typed;
  const chunk = /^[^\s"()|]+/.exec(plain.slice(start))![0];
  const operator = mark === '' ? readOperator(chunk, before) : undefined;
  if (operator) return { ...operator, position, raw: text.slice(position, position + operator.length) };

  const end = start + chunk.length;
  const tilde = /[\p{L}\p{M}\p{N}*+](~\p{Nd}*)[.!?…:]*$/u.exec(chunk);
  if (tilde) refuse(tildeBehindWord(typed, position, start + tilde.index + tilde[0].indexOf('~'), before));
  refuse(minusBehindWord(typed, start, end));
  const words = readWords(typed, start, end, mark);
  const place = { position, length: end - position };
  if (words.length > 0) return { kind: 'words', words, ...place, raw: text.slice(position, end) };
  if (mark === '') return { kind: 'punctuation', ...place };
  throw new QueryProblem(noWord(text, place));
}

type Operator = 'and' | 'or' | 'not';

/** A map: `constructor` is a word like any other. */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['AND', 'and'],
  ['&', 'and'],
  ['&&', 'and'],
  ['OR', 'or'],
  ['NOT', 'not'],
]);

/** Full-width letters do as well. `OR-x` begins with one, where something stands before it. */
function readOperator(chunk: string, before: readonly Lexeme[]): { kind: Operator; length: number } | undefined {
  const last = before.at(-1)?.kind;
  const isBehindPart = last === 'words' || last === 'close';
  const written = (isBehindPart && /^(?:AND|OR)(?=-[^-])/.exec(chunk)?.[0]) || chunk;
  const kind = OPERATORS.get(written.normalize('NFKC'));
  return kind && { kind, length: written.length };
}

/** Reads what stands in quotes, with the distance behind it: `"Rusia NATO"~5`. */
import { findEntity } from './entities.ts';
import type { Word } from './expression.ts';
import { digitValue } from './fold.ts';
import type { Mark, Words } from './lexeme.ts';
import { lexName, unknownName } from './lexName.ts';
import { markInPhrase } from './misplacedMarks.ts';
import { type Problem, QueryProblem } from './queryProblem.ts';
import { readWords } from './readWords.ts';
import type { TypedText } from './typedText.ts';

const MOST_BETWEEN = 999;

/** `quote` is the opening one; `mark` stands at `position`, if there is one. */
export function lexPhrase(typed: TypedText, position: number, mark: Mark, quote: number): Words {
  const { text, plain } = typed;
  const close = plain.indexOf('"', quote + 1);
  if (close === -1) throw new QueryProblem(unclosedQuote(typed, quote));
  const words = mark === '~' ? [readName(text, quote, close)] : readPhrase(typed, quote, close, mark);
  if (words.length === 0) throw new QueryProblem(emptyQuotes(text, quote, close));
  const { near, end } = readDistance(typed, close + 1, mark);
  if (plain[end] === '*') throw new QueryProblem(starBehindQuote(text, close, end));
  const place = { position, length: end - position, raw: text.slice(quote + 1, close) };
  return { kind: 'words', words, ...(near !== undefined && { near }), ...place };
}

/** ~"Amerika Serikat". */
function readName(text: string, quote: number, close: number): Word {
  const name = text.slice(quote + 1, close).trim();
  if (name === '') throw new QueryProblem(emptyQuotes(text, quote, close));
  const entity = findEntity(name);
  if (entity === undefined) throw new QueryProblem(unknownName(name, placeOf(quote, close)));
  return { units: [], entity };
}

/** The words of a phrase, names in all languages among them: `"~Rusia NATO"`. */
function readPhrase(typed: TypedText, quote: number, close: number, mark: '' | '='): Word[] {
  const words: Word[] = [];
  let done = quote + 1;
  for (const { 0: sign, index } of typed.plain.slice(done, close).matchAll(/(?<=^|\s)[=~](?=[[\p{L}])/gu)) {
    const position = quote + 1 + index;
    if (sign === '=') throw new QueryProblem(markInPhrase(typed, quote, position));
    words.push(...readWords(typed, done, position, mark));
    const name = lexName(typed, position, position + 1);
    words.push(...name.words);
    done = position + name.length;
  }
  return [...words, ...readWords(typed, done, close, mark)];
}

const placeOf = (quote: number, close: number) => ({ position: quote, length: close + 1 - quote });

function emptyQuotes(text: string, quote: number, close: number): Problem {
  const inside = text.slice(quote + 1, close).trim();
  const wrong = inside === '' ? 'are empty' : `hold no word but “${inside}”`;
  return {
    code: 'empty',
    message: (at) => `The quotes ${at(quote)} ${wrong}. Write letters or digits between them, or take them away.`,
    ...placeOf(quote, close),
  };
}

/** The number behind `"Rusia NATO"~`, and where all of it ends. */
function readDistance({ text, plain }: TypedText, tilde: number, mark: Mark): { near?: number; end: number } {
  if (plain[tilde] !== '~') return { end: tilde };
  const rest = plain.slice(tilde + 1);
  const digits = /^\p{Nd}+(?=$|[\s"()|]|[.!?…:]+(?:\s|$))/u.exec(rest)?.[0] ?? '';
  const refuse = (says: (at: (position: number) => string) => string, suggestion?: string): never => {
    throw new QueryProblem({
      code: 'unexpected',
      message: says,
      position: tilde,
      length: 1 + digits.length,
      ...(suggestion !== undefined && { suggestion }),
    });
  };
  if (mark === '~') {
    refuse((at) => `The ~ ${at(tilde)} stands behind a single name. Write it into the phrase, as in "~Rusia NATO"~5.`);
  }
  if (digits === '') {
    const apart = /^\s+(?=\p{Nd}+(?:\s|$))/u.exec(rest)?.[0] ?? '';
    refuse(
      (at) => `The ~ ${at(tilde)} needs a whole number of words after it, as in "Rusia NATO"~5.`,
      apart === '' ? undefined : text.slice(0, tilde + 1) + text.slice(tilde + 1 + apart.length),
    );
  }
  const near = Number(Array.from(digits, (digit) => digitValue(digit.codePointAt(0)!)).join(''));
  if (near > MOST_BETWEEN) {
    refuse((at) => `The distance ${at(tilde)} is too large. Write at most ${MOST_BETWEEN}, as in "Rusia NATO"~5.`);
  }
  return { near, end: tilde + 1 + digits.length };
}

const starBehindQuote = (text: string, close: number, star: number): Problem => ({
  code: 'unsupported',
  message: (at) =>
    `The star ${at(star)} stands behind a quote. Write it to the word that may go on, as in "krisis rud*".`,
  position: star,
  length: 1,
  suggestion: `${text.slice(0, close)}*${text.slice(close, star)}${text.slice(star + 1)}`,
});

/** Closes the quote before the next operator or parenthesis, where most people would have. */
function unclosedQuote({ text, plain }: TypedText, quote: number): Problem {
  const rest = plain.slice(quote + 1);
  const stop = /\s+(?:AND|OR|NOT)\s|\s*[|()]|\s+-|\s*$/.exec(rest)!.index;
  const phrase = text.slice(quote + 1, quote + 1 + stop);
  const after = text.slice(quote + 1 + stop);
  const closed = phrase.trim() !== '';
  return {
    code: 'unclosed-quote',
    message: (at) =>
      `The quote ${at(quote)} is never closed. Close it, as in "${closed ? phrase : 'krisis rudal'}", or take it away.`,
    position: quote,
    length: 1,
    ...(closed && { suggestion: `${text.slice(0, quote)}"${phrase}"${after}` }),
  };
}

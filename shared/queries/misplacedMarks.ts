/**
 * What looks like a mark of the language and stands where it means nothing: each is told where it belongs. A text that
 * would do comes with it only where there is one.
 */
import { fieldIn } from './lexField.ts';
import { endOf, type Lexeme, type Mark } from './lexeme.ts';
import type { Problem } from './queryProblem.ts';
import type { TypedText } from './typedText.ts';

/** `-` with nothing behind it. */
export const minusWithoutWord = (position: number): Problem => ({
  code: 'misplaced-operator',
  message: (at) =>
    `The minus ${at(position)} stands alone. Write it to the word to leave out, as in -Kuba, or take it away.`,
  position,
  length: 1,
});

/** `Rusia-"krisis rudal"`, `Rusia-(Kuba)`: a minus that is neither of the word before it nor of what follows. */
export function minusBehindWord({ text, plain }: TypedText, start: number, end: number): Problem | undefined {
  const minus = end - 1;
  if (minus === start || plain[minus] !== '-' || !/["(]/.test(plain[end] ?? '')) return;
  return {
    code: 'misplaced-operator',
    message: (at) =>
      `The minus ${at(minus)} stands between a word and what follows. Put a space before it to leave out what follows, or take it away.`,
    position: minus,
    length: 1,
    suggestion: `${text.slice(0, minus)} ${text.slice(minus)}`,
  };
}

const EXAMPLES: Record<Exclude<Mark, ''>, string> = { '=': 'a word, as in =WHO', '~': 'a country, as in ~Rusia' };

/** What is wrong with the mark at `position`: no word follows it, but another mark, a sign or nothing. */
export function markProblem({ text, plain }: TypedText, position: number): Problem | undefined {
  const mark = plain[position] as Exclude<Mark, ''>;
  const place = { position, length: 1 };
  const rest = plain.slice(position + 1);
  const next = position + 1 + /^\s*/.exec(rest)![0].length;
  const unexpected = (says: string, suggestion?: string): Problem => ({
    code: 'unexpected',
    message: (at) => `The ${mark} ${at(position)} ${says}`,
    ...place,
    ...(suggestion !== undefined && { suggestion: text.slice(0, position) + suggestion }),
  });
  if (/^(?:\s*(?:$|[)|])|\s+(?:AND|OR|NOT|&)(?:\s|$))/.test(rest)) {
    return unexpected(`has no ${mark === '=' ? 'word' : 'name'} after it. Write ${EXAMPLES[mark]}, or take it away.`);
  }
  if (plain[next] === '(') {
    return unexpected(`stands before a parenthesis. Write it to each word in it, as in (${mark}Rusia OR ${mark}NATO).`);
  }
  if (plain[next] === '-') {
    return unexpected('stands before a minus. Write the minus first.', `-${mark}${text.slice(next + 1)}`);
  }
  if (plain[next] === mark) return unexpected('stands there twice. Take one away.', text.slice(next));
  if (/[=~]/.test(plain[next]!)) {
    return unexpected('stands before another mark. A word takes one: = for just these letters, ~ for all languages.');
  }
  const field = fieldIn(plain.slice(next));
  if (field === undefined) return;
  const moved = `${field}${mark}${text.slice(next + field.length)}`;
  return unexpected(`stands before a field. Write it to the word, as in ${field}${mark}Rusia.`, moved);
}

/** `+title:Rusia`: a plus, which other monitors want before what must appear. */
export function plusBeforeField({ text, plain }: TypedText, position: number): Problem | undefined {
  if (plain[position] !== '+' || fieldIn(plain.slice(position + 1)) === undefined) return;
  return {
    code: 'unexpected',
    message: (at) => `The + ${at(position)} stands before a field. Take it away: every word must appear.`,
    position,
    length: 1,
    suggestion: text.slice(0, position) + text.slice(position + 1),
  };
}

/** `"=WHO Jenewa"`: letters count for the whole phrase or not at all. */
export const markInPhrase = ({ text }: TypedText, quote: number, position: number): Problem => ({
  code: 'unexpected',
  message: (at) => `The = ${at(position)} stands inside a phrase. Write it before the quote, as in ="World Health".`,
  position,
  length: 1,
  ...(position === quote + 1 && {
    suggestion: `${text.slice(0, quote)}=${text[quote]}${text.slice(position + 1)}`,
  }),
});

/** `~Rusia*`, `~Rusia+`: a name is found as a whole. */
export const signBehindName = ({ text }: TypedText, end: number): Problem => ({
  code: 'unexpected',
  message: (at) =>
    `The ${text[end]} ${at(end)} stands behind a name in all languages, which is found as a whole. Take the ${text[end]} or the ~ away.`,
  position: end,
  length: 1,
  suggestion: text.slice(0, end) + text.slice(end + 1),
});

/** `Rusia NATO~5`, `Rusia~`: a ~ behind a word that is in no quotes; `before` is what came before that word. */
export function tildeBehindWord(
  { text, plain }: TypedText,
  start: number,
  tilde: number,
  before: readonly Lexeme[],
): Problem {
  const digits = /^\p{Nd}*/u.exec(plain.slice(tilde + 1))![0];
  const place = { position: tilde, length: 1 + digits.length };
  if (digits === '') {
    return {
      code: 'unexpected',
      message: (at) =>
        `The ~ ${at(tilde)} stands behind a word. Write it before a name to find it in all languages, as in ~Rusia, or take it away.`,
      ...place,
    };
  }
  const first = firstOfWords(text, start, before);
  const end = tilde + 1 + digits.length;
  return {
    code: 'unexpected',
    message: (at) =>
      `The ~${digits} ${at(tilde)} stands behind a single word. Put the words that should stand near each other in quotes, as in "Rusia NATO"~5.`,
    ...place,
    ...(first < start && {
      suggestion: `${text.slice(0, first)}"${text.slice(first, tilde)}"${text.slice(tilde, end)}${text.slice(end)}`,
    }),
  };
}

/** Where the plain words begin that stand directly before a word, with nothing but spaces between. */
function firstOfWords(text: string, start: number, before: readonly Lexeme[]): number {
  let first = start;
  for (const lexeme of before.toReversed()) {
    const isPlain = lexeme.kind === 'words' && /^[^=~"]/.test(lexeme.raw) && lexeme.raw.length === lexeme.length;
    if (!isPlain || text.slice(endOf(lexeme), first).trim() !== '') break;
    first = lexeme.position;
  }
  return first;
}

/** ` ~5`: a distance that stands apart from its phrase, or alone. */
export function apartDistance({ text }: TypedText, position: number, before: Lexeme | undefined): Problem {
  const isPhrase = before?.kind === 'words' && before.near === undefined && before.words.length > 1;
  const end = before ? endOf(before) : 0;
  return {
    code: 'unexpected',
    message: (at) => `The ~ ${at(position)} has no phrase directly before it. Write it to one, as in "Rusia NATO"~5.`,
    position,
    length: 1,
    ...(isPhrase &&
      text.slice(end, position).trim() === '' && { suggestion: text.slice(0, end) + text.slice(position) }),
  };
}

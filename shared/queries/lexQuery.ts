/**
 * Cuts the text of a query into words, phrases, operators, fields and parentheses.
 *
 * Typographic and full-width signs count as the plain ones that they stand for; each is one UTF-16 unit, so positions
 * stay those of the text as typed.
 */
import type { Scope, Word } from './expression.ts';
import { findEntity } from './entities.ts';
import { at, QueryProblem } from './queryProblem.ts';
import { readWords } from './readWords.ts';

interface Place {
  /** UTF-16 offset into the text as typed. */
  position: number;
  length: number;
}

export type Lexeme = Place &
  (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { kind: 'scope'; scope: Scope }
    | { kind: 'words'; words: Word[]; near?: number }
  ) &
  /** A value as it stands, which only `lang:` asks for. */
  { raw: string };

const SIGNS: Record<string, string> = {
  '（': '(',
  '）': ')',
  '｜': '|',
  '＊': '*',
  '＋': '+',
  '～': '~',
  '＝': '=',
  '：': ':',
  '−': '-',
  '–': '-',
  '‐': '-',
  '‑': '-',
  '－': '-',
  '＂': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '«': '"',
  '»': '"',
  '「': '"',
  '」': '"',
  '『': '"',
  '』': '"',
  '《': '"',
  '》': '"',
  '〝': '"',
  '〞': '"',
  '〟': '"',
};
const SIGN = new RegExp(`[${Object.keys(SIGNS).join('')}]`, 'g');

/** ‘…’ around words, where it can be no apostrophe. */
const SINGLE_QUOTED = /(?<![^\s(|:=~-])‘([^‘’"]*)’(?![^\s)|~*])/g;

/** צה"ל: a quote inside a Hebrew word is a letter's. */
const GERSHAYIM = /(?<=[\u0591-\u05f2])"(?=[\u0591-\u05f2])/g;

export const plainSigns = (text: string): string =>
  text
    .replaceAll(GERSHAYIM, '״')
    .replaceAll(SINGLE_QUOTED, '"$1"')
    .replaceAll(SIGN, (sign) => SIGNS[sign]!);

const SCOPES: Record<string, Scope> = {
  title: 'title',
  text: 'text',
  source: 'source',
  lang: 'lang',
  author: 'author',
  category: 'category',
};

/** What other monitors call them. */
const OTHER_NAMES: Record<string, string> = {
  intitle: 'title',
  headline: 'title',
  judul: 'title',
  intext: 'text',
  summary: 'text',
  body: 'text',
  site: 'source',
  outlet: 'source',
  feed: 'source',
  language: 'lang',
  by: 'author',
  tag: 'category',
  label: 'category',
  categories: 'category',
};

const OPERATORS: Record<string, 'and' | 'or' | 'not'> = {
  AND: 'and',
  '&': 'and',
  '&&': 'and',
  OR: 'or',
  NOT: 'not',
};

const CHUNK_END = /[\s"()|]/;

export function* lexQuery(text: string): Generator<Lexeme> {
  const plain = plainSigns(text);
  let index = 0;
  while (index < plain.length) {
    const character = plain[index]!;
    const place = { position: index, length: 1, raw: character };
    if (/\s/.test(character)) index += 1;
    else if (character === '(') yield { kind: 'open', ...place, position: index++ };
    else if (character === ')') yield { kind: 'close', ...place, position: index++ };
    else if (character === '|') {
      const length = plain[index + 1] === '|' ? 2 : 1;
      yield { kind: 'or', ...place, length };
      index += length;
    } else if (character === '-') {
      if (index + 1 === plain.length || /[\s)|]/.test(plain[index + 1]!)) {
        throw new QueryProblem({
          code: 'misplaced-operator',
          message: `The minus ${at(index)} stands alone. Write it to the word to leave out, as in -Kuba, or take it away.`,
          position: index,
          length: 1,
        });
      }
      yield { kind: 'not', ...place, position: index++ };
    } else {
      const field = readField(text, plain, index);
      if (field) {
        yield field;
        index += field.length;
        continue;
      }
      const chunk = readChunk(text, plain, index);
      yield chunk;
      index += chunk.length;
    }
  }
}

/** `title:` with its value directly after it. An address (`https://…`) and a time (`10:30`) are words. */
function readField(text: string, plain: string, position: number): Lexeme | undefined {
  const name = /^(\p{L}[\p{L}\p{M}\p{N}_]*):(?=[^/:]|$)/u.exec(plain.slice(position))?.[1];
  if (name === undefined) return;
  const scope = SCOPES[name.toLowerCase()];
  const space = /^\s*/.exec(plain.slice(position + name.length + 1))![0].length;
  if (!scope && (space > 0 || position + name.length + 1 === plain.length)) return;
  const length = name.length + 1 + (scope ? space : 0);
  if (!scope) {
    const meant = OTHER_NAMES[name.toLowerCase()];
    throw new QueryProblem({
      code: 'unknown-field',
      message: `There is no field “${name}:” (${at(position)}). Fields are title:, text:, source:, lang:, author: and category:; put a space after the colon if it is none.`,
      position,
      length,
      ...(meant && { suggestion: `${text.slice(0, position)}${meant}${text.slice(position + name.length)}` }),
    });
  }
  if (position + length >= plain.length || /[)|]/.test(plain[position + length]!)) {
    throw new QueryProblem({
      code: 'unexpected',
      message: `The field “${name}:” ${at(position)} has no value. Write one directly after the colon, as in ${scope}:${EXAMPLES[scope]}.`,
      position,
      length,
    });
  }
  return { kind: 'scope', scope, position, length, raw: `${name}:` };
}

const EXAMPLES: Record<Scope, string> = {
  any: 'Rusia',
  title: 'Rusia',
  text: 'Rusia',
  source: '"Harian Samudra"',
  lang: 'id',
  author: 'Sari',
  category: 'dunia',
};

function readChunk(text: string, plain: string, position: number): Lexeme {
  const mark = /^[=~]?/.exec(plain.slice(position))![0];
  if (plain[position + mark.length] === '"') return readPhrase(text, plain, position, mark);

  let end = position;
  while (end < plain.length && !CHUNK_END.test(plain[end]!)) end += 1;
  if (mark === '~') end = endOfName(text, plain, position + 1, end);
  const raw = text.slice(position, end);
  const operator = OPERATORS[raw];
  const place = { position, length: end - position, raw };
  if (operator) return { kind: operator, ...place };
  const words = readWords(text, plain, position + mark.length, end, mark);
  return { kind: 'words', words, ...place };
}

/** `~Amerika Serikat` needs no quotes: the most words that are one name are taken together. */
function endOfName(text: string, plain: string, from: number, end: number): number {
  const words = /^(?:\s+[^\s"()|]+){0,3}/.exec(plain.slice(end))![0];
  const ends = [...words.matchAll(/\S(?=\s|$)/g)].map(({ index }) => end + index + 1);
  return ends.toReversed().find((longer) => findEntity(text.slice(from, longer)) !== undefined) ?? end;
}

function readPhrase(text: string, plain: string, position: number, mark: string): Lexeme {
  const quote = position + mark.length;
  const close = plain.indexOf('"', quote + 1);
  if (close === -1) throw new QueryProblem(unclosedQuote(text, plain, quote));
  const words = readWords(text, plain, quote + 1, close, mark);
  let end = close + 1;
  let near: number | undefined;
  if (plain[end] === '~') {
    const digits = /^\d{1,3}(?![\p{L}\p{N}])/u.exec(plain.slice(end + 1))?.[0];
    if (digits === undefined || mark === '~') {
      throw new QueryProblem({
        code: 'unexpected',
        message: `The ~ ${at(end)} needs a number of words after it, as in "Rusia NATO"~5.`,
        position: end,
        length: 1,
      });
    }
    near = Number(digits);
    end += 1 + digits.length;
  }
  if (plain[end] === '*') {
    throw new QueryProblem({
      code: 'unsupported',
      message: `The star ${at(end)} stands behind a quote. Write it to the word that may go on, as in "krisis rud*".`,
      position: end,
      length: 1,
      suggestion: `${text.slice(0, close)}*${text[close]}${text.slice(end + 1)}`,
    });
  }
  const place = { position, length: end - position, raw: text.slice(quote + 1, close) };
  return { kind: 'words', words, ...(near !== undefined && { near }), ...place };
}

/** Closes the quote before the next operator or parenthesis, where most people would have. */
function unclosedQuote(text: string, plain: string, quote: number) {
  const rest = plain.slice(quote + 1);
  const stop = /\s+(?:AND|OR|NOT)\s|\s*[|()]|\s+-|\s*$/.exec(rest)!.index;
  const phrase = text.slice(quote + 1, quote + 1 + stop);
  const after = text.slice(quote + 1 + stop);
  const closed = phrase.trim() !== '';
  return {
    code: 'unclosed-quote' as const,
    message: `The quote ${at(quote)} is never closed. Close it, as in "${closed ? phrase : 'krisis rudal'}", or take it away.`,
    position: quote,
    length: 1,
    ...(closed && { suggestion: `${text.slice(0, quote)}"${phrase}"${after}` }),
  };
}

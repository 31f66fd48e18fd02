/** Reads `~Rusia`: a name that is found in every language, with no more of what follows than belongs to it. */
import { type EntityId, findEntity } from './entities.ts';
import type { Place, Words } from './lexeme.ts';
import { signBehindName, tildeBehindWord } from './misplacedMarks.ts';
import { type Problem, QueryProblem } from './queryProblem.ts';
import type { TypedText } from './typedText.ts';

/** Of the longest names: South Georgia and the South Sandwich Islands. */
const MOST_WORDS = 7;
const WORD = String.raw`\p{L}[\p{L}\p{M}\p{N}\u200c\u200d.'’‘ʼ׳״·‐‑–־-]*(?=$|[\s"()|*+~.!?…:])`;
const WORDS = new RegExp(String.raw`^${WORD}(?:\s+${WORD}){0,${MOST_WORDS - 1}}`, 'u');
/** As canonical queries write it. */
const CODE = /^\[[A-Z]+\]/;
const OPERATOR = /\s(?:AND|OR|NOT)(?=\s|$)/;

/** `start` is the name's first character, behind the ~ at `position`. */
export function lexName(typed: TypedText, position: number, start: number): Words {
  const { text, plain } = typed;
  const { end, entity } = findName(typed, start);
  if (plain[end] === '*' || plain[end] === '+') throw new QueryProblem(signBehindName(typed, end));
  if (plain[end] === '~') throw new QueryProblem(tildeBehindWord(typed, start, end, []));
  const place = { position, length: end - position };
  if (entity === undefined) throw new QueryProblem(unknownName(text.slice(start, end), place));
  return { kind: 'words', words: [{ units: [], entity }], ...place, raw: text.slice(position, end) };
}

/** `~Amerika Serikat` needs no quotes: the most words that are one name are taken together, or else what stands there. */
function findName({ text, plain }: TypedText, start: number): { end: number; entity?: EntityId | undefined } {
  const rest = plain.slice(start);
  const code = CODE.exec(rest)?.[0];
  if (code !== undefined) return { end: start + code.length, entity: findEntity(code) };
  const words = WORDS.exec(rest)?.[0] ?? '';
  for (let length = words.length; length > 0; length = words.slice(0, length).search(/\s+\S+$/)) {
    const name = text.slice(start, start + length);
    const entity = /[,;，；、،؛]/.test(name) || isCutByOperator(name) ? undefined : findEntity(name);
    if (entity !== undefined) return { end: start + length, entity };
  }
  return { end: start + /^.[^\s"()|*+~]*/u.exec(rest)![0].length };
}

/** `~Rusia AND NATO` are two, `~TRINIDAD AND TOBAGO` is one: an operator follows where what stands before it is a name. */
function isCutByOperator(name: string): boolean {
  const operator = name.search(OPERATOR);
  return operator !== -1 && findEntity(name.slice(0, operator)) !== undefined;
}

export const unknownName = (name: string, place: Place): Problem => ({
  code: 'unknown-name',
  message: (at) =>
    `“${name}” ${at(place.position)} is no country or organisation known in other languages. Write it without the ~ to find just this word.`,
  ...place,
});

/** Reads `title:` with its value after it. An address (`https://…`) and a time (`10:30`) are words. */
import type { Scope } from './expression.ts';
import type { Lexeme } from './lexeme.ts';
import { type Problem, QueryProblem } from './queryProblem.ts';
import type { TypedText } from './typedText.ts';

const SCOPES: ReadonlyMap<string, Scope> = new Map<string, Scope>([
  ['title', 'title'],
  ['text', 'text'],
  ['source', 'source'],
  ['lang', 'lang'],
  ['author', 'author'],
  ['category', 'category'],
]);

/** What other monitors call them. */
const OTHER_NAMES: ReadonlyMap<string, string> = new Map([
  ['intitle', 'title'],
  ['headline', 'title'],
  ['judul', 'title'],
  ['intext', 'text'],
  ['summary', 'text'],
  ['body', 'text'],
  ['site', 'source'],
  ['outlet', 'source'],
  ['feed', 'source'],
  ['language', 'lang'],
  ['by', 'author'],
  ['tag', 'category'],
  ['label', 'category'],
  ['categories', 'category'],
]);

const EXAMPLES: Record<Scope, string> = {
  any: 'Rusia',
  title: 'Rusia',
  text: 'Rusia',
  source: '"Harian Samudra"',
  lang: 'id',
  author: 'Sari',
  category: 'dunia',
};

export type Field = Lexeme & { kind: 'scope' };

export function lexField({ text, plain }: TypedText, position: number): Field | undefined {
  const [, name, space = ''] = /^(\p{L}[\p{L}\p{M}\p{N}_]*)(\s*):(?=[^/:]|$)/u.exec(plain.slice(position)) ?? [];
  if (name === undefined) return;
  const scope = SCOPES.get(name.toLowerCase());
  const colon = position + name.length + space.length;
  const value = colon + 1 + /^\s*/.exec(plain.slice(colon + 1))![0].length;
  if (!scope) {
    const isWord = space !== '' || value > colon + 1 || value === plain.length;
    if (isWord) return;
    throw new QueryProblem(unknownField(text, name, position));
  }
  const field = { kind: 'scope' as const, scope, position, length: value - position, raw: `${name}:` };
  if (value >= plain.length || /[)|]/.test(plain[value]!)) throw new QueryProblem(fieldWithoutValue(field));
  return field;
}

/** The field at the begin of a text, if one is written there. */
export function fieldIn(plain: string): string | undefined {
  const field = /^([a-z]+):/i.exec(plain);
  return field && SCOPES.has(field[1]!.toLowerCase()) ? field[0] : undefined;
}

function unknownField(text: string, name: string, position: number): Problem {
  const meant = OTHER_NAMES.get(name.toLowerCase());
  return {
    code: 'unknown-field',
    message: (at) =>
      `There is no field “${name}:” (${at(position)}). Fields are title:, text:, source:, lang:, author: and category:; put a space after the colon if it is none.`,
    position,
    length: name.length + 1,
    ...(meant && { suggestion: `${text.slice(0, position)}${meant}${text.slice(position + name.length)}` }),
  };
}

export const fieldWithoutValue = ({ raw, scope, position, length }: Field): Problem => ({
  code: 'unexpected',
  message: (at) =>
    `The field “${raw}” ${at(position)} has no value. Write one directly after the colon, as in ${scope}:${EXAMPLES[scope]}.`,
  position,
  length,
});

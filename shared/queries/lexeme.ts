import type { Scope, Word } from './expression.ts';

export interface Place {
  /** UTF-16 offset into the text that is read. */
  position: number;
  length: number;
}

/** A piece of a query that means something. */
export type Lexeme = Place &
  (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { kind: 'scope'; scope: Scope }
    | { kind: 'words'; words: Word[]; near?: number }
  ) &
  /** A value as it stands, which only `lang:` asks for. */
  { raw: string };

export type Words = Lexeme & { kind: 'words' };

/** What stands before a word or a phrase: for exact letters, for a name in all languages. */
export type Mark = '' | '=' | '~';

export const endOf = ({ position, length }: Place): number => position + length;

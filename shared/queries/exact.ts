import { foldLetter } from './fold.ts';

/** The letters of a writing with their case, for `=WHO`; width, accents, hyphens and apostrophes do not count. */
export const exactLetters = (written: string): string =>
  Array.from(written.normalize('NFKC'), foldLetter)
    .join('')
    .replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');

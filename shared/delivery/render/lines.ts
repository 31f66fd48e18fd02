/**
 * Lines of an e-mail: at most 72 columns, since a phone wraps at about 45 and Amazon's plain text keeps ours.
 * A link is never broken: one that does not fit stands alone.
 */
import { countGraphemes, cutAtGrapheme, splitGraphemes } from './harmless.ts';

export const COLUMNS = 72;

export const fits = (line: string): boolean => countGraphemes(line) <= COLUMNS;

/** Broken at spaces; a word longer than a line is broken inside. */
export function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap(breakWord)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function breakWord(word: string): string[] {
  if (fits(word)) return [word];
  const letters = splitGraphemes(word);
  const pieces: string[] = [];
  for (let at = 0; at < letters.length; at += COLUMNS) pieces.push(letters.slice(at, at + COLUMNS).join(''));
  return pieces;
}

/** `label link` in one line, or in two when that is too long. */
export function withLink(label: string, link: string): string[] {
  const line = `${label} ${link}`;
  return fits(line) ? [line] : [...wrap(label), link];
}

/** One line: the first part gives way to the second, which stays whole. */
export function shortenFirst(first: string, rest: string): string {
  const room = COLUMNS - countGraphemes(rest);
  return countGraphemes(first) <= room ? first + rest : cutAtGrapheme(first, Math.max(room, 8)) + rest;
}

/** Paragraphs with an empty line between them; empty ones are left out. */
export const toBody = (paragraphs: readonly (readonly string[])[]): string =>
  `${paragraphs
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;

/**
 * Making other people's words harmless: a headline, an outlet's name or a text that a feed wrote can break a line, turn
 * the reading direction, or be longer than SNS takes. Here they become one line of bounded length; nothing else about
 * them changes.
 */

/** Longest piece of other people's words in a message, in UTF-16 units. */
export const LONGEST_WORDS = 500;

/** Controls, line and paragraph separators, reading-direction marks, byte order mark, and halves of characters. */
const HARMFUL = /[\p{Cc}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]+/gu;

export function harmless(words: string, most = LONGEST_WORDS): string {
  const line = words.replace(HARMFUL, ' ').replace(/\s+/gu, ' ').trim();
  return cutAtGrapheme(line, most);
}

/** As `harmless`, and free for marks of our own. */
export const withoutAsterisks = (words: string): string => harmless(words.replaceAll('*', ''));

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** At most `most` UTF-16 units, `…` included where it is cut; a grapheme that is longer than that is cut inside. */
export function cutAtGrapheme(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, most + 100))) {
    if (index + segment.length > most - 1) break;
    end = index + segment.length;
  }
  return `${text
    .slice(0, end > 0 ? end : most - 1)
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .trimEnd()}…`;
}

/** Characters as people count them. */
export const countGraphemes = (text: string): number =>
  IS_ASCII.test(text) ? text.length : [...graphemes.segment(text)].length;

/** Most lines are, and segmenting is slow. */
const IS_ASCII = /^[\x20-\x7e]*$/u;

export const splitGraphemes = (text: string): string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** A stretch of units of a text, as the rules about names look at it. */
import type { Tokens } from '../tokens.ts';

export interface Place {
  tokens: Tokens;
  /** Both inclusive. */
  first: number;
  last: number;
}

export const writtenAt = ({ tokens, first, last }: Place): string =>
  tokens.text.slice(tokens.starts[first], tokens.ends[last]);

/** What stands between a unit and the one before it. */
export const gapBefore = (tokens: Tokens, unit: number): string =>
  tokens.text.slice(tokens.ends[unit - 1], tokens.starts[unit]);

/** Words of one name are parted by spaces, hyphens and the like; a comma ends it. */
const WITHIN_NAME = /^(?:[\s\p{Pd}\p{Cf}'‘’ʼ׳.·・॰&()（）]{0,4}|["״])$/u;

/** Whether the units stand there from `first` on, with nothing between them that would end a name. */
export function standsAt(units: readonly string[], tokens: Tokens, first: number): boolean {
  if (first < 0 || first + units.length > tokens.count) return false;
  return units.every(
    (unit, index) =>
      tokens.isTerm(first + index, unit) && (index === 0 || WITHIN_NAME.test(gapBefore(tokens, first + index))),
  );
}

/** First letter large, the next small: how names of people are written. */
export const isTitled = (written: string): boolean => /^\p{Lu}\p{M}*[’']?\p{Ll}/u.test(written);

/** Whether the text around is written in capitals alone, so that capitals tell nothing. */
export function isAmongCapitals({ tokens, first, last }: Place): boolean {
  const before = tokens.text.slice(0, tokens.starts[first]);
  const after = tokens.text.slice(tokens.ends[last]);
  return !/\p{Ll}/u.test(tokens.text) && [before, after].some((text) => /\p{Lu}{3}/u.test(text));
}

/** Words that a headline in large letters leaves small. */
const LINKING = new Set(['from', 'with', 'into', 'over', 'than', 'amid', 'upon', 'that']);

/** Whether the text is written like a sentence: a word of some length begins small. */
export function isLikeSentence({ tokens, first, last }: Place): boolean {
  for (const { 0: word, index } of tokens.text.matchAll(/(?<![\p{L}\p{M}’'])\p{Ll}[\p{L}\p{M}]{3,}/gu)) {
    const isInside = index >= tokens.starts[first]! && index < tokens.ends[last]!;
    if (!isInside && !LINKING.has(word)) return true;
  }
  return false;
}

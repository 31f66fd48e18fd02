/**
 * What stands between two units of a text: one hyphen, apostrophe or dot (then they are also one word), spaces, or
 * something that parts them.
 */
import { APOSTROPHE, DOT, HYPHEN, SPACE } from './fold.ts';

/** Punctuation, or nothing, as between characters of a script without spaces. */
export const APART = 0;
/** Spaces around one hyphen or apostrophe. */
export const SPACED_JOINER = 1;

/** Whether two units so joined are also one word: `email` for e-mail. */
export const isWrittenTogether = (joint: number): boolean => joint >= HYPHEN;

/** Whether two units so joined are the parts of a word that a query writes with a hyphen: *COVID 19* for `COVID-19`. */
export const isTied = (joint: number): boolean =>
  joint === HYPHEN || joint === APOSTROPHE || joint === SPACE || joint === SPACED_JOINER;

/** The joint that was `before`, after one more hyphen, apostrophe, dot or space. */
export function nextJoint(before: number, character: number): number {
  if (character === SPACE) {
    if (before === HYPHEN || before === APOSTROPHE) return SPACED_JOINER;
    return before === DOT ? APART : before;
  }
  if (before === SPACE) return character === DOT ? APART : SPACED_JOINER;
  /** `U.S.-China`. */
  return before === DOT && character === HYPHEN ? HYPHEN : APART;
}

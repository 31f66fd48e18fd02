/**
 * Story ids: five base32 characters of minutes since 1970, six of chance, so that ids sort in order of time and
 * "the stories of the last five days" is a range of keys. 32⁵ minutes wrap in October 2033: a range may then come in
 * two pieces.
 */
import { MINUTE } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import type { StoryId } from './story.ts';

/** Base32 whose characters sort as their values do. */
const DIGITS = '234567abcdefghijklmnopqrstuvwxyz';
const TIME_LENGTH = 5;
const CHANCE_LENGTH = 6;
const LOWEST = '2'.repeat(TIME_LENGTH);
const HIGHEST = 'z'.repeat(TIME_LENGTH);

export function createStoryId(now: Date, random: Random): StoryId {
  const chance = Array.from(random(CHANCE_LENGTH), (byte) => DIGITS[byte % 32]).join('');
  return timePrefix(now) + chance;
}

/** Ranges of ids, both ends inclusive, that hold every story begun between two instants; two when the clock wraps. */
export function storyIdRanges(from: Date, to: Date): { first: string; last: string }[] {
  const first = timePrefix(from);
  const last = timePrefix(to);
  if (first <= last) return [{ first, last: `${last}~` }];
  return [
    { first, last: `${HIGHEST}~` },
    { first: LOWEST, last: `${last}~` },
  ];
}

export const hasBegunBetween = (id: StoryId, from: Date, to: Date): boolean =>
  storyIdRanges(from, to).some(({ first, last }) => id >= first && id <= last);

function timePrefix(instant: Date): string {
  let minutes = Math.floor(instant.getTime() / MINUTE);
  let prefix = '';
  for (let place = 0; place < TIME_LENGTH; place++) {
    prefix = DIGITS[minutes % 32] + prefix;
    minutes = Math.floor(minutes / 32);
  }
  return prefix;
}

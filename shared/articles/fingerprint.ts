/** What an item is known by from one poll to the next, in few bytes. */
import { hash } from 'node:crypto';

/** Twelve hexadecimal digits: six bytes, as they are remembered. */
export type Mark = string;

export interface Fingerprint {
  /** Of its id; empty without, and where it does not tell the items of the document apart. */
  id: Mark;
  /** Of its cleaned link; empty as above. */
  link: Mark;
  /** Of its title and date, for what has nothing better. */
  title: Mark;
  /** What it says: four digits each of title, date and text; zeros without date or text. */
  says: string;
  /** Of an id or link that different items of the document share. */
  shared: Mark[];
}

const MARK_DIGITS = 12;
const PART_DIGITS = 4;
const ABSENT = '0'.repeat(PART_DIGITS);
const PRESENT = '1'.padStart(PART_DIGITS, '0');

export const markOf = (text: string): Mark => digest(text).slice(0, MARK_DIGITS);

export function saysOf({ title, dated, text }: { title: string; dated: number | null; text: string }): string {
  return part(title) + (dated === null ? ABSENT : part(`${dated}`)) + (text ? part(text) : ABSENT);
}

/** Never the zeros that mean absent: an item of nothing else would be read back as a mark with nothing behind it. */
function part(text: string): string {
  const digits = digest(text).slice(0, PART_DIGITS);
  return digits === ABSENT ? PRESENT : digits;
}
const digest = (text: string): string => hash('sha256', text, 'hex');

const partAt = (says: string, at: number): string => says.slice(at * PART_DIGITS, (at + 1) * PART_DIGITS);
const dateIn = (says: string): string => partAt(says, 1);

export const isDated = (says: string): boolean => dateIn(says) !== ABSENT;
export const hasText = (says: string): boolean => partAt(says, 2) !== ABSENT;
export const hasSameTitle = (one: string, other: string): boolean => partAt(one, 0) === partAt(other, 0);
export const hasSameDate = (one: string, other: string): boolean => isDated(one) && dateIn(one) === dateIn(other);
/** A new date alone is no edit. */
export const hasSameWords = (one: string, other: string): boolean =>
  hasSameTitle(one, other) && partAt(one, 2) === partAt(other, 2);

/**
 * Other ways in which a text's words may be asked for: the joined writing of what hyphens and apostrophes split
 * (`obrien` for O'Brien, `us` for U.S.), and a Korean noun without its particle.
 */
import { DOT } from './fold.ts';
import { isWrittenTogether } from './joint.ts';
import { nounsOf } from './koreanNouns.ts';
import type { Tokens } from './tokens.ts';

export interface Alias {
  term: string;
  /** The units that it stands for, both inclusive. */
  from: number;
  to: number;
  /** UTF-16 offsets into the original text, `end` exclusive. */
  start: number;
  end: number;
}

const MOST_JOINED_UNITS = 4;
const MOST_DOTTED_LETTERS = 12;

/** In the order of their first unit. */
export function findAliases(tokens: Tokens): Alias[] {
  const aliases: Alias[] = [];
  for (let unit = 0; unit < tokens.count; unit++) {
    if (tokens.joined && isTogetherWithNext(tokens, unit)) collectJoined(tokens, unit, aliases);
    if (isHangul(tokens.characters[tokens.bounds[unit + 1]! - 1]!)) collectNouns(tokens, unit, aliases);
  }
  return aliases;
}

const isTogetherWithNext = (tokens: Tokens, unit: number): boolean =>
  unit + 1 < tokens.count && isWrittenTogether(tokens.joints[unit + 1]!);

function collectJoined(tokens: Tokens, from: number, aliases: Alias[]): void {
  if (isDotted(tokens, from)) return;
  const lastDotted = endOfDotted(tokens, from);
  if (lastDotted === from && isDotted(tokens, from + 1)) return;
  const most = lastDotted + MOST_JOINED_UNITS - 1;
  let term = tokens.term(from);
  for (let to = from + 1; to <= most && isTogetherWithNext(tokens, to - 1); to++) {
    if (tokens.joints[to] === DOT && !isDotted(tokens, to)) return;
    term += tokens.term(to);
    if (isDotted(tokens, to + 1) || !isJoinable(term)) continue;
    aliases.push({ term, from, to, start: tokens.starts[from]!, end: endOfWriting(tokens, to) });
  }
}

/** Numbers joined by a hyphen are a range or a date, not one number. */
export const isJoinable = (joined: string): boolean => /\p{L}/u.test(joined);

/**
 * Whether a dot joins this unit to the one before it: single letters only, as in U.S., and not the end of one sentence
 * and the begin of the next. What dots join is one word as a whole: U.S. is no part of U.S.S.R.
 */
function isDotted({ joints, bounds, count }: Tokens, unit: number): boolean {
  const isLetter = (one: number): boolean => bounds[one]! + 1 === bounds[one + 1];
  return unit < count && joints[unit] === DOT && isLetter(unit - 1) && isLetter(unit);
}

/** The last letter of a word of letters and dots; the unit itself where it begins none. */
export function endOfDotted(tokens: Tokens, unit: number): number {
  if (!isDotted(tokens, unit + 1)) return unit;
  let last = unit;
  let letters = tokens.term(unit);
  while (isDotted(tokens, last + 1) && last - unit < MOST_DOTTED_LETTERS) letters += tokens.term(++last);
  return last - unit < MOST_DOTTED_LETTERS && isJoinable(letters) ? last : unit;
}

/** The last dot of U.S. belongs to it. */
function endOfWriting(tokens: Tokens, to: number): number {
  const end = tokens.ends[to]!;
  return isDotted(tokens, to) && /[.．]/.test(tokens.text[end] ?? '') ? end + 1 : end;
}

/** A noun ends where as many of its syllables have been written, also where the text writes them in single sounds. */
function collectNouns(tokens: Tokens, unit: number, aliases: Alias[]): void {
  const [start, end] = [tokens.starts[unit]!, tokens.ends[unit]!];
  const word = tokens.term(unit);
  for (const noun of nounsOf(word)) {
    let nounEnd = start + noun.length;
    if (end - start !== word.length) {
      const isWhole = (at: number): boolean => tokens.text.slice(start, at).normalize('NFC').length === noun.length;
      while (nounEnd < end && !(isWhole(nounEnd) && !isWhole(nounEnd + 1))) nounEnd += 1;
    }
    aliases.push({ term: noun, from: unit, to: unit, start, end: nounEnd });
  }
}

const isHangul = (code: number): boolean => code >= 0xac00 && code <= 0xd7a3;

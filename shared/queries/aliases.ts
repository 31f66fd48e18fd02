/**
 * Other ways in which a text's words may be asked for: the joined writing of what hyphens and apostrophes split
 * (`obrien` for O'Brien, `us` for U.S.), and a Korean noun without its particle.
 */
import { DOT } from './fold.ts';
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

/** In the order of their first unit. */
export function findAliases(tokens: Tokens): Alias[] {
  const aliases: Alias[] = [];
  for (let unit = 0; unit < tokens.count; unit++) {
    if (tokens.joined && tokens.joints[unit + 1]! > 0 && unit + 1 < tokens.count) collectJoined(tokens, unit, aliases);
    const stem = isHangul(tokens.characters[tokens.bounds[unit]!]!) && nounOf(tokens.term(unit));
    if (stem) {
      const start = tokens.starts[unit]!;
      aliases.push({ term: stem, from: unit, to: unit, start, end: start + stem.length });
    }
  }
  return aliases;
}

function collectJoined(tokens: Tokens, from: number, aliases: Alias[]): void {
  let term = tokens.term(from);
  for (let to = from + 1; to < tokens.count && to - from < MOST_JOINED_UNITS; to++) {
    const joint = tokens.joints[to]!;
    const unit = tokens.term(to);
    if (joint === 0 || (joint === DOT && !areLetters(tokens, to))) return;
    term += unit;
    if (isJoinable(term)) aliases.push({ term, from, to, start: tokens.starts[from]!, end: tokens.ends[to]! });
  }
}

/** Numbers joined by a hyphen are a range or a date, not one number. */
export const isJoinable = (joined: string): boolean => /\p{L}/u.test(joined);

/** A dot joins single letters only: U.S., but not the end of one sentence and the begin of the next. */
function areLetters(tokens: Tokens, to: number): boolean {
  const length = (unit: number): number => tokens.bounds[unit + 1]! - tokens.bounds[unit]!;
  return length(to - 1) === 1 && length(to) === 1;
}

const isHangul = (code: number): boolean => code >= 0xac00 && code <= 0xd7a3;

/** Particles are written to the noun; a noun of one syllable is left alone, since too many words end like that. */
const NOUN_AND_PARTICLE =
  /^(.{2,}?)(?:에서는|에서도|으로는|에게서|까지도|이라고|에서|에게|으로|까지|부터|보다|처럼|라고|이나|이란|와의|과의|로의|은|는|이|가|을|를|의|에|와|과|도|로|만)$/u;

const nounOf = (word: string): string | undefined => NOUN_AND_PARTICLE.exec(word)?.[1];

/** Whether a word of a query stands at a place of a text, in any of the ways in which it may be written there. */
import type { DocumentField } from './document.ts';
import { findNamesAt } from './entities.ts';
import { isWithClitic } from './clitics.ts';
import { exactLetters } from './exact.ts';
import type { Word } from './expression.ts';
import { isTied } from './joint.ts';
import { CLOSES, OPENS, type Tokens } from './tokens.ts';

/** Where a word stands: its units, both inclusive, and its UTF-16 offsets. */
export interface Span {
  from: number;
  to: number;
  start: number;
  end: number;
}

/** The spans of a word that begin at a unit: none, mostly one; two when it is found split and joined. */
export function findWordAt(word: Word, field: DocumentField, unit: number): Span[] {
  if (word.entity !== undefined) return findNamesAt(word.entity, field, unit);
  const { tokens, aliases } = field;
  const spans: Span[] = [];
  const split = endOfUnits(word, tokens, unit);
  if (split !== undefined) spans.push(spanOf(tokens, unit, split));

  const whole = word.joined ?? (word.units.length === 1 ? word.units[0] : undefined);
  if (whole === undefined) return spans;
  if (word.joined !== undefined && isWritten(word, whole, tokens, unit)) spans.push(spanOf(tokens, unit, unit));
  for (const { term, to, start, end } of aliases.get(unit) ?? []) {
    const met = word.prefix ? term.startsWith(whole) : term === whole;
    if (met && isExact(word, tokens.text.slice(start, end)) && !spans.some((span) => span.to === to)) {
      spans.push({ from: unit, to, start, end });
    }
  }
  return spans;
}

/** The last unit when all units of the word follow each other from `unit` on, and a word opens and closes there. */
function endOfUnits(word: Word, tokens: Tokens, unit: number): number | undefined {
  const { units, joined, prefix = false, clitics = false } = word;
  let last = unit + units.length - 1;
  if (last >= tokens.count || !(tokens.flags[unit]! & OPENS)) return;
  for (let index = 0; index < units.length - 1; index++) {
    if (!tokens.isTerm(unit + index, units[index]!)) return;
    if (joined !== undefined && !isTied(tokens.joints[unit + index + 1]!)) return;
  }
  const lastTerm = units.at(-1)!;
  const met = clitics
    ? isWithClitic(tokens.term(last), lastTerm)
    : prefix
      ? tokens.startsWith(last, lastTerm)
      : tokens.isTerm(last, lastTerm) && tokens.flags[last]! & CLOSES;
  if (!met) return;
  if (prefix) while (!(tokens.flags[last]! & CLOSES)) last += 1;
  if (!isExact(word, tokens.text.slice(tokens.starts[unit], tokens.ends[last]))) return;
  return last;
}

function isWritten(word: Word, whole: string, tokens: Tokens, unit: number): boolean {
  const met = word.prefix ? tokens.startsWith(unit, whole) : tokens.isTerm(unit, whole);
  return met && isExact(word, tokens.text.slice(tokens.starts[unit], tokens.ends[unit]));
}

function isExact({ exact, prefix }: Word, written: string): boolean {
  if (exact === undefined) return true;
  const letters = exactLetters(written);
  return prefix ? letters.startsWith(exactLetters(exact)) : letters === exactLetters(exact);
}

const spanOf = (tokens: Tokens, from: number, to: number): Span => ({
  from,
  to,
  start: tokens.starts[from]!,
  end: tokens.ends[to]!,
});

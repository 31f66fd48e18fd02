/** Proximity: all words of a leaf in one field, in any order, with at most so many other words between them. */
import type { DocumentField } from './document.ts';
import type { Word } from './expression.ts';
import { findWordAt, type Span } from './findWord.ts';

interface Occurrence extends Span {
  /** Which word of the leaf. */
  index: number;
}

/** The words that stand in a window which is narrow enough, in order. */
export function findNear(words: readonly Word[], near: number, field: DocumentField): Span[] {
  const occurrences = findOccurrences(words, field);
  const found = new Set<Occurrence>();
  const counts = words.map(() => 0);
  let missing = words.length;
  let first = 0;
  for (const [last, { index }] of occurrences.entries()) {
    if (counts[index]!++ === 0) missing--;
    while (missing === 0) {
      const window = occurrences.slice(first, last + 1);
      if (wordsBetween(window, field) <= near) for (const occurrence of window) found.add(occurrence);
      if (--counts[occurrences[first++]!.index]! === 0) missing++;
    }
  }
  return occurrences.filter((occurrence) => found.has(occurrence));
}

function findOccurrences(words: readonly Word[], field: DocumentField): Occurrence[] {
  const occurrences: Occurrence[] = [];
  for (let unit = 0; unit < field.tokens.count; unit++) {
    for (const [index, word] of words.entries()) {
      for (const span of findWordAt(word, field, unit)) occurrences.push({ ...span, index });
    }
  }
  return occurrences;
}

/** The fewest words of the text that stand between one occurrence of each word, whichever are chosen in the window. */
function wordsBetween(window: readonly Occurrence[], { tokens }: DocumentField): number {
  const wordAt = (unit: number): number => tokens.words[unit]!;
  const choices = [...Map.groupBy(window, ({ index }) => index).values()];
  let fewest = Number.POSITIVE_INFINITY;
  const choose = (next: number, chosen: ReadonlySet<number>): void => {
    if (next === choices.length) {
      fewest = Math.min(fewest, Math.max(...chosen) - Math.min(...chosen) + 1 - chosen.size);
      return;
    }
    for (const { from, to } of choices[next]!.slice(0, MOST_CHOICES)) {
      const covered = new Set(chosen);
      for (let word = wordAt(from); word <= wordAt(to); word++) covered.add(word);
      choose(next + 1, covered);
      if (fewest === 0) return;
    }
  };
  choose(0, new Set());
  return fewest;
}

/** A window in which a word stands more often has been looked at without its first ones as well. */
const MOST_CHOICES = 3;

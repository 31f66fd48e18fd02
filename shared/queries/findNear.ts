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

/** Words of the text inside the window that belong to no occurrence. */
function wordsBetween(window: readonly Occurrence[], { tokens }: DocumentField): number {
  const wordAt = (unit: number): number => tokens.words[unit]!;
  const covered = new Set<number>();
  let last = 0;
  for (const { from, to } of window) {
    for (let word = wordAt(from); word <= wordAt(to); word++) covered.add(word);
    last = Math.max(last, wordAt(to));
  }
  return last - wordAt(window[0]!.from) + 1 - covered.size;
}

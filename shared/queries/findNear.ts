/**
 * Proximity: all words of a leaf in one field, in any order, with at most so many other words between them. A word that
 * the leaf has twice must stand there twice; words of it that stand there more often are others the second time.
 */
import type { DocumentField } from './document.ts';
import type { Word } from './expression.ts';
import { findWordAt, type Span } from './findWord.ts';

/** A word of the leaf, and how often it must stand there. */
interface Wanted {
  word: Word;
  times: number;
}

interface Occurrence extends Span {
  wanted: number;
  /** The words of the text that it covers, both inclusive. */
  first: number;
  last: number;
}

/** The words that stand in a window which is narrow enough, in order. */
export function findNear(words: readonly Word[], near: number, field: DocumentField): Span[] {
  const wanted = countWords(words);
  const occurrences = findOccurrences(wanted, field);
  const byEnd = occurrences.toSorted((one, other) => one.last - other.last);
  const widest = near + wanted.reduce((sum, { times }, index) => sum + times * longest(occurrences, index), 0);
  const found = new Set<Occurrence>();
  let from = 0;
  for (const [index, { first }] of occurrences.entries()) {
    if (occurrences[index - 1]?.first === first) continue;
    while (byEnd[from]!.last < first) from += 1;
    markFrom(first, byEnd, from, { wanted, near, widest }, found);
  }
  return occurrences.filter((occurrence) => found.has(occurrence));
}

function countWords(words: readonly Word[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const word of words) {
    const key = JSON.stringify(word);
    wanted.set(key, { word, times: (wanted.get(key)?.times ?? 0) + 1 });
  }
  return [...wanted.values()];
}

const lengthOf = ({ first, last }: Occurrence): number => last - first + 1;

const longest = (occurrences: readonly Occurrence[], index: number): number =>
  occurrences.reduce((most, one) => (one.wanted === index ? Math.max(most, lengthOf(one)) : most), 1);

/** In the order in which they begin. */
function findOccurrences(wanted: readonly Wanted[], { tokens, ...field }: DocumentField): Occurrence[] {
  const occurrences: Occurrence[] = [];
  const lastOf = wanted.map(() => -1);
  for (let unit = 0; unit < tokens.count; unit++) {
    for (const [index, { word, times }] of wanted.entries()) {
      for (const span of findWordAt(word, { tokens, ...field }, unit)) {
        if (times > 1 && span.from <= lastOf[index]!) continue;
        lastOf[index] = span.to;
        occurrences.push({ ...span, wanted: index, first: tokens.words[span.from]!, last: tokens.words[span.to]! });
      }
    }
  }
  return occurrences;
}

interface Window {
  wanted: readonly Wanted[];
  near: number;
  /** In words, at most. */
  widest: number;
}

/**
 * Marks what stands in a narrow window that begins with the word `first`. As a window grows by an occurrence, it grows
 * by no fewer other words than before: so each occurrence is judged by the first window that has it and all the rest.
 */
function markFrom(
  first: number,
  byEnd: readonly Occurrence[],
  from: number,
  { wanted, near, widest }: Window,
  found: Set<Occurrence>,
): void {
  const counts = new Counts(wanted);
  let waiting: Occurrence[] = [];
  for (let index = from; index < byEnd.length; index++) {
    const occurrence = byEnd[index]!;
    const width = occurrence.last - first + 1;
    if (width > widest) return;
    if (occurrence.first >= first) {
      counts.add(occurrence);
      waiting.push(occurrence);
    }
    if (counts.missing > 0 || byEnd[index + 1]?.last === occurrence.last) continue;
    if (width - counts.covered > near) return;
    for (const one of waiting) if (width - counts.coveredWith(one) <= near) found.add(one);
    waiting = [];
  }
}

/** How many words of the text the wanted words cover at most. */
class Counts {
  missing: number;
  covered = 0;
  /** Of each wanted word: the lengths of its longest occurrences, the shortest first. */
  readonly #lengths: number[][];
  readonly #wanted: readonly Wanted[];

  constructor(wanted: readonly Wanted[]) {
    this.#wanted = wanted;
    this.#lengths = wanted.map(() => []);
    this.missing = wanted.length;
  }

  add(occurrence: Occurrence): void {
    const { times } = this.#wanted[occurrence.wanted]!;
    const lengths = this.#lengths[occurrence.wanted]!;
    const length = lengthOf(occurrence);
    if (lengths.length === times) {
      if (length <= lengths[0]!) return;
      this.covered -= lengths.shift()!;
    } else if (lengths.length === times - 1) this.missing -= 1;
    this.covered += length;
    const place = lengths.findIndex((other) => other >= length);
    lengths.splice(place === -1 ? lengths.length : place, 0, length);
  }

  /** As `covered`, when this occurrence is among the chosen. */
  coveredWith(occurrence: Occurrence): number {
    const shortest = this.#lengths[occurrence.wanted]![0]!;
    return this.covered - Math.max(0, shortest - lengthOf(occurrence));
  }
}

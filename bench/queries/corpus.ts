/**
 * Subscriptions and articles for the bench, the same in every run: 60% single words, 20% phrases, 15% AND/OR/NOT, 5%
 * beginnings of words, drawn by Zipf's law, and articles of words and phrases drawn from the same.
 */
import { tokenize } from '../../shared/queries/tokenize.ts';

/** A query as any engine can evaluate it: any of these, each with all of its terms and none of the others. */
export interface Alternative {
  /** `word`, `two words`, `begin*`. */
  all: string[];
  none: string[];
}

export interface Wish {
  /** As people type it. */
  text: string;
  any: Alternative[];
}

export interface News {
  title: string;
  text: string;
}

/** A small generator with a seed (Mulberry32), so that all engines and all runs see the same. */
export function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws a rank by Zipf's law, the first rank the most often; Mandelbrot's shift keeps the first few from being everything. */
const SHIFT = 20;

function createZipf(count: number, exponent: number, chance: () => number): () => number {
  const sums = new Float64Array(count);
  let sum = 0;
  for (let rank = 0; rank < count; rank++) sums[rank] = sum += 1 / (rank + 1 + SHIFT) ** exponent;
  return () => {
    const wanted = chance() * sum;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/** So common that nobody subscribes to them. */
const STOP_WORDS = 100;
const PHRASES = 800_000;

export class Corpus {
  readonly #words: readonly string[];
  readonly #phrases: readonly string[];

  constructor(words: readonly string[]) {
    this.#words = words;
    const chance = createChance(1);
    const rank = createZipf(words.length - STOP_WORDS, 0.7, chance);
    const word = (): string => words[STOP_WORDS + rank()]!;
    this.#phrases = Array.from({ length: PHRASES }, () =>
      chance() < 0.8 ? `${word()} ${word()}` : `${word()} ${word()} ${word()}`,
    );
  }

  /** The distinct wishes among so many subscriptions, at most so many. */
  wishes(subscriptions: number, most = Number.POSITIVE_INFINITY): Wish[] {
    const chance = createChance(2);
    const wordRank = createZipf(this.#words.length - STOP_WORDS, 1, chance);
    const phraseRank = createZipf(PHRASES, 0.3, chance);
    const word = (): string => this.#words[STOP_WORDS + wordRank()]!;
    const wishes = new Map<string, Wish>();
    for (let number = 0; number < subscriptions && wishes.size < most; number++) {
      const wish = drawWish(chance, word, () => this.#phrases[phraseRank()]!);
      wishes.set(wish.text, wish);
    }
    return [...wishes.values()];
  }

  /** Articles of nine words in the title and thirty-five in the text. */
  news(count: number, seed: number): News[] {
    const chance = createChance(seed);
    const wordRank = createZipf(this.#words.length, 1, chance);
    const phraseRank = createZipf(PHRASES, 0.3, chance);
    const write = (length: number): string => {
      const words: string[] = [];
      while (words.length < length) {
        if (chance() < 0.2) words.push(...this.#phrases[phraseRank()]!.split(' '));
        else words.push(this.#words[wordRank()]!);
      }
      return words.map((word) => (chance() < 0.2 ? word[0]!.toUpperCase() + word.slice(1) : word)).join(' ');
    };
    return Array.from({ length: count }, () => ({ title: write(9), text: `${write(15)}, ${write(20)}.` }));
  }
}

function drawWish(chance: () => number, word: () => string, phrase: () => string): Wish {
  const kind = chance();
  if (kind < 0.6) return toWish([{ all: [word()], none: [] }]);
  if (kind < 0.8) return toWish([{ all: [phrase()], none: [] }]);
  if (kind < 0.85) return toWish([{ all: [`${beginningOf(word(), 4 + Math.floor(chance() * 3))}*`], none: [] }]);
  const shape = chance();
  const [one, two, three] = distinctWords(word);
  if (shape < 0.45) return toWish([{ all: [one!, two!], none: [] }]);
  if (shape < 0.65) return toWish([{ all: [one!, two!, three!], none: [] }]);
  if (shape < 0.8)
    return toWish([
      { all: [one!], none: [] },
      { all: [two!], none: [] },
    ]);
  if (shape < 0.9) return toWish([{ all: [one!], none: [two!] }]);
  return toWish([
    { all: [one!, phrase()], none: [] },
    { all: [two!, three!], none: [] },
  ]);
}

/** Folded, so that one beginning has one writing. */
const beginningOf = (word: string, length: number): string => tokenize(word).term(0).slice(0, length);

/** Three different ones, in order, so that one wish has one text. */
function distinctWords(word: () => string): string[] {
  const words = new Set<string>();
  while (words.size < 3) words.add(word());
  return [...words].sort();
}

function toWish(any: Alternative[]): Wish {
  const quote = (term: string): string => (term.includes(' ') ? `"${term}"` : term);
  const text = any
    .map(({ all, none }) => [...all.map(quote), ...none.map((term) => `-${quote(term)}`)].join(' '))
    .join(' OR ');
  return { text, any };
}

/** Replaces a share of the words by words that nobody asks for. */
export function dilute(news: readonly News[], kept: number): News[] {
  const chance = createChance(3);
  const thin = (text: string): string => text.replaceAll(/\p{L}+/gu, (word) => (chance() < kept ? word : `qz${word}`));
  return news.map(({ title, text }) => ({ title: thin(title), text: thin(text) }));
}

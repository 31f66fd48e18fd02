/** The engines that are compared: each is given the wishes, and asked which of them an article meets. */
import AhoCorasick from 'modern-ahocorasick';
import FastAhoCorasick from 'modern-ahocorasick/fast';
import { parseQuery } from '../../shared/queries/parseQuery.ts';
import { QueryIndex } from '../../shared/queries/queryIndex.ts';
import { tokenize } from '../../shared/queries/tokenize.ts';
import { Tokens } from '../../shared/queries/tokens.ts';
import type { Alternative, News, Wish } from './corpus.ts';

export interface Engine {
  /** Places of the wishes that an article meets, in any order. */
  match(news: News): number[];
}

export type EngineName = keyof typeof ENGINES;

export const ENGINES = {
  siaga: async (wishes: AsyncIterable<Wish>): Promise<Engine & { index: QueryIndex }> => {
    const index = new QueryIndex();
    for await (const { text } of wishes) {
      const reading = parseQuery(text);
      if (!reading.ok) throw new Error(`${text}: ${reading.error.message}`);
      index.add(reading.query);
    }
    return { index, match: (news) => index.find(toArticle(news)) };
  },
  'modern-ahocorasick': (wishes: readonly Wish[]): Engine => ahoCorasick(wishes, AhoCorasick),
  'modern-ahocorasick/fast': (wishes: readonly Wish[]): Engine => ahoCorasick(wishes, FastAhoCorasick),
  'one big alternation': bigAlternation,
  'a RegExp per query': regExpEach,
};

export const toArticle = (news: News) => ({ ...news, source: '', author: '', lang: '', categories: [] });

const scratch = new Tokens();

/** The folded words of title and text with a space before and after each, by our tokeniser, so that all have the same. */
function padded({ title, text }: News): string {
  const words: string[] = [];
  for (const part of [title, text]) {
    const tokens = tokenize(part, scratch);
    for (let unit = 0; unit < tokens.count; unit++) words.push(tokens.term(unit));
    words.push('|');
  }
  return ` ${words.join(' ')} `;
}

const foldTerm = (term: string): string =>
  padded({ title: term.replace('*', ''), text: '' })
    .split(' |')[0]!
    .trim();

/** A term as it stands in padded text. */
const patternOf = (term: string): string => (term.endsWith('*') ? ` ${foldTerm(term)}` : ` ${foldTerm(term)} `);

/** Every term once, and the alternatives in numbers of terms. */
function numberTerms(wishes: readonly Wish[]) {
  const numbers = new Map<string, number>();
  const numberOf = (term: string): number => {
    const pattern = patternOf(term);
    if (!numbers.has(pattern)) numbers.set(pattern, numbers.size);
    return numbers.get(pattern)!;
  };
  const alternatives = wishes.map(({ any }) =>
    any.map(({ all, none }: Alternative) => ({ all: all.map(numberOf), none: none.map(numberOf) })),
  );
  return { patterns: [...numbers.keys()], alternatives };
}

/** Evaluates the wishes that hold a term which was met. */
function createEvaluation({ patterns, alternatives }: ReturnType<typeof numberTerms>) {
  const holders: number[][] = patterns.map(() => []);
  alternatives.forEach((any, wish) => {
    for (const term of new Set(any.flatMap(({ all }) => all))) holders[term]!.push(wish);
  });
  return (met: ReadonlySet<number>): number[] => {
    const found = new Set<number>();
    for (const term of met) {
      for (const wish of holders[term]!) {
        if (found.has(wish)) continue;
        const holds = alternatives[wish]!.some(
          ({ all, none }) => all.every((one) => met.has(one)) && !none.some((one) => met.has(one)),
        );
        if (holds) found.add(wish);
      }
    }
    return [...found];
  };
}

function ahoCorasick(wishes: readonly Wish[], Automaton: typeof AhoCorasick): Engine {
  const numbered = numberTerms(wishes);
  const automaton = new Automaton(numbered.patterns);
  const evaluate = createEvaluation(numbered);
  return { match: (news) => evaluate(new Set(automaton.search(padded(news)).map(({ patternIndex }) => patternIndex))) };
}

/** All terms in one expression; an alternative hides the shorter ones at its place, so each is looked for again from there. */
function bigAlternation(wishes: readonly Wish[]): Engine {
  const numbered = numberTerms(wishes);
  const numbers = new Map(numbered.patterns.map((pattern, number) => [pattern, number]));
  const longestFirst = [...numbered.patterns].sort((one, other) => other.length - one.length);
  const expression = new RegExp(longestFirst.join('|'), 'g');
  const evaluate = createEvaluation(numbered);
  return {
    match(news) {
      const text = padded(news);
      const met = new Set<number>();
      expression.lastIndex = 0;
      for (let found = expression.exec(text); found; found = expression.exec(text)) {
        for (let end = found.index + 1; end <= found.index + found[0].length; end++) {
          const number = numbers.get(text.slice(found.index, end));
          if (number !== undefined) met.add(number);
        }
        expression.lastIndex = found.index + 1;
      }
      return evaluate(met);
    },
  };
}

function regExpEach(wishes: readonly Wish[]): Engine {
  const compiled = wishes.map(({ any }) =>
    any.map(({ all, none }) => ({
      all: all.map((term) => new RegExp(patternOf(term))),
      none: none.map((term) => new RegExp(patternOf(term))),
    })),
  );
  return {
    match(news) {
      const text = padded(news);
      const found: number[] = [];
      compiled.forEach((any, wish) => {
        if (any.some(({ all, none }) => all.every((one) => one.test(text)) && !none.some((one) => one.test(text))))
          found.push(wish);
      });
      return found;
    },
  };
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { necessaryTerms, termsOf } from '../../shared/queries/anchors.ts';
import { readDocument } from '../../shared/queries/document.ts';
import { evaluate, evaluateDocument } from '../../shared/queries/evaluate.ts';
import { excerptPlaces, LONGEST_EXCERPT } from '../../shared/queries/excerptPlaces.ts';
import type { Leaf } from '../../shared/queries/expression.ts';
import { implies } from '../../shared/queries/implies.ts';
import { parseQuery, type Reading } from '../../shared/queries/parseQuery.ts';
import type { Matchable, ParsedQuery } from '../../shared/queries/query.ts';
import { createIndex } from '../../shared/queries/queryIndex.ts';
import { matches, type Tree, windowPlaces, type Words } from './reference.ts';

/** Few words, so that random queries and random texts meet; each in several writings. */
const WORDS = [
  ...['Rusia', 'rusia', 'RUSIA', 'Ukraina', 'NATO', 'who', 'WHO', 'sanksi', 'sanksinya', 'krisis', 'isi'],
  ...[
    'régime',
    'regime',
    'Łódź',
    'lodz',
    'Straße',
    'strasse',
    'İstanbul',
    'istanbul',
    'đồng',
    'Россия',
    'ёлка',
    'елка',
    'йод',
  ],
  ...['俄罗斯', '北约', '峰会', '罗斯', 'ＮＡＴＯ', 'COVID', '19', 'obrien', 'O', 'Brien', 'email', 'mail', 'e'],
];
const COMPOUNDS = ['Rusia-Ukraina', 'COVID-19', "O'Brien", 'e-mail', 'O’Brien', 'NATO–Rusia', 'anti-NATO'];

const word = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...WORDS) }, fc.constantFrom(...COMPOUNDS));
const text = fc
  .array(fc.tuple(word, fc.constantFrom(' ', ' ', ' ', '-', '’', ', ', '. ', '—', '')), { maxLength: 14 })
  .map((parts) => parts.flat().join(''));
const article: fc.Arbitrary<Matchable> = fc.record({
  title: text,
  text,
  source: text,
  lang: fc.constant('id'),
  author: fc.constant(''),
  categories: fc.constant([]),
});

const EMPTY: Matchable = { title: '', text: '', source: '', lang: '', author: '', categories: [] };

const leaf: fc.Arbitrary<Tree> = fc.oneof(
  { weight: 5, arbitrary: word.map((one) => ({ kind: 'words' as const, scope: 'any' as const, words: [one] })) },
  fc.record({
    kind: fc.constant('words' as const),
    scope: fc.constantFrom('any' as const, 'title' as const, 'source' as const),
    words: fc.array(word, { minLength: 2, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('words' as const),
    scope: fc.constant('any' as const),
    words: fc.array(fc.constantFrom('Rusia', 'NATO', 'krisis', '俄罗斯', 'who'), { minLength: 2, maxLength: 3 }),
    near: fc.nat(4),
  }),
  fc.record({
    kind: fc.constant('words' as const),
    scope: fc.constantFrom('any' as const, 'title' as const),
    words: fc.constantFrom('san', 'sanksi', 'rus', '俄', 'Rusia-Uk', 'no').map((one) => [one]),
    prefix: fc.constant(true),
  }),
  fc.record({
    kind: fc.constant('words' as const),
    scope: fc.constant('any' as const),
    words: fc.constantFrom('WHO', 'Rusia', 'NATO').map((one) => [one]),
    exact: fc.constant(true),
  }),
);

const tree = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    fc.record({ kind: fc.constant('not' as const), child: tie('tree') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      children: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).tree;

function typed(one: Tree): string {
  switch (one.kind) {
    case 'not':
      return `NOT (${typed(one.child)})`;
    case 'and':
    case 'or':
      return one.children.map((child) => `(${typed(child)})`).join(one.kind === 'or' ? ' OR ' : ' ');
    case 'words': {
      const field = one.scope === 'any' ? '' : `${one.scope}:`;
      const inside = `${one.words.join(' ')}${one.prefix ? '*' : ''}`;
      const phrase = one.words.length > 1 ? `"${inside}"` : inside;
      return `${field}${one.exact ? '=' : ''}${phrase}${one.near === undefined ? '' : `~${one.near}`}`;
    }
  }
}

/** The trees that are queries: they demand something and can be met. */
function read(one: Tree): ParsedQuery | null {
  const reading = parseQuery(typed(one));
  if (reading.ok) return reading.query;
  expect(['only-not', 'contradiction']).toContain(reading.error.code);
  return null;
}

describe('a distance', () => {
  /** Words that never stand in one another, some of them several words long. */
  const words = ['Rusia', 'NATO', '俄罗斯', 'COVID-19', 'who', "O'Brien-Smith"];
  const crowded = fc
    .array(fc.tuple(fc.constantFrom(...words, 'COVID19', 'isi', 'x y'), fc.constantFrom(' ', ' ', ', ', ' x ')), {
      maxLength: 16,
    })
    .map((parts) => parts.flat().join(''));
  const window = fc.record({
    kind: fc.constant('words' as const),
    scope: fc.constant('title' as const),
    words: fc.array(fc.constantFrom(...words), { minLength: 2, maxLength: 4 }),
    near: fc.nat(6),
  });

  it('marks the words of every window that is narrow enough, and no other', () => {
    fc.assert(
      fc.property(window, crowded, (one, title) => {
        const hits = evaluate(read(one)!, { ...EMPTY, title }) ?? [];
        expect(hits.map(({ start, end }) => ({ start, end }))).toEqual(windowPlaces(one as Words, title));
      }),
      { numRuns: 800 },
    );
  });
});

describe('any query and any article', () => {
  it('meet exactly when the reference says so, with the characters that met', () => {
    fc.assert(
      fc.property(tree, article, (one, about) => {
        const query = read(one);
        if (!query) return;
        const hits = evaluate(query, about);
        expect(hits !== null).toBe(matches(one, about));
        for (const { field, text: met, start, end } of hits ?? []) {
          expect(about[field as 'title' | 'text' | 'source'].slice(start, end)).toBe(met);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('are excerpted within bounds, every mark on a hit', () => {
    fc.assert(
      fc.property(
        tree,
        article,
        fc.constantFrom('', 'kata demi kata yang tidak dicari siapa pun '.repeat(6)),
        (one, about, filler) => {
          const longer = { ...about, text: `${filler}${about.text} ${filler}${about.text}` };
          const query = read(one);
          const hits = query && evaluate(query, longer);
          if (!hits) return;
          const places = excerptPlaces(longer, hits);
          expect(places.filter(({ field }) => field === 'text').length).toBeLessThanOrEqual(3);
          for (const { field, text: shown, marks } of places) {
            if (field === 'title') expect(shown).toBe(longer.title);
            else expect(shown.length).toBeLessThanOrEqual(LONGEST_EXCERPT);
            expect(marks.length).toBeGreaterThan(0);
            for (const { start, end } of marks) {
              const marked = shown.slice(start, end);
              expect(hits.some((hit) => marked.includes(hit.text))).toBe(true);
            }
          }
          if (hits.some(({ field }) => field === 'text'))
            expect(places.some(({ field }) => field === 'text')).toBe(true);
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('what one leaf implies', () => {
  const written = ([field, mark, words, near]: readonly [string, string, readonly string[], string]): string =>
    `${field}${mark}"${words.join(' ')}"${words.length > 1 ? near : ''}`;
  const words = fc.array(
    fc.constantFrom('rusia', 'Rusia', 'rus*', 'rusia+', 'nato', 'sanksi*', '俄罗斯', '俄*', 'COVID-19', '19'),
    { minLength: 1, maxLength: 3 },
  );
  const field = fc.constantFrom('', 'title:', 'text:');
  const leaf = fc.tuple(field, fc.constantFrom('', '='), words, fc.constantFrom('', '~0', '~2')).map(written);
  /** Two leaves, the second mostly weaker than the first. */
  const pair = fc
    .tuple(field, fc.constantFrom('', '='), words, fc.constantFrom('', '', '~0', '~2'))
    .chain(([field, mark, words, near]) =>
      fc.tuple(
        fc.constant(written([field, mark, words, near])),
        fc
          .tuple(
            fc.constantFrom(field, ''),
            fc.constantFrom(mark, ''),
            fc.shuffledSubarray(words, { minLength: 1 }),
            fc.constantFrom('', '~0', '~2', '~5'),
          )
          .map(written),
      ),
    );
  const about = fc
    .array(
      fc.constantFrom(
        'Rusia',
        'rusia',
        'RUSIA',
        'Rusialah',
        'NATO',
        'nato',
        'sanksinya',
        '俄罗斯',
        '俄',
        'COVID',
        '19',
        'x',
      ),
      {
        maxLength: 8,
      },
    )
    .chain((words) => fc.constantFrom(' ', ', ', '-').map((gap) => words.join(gap)));
  const leafOf = (text: string): Leaf => {
    const reading = parseQuery(text);
    if (!reading.ok || reading.query.expression.kind !== 'leaf') throw new Error(text);
    return reading.query.expression;
  };

  it('holds in every article', () => {
    fc.assert(
      fc.property(pair, about, about, ([one, other], title, text) => {
        const document = readDocument({ ...EMPTY, title, text });
        fc.pre(implies(leafOf(one), leafOf(other)) && evaluateDocument(leafOf(one), document) !== null);
        expect(evaluateDocument(leafOf(other), document)).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('may be said or not', () => {
    fc.assert(
      fc.property(pair, leaf, fc.nat(3), ([one, other], third, place) => {
        fc.pre(implies(leafOf(one), leafOf(other)));
        const said = [`${one} ${other}`, `${one} OR ${other}`, `-${one} -${other}`, `-(${one} ${other})`][place]!;
        const short = [one, other, `-${other}`, `-${one}`][place]!;
        expect(parseQuery(`(${said}) ${third}`)).toMatchObject(unplaced(parseQuery(`(${short}) ${third}`)));
      }),
      { numRuns: 500 },
    );
  });

  /** The same query, or a refusal for the same reason. */
  const unplaced = (reading: Reading): object =>
    reading.ok ? reading : { ok: false, error: { code: reading.error.code } };
});

it('the index finds what evaluation finds, also after additions and removals', () => {
  fc.assert(
    fc.property(
      fc.array(tree, { maxLength: 40 }),
      fc.array(fc.nat(39)),
      fc.array(article, { maxLength: 4 }),
      (trees, removals, articles) => {
        const queries = trees.map(read).filter((query) => query !== null);
        const index = createIndex();
        for (const query of queries) index.add(query);
        const removed = new Set(removals.map((place) => queries[place]?.id));
        for (const id of removed) if (id !== undefined) index.remove(id);
        const left = queries.filter(({ id }) => !removed.has(id));
        expect(index.size).toBe(new Set(left.map(({ id }) => id)).size);
        for (const about of articles) {
          const expected = new Map(
            left.map((query) => [query.id, evaluate(query, about)]).filter(([, hits]) => hits !== null) as [
              string,
              unknown,
            ][],
          );
          expect(new Map(index.match(about).map(({ query, hits }) => [query, hits]))).toEqual(expected);
        }
      },
    ),
    { numRuns: 500 },
  );
});

it('what a query matches holds its necessary terms', () => {
  fc.assert(
    fc.property(tree, article, (one, about) => {
      const query = read(one);
      if (!query || !evaluate(query, about)) return;
      const terms = termsOf(about);
      for (const group of necessaryTerms(query)) expect(group.some((term) => terms.has(term))).toBe(true);
    }),
    { numRuns: 600 },
  );
});

import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { answerLine } from '../../cli/match.ts';

const ask = (query: string, article: object): unknown => JSON.parse(answerLine(JSON.stringify({ query, article })));

describe('one request, one answer', () => {
  it('says whether they meet and where, in the fields of the request', () => {
    expect(
      ask('Rusia lang:id category:dunia', { title: 'Hari ini', summary: 'Rusia', lang: 'id', categories: ['dunia'] }),
    ).toEqual({
      id: expect.stringMatching(/^[\w-]{20}$/),
      matched: true,
      why: [
        { field: 'summary', text: 'Rusia', start: 0, end: 5 },
        { field: 'categories', text: 'dunia', start: 0, end: 5 },
        { field: 'lang', text: 'id', start: 0, end: 2 },
      ],
    });
  });

  it('gives no reason where they do not meet', () => {
    expect(ask('ISIS', { title: 'crisis' })).toMatchObject({ matched: false, why: [] });
  });

  it('takes null for a field that is absent', () => {
    const article = { title: 'Rusia', summary: null, source: null, lang: null, author: null, categories: null };
    expect(ask('Rusia', article)).toEqual(ask('Rusia', { title: 'Rusia' }));
  });

  it('names the place of what it cannot read, and what was meant', () => {
    expect(ask('Rusia AND ("krisis rudal OR Kuba)', { title: 'x' })).toEqual({
      error:
        'The quote at character 12 is never closed. Close it, as in "krisis rudal", or take it away. Did you mean: Rusia AND ("krisis rudal" OR Kuba)',
      position: 11,
    });
  });

  it('does not say twice what was meant', () => {
    expect(ask('"krisis rudal', { title: 'x' })).toEqual({
      error: 'The quote at character 1 is never closed. Close it, as in "krisis rudal", or take it away.',
      position: 0,
    });
  });

  it.each([
    ['no JSON', '{', 'The request is not JSON'],
    ['no title', '{"query":"a","article":{}}', 'The request does not fit'],
    ['a line that is too long', null, 'The request is longer than 16 MB'],
  ])('answers to %s as well', (_case, line, error) => {
    expect(JSON.parse(answerLine(line))).toEqual({ error: expect.stringContaining(error), position: 0 });
  });
});

describe('line by line, in order', () => {
  const answers = (lines: string[]): string[] =>
    spawnSync(process.execPath, ['cli/match.ts'], { input: lines.join('\n'), encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line !== '');

  it('answers each line', () => {
    const lines = ['Rusia', 'Kuba', '"'].map((query) => JSON.stringify({ query, article: { title: 'Rusia' } }));
    expect(answers(lines).map((line) => JSON.parse(line))).toMatchObject([
      { matched: true },
      { matched: false },
      { position: 0 },
    ]);
  });

  it('ends a line at a line feed and nowhere else, reading and writing', () => {
    const lines = ['Rusia\u2028NATO', 'Rusia\u2029NATO', 'Rusia\rNATO'].map((title) =>
      JSON.stringify({ query: '"Rusia NATO"', article: { title } }),
    );
    const given = answers(lines);
    expect(given.join('')).not.toMatch(/[\u2028\u2029\r]/);
    expect(given.map((line) => JSON.parse(line).why[0].text)).toEqual([
      'Rusia\u2028NATO',
      'Rusia\u2029NATO',
      'Rusia\rNATO',
    ]);
  });
});

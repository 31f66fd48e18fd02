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

  it('names the place of what it cannot read', () => {
    expect(ask('Rusia AND ("krisis rudal OR Kuba)', { title: 'x' })).toEqual({
      error: 'The quote at character 12 is never closed. Close it, as in "krisis rudal", or take it away.',
      position: 11,
    });
  });

  it.each([
    ['no JSON', '{', 'The request is not JSON'],
    ['no title', '{"query":"a","article":{}}', 'The request does not fit'],
  ])('answers to %s as well', (_case, line, error) => {
    expect(JSON.parse(answerLine(line))).toEqual({ error: expect.stringContaining(error), position: 0 });
  });
});

it('answers line by line, in order', () => {
  const lines = ['Rusia', 'Kuba', '"'].map((query) => JSON.stringify({ query, article: { title: 'Rusia' } }));
  const { stdout } = spawnSync(process.execPath, ['cli/match.ts'], { input: lines.join('\n'), encoding: 'utf8' });
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ matched: true }, { matched: false }, { position: 0 }]);
});

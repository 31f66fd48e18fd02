import { expect, it } from 'vitest';
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

it('parses what a function needs', () => {
  expect(
    parseEnvironment({ NEWS_TABLE: z.string(), MOST: z.coerce.number() }, { NEWS_TABLE: 'News', MOST: '3' }),
  ).toEqual({
    NEWS_TABLE: 'News',
    MOST: 3,
  });
});

it('names every variable that is missing or malformed', () => {
  expect(() => parseEnvironment({ NEWS_TABLE: z.string(), MOST: z.coerce.number() }, { MOST: 'many' })).toThrow(
    /NEWS_TABLE.*MOST/,
  );
});

import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCursor } from '../../shared/store/cursors.ts';
import { startTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());

const noon = new Date('2026-11-23T12:00:00Z');
const later = new Date('2026-11-23T12:01:00Z');

it('is null before its first tick, then what was last advanced to', async () => {
  const cursor = createCursor(tables.news, 'dispatch');
  expect(await cursor.read()).toBeNull();
  expect(await cursor.advance(null, noon)).toBe(true);
  expect(await cursor.read()).toEqual(noon);
});

it('lets exactly one of two racing ticks advance it', async () => {
  const cursor = createCursor(tables.people, 'digest');
  const won = await Promise.all([cursor.advance(null, noon), cursor.advance(null, noon)]);
  expect(won.sort()).toEqual([false, true]);
  expect(await cursor.advance(noon, later)).toBe(true);
  expect(await cursor.advance(noon, later)).toBe(false);
});

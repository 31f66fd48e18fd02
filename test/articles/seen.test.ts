/** What is remembered of a feed: twelve bytes an item. */
import { expect, it } from 'vitest';
import { Seen } from '../../shared/articles/seen.ts';

const print = (id: string, text = id) => ({ id, text });
const none = new Uint8Array();

it('knows items by identity and by text', () => {
  const seen = new Seen(new Seen(none).after([print('a'), print('b')]));
  expect(seen.newsOf(print('a'))).toBe('known');
  expect(seen.newsOf(print('a', 'edited'))).toBe('edited');
  expect(seen.newsOf(print('c'))).toBe('new');
});

it('takes twelve bytes an item, those of the document first', () => {
  const before = new Seen(none).after([print('a'), print('b')]);
  const after = new Seen(before).after([print('c'), print('b', 'edited')]);
  expect(before).toHaveLength(24);
  expect(after).toHaveLength(36);
  expect(Buffer.from(after).subarray(24)).toEqual(Buffer.from(before).subarray(0, 12));
  expect(new Seen(after).newsOf(print('b', 'edited'))).toBe('known');
});

it('keeps two hundred that have left the document, the latest', () => {
  let bytes: Uint8Array = none;
  for (let n = 0; n < 300; n++) bytes = new Seen(bytes).after([print(`item${n}`)]);
  expect(bytes).toHaveLength(12 * 201);
  const seen = new Seen(bytes);
  expect(seen.newsOf(print('item299'))).toBe('known');
  expect(seen.newsOf(print('item99'))).toBe('known');
  expect(seen.newsOf(print('item98'))).toBe('new');
});

it('a cut entry at the end is left out', () => {
  const bytes = new Seen(none).after([print('a'), print('b')]);
  expect(new Seen(bytes.subarray(0, 20)).newsOf(print('b'))).toBe('new');
});

/** What is remembered of a feed: twelve bytes an item, twice where its id may change. */
import { describe, expect, it } from 'vitest';
import { Seen, type Fingerprint, type News } from '../../shared/articles/seen.ts';

const print = (id: string, text = id) => ({ id, text });
const none = new Uint8Array();
const newsOf = (seen: Seen, item: Fingerprint): News => seen.newsIn([item])[0]!;

it('knows items by identity and by text', () => {
  const seen = new Seen(new Seen(none).after([print('a'), print('b')]));
  expect(newsOf(seen, print('a'))).toBe('known');
  expect(newsOf(seen, print('a', 'edited'))).toBe('edited');
  expect(newsOf(seen, print('c'))).toBe('new');
});

it('takes twelve bytes an item, those of the document first', () => {
  const before = new Seen(none).after([print('a'), print('b')]);
  const after = new Seen(before).after([print('c'), print('b', 'edited')]);
  expect(before).toHaveLength(24);
  expect(after).toHaveLength(36);
  expect(Buffer.from(after).subarray(24)).toEqual(Buffer.from(before).subarray(0, 12));
  expect(newsOf(new Seen(after), print('b', 'edited'))).toBe('known');
});

it('keeps two hundred that have left the document, the latest', () => {
  let bytes: Uint8Array = none;
  const both = (n: number) => ({ ...print(`item${n}`), alias: print(`link${n}`) });
  for (let n = 0; n < 300; n++) bytes = new Seen(bytes).after([both(n)]);
  expect(bytes).toHaveLength(24 * 201);
  const seen = new Seen(bytes);
  expect(newsOf(seen, print('item299'))).toBe('known');
  expect(newsOf(seen, print('item99'))).toBe('known');
  expect(newsOf(seen, print('item98'))).toBe('new');
});

it('a cut entry at the end is left out', () => {
  const bytes = new Seen(none).after([print('a'), print('b')]);
  expect(newsOf(new Seen(bytes.subarray(0, 20)), print('b'))).toBe('new');
});

describe('an id that changes', () => {
  const item = (id: string, link: string, title = link, text = title): Fingerprint => ({
    id,
    text,
    alias: { id: `link ${link}`, text: title },
  });
  const seen = new Seen(new Seen(none).after([item('1', 'a'), item('2', 'b'), item('3', 'c'), item('4', 'd')]));

  it.each<[string, Fingerprint[], News[]]>([
    ['the same address and title: the same item', [item('9', 'a')], ['known']],
    ['the same address with another title is another item', [item('9', 'a', 'x')], ['new']],
    ['another address is another item', [item('9', 'x', 'a')], ['new']],
    [
      'most of them: the address is enough, and what differs is an edit',
      [item('6', 'a'), item('7', 'b', 'x'), item('8', 'c'), item('9', 'e')],
      ['known', 'edited', 'known', 'new'],
    ],
    [
      'while most keep theirs, none is an edit',
      [item('1', 'a'), item('2', 'b'), item('3', 'c'), item('9', 'd', 'x')],
      ['known', 'known', 'known', 'new'],
    ],
  ])('%s', (_case, document, kinds) => expect(seen.newsIn(document)).toEqual(kinds));

  it('a feed that begins to give ids', () => {
    const without = new Seen(new Seen(none).after([print('link a', 'a')]));
    expect(without.newsIn([item('1', 'a')])).toEqual(['known']);
  });
});

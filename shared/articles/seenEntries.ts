/**
 * How what has been seen of a feed is written down: entries of twelve bytes.
 *
 * An item is one entry, the mark of its article and what it said, and one more for each other mark that it is known
 * by: that mark, and the article's again. A mark with nothing behind it is shared by different items.
 */
import type { Mark } from './fingerprint.ts';

export interface SeenItem {
  /** The mark that its article has its id from. */
  article: Mark;
  says: string;
  also: Mark[];
}

export interface SeenEntries {
  items: SeenItem[];
  shared: Mark[];
}

const HALF_BYTES = 6;
const ENTRY_BYTES = 2 * HALF_BYTES;
const NOTHING = '00'.repeat(HALF_BYTES);

export function readEntries(bytes: Uint8Array): SeenEntries {
  const entries = Buffer.from(bytes);
  const items: SeenItem[] = [];
  const shared: Mark[] = [];
  for (let at = 0; at + ENTRY_BYTES <= entries.length; at += ENTRY_BYTES) {
    const mark = entries.toString('hex', at, at + HALF_BYTES);
    const value = entries.toString('hex', at + HALF_BYTES, at + ENTRY_BYTES);
    const before = items.at(-1);
    if (value === NOTHING) shared.push(mark);
    else if (value === before?.article) before.also.push(mark);
    else items.push({ article: mark, says: value, also: [] });
  }
  return { items, shared };
}

export function writeEntries({ items, shared }: SeenEntries): Uint8Array {
  const written = items.map(({ article, says, also }) => article + says + also.map((mark) => mark + article).join(''));
  return Buffer.from([...written, ...shared.map((mark) => mark + NOTHING)].join(''), 'hex');
}

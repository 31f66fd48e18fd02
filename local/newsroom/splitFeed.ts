/**
 * Takes a recorded feed apart at the borders of its items, on the raw text, and puts it together again with some of
 * them left out or dated anew.
 *
 * Not a parser: a recorded feed is often broken, and what is broken must arrive broken. Bytes are read as Latin-1,
 * which keeps every one of them, and markup is ASCII in all encodings that feeds come in, but for UTF-16.
 */
export interface FeedItem {
  text: string;
  /** Epoch milliseconds; NaN when it says no date that can be read. */
  date: number;
}

export interface SplitFeed {
  items: readonly FeedItem[];
  /** The feed with those items for which `show` gives a text. */
  join: (show: (item: FeedItem, index: number) => string | undefined) => Buffer;
}

const ITEM = /<((?:[\w.-]+:)?(?:item|entry))(?=[\s>/])[^>]*>[\s\S]*?<\/\1\s*>/g;
const DATE =
  /<((?:[\w.-]+:)?(?:pubDate|published|updated|date|issued|modified|created))(\s[^>]*)?>([\s\S]*?)<\/\1\s*>/gi;
const ROOT = /<(?:[\w.-]+:)?(rss|RDF|feed|channel)[\s>]/;

type Encoding = 'latin1' | 'utf16le' | 'utf16be';

export function splitFeed(bytes: Buffer): SplitFeed | undefined {
  const encoding = encodingOf(bytes);
  const text = decode(bytes, encoding);
  if (!ROOT.test(text)) return undefined;
  const found = [...text.matchAll(ITEM)];
  const items = found.map(([item]) => ({ text: item, date: dateOf(item) }));
  const between = found.map(({ index }, nth) => {
    const before = found[nth - 1];
    return text.slice(before ? before.index + before[0].length : 0, index);
  });
  const last = found.at(-1);
  const after = text.slice(last ? last.index + last[0].length : 0);
  return {
    items,
    join(show) {
      const parts = items.map((item, index) => between[index]! + (show(item, index) ?? ''));
      return encode(parts.join('') + after, encoding);
    },
  };
}

/** The item with every date it says replaced; one that says none gets one, where its format has a plain name for it. */
export function dateAnew({ text }: FeedItem, now: Date): string {
  const dated = text.replaceAll(DATE, (_all, name: string, attributes: string | undefined) => {
    const value = /pubDate$/i.test(name) ? now.toUTCString() : now.toISOString();
    return `<${name}${attributes ?? ''}>${value}</${name}>`;
  });
  if (dated !== text || new RegExp(DATE.source, 'i').test(text)) return dated;
  if (/^<item[\s>]/.test(text)) return text.replace(/<\/item\s*>$/, `<pubDate>${now.toUTCString()}</pubDate></item>`);
  return text.replace(/<\/((?:[\w.-]+:)?)entry\s*>$/, (_all, prefix: string) => {
    return `<${prefix}updated>${now.toISOString()}</${prefix}updated></${prefix}entry>`;
  });
}

const dateOf = (item: string): number => {
  const [, , , value = ''] = new RegExp(DATE.source, 'i').exec(item) ?? [];
  return Date.parse(value.replaceAll(/<!\[CDATA\[|\]\]>/g, '').trim());
};

/** Its headline as people read it, as well as that can be told without a parser. */
export function headlineOf({ text }: FeedItem, feed: Buffer): string {
  const [, , raw = ''] = /<((?:[\w.-]+:)?title)(?:\s[^>]*)?>([\s\S]*?)<\/\1\s*>/.exec(text) ?? [];
  const isWide = encodingOf(feed) !== 'latin1';
  const decoded = isWide ? raw : new TextDecoder(charsetOf(feed)).decode(Buffer.from(raw, 'latin1'));
  return decoded
    .replaceAll(/<!\[CDATA\[|\]\]>/g, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/&(?:amp;)?#(\d+);/g, (_all, code: string) => fromCode(Number(code)))
    .replaceAll(/&(?:amp;)?#x([\da-f]+);/gi, (_all, code: string) => fromCode(Number.parseInt(code, 16)))
    .replaceAll(/&(lt|gt|quot|apos|amp|nbsp);/g, (_all, name: string) => ENTITIES[name] ?? ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

const fromCode = (code: number): string => (code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : ' ');

function charsetOf(feed: Buffer): string {
  const [, label = 'utf-8'] = /^[^>]*encoding=["']([\w-]+)["']/.exec(feed.subarray(0, 200).toString('latin1')) ?? [];
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return 'utf-8';
  }
}

function encodingOf(bytes: Buffer): Encoding {
  const start = bytes.subarray(0, 2).toString('latin1');
  if (start === '\xff\xfe' || start === '<\0') return 'utf16le';
  if (start === '\xfe\xff' || start === '\0<') return 'utf16be';
  return 'latin1';
}

const decode = (bytes: Buffer, encoding: Encoding): string =>
  encoding === 'utf16be' ? swap(bytes).toString('utf16le') : bytes.toString(encoding);

const encode = (text: string, encoding: Encoding): Buffer =>
  encoding === 'utf16be' ? swap(Buffer.from(text, 'utf16le')) : Buffer.from(text, encoding);

const swap = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();

/**
 * JSON that somebody's template made, or that breaks off: what strict JSON would say of it.
 *
 * One walk over the text, without recursion: trailing commas and comments are left out, raw control characters and
 * escapes of other languages in strings become JSON's, what follows the first value is not read. What stands in the
 * outermost arrays is taken one by one, so that an item which cannot be mended costs only itself; at the break, what was
 * whole before it is closed. jsonrepair 3.15 mends more, and needs 0.6 s for
 * 80 kB of strings that nobody closes.
 */
import { MOST_ITEMS, NotAFeed } from './rawFeed.ts';

export const DEEPEST = 256;

const COMMENTS: readonly (readonly [opens: string, closes: string])[] = [
  ['//', '\n'],
  ['/*', '*/'],
  ['<!--', '-->'],
];
/** What a walk leaps over outside strings: names, numbers, spaces. */
const PLAIN = /[^"{}[\],/<]+/y;

/** More than any feed has; what was made to hurt is cut there. */
const MOST_PARTS = 500_000;

/** May still be no JSON: whoever parses it says so. */
export function repairJson(text: string): string {
  const json = new Written();
  let isValue = false;
  for (let at = 0; at < text.length && json.hasRoom;) {
    const letter = text[at]!;
    if (letter === '"') {
      const { string, end } = readString(text, at);
      if (end > text.length) break;
      json.write(string);
      if (isValue && json.depth === 1) json.markWhole();
      at = end;
    } else if (letter === '{' || letter === '[') {
      json.open(letter);
      at += 1;
    } else if (letter === '}' || letter === ']') {
      if (!json.close(letter) || json.depth === 0) break;
      at += 1;
    } else if (letter === ',') {
      json.separate();
      at += 1;
    } else {
      const end = endOfComment(text, at);
      if (end < 0) break;
      PLAIN.lastIndex = at;
      const plain = end > at ? '' : (PLAIN.exec(text)?.[0] ?? letter);
      json.write(plain.trim());
      isValue ||= plain.includes(':');
      at = Math.max(end, at + plain.length);
    }
    if ('[]{},'.includes(letter)) isValue = false;
  }
  return json.whole();
}

/** Where it stands when there is no comment; below 0 when one is not closed. */
function endOfComment(text: string, at: number): number {
  const comment = COMMENTS.find(([opens]) => text.startsWith(opens, at));
  if (!comment) return at;
  const [opens, closes] = comment;
  const end = text.indexOf(closes, at + opens.length);
  return end < 0 ? end : end + closes.length;
}

/** What has been written, and how much of it is whole. */
class Written {
  readonly #parts: string[] = [];
  /** Innermost last. */
  readonly #closers: string[] = [];
  #whole = { parts: 0, closing: '' };
  /** A comma is written before what comes after it, if something does. */
  #isComma = false;
  #itemFrom = 0;
  #items = 0;

  get hasRoom(): boolean {
    return this.#items < MOST_ITEMS && this.#parts.length < MOST_PARTS;
  }

  get depth(): number {
    return this.#closers.length;
  }

  write(part: string): void {
    if (!part) return;
    if (this.#isComma) this.#parts.push(',');
    this.#parts.push(part);
    this.#isComma = false;
  }

  open(letter: '{' | '['): void {
    if (this.depth === DEEPEST) throw new NotAFeed('it is JSON that nests too deep.');
    if (this.#last === '}' || this.#last === ']') this.#isComma = true;
    if (this.depth === 2) this.#itemFrom = this.#parts.length;
    this.write(letter);
    this.#closers.push(letter === '{' ? '}' : ']');
    if (this.depth <= 2) this.markWhole();
  }

  /** False when it closes something else. */
  close(letter: '}' | ']'): boolean {
    if (this.#closers.at(-1) !== letter) return false;
    this.#closers.pop();
    this.#isComma = false;
    this.write(letter);
    if (this.depth === 2 && this.#closers[1] === ']') this.#dropBrokenItem();
    if (this.depth <= 2) this.markWhole();
    return true;
  }

  separate(): void {
    if (this.depth <= 2 && !this.#isComma) this.markWhole();
    this.#isComma = this.#last !== '{' && this.#last !== '[';
  }

  markWhole(): void {
    if (this.#whole.parts === this.#parts.length) return;
    this.#whole = { parts: this.#parts.length, closing: this.#closers.toReversed().join('') };
  }

  whole(): string {
    return this.#parts.slice(0, this.#whole.parts).join('') + this.#whole.closing;
  }

  get #last(): string | undefined {
    return this.#parts.at(-1);
  }

  #dropBrokenItem(): void {
    this.#items += 1;
    const item = this.#parts.slice(this.#itemFrom).join('').replace(/^,/, '');
    if (!isJson(item)) this.#parts.length = this.#itemFrom;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The string that begins here, as JSON lets it be; it ends after the text when it is not closed. */
function readString(text: string, from: number): { string: string; end: number } {
  let isFine = true;
  for (let at = from + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const string = text.slice(from, at + 1);
      return { string: isFine ? string : mendString(string), end: at + 1 };
    }
    if (code < SPACE) isFine = false;
    if (code === BACKSLASH && !FINE_ESCAPES.has(text[++at]!)) isFine = false;
  }
  return { string: '', end: text.length + 1 };
}

const [SPACE, QUOTE, BACKSLASH] = [0x20, 0x22, 0x5c];
/** Of `u` only four digits more would tell. */
const FINE_ESCAPES = new Set('"\\/bfnrt');

/** Stands for two backslashes while single ones are mended; of controls no other is left then. */
const PAIR = '\u0001';

/** In passes that hold nothing in memory for each escape. */
const mendString = (string: string): string =>
  string
    .replace(/\p{Cc}/gu, ' ')
    .replaceAll('\\\\', PAIR)
    .replace(/\\x([\dA-Fa-f]{2})/g, '\\u00$1')
    .replace(/\\(?!["/bfnrt]|u[\dA-Fa-f]{4})/g, '')
    .replaceAll(PAIR, '\\\\');

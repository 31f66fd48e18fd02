/**
 * Reads XML as feeds write it: tags, texts and CDATA in their order, whatever is wrong between them.
 *
 * Every mark is found by `indexOf` and nothing is read twice, so that any document costs time in proportion to its
 * length (a general tokenizer takes a letter at a time, and eight times as long). What no tag can begin with
 * (`I <3 tempe`) is text; a quote that is never closed ends with its tag; what breaks off is there as far as it goes.
 * Comments, processing instructions and declarations are passed over (a DOCTYPE stands
 * before the root, where nothing is scanned).
 */
export interface XmlHandler {
  /** Nothing after this is wanted. */
  readonly isOver: boolean;
  /** The element whose end also ends a CDATA section that nobody closed, in lower case; empty for none. */
  readonly endsCdata: string;
  /** `attributes` as written, for `parseAttributes`. */
  onOpen(name: string, attributes: string): void;
  onClose(name: string): void;
  /** What stands between two marks, escapes and all. */
  onText(raw: string): void;
  onCdata(text: string): void;
}

const CDATA = '<![CDATA[';
const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const QUESTION = 0x3f;

/** What stands between two marks beyond this is left out: no field keeps as much. */
const LONGEST_TEXT = 500_000;

export function scan(text: string, from: number, handler: XmlHandler): void {
  const ends = new Ends(text);
  let textFrom = from;
  let at = from;
  let isOdd = false;
  while (!handler.isOver) {
    const mark = text.indexOf('<', at);
    if (mark >= 0 && !isMark(text, mark)) {
      isOdd = true;
      at = mark + 1;
      continue;
    }
    const textTo = mark < 0 ? text.length : mark;
    if (textTo > textFrom) {
      const raw = text.slice(textFrom, Math.min(textTo, textFrom + LONGEST_TEXT));
      handler.onText(isOdd ? raw.replaceAll('<', '&lt;') : raw);
      isOdd = false;
    }
    if (mark < 0 || handler.isOver) return;
    at = takeMark(text, mark, handler, ends);
    textFrom = at;
  }
}

/** Where the next one may begin. */
function takeMark(text: string, mark: number, handler: XmlHandler, ends: Ends): number {
  const next = text.charCodeAt(mark + 1);
  if (next === EXCLAMATION) {
    if (text.slice(mark, mark + CDATA.length).toUpperCase() === CDATA) return takeCdata(text, mark, handler, ends);
    if (!text.startsWith('<!--', mark)) return endAfter(text, '>', mark);
    // A comment that never ends is none.
    const end = ends.next('-->', mark + 4);
    return end < 0 ? mark + 4 : end + 3;
  }
  if (next === QUESTION) return endAfter(text, '>', mark);
  if (next !== SLASH) return takeTag(text, mark, handler);
  handler.onClose(nameAt(text, mark + 2));
  // `</item <item>`: the sign that ends it was forgotten.
  const other = text.indexOf('<', mark + 2);
  const end = other < 0 ? text.indexOf('>', mark) : text.slice(mark, other).indexOf('>') + mark;
  return end > mark ? end + 1 : other < 0 ? text.length : other;
}

function takeCdata(text: string, mark: number, handler: XmlHandler, ends: Ends): number {
  const from = mark + CDATA.length;
  const closing = ends.next(']]>', from);
  const inside = text.slice(from, closing < 0 ? text.length : closing);
  const forgotten = endOfForgotten(inside, handler.endsCdata);
  const said = forgotten < 0 ? inside : inside.slice(0, forgotten).replace(/\](?:\]\s?)?(?:>|&gt;)?\s*$/, '');
  if (said) handler.onCdata(said);
  if (forgotten >= 0) return from + forgotten;
  return closing < 0 ? text.length : closing + 3;
}

/** Where the element ends that a CDATA section stands in, when the section should have ended before that. */
function endOfForgotten(inside: string, name: string): number {
  if (!name) return -1;
  const end = inside.indexOf(`</${name}`);
  return end >= 0 && /^\s*>\s*<[/\w]/.test(inside.slice(end + 2 + name.length, end + 100 + name.length)) ? end : -1;
}

/** Where something comes next. What was found, or was not, is not looked for again from further on. */
class Ends {
  readonly #text: string;
  readonly #found = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** `from` only grows. */
  next(end: string, from: number): number {
    const known = this.#found.get(end) ?? 0;
    if (known < 0 || known >= from) return known;
    const found = this.#text.indexOf(end, from);
    this.#found.set(end, found);
    return found;
  }
}

function takeTag(text: string, mark: number, handler: XmlHandler): number {
  const end = endOfTag(text, mark);
  // What breaks off inside a tag says nothing.
  if (text.charCodeAt(end - 1) !== 0x3e) return text.length;
  const name = nameAt(text, mark + 1);
  const isEmpty = text.charCodeAt(end - 2) === SLASH;
  handler.onOpen(name, text.slice(mark + 1 + name.length, end - (isEmpty ? 2 : 1)));
  if (isEmpty && !handler.isOver) handler.onClose(name);
  return end;
}

function isMark(text: string, mark: number): boolean {
  const next = text.charCodeAt(mark + 1);
  return next === EXCLAMATION || next === QUESTION || next === SLASH || isNameStart(next);
}

function isNameStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === 0x5f || code === 0x3a || code > 0x7f;
}

const NAME = /[^\s/>"'<=]*/y;

function nameAt(text: string, from: number): string {
  NAME.lastIndex = from;
  return NAME.exec(text)![0];
}

function endAfter(text: string, closing: string, from: number): number {
  const at = text.indexOf(closing, from);
  return at < 0 ? text.length : at + closing.length;
}

const MARKS_OF_A_TAG = /[>"']/g;
const LONGEST_VALUE = 65_536;

function endOfTag(text: string, mark: number): number {
  MARKS_OF_A_TAG.lastIndex = mark;
  for (let found = MARKS_OF_A_TAG.exec(text); found; found = MARKS_OF_A_TAG.exec(text)) {
    const at = found.index;
    if (found[0] === '>') return at + 1;
    if (!/=\s*$/.test(text.slice(Math.max(at - 8, mark), at))) continue;
    const closing = text.indexOf(found[0], at + 1);
    if (closing < 0 || closing - at > LONGEST_VALUE || holdsTag(text.slice(at, closing)))
      return endAfter(text, '>', at);
    MARKS_OF_A_TAG.lastIndex = closing + 1;
  }
  return text.length;
}

/** A value that holds a whole tag is one whose quote was never closed. */
function holdsTag(value: string): boolean {
  const open = value.indexOf('<');
  return open >= 0 && value.includes('>', open);
}

export type Attributes = Record<string, string>;

const ATTRIBUTE = /([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const MOST_ATTRIBUTES = 100;

/** By name in lower case, values as written; of two of a name the first counts. */
export function parseAttributes(written: string): Attributes {
  const attributes: Attributes = {};
  if (written.length < 3) return attributes;
  let count = 0;
  for (const [, name, double, single, bare] of written.matchAll(ATTRIBUTE)) {
    if (++count > MOST_ATTRIBUTES) break;
    attributes[name!.toLowerCase()] ??= double ?? single ?? bare ?? '';
  }
  return attributes;
}

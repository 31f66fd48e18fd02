/**
 * HTML to the plain text of an article: one line, entities decoded once, nothing in it that could mislead a reader or a
 * later stage.
 *
 * htmlparser2's tokenizer reads it as a browser's would, in linear time and without a stack. What a page would not show
 * (scripts, styles) is left out. Control characters and those that turn the direction of writing go, since a headline
 * travels into subjects, SMS and pages; joiners that scripts need stay. Text that was taken for another encoding on its
 * way (`CafÃ©`) is what it was meant to be.
 */
import { Tokenizer } from 'htmlparser2';
import { decodeReferences } from './document/references.ts';
import { letterOfC1 } from './document/xml.ts';

export const LONGEST_TITLE = 500;
export const LONGEST_TEXT = 200_000;

const UNSEEN = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'iframe',
  'object',
  'svg',
  'math',
  'head',
  'textarea',
  'select',
]);

/** A line ends where these begin and end; all others, unknown ones too, stand inside a line. */
const BLOCKS = new Set(
  'address article aside audio blockquote body br canvas caption center col dd details dialog dir div dl dt embed fieldset figcaption figure footer form frame h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input legend li main map menu nav noframes noscript object ol optgroup option p picture plaintext pre search section select summary table tbody td textarea tfoot th thead title tr track ul video xmp'.split(
    ' ',
  ),
);

/** HTML has more letters than its text, but no title of 500 needs more than 4,000 to be read. */
const HTML_OF_A_LETTER = 8;

export function htmlToText(written: string, longest = LONGEST_TEXT): string {
  const html = written.slice(0, longest * HTML_OF_A_LETTER);
  return cleanText(html.includes('<') ? new TextReader(html).read() : decodeReferences(html), longest);
}

class TextReader {
  readonly #html: string;
  readonly #pieces: string[] = [];
  /** The element that is not shown and what of its name is open inside it. */
  #unseen = '';
  #unseenOpen = 0;
  #lastOpened = '';

  constructor(html: string) {
    this.#html = keepLastSign(html);
  }

  read(): string {
    const nothing = (): void => undefined;
    const tokenizer = new Tokenizer(
      // Without entities it passes over text in leaps.
      { xmlMode: false, decodeEntities: false, recognizeSelfClosing: true },
      {
        ontext: (from, to) => this.#add(decodeReferences(this.#html.slice(from, to))),
        ontextentity: nothing,
        oncdata: (from, to) => this.#add(this.#html.slice(from, to - 2)),
        onopentagname: (from, to) => this.#open(this.#html.slice(from, to).toLowerCase()),
        onclosetag: (from, to) => this.#close(this.#html.slice(from, to).toLowerCase()),
        onselfclosingtag: () => this.#close(this.#lastOpened),
        onopentagend: nothing,
        onattribdata: nothing,
        onattribentity: nothing,
        onattribend: nothing,
        onattribname: nothing,
        oncomment: nothing,
        ondeclaration: nothing,
        onprocessinginstruction: nothing,
        onend: nothing,
      },
    );
    tokenizer.write(this.#html);
    tokenizer.end();
    return this.#pieces.join('');
  }

  #add(text: string): void {
    if (!this.#unseen) this.#pieces.push(text);
  }

  /** Where a line ends on a page. */
  #addSpace(): void {
    if (this.#pieces.length > 0 && this.#pieces.at(-1) !== ' ') this.#add(' ');
  }

  #open(name: string): void {
    this.#lastOpened = name;
    if (BLOCKS.has(name)) this.#addSpace();
    if (!this.#unseen && UNSEEN.has(name)) this.#unseen = name;
    if (this.#unseen === name) this.#unseenOpen += 1;
  }

  #close(name: string): void {
    if (this.#unseen === name && --this.#unseenOpen === 0) this.#unseen = '';
    if (BLOCKS.has(name)) this.#addSpace();
  }
}

/** `if a<b then`: at the end of a text, what has no `>` and no attributes is no element that broke off. */
function keepLastSign(html: string): string {
  const last = html.lastIndexOf('<');
  const rest = html.slice(last, last + LONGEST_REST);
  if (last < 0 || rest.length === LONGEST_REST || !NO_ELEMENT.test(rest)) return html;
  return `${html.slice(0, last)}&lt;${html.slice(last + 1)}`;
}

const LONGEST_REST = 500;
const NO_ELEMENT = /^<(?!(?:a|img|p|div|span|iframe|font|table|td|li)\s)[a-z]\w*\s+[^\s=>][^=>]*$/i;

/** Controls; marks that embed, override or isolate a direction; what has no width and no meaning. */
const NOT_TEXT = /[\p{Cc}\u00AD\u200B\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/u;
const ALL_NOT_TEXT = new RegExp(NOT_TEXT, 'gu');

/** Text that is text already, made harmless and one line. */
export function cleanText(text: string, longest = LONGEST_TEXT): string {
  if (!NOT_SIMPLE.test(text)) return cut(oneLine(unmangle(text)), longest);
  const line = oneLine(unmangle(text.toWellFormed()));
  const clean = NOT_TEXT.test(line) ? withoutC1(line).replace(ALL_NOT_TEXT, '') : line;
  return cut(clean.normalize('NFC'), longest);
}

/** What is not a plain letter, a sign or a space of western text: most texts have none, and nothing to be mended. */
const NOT_SIMPLE = /[^\t\n\r -~\u00A0-\u00AC\u00AE-\u024F\u2010-\u2027\u20A0-\u20BF]/;

/** Most texts have single spaces only, which is quicker to see than to replace. */
const oneLine = (text: string): string =>
  (/[^\S ]| {2}/.test(text) ? text.replace(/[^\S ]\s*| \s+/g, ' ') : text).trim();

/** UTF-8 that somebody took for Latin-1: every letter is one byte, and together they are UTF-8. */
function unmangle(text: string): string {
  if (!/[\u00C2-\u00F4][\u0080-\u00BF]/.test(text) || /[^\0-\u00FF]/.test(text)) return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'));
  } catch {
    return text;
  }
}

/** U+0080 to U+009F are never meant: they are bytes of windows-1252 that were not decoded. */
const withoutC1 = (text: string): string =>
  text.replace(/[\u0080-\u009F]/g, (control) => letterOfC1(control.charCodeAt(0))!);

/** At most `longest` UTF-16 units, cut at a word where one ends near, with `…`. */
export function cut(text: string, longest: number): string {
  if (text.length <= longest) return text;
  const head = text.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '');
  const lastSpace = head.lastIndexOf(' ');
  return `${head.slice(0, lastSpace > Math.max(longest - 60, 0) ? lastSpace : head.length).trimEnd()}…`;
}

/**
 * What one element of a feed says, gathered piece by piece as it is read: HTML for elements that may hold markup, text
 * for the others.
 *
 * Whether `&lt;b&gt;` is markup or four letters depends on the format. RSS: markup. Atom: as `type` says, plain text
 * unless it says html (RFC 4287, 3.1.1); Atom 0.3 has `mode`. Markup that stands unescaped in the XML is markup in both.
 */
import type { Attributes, Field } from './vocabulary.ts';
import { decodeXml, escapeXml } from './xml.ts';

/** No title or text is longer; what follows is left out. */
const LONGEST = 200_000;

const VOID = new Set(['br', 'hr', 'img', 'wbr', 'input', 'area', 'col', 'embed', 'source', 'track']);

/** Names that HTML could have; others are left out, and what they hold stays. */
const TAG = /^[a-z][\w-]{0,39}$/;

type Mode = 'escaped html' | 'text' | 'markup' | 'plain' | 'nothing';

export class FieldText {
  readonly #mode: Mode;
  readonly #isAuthor: boolean;
  readonly #pieces: string[] = [];
  /** Raw text since the last tag: the tokenizer may give it in pieces that cut an escape in two. */
  #pending = '';
  #length = 0;
  #depth = 0;
  #inCdata = false;
  /** Inside a child of an author that is not the name. */
  #beside = 0;

  constructor({ kind }: Field, attributes: Attributes, isAtom: boolean) {
    this.#isAuthor = kind === 'author';
    this.#mode =
      kind === 'text' || kind === 'link' || kind === 'image'
        ? 'plain'
        : isAtom && kind === 'html'
          ? atomMode(attributes)
          : 'escaped html';
  }

  open(name: string, raw: Attributes): void {
    this.#flush();
    this.#depth += 1;
    if (this.#beside) return;
    if (this.#isAuthor) return void (name !== 'name' && (this.#beside = this.#depth));
    if (this.#mode === 'plain' || this.#mode === 'nothing') return;
    if (!TAG.test(name)) return;
    const source = name === 'img' && raw.src ? ` src="${raw.src.replaceAll('"', '&quot;')}"` : '';
    this.#push(`<${name}${source}>`);
  }

  close(name: string): void {
    this.#flush();
    if (this.#depth === this.#beside) this.#beside = 0;
    this.#depth -= 1;
    if (this.#isAuthor || this.#mode === 'plain' || this.#mode === 'nothing') return;
    if (TAG.test(name) && !VOID.has(name)) this.#push(`</${name}>`);
  }

  add(text: string): void {
    const room = LONGEST - this.#length - this.#pending.length;
    if (!this.#beside && room > 0) this.#pending += text.slice(0, room);
  }

  startCdata(): void {
    this.#flush();
    this.#inCdata = true;
  }

  endCdata(): void {
    this.#flush();
    this.#inCdata = false;
  }

  value(): string {
    this.#flush();
    return this.#pieces.join('');
  }

  #read(text: string): string {
    switch (this.#mode) {
      case 'plain':
        return this.#inCdata ? text : decodeXml(text);
      case 'escaped html':
        // Inside markup that the XML itself holds, escapes are the markup's own.
        return this.#inCdata || this.#depth > 0 ? text : decodeXml(text);
      case 'markup':
      case 'text':
        return this.#inCdata ? escapeXml(text) : text;
      case 'nothing':
        return '';
    }
  }

  #flush(): void {
    if (!this.#pending) return;
    this.#push(this.#read(this.#pending));
    this.#pending = '';
  }

  #push(piece: string): void {
    if (this.#length >= LONGEST) return;
    this.#length += piece.length;
    this.#pieces.push(piece);
  }
}

function atomMode({ type = 'text', mode, src }: Attributes): Mode {
  const kind = type.trim().toLowerCase();
  if (src) return 'nothing';
  if (mode === 'escaped') return kind.includes('html') ? 'escaped html' : 'text';
  if (mode === 'base64') return 'nothing';
  if (mode === 'xml' || kind === 'xhtml' || kind.includes('xml')) return 'markup';
  if (kind === 'html' || kind === 'text/html') return 'escaped html';
  return kind.startsWith('text') ? 'text' : 'nothing';
}

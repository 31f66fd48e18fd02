/**
 * What one element of a feed says, gathered piece by piece as it is read: HTML for elements that may hold markup, text
 * for the others.
 *
 * Whether `&lt;b&gt;` is markup or three letters depends on the format. RSS: markup, and in a title only what looks
 * like it. Atom: as `type` says, plain text unless it says html (RFC 4287, 3.1.1); Atom 0.3 has `mode`. Markup that
 * stands unescaped in the XML is markup in both. base64 is what Atom 0.3 calls so and what Atom says of any other type.
 */
import type { Attributes } from './scan.ts';
import type { Field } from './vocabulary.ts';
import { decodeReferences } from './references.ts';
import { decodeXml, escapeXml } from './xml.ts';

/** No title or text is longer; what follows is left out. */
const LONGEST = 500_000;

const VOID = new Set(['br', 'hr', 'img', 'wbr', 'input', 'area', 'col', 'embed', 'source', 'track']);

/** Names that HTML could have; others are left out, and what they hold stays. */
const TAG = /^[a-z][\w-]{0,39}$/;

type Mode = 'escaped html' | 'text' | 'markup' | 'base64' | 'plain' | 'nothing';

export class FieldText {
  readonly #field: Field;
  readonly #mode: Mode;
  /** RSS does not say whether a title is HTML. */
  readonly #isGuessed: boolean;
  #value = '';
  #depth = 0;
  #hasMarkup = false;
  /** Inside a child of an author that is not the name. */
  #beside = 0;

  constructor(field: Field, attributes: Attributes, isTyped: boolean) {
    this.#field = field;
    this.#isGuessed = field.kind === 'title' && !isTyped;
    if (field.kind === 'text' || field.kind === 'link' || field.kind === 'image') this.#mode = 'plain';
    else
      this.#mode = isTyped && (field.kind === 'html' || field.kind === 'title') ? atomMode(attributes) : 'escaped html';
  }

  open(name: string, source: string): void {
    this.#depth += 1;
    if (this.#beside) return;
    if (this.#field.kind === 'link' && name === 'a') this.#push(`<a href="${source.replaceAll('"', '%22')}">`);
    if (this.#field.kind === 'author') return void (name !== 'name' && (this.#beside = this.#depth));
    if (!this.#keepsMarkup || !TAG.test(name)) return;
    this.#hasMarkup = true;
    this.#push(name === 'img' && source ? `<img src="${escapeXml(source)}">` : `<${name}>`);
  }

  close(name: string): void {
    if (this.#depth === this.#beside) this.#beside = 0;
    this.#depth -= 1;
    if (this.#field.kind === 'author' || !this.#keepsMarkup) return;
    if (TAG.test(name) && !VOID.has(name)) this.#push(`</${name}>`);
  }

  addText(raw: string): void {
    if (this.#mode === 'plain') return this.#push(decodeReferences(raw));
    // Inside markup that the XML itself holds, escapes are the markup's own.
    this.#push(this.#mode === 'escaped html' && this.#depth === 0 ? decodeXml(raw) : raw);
  }

  addCdata(text: string): void {
    this.#push(this.#mode === 'markup' || this.#mode === 'text' ? escapeXml(text) : text);
  }

  value(): string {
    const value = withoutCdata(this.#value.trim());
    if (this.#mode === 'base64') return fromBase64(value);
    if (this.#hasMarkup) return value;
    if (this.#mode === 'markup' && holdsEscapedElement(value)) return decodeXml(value);
    return this.#mode === 'escaped html' && this.#isGuessed ? titleHtml(value) : value;
  }

  get #keepsMarkup(): boolean {
    return this.#mode !== 'plain' && this.#mode !== 'nothing' && this.#mode !== 'base64';
  }

  #push(piece: string): void {
    if (this.#mode === 'nothing' || this.#beside || this.#value.length >= LONGEST) return;
    this.#value += piece.length > LONGEST ? piece.slice(0, LONGEST) : piece;
  }
}

/** Some escape a CDATA section too. */
const withoutCdata = (value: string): string =>
  value.startsWith('<![') && /^<!\[CDATA\[/i.test(value) && value.endsWith(']]>')
    ? value.slice('<![CDATA['.length, -']]>'.length)
    : value;

/** What calls itself XHTML and holds no element, but one that is escaped, is HTML. */
function holdsEscapedElement(value: string): boolean {
  const at = value.search(/&lt;\/?[a-z]/i);
  return at >= 0 && value.includes('&gt;', at);
}

/** What the specification calls a title without markup, and feeds fill with it: `Using <b> in 2026` holds none. */
const SURELY_MARKUP = /<\/[a-z]|&#?\w{1,31};|<(?:br|hr|img|wbr)\b|<[a-z]+ [a-z-]+=["']|<!--/i;
const NO_ELEMENT =
  /<(?!\/?(?:a|abbr|acronym|b|bdi|bdo|big|blockquote|br|center|cite|code|dd|del|dfn|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd|li|mark|nobr|ol|p|picture|pre|q|rp|rt|ruby|s|samp|script|small|span|strike|strong|style|sub|sup|svg|table|tbody|td|th|time|tr|tt|u|ul|var|wbr)[\s/>]|!--)/gi;

/** What is longer is no title that anybody wrote. */
const LONGEST_GUESSED = 4_000;

function titleHtml(title: string): string {
  if (!title.includes('<')) return title;
  if (title.length > LONGEST_GUESSED) return escapeXml(title.slice(0, LONGEST_GUESSED));
  return SURELY_MARKUP.test(title) ? title.replace(NO_ELEMENT, '&lt;') : escapeXml(title);
}

function atomMode({ type = 'text', mode, src }: Attributes): Mode {
  const kind = type.trim().toLowerCase();
  if (src) return 'nothing';
  if (mode === 'base64') return 'base64';
  if (mode === 'escaped') return kind.includes('html') ? 'escaped html' : 'text';
  if (mode === 'xml' || kind === 'xhtml' || kind.includes('xml')) return 'markup';
  if (kind.includes('html')) return 'escaped html';
  if (kind.startsWith('text') || kind === 'plain' || kind === '') return 'text';
  return /^(image|audio|video|multipart|application\/(?!octet-stream))/.test(kind) ? 'nothing' : 'base64';
}

/** What is no base64 of a text stands for itself. */
function fromBase64(value: string): string {
  const letters = value.replace(/\s+/g, '');
  if (letters.length % 4 !== 0 || !/^[\w+/]+={0,2}$/.test(letters)) return escapeXml(value);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(letters, 'base64'));
  } catch {
    return '';
  }
}

/**
 * Rewrites a feed, however broken, into a small well-formed one that rss-parser reads without harm.
 *
 * One pass of a forgiving tokenizer: stray ampersands, undefined entities, unclosed tags, odd prefixes, markup inside
 * titles and XHTML keep their words in their order; comments, DOCTYPEs and elements that nobody asks for are left out;
 * what nests too deep, holds too much or breaks off ends the document there, and the items before it stay.
 */
import { Parser } from 'htmlparser2';
import { MOST_ITEMS, NotAFeed } from './rawFeed.ts';
import { FieldText } from './fieldText.ts';
import {
  canonicalName,
  declaredIn,
  FEED_FIELDS,
  ITEM_FIELDS,
  TRANSPARENT,
  type Attributes,
  type Field,
  type Prefixes,
} from './vocabulary.ts';
import { decodeXml, escapeXml } from './xml.ts';

const DEEPEST = 256;
/** A feed of eight megabytes has some 300,000 tags and texts; one that has more was made to hurt. */
const MOST_EVENTS = 1_000_000;
const MOST_FIELDS = 200;
const CHUNK = 64 * 1024;

/** The well-formed feed, `<rss>` or `<feed>`. Throws `NotAFeed`. */
export function repair(text: string, url: string): string {
  const start = startOfFeed(text);
  const rewriter = new Rewriter(url);
  const parser = new Parser(rewriter, { xmlMode: true, decodeEntities: false });
  // In pieces, so that a document which is over early is not read to its end.
  for (let at = start; at < text.length && !rewriter.isOver;) {
    let end = at + CHUNK;
    while (text[end - 1] === '<') end += 1;
    parser.write(text.slice(at, end).replace(NO_TAG, '&lt;'));
    at = end;
  }
  rewriter.breakOff();
  return rewriter.document();
}

/** `I <3 tempe`: what no tag can begin with. */
const NO_TAG = /<(?![a-z_:/!?])/gi;

const ROOT = /<(?:[\w-]+:)?(?:rss|feed|rdf|channel)[\s>/]/i;
const PAGE = /<!doctype\s+html|<html[\s>]/i;

/** What stands before the root (warnings of a script, an XML declaration, a DOCTYPE) says nothing that we need. */
function startOfFeed(text: string): number {
  const root = ROOT.exec(text);
  const page = PAGE.exec(text);
  if (page && (!root || page.index < root.index)) throw new NotAFeed('it is a web page.');
  if (root) return root.index;
  const element = /<([\w:.-]+)/.exec(text)?.[1];
  throw new NotAFeed(element ? `its first element is <${element.slice(0, 40)}>.` : 'it is neither XML nor JSON.');
}

class Rewriter {
  isOver = false;
  readonly #written: string[] = [];
  readonly #frames: Frame[] = [];
  #format: 'rss' | 'feed' = 'rss';
  #item: string[] | null = null;
  #items = 0;
  #itemDepth = 0;
  #field: { field: Field; text: FieldText; depth: number; attributes: Attributes; base: string } | null = null;
  /** Depth of an element that is skipped with all it holds; 0 when none is. */
  #skipped = 0;
  #depth = 0;
  #events = 0;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  document(): string {
    // Never empty: rss-parser makes nothing of an element that holds nothing.
    const [open, close] =
      this.#format === 'feed'
        ? ['<feed><s-feed/>', '</feed>']
        : ['<rss version="2.0"><channel><s-feed/>', '</channel></rss>'];
    return `${open}${this.#written.join('')}${close}`;
  }

  onopentag(written: string, raw: Attributes): void {
    if (this.isOver) return;
    this.#depth += 1;
    this.#events += 1;
    if (this.#depth > DEEPEST || this.#events > MOST_EVENTS) return this.breakOff();
    if (this.#skipped) return;
    const local = localName(written);
    if (this.#field && STARTS_ANOTHER.has(local) && this.#format === 'rss') this.#endField();
    if (this.#field) return this.#field.text.open(local, raw);
    this.#openElement(written, local, decodeAttributes(raw));
  }

  ontext(text: string): void {
    this.#events += 1;
    if (this.#events > MOST_EVENTS) return this.breakOff();
    if (!this.isOver && !this.#skipped) this.#field?.text.add(text);
  }

  oncdatastart(): void {
    this.#field?.text.startCdata();
  }

  oncdataend(): void {
    this.#field?.text.endCdata();
  }

  onclosetag(written: string): void {
    if (this.isOver) return;
    const depth = this.#depth;
    this.#depth -= 1;
    if (this.#frames.length > 0 && this.#frames.at(-1)!.depth === depth) this.#frames.pop();
    if (this.#skipped) {
      if (this.#skipped === depth) this.#skipped = 0;
    } else if (this.#field && depth > this.#field.depth) this.#field.text.close(localName(written));
    else if (this.#field) this.#endField();
    if (this.#item && depth === this.#itemDepth) this.#endItem();
    if (this.#depth === 0) this.isOver = true;
  }

  /** Ends the document here. An item that is open counts when its last field was whole and it can be told from others. */
  breakOff(): void {
    const isCut = this.#field !== null;
    this.#field = null;
    if (!this.isOver && this.#item && !isCut && isComplete(this.#item)) this.#endItem();
    this.isOver = true;
  }

  #openElement(written: string, local: string, attributes: Attributes): void {
    const above = this.#frames.at(-1) ?? { prefixes: new Map<string, string>(), base: this.#url };
    const prefixes = declaredIn(attributes, above.prefixes);
    const base = resolveUrl(attributes['xml:base'] ?? '', above.base);
    const name = canonicalName(written, prefixes);
    const enter = (): void => void this.#frames.push({ depth: this.#depth, prefixes, base });
    if (this.#depth === 1) {
      this.#format = local === 'feed' ? 'feed' : 'rss';
      this.#noteLanguage(attributes);
      return enter();
    }
    if (local === 'channel' || TRANSPARENT.has(name)) return enter();
    if (isItem(name)) {
      this.#startItem(attributes);
      return enter();
    }
    const field = (this.#item ? ITEM_FIELDS : FEED_FIELDS)[name];
    if (!field) return void (this.#skipped = this.#depth);
    this.#field = {
      field,
      attributes,
      base,
      depth: this.#depth,
      text: new FieldText(field, attributes, name.startsWith('atom:') || this.#format === 'feed'),
    };
  }

  #noteLanguage(attributes: Attributes): void {
    const lang = attributes['xml:lang'];
    if (lang) this.#written.push(element('language', lang));
  }

  #startItem(attributes: Attributes): void {
    if (this.#item) this.#endItem();
    this.#item = [];
    this.#itemDepth = this.#depth;
    const about = attributes['rdf:about'];
    if (about) this.#item.push(element('s-about', about));
  }

  #endItem(): void {
    const name = this.#format === 'feed' ? 'entry' : 'item';
    this.#written.push(`<${name}><s-item/>${this.#item!.join('')}</${name}>`);
    this.#item = null;
    this.#items += 1;
    if (this.#items === MOST_ITEMS) this.isOver = true;
  }

  #endField(): void {
    const { field, text, attributes, base } = this.#field!;
    this.#field = null;
    const target = this.#item ?? this.#written;
    if (this.#item && this.#item.length >= MOST_FIELDS) return;
    const value = valueOf(field, text, attributes);
    if (!value) return;
    if (field.kind === 'link')
      return void target.push(element(field.as, resolveUrl(value, base), pick(attributes, 'rel', 'type')));
    if (field.kind === 'image') return void target.push(element(field.as, resolveUrl(value, base)));
    target.push(element(field.as, value, pick(attributes, 'ispermalink')));
  }
}

interface Frame {
  depth: number;
  prefixes: Prefixes;
  /** What relative links here are relative to. */
  base: string;
}

/** In RSS these never stand inside a text, so a field that is still open was not closed. */
const STARTS_ANOTHER = new Set(['item', 'guid', 'pubdate', 'description', 'channel']);

const isItem = (name: string): boolean => name === 'item' || name === 'entry' || name === 'atom:entry';

const isComplete = (item: readonly string[]): boolean =>
  item.some((field) => field.startsWith('<title')) && item.some((field) => /^<s-(id|link)/.test(field));

function valueOf({ kind }: Field, text: FieldText, attributes: Attributes): string {
  if (kind === 'link') return (attributes.href ?? text.value()).trim();
  if (kind === 'category') return escapeXml(attributes.label ?? attributes.term ?? '') || text.value().trim();
  if (kind === 'image') return isPicture(attributes) ? (attributes.url ?? attributes.href ?? '').trim() : '';
  return text.value().trim();
}

/** An element of a picture says so by its name (thumbnail, itunes:image: no type) or by its type. */
const isPicture = ({ type, medium }: Attributes): boolean => /^image/i.test(type ?? medium ?? 'image');

function resolveUrl(written: string, base: string): string {
  return written ? (URL.parse(written, base)?.href ?? written) : base;
}

const localName = (written: string): string => written.slice(written.indexOf(':') + 1).toLowerCase();

function decodeAttributes(raw: Attributes): Attributes {
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => [name.toLowerCase(), decodeXml(value)]));
}

const pick = (attributes: Attributes, ...names: string[]): Attributes =>
  Object.fromEntries(names.flatMap((name) => (attributes[name] ? [[name, attributes[name]]] : [])));

function element(name: string, value: string, attributes: Attributes = {}): string {
  const written = Object.entries(attributes).map(([key, text]) => ` ${key}="${escapeXml(text)}"`);
  return `<${name}${written.join('')}>${escapeXml(value)}</${name}>`;
}

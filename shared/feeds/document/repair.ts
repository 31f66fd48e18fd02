/**
 * Rewrites a feed, however broken, into a small well-formed one that rss-parser reads without harm.
 *
 * One forgiving pass: stray ampersands, undefined entities, unclosed tags, odd prefixes, markup inside titles and XHTML
 * keep their words in their order; comments, DOCTYPEs and elements that nobody asks for are left out; what nests too
 * deep, holds too much or breaks off ends the document there, and the items before it stay. The texts themselves stand
 * beside the document, which holds only their numbers: rss-parser would copy each of them six times.
 */
import { FieldText } from './fieldText.ts';
import { isSaidByAttribute, pictureOf, valueOf } from './fieldValue.ts';
import { ItemFields } from './itemFields.ts';
import { ownEntities, type Expand } from './doctype.ts';
import { httpBase, resolveUrl } from './address.ts';
import { MOST_ITEMS, NotAFeed } from './rawFeed.ts';
import { decodeReferences } from './references.ts';
import { startOfFeed } from './startOfFeed.ts';
import { parseAttributes, scan, type Attributes, type XmlHandler } from './scan.ts';
import { FEED_FIELDS, ITEM_FIELDS, Names, TRANSPARENT, type Field } from './vocabulary.ts';

export interface Repaired {
  /** Well-formed, `<rss>` or `<feed>`, with numbers of texts. */
  xml: string;
  texts: readonly string[];
}

const DEEPEST = 256;
/** A feed of eight megabytes has some 300,000 tags and texts; one that has more was made to hurt. */
const MOST_EVENTS = 1_000_000;
const MOST_OF_CHANNEL = 200;

/** Throws `NotAFeed`. */
export function repair(text: string, url: string): Repaired {
  const start = startOfFeed(text);
  const rewriter = new Rewriter(url, ownEntities(text.slice(0, start)));
  scan(text, start, rewriter);
  rewriter.breakOff();
  return rewriter.repaired();
}

interface OpenField {
  field: Field;
  text: FieldText;
  depth: number;
  attributes: Attributes;
  base: string;
  isFromAtom: boolean;
}

/** An element that says what holds inside it. */
interface Frame {
  depth: number;
  names: Names;
  /** What relative links here are relative to. */
  base: string;
}

class Rewriter implements XmlHandler {
  isOver = false;
  readonly #written: string[] = [];
  readonly #texts: string[] = [];
  /** The elements that are open, in lower case: `<TITLE>…</title>`. */
  readonly #open: string[] = [];
  readonly #frames: Frame[] = [];
  #format: 'rss' | 'feed' = 'rss';
  /** RDF that says nothing of a feed yet. */
  #isOnlyRdf = false;
  #item: ItemFields | null = null;
  #items = 0;
  #lastHadId = true;
  #itemDepth = 0;
  #field: OpenField | null = null;
  /** `<link/>` and after it the address, as writers of HTML put it. */
  #emptyLink: OpenField | null = null;
  /** Depth of an element that is skipped with all it holds; 0 when none is. */
  #skipped = 0;
  #events = 0;
  /** Elements that are open below the deepest that are looked at: of these only the texts count. */
  #deeper = 0;
  readonly #root: Frame;
  readonly #expand: Expand;

  constructor(url: string, expand: Expand) {
    this.#root = { depth: 0, names: new Names(), base: url };
    this.#expand = expand;
  }

  repaired(): Repaired {
    if (this.#isOnlyRdf) throw new NotAFeed('it is RDF, but holds no channel and no items.');
    const [open, close] =
      this.#format === 'feed'
        ? ['<feed><s-feed/>', '</feed>']
        : ['<rss version="2.0"><channel><s-feed/>', '</channel></rss>'];
    return { xml: `${open}${this.#written.join('')}${close}`, texts: this.#texts };
  }

  onOpen(written: string, raw: string): void {
    const lower = written.toLowerCase();
    this.#events += 1;
    if (this.#events > MOST_EVENTS) return this.breakOff();
    if (this.#open.length === DEEPEST) return void (this.#deeper += 1);
    this.#open.push(lower);
    if (this.#skipped && this.#isSkippedTooFar(lower)) this.#skipped = 0;
    if (this.#skipped) return;
    const local = localName(lower);
    this.#emptyLink = null;
    if (this.#field && this.#isLeftOpen(this.#field, lower, raw)) this.#endField();
    if (!this.#field) return this.#openElement(written, local, raw);
    const source = SOURCES[local];
    this.#field.text.open(local, source ? (this.#attributesOf(raw)[source] ?? '') : '');
  }

  onText(raw: string): void {
    this.#events += 1;
    if (this.#skipped) return;
    if (this.#field) this.#field.text.addText(this.#expand(raw));
    else if (this.#emptyLink && /^\s*https?:/i.test(raw)) {
      this.#field = this.#emptyLink;
      this.#field.text.addText(raw);
      this.#endField();
    }
  }

  get endsCdata(): string {
    return this.#field ? this.#open[this.#field.depth - 1]! : '';
  }

  onCdata(text: string): void {
    if (!this.#skipped) this.#field?.text.addCdata(text);
  }

  /** Whatever was opened inside and never closed ends too; the end of what was never opened says nothing. */
  onClose(written: string): void {
    const name = written.toLowerCase();
    if (this.#deeper > 0 && name !== this.#open[(this.#skipped || (this.#field?.depth ?? 0)) - 1])
      return void (this.#deeper -= 1);
    this.#deeper = 0;
    const depth = this.#open.lastIndexOf(name) + 1;
    if (depth === 0) return this.#countOdd();
    while (!this.isOver && this.#open.length >= depth) this.#closeElement();
  }

  /**
   * Ends the document here. An item that is open counts when what broke off could not have told it from others:
   * otherwise it would be another article when the document is whole again. Of a text that broke off the beginning stays.
   */
  breakOff(): void {
    if (!this.isOver && this.#item && this.#canBeTold(this.#item)) {
      if (this.#field?.field.kind === 'html') this.#endField();
      this.#endItem();
    }
    this.#field = null;
    this.isOver = true;
  }

  /** What is skipped holds no item of a feed, and some elements hold nothing: those were not closed. */
  #isSkippedTooFar(lower: string): boolean {
    return NEVER_HOLDS.has(this.#open[this.#skipped - 1]!) || (!this.#item && isItem(localName(lower)));
  }

  /** Whether a field should have ended before an element that never stands inside it. */
  #isLeftOpen({ field, attributes }: OpenField, lower: string, raw: string): boolean {
    const isRss = this.#format === 'rss';
    // HTML has a <link> too, which says something.
    const isLink = lower === 'link' && raw === '';
    if (field.kind === 'html') return isRss && (isLink || STARTS_ANOTHER.has(localName(lower)));
    if (field.kind === 'author') return isRss && STARTS_FIELD.has(lower);
    return STARTS_FIELD.has(lower) || isSaidByAttribute(field, attributes);
  }

  /** An end of nothing looked at all that is open. */
  #countOdd(): void {
    this.#events += 10;
    if (this.#events > MOST_EVENTS) this.breakOff();
  }

  #canBeTold(item: ItemFields): boolean {
    if (item.has('id') || item.has('link')) return true;
    return item.has('title') && (this.#field === null || !this.#lastHadId);
  }

  #closeElement(): void {
    const depth = this.#open.length;
    const written = this.#open.pop()!;
    if (this.#frames.at(-1)?.depth === depth) this.#frames.pop();
    if (this.#skipped) {
      if (this.#skipped === depth) this.#skipped = 0;
    } else if (this.#field && depth > this.#field.depth) this.#field.text.close(localName(written));
    else if (this.#field) this.#endField();
    if (this.#item && depth === this.#itemDepth) this.#endItem();
    if (depth === 1) this.isOver = true;
  }

  #openElement(written: string, local: string, raw: string): void {
    const above = this.#frames.at(-1) ?? this.#root;
    if (this.#isUnknown(written, raw, above)) return void (this.#skipped = this.#open.length);
    const attributes = SAYS_SOMETHING.test(raw) ? this.#attributesOf(raw) : {};
    const depth = this.#open.length;
    const isFeed = local === 'feed' || local === 'entry';
    const declared = raw.includes('xmlns') ? above.names.with(attributes, FRAMES.has(local)) : above.names;
    const names = depth === 1 ? declared.withRoot(written, isFeed ? 'atom' : '') : declared;
    const base = httpBase(attributes['xml:base'] ?? '', above.base);
    const name = names.of(written);
    if (depth === 1) this.#format = isFeed ? 'feed' : 'rss';
    if (isItem(name)) this.#startItem(attributes, names, base);
    else if (depth === 1 || local === 'channel') this.#noteRoot(local, attributes);
    else if (this.#item && name === 'media:content') this.#noteMedia(this.#item, attributes, base);
    // The alternatives of Atom 0.3 are contents of their own.
    else if (!TRANSPARENT.has(name) && !attributes['type']?.startsWith('multipart/'))
      return this.#startField(name, attributes, base);
    // An RSS feed whose default namespace is Atom's is RSS all the same.
    this.#frames.push({ depth, base, names: this.#format === 'rss' ? names.withoutDefault() : names });
  }

  /** A picture, or what stands inside it as if outside: its title may be the only one. */
  #noteMedia(item: ItemFields, attributes: Attributes, base: string): void {
    const picture = pictureOf(attributes);
    if (picture) item.addOnce('image', resolveUrl(picture, base));
  }

  /** Most elements are none of ours; these are passed over without a look at their attributes. */
  #isUnknown(written: string, raw: string, { names }: Frame): boolean {
    if (this.#open.length === 1 || raw.includes('xmlns')) return false;
    const name = names.of(written);
    return !this.#fieldOf(name) && !STRUCTURE.has(name) && !name.endsWith('channel');
  }

  /** Feeds put RSS's elements into Atom's namespace. */
  #fieldOf(name: string): Field | undefined {
    const fields = this.#item ? ITEM_FIELDS : FEED_FIELDS;
    const known = name.startsWith('atom:') && !Object.hasOwn(fields, name) ? name.slice('atom:'.length) : name;
    return Object.hasOwn(fields, known) ? fields[known] : undefined;
  }

  #startField(name: string, attributes: Attributes, base: string): void {
    const depth = this.#open.length;
    const field = this.#fieldOf(name);
    if (!field) return void (this.#skipped = depth);
    const isFromAtom = name.startsWith('atom:');
    const isTyped = (ATOM_TEXTS.has(name) && (isFromAtom || this.#format === 'feed')) || MEDIA_TEXTS.has(name);
    this.#field = { field, attributes, base, depth, isFromAtom, text: new FieldText(field, attributes, isTyped) };
  }

  #attributesOf(raw: string): Attributes {
    const attributes = parseAttributes(raw);
    if (!raw.includes('&')) return attributes;
    for (const [name, value] of Object.entries(attributes)) attributes[name] = decodeReferences(this.#expand(value));
    return attributes;
  }

  #noteRoot(local: string, attributes: Attributes): void {
    this.#isOnlyRdf = local === 'rdf' && !attributes['xmlns']?.includes('rss');
    const lang = attributes['xml:lang'] ?? attributes['lang'];
    if (lang) this.#written.push(this.#element('language', lang));
  }

  #startItem(attributes: Attributes, names: Names, base: string): void {
    if (this.#item) this.#endItem();
    this.#isOnlyRdf = false;
    this.#item = new ItemFields(this.#texts);
    this.#itemDepth = this.#open.length;
    const isAbout = (name: string): boolean => name === 'about' || names.of(name) === 'rdf:about';
    this.#item.add('about', Object.entries(attributes).find(([name]) => isAbout(name))?.[1]);
    this.#item.add('lang', attributes['xml:lang']);
    // The Channel Definition Format, which says it in attributes.
    if (attributes['href']) this.#item.addLink(resolveUrl(attributes['href'], base), {}, false);
    this.#item.add('updated', attributes['lastmod']);
  }

  #endItem(): void {
    const name = this.#format === 'feed' ? 'entry' : 'item';
    this.#written.push(`<${name}>${this.#item!.write()}</${name}>`);
    this.#lastHadId = this.#item!.has('id');
    this.#item = null;
    this.#items += 1;
    if (this.#items === MOST_ITEMS) this.isOver = true;
  }

  #endField(): void {
    const ended = this.#field!;
    this.#field = null;
    const value = valueOf(ended.field, ended.text, ended.attributes);
    this.#emptyLink = ended.field.kind === 'link' && !value ? ended : null;
    if (!value) return;
    if (this.#item) this.#noteInItem(this.#item, ended, value);
    else this.#noteInFeed(ended, value);
  }

  #noteInItem(item: ItemFields, { field, attributes, base, isFromAtom }: OpenField, value: string): void {
    const isRss = this.#format === 'rss';
    if (field.as === 'link') item.addLink(resolveUrl(value, base), attributes, isFromAtom && isRss);
    else if (field.as === 'id') item.addId(value, attributes, base, isRss);
    else if (field.kind === 'link' || field.kind === 'image') item.addOnce(field.as, resolveUrl(value, base));
    else item.add(field.as, value);
  }

  #noteInFeed({ field, isFromAtom }: OpenField, value: string): void {
    if (this.#written.length >= MOST_OF_CHANNEL + MOST_ITEMS) return;
    const isBeside = isFromAtom && field.as === 'title' && this.#format === 'rss';
    this.#written.push(this.#element(isBeside ? 's-othertitle' : field.as, value));
  }

  #element(name: string, value: string): string {
    return `<${name}>${this.#texts.push(value) - 1}</${name}>`;
  }
}

/** Attributes that anything is read of. */
const SAYS_SOMETHING =
  /(?:href|ur[il]|term|label|type|mode|src|medium|rel|permalink|base|lang|about|mod|resource)\s*=|xmlns/i;

/** Attributes that are an address worth keeping. */
const SOURCES: Record<string, string> = { img: 'src', a: 'href' };

const NEVER_HOLDS = new Set(
  'link atom:link cloud enclosure itunes:image itunes:category media:thumbnail comments docs'.split(' '),
);

/** In RSS these never stand inside a text, so a field that is still open was not closed. */
const STARTS_ANOTHER = new Set(['item', 'guid', 'pubdate', 'description', 'channel']);

/** Titles may hold markup, and pictures elements of their own, but none of these. */
const STARTS_FIELD = new Set(
  'item entry title link guid id pubdate published updated description summary content author category'.split(' '),
);

const ITEMS = new Set(['item', 'entry', 'atom:entry', 'atom:item']);
const isItem = (name: string): boolean => ITEMS.has(name);
const STRUCTURE = new Set([...ITEMS, ...TRANSPARENT]);

const FRAMES = new Set(['rss', 'rdf', 'feed', 'channel', 'item', 'entry']);

/** Whose `type` says what they hold, and without one it is text (RFC 4287, 3.1.1; Media RSS). */
const ATOM_TEXTS = new Set(['title', 'summary', 'content'].flatMap((name) => [name, `atom:${name}`]));
const MEDIA_TEXTS = new Set(['media:title', 'media:description']);

const localName = (lower: string): string => lower.slice(lower.indexOf(':') + 1);

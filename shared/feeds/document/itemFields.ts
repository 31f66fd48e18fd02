/**
 * The fields of one item, gathered while it is read and written as the one element that rss-parser gets of it:
 * `<s-fields id="1" category="4 5"/>`. The numbers are those of texts that stand beside the document: an element for each
 * field would cost xml2js as long as all the rest takes.
 */
import { plainAddress, resolveUrl } from './address.ts';
import type { Attributes } from './scan.ts';

const MOST_FIELDS = 200;
/** As many categories as an article keeps. */
const MOST_OF_A_NAME = 20;

/** How well a link is the page of the item: the lower, the better. */
const WORST_RANK = 4;

export class ItemFields {
  readonly #texts: string[];
  readonly #numbers = new Map<string, number[]>();
  #count = 0;
  #linkRank = WORST_RANK;

  constructor(texts: string[]) {
    this.#texts = texts;
  }

  has(name: string): boolean {
    return this.#numbers.has(name);
  }

  add(name: string, value: string | undefined): void {
    const known = this.#numbers.get(name);
    if (!value || known?.length === MOST_OF_A_NAME || ++this.#count > MOST_FIELDS) return;
    const number = this.#texts.push(value) - 1;
    if (known) known.push(number);
    else this.#numbers.set(name, [number]);
  }

  /** Keeps the first. */
  addOnce(name: string, value: string): void {
    if (!this.has(name)) this.add(name, value);
  }

  /** Keeps the best: HTML before other types, and in RSS its own `<link>` before an `<atom:link>`. */
  addLink(url: string, { type = '' }: Attributes, isBeside: boolean): void {
    const rank = (isBeside ? 2 : 0) + (/^$|html/i.test(type) ? 0 : 1);
    if (rank >= this.#linkRank || !/^https?:/i.test(url)) return;
    this.#linkRank = rank;
    this.#numbers.delete('link');
    this.add('link', url);
  }

  /**
   * RSS: a guid is the item's address unless it says that it is not, and may be relative. An Atom id never says so and
   * may be an address.
   */
  addId(written: string, { ispermalink = '' }: Attributes, base: string, isRss: boolean): void {
    if (this.has('id')) return;
    this.add('id', written);
    if (ispermalink.trim().toLowerCase() === 'false') return;
    const address = plainAddress(written);
    if (/^https?:\/\//i.test(address)) this.add('permalink', address);
    else if (isRss && isRelative(address)) this.add('permalink', resolveUrl(address, base));
  }

  write(): string {
    const fields = Array.from(this.#numbers, ([name, numbers]) => ` ${name}="${numbers.join(' ')}"`);
    return `<s-fields${fields.join('')}/>`;
  }
}

const isRelative = (written: string): boolean =>
  /^\S+$/.test(written) && !/^[a-z][\w.+-]*:/i.test(written) && (written.includes('/') || /^[.?]/.test(written));

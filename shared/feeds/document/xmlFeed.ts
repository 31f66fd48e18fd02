/**
 * RSS and Atom, read by rss-parser after repair.ts has made them harmless.
 *
 * The fields that begin with `s-` are those that rss-parser must not treat in its own way; see vocabulary.ts.
 */
import Parser from 'rss-parser';
import { plainAddress, resolveUrl } from './address.ts';
import { NotAFeed, type RawFeed, type RawItem } from './rawFeed.ts';
import { repair } from './repair.ts';

export async function parseXmlFeed(text: string, url: string): Promise<RawFeed> {
  const { xml, texts } = repair(text, url);
  const feed = await parse(xml);
  const read = new ElementReader(texts);
  return {
    titleHtml: read.textOf(feed.title) || read.textOf(feed['s-othertitle']),
    lang: read.textOf(feed.language),
    ttl: read.textOf(feed.ttl),
    items: feed.items.map((item) => toRawItem(item, read)),
  };
}

/** What xml2js makes of an element: the number of its text, or that and attributes. */
type Element = string | { _?: string; $?: Record<string, string> };

interface OurFeed {
  's-othertitle'?: string;
  language?: string;
  ttl?: string;
}

const ITEM_FIELDS = [
  's-id',
  's-otherid',
  's-about',
  's-link',
  's-otherlink',
  's-othertitle',
  's-summary',
  's-othersummary',
  's-lastsummary',
  's-content',
  's-body',
  's-published',
  's-issued',
  's-created',
  's-updated',
  's-lang',
  's-author',
  's-category',
  's-image',
] as const;

type OurItem = Partial<Record<(typeof ITEM_FIELDS)[number], Element[]>>;

/** A parser of its own for each document: xml2js keeps state between two that run at once. */
async function parse(xml: string): Promise<Parser.Output<OurItem> & OurFeed> {
  const parser = new Parser<OurFeed, OurItem>({
    xml2js: { trim: false, normalize: false },
    customFields: {
      feed: ['language', 's-othertitle'],
      item: ITEM_FIELDS.map((name) => [name, name, { keepArray: true }]),
    },
  });
  try {
    return await parser.parseString(xml);
  } catch (error) {
    throw new NotAFeed('it cannot be read as RSS or Atom.', { cause: error });
  }
}

class ElementReader {
  readonly #texts: readonly string[];

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  textOf(element: Element | undefined): string {
    const number = typeof element === 'string' ? element : element?._;
    return number ? (this.#texts[Number(number)] ?? '') : '';
  }

  first(elements: readonly Element[] | undefined): string {
    return this.textOf(elements?.[0]);
  }

  all(elements: readonly Element[] | undefined): string[] {
    return (elements ?? []).map((element) => this.textOf(element));
  }
}

function toRawItem(item: OurItem & Parser.Item, read: ElementReader): RawItem {
  const id = item['s-id']?.[0];
  return {
    id: read.textOf(id) || read.first(item['s-about']) || read.first(item['s-otherid']),
    titleHtml: read.textOf(item.title) || read.first(item['s-othertitle']),
    link:
      bestLink(item['s-link'] ?? [], read) ||
      permalink(id, read) ||
      read.first(item['s-otherlink']) ||
      read.first(item['s-about']),
    ...summaryAndContent(item, read),
    dates: [item['s-published'], item['s-issued'], item['s-created'], item['s-updated']].flatMap((dates) =>
      read.all(dates),
    ),
    lang: read.first(item['s-lang']),
    authorHtml: read.first(item['s-author']),
    categoriesHtml: read.all(item['s-category']),
    image: read.first(item['s-image']),
  };
}

/** A second description is the whole text where nothing else is. */
function summaryAndContent(item: OurItem, read: ElementReader): Pick<RawItem, 'summaryHtml' | 'contentHtml'> {
  const summaries = ['s-summary', 's-othersummary', 's-lastsummary'] as const;
  const [summaryHtml = ''] = summaries.flatMap((name) => read.all(item[name]));
  return { summaryHtml, contentHtml: read.first(item['s-content']) || read.first(item['s-body']) };
}

/**
 * The page of the item: `rel` absent or `alternate`, HTML first; never the item itself, its comments or an enclosure.
 * In RSS its own `<link>` goes before an `<atom:link>`.
 */
function bestLink(links: readonly Element[], read: ElementReader): string {
  const pages = links.filter((link) => isPage(attributeOf(link, 'rel')) && /^https?:/i.test(read.textOf(link)));
  const rank = (link: Element): number =>
    (attributeOf(link, 'beside') ? 2 : 0) + (/^$|html/i.test(attributeOf(link, 'type')) ? 0 : 1);
  return read.textOf(pages.toSorted((one, other) => rank(one) - rank(other))[0]);
}

/** `rel` may hold several words, or the address of one at IANA (RFC 4287, 4.2.7.2). */
const isPage = (rel: string): boolean => !rel.trim() || /(?:^|[\s/])alternate(?:\s|$)/i.test(rel);

/** RSS: a guid is the item's address unless it says that it is not. An Atom id never says so and may be an address. */
function permalink(id: Element | undefined, read: ElementReader): string {
  const says = attributeOf(id, 'ispermalink').trim().toLowerCase();
  const written = plainAddress(read.textOf(id));
  if (says === 'false' || !written) return '';
  if (/^https?:\/\//i.test(written)) return written;
  return /^(?:[./?]\S*|\S+\/\S*)$/.test(written) && !/^[a-z][\w.+-]*:/i.test(written)
    ? resolveUrl(written, attributeOf(id, 'base'))
    : '';
}

const attributeOf = (element: Element | undefined, name: string): string =>
  typeof element === 'object' ? (element.$?.[name] ?? '') : '';

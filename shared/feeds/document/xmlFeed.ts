/**
 * RSS and Atom, read by rss-parser after repair.ts has made them harmless.
 *
 * The fields that begin with `s-` are those that rss-parser must not treat in its own way; see vocabulary.ts.
 */
import Parser from 'rss-parser';
import { NotAFeed, type RawFeed, type RawItem } from './rawFeed.ts';
import { repair } from './repair.ts';

export async function parseXmlFeed(text: string, url: string): Promise<RawFeed> {
  const feed = await parse(repair(text, url));
  return {
    titleHtml: feed.title ?? '',
    lang: feed.language ?? '',
    ttl: feed.ttl ?? '',
    items: feed.items.map(toRawItem),
  };
}

/** What xml2js makes of an element: its text, or text and attributes. */
type Element = string | { _?: string; $?: Record<string, string> };

interface OurFeed {
  language?: string;
  ttl?: string;
}

const ITEM_FIELDS = [
  's-id',
  's-about',
  's-link',
  's-othertitle',
  's-summary',
  's-othersummary',
  's-content',
  's-published',
  's-updated',
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
      feed: ['language'],
      item: ITEM_FIELDS.map((name) => [name, name, { keepArray: true }]),
    },
  });
  try {
    return await parser.parseString(xml);
  } catch (error) {
    throw new NotAFeed('it cannot be read as RSS or Atom.', { cause: error });
  }
}

function toRawItem(item: OurItem & Parser.Item): RawItem {
  const id = item['s-id']?.[0];
  const link = bestLink(item['s-link'] ?? []) || (isPermalink(id) ? textOf(id) : '');
  return {
    id: textOf(id) || first(item['s-about']),
    titleHtml: item.title?.trim() || first(item['s-othertitle']),
    link: link || first(item['s-about']),
    summaryHtml: first(item['s-summary']) || first(item['s-othersummary']),
    contentHtml: first(item['s-content']),
    dates: [...(item['s-published'] ?? []), ...(item['s-updated'] ?? [])].map(textOf),
    authorHtml: first(item['s-author']),
    categoriesHtml: (item['s-category'] ?? []).map(textOf),
    image: first(item['s-image']),
  };
}

/** The page of the item: `rel` absent or `alternate`, HTML first; never the item itself, its comments or an enclosure. */
function bestLink(links: readonly Element[]): string {
  const pages = links.filter((link) => /^(alternate)?$/.test(attributeOf(link, 'rel')));
  const page = pages.find((link) => /^$|html/.test(attributeOf(link, 'type'))) ?? pages[0];
  return textOf(page);
}

/** RSS: a guid is the item's address unless it says that it is not. An Atom id never says so and may be an address. */
const isPermalink = (id: Element | undefined): boolean =>
  attributeOf(id, 'ispermalink').toLowerCase() !== 'false' && /^https?:\/\//i.test(textOf(id));

const first = (elements: readonly Element[] | undefined): string =>
  textOf(elements?.find((element) => textOf(element)));

const textOf = (element: Element | undefined): string =>
  ((typeof element === 'string' ? element : element?._) ?? '').trim();

const attributeOf = (element: Element | undefined, name: string): string =>
  typeof element === 'object' ? (element.$?.[name] ?? '') : '';

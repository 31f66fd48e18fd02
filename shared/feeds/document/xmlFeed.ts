/**
 * RSS and Atom, read by rss-parser after repair.ts has made them harmless.
 *
 * The elements that begin with `s-` are those that rss-parser must not treat in its own way; see vocabulary.ts.
 */
import Parser from 'rss-parser';
import { NotAFeed, type RawFeed, type RawItem } from './rawFeed.ts';
import { repair } from './repair.ts';

export async function parseXmlFeed(text: string, url: string): Promise<RawFeed> {
  const { xml, texts } = repair(text, url);
  const feed = await parse(xml);
  const read = new TextReader(texts);
  return {
    titleHtml: read.textOf(feed.title) || read.textOf(feed['s-othertitle']),
    lang: read.textOf(feed.language),
    ttl: read.textOf(feed.ttl),
    items: feed.items.map((item) => toRawItem(item, read)),
  };
}

/** What xml2js makes of an element: the number of its text, or that and attributes. */
type Element = string | { _?: string };

interface OurFeed {
  's-othertitle'?: Element;
  language?: Element;
  ttl?: Element;
}

/** Fields by name, each a list of numbers; a text where the item has none. */
interface OurItem {
  's-fields'?: string | { $: Record<string, string> };
}

/** A parser of its own for each document: xml2js keeps state between two that run at once. */
async function parse(xml: string): Promise<Parser.Output<OurItem> & OurFeed> {
  const parser = new Parser<OurFeed, OurItem>({
    xml2js: { trim: false, normalize: false },
    customFields: { feed: ['language', 's-othertitle'], item: ['s-fields'] },
  });
  try {
    return await parser.parseString(xml);
  } catch (error) {
    throw new NotAFeed('it cannot be read as RSS or Atom.', { cause: error });
  }
}

class TextReader {
  readonly #texts: readonly string[];

  constructor(texts: readonly string[]) {
    this.#texts = texts;
  }

  textOf(element: Element | undefined): string {
    const number = typeof element === 'string' ? element : element?._;
    return number ? (this.#texts[Number(number)] ?? '') : '';
  }

  /** The texts of a list of numbers. */
  all(numbers: string | undefined): string[] {
    return numbers === undefined ? [] : numbers.split(' ').map((number) => this.#texts[Number(number)]!);
  }

  /** The first text of the first list. */
  first(...lists: (string | undefined)[]): string {
    const numbers = lists.find((list) => list !== undefined);
    return numbers === undefined ? '' : this.#texts[Number.parseInt(numbers, 10)]!;
  }
}

/** Each that is none costs the look of all ways to write one. */
const MOST_DATES = 8;

function toRawItem({ 's-fields': fields }: OurItem, read: TextReader): RawItem {
  const n = typeof fields === 'object' ? fields.$ : {};
  const dates = [n['published'], n['issued'], n['created'], n['updated']];
  return {
    id: read.first(n['id'], n['about'], n['otherid']),
    titleHtml: read.first(n['title'], n['othertitle']),
    link: read.first(n['link'], n['permalink'], n['otherlink'], n['about']),
    summaryHtml: read.first(n['description'], n['summary'], n['othersummary'], n['lastsummary']),
    contentHtml: read.first(n['content'], n['body']),
    dates: dates.flatMap((numbers) => read.all(numbers)).slice(0, MOST_DATES),
    lang: read.first(n['lang']),
    authorHtml: read.first(n['author']),
    categoriesHtml: read.all(n['category']),
    image: read.first(n['image']),
  };
}

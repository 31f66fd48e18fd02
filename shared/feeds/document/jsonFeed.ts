/**
 * JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), which rss-parser does not know.
 *
 * Each item is taken for itself: one that is not an object, or has a number for a title, does not cost the others. What
 * names JSON Feed as its version is one, also without items; what does not is one if it has a title, an address or some
 * version, and an item with an id or address and something to read: an answer of somebody's API has not.
 */
import * as z from 'zod';
import { resolveUrl } from './address.ts';
import { MOST_ITEMS, NotAFeed, type RawFeed, type RawItem } from './rawFeed.ts';
import { DEEPEST, repairJson } from './repairJson.ts';
import { escapeXml } from './xml.ts';

const words = z
  .union([z.string(), z.number().transform(String)])
  .catch('')
  .default('');
const author = z.object({ name: words }).catch({ name: '' });

const MOST_TAGS = 20;

/** No more are used, and a list may be as long as the document. */
const firstOf = <Schema extends z.ZodType>(most: number, schema: Schema) =>
  z.preprocess((list) => (Array.isArray(list) ? list.slice(0, most) : []), z.array(schema));

const JsonItem = z.object({
  id: words,
  url: words,
  external_url: words,
  title: words,
  summary: words,
  content_html: words,
  content_text: words,
  date_published: words,
  date_modified: words,
  image: words,
  banner_image: words,
  author: author.default({ name: '' }),
  authors: firstOf(1, author),
  language: words,
  tags: firstOf(MOST_TAGS, words),
});

const JsonFeed = z.object({
  version: words,
  title: words,
  home_page_url: words,
  language: words,
  items: z.array(z.unknown()).catch([]).default([]),
});

/** A comment may stand before it. */
const BEGINS = /^\s*(?:\/\*[^]*?\*\/\s*)?[{[]/;
/** `cb({…})`, `)]}'` and `while(1);` are for scripts of one site. */
const WRAPPED = /^\s*(?:[\w$.]{1,60}\s*\(\s*|\)\]\}'?,?\s*|(?:while|for)\s*\([^{[]{1,9}\);\s*)[{[]/;

export function looksLikeJson(text: string): boolean {
  const start = text.slice(0, 1_000);
  return BEGINS.test(start) || WRAPPED.test(start);
}

export function parseJsonFeed(text: string, url: string): RawFeed {
  if (WRAPPED.test(text.slice(0, 1_000))) throw new NotAFeed('it is JSON inside a script.');
  if (isDeep(text)) throw new NotAFeed('it is JSON that nests too deep.');
  const strict = parseJson(quoteLongIds(text));
  const feed = strict.success ? strict.data : parseJson(quoteLongIds(repairJson(text))).data;
  const read = JsonFeed.safeParse(feed);
  const items = (read.data?.items ?? []).slice(0, MOST_ITEMS).flatMap((item) => JsonItem.safeParse(item).data ?? []);
  if (!read.success || !isFeed(read.data, items))
    throw new NotAFeed(strict.success ? 'it is JSON, but not a JSON Feed.' : 'it begins like JSON and is broken.');
  const { title, language } = read.data;
  const rawItems = items.map((item) => toRawItem(item, url));
  return { titleHtml: escapeXml(title), lang: language, ttl: '', items: rawItems };
}

function isFeed(feed: z.infer<typeof JsonFeed>, items: readonly z.infer<typeof JsonItem>[]): boolean {
  if (/jsonfeed/i.test(feed.version)) return true;
  if (!feed.title && !feed.home_page_url && !feed.version) return false;
  return items.some(
    ({ id, url, title, content_html, content_text }) => (id || url) && (title || content_html || content_text),
  );
}

/** As a number, an id of more than fifteen digits would lose the last. Inside a string its quotes would be escaped. */
const quoteLongIds = (text: string): string => text.replace(/("id"\s*:\s*)(-?\d{16,40})(?=\s*[,}])/g, '$1"$2"');

/** `JSON.parse` takes sixty times the memory of what nests without end. */
function isDeep(text: string): boolean {
  let depth = 0;
  let isInString = false;
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (isInString && letter === '\\') at += 1;
    else if (letter === '"') isInString = !isInString;
    else if (!isInString && (letter === '[' || letter === '{') && ++depth > DEEPEST) return true;
    else if (!isInString && (letter === ']' || letter === '}')) depth -= 1;
  }
  return false;
}

function parseJson(text: string): { success: boolean; data?: unknown } {
  try {
    return { success: true, data: JSON.parse(text) };
  } catch {
    return { success: false };
  }
}

function toRawItem(item: z.infer<typeof JsonItem>, base: string): RawItem {
  const absolute = (link: string): string => (link ? resolveUrl(link, base) : '');
  const [writer = item.author] = item.authors;
  return {
    id: item.id,
    titleHtml: escapeXml(item.title),
    link: absolute(item.url || item.external_url || (/^https?:\/\//i.test(item.id) ? item.id : '')),
    summaryHtml: escapeXml(item.summary),
    contentHtml: item.content_html || escapeXml(item.content_text),
    dates: [item.date_published, item.date_modified],
    lang: item.language,
    authorHtml: escapeXml(writer.name),
    categoriesHtml: item.tags.map(escapeXml),
    image: absolute(item.image || item.banner_image),
  };
}

/**
 * JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), which rss-parser does not know.
 *
 * Each item is taken for itself: one that is not an object, or has a number for a title, does not cost the others.
 */
import * as z from 'zod';
import { resolveUrl } from './address.ts';
import { MOST_ITEMS, NotAFeed, type RawFeed, type RawItem } from './rawFeed.ts';
import { escapeXml } from './xml.ts';

const words = z
  .union([z.string(), z.number().transform(String)])
  .catch('')
  .default('');
const author = z.object({ name: words }).catch({ name: '' });

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
  authors: z.array(author).catch([]).default([]),
  language: words,
  tags: z.array(words).catch([]).default([]),
});

const JsonFeed = z.object({
  version: z.string().regex(/jsonfeed\.org\/version\/1/),
  title: words,
  language: words,
  items: z.array(z.unknown()),
});

export const looksLikeJson = (text: string): boolean => /^\s*[{[]/.test(text.slice(0, 1_000));

export function parseJsonFeed(text: string, url: string): RawFeed {
  const feed = JsonFeed.safeParse(parseJson(text));
  if (!feed.success) throw new NotAFeed('it is JSON, but not a JSON Feed.');
  const items = feed.data.items.slice(0, MOST_ITEMS).flatMap((item) => {
    const parsed = JsonItem.safeParse(item);
    return parsed.success ? [toRawItem(parsed.data, url)] : [];
  });
  return { titleHtml: escapeXml(feed.data.title), lang: feed.data.language, ttl: '', items };
}

const DEEPEST = 256;

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

function parseJson(text: string): unknown {
  if (isDeep(text)) throw new NotAFeed('it is JSON that nests too deep.');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotAFeed('it begins like JSON and is broken.', { cause: error });
  }
}

function toRawItem(item: z.infer<typeof JsonItem>, base: string): RawItem {
  const absolute = (link: string): string => (link ? resolveUrl(link, base) : '');
  const [writer = item.author] = item.authors;
  return {
    id: item.id,
    titleHtml: escapeXml(item.title),
    link: absolute(item.url || item.external_url),
    summaryHtml: escapeXml(item.summary),
    contentHtml: item.content_html || escapeXml(item.content_text),
    dates: [item.date_published, item.date_modified],
    lang: item.language,
    authorHtml: escapeXml(writer.name),
    categoriesHtml: item.tags.map(escapeXml),
    image: absolute(item.image || item.banner_image),
  };
}

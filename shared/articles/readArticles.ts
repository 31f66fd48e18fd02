/** From the bytes of an answer to items that can be told apart: read, clean, identify. What poll and `parse` share. */
import { readFeed, type Answer } from '../feeds/document/read.ts';
import type { FeedId } from '../feeds/feed.ts';
import { htmlToText, LONGEST_TITLE } from '../feeds/text.ts';
import { identify, type Identified } from './identity.ts';
import { cleanItem, languageTag, type Item } from './item.ts';

export interface ReadFeed {
  title: string;
  /** BCP 47, or empty when the feed does not say. */
  lang: string;
  /** RSS `ttl` as written. */
  ttl: string;
  /** All that stand in the document, in its order. */
  all: Item[];
  /** Those that can be told apart, each once. */
  items: Identified[];
}

/** `feed.url` is the address that the feed was added by: redirects do not change whose articles these are. */
export async function readArticles(answer: Answer, feed: { feed: FeedId; url: string }, now: Date): Promise<ReadFeed> {
  const raw = await readFeed(answer);
  const all = raw.items.map((item) => cleanItem(item, now));
  return {
    title: htmlToText(raw.titleHtml, LONGEST_TITLE),
    lang: languageTag(raw.lang),
    ttl: raw.ttl,
    all,
    items: identify(all, feed),
  };
}

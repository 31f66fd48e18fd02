/** From the bytes of an answer to items that can be told apart: read, clean, identify. What poll and `parse` share. */
import { readFeed, type Answer } from '../feeds/document/read.ts';
import type { FeedId } from '../feeds/feed.ts';
import { identify, type Identified } from './identity.ts';
import { cleanItem } from './item.ts';
import { htmlToText, LONGEST_TITLE } from '../feeds/text.ts';

export interface ReadFeed {
  title: string;
  /** BCP 47, or empty when the feed does not say. */
  lang: string;
  /** RSS `ttl` as written. */
  ttl: string;
  items: Identified[];
}

/** `feed.url` is the address that the feed was added by: redirects do not change whose articles these are. */
export async function readArticles(answer: Answer, feed: { feed: FeedId; url: string }, now: Date): Promise<ReadFeed> {
  const raw = await readFeed(answer);
  return {
    title: htmlToText(raw.titleHtml, LONGEST_TITLE),
    lang: languageTag(raw.lang),
    ttl: raw.ttl,
    items: identify(
      raw.items.map((item) => cleanItem(item, now)),
      feed,
    ),
  };
}

function languageTag(written: string): string {
  try {
    return Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'))[0] ?? '';
  } catch {
    return '';
  }
}

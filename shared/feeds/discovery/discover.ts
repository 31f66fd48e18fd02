/** Which feeds a page has: those that it names, else what answers with a feed at the usual places of its host. */
import { decode } from '../document/decode.ts';
import { NotAFeed } from '../document/rawFeed.ts';
import { readFeed } from '../document/read.ts';
import type { FeedDocument, FetchFeed } from '../fetch.ts';
import { LONGEST_FEED_URL } from './found.ts';
import { linkedFeeds, looksLikePage } from './linkedFeeds.ts';

/** Asked one after the other, until one is a feed. */
export const USUAL_PATHS = ['/feed', '/rss.xml', '/rss', '/feed.xml', '/atom.xml', '/index.xml'];

export interface DiscoveryPorts {
  /** With limits of its own, much shorter than a poll's. */
  probe: FetchFeed;
}

/**
 * `mayAsk`: the usual places are asked only for an address that never was a feed, once. The page is let go before, for
 * what answers there may need its room.
 */
export async function discoverFeeds(
  page: Pick<FeedDocument, 'url' | 'bytes' | 'contentType' | 'release'>,
  mayAsk: boolean,
  now: Date,
  { probe }: DiscoveryPorts,
): Promise<string[]> {
  const linked = feedsOf(page);
  page.release();
  if (!linked) return [];
  if (linked.length > 0 || !mayAsk) return linked;
  for (const path of USUAL_PATHS) {
    const url = new URL(path, page.url).href;
    const answer = await probe({ url, etag: '', lastModified: '' }, now);
    if (answer.kind === 'busy' || answer.kind === 'slow' || answer.kind === 'unreachable') return [];
    if (answer.kind === 'document' && (await isFeed(answer)) && url.length <= LONGEST_FEED_URL) return [url];
  }
  return [];
}

/** Null: it is no page. */
function feedsOf({ url, bytes, contentType }: Pick<FeedDocument, 'url' | 'bytes' | 'contentType'>): string[] | null {
  const html = decode(bytes, contentType);
  return looksLikePage(html, contentType) ? linkedFeeds(html, url) : null;
}

async function isFeed(answer: FeedDocument): Promise<boolean> {
  try {
    await readFeed(answer);
    return true;
  } catch (error) {
    if (error instanceof NotAFeed) return false;
    throw error;
  } finally {
    answer.release();
  }
}

/**
 * A folder of recorded feeds becomes news: the newest items of each feed are held back and then published one by one,
 * dated now. What is not a feed is served as it is, and shows as failing.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { serveFeeds, type FeedServer, type Page } from './feedServer.ts';
import { openKept, type Kept } from './kept.ts';
import type { Newsroom, Publication } from './newsroom.ts';
import { dateAnew, headlineOf, splitFeed, type FeedItem, type SplitFeed } from './splitFeed.ts';

/** Held back from one feed, at most, and never more than half of it. */
const MOST_HELD = 5;

const RecordedState = z.object({
  port: z.number().int(),
  /** The loopback address of each file, so that a new file moves no other's. */
  hosts: z.record(z.string(), z.number().int()),
  /** By file and place of the item in it, when it was published. */
  published: z.record(z.string(), z.record(z.string(), z.number())),
});
type RecordedState = z.infer<typeof RecordedState>;

interface RecordedFeed {
  file: string;
  bytes: Buffer;
  feed: SplitFeed | undefined;
  /** Places of the items that wait, the next to publish first. */
  held: number[];
  page: Page;
}

export interface RecordedNewsroom extends Newsroom {
  /** Headlines of what is still held back, in the order in which they will be published. */
  waiting: () => string[];
}

export async function openRecorded(folder: string, stateFile: string | undefined): Promise<RecordedNewsroom> {
  const kept = openKept(stateFile, RecordedState, { port: 0, hosts: {}, published: {} });
  const feeds = findFiles(folder).map((file) => openFeed(folder, file, kept.value));
  const server = await serveFeeds(
    feeds.map(({ page }) => page),
    kept.value.port,
  );
  kept.value.port = server.port;
  kept.save();
  return createNewsroom(feeds, server, kept);
}

function createNewsroom(feeds: RecordedFeed[], server: FeedServer, kept: Kept<RecordedState>): RecordedNewsroom {
  const outletOf = ({ page }: RecordedFeed) => ({ url: server.urlOf(page), title: '' });
  let turn = 0;
  return {
    outlets: feeds.map(outletOf),
    publishNext(now): Publication | undefined {
      for (let tried = 0; tried < feeds.length; tried++) {
        const from = feeds[turn++ % feeds.length]!;
        const index = from.held.shift();
        if (index === undefined) continue;
        (kept.value.published[from.file] ??= {})[index] = now.getTime();
        kept.save();
        return { outlet: outletOf(from), headline: headlineIn(from, index)[0] ?? '' };
      }
      return undefined;
    },
    waiting() {
      const rounds = Math.max(0, ...feeds.map(({ held }) => held.length));
      return Array.from({ length: rounds }, (_, round) =>
        feeds.flatMap((feed) => headlineIn(feed, feed.held[round])),
      ).flat();
    },
    stop: () => server.stop(),
  };
}

const headlineIn = ({ feed, bytes }: RecordedFeed, index: number | undefined): string[] =>
  index === undefined || !feed ? [] : [headlineOf(feed.items[index]!, bytes)];

function openFeed(folder: string, file: string, state: RecordedState): RecordedFeed {
  const bytes = readFileSync(join(folder, file));
  const feed = splitFeed(bytes);
  const host = (state.hosts[file] ??= Math.max(-1, ...Object.values(state.hosts)) + 1);
  const publishedAt = (index: number): number | undefined => state.published[file]?.[index];
  const newest = feed ? newestOf(feed.items) : [];
  const held = newest.filter((index) => publishedAt(index) === undefined);
  const show = (item: FeedItem, index: number): string | undefined => {
    if (held.includes(index)) return undefined;
    const at = publishedAt(index);
    return at === undefined ? item.text : dateAnew(item, new Date(at));
  };
  const type = file.endsWith('.html') ? 'text/html' : 'application/xml';
  const page: Page = { name: file, host, type, body: () => feed?.join(show) ?? bytes };
  return { file, bytes, feed, held, page };
}

/** The places of the items to hold back, oldest first. Where dates cannot be read, the first in the file are newest. */
function newestOf(items: readonly FeedItem[]): number[] {
  const most = Math.min(MOST_HELD, Math.floor(items.length / 2));
  const order = items.map((_item, index) => index);
  if (items.every(({ date }) => Number.isFinite(date))) order.sort((a, b) => items[b]!.date - items[a]!.date || a - b);
  return order.slice(0, most).reverse();
}

export const hasFeeds = (folder: string): boolean =>
  findFiles(folder).some((file) => splitFeed(readFileSync(join(folder, file))) !== undefined);

/** Every file that begins as markup does; notes and licences beside the feeds do not. */
function findFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) =>
      /^(\s|\0|<|[\xef\xbb\xbf\xff\xfe])*</.test(readFileSync(join(folder, file)).subarray(0, 512).toString('latin1')),
    )
    .toSorted();
}

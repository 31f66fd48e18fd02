/**
 * Nightly: removes the cards of feeds that are gone. A poll that was under way when its feed was removed may have
 * written the card again; the state cannot come back, so it decides.
 */
import type { FeedCards, FeedStore } from './feed.ts';
import { inParallel } from './inParallel.ts';

const AT_ONCE = 16;

/** How many there were. */
export async function sweepCards({
  feeds,
  cards,
}: {
  feeds: Pick<FeedStore, 'find'>;
  cards: FeedCards;
}): Promise<number> {
  const gone = await inParallel(await cards.list(), AT_ONCE, async ({ feed }) => {
    if (await feeds.find(feed)) return false;
    await cards.remove(feed);
    return true;
  });
  return gone.filter(Boolean).length;
}

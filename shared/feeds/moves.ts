/**
 * When a publisher moves its feed: 301 and 308 are believed after they led to the same place for several polls.
 *
 * The feed stays itself: its id, what was seen of it and whose articles it brings hang on the address that it was added
 * by. Only where it is asked changes, and if that place fails for as long as makes a feed failing, the first address is
 * asked again: a redirect that was a mistake, or somebody else's, must not keep it.
 */
import type { Feed, FeedChanges } from './feed.ts';
import { LONGEST_URL } from './url.ts';

/** Polls in a row that must be redirected to the same place. */
export const MOVES_AFTER_POLLS = 5;

/** Where the feed is asked. */
export const addressOf = ({ url, movedTo }: Pick<Feed, 'url' | 'movedTo'>): string => movedTo || url;

/** What an answer says about where the feed lives; `movedTo` is empty when it was answered where it was asked. */
export function afterRedirect(feed: Feed, movedTo: string): FeedChanges {
  const to = movedTo && canonical(movedTo);
  if (!to || to === addressOf(feed)) return feed.redirectTo ? { redirectTo: '', redirectPolls: 0 } : {};
  if (to !== feed.redirectTo) return { redirectTo: to, redirectPolls: 1 };
  const redirectPolls = (feed.redirectPolls ?? 0) + 1;
  if (redirectPolls < MOVES_AFTER_POLLS) return { redirectPolls };
  return { ...at(feed, to), redirectTo: '', redirectPolls: 0 };
}

/** Back to the address that it was added by; its validators were the other one's. */
export const backHome = (feed: Feed): FeedChanges =>
  feed.movedTo ? { ...at(feed, ''), redirectTo: '', redirectPolls: 0, etag: '', lastModified: '' } : {};

/** The host is what is polled politely as one, and stands in the index. */
function at(feed: Feed, movedTo: string): FeedChanges {
  const { host } = new URL(movedTo || feed.url);
  return { movedTo: movedTo === feed.url ? '' : movedTo, ...(host !== feed.host && { host }) };
}

function canonical(href: string): string {
  const url = new URL(href);
  url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  return url.href.length <= LONGEST_URL ? url.href : '';
}

/**
 * The outlet behind a feed: the part of its host that somebody registered, so that `feeds.` and `www.` are one.
 *
 * Not the Public Suffix List (some 200 kB for what few feeds need), but its two rules that matter here: second levels
 * that countries share out (`co.id`, `com.ve`), and hosts that house many outlets, each of which is one of its own.
 */
import { isAddress } from '../feeds/network.ts';

const SHARED_SECOND_LEVELS = new Set(
  'ac biz co com desa edu gob gov go gub id info mil my ne net nom or org pub sch web ltd me plc gouv asso presse nic'.split(
    ' ',
  ),
);

/** A subdomain of these is an outlet. */
const HOUSES_BY_NAME = [
  'blogspot.com',
  'wordpress.com',
  'substack.com',
  'tumblr.com',
  'github.io',
  'gitlab.io',
  'medium.com',
  'ghost.io',
  'livejournal.com',
  'wixsite.com',
  'weebly.com',
  'typepad.com',
  'podigee.io',
  'libsyn.com',
  'podbean.com',
  'blogs.com',
];

/** The first part of the path of these is an outlet. */
const HOUSES_BY_PATH = new Set([
  'feeds.feedburner.com',
  'feeds2.feedburner.com',
  'feedproxy.google.com',
  'rss.app',
  'medium.com',
  'www.reddit.com',
  'reddit.com',
  'anchor.fm',
  'feeds.simplecast.com',
  'feeds.megaphone.fm',
  'feeds.acast.com',
  'www.youtube.com',
  'rsshub.app',
  't.me',
  'news.google.com',
  'politepol.com',
  'fetchrss.com',
  'www.omnycontent.com',
  'rss.art19.com',
  'feed.podbean.com',
]);

export function outletFamily(feedUrl: string): string {
  const { hostname, pathname, search } = new URL(feedUrl);
  // On one machine every recorded feed lives on loopback, each an outlet of its own.
  if (isAddress(hostname)) return `${hostname}${pathname}`;
  if (HOUSES_BY_PATH.has(hostname)) return `${hostname}${pathname}${search}`;
  const labels = hostname.split('.');
  const house = HOUSES_BY_NAME.find((suffix) => hostname.endsWith(`.${suffix}`));
  if (house) return labels.slice(-(house.split('.').length + 1)).join('.');
  const isCountry = labels.at(-1)!.length === 2;
  const taken = isCountry && SHARED_SECOND_LEVELS.has(labels.at(-2) ?? '') ? 3 : 2;
  return labels.slice(-taken).join('.');
}

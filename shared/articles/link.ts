/**
 * Links: what a reader may follow, and what makes two links one article.
 *
 * Only absolute http(s) links leave here; anything else (`javascript:`, `data:`, a bare word) is no link. The cleaned
 * form is for comparing, never for following: without scheme, `www.`, tracking and a fragment that only tracks.
 */
import { isWhole } from '../feeds/document/address.ts';
import { isSurelyTracking, isTracking } from './tracking.ts';

export const LONGEST_LINK = 2_000;

/** Empty when it is none. What is one already stays letter by letter. */
export function httpLink(written: string): string {
  const trimmed = written.trim();
  if (trimmed.length <= LONGEST_LINK && isWhole(trimmed) && URL.canParse(trimmed)) return trimmed;
  const url = URL.parse(trimmed);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return '';
  url.username = '';
  url.password = '';
  return url.href.length <= LONGEST_LINK ? url.href : '';
}

type IsDropped = (name: string, value: string) => boolean;

/** Of a link; empty when it is none. */
export const cleanLink = (link: string): string => cleaned(link, isTracking);

/** Of an id that is an address: it loses only what surely tracks, since what is left is all that tells items apart. */
export const cleanId = (id: string): string => cleaned(id, isSurelyTracking);

function cleaned(link: string, isDropped: IsDropped): string {
  const url = URL.parse(link);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return '';
  const path = withoutLastSlashes(url.pathname).replace(/%[\da-f]{2}/g, (octet) => octet.toUpperCase());
  const query = url.search && cleanQuery(url.searchParams, isDropped);
  return `${url.host.replace(/^www\./, '')}${path}${query}${url.hash && cleanFragment(url.hash, isDropped)}`;
}

/** From its end: an expression would begin again at each of many slashes that stand before something else. */
function withoutLastSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end -= 1;
  return path.slice(0, end);
}

function cleanQuery(parameters: URLSearchParams, isDropped: IsDropped): string {
  const kept = [...parameters]
    .filter(([name, value]) => !isDropped(name, value))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return kept.length > 0 ? `?${new URLSearchParams(kept).toString()}` : '';
}

/** `#xtor=RSS-3` and `#utm_source=…` track; `#3` may be the third entry of a live page. */
function cleanFragment(fragment: string, isDropped: IsDropped): string {
  const [, name, value] = /^#([\w.]+)=(.*)$/.exec(fragment) ?? [];
  return name && isDropped(name, value!) ? '' : fragment;
}

/**
 * Links: what a reader may follow, and what makes two links one article.
 *
 * Only absolute http(s) links leave here; anything else (`javascript:`, `data:`, a bare word) is no link. The cleaned
 * form is for comparing, never for following: without scheme, `www.`, tracking and a fragment that only tracks.
 */
import { isWhole } from '../feeds/document/address.ts';

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

/** Parameters that say where a reader came from, not what they read. */
const TRACKING =
  /^(utm_.*|at_(medium|campaign|link.*|custom.*|bbc.*|format)|mc_[ce]id|mtm_.*|pk_.*|piwik_.*|hsa_.*|_hs(enc|mi)|fb(clid|_.*)|gclid|gclsrc|dclid|wbraid|gbraid|msclkid|yclid|twclid|ttclid|igshid|li_fat_id|srsltid|oly_.*_id|vero_.*|ns_(mchannel|source|campaign|linkname|fee)|cmp(id)?|cmpid|campaign_id|ref(_src|_url)?|refer(r)?er|rss|ftag|ncid|ocid|spm|scid|soc_(src|trk)|smid|smtyp|taid|wt\.?mc(_id)?|xtor|_ga|__twitter_impression|traffic_source)$/i;

/** Fragments that count clicks or revisions: `#xtor=RSS-3`, `#utm_source=…`, BBC's `#3`. */
const TRACKING_FRAGMENT = /^#?$|^#\d{1,2}$|^#(xtor|utm_|ref|rss|ftag|at_|intcid)/i;

/** Empty when it is no link. */
export function cleanLink(link: string): string {
  const url = URL.parse(httpLink(link));
  if (!url) return '';
  const kept = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const query = new URLSearchParams(kept).toString();
  const path = url.pathname.replace(/\/+$/, '');
  const fragment = TRACKING_FRAGMENT.test(url.hash) ? '' : url.hash;
  return `${url.host.replace(/^www\./, '')}${path}${query && `?${query}`}${fragment}`;
}

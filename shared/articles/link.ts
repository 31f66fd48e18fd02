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

/**
 * Parameters that say where a reader came from, not what they read, by who sets them: the common denominator of what
 * ClearURLs, Brave and Firefox strip, and what feeds of newspapers were seen with.
 */
const TRACKING = new RegExp(
  `^(?:${[
    String.raw`utm_.*|mtm_.*|matomo_.*|pk_.*|piwik_.*|hsa_.*|_hs(?:enc|mi)|hsctatracking|__hs.*|_ga|_gl|ga_.*`,
    String.raw`fb(?:clid|_.*)|action_(?:object|type|ref)_map|igshid?|igsh|g(?:clid|clsrc|ad_source|ad_campaignid)|dclid|wbraid|gbraid`,
    String.raw`msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|epik|rdt_cid|srsltid|irclickid|rb_clickid|zanpid|wickedid`,
    String.raw`mc_[ce]id|mkt_tok|ml_subscriber(?:_hash)?|vero_.*|oly_.*_id|ef_id|s_k?w?cid|dm_i|__s|nr_email_referer|sc_(?:campaign|channel|cid)`,
    String.raw`at_(?:medium|campaign|link.*|custom.*|bbc.*|format|ptr_name|creation|variant)|bbc_origin|ns_(?:mchannel|source|campaign|linkname|fee)`,
    String.raw`xtor|wt\.?_?mc(?:_.*)?|maca|cmp(?:id)?|campaign_id|int_?(?:cid|source|campaign|medium)|ico?id|itid|ito|tpcc|taid|ocid|ncid|ftag|spm|scid`,
    String.raw`ref(?:_src|_url)?|sref|refer(?:r)?er|rss|smid|smtyp|soc_(?:src|trk)|sr_share|share|trk(?:campaign)?|traffic_source|guccounter|guce_referrer.*`,
    String.raw`outputtype|__twitter_impression|hootpostid|_branch_match_id|ss_source|sh|amp`,
  ].join('|')})$`,
  'i',
);

/** Names that mean something elsewhere: tracking only when their value says so. */
const SOMETIMES = /^(?:source|src|partner|feature|cid|mod|xid|from|via|origin|medium|campaign)$/i;
const SAYS_SO = /^(?:rss|feed|atom|twitter|facebook|social|newsletter|email|rss[-_].*|.*[-_](?:rss|feed))$/i;

const isTracking = (name: string, value: string): boolean =>
  TRACKING.test(name) || (SOMETIMES.test(name) && SAYS_SO.test(value));

/** Fragments that count clicks or revisions: `#xtor=RSS-3`, `#utm_source=…`, BBC's `#3`. */
const TRACKING_FRAGMENT = /^#?$|^#\d{1,2}$|^#(xtor|utm_|ref|rss|ftag|at_|intcid)/i;

/** Empty when it is no link. */
export function cleanLink(link: string): string {
  const url = URL.parse(link);
  if (!url || !/^https?:$/.test(url.protocol) || !url.hostname) return '';
  const path = url.pathname.replace(/\/+$/, '');
  const fragment = TRACKING_FRAGMENT.test(url.hash) ? '' : url.hash;
  return `${url.host.replace(/^www\./, '')}${path}${url.search && cleanQuery(url.searchParams)}${fragment}`;
}

function cleanQuery(parameters: URLSearchParams): string {
  const kept = [...parameters]
    .filter(([name, value]) => !isTracking(name, value))
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return kept.length > 0 ? `?${new URLSearchParams(kept).toString()}` : '';
}

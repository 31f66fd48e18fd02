/**
 * Parameters of addresses that say where a reader came from, not what there is to read.
 *
 * The maintained list is the global one of tidy-url (MIT); its rules for single sites are shops' for the most part, and
 * drop `id`, `p` and `i` there. Beside it stand families of names, and names that newspapers' feeds were seen with.
 */
import { TidyURL } from 'tidy-url';

const LISTED = new Set(
  TidyURL.rules.find(({ name }) => name === 'Global')?.rules.map((name) => name.toLowerCase()) ?? [],
);

/** Nobody names what they publish so. */
const SURELY = new RegExp(
  `^(?:${[
    String.raw`utm_.*|mtm_.*|matomo_.*|pk_(?:campaign|kwd|keyword|source|medium|content|cid)|piwik_.*|hsa_.*|_hs(?:enc|mi)|__hs.*|_ga|_gl`,
    String.raw`fbclid|fb_(?:action_.*|source|ref|comment_id)|action_(?:object|type|ref)_map|igshid?|igsh|g(?:clid|clsrc|ad_source|ad_campaignid)|dclid|wbraid|gbraid`,
    String.raw`msclkid|yclid|ysclid|twclid|ttclid|li_fat_id|epik|srsltid|irclickid|rb_clickid|zanpid|wickedid`,
    String.raw`ml_subscriber(?:_hash)?|oly_.*_id|ef_id|s_k?w?cid|dm_i|nr_email_referer|sc_(?:campaign|channel|cid)`,
    String.raw`at_(?:medium|campaign|link.*|custom.*|bbc.*|format|ptr_name|creation|variant)|bbc_origin|ns_(?:mchannel|source|campaign|linkname|fee)`,
    String.raw`xtor|wt\.?_?mc(?:_.*)?|guccounter|guce_referrer.*|__twitter_impression|_branch_match_id|hootpostid`,
  ].join('|')})$`,
  'i',
);

/** Newspapers' own; an id keeps them. */
const IN_LINKS =
  /^(?:maca|cmp|intcmp|int_?cid|ico?id|itid|ito|tpcc|taid|ocid|ftag|spm|smid|smtyp|ref_(?:src|url)|sref|refer(?:r)?er|soc_(?:src|trk)|sr_share|trk(?:campaign)?|traffic_source|outputtype|ss_source)$/i;

/** Names that mean something elsewhere: tracking only when their value says so. */
const SOMETIMES =
  /^(?:ref|rss|share|sh|amp|source|src|partner|feature|cid|mod|xid|from|via|origin|medium|campaign(?:_id)?|scid)$/i;
const SAYS_SO =
  /^(?:|rss|feed|atom|amp|twitter|facebook|whatsapp|telegram|linkedin|social|newsletter|email|rss[-_].*|.*[-_](?:rss|feed))$/i;

export const isSurelyTracking = (name: string): boolean => LISTED.has(name.toLowerCase()) || SURELY.test(name);

export const isTracking = (name: string, value: string): boolean =>
  isSurelyTracking(name) || IN_LINKS.test(name) || (SOMETIMES.test(name) && SAYS_SO.test(value));

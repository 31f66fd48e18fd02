/** Addresses inside a document: relative to where it came from, or to what `xml:base` says (RFC 3986, 5). */

/** Already whole and plain: kept letter by letter, since it is what the feed's readers know the article by. */
const WHOLE = /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:[/?#][\w.~:/?#[\]@!$&'()*+,;=%-]*)?$/i;

export const isWhole = (written: string): boolean => WHOLE.test(written);

/** As written when nothing can be made of it. */
export function resolveUrl(written: string, base: string): string {
  if (isWhole(written)) return written;
  return URL.parse(written, base)?.href ?? written;
}

/** A base that is no web address is passed over. */
export function httpBase(written: string, above: string): string {
  if (!written) return above;
  const base = URL.parse(written, above);
  return base && /^https?:$/.test(base.protocol) ? base.href : above;
}

/**
 * Without what surely is no part of it: markup around it, `&amp;` that was escaped twice, quotes, a scheme before a scheme.
 * What begins with `www.` is a host, whatever RFC 3986 makes of it.
 */
export function plainAddress(written: string): string {
  if (isWhole(written) && !written.includes('&amp;')) return written;
  const head = written.slice(0, LONGEST_WRITTEN);
  const inAnchor = /<a\s[^<>]*href\s*=\s*["']([^"']+)/i.exec(head)?.[1];
  const plain = withoutQuotes(inAnchor ?? head)
    .replace(/<[^<>]*>|[\p{Cc}\u200B-\u200F\u2060\uFEFF]/gu, '')
    .replaceAll('&amp;', '&')
    .trim()
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '')
    .replace(/^https?%3A%2F%2F.*/i, decoded)
    .replace(/^www\.(?=[\w-]+\.)/i, 'http://www.');
  return NO_ADDRESS.test(plain) ? '' : plain;
}

/** No link that is kept is longer, with what is taken from it. */
const LONGEST_WRITTEN = 2_500;

/** What a program writes that has none, and what lost its colon. */
const NO_ADDRESS = /^(?:null|none|nil|undefined|false|n\/a|#|https?:?\/*|https?\/\/.*|\{.*)$/i;

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** From the end letter by letter: an expression would begin anew at each quote inside. */
function withoutQuotes(written: string): string {
  let [from, to] = [0, written.length];
  while (from < to && /["'\s]/.test(written[from]!)) from += 1;
  while (to > from && /["'\s]/.test(written[to - 1]!)) to -= 1;
  return written.slice(from, to);
}

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

/** Without what surely is no part of it: `&amp;` that was escaped twice, quotes, a scheme before a scheme, an `<a>` around. */
export function plainAddress(written: string): string {
  if (isWhole(written) && !written.includes('&amp;')) return written;
  const inAnchor = /<a\s[^>]*href\s*=\s*["']([^"']+)/i.exec(written)?.[1];
  return (inAnchor ?? written)
    .replace(/\p{Cc}/gu, '')
    .replaceAll('&amp;', '&')
    .trim()
    .replace(/^["'<]+|["'>]+$/g, '')
    .replace(/^(?:https?:\/\/)+(?=https?:\/\/)/i, '');
}

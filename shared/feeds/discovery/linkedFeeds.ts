/**
 * The feeds of a web page, as the page itself names them: `<link rel=alternate>` with a type of feeds, else links whose
 * address looks like one.
 */
import { Parser } from 'htmlparser2';
import { LONGEST_FEED_URL, MOST_FOUND } from './found.ts';

/** Pages name their feeds in their head, and what they link to themselves at their foot. */
const MOST_CHARACTERS = 1_000_000;
const FEED_TYPES = /^(application\/((rss|atom|rdf)\+xml|feed\+json|xml|json)|text\/xml)\s*(;|$)/i;
/** WordPress calls each page's record an alternate of type JSON. */
const RECORD = /\/wp-json\/|[?&]rest_route=/;
const LOOKS_LIKE_A_FEED = /(^|[/.?=_-])(rss2?|atom|feeds?|rdf)([/._-]?(xml|json|rdf))?\/?$/i;

export const looksLikePage = (start: string, contentType: string): boolean =>
  /<html[\s>]|<!doctype\s+html/i.test(start.slice(0, 2_000)) || /^text\/html\b|xhtml/i.test(contentType.trim());

export function linkedFeeds(html: string, pageUrl: string): string[] {
  let base = pageUrl;
  const named: string[] = [];
  const linked: string[] = [];
  const parser = new Parser({
    onopentag(name, { rel = '', type = '', href = '' }) {
      if (name === 'base') base = URL.parse(href, pageUrl)?.href ?? base;
      if (name !== 'link' && name !== 'a') return;
      const url = URL.parse(href.trim(), base);
      if (!href || !url || !/^https?:$/.test(url.protocol)) return;
      url.hash = '';
      const isNamed = name === 'link' && /(^|\s)alternate(\s|$)/i.test(rel) && FEED_TYPES.test(type.trim());
      if (isNamed && !RECORD.test(url.href)) named.push(url.href);
      else if (name === 'a' && LOOKS_LIKE_A_FEED.test(url.pathname)) linked.push(url.href);
    },
  });
  parser.end(html.slice(0, MOST_CHARACTERS));
  const found = named.length > 0 ? named : linked;
  return [...new Set(found)].filter((url) => url !== pageUrl && url.length <= LONGEST_FEED_URL).slice(0, MOST_FOUND);
}

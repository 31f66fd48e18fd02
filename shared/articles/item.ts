/**
 * One item of a feed, cleaned: plain text, http(s) links, an instant in UTC. What it is called and what it says; whose
 * article it becomes is identity.ts.
 */
import type { RawItem } from '../feeds/document/rawFeed.ts';
import { MINUTE } from '../platform/clock.ts';
import { parseDate } from './dates.ts';
import { httpLink } from './link.ts';
import { cleanText, cut, htmlToText, LONGEST_TITLE } from '../feeds/text.ts';

export interface Item {
  /** As the feed writes it; empty without. */
  id: string;
  /** Absolute http(s); empty without. */
  link: string;
  /** Of an item without one, the beginning of what it says. */
  title: string;
  /** The title is the feed's own. */
  isTitled: boolean;
  /** What the feed gives as a summary; without, the whole text. */
  summary: string;
  /** The whole text; without, the summary. */
  text: string;
  /** BCP 47 where the item says it for itself; empty without. */
  lang: string;
  author: string;
  categories: string[];
  /** Absolute http(s); empty without. */
  image: string;
  /** Epoch milliseconds, never after `now`; null when the feed gives no date that can be right. */
  published: number | null;
  /** The same as the feed dates it, which may be ahead: what stays the same from poll to poll. */
  dated: number | null;
  /** The feed dated it into the future: `published` is when it was read. */
  isFromFuture: boolean;
}

/** As an article keeps it. */
const LONGEST_SUMMARY = 2_000;

/** What an article says beneath its title: the longer of both, since a whole text may be nothing but a picture's caption. */
export const summaryOf = ({ summary, text }: Item): string =>
  cut(text.length >= summary.length ? text : summary, LONGEST_SUMMARY);

/** Clocks differ; what is ahead by less than this is not from the future. */
const CLOCK_SKEW_MS = 10 * MINUTE;

const MOST_CATEGORIES = 20;
const LONGEST_WORD = 100;
const LONGEST_AUTHOR = 200;

export function cleanItem(raw: RawItem, now: Date): Item {
  const summary = htmlToText(raw.summaryHtml);
  const content = htmlToText(raw.contentHtml);
  const text = content || summary;
  const title = htmlToText(raw.titleHtml, LONGEST_TITLE);
  return {
    id: cleanText(raw.id, LONGEST_ID),
    link: httpLink(raw.link),
    title: title || cut(text, TITLE_FROM_TEXT),
    isTitled: title !== '',
    summary: summary || content,
    text,
    lang: languageTag(raw.lang),
    author: nameOf(htmlToText(raw.authorHtml, LONGEST_AUTHOR)),
    categories: categoriesOf(raw.categoriesHtml),
    image: httpLink(raw.image),
    ...publicationOf(raw.dates, now),
  };
}

/** As `Intl` writes it: `id_ID` and `ID-id` are `id-ID`. Empty when it is none. */
export function languageTag(written: string): string {
  if (!written) return '';
  try {
    return Intl.getCanonicalLocales(written.trim().replaceAll('_', '-'))[0] ?? '';
  } catch {
    return '';
  }
}

const LONGEST_ID = 2_000;
const TITLE_FROM_TEXT = 100;

/** RSS writes `ana@example.org (Ana)`; an address is nobody's business. */
function nameOf(author: string): string {
  const inParentheses = /^\S+@\S+\s*\((.+)\)$/.exec(author)?.[1];
  return inParentheses ?? author.replace(/<?\S+@\S+>?/g, '').trim();
}

function categoriesOf(categoriesHtml: readonly string[]): string[] {
  const categories = categoriesHtml.slice(0, MOST_CATEGORIES).map((html) => htmlToText(html, LONGEST_WORD));
  return [...new Set(categories)].filter(Boolean);
}

function publicationOf(dates: readonly string[], now: Date): Pick<Item, 'published' | 'dated' | 'isFromFuture'> {
  const dated = dates.map(parseDate).find((date) => date !== null) ?? null;
  const isFromFuture = dated !== null && dated > now.getTime() + CLOCK_SKEW_MS;
  return { published: dated === null ? null : Math.min(dated, now.getTime()), dated, isFromFuture };
}

/** A digest as JSON: totals, what each query found, and for each story why, with marks. */
import * as z from 'zod';
import { type StoryEntry, timeOf } from '../../shared/delivery/storyEntry.ts';
import { Place } from '../../shared/queries/query.ts';
import { type Digest, totalsOf } from './digest.ts';

const instant = z.iso.datetime();

const StoryView = z.object({
  id: z.string(),
  title: z.string(),
  lang: z.string(),
  url: z.string(),
  outlet: z.string(),
  published: instant.nullable(),
  seen: instant,
  outlets: z.number().int(),
  alsoIn: z.array(z.object({ outlet: z.string(), url: z.string(), published: instant.nullable() })),
  page: z.string(),
  why: z.array(z.object({ query: z.string(), id: z.string(), matches: z.array(Place) })),
});
type StoryView = z.infer<typeof StoryView>;

export const DigestView = z.object({
  version: z.literal('1'),
  window: z.string(),
  from: instant,
  to: instant,
  totals: z.object({ stories: z.number().int(), articles: z.number().int(), outlets: z.number().int() }),
  queries: z.array(z.object({ id: z.string(), query: z.string(), stories: z.number().int() })),
  stories: z.array(StoryView).describe('By query, outlets, time; a story of two queries stands once, under the first'),
});
export type DigestView = z.infer<typeof DigestView>;

export function toDigestView(digest: Digest, publicUrl: string): DigestView {
  const { id, from, to, sections } = digest;
  return {
    version: '1',
    window: id,
    from: from.toISOString(),
    to: to.toISOString(),
    totals: totalsOf(digest),
    queries: sections.map(({ subscription: { query, text }, entries }) => ({
      id: query,
      query: text,
      stories: entries.length,
    })),
    stories: sections.flatMap(({ entries }) => entries.map((entry) => toStoryView(entry, publicUrl))),
  };
}

const toInstant = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

function toStoryView({ story, article, others, outlets, whys }: StoryEntry, publicUrl: string): StoryView {
  return {
    id: story.id,
    title: article.title,
    lang: article.lang,
    url: article.link,
    outlet: article.outlet,
    published: toInstant(article.published),
    seen: new Date(article.seen).toISOString(),
    outlets,
    alsoIn: others.map(({ outlet, link, published }) => ({ outlet, url: link, published: toInstant(published) })),
    page: `${publicUrl}/s/${story.id}`,
    why: whys.map(({ query, words, places }) => ({ query: words, id: query, matches: [...places] })),
  };
}

/**
 * RFC 4180. What a spreadsheet would take for a formula gets an apostrophe before it: at the beginning of a cell, and
 * after a semicolon or a tab, where one whose language writes decimals with a comma begins a cell too.
 */
export function toCsv({ sections }: Digest, publicUrl: string): string {
  const rows = sections.flatMap(({ subscription, entries }) =>
    entries.map((entry) => [
      subscription.text,
      entry.article.title,
      entry.article.outlet,
      new Date(timeOf(entry.article)).toISOString(),
      entry.article.lang,
      String(entry.outlets),
      entry.article.link,
      `${publicUrl}/s/${entry.story.id}`,
    ]),
  );
  const head = ['query', 'title', 'outlet', 'time', 'language', 'outlets', 'link', 'page'];
  return [head, ...rows].map((row) => row.map(toCsvCell).join(',')).join('\r\n') + '\r\n';
}

export function toCsvCell(text: string): string {
  const harmless = text.replaceAll(/(^|[;\t])(["\s]*[=+\-@＝＋－＠])/g, "$1'$2");
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

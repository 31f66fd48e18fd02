/**
 * An article: one item of a feed, as plain text and links.
 *
 * What a hostile feed can write has been made harmless before it becomes an Article: text without markup or control
 * characters, absolute http(s) links, instants in UTC.
 */
import * as z from 'zod';

/** Most articles in one message of the articles queue. */
export const ARTICLES_A_MESSAGE = 10;

/**
 * How far an article may go.
 * `alert`: at once to those who asked for it.
 * `late`: seen or published too long ago to alert; the next digest gathers it.
 * Articles that are only stored never enter the articles queue.
 */
export const Timeliness = z.enum(['alert', 'late']);
export type Timeliness = z.infer<typeof Timeliness>;

export const Article = z.object({
  /** Hash of the feed's outlet and the item's identity; the same for the same item for ever. 20 base64url characters. */
  id: z.string().min(1),
  /** 0 when first seen; one more for each edit. */
  revision: z.number().int().min(0),
  feed: z.string().min(1),
  /** The feed's title as people read it. */
  outlet: z.string(),
  /** Registrable part of the feed's host, so that two feeds of one outlet are known as one. */
  outletFamily: z.string(),
  title: z.string(),
  /** Plain text, at most 2,000 UTF-16 units. */
  summary: z.string(),
  link: z.string(),
  /** BCP 47, or empty when not known. */
  lang: z.string(),
  author: z.string(),
  categories: z.array(z.string()),
  image: z.string().optional(),
  /** Epoch milliseconds; null when the feed gives no date that can be right. */
  published: z.number().nullable(),
  /** Epoch milliseconds of the poll that found it. */
  seen: z.number(),
  /** Came with the feed's first poll: alerts only whose subscription is older than `published`. */
  firstPoll: z.boolean(),
  timeliness: Timeliness,
});
export type Article = z.infer<typeof Article>;

/** Poll → match. FIFO, one message group, deduplicated by the ids and revisions inside. */
export const ArticlesMessage = z.object({
  v: z.literal(1),
  articles: z.array(Article).min(1).max(ARTICLES_A_MESSAGE),
});
export type ArticlesMessage = z.infer<typeof ArticlesMessage>;

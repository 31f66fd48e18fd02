/**
 * A story: the articles that report the same thing within a few days; a revision is news inside a known story.
 *
 * For now a story is an article and its exact copies: the same cleaned link, or the same normalised title in the same
 * outlet family. Only match writes stories.
 */
import * as z from 'zod';
import { Article } from '../articles/article.ts';

/** Most queries in one message of the alerts queue. */
export const QUERIES_A_MESSAGE = 500;

/** An article's place in a story, as pages and messages show it. */
export interface StoryArticle {
  article: string;
  outlet: string;
  outletFamily: string;
  title: string;
  link: string;
  lang: string;
  /** Epoch milliseconds; null when the feed gave no date that can be right. */
  published: number | null;
  /** Epoch milliseconds. */
  seen: number;
}

/** A story and all of its articles, in the order in which they were seen. Never empty. */
export interface Story {
  id: StoryId;
  title: string;
  lang: string;
  articles: readonly StoryArticle[];
}

/** In order of time: five base32 characters of minutes since 1970 (wrapping), six of chance. Lower case. */
export type StoryId = string;

/**
 * Match → alert: one story, the article that brought it, and those of its queries that this article is the first to
 * meet. Where and why they met stands in the match items, so that the message stays small.
 */
export const AlertMessage = z.object({
  v: z.literal(1),
  story: z.object({ id: z.string().min(1), revision: z.number().int().min(0) }),
  article: Article.pick({ id: true, published: true, seen: true, firstPoll: true, timeliness: true }),
  queries: z.array(z.string().min(1)).min(1).max(QUERIES_A_MESSAGE),
  /** Where to go on when a query has more subscribers than one invocation pages through; `queries` then has one entry. */
  from: z.object({ shard: z.number().int().min(0), after: z.string().min(1) }).optional(),
});
export type AlertMessage = z.infer<typeof AlertMessage>;

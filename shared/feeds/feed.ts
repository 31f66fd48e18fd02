/**
 * A feed: a source URL that we poll, with its polling state and health.
 *
 * A feed belongs to an interval class and a phase, so that dispatch asks "whose slot is this minute?" instead of
 * keeping a due time that every poll would rewrite. Exact wishes of the publisher are `notBefore`, which poll checks.
 */
import * as z from 'zod';

/** Minutes between two polls. A feed is always in one of these classes. */
export const INTERVAL_CLASSES = [5, 10, 15, 30, 60, 120, 240, 480, 720, 1440] as const;
export type IntervalClass = (typeof INTERVAL_CLASSES)[number];

/** sha-256 of the canonical URL, 20 base64url characters. */
export type FeedId = string;

/** Most feeds in one message of the polls queue. */
export const FEEDS_A_MESSAGE = 25;

/** Dispatch (or an operator's "poll now") → poll. Feeds of one host stay together. */
export const PollMessage = z.object({
  v: z.literal(1),
  feeds: z.array(z.string().min(1)).min(1).max(FEEDS_A_MESSAGE),
  /** An operator asked: `notBefore` does not hold this poll back. */
  now: z.boolean().optional(),
});
export type PollMessage = z.infer<typeof PollMessage>;

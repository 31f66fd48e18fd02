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
  /** A hub sent what is new in this one feed: its document, brotli as base64; empty when it is too long to be carried. */
  pushed: z.object({ contentType: z.string(), body: z.base64() }).optional(),
});
export type PollMessage = z.infer<typeof PollMessage>;

/**
 * What people are told about a feed.
 * `new`: not polled yet. `fine`: its last poll was answered. `failing`: the last polls were not. `gone`: it answered 410
 * and is asked no more, other than by an operator.
 */
export const HEALTHS = ['new', 'fine', 'failing', 'gone'] as const;
export type Health = (typeof HEALTHS)[number];

/** The polling state. Small (under 1 KB), since every poll rewrites it. Times are epoch milliseconds. */
export interface Feed {
  feed: FeedId;
  url: string;
  /** Host and, where not the usual one, port: what is polled politely as one. */
  host: string;
  title: string;
  /** BCP 47, or empty when not known. */
  lang: string;
  labels: string[];
  interval: IntervalClass;
  /** The minute inside the interval, from 0. */
  phase: number;
  /** No poll before this instant, other than by an operator. */
  notBefore: number;
  /** Validators of the last document that gave articles, as the server wrote them; empty without. */
  etag: string;
  lastModified: string;
  /** When they came, or were last found to say the truth: validators that answer 304 for too long are dropped. */
  validatorsAt?: number;
  /** Of the last document, so that an unchanged one is not parsed; empty before the first. */
  bodyHash: string;
  health: Health;
  /** When `health` became what it is. */
  since: number;
  /** Polls without an answer in a row. */
  failures: number;
  /** Why the last poll failed, a sentence; empty when it did not. */
  lastFailure: string;
  /** The first poll that could be read; absent before it. */
  firstPolledAt?: number;
  lastPolledAt?: number;
  /** The last poll that found something new. */
  lastNewAt?: number;
  /** Between two of its articles, as the last document told; absent when it did not. */
  gapMs?: number;
  /** The pace that its last document asked for, in its head or in itself; absent or 0: none. */
  askedMs?: number;
  /** `Skips` of wishes.ts; absent: none. */
  skipHours?: number;
  skipDays?: number;
  /** Where it is asked since its publisher moved it for good; empty or absent: at `url`, which its id is made of. */
  movedTo?: string;
  /** Where "for good" leads that has not held for long enough yet, and for how many polls it has. */
  redirectTo?: string;
  redirectPolls?: number;
  /** It is a web page, and these are its feeds. */
  found?: string[];
  /** Of the hub that was asked to send what is new, and what it calls the feed; empty or absent: none. */
  hubKey?: string;
  /** When to look whether the hub said yes, or to ask it again. */
  hubCheckAt?: number;
  /** The last push; 0 or absent when pushes cannot be relied on. */
  pushedAt?: number;
  /** One more with each write. */
  ver: number;
}

/** What a poll may change. `interval`, `phase` and `host` only when they become others: they rewrite the index. */
export type FeedChanges = Partial<Omit<Feed, 'feed' | 'url' | 'ver'>>;

/** A feed as lists show it. */
export interface FeedCard {
  feed: FeedId;
  url: string;
  /** Where its publisher moved it for good; absent when it did not. */
  movedTo?: string;
  title: string;
  lang: string;
  labels: string[];
  health: Health;
  /** When `health` became what it is. Epoch milliseconds. */
  since: number;
  /** Why it fails, a sentence; empty when it does not. */
  trouble: string;
  /** It is a web page, and these are its feeds; absent otherwise. */
  found?: string[];
  /** The last new article, at most a day behind; epoch milliseconds. */
  lastNewAt?: number;
}

/** One minute of one interval class. */
export interface Slot {
  interval: IntervalClass;
  phase: number;
}

export interface FeedStore {
  find(feed: FeedId): Promise<Feed | null>;
  /** As it was written last. */
  findNow(feed: FeedId): Promise<Feed | null>;
  /** `false`: it is known already, and nothing was changed. */
  add(feed: Feed): Promise<boolean>;
  /** `false`: somebody else wrote first, or the feed was removed. */
  update(feed: Feed, changes: FeedChanges): Promise<boolean>;
  /** The state, then what has been seen of it. */
  remove(feed: FeedId): Promise<void>;
  /** Whose slot it is, those of a host in a row. */
  inSlot(slot: Slot): Promise<{ feed: FeedId; host: string }[]>;
}

export interface FeedCards {
  put(card: FeedCard): Promise<void>;
  remove(feed: FeedId): Promise<void>;
  list(): Promise<FeedCard[]>;
}

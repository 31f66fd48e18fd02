/**
 * WebSub (https://www.w3.org/TR/websub/): a feed that names a hub is not only polled, the hub sends what is new in it.
 *
 * Poll asks the hub to send, since poll reads what feeds say and its connections are held to the public internet; the
 * api answers the hub's question whether we meant it, checks the signature of what is sent, and puts it into the polls
 * queue; poll takes it in as if it had fetched it. Pushes are a favour of a stranger: the feed is polled on, more slowly,
 * and as often as before when a poll finds what no push has brought.
 */
import type { Feed, FeedId, PollMessage } from '../feed.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock.ts';

export interface HubSubscription {
  feed: FeedId;
  /** In the callback's path: who knows it is the hub. */
  token: string;
  /** What the hub signs with. */
  secret: string;
  hub: string;
  /** What the hub calls the feed. */
  topic: string;
  /** Epoch milliseconds. */
  askedAt: number;
  /** How often the hub was asked since it last said yes. */
  asked: number;
  /** Until when the hub will send; 0 while it has not said so. */
  leaseUntil: number;
}

export interface HubStore {
  find(feed: FeedId): Promise<HubSubscription | null>;
  put(subscription: HubSubscription): Promise<void>;
}

/** What is asked for; the hub decides. */
export const LEASE_SECONDS = 10 * 24 * 3_600;
export const LONGEST_LEASE_MS = 30 * DAY;
/** A lease is renewed when a fifth of it is left. */
export const RENEWED_AT = 0.8;
/** How long a hub has to ask back before it is asked again, and each time twice as long, up to a day. */
export const ANSWER_MS = 10 * MINUTE;
/** A hub that asks back later than this answers a question that is forgotten. */
export const QUESTION_MS = DAY;
/** Minutes between two polls of a feed that is pushed. */
export const PUSHED_INTERVAL = 60;
/**
 * A shorter lease can end between two hourly polls, of which the later one would have renewed it: what is pushed under
 * it is taken in, but polling does not slow down.
 */
export const SHORTEST_RELIED_LEASE_MS = (PUSHED_INTERVAL * MINUTE) / (1 - RENEWED_AT);
/** Pushes older than this say nothing about whether more will come. */
export const PUSH_TRUST_MS = DAY;
/** More from one feed in an hour are refused: a hub is as much a stranger as a feed. */
export const PUSHES_AN_HOUR = 120;
/** Of a push as the hub sends it; poll fetches what is more. */
export const LARGEST_PUSH = 2 * 1024 * 1024;
/** Of a push inside a message of the polls queue, compressed. */
export const LARGEST_PUSH_IN_MESSAGE = 180 * 1024;

export type Push = NonNullable<PollMessage['pushed']>;

export const callbackPath = (feed: FeedId, token: string): string => `/websub/${feed}/${token}`;

export const isPushed = ({ hubKey, pushedAt = 0 }: Pick<Feed, 'hubKey' | 'pushedAt'>, now: Date): boolean =>
  Boolean(hubKey) && now.getTime() - pushedAt < PUSH_TRUST_MS;

export const isLasting = (subscription: HubSubscription | null): boolean =>
  subscription !== null && subscription.leaseUntil - subscription.askedAt > SHORTEST_RELIED_LEASE_MS;

/** When the subscription is to be looked at again, once the hub has said yes. */
export const renewalOf = ({ askedAt, leaseUntil }: HubSubscription): number =>
  Math.round(askedAt + (leaseUntil - askedAt) * RENEWED_AT);

/** When it is to be looked at again while the hub has not. */
export const answerDue = (asked: number, now: Date): number =>
  now.getTime() + Math.min(ANSWER_MS * 2 ** Math.min(asked - 1, 16), 24 * HOUR);

/**
 * A subscriber: a person or program with verified channels, a language, a time zone, a digest schedule and quiet hours.
 *
 * Nobody logs in. Whoever reads an address proves it once (a confirmation, a code), and personal links carry a secret
 * from then on. The subscription is the truth about a wish; audience and query rows are hints that lead to it.
 */
import * as z from 'zod';
import type { QueryId } from '../queries/query.ts';

/** 16 base32 characters of chance. Lower case, since it stands in topic names. */
export type SubscriberId = string;

export const ChannelKind = z.enum(['email', 'sms']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** `alert`: at once. `digest`: at the subscriber's local time. `off`: not on this channel. */
export const Mode = z.enum(['alert', 'digest', 'off']);
export type Mode = z.infer<typeof Mode>;

export const Language = z.enum(['en', 'id', 'es']);
export type Language = z.infer<typeof Language>;

/** `pending`: asked, not yet confirmed. `verified`: may be sent to. `left`: unsubscribed or opted out; never sent to again. */
export const ChannelState = z.enum(['pending', 'verified', 'left']);
export type ChannelState = z.infer<typeof ChannelState>;

export type Modes = Partial<Record<ChannelKind, Mode>>;

/** What of it is to change; undefined changes nothing. */
export type ModesChange = { [Kind in ChannelKind]?: Mode | undefined };

/** What a subscriber chose. Times are local, `07:00`; quiet hours have both ends or neither. */
export interface Settings {
  language: Language;
  /** IANA name. */
  timeZone: string;
  digestAt: string;
  /** A digest also when nothing matched. */
  emptyDigests: boolean;
  quietFrom?: string | undefined;
  quietTo?: string | undefined;
}

export const DEFAULT_SETTINGS: Settings = {
  language: 'en',
  timeZone: 'UTC',
  digestAt: '07:00',
  emptyDigests: false,
};

/** What the personal links of a subscriber carry: 128 bits each, known to nobody else. */
export interface LinkTokens {
  manageToken: string;
  pauseToken: string;
  leaveToken: string;
}

/** Times are epoch milliseconds. */
export interface Subscriber extends Settings, LinkTokens {
  id: SubscriberId;
  pausedAt?: number | undefined;
  /** The end of the last digest's window; before the first, when the subscriber was made. */
  digestedThrough: number;
  createdAt: number;
  ver: number;
}

export interface Channel {
  subscriber: SubscriberId;
  kind: ChannelKind;
  /** As it is sent to; empty once it left. */
  address: string;
  state: ChannelState;
  /** E-mail: where deliver publishes to. */
  topicArn?: string | undefined;
  subscriptionArn?: string | undefined;
  /** SMS: six digits, their end, and how often they were guessed at. */
  code?: string | undefined;
  codeExpiresAt?: number | undefined;
  codeAttempts: number;
  createdAt: number;
  /** When its confirmation was last asked for. */
  askedAt: number;
  verifiedAt?: number | undefined;
  leftAt?: number | undefined;
  ver: number;
}

/** A subscriber's wish: a query, and for each channel how. */
export interface Subscription {
  subscriber: SubscriberId;
  query: QueryId;
  /** As the subscriber typed it. */
  text: string;
  modes: Modes;
  /** Sent in quiet hours too. */
  urgent: boolean;
  since: number;
  /** When a channel last went over from digests to alerts. */
  alertsSince?: number | undefined;
  stopToken: string;
}

/** Words that somebody who only knew the address asked for: nothing until its owner says so. */
export interface Proposal {
  subscriber: SubscriberId;
  query: QueryId;
  text: string;
  mode: Exclude<Mode, 'off'>;
  proposedAt: number;
}

/** Most words that one subscriber watches. */
export const MOST_SUBSCRIPTIONS = 50;

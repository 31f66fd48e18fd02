/**
 * What the operations on subscribers are given: stores, SNS's side of an address, the deliveries queue, time and chance.
 * Each write says who wins; `false` means that somebody else did.
 */
import type { Clock } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import type { ParsedQuery, QueryId } from '../queries/query.ts';
import type { Slot } from './digestSlot.ts';
import type {
  Channel,
  ChannelKind,
  LinkTokens,
  Proposal,
  Subscriber,
  SubscriberId,
  Subscription,
} from './subscriber.ts';

export interface SubscriberStore {
  /** Strongly consistent; null for somebody who is leaving. */
  find(subscriber: SubscriberId): Promise<Subscriber | null>;
  /** Absent. */
  add(subscriber: Subscriber, slot: Slot): Promise<boolean>;
  /** `ver = :v`; the slot only when times or zone change. */
  update(subscriber: Subscriber, changes: SubscriberChanges, slot?: Slot): Promise<boolean>;
  /** Blanks what is personal and puts the mark `leaving`, in one write. Can be repeated; null when nobody is there. */
  markLeaving(subscriber: SubscriberId): Promise<LinkTokens | null>;
  listLeaving(): Promise<SubscriberId[]>;
  /** The item itself, after everything else of the subscriber. */
  remove(subscriber: SubscriberId): Promise<void>;
  /** The subscribers whose digest slot is this minute of the day in UTC. */
  inSlot(time: string): Promise<SubscriberId[]>;
}

/** Null takes an attribute away. */
export type SubscriberChanges = {
  [Name in keyof Omit<Subscriber, 'id' | 'createdAt' | 'ver'>]?: Subscriber[Name] | null;
};

export interface ChannelStore {
  /** Strongly consistent. */
  find(subscriber: SubscriberId, kind: ChannelKind): Promise<Channel | null>;
  list(subscriber: SubscriberId): Promise<Channel[]>;
  /** Absent. */
  add(channel: Channel): Promise<boolean>;
  /** `ver = :v`. `askedAt` and `leftAt` move it in its list; a verified one stays with the pending until `settle`. */
  update(channel: Channel, changes: ChannelChanges): Promise<boolean>;
  /** After everything that follows from a confirmation is done: out of the list of the pending. */
  settle(channel: Pick<Channel, 'subscriber' | 'kind'>, verifiedAt: number): Promise<void>;
  remove(subscriber: SubscriberId, kind: ChannelKind): Promise<void>;
  /** Those asked between, oldest first. */
  listPending(from: Date, to: Date): Promise<ChannelRef[]>;
  /** Those verified before. */
  listVerified(before: Date): Promise<ChannelRef[]>;
  listLeft(before: Date): Promise<ChannelRef[]>;
}

/** A channel in a list: pending, verified or left since. */
export interface ChannelRef {
  subscriber: SubscriberId;
  kind: ChannelKind;
  since: number;
}

export type ChannelChanges = {
  [Name in keyof Omit<Channel, 'subscriber' | 'kind' | 'createdAt' | 'ver'>]?: Channel[Name] | null;
};

export interface SubscriptionStore {
  /** Strongly consistent. */
  list(subscriber: SubscriberId): Promise<Subscription[]>;
  find(subscriber: SubscriberId, query: QueryId): Promise<Subscription | null>;
  /** The moment of acceptance. */
  put(subscription: Subscription): Promise<void>;
  remove(subscriber: SubscriberId, query: QueryId): Promise<void>;
}

export interface ProposalStore {
  list(subscriber: SubscriberId): Promise<Proposal[]>;
  put(proposal: Proposal): Promise<void>;
  remove(subscriber: SubscriberId, query: QueryId): Promise<void>;
}

/** A watcher of a query. Everybody who watches stands here; `channels` are those in alert mode, perhaps none. */
export interface AudienceRow {
  subscriber: SubscriberId;
  channels: ChannelKind[];
  since: number;
}

export interface AudiencePage {
  members: AudienceRow[];
  next?: { shard: number; after: string } | undefined;
}

export interface AudienceStore {
  put(query: QueryId, row: AudienceRow): Promise<void>;
  remove(query: QueryId, subscriber: SubscriberId): Promise<void>;
  list(query: QueryId, most: number, from?: { shard: number; after: string }): Promise<AudiencePage>;
}

export interface AddressOwner {
  subscriber: SubscriberId;
  kind: ChannelKind;
}

export interface AddressStore {
  /** Whose the address is: the claimer's, or of who was first. The same answer again after a crash. */
  claim(address: string, owner: AddressOwner): Promise<AddressOwner>;
  find(kind: ChannelKind, address: string): Promise<AddressOwner | null>;
  /** Only while it is this subscriber's. */
  release(address: string, owner: AddressOwner): Promise<void>;
}

export type TokenPurpose = 'manage' | 'pause' | 'leave' | 'stop' | 'read';

export interface TokenOwner {
  subscriber: SubscriberId;
  purpose: TokenPurpose;
  query?: QueryId | undefined;
}

export interface TokenStore {
  /** Before what it opens. */
  add(token: string, owner: TokenOwner): Promise<void>;
  find(token: string): Promise<TokenOwner | null>;
  remove(token: string): Promise<void>;
}

export interface Limit {
  /** What is counted: `ip`, `address`, … */
  what: string;
  /** Whose, and in which hour or day. */
  bucket: string;
  most: number;
  /** Epoch milliseconds after which the count means nothing; null: never. */
  until: number | null;
}

export interface LimitStore {
  /** Counts `amount` more, unless that would pass the bound: then nothing is counted and the answer is `false`. */
  take(limit: Limit, amount?: number): Promise<boolean>;
  giveBack(limit: Limit, amount?: number): Promise<void>;
  /** A recount. */
  set(limit: Omit<Limit, 'most'>, count: number): Promise<void>;
}

/** What matching is told: before a subscription is accepted, and when nobody watches any more. */
export interface QueryRegister {
  register(query: Pick<ParsedQuery, 'id' | 'canonical'>, now: Date): Promise<void>;
}

/** SNS's side of an e-mail address. */
export interface TopicAdmin {
  /** Makes the subscriber's topic, if it is not there, and asks the address to confirm (again). */
  subscribeEmail(subscriber: SubscriberId, address: string): Promise<{ topicArn: string; subscriptionArn: string }>;
}

export type NoticeKind = 'code' | 'welcome' | 'link';

export interface NoticeDesk {
  /** Absent. */
  add(
    notice: { subscriber: SubscriberId; id: string; kind: NoticeKind; channel: ChannelKind },
    now: Date,
  ): Promise<void>;
}

export interface MailboxRef {
  subscriber: SubscriberId;
  channel: ChannelKind;
  notice?: string;
}

/** The deliveries queue. */
export interface DeliverySender {
  send(outgoing: readonly { message: { v: 1; mailboxes: MailboxRef[] }; delaySeconds?: number }[]): Promise<void>;
}

export interface PeoplePorts {
  subscribers: SubscriberStore;
  channels: ChannelStore;
  subscriptions: SubscriptionStore;
  proposals: ProposalStore;
  audience: AudienceStore;
  addresses: AddressStore;
  tokens: TokenStore;
  limits: LimitStore;
  queries: QueryRegister;
  topics: TopicAdmin;
  notices: NoticeDesk;
  deliveries: DeliverySender;
  clock: Clock;
  random: Random;
}

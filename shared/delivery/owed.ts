/**
 * What is owed: that a story must reach a channel of a subscriber, written once per (subscriber, channel, story,
 * revision), however many of their queries it meets and however often a stage runs again.
 *
 * A row never goes back to `owed`: who finds it in another state has nothing to send.
 */
import type { QueryId } from '../queries/query.ts';
import type { StoryId } from '../stories/story.ts';
import type { ChannelKind, SubscriberId } from '../subscribers/subscriber.ts';

/**
 * `owed`: to be sent at once. `late`: to be gathered by the next digest. `sent`: stood in a message.
 * `dropped`: will not be sent, with the reason. `unknown`: `Publish` never answered within its attempts.
 */
export type OwedState = 'owed' | 'late' | 'sent' | 'dropped' | 'unknown';

/** Why something owed was not sent. */
export const DROP_REASONS = [
  'unsubscribed',
  'not-verified',
  'left',
  'deleted',
  'daily-cap',
  'budget',
  'country',
  'opted-out',
  'refused',
  'story-gone',
] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** One channel of one subscriber: the address of a mailbox. */
export interface MailboxKey {
  subscriber: SubscriberId;
  channel: ChannelKind;
}

export interface OwedKey extends MailboxKey {
  story: StoryId;
  revision: number;
}

export interface OwedRow {
  story: StoryId;
  revision: number;
  queries: readonly QueryId[];
  state: OwedState;
  /** Epoch milliseconds of the first writing. */
  at: number;
}

/** How rows end. */
export interface Settlement {
  state: Exclude<OwedState, 'owed'>;
  at: number;
  seq?: number;
  reason?: DropReason;
}

export interface OwedStore {
  /** Adds the queries; the state is the first writer's for ever. Returns the state that stands. */
  owe(key: OwedKey, queries: readonly QueryId[], state: 'owed' | 'late', now: Date): Promise<OwedState>;
  /** Strongly consistent: the rows of stories that began at `since` or later, oldest first. */
  list(mailbox: MailboxKey, since: Date): Promise<OwedRow[]>;
  /** Can be repeated; a row that is gone stays gone. */
  settle(mailbox: MailboxKey, rows: readonly Pick<OwedRow, 'story' | 'revision'>[], how: Settlement): Promise<void>;
  /** What stood in a digest is never alerted later: writes `sent` where nothing is written yet. */
  claimSent(mailbox: MailboxKey, stories: readonly StoryId[], seq: number, now: Date): Promise<void>;
}

/** How a row is named inside a mailbox's intent. */
export const owedId = ({ story, revision }: Pick<OwedRow, 'story' | 'revision'>): string => `${story}#${revision}`;

export function parseOwedId(id: string): Pick<OwedRow, 'story' | 'revision'> {
  const [story = '', revision = '0'] = id.split('#');
  return { story, revision: Number(revision) };
}

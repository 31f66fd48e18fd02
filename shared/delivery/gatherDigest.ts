/**
 * What a digest gathers: what the queries in digest mode met within the window, by the time of writing, and what became
 * too late to alert, or stayed owed for longer than deliver looks back (a long pause, a mailbox that failed for days).
 * The same window gathers the same again, so a digest can be repeated after a crash.
 *
 * A story of two queries stands once, under the first. What stood in an alert on this channel, or is about to, is left
 * out. The words in alert mode are gathered too after an outage or a pause longer than owed rows are read, and where they
 * were perhaps in digest mode for a part of the window.
 */
import { inParallel } from '../feeds/inParallel.ts';
import { DAY } from '../platform/clock.ts';
import type { Match } from '../queries/match.ts';
import type { QueryId } from '../queries/query.ts';
import type { StoryId } from '../stories/story.ts';
import { hasBegunBetween } from '../stories/storyId.ts';
import type { DigestWindow } from './delivery.ts';
import type { MailboxKey, OwedRow } from './owed.ts';
import type { DeliverPorts } from './ports.ts';
import { OWED_WITHIN_MS, type ReachableView } from './readMailbox.ts';
import type { ChannelKind, Modes, Subscription } from '../subscribers/subscriber.ts';
import { type StoryEntry, toEntry } from './storyEntry.ts';

/** Most matches of one query that a digest looks at: the newest. */
const MATCHES_A_QUERY = 200;

/** Fifty queries may have met ten thousand stories: all at once, they would wait for a connection until it fails. */
const READS_AT_ONCE = 32;

/** A redrive can bring a story back two weeks after it began. */
const ROWS_WITHIN_MS = 16 * DAY;

export interface GatheredDigest {
  /** By outlets, then time, under the first of their queries. */
  entries: readonly StoryEntry[];
  /** In digest mode, whether they found anything or not, in the order of subscribing. */
  wishes: readonly Subscription[];
  queries: readonly QueryId[];
}

export async function gatherDigest(
  view: ReachableView,
  window: DigestWindow,
  ports: DeliverPorts,
): Promise<GatheredDigest> {
  const wishes = digestWishes(view, window);
  const [rows, found] = await Promise.all([
    listRows(view.ref, window, ports),
    inParallel(wishes, READS_AT_ONCE, ({ query }) =>
      ports.news.matchesSince(query, new Date(window.from), new Date(window.to), MATCHES_A_QUERY),
    ),
  ]);
  const lateRows = rows.filter((row) => isLate(row, window));
  const elsewhere = new Set(
    rows.filter((row) => STANDS_ELSEWHERE.has(row.state) && !lateRows.includes(row)).map(({ story }) => story),
  );
  const met = firstStand(wishes, found, elsewhere);
  await addLate(met, lateRows, view, ports);
  const entries = await readEntries(met, ports);
  const queries = [...new Set(entries.flatMap(({ whys }) => whys.map(({ query }) => query)))];
  return { entries: entries.toSorted(byOutletsThenTime), wishes, queries };
}

/** Every row that a digest of this window can be about. */
export const listRows = (mailbox: MailboxKey, { from, to }: DigestWindow, { owed }: DeliverPorts): Promise<OwedRow[]> =>
  owed.list(mailbox, new Date(Math.min(from, to - ROWS_WITHIN_MS)));

/** The digest of this window is the one that has it, since no alert will. */
export const isLate = (row: OwedRow, window: DigestWindow): boolean =>
  row.at < window.to && (row.state === 'late' || isOutOfReach(row, window));

const STANDS_ELSEWHERE: ReadonlySet<OwedRow['state']> = new Set(['sent', 'owed', 'unknown']);

/** Still owed, and of a story that no look into the mailbox sees any more. */
const isOutOfReach = ({ state, story }: OwedRow, { to }: DigestWindow): boolean =>
  state === 'owed' && !hasBegunBetween(story, new Date(to - OWED_WITHIN_MS), new Date(to + DAY));

function digestWishes({ wishes, ref }: ReachableView, { from, to }: DigestWindow): Subscription[] {
  const isCatchUp = to - from > OWED_WITHIN_MS;
  return [...wishes.values()].filter(({ modes, alertsSince = 0 }) => {
    const mode = modes[ref.channel];
    return mode === 'digest' || ((isCatchUp || alertsSince >= from) && mode === 'alert');
  });
}

type Met = Map<StoryId, { wish: Subscription; match: Match | null }[]>;

function firstStand(wishes: readonly Subscription[], found: readonly Match[][], elsewhere: ReadonlySet<StoryId>): Met {
  const met: Met = new Map();
  for (const [index, wish] of wishes.entries()) {
    for (const match of found[index] ?? []) {
      if (elsewhere.has(match.story) || match.seen < wish.since) continue;
      met.set(match.story, [...(met.get(match.story) ?? []), { wish, match }]);
    }
  }
  return met;
}

async function addLate(
  met: Met,
  rows: readonly OwedRow[],
  { wishes, ref }: ReachableView,
  { news }: DeliverPorts,
): Promise<void> {
  const missing = rows.filter(({ story }) => !met.has(story));
  const found = await inParallel(missing, READS_AT_ONCE, async ({ story, queries }) => {
    const wanted = queries
      .flatMap((query) => wishes.get(query) ?? [])
      .filter(({ modes }) => isWatched(modes, ref.channel));
    const matches = await Promise.all(wanted.map(({ query }) => news.findMatch(query, story)));
    return { story, whys: wanted.map((wish, index) => ({ wish, match: matches[index] ?? null })) };
  });
  for (const { story, whys } of found) if (whys.length > 0) met.set(story, whys);
}

/** What a text could not carry comes by e-mail also where these words are off for e-mail: they are wanted all the same. */
const isWatched = (modes: Modes, channel: ChannelKind): boolean =>
  modes[channel] !== 'off' || (channel === 'email' && modes.sms === 'alert');

async function readEntries(met: Met, { news }: DeliverPorts): Promise<StoryEntry[]> {
  const read = await inParallel([...met], READS_AT_ONCE, async ([id, whys]) => {
    const story = await news.findStory(id);
    return story ? [toEntry(story, whys)] : [];
  });
  return read.flat();
}

const byOutletsThenTime = (one: StoryEntry, other: StoryEntry): number =>
  other.outlets - one.outlets || one.article.seen - other.article.seen;

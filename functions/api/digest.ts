/**
 * A digest as a page or a program reads it: everything that one's words met in a window, whether it was sent at once or
 * with the digest. It is read from the matches each time, so it can be asked for any window of the days that are kept.
 */
import { Temporal } from 'temporal-polyfill';
import { type StoryEntry, timeOf, toEntry } from '../../shared/delivery/storyEntry.ts';
import { inParallel } from '../../shared/feeds/inParallel.ts';
import { DAY } from '../../shared/platform/clock.ts';
import type { Match } from '../../shared/queries/match.ts';
import { nextDigestAt } from '../../shared/subscribers/digestSlot.ts';
import type { ChannelKind, Subscriber, Subscription } from '../../shared/subscribers/subscriber.ts';
import type { Services } from './services.ts';

/** Most matches of one query that a digest looks at: the newest. */
const MATCHES_A_QUERY = 200;
/** Fifty queries may have met ten thousand stories: all at once, they would wait for a connection until it fails. */
const READS_AT_ONCE = 32;

export const LATEST = 'now';

export interface DigestWindow {
  /** The local day whose digest it is, or `now`: what came since the last one. */
  id: string;
  from: Date;
  to: Date;
}

export interface Digest extends DigestWindow {
  /** In the order of subscribing; a story of two queries stands once, under the first. */
  sections: { subscription: Subscription; entries: StoryEntry[] }[];
}

/** The window of this name; null when the name is none, or its day has not come. */
export async function findWindow(id: string, subscriber: Subscriber, services: Services): Promise<DigestWindow | null> {
  const now = services.clock();
  if (id === LATEST) return { id, from: new Date(Math.min(subscriber.digestedThrough, now.getTime())), to: now };
  const day = parseDay(id);
  if (!day) return null;
  for (const channel of ['email', 'sms'] satisfies ChannelKind[]) {
    const sent = await services.people.deliveryLog.findWindow({ subscriber: subscriber.id, channel }, id);
    if (sent) return { id, from: new Date(sent.from), to: new Date(sent.to) };
  }
  const midnight = day.toZonedDateTime({ timeZone: subscriber.timeZone }).epochMilliseconds;
  const due = nextDigestAt(subscriber, new Date(midnight - 1));
  const from = new Date(due.getTime() - DAY);
  return from > now ? null : { id, from, to: due > now ? now : due };
}

function parseDay(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' });
  } catch {
    return null;
  }
}

export const dayAfter = (id: string, days: number): string => Temporal.PlainDate.from(id).add({ days }).toString();

export const localDayOf = (instant: Date, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate().toString();

export async function readDigest(window: DigestWindow, subscriber: Subscriber, services: Services): Promise<Digest> {
  const subscriptions = await services.people.subscriptions.list(subscriber.id);
  const found = await inParallel(subscriptions, READS_AT_ONCE, ({ query }) =>
    services.news.matches.since(query, window.from, window.to, MATCHES_A_QUERY),
  );
  const met = new Map<string, { wish: Subscription; match: Match }[]>();
  for (const [index, wish] of subscriptions.entries()) {
    for (const match of found[index] ?? []) met.set(match.story, [...(met.get(match.story) ?? []), { wish, match }]);
  }
  const entries = await inParallel([...met], READS_AT_ONCE, ([story, whys]) => readEntry(story, whys, services));
  const sections = subscriptions.map((subscription) => ({
    subscription,
    entries: entries
      .filter((entry) => entry !== null)
      .filter(({ whys }) => whys[0]?.query === subscription.query)
      .toSorted((one, other) => other.outlets - one.outlets || timeOf(one.article) - timeOf(other.article)),
  }));
  return { ...window, sections };
}

async function readEntry(
  id: string,
  whys: { wish: Subscription; match: Match }[],
  { news }: Services,
): Promise<StoryEntry | null> {
  const story = await news.stories.find(id);
  return story && toEntry(story, whys);
}

export interface DigestTotals {
  stories: number;
  articles: number;
  outlets: number;
}

export function totalsOf({ sections }: Digest): DigestTotals {
  const entries = sections.flatMap((section) => section.entries);
  const articles = entries.flatMap(({ story }) => story.articles);
  return {
    stories: entries.length,
    articles: articles.length,
    outlets: new Set(articles.map(({ outletFamily }) => outletFamily)).size,
  };
}

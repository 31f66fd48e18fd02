/** What stands on one's own page. */
import type { DeliveryRecord } from '../../../../shared/delivery/delivery.ts';
import type { TimeFormat } from '../../../../shared/delivery/render/times.ts';
import { DAY } from '../../../../shared/platform/clock.ts';
import type {
  Channel,
  ChannelKind,
  Language,
  Proposal,
  Subscriber,
  Subscription,
} from '../../../../shared/subscribers/subscriber.ts';
import type { Services } from '../../services.ts';
import { pageTimes } from '../times.ts';
import { type ManageWords, manageWords } from './manageWords.ts';

export const DAYS = 14;
const LOGGED = 20;
const MATCHES_COUNTED = 2_000;

export interface Found {
  /** Stories a day, the oldest first, the last 24 hours last. */
  days: number[];
  lastAt: number | null;
}

export interface ManageView {
  /** Of the personal link, where every form posts to. */
  base: string;
  subscriber: Subscriber;
  channels: Channel[];
  subscriptions: (Subscription & { found: Found })[];
  proposals: Proposal[];
  sent: (DeliveryRecord & { channel: ChannelKind })[];
  hasSms: boolean;
  now: Date;
  words: ManageWords;
  times: TimeFormat;
}

export async function readManageView(
  subscriber: Subscriber,
  language: Language,
  services: Services,
): Promise<ManageView> {
  const { people, news, clock, config } = services;
  const now = clock();
  const [channels, subscriptions, proposals] = await Promise.all([
    people.channels.list(subscriber.id),
    people.subscriptions.list(subscriber.id),
    people.proposals.list(subscriber.id),
  ]);
  const since = new Date(now.getTime() - DAYS * DAY);
  const found = await Promise.all(
    subscriptions.map(({ query }) => news.matches.since(query, since, now, MATCHES_COUNTED)),
  );
  const logs = await Promise.all(
    channels.map(async ({ kind }) => {
      const records = await people.deliveryLog.latest({ subscriber: subscriber.id, channel: kind }, LOGGED);
      return records.map((record) => ({ ...record, channel: kind }));
    }),
  );
  return {
    base: `/m/${subscriber.manageToken}`,
    subscriber,
    channels: channels.filter(({ state }) => state !== 'left'),
    subscriptions: subscriptions.map((subscription, index) => ({
      ...subscription,
      found: countDays(found[index] ?? [], now),
    })),
    proposals,
    sent: logs
      .flat()
      .toSorted((one, other) => other.at - one.at)
      .slice(0, LOGGED),
    hasSms: config.smsCountries.length > 0,
    now,
    words: manageWords(language),
    times: pageTimes(language, subscriber.timeZone),
  };
}

function countDays(matches: readonly { writtenAt: number }[], now: Date): Found {
  const days = Array.from({ length: DAYS }, () => 0);
  for (const { writtenAt } of matches) {
    const age = Math.max(0, Math.floor((now.getTime() - writtenAt) / DAY));
    if (age < DAYS) days[DAYS - 1 - age]! += 1;
  }
  return { days, lastAt: matches.at(-1)?.writtenAt ?? null };
}

/** People and news of the tests of delivery; all of it invented. */
import type { Match } from '../../../shared/queries/match.ts';
import type { Place } from '../../../shared/queries/query.ts';
import type { Story, StoryArticle } from '../../../shared/stories/story.ts';
import type { Channel, Subscriber, Subscription } from '../../../shared/subscribers/subscriber.ts';

export const NOON = new Date('2026-11-25T05:00:00Z');

export const subscriber = (changes: Partial<Subscriber> = {}): Subscriber => ({
  id: 'ana4567890123456',
  language: 'en',
  timeZone: 'Asia/Jakarta',
  digestAt: '07:00',
  emptyDigests: false,
  manageToken: 'Mb4nT7qLxW2eRc9vKp1sYd',
  pauseToken: 'Pz8hJ3fUaG6tXo5wNi0kBe',
  leaveToken: 'Lv1rQ9mSdC4yHu7jEf2gZa',
  digestedThrough: 0,
  createdAt: 0,
  ver: 1,
  ...changes,
});

export const email = (changes: Partial<Channel> = {}): Channel => ({
  subscriber: 'ana4567890123456',
  kind: 'email',
  address: 'ana@example.org',
  state: 'verified',
  topicArn: 'arn:aws:sns:us-east-1:123456789012:siaga-ana4567890123456-email',
  codeAttempts: 0,
  createdAt: 0,
  askedAt: 0,
  ver: 1,
  ...changes,
});

export const sms = (changes: Partial<Channel> = {}): Channel => ({
  ...email(),
  kind: 'sms',
  address: '+6281255505530',
  topicArn: undefined,
  ...changes,
});

export const watches = (text: string, changes: Partial<Subscription> = {}): Subscription => ({
  subscriber: 'ana4567890123456',
  query: `q-${text}`,
  text,
  modes: { email: 'alert', sms: 'alert' },
  urgent: false,
  since: 0,
  stopToken: 'Sx5bV8nKqJ3wFt6yMh1zRo',
  ...changes,
});

export const article = (changes: Partial<StoryArticle> = {}): StoryArticle => ({
  article: 'article-1',
  outlet: 'Pelita Pagi',
  outletFamily: 'pelita-pagi.example',
  title: 'Kapal riset Kuba singgah di Surabaya',
  link: 'https://pelita-pagi.example/kapal-riset',
  lang: 'id',
  published: NOON.getTime() - 60_000,
  seen: NOON.getTime(),
  ...changes,
});

export const story = (id: string, ...articles: StoryArticle[]): Story => {
  const inside = articles.length > 0 ? articles : [article()];
  return { id, title: inside[0]!.title, lang: inside[0]!.lang, articles: inside };
};

export const match = (query: string, storyId: string, changes: Partial<Match> = {}): Match => ({
  query,
  story: storyId,
  revision: 0,
  reporter: 'article-1',
  writtenAt: NOON.getTime() + 300,
  places: [],
  published: null,
  seen: NOON.getTime(),
  timeliness: 'alert',
  ...changes,
});

/** A place whose marks are where the words stand in the text. */
export function place(field: Place['field'], text: string, ...words: string[]): Place {
  const marks = words.flatMap((word) => {
    const start = text.indexOf(word);
    return start < 0 ? [] : [{ start, end: start + word.length }];
  });
  return { field, text, marks: marks.toSorted((one, other) => one.start - other.start) };
}

/**
 * A story's head and its articles, one item each in one partition, kept 35 days. Only match writes them, and each once:
 * the head of the article that began the story stays, whatever comes later.
 */
import { Entity } from 'electrodb';
import { DAY } from '../platform/clock.ts';
import type { Story, StoryArticle, StoryId } from '../stories/story.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

const STORY_DAYS = 35;

export interface Stories {
  /** The head, unless the story has one already; `false` when it had. */
  begin(story: StoryId, first: StoryArticle, now: Date): Promise<void>;
  /** The article's place in the story. Can be repeated. */
  add(story: StoryId, article: StoryArticle, now: Date): Promise<void>;
  /** The head and the articles in the order in which they were seen; null when there is none, no more, or, unless the read is consistent, not yet. */
  find(story: StoryId, how?: { consistent: boolean }): Promise<Story | null>;
}

export function createStories(connection: Connection): Stories {
  const heads = headEntity(connection);
  const places = placeEntity(connection);
  const expiresAt = (now: Date): number => Math.ceil((now.getTime() + STORY_DAYS * DAY) / 1_000);

  return {
    async begin(story, { article, title, lang, seen }, now) {
      await heads
        .upsert({ story })
        .ifNotExists({ title, lang, first: article, firstSeen: seen, expiresAt: expiresAt(now) })
        .go();
    },
    async add(story, { article, published, ...attributes }, now) {
      await places
        .upsert({ story, article })
        .ifNotExists({ ...attributes, ...(published !== null && { published }), expiresAt: expiresAt(now) })
        .go();
    },
    async find(story, { consistent } = { consistent: false }) {
      const [{ data: head }, { data: articles }] = await Promise.all([
        heads.get({ story }).go({ consistent }),
        places.query.primary({ story }).go({ pages: 'all', consistent }),
      ]);
      if (!head || articles.length === 0) return null;
      return {
        id: story,
        title: head.title,
        lang: head.lang,
        articles: articles
          .map(toStoryArticle)
          .sort((one, other) => one.seen - other.seen || (one.article < other.article ? -1 : 1)),
      };
    },
  };
}

type PlaceItem = Omit<StoryArticle, 'published'> & { published?: number | undefined };

const toStoryArticle = ({
  article,
  outlet,
  outletFamily,
  title,
  link,
  lang,
  published,
  seen,
}: PlaceItem): StoryArticle => ({
  article,
  outlet,
  outletFamily,
  title,
  link,
  lang,
  published: published ?? null,
  seen,
});

function headEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'story', version: '1', service: 'siaga' },
      attributes: {
        story: { type: 'string', required: true },
        title: { type: 'string', required: true },
        lang: { type: 'string', required: true },
        /** The article that began it. */
        first: { type: 'string', required: true },
        firstSeen: { type: 'number', required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['story'], template: 'ST#${story}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'H', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

function placeEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'storyArticle', version: '1', service: 'siaga' },
      attributes: {
        story: { type: 'string', required: true },
        article: { type: 'string', required: true },
        outlet: { type: 'string', required: true },
        outletFamily: { type: 'string', required: true },
        title: { type: 'string', required: true },
        link: { type: 'string', required: true },
        lang: { type: 'string', required: true },
        published: { type: 'number' },
        seen: { type: 'number', required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['story'], template: 'ST#${story}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: ['article'], template: 'A#${article}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

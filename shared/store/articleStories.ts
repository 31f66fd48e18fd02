/**
 * Which story an article belongs to: an item of its own, written before anything else of the story, so that a retry
 * rejoins its story instead of beginning another.
 */
import { Entity } from 'electrodb';
import { DAY } from '../platform/clock.ts';
import type { StoryId } from '../stories/story.ts';
import type { Connection } from './connection.ts';
import { TABLE_KEYS, TTL_ATTRIBUTE } from './tables.ts';

/** Longer than a message can wait in the queue and in its dead-letter queue before the redrive is too late to alert. */
const KEPT_DAYS = 8;

export interface ArticleStories {
  /** The story that stands: the first one ever claimed for this article. */
  claim(article: string, story: StoryId, now: Date): Promise<StoryId>;
  find(article: string): Promise<StoryId | null>;
}

export function createArticleStories(connection: Connection): ArticleStories {
  const stories = articleStoryEntity(connection);
  return {
    async claim(article, story, now) {
      const { data } = await stories
        .upsert({ article })
        .ifNotExists({ story, expiresAt: Math.ceil((now.getTime() + KEPT_DAYS * DAY) / 1_000) })
        .go({ response: 'all_new' });
      return data.story;
    },
    async find(article) {
      const { data } = await stories.get({ article }).go();
      return data?.story ?? null;
    },
  };
}

function articleStoryEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'articleStory', version: '1', service: 'siaga' },
      attributes: {
        article: { type: 'string', required: true },
        story: { type: 'string', required: true },
        [TTL_ATTRIBUTE]: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['article'], template: 'A#${article}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'ST', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

/**
 * A match: a query and a story that met. Written once per pair, by the article that was first; where and why they met
 * stands in it, so that messages and pages need not look again.
 */
import type { Timeliness } from '../articles/article.ts';
import type { StoryId } from '../stories/story.ts';
import type { Place, QueryId } from './query.ts';

export interface Match {
  query: QueryId;
  story: StoryId;
  revision: number;
  /** The article that met the query first. */
  reporter: string;
  /** Epoch milliseconds. */
  writtenAt: number;
  places: readonly Place[];
  /** Epoch milliseconds; null when the feed gave no date that can be right. */
  published: number | null;
  /** Epoch milliseconds. */
  seen: number;
  timeliness: Timeliness;
}

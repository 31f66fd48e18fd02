/** What delivery needs to know about news: implemented by the stores of stories and matches. */
import type { Match } from '../queries/match.ts';
import type { QueryId } from '../queries/query.ts';
import type { Story, StoryId } from '../stories/story.ts';

export interface News {
  findStory(story: StoryId): Promise<Story | null>;
  findMatch(query: QueryId, story: StoryId): Promise<Match | null>;
  /** Written from `from` on and before `to`, oldest first, the newest `most`. */
  matchesSince(query: QueryId, from: Date, to: Date, most: number): Promise<Match[]>;
}

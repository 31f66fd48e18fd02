/** How a message came here, for its log and the local inbox: the first story's way in times, without anybody's address. */
import type { StoryEntry } from './storyEntry.ts';

export function traceOf(entries: readonly StoryEntry[]): string {
  const [first] = entries;
  if (!first) return '{}';
  const { article, story, whys, matchedAt } = first;
  return JSON.stringify({
    story: story.id,
    outlet: article.outlet.slice(0, 100),
    published: article.published,
    seen: article.seen,
    stored: article.seen,
    matched: matchedAt,
    queries: whys.map(({ words }) => words.slice(0, 100)),
    stories: entries.length,
  });
}

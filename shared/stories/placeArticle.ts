/**
 * Puts an article into its story: that of its earliest copy within the window, or one of its own.
 *
 * The article's own item is written first, so that a retry rejoins the story even when nothing else of it was written;
 * head and place are written after it and can be repeated.
 */
import type { Article } from '../articles/article.ts';
import type { Random } from '../platform/ids.ts';
import type { StoryArticle, StoryId } from './story.ts';
import { createStoryId } from './storyId.ts';
import type { StoryMemory } from './storyMemory.ts';

/** What must be kept of stories: implemented by the stores of article stories and stories. */
export interface StoryBook {
  /** The story that stands: the first one ever claimed for this article. */
  claim(article: string, story: StoryId, now: Date): Promise<StoryId>;
  /** The head, unless the story has one already. */
  begin(story: StoryId, first: StoryArticle, now: Date): Promise<void>;
  /** The article's place in the story. Can be repeated. */
  add(story: StoryId, article: StoryArticle, now: Date): Promise<void>;
}

export async function placeArticle(
  article: Article,
  signature: readonly string[],
  { memory, book, random, now }: { memory: StoryMemory; book: StoryBook; random: Random; now: Date },
): Promise<StoryId> {
  const known = memory.storyOf(article.id, signature);
  const story = await book.claim(article.id, known ?? createStoryId(now, random), now);
  const place = toStoryArticle(article);
  const begins = known === null || known !== story;
  await Promise.all([begins && book.begin(story, place, now), book.add(story, place, now)]);
  return story;
}

const toStoryArticle = ({ id, outlet, outletFamily, title, link, lang, published, seen }: Article): StoryArticle => ({
  article: id,
  outlet,
  outletFamily,
  title,
  link,
  lang,
  published,
  seen,
});

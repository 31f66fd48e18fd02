/** A story as one subscriber's message shows it: whose article, where else, and why. */
import type { Match } from '../queries/match.ts';
import type { Place, QueryId } from '../queries/query.ts';
import type { Story, StoryArticle } from '../stories/story.ts';
import type { Subscription } from '../subscribers/subscriber.ts';

export interface Why {
  query: QueryId;
  /** Their words, as they typed them. */
  words: string;
  stopToken: string;
  places: readonly Place[];
}

export interface StoryEntry {
  story: Story;
  /** The article that met the words first. */
  article: StoryArticle;
  /** One of each other outlet, in order of time. */
  others: readonly StoryArticle[];
  outlets: number;
  whys: readonly Why[];
  /** Epoch milliseconds of the first match; null when its item cannot be read. */
  matchedAt: number | null;
}

/** What an article's time is to a reader: when it was published, or else when it was seen. */
export const timeOf = ({ published, seen }: StoryArticle): number => published ?? seen;

export function toEntry(story: Story, met: readonly { wish: Subscription; match: Match | null }[]): StoryEntry {
  const reporter = met.find(({ match }) => match)?.match?.reporter;
  const article = story.articles.find((each) => each.article === reporter) ?? story.articles[0]!;
  const inOrder = story.articles.toSorted((one, other) => timeOf(one) - timeOf(other));
  const others = new Map<string, StoryArticle>();
  for (const other of inOrder) {
    if (other.outlet !== article.outlet && !others.has(other.outlet)) others.set(other.outlet, other);
  }
  return {
    story,
    article,
    others: [...others.values()],
    outlets: others.size + 1,
    whys: met.map(({ wish, match }) => ({
      query: wish.query,
      words: wish.text,
      stopToken: wish.stopToken,
      places: match?.places ?? [],
    })),
    matchedAt: met.find(({ match }) => match)?.match?.writtenAt ?? null,
  };
}

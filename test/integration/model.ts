/**
 * Who should have received what: a model that knows nothing of the code under test.
 *
 * Words are matched by one regular expression each, a story is its link, and every reader gets every story that holds
 * all of his words once. Only what can be said in that language is used by the tests that rest on it.
 */
export interface Reader {
  address: string;
  /** All of them must stand in the title or the summary, as whole words, in any case. */
  words: string[];
}

export interface Article {
  title: string;
  summary?: string;
  link: string;
}

/** Address → titles, one for each story, in the order of publication. */
export function expectedStories(readers: readonly Reader[], articles: readonly Article[]): Map<string, string[]> {
  const stories = [...Map.groupBy(articles, ({ link }) => link).values()].map(([first]) => first!);
  return new Map(
    readers.map(({ address, words }) => [
      address,
      stories.filter((story) => words.every((word) => holds(story, word))).map(({ title }) => title),
    ]),
  );
}

const holds = ({ title, summary = '' }: Article, word: string): boolean =>
  new RegExp(`(?<![\\p{L}\\p{N}])${word}(?![\\p{L}\\p{N}])`, 'iu').test(`${title}\n${summary}`);

export interface Received {
  to: string;
  /** The text of a message, as the reader sees it. */
  text: string;
}

/** Address → titles in the order in which messages brought them; a title that came twice stands there twice. */
export function receivedStories(
  readers: readonly Reader[],
  articles: readonly Article[],
  messages: readonly Received[],
): Map<string, string[]> {
  const titles = [...new Set(articles.map(({ title }) => title))];
  return new Map(
    readers.map(({ address }) => [
      address,
      messages
        .filter(({ to }) => to === address)
        .flatMap(({ text }) => titles.filter((title) => withoutMarks(text).includes(title))),
    ]),
  );
}

const withoutMarks = (text: string): string => text.replaceAll('*', '');

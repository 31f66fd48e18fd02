/** The match stage over real stores in memory, with what it hands on, and faults between its steps. */
import type { Article } from '../../../shared/articles/article.ts';
import { matchArticles, type MatchPorts } from '../../../shared/queries/matchArticles.ts';
import { parseQuery } from '../../../shared/queries/parseQuery.ts';
import type { ParsedQuery } from '../../../shared/queries/query.ts';
import { QueryCatalogue } from '../../../shared/queries/queryCatalogue.ts';
import { createArticleRows } from '../../../shared/store/articleRows.ts';
import { createArticleStories } from '../../../shared/store/articleStories.ts';
import type { Connection } from '../../../shared/store/connection.ts';
import { isUnstorable } from '../../../shared/store/isUnstorable.ts';
import { createMatches } from '../../../shared/store/matches.ts';
import { createQueries } from '../../../shared/store/queries.ts';
import { createQuerySnapshots } from '../../../shared/store/querySnapshots.ts';
import { createStories } from '../../../shared/store/stories.ts';
import type { AlertMessage } from '../../../shared/stories/story.ts';
import { StoryMemory } from '../../../shared/stories/storyMemory.ts';

export const NOON = new Date('2026-11-23T12:00:00Z');

export function article(changes: Partial<Article> = {}): Article {
  const title = changes.title ?? 'Rusia dan NATO buka lagi saluran telepon';
  return {
    id: changes.id ?? `id-${title}`,
    revision: 0,
    feed: 'feed-1',
    outlet: 'Harian Samudra',
    outletFamily: 'harian-samudra.example',
    title,
    summary: 'Saluran itu diuji pekan depan.',
    link: `https://harian-samudra.example/${encodeURIComponent(title)}`,
    lang: 'id',
    author: '',
    categories: [],
    published: NOON.getTime() - 60_000,
    seen: NOON.getTime(),
    firstPoll: false,
    timeliness: 'alert',
    ...changes,
  };
}

export function query(text: string): ParsedQuery {
  const reading = parseQuery(text);
  if (!reading.ok) throw new Error(reading.error.message);
  return reading.query;
}

/** The nth byte of chance is n: ids differ, and are the same in every run. */
export function countingRandom(): (bytes: number) => Uint8Array {
  let next = 0;
  return (bytes) => Uint8Array.from({ length: bytes }, () => next++ % 256);
}

/** An environment of the function: what it remembers lives as long as it does, what it stores lives in `news`. */
export function startStage(news: Connection, time: { now: Date }, random = countingRandom()) {
  const alerts: AlertMessage[] = [];
  const poison: string[] = [];
  const ports: MatchPorts = {
    catalogue: new QueryCatalogue({
      queries: createQueries(news, random),
      snapshots: createQuerySnapshots(news, random),
      onUnreadable: ({ query: id }) => void poison.push(id),
    }),
    memory: new StoryMemory(),
    rows: createArticleRows(news),
    book: { ...createStories(news), ...createArticleStories(news) },
    matches: createMatches(news),
    alerts: { send: async (messages) => void alerts.push(...messages) },
    isUnstorable,
    recordPoison: ({ id }) => void poison.push(id),
    clock: () => time.now,
    random,
  };
  return { alerts, poison, ports, run: (...articles: Article[]) => matchArticles(articles, () => false, ports) };
}

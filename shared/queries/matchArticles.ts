/**
 * The match stage: puts each article into its story, finds the queries that it meets, and hands on those of which it is
 * the first reporter.
 *
 * Everything is written before the article's row, which says that it is done; a retry finds the same story and the same
 * reporter, and hands on again. Copies among the articles are worked on one after the other, since the second joins the
 * first; the rest side by side, with at most 16 writes under way. When time is up, what has not been begun is left for the
 * next receive of the message, which finds what is done by its rows.
 */
import type { Article } from '../articles/article.ts';
import type { ArticleRow } from '../articles/articleRow.ts';
import { type Clock, DAY } from '../platform/clock.ts';
import type { Random } from '../platform/ids.ts';
import { placeArticle, type StoryBook } from '../stories/placeArticle.ts';
import { signatureOf } from '../stories/signature.ts';
import { type AlertMessage, QUERIES_A_MESSAGE, type StoryId } from '../stories/story.ts';
import type { StoryMemory } from '../stories/storyMemory.ts';
import { excerptPlaces } from './excerptPlaces.ts';
import type { Match } from './match.ts';
import type { Place, QueryId } from './query.ts';
import type { QueryCatalogue } from './queryCatalogue.ts';
import type { QueryIndex } from './queryIndex.ts';
import { createLimit, type Limit, settleAll } from './limit.ts';
import { toMatchable } from './toMatchable.ts';

export const MOST_WRITES = 16;
/** What was seen longer ago than this, as after a redrive, never alerts. */
const TOO_LATE_MS = DAY;

export interface MatchPorts {
  catalogue: QueryCatalogue;
  memory: StoryMemory;
  rows: {
    put(kind: 'm', row: ArticleRow): Promise<void>;
    writtenSince(kind: 'm', since: Date, until: Date): Promise<ArticleRow[]>;
  };
  book: StoryBook;
  /** Who first reported a match: exactly one of two racers, and the same one again after a crash. */
  matches: { firstReporter(match: Match): Promise<string> };
  alerts: { send(messages: readonly AlertMessage[]): Promise<void> };
  /** Whether a failed write can never succeed, because of what it would write. */
  isUnstorable(error: unknown): boolean;
  /** With the query when all but its match could be written. */
  recordPoison(article: Article, error: unknown, query?: QueryId): void;
  clock: Clock;
  random: Random;
}

/** Whether all articles are done; `false` when time was up. */
export async function matchArticles(
  articles: readonly Article[],
  isTimeUp: () => boolean,
  ports: MatchPorts,
): Promise<boolean> {
  const now = ports.clock();
  const [index] = await Promise.all([ports.catalogue.current(now), catchUp(ports, now)]);
  const limit = createLimit(MOST_WRITES);
  let left = 0;
  const groups = groupCopies(articles).map(async (copies) => {
    for (const article of copies) {
      if (isTimeUp()) left += 1;
      else await matchOrSkip(article, index, limit, ports);
    }
  });
  await settleAll(groups);
  return left === 0;
}

async function catchUp({ memory, rows }: MatchPorts, now: Date): Promise<void> {
  const written = await rows.writtenSince('m', memory.missingSince(now), now);
  for (const row of written) memory.remember(row);
  memory.caughtUp(now);
}

/** Articles that share a signature stand in one group, in their order. */
function groupCopies(articles: readonly Article[]): Article[][] {
  const groups: { articles: Article[]; signature: Set<string> }[] = [];
  for (const article of articles) {
    const signature = [article.id, ...signatureOf(article)];
    const own = groups.filter((group) => signature.some((one) => group.signature.has(one)));
    const [first = { articles: [], signature: new Set() }, ...others] = own;
    if (own.length === 0) groups.push(first);
    for (const other of others) {
      first.articles.push(...other.articles);
      for (const one of other.signature) first.signature.add(one);
      groups.splice(groups.indexOf(other), 1);
    }
    first.articles.push(article);
    for (const one of signature) first.signature.add(one);
  }
  return groups.map((group) => group.articles);
}

/** What follows from an article and the queries alone. */
interface Finding {
  signature: string[];
  met: { query: QueryId; places: Place[] }[];
}

/** One hostile article must not hold up all that come after it: it is recorded and skipped. */
async function matchOrSkip(article: Article, index: QueryIndex, limit: Limit, ports: MatchPorts): Promise<void> {
  const isDone = ports.memory.knows(article.id);
  if (isDone && article.revision === 0) return;
  let finding: Finding;
  try {
    finding = findQueries(article, index);
  } catch (error) {
    ports.recordPoison(article, error);
    return;
  }
  try {
    await writeFinding(article, finding, isDone, limit, ports);
  } catch (error) {
    if (!ports.isUnstorable(error)) throw error;
    ports.recordPoison(article, error);
  }
}

function findQueries(article: Article, index: QueryIndex): Finding {
  const matchable = toMatchable(article);
  const met = index.match(matchable).map(({ query, hits }) => ({ query, places: excerptPlaces(matchable, hits) }));
  return { signature: signatureOf(article), met };
}

async function writeFinding(
  article: Article,
  { signature, met }: Finding,
  isDone: boolean,
  limit: Limit,
  ports: MatchPorts,
): Promise<void> {
  const { memory, rows, book, random, clock } = ports;
  const story = await placeArticle(article, signature, { memory, book, random, now: clock() });
  const reported = await settleAll(met.map((one) => limit(() => isFirstOrSkip(article, story, one, ports))));
  await handOn(
    article,
    story,
    met.filter((_, place) => reported[place]).map(({ query }) => query),
    ports,
  );
  if (isDone) return;
  const row = { article: article.id, seen: article.seen, signature, story, written: clock().getTime() };
  await rows.put('m', row);
  memory.remember(row);
}

/** A match that can never be written must not cost the article its others: it is recorded and skipped. */
async function isFirstOrSkip(
  article: Article,
  story: StoryId,
  met: Finding['met'][number],
  ports: MatchPorts,
): Promise<boolean> {
  try {
    return await isFirst(article, story, met, ports);
  } catch (error) {
    if (!ports.isUnstorable(error)) throw error;
    ports.recordPoison(article, error, met.query);
    return false;
  }
}

/** Writes the match; whether this article is its first reporter, now or before a crash. */
async function isFirst(
  article: Article,
  story: StoryId,
  { query, places }: Finding['met'][number],
  { matches, clock }: MatchPorts,
): Promise<boolean> {
  const now = clock();
  const { id: reporter, published, seen } = article;
  const match = { query, story, revision: 0, reporter, places, published, seen };
  return (
    reporter ===
    (await matches.firstReporter({ ...match, writtenAt: now.getTime(), timeliness: timelinessOf(article, now) }))
  );
}

async function handOn(article: Article, story: StoryId, queries: readonly QueryId[], ports: MatchPorts): Promise<void> {
  const { id, published, seen, firstPoll } = article;
  const timeliness = timelinessOf(article, ports.clock());
  const messages: AlertMessage[] = [];
  for (let first = 0; first < queries.length; first += QUERIES_A_MESSAGE) {
    messages.push({
      v: 1,
      story: { id: story, revision: 0 },
      article: { id, published, seen, firstPoll, timeliness },
      queries: queries.slice(first, first + QUERIES_A_MESSAGE),
    });
  }
  if (messages.length > 0) await ports.alerts.send(messages);
}

const timelinessOf = ({ seen, timeliness }: Article, now: Date): Article['timeliness'] =>
  now.getTime() - seen > TOO_LATE_MS ? 'late' : timeliness;

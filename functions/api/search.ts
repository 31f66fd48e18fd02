/** What a query would have found: stored articles that it meets, newest first, and in which characters. */
import type { Article } from '../../shared/articles/article.ts';
import { type Found, type SearchEnd, searchArticles } from '../../shared/articles/searchArticles.ts';
import { HOUR } from '../../shared/platform/clock.ts';
import { necessaryTerms } from '../../shared/queries/anchors.ts';
import { evaluate } from '../../shared/queries/evaluate.ts';
import { excerptPlaces } from '../../shared/queries/excerptPlaces.ts';
import { toMatchable } from '../../shared/queries/toMatchable.ts';
import type { ParsedQuery, Place } from '../../shared/queries/query.ts';
import type { NewsPorts } from './services.ts';

export interface SearchWindow {
  from: Date;
  to: Date;
  most: number;
  after?: SearchEnd | undefined;
}

/** Packing runs hourly: before the first time there is no hour that is older than this. */
const UNPACKED_MS = 26 * HOUR;

/** Without a query, every article. */
export async function searchStored(query: ParsedQuery | null, window: SearchWindow, news: NewsPorts): Promise<Found> {
  const packedThrough = await news.packedThrough();
  const from = packedThrough
    ? window.from
    : new Date(Math.max(window.from.getTime(), window.to.getTime() - UNPACKED_MS));
  const search = {
    ...window,
    from,
    matches: (article: Article) => !query || evaluate(query, toMatchable(article)) !== null,
    necessaryTerms: query ? necessaryTerms(query) : [],
  };
  return searchArticles(search, { ...news, packedThrough: async () => packedThrough, rows: news.articleRows });
}

/** Where they met; empty when they do not. */
export function placesOf(query: ParsedQuery, article: Article): Place[] {
  const matchable = toMatchable(article);
  return excerptPlaces(matchable, evaluate(query, matchable) ?? []);
}

/** Stored articles, by words. Anybody may look. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { Article } from '../../../shared/articles/article.ts';
import type { SearchEnd } from '../../../shared/articles/searchArticles.ts';
import { DAY } from '../../../shared/platform/clock.ts';
import { parseQuery } from '../../../shared/queries/parseQuery.ts';
import { type ParsedQuery, Place } from '../../../shared/queries/query.ts';
import { Problem } from '../problems.ts';
import { queryProblem } from '../readSignUp.ts';
import { placesOf, searchStored } from '../search.ts';
import type { ApiEnv, Services } from '../services.ts';
import { json, problems } from './shapes.ts';

const ARTICLES_KEPT_MS = 30 * DAY;

const instant = z.iso.datetime();

const ArticleView = z.object({
  id: z.string(),
  outlet: z.string(),
  title: z.string(),
  summary: z.string(),
  link: z.string(),
  lang: z.string(),
  author: z.string(),
  categories: z.array(z.string()),
  published: instant.nullable(),
  seen: instant,
  why: z.array(Place).describe('Where the words met, with marks as UTF-16 offsets; empty without words'),
});

const route = createRoute({
  method: 'get',
  path: '/v1/articles',
  summary: 'Stored articles, newest first',
  request: {
    query: z.object({
      q: z.string().max(4_000).optional().describe('Words, as in a subscription; all articles when absent'),
      limit: z.coerce.number().int().min(1).max(100).default(20),
      from: instant.optional().describe('First seen at or after; 30 days are kept'),
      to: instant.optional().describe('First seen before'),
      after: z.string().max(200).optional().describe('`next` of the page before'),
    }),
  },
  responses: {
    200: json(
      z.object({ articles: z.array(ArticleView), next: z.string().nullable() }),
      'A page; `next` leads to the one after',
    ),
    ...problems,
  },
});

export function addArticleRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  app.openapi(route, async (context) => {
    const { q, limit, from, to, after } = context.req.valid('query');
    const query = q?.trim() ? readQuery(q) : null;
    const now = services.clock();
    const found = await searchStored(
      query,
      {
        ...keptBetween(from, to, now),
        most: limit,
        after: after === undefined ? undefined : readPlace(after),
      },
      services.news,
    );
    const articles = found.articles.map((article) => toArticleView(article, query));
    return context.json({ articles, next: found.next && writePlace(found.next) }, 200);
  });
}

/** Only hours in which something can be: whoever asks for all of time would have each of its hours looked at. */
function keptBetween(from: string | undefined, to: string | undefined, now: Date): { from: Date; to: Date } {
  const oldest = now.getTime() - ARTICLES_KEPT_MS;
  return {
    from: new Date(Math.max(from ? Date.parse(from) : oldest, oldest)),
    to: new Date(Math.min(to ? Date.parse(to) : now.getTime(), now.getTime())),
  };
}

function readQuery(text: string): ParsedQuery {
  const reading = parseQuery(text);
  if (!reading.ok) throw queryProblem(text, reading.error, '?q');
  return reading.query;
}

const PlaceInSearch = z.object({
  hour: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d$/),
  last: z.object({ seen: z.number(), id: z.string() }).optional(),
});

const writePlace = (place: SearchEnd): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(text: string): SearchEnd {
  try {
    return PlaceInSearch.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    const detail = 'This is not a place in a list. Take `next` of an answer, or leave it out to begin anew.';
    throw new Problem('request-invalid', detail, { errors: [{ pointer: '?after', detail }] });
  }
}

function toArticleView(article: Article, query: ParsedQuery | null) {
  const { id, outlet, title, summary, link, lang, author, categories, published, seen } = article;
  return {
    id,
    outlet,
    title,
    summary,
    link,
    lang,
    author,
    categories,
    published: published === null ? null : new Date(published).toISOString(),
    seen: new Date(seen).toISOString(),
    why: query ? placesOf(query, article) : [],
  };
}

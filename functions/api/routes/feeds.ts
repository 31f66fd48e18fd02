/** Feeds, by operators: add, look, remove, poll now. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { type FeedCard, HEALTHS } from '../../../shared/feeds/feed.ts';
import { addFeed, listFeeds, pollNow, removeFeed } from '../../../shared/feeds/manage.ts';
import { requireOperator } from '../callers.ts';
import { Problem } from '../problems.ts';
import type { ApiEnv, Services } from '../services.ts';
import { asOperator, body, json, nothing, problems } from './shapes.ts';

const security = asOperator;
const params = z.object({ id: z.string().max(40) });

const FeedBody = z.strictObject({
  url: z.string().max(2_000),
  title: z.string().max(200).optional().describe("Instead of the feed's own"),
  lang: z.string().max(35).optional().describe("BCP 47, instead of the feed's own"),
  labels: z.array(z.string().max(60)).max(20).optional(),
});

const instant = z.iso.datetime();

const FeedView = z.object({
  id: z.string(),
  url: z.url(),
  title: z.string(),
  lang: z.string(),
  labels: z.array(z.string()),
  health: z.enum(HEALTHS),
  since: instant.describe('When its health became what it is'),
  movedTo: z.url().nullable().describe('Where its publisher moved it for good, and it is polled'),
  trouble: z.string().describe('Why it fails; empty when it does not'),
  found: z.array(z.url()).describe('It is a web page, and these are its feeds'),
  lastNewAt: instant.nullable(),
});

const FeedDetail = FeedView.extend({
  intervalMinutes: z.number().int(),
  lastPolledAt: instant.nullable(),
  notBefore: instant.nullable().describe('The publisher wants no poll before'),
  failures: z.number().int().describe('Polls without an answer in a row'),
});

const routes = {
  add: createRoute({
    method: 'post',
    path: '/v1/feeds',
    summary: 'Add a feed; its first poll follows at once',
    description:
      'The same feed again changes nothing. Whether the address holds a feed shows as its health after the first poll; of a web page, `found` then names the feeds.',
    security,
    request: body(FeedBody),
    responses: {
      200: json(FeedView, 'It was known already'),
      201: json(FeedView, 'It is polled from now on'),
      ...problems,
    },
  }),
  list: createRoute({
    method: 'get',
    path: '/v1/feeds',
    summary: 'All feeds, by title',
    security,
    responses: { 200: json(z.array(FeedView), 'By title'), ...problems },
  }),
  get: createRoute({
    method: 'get',
    path: '/v1/feeds/{id}',
    summary: 'One feed and its polling',
    security,
    request: { params },
    responses: { 200: json(FeedDetail, 'As it stands now'), ...problems },
  }),
  remove: createRoute({
    method: 'delete',
    path: '/v1/feeds/{id}',
    summary: 'Stop polling a feed; its articles stay until they expire',
    security,
    request: { params },
    responses: { 204: nothing('It is polled no more'), ...problems },
  }),
  poll: createRoute({
    method: 'post',
    path: '/v1/feeds/{id}/poll',
    summary: 'Poll a feed now, whatever it asked for',
    security,
    request: { params },
    responses: { 202: nothing('The poll is on its way'), ...problems },
  }),
};

export function addFeedRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { news } = services;

  app.openapi(routes.add, async (context) => {
    requireOperator(context, services);
    const added = await addFeed(context.req.valid('json'), news);
    if (added.kind === 'refused') {
      const { code, message } = added.refusal;
      throw new Problem('feed-invalid', message, { errors: [{ pointer: '#/url', detail: message, code }] });
    }
    return context.json(toFeedView(added.card), added.kind === 'added' ? 201 : 200);
  });

  app.openapi(routes.list, async (context) => {
    requireOperator(context, services);
    return context.json((await listFeeds(news)).map(toFeedView), 200);
  });

  app.openapi(routes.get, async (context) => {
    requireOperator(context, services);
    const feed = await findFeed(context.req.valid('param').id, services);
    const { interval, lastPolledAt, notBefore, failures, lastFailure } = feed;
    const view = toFeedView({ ...feed, trouble: lastFailure });
    const polling = {
      intervalMinutes: interval,
      lastPolledAt: toInstant(lastPolledAt),
      notBefore: toInstant(notBefore),
      failures,
    };
    return context.json({ ...view, ...polling }, 200);
  });

  app.openapi(routes.remove, async (context) => {
    requireOperator(context, services);
    const { feed } = await findFeed(context.req.valid('param').id, services);
    await removeFeed(feed, news);
    return context.body(null, 204);
  });

  app.openapi(routes.poll, async (context) => {
    requireOperator(context, services);
    const { feed } = await findFeed(context.req.valid('param').id, services);
    await pollNow([feed], news);
    return context.body(null, 202);
  });
}

async function findFeed(id: string, { news }: Services) {
  const feed = await news.feeds.find(id);
  if (feed) return feed;
  throw new Problem('feed-unknown', 'No feed has this id. GET /v1/feeds lists all of them.');
}

const toInstant = (time: number | undefined): string | null => (time ? new Date(time).toISOString() : null);

const toFeedView = ({
  feed,
  url,
  movedTo,
  title,
  lang,
  labels,
  health,
  since,
  trouble,
  found = [],
  lastNewAt,
}: FeedCard) => ({
  id: feed,
  url,
  title,
  lang,
  labels,
  health,
  since: new Date(since).toISOString(),
  movedTo: movedTo || null,
  trouble,
  found,
  lastNewAt: toInstant(lastNewAt),
});

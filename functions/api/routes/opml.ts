/** Lists of feeds, by operators: OPML in and out. A list may be larger than what else is sent here. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import * as z from 'zod';
import { importFeeds, listFeeds, MOST_IMPORTED } from '../../../shared/feeds/manage.ts';
import { NotOpml, parseOpmlFeeds, writeOpml } from '../../../shared/feeds/opml.ts';
import { requireOperator } from '../callers.ts';
import { Problem } from '../problems.ts';
import type { ApiEnv, Services } from '../services.ts';
import { asOperator, json, problems } from './shapes.ts';

const LARGEST_LIST = 1024 * 1024;
const OPML = 'text/x-opml';
const PATH = '/v1/opml';

const Imported = z.object({
  added: z.number().int(),
  known: z.number().int().describe('Left as they were'),
  refused: z.array(z.object({ url: z.string(), detail: z.string() })),
});

const routes = {
  read: createRoute({
    method: 'post',
    path: PATH,
    summary: 'Add the feeds of an OPML list',
    description: `Folders become labels. At most ${MOST_IMPORTED} feeds and ${LARGEST_LIST / 1024 / 1024} MiB at a time; their first polls follow, a host's a few at a time.`,
    security: asOperator,
    request: { body: { required: true, content: { [OPML]: { schema: z.string() } } } },
    responses: { 200: json(Imported, 'What became of each'), ...problems },
  }),
  write: createRoute({
    method: 'get',
    path: PATH,
    summary: 'All feeds as an OPML list, labels as folders',
    security: asOperator,
    responses: { 200: { description: 'OPML 2.0', content: { [OPML]: { schema: z.string() } } }, ...problems },
  }),
};

/** To be added before the limit that holds for all other bodies. */
export function addOpmlRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const onError = (): never => {
    throw new Problem('body-too-large', `A list may have ${LARGEST_LIST / 1024 / 1024} MiB. Send it in parts.`);
  };
  app.use(PATH, async (context, next) => {
    requireOperator(context, services);
    await next();
  });
  app.use(PATH, bodyLimit({ maxSize: LARGEST_LIST, onError }));

  app.openapi(routes.read, async (context) => {
    const feeds = await readList(await context.req.text());
    const { added, known, refused } = await importFeeds(feeds, services.news);
    const told = refused.map(({ url, refusal }) => ({ url: url.slice(0, 200), detail: refusal.message }));
    return context.json({ added, known, refused: told }, 200);
  });

  app.openapi(routes.write, async (context) => {
    const opml = writeOpml('Siaga', await listFeeds(services.news));
    return context.body(opml, 200, {
      'Content-Type': `${OPML}; charset=utf-8`,
      'Content-Disposition': 'attachment; filename="siaga.opml"',
    });
  });
}

async function readList(text: string) {
  try {
    const feeds = parseOpmlFeeds(text);
    if (feeds.length === 0) throw new NotOpml('No outline in it has an xmlUrl.');
    if (feeds.length > MOST_IMPORTED) {
      throw new NotOpml(`It names ${feeds.length} feeds. Send at most ${MOST_IMPORTED} at a time.`);
    }
    return feeds;
  } catch (error) {
    if (error instanceof NotOpml) throw new Problem('request-invalid', error.message);
    throw error;
  }
}

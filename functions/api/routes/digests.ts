/** Digests for programs: JSON and CSV with the personal link's secret, feeds with an address that can only read. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { nextDigestAt } from '../../../shared/subscribers/digestSlot.ts';
import { requireSubscriber } from '../callers.ts';
import { dayAfter, type DigestWindow, findWindow, LATEST, localDayOf, readDigest } from '../digest.ts';
import { DigestView, toCsv, toDigestView } from '../digestView.ts';
import { Problem } from '../problems.ts';
import type { Subscriber } from '../../../shared/subscribers/subscriber.ts';
import type { ApiEnv, Services } from '../services.ts';
import { asSubscriber, json, problems } from './shapes.ts';

/** Digests that a list shows. */
const LISTED = 14;

const security = asSubscriber;
const instant = z.iso.datetime();

const WindowView = z.object({ window: z.string(), from: instant, to: instant, url: z.string() });

const listRoute = createRoute({
  method: 'get',
  path: '/v1/me/digests',
  summary: 'The last digests, newest first',
  security,
  responses: { 200: json(z.array(WindowView), 'The first is what came since the last one'), ...problems },
});

const getRoute = createRoute({
  method: 'get',
  path: '/v1/digests/{window}',
  summary: 'One digest, as JSON or CSV',
  description:
    '`now`, or the local day of a digest: 2026-11-24. With `.csv` at the end, or `Accept: text/csv`, as a table.',
  security,
  request: { params: z.object({ window: z.string().max(20) }) },
  responses: {
    200: {
      description: 'Everything that your words met in that window',
      content: { 'application/json': { schema: DigestView }, 'text/csv': { schema: z.string() } },
    },
    ...problems,
  },
});

export function addDigestRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { publicUrl } = services.config;

  app.openapi(listRoute, async (context) => {
    const windows = await listWindows(await requireSubscriber(context, services), services);
    const list = windows.map(({ id, from, to }) => ({
      window: id,
      from: from.toISOString(),
      to: to.toISOString(),
      url: `${publicUrl}/v1/digests/${id}`,
    }));
    return context.json(list, 200);
  });

  app.openapi(getRoute, async (context) => {
    const subscriber = await requireSubscriber(context, services);
    const { window: name } = context.req.valid('param');
    const wantsCsv = name.endsWith('.csv') || (context.req.header('accept') ?? '').includes('text/csv');
    const window = await findWindow(name.replace(/\.(csv|json)$/, ''), subscriber, services);
    if (!window) throw unknownDigest();
    const digest = await readDigest(window, subscriber, services);
    if (!wantsCsv) return context.json(toDigestView(digest, publicUrl), 200);
    return context.text(toCsv(digest, publicUrl), 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="siaga-${window.id}.csv"`,
    });
  });
}

export const unknownDigest = (): Problem =>
  new Problem(
    'digest-unknown',
    'Name a local day, as in 2026-11-24, or "now". GET /v1/me/digests lists the last ones.',
  );

/** What came since the last digest, then the digests of the last days. */
export async function listWindows(subscriber: Subscriber, services: Services): Promise<DigestWindow[]> {
  const now = services.clock();
  const last = nextDigestAt(subscriber, new Date(now.getTime() - 24 * 60 * 60_000));
  const today = localDayOf(last > now ? now : last, subscriber.timeZone);
  const days = Array.from({ length: LISTED }, (_, index) => dayAfter(today, -index));
  const windows = await Promise.all([LATEST, ...days].map((id) => findWindow(id, subscriber, services)));
  return windows.filter((window) => window !== null).filter(({ to }) => to.getTime() > subscriber.createdAt);
}

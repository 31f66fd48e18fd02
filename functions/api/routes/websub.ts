/**
 * Where hubs call: GET asks whether we meant it, POST brings what is new in a feed.
 *
 * The one GET that writes: WebSub has it so. Its path holds a secret that only the hub was told, no link to it stands
 * anywhere, and all that it can do is to say yes to what poll asked for.
 */
import type { OpenAPIHono } from '@hono/zod-openapi';
import { bodyLimit } from 'hono/body-limit';
import { HOUR } from '../../../shared/platform/clock.ts';
import { answerHub, receivePush } from '../../../shared/feeds/websub/receive.ts';
import { LARGEST_PUSH, PUSHES_AN_HOUR } from '../../../shared/feeds/websub/subscription.ts';
import type { ApiEnv, Services } from '../services.ts';

const PATH = '/websub/:feed/:token';
const LONGEST_CHALLENGE = 1_000;

/** To be added before the limit that holds for all other bodies. */
export function addWebSubRoutes(app: OpenAPIHono<ApiEnv>, { news, people, clock }: Services): void {
  app.get(PATH, async (context) => {
    const asked = (name: string): string => context.req.query(`hub.${name}`) ?? '';
    const question = { mode: asked('mode'), topic: asked('topic'), leaseSeconds: asked('lease_seconds') };
    const answer = await answerHub(context.req.param(), question, clock(), news.hubs);
    if (answer === 'unknown') return context.text('Nobody asked for this.', 404);
    return context.text(answer === 'meant' ? asked('challenge').slice(0, LONGEST_CHALLENGE) : '', 200);
  });

  const mayPush = (feed: string): Promise<boolean> => {
    const hour = Math.floor(clock().getTime() / HOUR);
    const until = (hour + 1) * HOUR;
    return people.limits.take({ what: 'push', bucket: `${feed}#${hour}`, most: PUSHES_AN_HOUR, until });
  };
  // What is larger, poll will find by itself.
  const limit = bodyLimit({ maxSize: LARGEST_PUSH, onError: (context) => context.text('', 413) });
  app.post(PATH, limit, async (context) => {
    const sent = {
      contentType: context.req.header('content-type') ?? '',
      signature: context.req.header('x-hub-signature') ?? '',
      body: new Uint8Array(await context.req.arrayBuffer()),
    };
    const { hubs, pollsQueue } = news;
    const outcome = await receivePush(context.req.param(), sent, clock(), { hubs, pollsQueue, mayPush });
    if (outcome === 'unknown') return context.text('', 410);
    if (outcome === 'tooMany') return context.text('', 429, { 'Retry-After': '3600' });
    return context.text('', 202);
  });
}

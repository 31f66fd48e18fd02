/** Words that one watches, and words that a stranger proposed. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import type { Subscriber, Subscription } from '../../../shared/subscribers/subscriber.ts';
import { parseQuery } from '../../../shared/queries/parseQuery.ts';
import { changeSubscription, stopWords, type Wish, watchWords } from '../../../shared/subscribers/watch.ts';
import { requireSubscriber } from '../callers.ts';
import { Problem } from '../problems.ts';
import { readWords, type WordsForm } from '../readSignUp.ts';
import { ChangeBody, SubscriptionView, Words } from '../schemas.ts';
import type { ApiEnv, Services } from '../services.ts';
import { toSubscriptionView } from './me.ts';
import { asSubscriber, body, json, nothing, problems } from './shapes.ts';

const security = asSubscriber;
const params = z.object({ query: z.string().max(40).describe('The id of the words') });

const routes = {
  list: createRoute({
    method: 'get',
    path: '/v1/subscriptions',
    summary: 'The words that you watch',
    security,
    responses: { 200: json(z.array(SubscriptionView), 'The oldest first'), ...problems },
  }),
  add: createRoute({
    method: 'post',
    path: '/v1/subscriptions',
    summary: 'Watch words',
    security,
    request: body(Words),
    responses: { 201: json(SubscriptionView, 'From now on, they are watched'), ...problems },
  }),
  change: createRoute({
    method: 'patch',
    path: '/v1/subscriptions/{query}',
    summary: 'Change how they are sent',
    security,
    request: { params, ...body(ChangeBody) },
    responses: { 200: json(SubscriptionView, 'As it stands now'), ...problems },
  }),
  stop: createRoute({
    method: 'delete',
    path: '/v1/subscriptions/{query}',
    summary: 'Stop watching them',
    security,
    request: { params },
    responses: { 204: nothing('They are not watched any more'), ...problems },
  }),
  accept: createRoute({
    method: 'post',
    path: '/v1/proposals/{query}',
    summary: 'Watch words that somebody asked for with your address',
    security,
    request: { params },
    responses: { 201: json(SubscriptionView, 'From now on, they are watched'), ...problems },
  }),
  decline: createRoute({
    method: 'delete',
    path: '/v1/proposals/{query}',
    summary: 'Drop such words',
    security,
    request: { params },
    responses: { 204: nothing('They are forgotten'), ...problems },
  }),
};

export function addSubscriptionRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { people } = services;

  app.openapi(routes.list, async (context) => {
    const { id } = await requireSubscriber(context, services);
    return context.json((await people.subscriptions.list(id)).map(toSubscriptionView), 200);
  });

  app.openapi(routes.add, async (context) => {
    const subscriber = await requireSubscriber(context, services);
    return context.json(
      toSubscriptionView(await addWords(subscriber, context.req.valid('json'), '#/query', services)),
      201,
    );
  });

  app.openapi(routes.change, async (context) => {
    const { id } = await requireSubscriber(context, services);
    const changed = await changeSubscription(id, context.req.valid('param').query, context.req.valid('json'), people);
    if (!changed) throw unknownWords();
    return context.json(toSubscriptionView(changed), 200);
  });

  app.openapi(routes.stop, async (context) => {
    const { id } = await requireSubscriber(context, services);
    if (!(await stopWords(id, context.req.valid('param').query, people))) throw unknownWords();
    return context.body(null, 204);
  });

  app.openapi(routes.accept, async (context) => {
    const subscriber = await requireSubscriber(context, services);
    const accepted = await acceptProposal(subscriber, context.req.valid('param').query, services);
    return context.json(toSubscriptionView(accepted), 201);
  });

  app.openapi(routes.decline, async (context) => {
    const { id } = await requireSubscriber(context, services);
    await people.proposals.remove(id, context.req.valid('param').query);
    return context.body(null, 204);
  });
}

const unknownWords = (): Problem =>
  new Problem('subscription-unknown', 'You do not watch these words. GET /v1/subscriptions lists those that you do.');

export async function addWords(
  { id }: Subscriber,
  form: WordsForm,
  pointer: string,
  { people }: Services,
): Promise<Subscription> {
  const channels = (await people.channels.list(id)).filter(({ state }) => state !== 'left');
  const wish = readWords(form, pointer, channels);
  if (wish instanceof Problem) throw wish;
  return watch(id, wish, people);
}

/** A proposal that is accepted is watched first and dropped then: twice is once. */
export async function acceptProposal({ id }: Subscriber, query: string, { people }: Services): Promise<Subscription> {
  const proposal = (await people.proposals.list(id)).find((one) => one.query === query);
  const reading = parseQuery(proposal?.text ?? '');
  if (!proposal || !reading.ok)
    throw new Problem('proposal-unknown', 'Nobody asked for these words, or it was more than seven days ago.');
  const channels = (await people.channels.list(id)).filter(({ state }) => state !== 'left');
  const modes = Object.fromEntries(channels.map(({ kind }) => [kind, proposal.mode]));
  const subscription = await watch(id, { query: reading.query, text: proposal.text, modes }, people);
  await people.proposals.remove(id, query);
  return subscription;
}

async function watch(id: string, wish: Wish, people: Services['people']): Promise<Subscription> {
  const outcome = await watchWords(id, wish, people);
  if (outcome.kind === 'watched') return outcome.subscription;
  throw new Problem('subscriptions-full', 'You watch 50 already. Stop some, or join several with OR.');
}

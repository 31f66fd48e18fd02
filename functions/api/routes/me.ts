/** What is one's own: settings, channels, a pause, leaving. */
import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import * as z from 'zod';
import { readPhone } from '../../../shared/subscribers/address.ts';
import { nextDigestAt } from '../../../shared/subscribers/digestSlot.ts';
import { leave } from '../../../shared/subscribers/leave.ts';
import { addPhone, removePhone } from '../../../shared/subscribers/phone.ts';
import {
  changeSettings,
  checkSettings,
  pause,
  resume,
  type SettingsChange,
} from '../../../shared/subscribers/settings.ts';
import type { Channel, Proposal, Subscriber, Subscription } from '../../../shared/subscribers/subscriber.ts';
import { networkOf, requireSubscriber } from '../callers.ts';
import { evenly } from '../evenly.ts';
import { Problem } from '../problems.ts';
import { MeView, SettingsBody } from '../schemas.ts';
import type { ApiEnv, Services } from '../services.ts';
import { asSubscriber, body, json, nothing, problems } from './shapes.ts';

const security = asSubscriber;
const me = json(MeView, 'All that is kept, as it stands now');

const routes = {
  get: createRoute({
    method: 'get',
    path: '/v1/me',
    summary: 'What you watch, where and when',
    security,
    responses: { 200: me, ...problems },
  }),
  patch: createRoute({
    method: 'patch',
    path: '/v1/me',
    summary: 'Change times, zone, language',
    security,
    request: body(SettingsBody),
    responses: { 200: me, ...problems },
  }),
  delete: createRoute({
    method: 'delete',
    path: '/v1/me',
    summary: 'Leave: ends everything and deletes all that is kept',
    security,
    responses: { 204: nothing('Gone; backups keep it for 35 days'), ...problems },
  }),
  pause: createRoute({
    method: 'post',
    path: '/v1/me/pause',
    summary: 'Pause everything',
    security,
    responses: { 200: me, ...problems },
  }),
  resume: createRoute({
    method: 'post',
    path: '/v1/me/resume',
    summary: 'Go on',
    security,
    responses: { 200: me, ...problems },
  }),
  addPhone: createRoute({
    method: 'put',
    path: '/v1/me/phone',
    summary: 'Add a mobile number; it is sent a code',
    security,
    request: body(z.strictObject({ phone: z.string().max(40) })),
    responses: { 202: me, ...problems },
  }),
  removePhone: createRoute({
    method: 'delete',
    path: '/v1/me/phone',
    summary: 'Remove the number',
    security,
    responses: { 200: me, ...problems },
  }),
};

export function addMeRoutes(app: OpenAPIHono<ApiEnv>, services: Services): void {
  const { people } = services;

  app.openapi(routes.get, async (context) =>
    context.json(await viewOf(await requireSubscriber(context, services), services), 200),
  );

  app.openapi(routes.patch, async (context) => {
    const subscriber = await requireSubscriber(context, services);
    return context.json(
      await viewOf(await applySettings(subscriber, context.req.valid('json'), services), services),
      200,
    );
  });

  app.openapi(routes.delete, async (context) => {
    await leave((await requireSubscriber(context, services)).id, people);
    return context.body(null, 204);
  });

  app.openapi(routes.pause, async (context) => {
    const { id } = await requireSubscriber(context, services);
    return context.json(await viewOf(await pause(id, people), services), 200);
  });

  app.openapi(routes.resume, async (context) => {
    const { id } = await requireSubscriber(context, services);
    return context.json(await viewOf(await resume(id, people), services), 200);
  });

  app.openapi(routes.addPhone, async (context) => {
    const subscriber = await requireSubscriber(context, services);
    await applyPhone(subscriber, { ...context.req.valid('json'), network: networkOf(context) }, services);
    return context.json(await viewOf(subscriber, services), 202);
  });

  app.openapi(routes.removePhone, async (context) => {
    const subscriber = await requireSubscriber(context, services);
    await dropPhone(subscriber, services);
    return context.json(await viewOf(subscriber, services), 200);
  });
}

/** Throws a `Problem` that names every field which is wrong. */
export async function applySettings(
  { id, ...standing }: Subscriber,
  change: SettingsChange,
  { people }: Services,
): Promise<Subscriber | null> {
  const errors = checkSettings(change, standing);
  const [first] = errors;
  if (first) {
    throw new Problem(first.code, errors.map(({ message }) => message).join(' '), {
      errors: errors.map(({ code, field, message }) => ({ code, pointer: `#/${field}`, detail: message })),
    });
  }
  return changeSettings(id, change, people);
}

export async function applyPhone(
  { id }: Subscriber,
  { phone, network }: { phone: string; network: string },
  services: Services,
): Promise<void> {
  const { people, config } = services;
  const reading = readPhone(phone, config.smsCountries);
  if (!reading.ok) {
    const { code, message } = reading.error;
    throw new Problem(code, message, { errors: [{ pointer: '#/phone', detail: message, code }] });
  }
  await evenly(false, services, async () => {
    if (await addPhone(id, { address: reading.address, network }, people)) return;
    throw new Problem('phone-present', 'Remove the number that is there first, then add this one.');
  });
}

export async function dropPhone({ id }: Subscriber, { people }: Services): Promise<void> {
  if (await removePhone(id, people)) return;
  throw new Problem('last-channel', 'Nothing could reach you without it. To end everything, leave: DELETE /v1/me.');
}

async function viewOf(subscriber: Subscriber | null, { people, clock }: Services): Promise<MeView> {
  if (!subscriber) throw new Problem('token-unknown', 'You have left meanwhile.');
  const [channels, subscriptions, proposals] = await Promise.all([
    people.channels.list(subscriber.id),
    people.subscriptions.list(subscriber.id),
    people.proposals.list(subscriber.id),
  ]);
  const { language, timeZone, digestAt, emptyDigests, quietFrom = null, quietTo = null, pausedAt } = subscriber;
  return {
    language,
    timeZone,
    digestAt,
    nextDigestAt: nextDigestAt(subscriber, clock()).toISOString(),
    emptyDigests,
    quietFrom,
    quietTo,
    pausedAt: pausedAt === undefined ? null : new Date(pausedAt).toISOString(),
    channels: channels.map(toChannelView),
    subscriptions: subscriptions.map(toSubscriptionView),
    proposals: proposals.map(toProposalView),
  };
}

const toChannelView = ({ kind, address, state }: Channel) => ({ kind, address, state });

export const toSubscriptionView = ({ query, text, modes, urgent, since }: Subscription) => ({
  query,
  text,
  modes,
  urgent,
  since: new Date(since).toISOString(),
});

const toProposalView = ({ query, text, mode, proposedAt }: Proposal) => ({
  query,
  text,
  mode,
  proposedAt: new Date(proposedAt).toISOString(),
});

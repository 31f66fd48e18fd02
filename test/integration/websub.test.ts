/** A hub's push reaches people: over HTTP into the deployed stack, past every permission, without a poll. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE } from '../../shared/platform/clock.ts';
import { startHub, type Hub } from '../support/hub.ts';
import { gives, rss, startPublisher, type Publisher } from '../support/publisher.ts';
import { addFeed, call, signUp } from '../support/readers.ts';
import { startStack, type Stack } from '../support/stack.ts';

let stack: Stack;
let hub: Hub;
let publisher: Publisher;
beforeAll(async () => {
  [stack, hub, publisher] = await Promise.all([startStack(), startHub(), startPublisher()]);
});
afterAll(async () => {
  await Promise.all([stack.stop(), hub.stop(), publisher.stop()]);
});

it('an article that a hub sends alerts who asked for its words; the feed was asked once', async () => {
  const dated = (title: string) => ({ title, guid: title, published: stack.clock.now().toUTCString() });
  const channel = `<language>id</language><link rel="hub" href="${hub.url}"/><link rel="self" href="${publisher.url('/pelita')}"/>`;
  const old = dated('Kabar kemarin');
  publisher.script('/pelita', gives(rss('Pelita Pagi', [old], channel)));
  const feed = await addFeed(stack, publisher.url('/pelita'));
  await signUp(stack, { email: 'ana@example.org', words: 'Rusia' });
  await stack.drain();
  const known = publisher.requests.length;

  expect(hub.requests).toHaveLength(1);
  expect(hub.requests[0]!.callback).toMatch(new RegExp(`^${stack.url}/websub/${feed}/`));
  await stack.advance(MINUTE);
  expect(await hub.publish(rss('Pelita Pagi', [dated('Rusia dan NATO bicara'), old], channel))).toBe(202);
  expect(await hub.publish(rss('Pelita Pagi', [dated('Rusia palsu')], channel), { secret: 'bukan' })).toBe(202);
  await stack.settle();

  const received = stack.endpoint.outbox.list({ to: 'ana@example.org', kind: 'email' }).map(({ subject }) => subject);
  expect(received.filter((subject) => subject?.includes('Rusia dan NATO bicara'))).toHaveLength(1);
  expect(received.filter((subject) => subject?.includes('palsu'))).toEqual([]);
  expect(publisher.requests.length).toBe(known);
  expect((await call(stack, 'GET', `/v1/feeds/${feed}`)).body).toMatchObject({ intervalMinutes: 60 });
});

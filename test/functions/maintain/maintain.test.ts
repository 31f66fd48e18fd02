import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOUR } from '../../../shared/platform/clock.ts';
import { startNewsroom, type Newsroom } from '../../support/newsroom.ts';
import { addFeed, call, pollNow } from '../../support/readers.ts';
import { startStack, type Stack } from '../../support/stack.ts';

const OUTLET = 'Pelita Pagi';

let stack: Stack;
let newsroom: Newsroom;
beforeAll(async () => {
  newsroom = await startNewsroom();
  stack = await startStack();
});
afterAll(async () => {
  await stack.stop();
  await newsroom.stop();
});

it('packs the articles of an hour that is over, and they are still found', async () => {
  newsroom.publish(OUTLET, { title: 'Kabar lama', published: new Date('2026-01-01T00:00:00Z') });
  const feed = await addFeed(stack, newsroom.url(OUTLET));
  newsroom.publish(OUTLET, { title: 'Rusia dan NATO bicara', published: stack.clock.now() });
  await pollNow(stack, feed);
  await stack.drain();

  await stack.advance(2 * HOUR);
  const packing = stack.trace.filter(({ event }) => JSON.stringify(event) === '{"task":"pack"}');
  expect(packing.map(({ outcome }) => outcome)).toEqual(['ok']);
  expect(stack.logs('maintain').join('\n')).toMatch(/"message":"Packed".*"articles":2/);
  const { body } = await call(stack, 'GET', '/v1/articles?q=NATO');
  expect(body['articles']).toMatchObject([{ title: 'Rusia dan NATO bicara' }]);
});

/** Two at a host, in the order in which they came, and nobody waits for ever. */
import { expect, it } from 'vitest';
import { createHostGate } from '../../shared/feeds/hostGate.ts';

const LONG = 60_000;

it('lets two in, and each other when one has left', async () => {
  const gate = createHostGate();
  const first = await gate.enter('a', LONG);
  await gate.enter('a', LONG);
  const order: string[] = [];
  const third = gate.enter('a', LONG).then((leave) => (order.push('third'), leave));
  const fourth = gate.enter('a', LONG).then((leave) => (order.push('fourth'), leave));
  await gate.enter('b', LONG);
  expect(order).toEqual([]);
  first!();
  // Leaving twice frees one place.
  first!();
  (await third)!();
  await fourth;
  expect(order).toEqual(['third', 'fourth']);
});

it('turns away who has waited for too long, and gives nobody a place twice', async () => {
  const gate = createHostGate(1);
  const leave = await gate.enter('a', LONG);
  expect(await gate.enter('a', 5)).toBeNull();
  leave!();
  const again = await gate.enter('a', 5);
  expect(again).not.toBeNull();
  expect(await gate.enter('a', 5)).toBeNull();
});

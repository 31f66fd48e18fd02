/**
 * Two alerts, a merged one and a digest, with the invocation failing at its nth call, for every n: the call never made,
 * made and its answer lost with the invocation, or answered by an error. The message comes back a minute later.
 */
import { describe, expect, it } from 'vitest';
import { deliverMailboxes } from '../../shared/delivery/deliverMailboxes.ts';
import type { DeliverPorts } from '../../shared/delivery/ports.ts';
import { MINUTE } from '../../shared/platform/clock.ts';
import { email, match, NOON, story, article, subscriber, watches } from './support/facts.ts';
import { createMemoryStores } from './support/memory.ts';
import { createWorld, type World } from './support/world.ts';

type Failure = 'never made' | 'made, answer lost' | 'answered by an error';

interface Run {
  world: World;
  /** The names of the calls, in order. */
  calls: string[];
}

/** Gives every call to `onCall` before it is made. */
function watched(
  ports: DeliverPorts,
  onCall: (name: string, call: () => Promise<unknown>) => Promise<unknown>,
): DeliverPorts {
  const watchPort = <Port extends object>(port: Port, portName: string): Port =>
    new Proxy(port, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method !== 'function') return method;
        return (...values: unknown[]) =>
          onCall(`${portName}.${String(name)}`, async () => Reflect.apply(method, target, values) as unknown);
      },
    });
  const names = ['recipients', 'news', 'owed', 'mailboxes', 'deliveries', 'holds', 'publisher', 'wakeUps'] as const;
  return { ...ports, ...Object.fromEntries(names.map((name) => [name, watchPort(ports[name], name)])) };
}

async function runWith(failure?: Failure, failAt = Infinity): Promise<Run> {
  const world = createWorld(createMemoryStores(), {
    subscriber: subscriber(),
    channels: [email()],
    subscriptions: [watches('Kuba'), watches('kapal', { modes: { email: 'digest' } })],
  });
  const calls: string[] = [];
  let isDead = () => {};
  const ports = watched(world.ports, async (name, call) => {
    calls.push(name);
    if (calls.length !== failAt) return call();
    if (failure === 'answered by an error') throw new Error(`${name} is not available.`);
    if (failure === 'made, answer lost') await call();
    isDead();
    return new Promise(() => {});
  });
  world.invoke = async (message) => {
    const died = new Promise<'died'>((resolve) => (isDead = () => resolve('died')));
    const outcome = await Promise.race([
      died,
      deliverMailboxes(message, ports).then(
        () => 'done',
        () => 'failed',
      ),
    ]);
    if (outcome !== 'done') world.send(message, 60);
  };
  await play(world);
  return { world, calls };
}

/** One story; two more within the minute, and a digest whose window holds a fourth story and the first. */
async function play(world: World): Promise<void> {
  const mailbox = { subscriber: world.id, channel: 'email' } as const;
  const first = await world.owe('Kuba');
  await world.run();
  await world.owe('Kuba');
  await world.owe('Kuba');
  world.stories.set('digest-story', story('digest-story', article({ title: 'Berita 4' })));
  world.matches.push(match('q-kapal', 'digest-story'), match('q-kapal', first));
  const window = { id: '2026-11-25', from: NOON.getTime() - MINUTE, to: NOON.getTime() + MINUTE };
  await world.ports.deliveries.openWindow(mailbox, window);
  world.send({ v: 1, mailboxes: [{ ...mailbox, window: window.id }] });
  await world.drain();
}

/** Each story and how many different messages it stood in: `Berita 1 in 1`. */
function summary({ published }: World): string[] {
  const found = new Map<string, Set<string>>();
  for (const { body, deliveryId } of published) {
    for (const [title] of body.matchAll(/Berita \d/gu)) {
      found.set(title, (found.get(title) ?? new Set()).add(deliveryId));
    }
  }
  return [...found].map(([title, messages]) => `${title} in ${messages.size}`).toSorted();
}

const undisturbed = await runWith();

describe(`at each of ${undisturbed.calls.length} calls`, () => {
  it('nothing repeats when none fails', () => {
    expect(summary(undisturbed.world)).toEqual([1, 2, 3, 4].map((number) => `Berita ${number} in 1`));
    expect(undisturbed.world.published).toHaveLength(3);
  });

  it.each(['never made', 'made, answer lost', 'answered by an error'] as const)(
    'all four stories arrive, each in one message: %s',
    async (failure) => {
      const repeatedAt = new Set<string>();
      const outcomes: object[] = [];
      for (const [index, name] of undisturbed.calls.entries()) {
        const { world } = await runWith(failure, index + 1);
        outcomes.push({ call: index + 1, name, stories: summary(world), states: await world.states() });
        if (world.published.length > 3) repeatedAt.add(name);
      }
      const expected = { stories: summary(undisturbed.world), states: await undisturbed.world.states() };
      expect(outcomes).toEqual(undisturbed.calls.map((name, index) => ({ call: index + 1, name, ...expected })));
      const mayRepeat = ['publisher.publish', 'mailboxes.resolve'];
      expect([...repeatedAt].filter((name) => !mayRepeat.includes(name))).toEqual([]);
    },
  );
});

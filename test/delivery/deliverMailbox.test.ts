import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliverMailboxes } from '../../shared/delivery/deliverMailboxes.ts';
import { DAY, HOUR, MINUTE } from '../../shared/platform/clock.ts';
import type { Channel, Subscriber, Subscription } from '../../shared/subscribers/subscriber.ts';
import { startTables, type TestTables } from '../support/tables.ts';
import { email, NOON, sms, subscriber, watches } from './support/facts.ts';
import { createWorld, storesOn, type World } from './support/world.ts';

let tables: TestTables;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());

const ana = (
  changes: { subscriber?: Partial<Subscriber>; channels?: Channel[]; watches?: Subscription[] } = {},
): World =>
  createWorld(storesOn(tables), {
    subscriber: subscriber(changes.subscriber),
    channels: changes.channels ?? [email()],
    subscriptions: changes.watches ?? [watches('Kuba')],
  });

const subjects = ({ published }: World): string[] =>
  published.map((request) => (request.kind === 'email' ? request.subject : request.body));

const wake = (world: World, channel: 'email' | 'sms' = 'email'): void =>
  world.send({ v: 1, mailboxes: [{ subscriber: world.id, channel }] });

describe('the gate', () => {
  it('sends the first story at once, and what follows within a minute in one message', async () => {
    const world = ana();
    await world.owe('Kuba');
    await world.run();
    expect(subjects(world)).toEqual(['Kuba: Berita 1']);
    for (const _ of [2, 3]) await world.owe('Kuba');
    await world.run();
    expect(world.published).toHaveLength(1);
    await world.drain();
    expect(subjects(world)).toEqual(['Kuba: Berita 1', '2 stories: Berita 2, and 1 more']);
    expect(world.now().getTime() - NOON.getTime()).toBe(MINUTE);
    expect(await world.states()).toEqual(['Berita 1: sent', 'Berita 2: sent', 'Berita 3: sent']);
  });

  it('leaves one wake-up, however many messages it refuses', async () => {
    const world = ana();
    await world.owe('Kuba');
    await world.run();
    for (let story = 0; story < 5; story++) await world.owe('Kuba');
    await world.run();
    expect(world.waiting()).toHaveLength(1);
  });

  it('puts at most 30 stories into a message, and the rest into the next', async () => {
    const world = ana();
    for (let story = 0; story < 35; story++) await world.owe('Kuba');
    await world.drain();
    expect(subjects(world)).toEqual(['30 stories: Berita 1, and 29 more', '5 stories: Berita 31, and 4 more']);
  });

  it('finds nothing to do in a message that comes again', async () => {
    const world = ana();
    await world.owe('Kuba');
    await world.drain();
    world.advance(HOUR);
    wake(world);
    await world.drain();
    expect(world.published).toHaveLength(1);
  });
});

describe('what is not wanted any more is dropped', () => {
  it.each([
    ['the subscription has ended', (world: World) => void (world.person.subscriptions = []), 'dropped'],
    ['the channel was left', (world: World) => void (world.person.channels = [email({ state: 'left' })]), 'dropped'],
    [
      'the channel is not verified',
      (world: World) => void (world.person.channels = [email({ state: 'pending' })]),
      'dropped',
    ],
    ['the subscriber is gone', (world: World) => void (world.person.subscriber = null), 'dropped'],
    [
      'the words went to the digest, which gathers it',
      (world: World) => void (world.person.subscriptions = [watches('Kuba', { modes: { email: 'digest' } })]),
      'late',
    ],
  ])('when %s', async (_case, change, state) => {
    const world = ana();
    await world.owe('Kuba');
    change(world);
    await world.drain();
    expect(world.published).toEqual([]);
    expect(await world.states()).toEqual([`Berita 1: ${state}`]);
  });

  it('but not while another of its queries wants it', async () => {
    const world = ana({ watches: [watches('kapal')] });
    const story = await world.owe('Kuba');
    await world.ports.owed.owe(
      { subscriber: world.id, channel: 'email', story, revision: 0 },
      ['q-kapal'],
      'owed',
      NOON,
    );
    await world.drain();
    expect(subjects(world)).toEqual(['kapal: Berita 1']);
  });
});

describe('what SNS answers', () => {
  const rejected = { kind: 'rejected', reason: 'refused', detail: 'InvalidParameter: Subject' } as const;
  const unavailable = { kind: 'unavailable', detail: 'Throttled' } as const;
  const unanswered = { kind: 'unanswered', detail: 'TimeoutError' } as const;

  it('can never succeed: recorded, dropped, and the next story goes out', async () => {
    const world = ana();
    world.answers.push(rejected);
    await world.owe('Kuba');
    await world.drain();
    await world.owe('Kuba');
    await world.drain();
    expect(await world.states()).toEqual(['Berita 1: dropped', 'Berita 2: sent']);
    expect(await world.mailbox()).toMatchObject({ seq: 2 });
  });

  it('not now, for an hour: sent in the end, in the same message, and never counted as an attempt', async () => {
    const world = ana();
    world.answers.push(...Array.from({ length: 9 }, () => unavailable));
    await world.owe('Kuba');
    await world.drain();
    expect(world.published.map(({ deliveryId }) => deliveryId)).toEqual([`${world.id}.email.1`]);
    expect(await world.mailbox()).toMatchObject({ intent: { attempt: 1, state: 'published' } });
    expect(world.now().getTime() - NOON.getTime()).toBeGreaterThan(HOUR);
  });

  it('nothing, once: the same message again', async () => {
    const world = ana();
    world.answers.push(unanswered);
    await world.owe('Kuba');
    await world.drain();
    expect(world.published).toMatchObject([{ deliveryId: `${world.id}.email.1` }]);
    expect(await world.mailbox()).toMatchObject({ intent: { attempt: 2 } });
  });

  it.each([
    ['email', 3],
    ['sms', 2],
  ] as const)(
    'nothing, ever: %s is tried %d times, then its outcome is unknown and the next story goes out',
    async (channel, most) => {
      const world = ana({ channels: [email(), sms()] });
      world.answers.push(...Array.from({ length: most }, () => unanswered));
      await world.owe('Kuba', { channel });
      await world.drain();
      expect(world.answers).toEqual([]);
      expect(await world.states(channel)).toEqual(['Berita 1: unknown']);
      await world.owe('Kuba', { channel });
      await world.drain();
      expect(await world.states(channel)).toEqual(['Berita 1: unknown', 'Berita 2: sent']);
    },
  );

  it('keeps what comes meanwhile for the next message', async () => {
    const world = ana();
    world.answers.push(unavailable);
    await world.owe('Kuba');
    await world.run();
    await world.owe('Kuba');
    await world.drain();
    expect(subjects(world)).toEqual(['Kuba: Berita 1', 'Kuba: Berita 2']);
  });
});

describe('a pause', () => {
  it('sends nothing and forgets nothing', async () => {
    const world = ana({ subscriber: { pausedAt: NOON.getTime() } });
    await world.owe('Kuba');
    await world.owe('Kuba');
    await world.drain();
    expect(world.published).toEqual([]);
    world.advance(3 * DAY);
    world.person.subscriber = subscriber();
    wake(world);
    await world.drain();
    expect(subjects(world)).toEqual(['2 stories: Berita 1, and 1 more']);
  });

  it('of more than five days is not made up for by alerts', async () => {
    const world = ana({ subscriber: { pausedAt: NOON.getTime() } });
    await world.owe('Kuba');
    world.advance(5 * DAY + HOUR);
    world.person.subscriber = subscriber();
    await world.drain();
    expect(world.published).toEqual([]);
  });
});

describe('several mailboxes in one message', () => {
  it('one that fails is sent again alone and costs the others nothing', async () => {
    const world = ana({ channels: [email({ topicArn: undefined }), sms()] });
    for (const channel of ['email', 'sms'] as const) await world.owe('Kuba', { channel, wake: false });
    const mailboxes = (['email', 'sms'] as const).map((channel) => ({ subscriber: world.id, channel }));
    await deliverMailboxes({ v: 1, mailboxes }, world.ports);
    expect(world.published).toMatchObject([{ kind: 'sms' }]);
    expect(world.waiting().map(({ message }) => message.mailboxes)).toEqual([[mailboxes[0]]]);
    await expect(world.run()).rejects.toThrow('has no topic');
  });
});

describe('an unreadable story', () => {
  it('is tried again when it was owed just now, and dropped when it is gone', async () => {
    const world = ana();
    await world.owe('Kuba');
    world.stories.clear();
    await expect(world.run()).rejects.toThrow('cannot be read');
    world.advance(2 * HOUR);
    wake(world);
    await world.run();
    expect(await world.states()).toEqual(['undefined: dropped']);
  });
});

describe('what is owed and cannot be reached', () => {
  it('ends in the digest after a pause longer than a mailbox looks back, each story once', async () => {
    const world = ana({ subscriber: { pausedAt: NOON.getTime() } });
    await world.owe('Kuba');
    world.advance(6 * DAY);
    await world.owe('Kuba');
    world.advance(DAY);
    await world.run();
    world.person.subscriber = subscriber();
    wake(world);
    await world.drain();
    expect(subjects(world)).toEqual(['Kuba: Berita 2']);
    world.advance(DAY);
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    const window = { id: '2026-12-03', from: NOON.getTime(), to: world.now().getTime() };
    await world.ports.deliveries.openWindow(mailbox, window);
    world.send({ v: 1, mailboxes: [{ ...mailbox, window: window.id }] });
    await world.drain();
    expect(world.published).toHaveLength(2);
    expect(world.published[1]?.body).toContain('Berita 1');
    expect(world.published[1]?.body).not.toContain('Berita 2');
    expect(await world.states()).toEqual(['Berita 1: sent', 'Berita 2: sent']);
  });

  it('does not hold up what comes after it: thirty stories that are gone, and one that is there', async () => {
    const world = ana();
    for (let story = 0; story < 30; story++) await world.owe('Kuba', { wake: false });
    world.stories.clear();
    world.advance(2 * HOUR);
    await world.owe('Kuba', { title: 'Berita ada' });
    await world.drain();
    expect(subjects(world)).toEqual(['Kuba: Berita ada']);
  });

  it('does not hold up what is owed: a begun digest in which nothing is left to show', async () => {
    const world = ana({ watches: [watches('Kuba'), watches('kapal', { modes: { email: 'digest' } })] });
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    const late = await world.owe('Kuba', { state: 'late' });
    world.advance(MINUTE);
    const window = { id: '2026-11-25', from: NOON.getTime(), to: world.now().getTime() };
    await world.ports.deliveries.openWindow(mailbox, window);
    world.answers.push({ kind: 'unavailable', detail: 'throttled' });
    await world.invoke({ v: 1, mailboxes: [{ ...mailbox, window: window.id }] });
    world.stories.delete(late);
    world.advance(2 * MINUTE);
    await world.owe('Kuba', { title: 'Berita ada', wake: false });
    await world.drain();
    expect(subjects(world)).toEqual(['Kuba: Berita ada']);
  });
});

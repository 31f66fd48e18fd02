import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type DigestPorts, digestTick } from '../../shared/delivery/digestTick.ts';
import type { DeliveryMessage } from '../../shared/delivery/message.ts';
import { DAY, HOUR, MINUTE } from '../../shared/platform/clock.ts';
import { createChannels } from '../../shared/store/channels.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { createDeliveries } from '../../shared/store/deliveries.ts';
import { createHolds } from '../../shared/store/holds.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';
import { digestSlot } from '../../shared/subscribers/digestSlot.ts';
import type { Channel, Subscriber } from '../../shared/subscribers/subscriber.ts';
import { startTables, type TestTables } from '../support/tables.ts';
import { email, sms, subscriber } from './support/facts.ts';

/** 07:00 in Jakarta. */
const SEVEN = new Date('2026-11-25T00:00:00Z');

let tables: TestTables;
let sent: DeliveryMessage['mailboxes'];
let time: number;
let ports: DigestPorts;
let failures: string[];

beforeEach(async () => {
  await tables?.stop();
  tables = await startTables();
  sent = [];
  failures = [];
  time = SEVEN.getTime();
  ports = {
    cursor: createCursor(tables.people, 'digest'),
    subscribers: createSubscribers(tables.people),
    channels: createChannels(tables.people),
    deliveries: createDeliveries(tables.people),
    holds: createHolds(tables.people),
    queue: { send: async (outgoing) => void sent.push(...outgoing.flatMap(({ message }) => message.mailboxes)) },
    clock: () => new Date(time),
    remainingMs: () => 50_000,
    report: (id) => void failures.push(id),
  };
});
afterAll(() => tables.stop());

const ID = subscriber().id;

async function signUp(changes: Partial<Subscriber> = {}, channels: Channel[] = [email()]): Promise<void> {
  const person = subscriber({ digestedThrough: SEVEN.getTime() - DAY - 2 * MINUTE, ...changes });
  await createSubscribers(tables.people).add(person, digestSlot(person, new Date(time - HOUR)));
  const stores = createChannels(tables.people);
  for (const channel of channels) await stores.add({ ...channel, subscriber: person.id });
}

const find = () => createSubscribers(tables.people).find(ID);

/** Ticks at every minute up to a time. */
async function tickUntil(end: Date): Promise<void> {
  for (; time <= end.getTime(); time += MINUTE) await digestTick(ports);
}

describe('a digest that is due', () => {
  it('opens a window from the last one to two minutes ago, for each verified channel', async () => {
    await signUp({}, [email(), sms()]);
    time += 20_000;
    await digestTick(ports);
    expect(sent).toEqual([
      { subscriber: ID, channel: 'email', window: '2026-11-25' },
      { subscriber: ID, channel: 'sms', window: '2026-11-25' },
    ]);
    const window = await createDeliveries(tables.people).findWindow({ subscriber: ID, channel: 'email' }, '2026-11-25');
    const to = time - 2 * MINUTE;
    expect(window).toEqual({ id: '2026-11-25', from: SEVEN.getTime() - DAY - 2 * MINUTE, to, state: 'due' });
    expect(await find()).toMatchObject({ digestedThrough: to });
  });

  it.each([
    ['before its time', { at: new Date(SEVEN.getTime() - MINUTE) }],
    ['a minute later', { at: new Date(SEVEN.getTime() + MINUTE) }],
  ])('is not handed on %s', async (_case, { at }) => {
    await signUp();
    time = at.getTime();
    await digestTick(ports);
    expect(sent).toEqual([]);
  });

  it.each([
    ['during a pause, whose end gathers it', { pausedAt: 1 }, [email()]],
    ['to a channel that is not verified', {}, [email({ state: 'pending' })]],
  ])('is not handed on %s', async (_case, changes, channels) => {
    await signUp(changes, channels);
    await digestTick(ports);
    expect(sent).toEqual([]);
    expect(await find()).toMatchObject({ digestedThrough: SEVEN.getTime() - DAY - 2 * MINUTE });
  });

  it('comes once, when a tick is repeated', async () => {
    await signUp();
    await digestTick(ports);
    ports.cursor = { read: async () => new Date(SEVEN.getTime() - MINUTE), advance: async () => true };
    await digestTick(ports);
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['writing the window', (broken: () => Promise<never>) => ({ queue: { send: broken } })],
    ['handing it on', (broken: () => Promise<never>) => ({ subscribers: { ...ports.subscribers, update: broken } })],
  ])('is handed on with the same window after a crash behind %s', async (_case, breakAt) => {
    await signUp();
    const whole = ports;
    ports = { ...ports, ...breakAt(() => Promise.reject(new Error('crash'))) };
    await digestTick(ports);
    expect(failures).toEqual([ID]);
    ports = whole;
    time += MINUTE;
    sent = [];
    await digestTick(ports);
    expect(sent).toEqual([{ subscriber: ID, channel: 'email', window: '2026-11-25' }]);
    expect(await find()).toMatchObject({ digestedThrough: SEVEN.getTime() - 2 * MINUTE });
  });
});

describe('after an outage', () => {
  it('there is one catch-up, not seven', async () => {
    await signUp();
    await digestTick(ports);
    sent = [];
    time += 7 * DAY;
    const { inSlot } = ports.subscribers;
    // Ten thousand empty minutes say nothing and take long.
    ports.subscribers = { ...ports.subscribers, inSlot: async (at) => (at === '0000' ? inSlot(at) : []) };
    await digestTick({ ...ports, holds: { due: async () => [] } });
    expect(sent).toHaveLength(1);
    expect(await find()).toMatchObject({ digestedThrough: SEVEN.getTime() + 7 * DAY - 2 * MINUTE });
  }, 60_000);

  it('no held message is skipped', async () => {
    const holds = createHolds(tables.people);
    await digestTick(ports);
    for (const minutes of [1, 30, 90]) {
      await holds.hold(
        { subscriber: `held-${minutes}`, channel: 'email' },
        new Date(SEVEN.getTime() + minutes * MINUTE),
      );
    }
    time += 2 * HOUR;
    await digestTick(ports);
    expect(sent.map(({ subscriber: id }) => id)).toEqual(['held-1', 'held-30', 'held-90']);
  });

  it('stops in time, and the next tick goes on where it stopped', async () => {
    await digestTick(ports);
    const holds = createHolds(tables.people);
    await holds.hold({ subscriber: 'held', channel: 'email' }, new Date(SEVEN.getTime() + 10 * MINUTE));
    time += HOUR;
    await holds.hold({ subscriber: 'later', channel: 'email' }, new Date(SEVEN.getTime() + 20 * MINUTE));
    let rounds = 1;
    await digestTick({ ...ports, remainingMs: () => (rounds-- > 0 ? 50_000 : 4_000) });
    expect(sent.map(({ subscriber: id }) => id)).toEqual(['held']);
    await digestTick(ports);
    expect(sent.map(({ subscriber: id }) => id)).toEqual(['held', 'later']);
  });
});

describe('daylight saving', () => {
  // Summer time ends on 1 November 2026 in New York: 07:00 is 11:00 UTC before and 12:00 UTC from then on.
  it('moves the slot with the digest before it, so the hour stays', async () => {
    time = new Date('2026-10-31T10:55:00Z').getTime();
    await signUp({ timeZone: 'America/New_York', digestedThrough: time - DAY });
    await tickUntil(new Date('2026-10-31T11:05:00Z'));
    const moved: (string | undefined)[] = sent.map(({ window }) => window);
    sent = [];
    ports.cursor = createCursor(tables.people, 'reconcile');
    time = new Date('2026-11-01T10:55:00Z').getTime();
    await tickUntil(new Date('2026-11-01T11:59:00Z'));
    expect([moved, sent]).toEqual([['2026-10-31'], []]);
    await tickUntil(new Date('2026-11-01T12:01:00Z'));
    expect(sent).toMatchObject([{ window: '2026-11-01' }]);
  }, 60_000);
});

describe('somebody whose digest cannot be handed on', () => {
  it('keeps nobody else waiting, and is tried again for ten minutes', async () => {
    await signUp();
    await signUp({ id: 'poisoned' });
    const { find: findOne, ...others } = ports.subscribers;
    ports.subscribers = {
      ...others,
      find: async (id) => (id === 'poisoned' ? Promise.reject(new Error('unreadable')) : findOne(id)),
    };
    await tickUntil(new Date(SEVEN.getTime() + 15 * MINUTE));
    expect(sent).toHaveLength(1);
    expect(failures.length).toBeGreaterThanOrEqual(10);
    expect(failures.length).toBeLessThan(15);
    expect(await ports.cursor.read()).toEqual(new Date(SEVEN.getTime() + 15 * MINUTE));
  });
});

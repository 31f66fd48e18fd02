/** The stores of People: who wins each race, and what stands where, on the real client. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAddresses } from '../../shared/store/addresses.ts';
import { createAudience } from '../../shared/store/audience.ts';
import { createChannels } from '../../shared/store/channels.ts';
import { createLimits } from '../../shared/store/limits.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';
import type { Channel, Subscriber } from '../../shared/subscribers/subscriber.ts';
import { startTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());

const NOON = new Date('2026-11-23T12:00:00Z').getTime();

const subscriber = (id: string): Subscriber => ({
  id,
  language: 'id',
  timeZone: 'Asia/Jakarta',
  digestAt: '07:00',
  emptyDigests: false,
  manageToken: 'm'.repeat(22),
  pauseToken: 'p'.repeat(22),
  leaveToken: 'l'.repeat(22),
  digestedThrough: NOON,
  createdAt: NOON,
  ver: 1,
});

const channel = (id: string, askedAt: number): Channel => ({
  subscriber: id,
  kind: 'email',
  address: `${id}@example.org`,
  state: 'pending',
  codeAttempts: 0,
  createdAt: askedAt,
  askedAt,
  ver: 1,
});

describe('limits', () => {
  const limit = { what: 'ip', bucket: 'a', most: 3, until: NOON };

  it('let exactly so many pass, however many come at once', async () => {
    const limits = createLimits(tables.people);
    const taken = await Promise.all(Array.from({ length: 8 }, () => limits.take(limit)));
    expect(taken.filter(Boolean)).toHaveLength(3);
  });

  it('count amounts, and nothing of what does not fit whole', async () => {
    const limits = createLimits(tables.people);
    const parts = { ...limit, bucket: 'parts', most: 5 };
    expect(await limits.take(parts, 3)).toBe(true);
    expect(await limits.take(parts, 3)).toBe(false);
    expect(await limits.take(parts, 2)).toBe(true);
    expect(await limits.take({ ...parts, bucket: 'large' }, 6)).toBe(false);
  });

  it('take back what was not used, and never below zero', async () => {
    const limits = createLimits(tables.people);
    const one = { ...limit, bucket: 'back', most: 1 };
    await limits.giveBack(one);
    expect([await limits.take(one), await limits.take(one)]).toEqual([true, false]);
    await limits.giveBack(one);
    await limits.giveBack(one);
    expect([await limits.take(one), await limits.take(one)]).toEqual([true, false]);
  });
});

describe('addresses', () => {
  it('belong to one of two racers, and both learn to whom', async () => {
    const addresses = createAddresses(tables.people);
    const [one, other] = await Promise.all(
      ['first', 'second'].map((id) => addresses.claim('maya@example.org', { subscriber: id, kind: 'email' })),
    );
    expect(one).toEqual(other);
    expect(await addresses.claim('Maya@example.org', { subscriber: 'third', kind: 'email' })).toEqual(one);
  });

  it('are released only by who has them', async () => {
    const addresses = createAddresses(tables.people);
    await addresses.claim('budi@example.org', { subscriber: 'budi', kind: 'email' });
    await addresses.release('budi@example.org', { subscriber: 'maya', kind: 'email' });
    expect(await addresses.find('email', 'budi@example.org')).toEqual({ subscriber: 'budi', kind: 'email' });
    await addresses.release('budi@example.org', { subscriber: 'budi', kind: 'email' });
    expect(await addresses.find('email', 'budi@example.org')).toBeNull();
  });
});

describe('subscribers', () => {
  it('stand in the slot of their next digest, and move with it', async () => {
    const subscribers = createSubscribers(tables.people);
    await subscribers.add(subscriber('mover'), { time: '0000', shard: 2 });
    expect(await subscribers.inSlot('0000')).toContain('mover');
    const [before] = [await subscribers.find('mover')];
    expect(await subscribers.update(before!, { digestAt: '08:00' }, { time: '0100', shard: 2 })).toBe(true);
    expect([await subscribers.inSlot('0000'), await subscribers.inSlot('0100')]).toEqual([[], ['mover']]);
  });

  it('of two changes to what both have read, one counts', async () => {
    const subscribers = createSubscribers(tables.people);
    await subscribers.add(subscriber('raced'), { time: '0000', shard: 0 });
    const before = (await subscribers.find('raced'))!;
    const won = await Promise.all([
      subscribers.update(before, { language: 'es' }),
      subscribers.update(before, { digestedThrough: NOON + 1 }),
    ]);
    expect(won.sort()).toEqual([false, true]);
  });

  it('who leave are blanked in one write: nobody finds them, and their slot is that of the leaving', async () => {
    const subscribers = createSubscribers(tables.people);
    await subscribers.add(
      { ...subscriber('leaver'), quietFrom: '22:00', quietTo: '06:00' },
      { time: '0300', shard: 1 },
    );
    expect(await subscribers.markLeaving('leaver')).toMatchObject({ manageToken: 'm'.repeat(22) });
    expect(await subscribers.find('leaver')).toBeNull();
    expect(await subscribers.inSlot('0300')).toEqual([]);
    expect(await subscribers.listLeaving()).toEqual(['leaver']);
    expect(await subscribers.markLeaving('nobody')).toBeNull();
  });
});

describe('channels', () => {
  it('are listed by when they were asked, the verified ones only once that is settled', async () => {
    const channels = createChannels(tables.people);
    await channels.add(channel('early', NOON));
    await channels.add(channel('later', NOON + 60_000));
    const pending = async () =>
      (await channels.listPending(new Date(NOON), new Date(NOON + 60_000))).map((ref) => ref.subscriber);
    expect(await pending()).toEqual(['early', 'later']);
    expect(
      (await channels.listPending(new Date(NOON + 1), new Date(NOON + 60_000))).map((ref) => ref.subscriber),
    ).toEqual(['later']);
    const early = (await channels.find('early', 'email'))!;
    expect(await channels.update(early, { state: 'verified', verifiedAt: NOON + 5 })).toBe(true);
    expect(await pending()).toEqual(['early', 'later']);
    await channels.settle(early, NOON + 5);
    expect(await pending()).toEqual(['later']);
    expect(await channels.listVerified(new Date(NOON + 6))).toEqual([
      { subscriber: 'early', kind: 'email', since: NOON + 5 },
    ]);
    expect(await channels.listVerified(new Date(NOON + 5))).toEqual([]);
  });
});

describe('audience', () => {
  const row = (id: string) => ({ subscriber: id, channels: ['email' as const], since: NOON });

  async function everybody(audience: ReturnType<typeof createAudience>, query: string, most: number) {
    const members: string[] = [];
    let pages = 0;
    let from: { shard: number; after: string } | undefined;
    do {
      const page = await audience.list(query, most, from);
      members.push(...page.members.map((member) => member.subscriber));
      from = page.next;
      pages += 1;
    } while (from);
    return { members: members.sort(), pages };
  }

  it('is read in pages, everybody once', async () => {
    const audience = createAudience(tables.people);
    const ids = Array.from({ length: 7 }, (_, number) => `reader${number}`);
    for (const id of ids) await audience.put('few', row(id));
    expect((await everybody(audience, 'few', 3)).members).toEqual(ids);
    expect((await everybody(audience, 'few', 500)).pages).toBe(1);
    expect((await everybody(audience, 'none', 500)).members).toEqual([]);
  });

  it('spreads over sixteen shards more when the first is full, and still reads everybody once', async () => {
    const audience = createAudience(tables.people, { firstShardMost: 5 });
    const ids = Array.from({ length: 40 }, (_, number) => `reader${String(number).padStart(2, '0')}`);
    for (const id of ids) await audience.put('many', row(id));
    expect((await everybody(audience, 'many', 4)).members).toEqual(ids);
    expect((await everybody(audience, 'many', 5)).members).toEqual(ids);
    for (const id of ids) await audience.put('many', { ...row(id), channels: [] });
    expect((await everybody(audience, 'many', 500)).members).toEqual(ids);
    for (const id of ids) await audience.remove('many', id);
    expect((await everybody(audience, 'many', 4)).members).toEqual([]);
  });
});

/** What holds an alert back: quiet hours, the hourly ceiling, and what bounds the cost of SMS. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/platform/clock.ts';
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

describe('quiet hours', () => {
  // Noon in UTC-terms is 12:00 in Jakarta.
  const quiet = { quietFrom: '11:30', quietTo: '19:00' };

  it('hold a story until they end, as a row for the minute', async () => {
    const world = ana({ subscriber: quiet });
    await world.owe('Kuba');
    await world.owe('Kuba');
    await world.drain();
    expect(world.published).toEqual([]);
    const end = new Date('2026-11-25T12:00:00Z');
    expect(await world.heldFor(end)).toEqual(['email']);
    world.advance(end.getTime() - NOON.getTime());
    wake(world);
    await world.drain();
    expect(subjects(world)).toEqual(['While it was quiet: 2 stories for Kuba']);
  });

  it('let urgent words through, alone, and hold the rest', async () => {
    const world = ana({ subscriber: quiet, watches: [watches('Kuba'), watches('tsunami', { urgent: true })] });
    await world.owe('Kuba');
    await world.run();
    await world.owe('tsunami');
    await world.run();
    expect(subjects(world)).toEqual(['tsunami: Berita 2']);
    expect(await world.states()).toEqual(['Berita 1: owed', 'Berita 2: sent']);
    expect(await world.heldFor(new Date('2026-11-25T12:00:00Z'))).toEqual(['email']);
  });

  it('that end within a quarter of an hour need no row', async () => {
    const world = ana({ subscriber: { quietFrom: '11:30', quietTo: '12:10' } });
    await world.owe('Kuba');
    await world.drain();
    expect(world.now()).toEqual(new Date('2026-11-25T05:10:00Z'));
    expect(world.published).toHaveLength(1);
  });
});

describe('the hourly ceiling', () => {
  it('lets 20 messages out, and the rest together when the hour is over', async () => {
    const world = ana();
    for (let story = 0; story < 26; story++) {
      await world.owe('Kuba');
      await world.run();
      world.advance(MINUTE);
    }
    expect(world.published).toHaveLength(20);
    await world.drain();
    expect(world.published).toHaveLength(20);
    expect(await world.heldFor(new Date('2026-11-25T06:00:00Z'))).toEqual(['email']);
    world.advance(34 * MINUTE);
    wake(world);
    await world.drain();
    expect(subjects(world).slice(20)).toEqual(['6 stories: Berita 21, and 5 more']);
  });
});

describe('SMS', () => {
  const texting = (): World => ana({ channels: [email(), sms()] });

  it('stops after ten a day and says so once; the e-mail digest gathers the rest', async () => {
    const world = texting();
    for (let story = 0; story < 12; story++) {
      await world.owe('Kuba', { channel: 'sms' });
      await world.run();
      world.advance(2 * MINUTE);
    }
    await world.drain();
    expect(subjects(world).slice(10)).toEqual([expect.stringContaining('Siaga: 10 texts today, your limit.')]);
    expect(await world.states('email')).toEqual(['Berita 11: late', 'Berita 12: late']);
    expect((await world.states('sms')).slice(9)).toEqual([
      'Berita 10: sent',
      'Berita 11: dropped',
      'Berita 12: dropped',
    ]);
  });

  it('goes on the next local day', async () => {
    const world = texting();
    for (let story = 0; story < 10; story++) {
      await world.owe('Kuba', { channel: 'sms' });
      await world.run();
      world.advance(2 * MINUTE);
    }
    world.advance(12 * HOUR);
    await world.owe('Kuba', { channel: 'sms' });
    await world.drain();
    expect(world.published).toHaveLength(11);
  });

  it('stops when the budget of the stack is spent; without e-mail its own digest gathers the rest', async () => {
    const world = ana({ channels: [sms()] });
    world.budget = 1;
    await world.owe('Kuba', { channel: 'sms' });
    await world.drain();
    await world.owe('Kuba', { channel: 'sms' });
    await world.drain();
    expect(world.published).toHaveLength(1);
    expect(await world.states('sms')).toEqual(['Berita 1: sent', 'Berita 2: late']);
  });

  it('goes to no country that the operator did not open', async () => {
    const world = ana({ channels: [sms({ address: '+12025550123' })] });
    await world.owe('Kuba', { channel: 'sms' });
    await world.drain();
    expect(world.published).toEqual([]);
  });
});

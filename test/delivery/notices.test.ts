import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '../../shared/delivery/notice.ts';
import { MINUTE, SECOND } from '../../shared/platform/clock.ts';
import type { Channel } from '../../shared/subscribers/subscriber.ts';
import { email, NOON, sms, subscriber, watches } from './support/facts.ts';
import { createMemoryStores } from './support/memory.ts';
import { createWorld, type World } from './support/world.ts';

const coded = sms({ state: 'pending', code: '173064', codeExpiresAt: NOON.getTime() + 10 * MINUTE });

async function ask(kind: NoticeKind, channel: Channel): Promise<World> {
  const world = createWorld(createMemoryStores(), {
    subscriber: subscriber(),
    channels: [channel],
    subscriptions: [watches('Kuba')],
  });
  const notice = { subscriber: world.id, id: `${kind}#1`, kind, channel: channel.kind };
  await world.ports.notices.add(notice, NOON);
  world.send({ v: 1, mailboxes: [{ subscriber: world.id, channel: channel.kind, notice: notice.id }] });
  return world;
}

const stateOf = async (world: World, kind: NoticeKind) =>
  (await world.ports.notices.find(world.id, `${kind}#1`))?.state;

describe('a notice', () => {
  it.each([
    ['a code to a number that is to be proved', 'code', coded, 'Siaga code: 173 064.'],
    ['a welcome to a verified address', 'welcome', email(), 'This address is confirmed.'],
    ['the way to stop to a verified number', 'welcome', sms(), 'Siaga: this number now gets alerts for Kuba'],
    ['a link to a verified address', 'link', email(), 'https://siaga.example.org/m/Mb4nT7qLxW2eRc9vKp1sYd'],
  ] as const)('sends %s', async (_case, kind, channel, text) => {
    const world = await ask(kind, channel);
    await world.drain();
    expect(world.published.map(({ body }) => body)).toEqual([expect.stringContaining(text)]);
    expect(await stateOf(world, kind)).toBe('sent');
  });

  it.each([
    ['a welcome before verification', 'welcome', email({ state: 'pending' })],
    ['a link before verification', 'link', email({ state: 'pending' })],
    ['a code that is over', 'code', { ...coded, codeExpiresAt: NOON.getTime() }],
    ['a code to who has left', 'code', { ...coded, state: 'left' }],
    ['a code to a country that is closed', 'code', { ...coded, address: '+12025550123' }],
  ] as const)('never sends %s', async (_case, kind, channel) => {
    const world = await ask(kind, channel);
    await world.drain();
    expect(world.published).toEqual([]);
    expect(await stateOf(world, kind)).toBe('dropped');
  });

  it('waits for no gate', async () => {
    const world = await ask('welcome', email());
    await world.owe('Kuba');
    await world.run();
    expect(world.published).toHaveLength(2);
  });

  it('is sent once, however often its message comes', async () => {
    const world = await ask('welcome', email());
    world.send({ v: 1, mailboxes: [{ subscriber: world.id, channel: 'email', notice: 'welcome#1' }] });
    await world.drain();
    expect(world.published).toHaveLength(1);
  });

  it('is tried again after its lease when SNS did not answer, under the same id, and not without end', async () => {
    const world = await ask('code', coded);
    world.answers.push({ kind: 'unanswered', detail: 'TimeoutError' });
    await world.drain();
    expect(world.now().getTime() - NOON.getTime()).toBe(60 * SECOND);
    expect(world.published).toMatchObject([{ deliveryId: `${world.id}.sms.code#1` }]);

    const silent = await ask('code', coded);
    silent.answers.push(...Array.from({ length: 5 }, () => ({ kind: 'unanswered', detail: 'TimeoutError' }) as const));
    await silent.drain();
    expect(silent.answers).toHaveLength(3);
    expect(await stateOf(silent, 'code')).toBe('unknown');
  });

  it('is not paid for out of an empty budget', async () => {
    const world = await ask('code', coded);
    world.budget = 0;
    await world.drain();
    expect(world.published).toEqual([]);
  });
});

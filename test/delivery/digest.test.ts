import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../shared/platform/clock.ts';
import { createStoryId } from '../../shared/stories/storyId.ts';
import type { Mode, Subscriber } from '../../shared/subscribers/subscriber.ts';
import { article, email, match, NOON, sms, story, subscriber, watches } from './support/facts.ts';
import { createMemoryStores } from './support/memory.ts';
import { createWorld, type World } from './support/world.ts';

const WINDOW = { id: '2026-11-25', from: NOON.getTime() - DAY, to: NOON.getTime() };

const reading = (modes: Record<string, Mode>, changes: Partial<Subscriber> = {}): World =>
  createWorld(createMemoryStores(), {
    subscriber: subscriber(changes),
    channels: [email(), sms()],
    subscriptions: Object.entries(modes).map(([text, mode]) => watches(text, { modes: { email: mode, sms: mode } })),
  });

/** A story in the news, met by queries at a time before noon. */
function publish(world: World, title: string, queries: string[], { before = HOUR, outlets = 1 } = {}): string {
  const number = world.stories.size;
  const id = createStoryId(NOON, (bytes) =>
    Uint8Array.from({ length: bytes }, (_, place) => number >> (5 * (bytes - 1 - place))),
  );
  const articles = Array.from({ length: outlets }, (_, index) =>
    article({ article: `article-${index + 1}`, outlet: `Media ${index + 1}`, title }),
  );
  world.stories.set(id, story(id, ...articles));
  const writtenAt = NOON.getTime() - before;
  world.matches.push(...queries.map((query) => match(`q-${query}`, id, { writtenAt, seen: writtenAt })));
  return id;
}

/** The first message after a window was opened; empty when there is none. */
async function digest(world: World, window = WINDOW, channel: 'email' | 'sms' = 'email'): Promise<string> {
  const mailbox = { subscriber: world.id, channel };
  const before = world.published.length;
  await world.ports.deliveries.openWindow(mailbox, window);
  world.send({ v: 1, mailboxes: [{ ...mailbox, window: window.id }] });
  await world.drain();
  return world.published[before]?.body ?? '';
}

const headlines = (body: string): string[] => [...body.matchAll(/^\*?(Berita \w+)\*?$/gmu)].map(([, title]) => title!);

describe('a digest', () => {
  it('gathers what was written in its window, and nothing before or after', async () => {
    const world = reading({ Kuba: 'digest' });
    publish(world, 'Berita dini', ['Kuba'], { before: DAY + 1 });
    publish(world, 'Berita awal', ['Kuba'], { before: DAY });
    publish(world, 'Berita akhir', ['Kuba'], { before: 1 });
    publish(world, 'Berita nanti', ['Kuba'], { before: 0 });
    expect(headlines(await digest(world))).toEqual(['Berita awal', 'Berita akhir']);
  });

  it('puts most outlets first, then by time, and a story of two queries once, under the first', async () => {
    const world = reading({ Kuba: 'digest', kapal: 'digest' });
    publish(world, 'Berita A', ['Kuba'], { before: 3 * HOUR });
    publish(world, 'Berita B', ['Kuba', 'kapal'], { before: 2 * HOUR, outlets: 3 });
    const body = await digest(world);
    expect(headlines(body)).toEqual(['Berita B', 'Berita A']);
    expect(body).toContain('== Kuba, 2 stories ==');
    expect(body).toContain('== kapal, nothing ==\n\nAll of it stands above.');
  });

  it('of busy words holds the newest, and reads their stories some at a time', async () => {
    const world = reading({ Kuba: 'digest' });
    for (let minutes = 1; minutes <= 201; minutes++)
      publish(world, `Berita ${minutes}`, ['Kuba'], { before: minutes * MINUTE });
    let [open, most] = [0, 0];
    const read = world.ports.news.findStory;
    const asked = new Set<string>();
    world.ports.news.findStory = async (id) => {
      asked.add(id);
      most = Math.max(most, ++open);
      await new Promise(setImmediate);
      open -= 1;
      return read(id);
    };
    await digest(world);
    expect(most).toBeLessThanOrEqual(32);
    expect(asked.size).toBe(200);
    expect(asked.has([...world.stories.keys()].at(-1)!)).toBe(false);
  });

  it('leaves out what stood in an alert, or is about to', async () => {
    const world = reading({ Kuba: 'alert', kapal: 'digest' });
    const sent = await world.owe('Kuba', { title: 'Berita kini' });
    await world.drain();
    const held = await world.owe('Kuba', { title: 'Berita tertahan', wake: false });
    for (const id of [sent, held]) world.matches.push(match('q-kapal', id, { writtenAt: NOON.getTime() - HOUR }));
    publish(world, 'Berita lain', ['kapal']);
    expect(headlines(await digest(world))).toEqual(['Berita lain']);
  });

  it('settles what it showed, and nothing that came to be gathered while it was being sent', async () => {
    const world = reading({ Kuba: 'alert', kapal: 'digest' });
    const shared = publish(world, 'Berita bersama', ['kapal']);
    const turned = await world.owe('Kuba', { title: 'Berita tertunda', wake: false });
    world.advance(MINUTE);
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    const publishNow = world.ports.publisher.publish;
    world.ports.publisher.publish = async (request) => {
      world.ports.publisher.publish = publishNow;
      await world.ports.owed.owe({ ...mailbox, story: shared, revision: 0 }, ['q-Kuba'], 'owed', world.now());
      await world.ports.owed.settle(mailbox, [{ story: turned, revision: 0 }], { state: 'late', at: NOON.getTime() });
      world.send({ v: 1, mailboxes: [mailbox] });
      return publishNow(request);
    };
    expect(headlines(await digest(world, { ...WINDOW, to: NOON.getTime() + MINUTE }))).toEqual(['Berita bersama']);
    expect(world.published).toHaveLength(1);
    expect(await world.states()).toEqual(['Berita bersama: sent', 'Berita tertunda: late']);
    const next = { id: '2026-11-26', from: NOON.getTime() + MINUTE, to: NOON.getTime() + DAY };
    expect(headlines(await digest(world, next))).toEqual(['Berita tertunda']);
  });

  it('that a crash left to be cleaned has its stories settled before the next alert is gathered', async () => {
    const world = reading({ Kuba: 'alert', kapal: 'digest' });
    const shared = publish(world, 'Berita bersama', ['kapal']);
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    await world.ports.deliveries.openWindow(mailbox, WINDOW);
    const { claimSent } = world.ports.owed;
    world.ports.owed.claimSent = async () => {
      throw new Error('crash');
    };
    const message = { v: 1 as const, mailboxes: [{ ...mailbox, window: WINDOW.id }] };
    await world.invoke(message).catch(() => {});
    world.ports.owed.claimSent = claimSent;
    await world.ports.owed.owe({ ...mailbox, story: shared, revision: 0 }, ['q-Kuba'], 'owed', world.now());
    world.advance(2 * MINUTE);
    await world.invoke({ v: 1, mailboxes: [mailbox] });
    await world.drain();
    expect(world.published).toHaveLength(1);
    expect(await world.states()).toEqual(['Berita bersama: sent']);
  });

  it('gathers what came too late to alert', async () => {
    const world = reading({ Kuba: 'alert' });
    await world.owe('Kuba', { title: 'Berita lambat', state: 'late' });
    world.advance(MINUTE);
    const body = await digest(world, { ...WINDOW, to: NOON.getTime() + MINUTE });
    expect(headlines(body)).toEqual(['Berita lambat']);
    expect(await world.states()).toEqual(['Berita lambat: sent']);
  });

  it('keeps its stories from being alerted later, where alerts can come', async () => {
    const world = reading({ Kuba: 'alert', kapal: 'digest' });
    const id = publish(world, 'Berita bersama', ['kapal']);
    await digest(world);
    const key = { subscriber: world.id, channel: 'email', story: id, revision: 0 } as const;
    expect(await world.ports.owed.owe(key, ['q-Kuba'], 'owed', world.now())).toBe('sent');
  });

  it('gathers the words in alert mode too, after a pause longer than what is owed is looked at', async () => {
    const world = reading({ Kuba: 'alert' });
    publish(world, 'Berita jeda', ['Kuba'], { before: 5 * DAY + HOUR });
    expect(headlines(await digest(world, { ...WINDOW, from: NOON.getTime() - 6 * DAY }))).toEqual(['Berita jeda']);
  });

  it('gathers what came before words were moved from digests to alerts', async () => {
    const world = reading({ Kuba: 'alert', kapal: 'alert' });
    const alertsSince = NOON.getTime() - HOUR;
    world.person.subscriptions = [watches('Kuba', { alertsSince }), watches('kapal')];
    publish(world, 'Berita pagi', ['Kuba'], { before: 2 * HOUR });
    publish(world, 'Berita kapal', ['kapal'], { before: 2 * HOUR });
    expect(headlines(await digest(world))).toEqual(['Berita pagi']);
  });

  it('gathers by e-mail what a text could not carry, also where the words are off for e-mail', async () => {
    const world = reading({});
    world.person.subscriptions = [watches('Kuba', { modes: { email: 'off', sms: 'alert' } })];
    world.budget = 0;
    await world.owe('Kuba', { title: 'Berita penuh', channel: 'sms' });
    await world.drain();
    world.advance(MINUTE);
    expect(headlines(await digest(world, { ...WINDOW, to: NOON.getTime() + MINUTE }))).toEqual(['Berita penuh']);
  });

  it.each([
    ['there is no budget left', '+6281255505530', 0, 'budget'],
    ['its country is closed', '+34612345678', 100, 'country'],
  ])('is no text when %s, and its window says why', async (_case, address, budget, reason) => {
    const stores = createMemoryStores();
    const subscriptions = [watches('Kuba', { modes: { sms: 'digest' } })];
    const world = createWorld(stores, { subscriber: subscriber(), channels: [sms({ address })], subscriptions });
    world.budget = budget;
    publish(world, 'Berita satu', ['Kuba']);
    expect(await digest(world, WINDOW, 'sms')).toBe('');
    expect([...stores.log.values()]).toMatchObject([{ state: 'dropped', reason, subject: '', attempts: 0 }]);
  });

  it('is sent once, however often its message comes', async () => {
    const world = reading({ Kuba: 'digest' });
    publish(world, 'Berita satu', ['Kuba']);
    await digest(world);
    expect(await digest(world)).toBe('');
  });

  it('waits for the gate as alerts do', async () => {
    const world = reading({ Kuba: 'alert', kapal: 'digest' });
    await world.owe('Kuba', { title: 'Berita kini' });
    publish(world, 'Berita lain', ['kapal']);
    await world.run();
    await digest(world);
    expect(world.now().getTime() - NOON.getTime()).toBe(MINUTE);
    expect(world.published).toHaveLength(2);
  });

  it('is one text with the counts and a link by SMS', async () => {
    const world = reading({ Kuba: 'digest' });
    publish(world, 'Berita satu', ['Kuba']);
    expect(await digest(world, WINDOW, 'sms')).toBe(
      'Siaga: 1 story: Kuba 1. Berita satu. https://siaga.example.org/d/2026-11-25/Mb4nT7qLxW2eRc9vKp1sYd',
    );
  });

  it('during a pause is kept for its end', async () => {
    const world = reading({ Kuba: 'digest' }, { pausedAt: NOON.getTime() });
    publish(world, 'Berita satu', ['Kuba']);
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    await world.ports.deliveries.openWindow(mailbox, WINDOW);
    world.send({ v: 1, mailboxes: [{ ...mailbox, window: WINDOW.id }] });
    await world.run();
    world.person.subscriber = subscriber();
    await world.drain();
    expect(world.published).toHaveLength(1);
  });
});

describe('a digest with nothing in it', () => {
  it('is silent, and its window is closed', async () => {
    const world = reading({ Kuba: 'digest' });
    expect(await digest(world)).toBe('');
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    expect(await world.ports.deliveries.findWindow(mailbox, WINDOW.id)).toMatchObject({ state: 'empty' });
  });

  it('is sent to who asked for it, by e-mail only', async () => {
    const world = reading({ Kuba: 'digest' }, { emptyDigests: true });
    publish(world, 'Berita lama', ['Kuba'], { before: 3 * DAY });
    expect(await digest(world, WINDOW, 'sms')).toBe('');
    expect(await digest(world)).toContain('- Kuba: last match Sun 22 Nov, 12:00; 1 in 30 days');
  });
});

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertSubscribers } from '../../shared/delivery/alertSubscribers.ts';
import { createAudience } from '../../shared/store/audience.ts';
import { createStoryId } from '../../shared/stories/storyId.ts';
import { startTables, type TestTables } from '../support/tables.ts';
import { article, email, match, NOON, place, story, subscriber, watches } from './support/facts.ts';
import { createWorld, storesOn } from './support/world.ts';

let tables: TestTables;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());

describe('one alert, from a match to SNS', () => {
  it('is written as owed, woken, published once, and logged as accepted', async () => {
    const world = createWorld(storesOn(tables), {
      subscriber: subscriber(),
      channels: [email()],
      subscriptions: [watches('Kuba')],
    });
    const id = createStoryId(NOON, (bytes) => new Uint8Array(bytes));
    world.stories.set(id, story(id));
    world.matches.push(match('q-Kuba', id, { places: [place('title', article().title, 'Kuba')] }));
    const audience = createAudience(tables.people);
    await audience.put('q-Kuba', { subscriber: world.id, channels: ['email'], since: 0 });

    await alertSubscribers(
      {
        v: 1,
        story: { id, revision: 0 },
        article: { id: 'article-1', published: null, seen: NOON.getTime(), firstPoll: false, timeliness: 'alert' },
        queries: ['q-Kuba'],
      },
      {
        audience,
        owed: world.ports.owed,
        alerts: { send: async () => {} },
        deliveries: world.ports.wakeUps,
        clock: world.now,
      },
    );
    await world.drain();

    expect(world.published).toMatchObject([
      {
        kind: 'email',
        topicArn: 'arn:aws:sns:us-east-1:123456789012:siaga-ana4567890123456-email',
        subject: 'Kuba: Kapal riset Kuba singgah di Surabaya',
        deliveryId: `${world.id}.email.1`,
      },
    ]);
    const mailbox = { subscriber: world.id, channel: 'email' } as const;
    expect(await world.ports.owed.list(mailbox, NOON)).toMatchObject([
      { story: id, state: 'sent', queries: ['q-Kuba'] },
    ]);
    expect(await world.ports.mailboxes.read(mailbox)).toMatchObject({
      seq: 1,
      intent: { state: 'published', attempt: 1 },
    });
  });
});

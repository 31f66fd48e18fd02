/** A feed that names a hub: asked for, confirmed, taken in, renewed, and polled on; with a small hub of our own. */
import { randomBytes } from 'node:crypto';
import { OpenAPIHono } from '@hono/zod-openapi';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addWebSubRoutes } from '../../functions/api/routes/websub.ts';
import type { ApiEnv, Services } from '../../functions/api/services.ts';
import { pollGroup, type PolledFeed } from '../../shared/articles/pollGroup.ts';
import type { Feed } from '../../shared/feeds/feed.ts';
import { removeFeed } from '../../shared/feeds/manage.ts';
import { createLimits } from '../../shared/store/limits.ts';
import { startHub, type Hub } from '../support/hub.ts';
import { startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';
import { answers, gives, rss, startPublisher, type Answer, type RssItem } from '../support/publisher.ts';

let desk: Newsdesk;
let hub: Hub;
let api: OpenAPIHono<ApiEnv>;

beforeAll(async () => {
  desk = await startNewsdesk();
  api = new OpenAPIHono<ApiEnv>();
  const { hubs, pollsQueue, clock } = desk.ports;
  const services = { news: { hubs, pollsQueue }, people: { limits: createLimits(desk.tables.people) }, clock };
  // The routes use no more of the services than this.
  addWebSubRoutes(api, services as Pick<Services, 'clock'> as Services);
  hub = await startHub(async (url, init) => api.request(new URL(url).pathname + new URL(url).search, init));
});
afterAll(async () => {
  await hub.stop();
  await desk.stop();
});

let path: string;
let count = 0;
beforeEach(async () => {
  path = `/berita${++count}`;
  desk.setTime('2026-11-23T12:00:00Z');
  hub.requests.length = 0;
  Object.assign(hub.settings, { status: 202, leaseSeconds: 864_000, asksBack: true });
  await desk.pollMessages();
});

const item = (title: string, published = 'Mon, 23 Nov 2026 11:59:00 GMT'): RssItem => ({
  title,
  guid: title,
  published,
});
const OLD = Array.from({ length: 6 }, (_, n) => item(`Lama ${n}`, `Mon, 23 Nov 2026 1${n % 2}:0${n}:00 GMT`));
const named = (): string =>
  `<atom:link rel="hub" href="${hub.url}"/><atom:link rel="self" href="${desk.publisher.url(path)}"/>`;
const write = (items: RssItem[], channel = named()): void =>
  desk.publisher.script(path, gives(rss('Berita', items, channel)));

const stateOf = async (feed: string): Promise<Feed> => (await desk.ports.feeds.find(feed))!;
const requests = (): number => desk.publisher.requests.filter(({ url }) => url === path).length;
const whenDue = { receives: 1, remainingMs: () => 60_000 };
/** Works off what waits in the polls queue, as poll does. */
const work = async (): Promise<PolledFeed[]> => {
  const messages = await desk.pollMessages();
  return (await Promise.all(messages.map((message) => pollGroup(message, whenDue, desk.ports)))).flat();
};
const titles = async (): Promise<string[]> => (await desk.handedOn()).map(({ title }) => title);

async function subscribed(): Promise<string> {
  write(OLD);
  const feed = await desk.add(path);
  await desk.poll([feed]);
  await desk.handedOn();
  return feed;
}

describe('a subscription', () => {
  it('is asked of the hub that the feed names, and confirmed when the hub asks back', async () => {
    const feed = await subscribed();
    expect(hub.requests).toEqual([
      {
        topic: desk.publisher.url(path),
        callback: expect.stringMatching(new RegExp(`^http://127\\.0\\.0\\.1:9/websub/${feed}/[\\w-]{22}$`)),
        secret: expect.stringMatching(/^[\w-]{22}$/),
        leaseSeconds: 864_000,
        userAgent: 'Siaga (feed reader; +https://siaga.example.org/about)',
      },
    ]);
    expect(await desk.ports.hubs.find(feed)).toMatchObject({ leaseUntil: Date.parse('2026-12-03T12:00:00Z') });
  });

  it('is asked of the hub in the Link header, before one in the document', async () => {
    const link = `<${hub.url}>; rel="hub", <https://berita.example/topik>; rel=self`;
    desk.publisher.script(
      path,
      gives(rss('Berita', OLD, '<atom:link rel="hub" href="http://127.0.0.1:9/"/>'), { link }),
    );
    await desk.poll([await desk.add(path)]);
    expect(hub.requests).toMatchObject([{ topic: 'https://berita.example/topik' }]);
  });

  it.each([
    ['no hub', ''],
    ['a hub off the internet', '<atom:link rel="hub" href="http://169.254.169.254/"/>'],
    ['a hub that is no address', '<atom:link rel="hub" href="javascript:alert(1)"/>'],
    // Ours stands on loopback here, where no hub of the internet reaches it.
    ['a hub that cannot reach us', '<atom:link rel="hub" href="https://hub.example/"/>'],
  ])('is not asked of %s', async (_case, channel) => {
    write(OLD, channel);
    const feed = await desk.add(path);
    await desk.poll([feed]);
    expect(hub.requests).toEqual([]);
    expect((await stateOf(feed)).hubKey ?? '').toBe('');
  });

  it('that the hub never confirmed is asked for again, more and more seldom', async () => {
    hub.settings.asksBack = false;
    const feed = await subscribed();
    const asked: number[] = [];
    for (let minutes = 5; minutes <= 60; minutes += 5) {
      desk.setTime(new Date(Date.parse('2026-11-23T12:00:00Z') + minutes * 60_000).toISOString());
      const before = hub.requests.length;
      await desk.poll([feed]);
      if (hub.requests.length > before) asked.push(minutes);
    }
    expect(asked).toEqual([10, 30]);
    expect(new Set(hub.requests.map(({ callback }) => callback)).size).toBe(1);
  });

  it('is renewed when a fifth of its lease is left, and not before', async () => {
    const feed = await subscribed();
    desk.setTime('2026-11-23T13:00:00Z');
    await desk.poll([feed]);
    desk.setTime('2026-12-01T11:00:00Z');
    await desk.poll([feed]);
    expect(hub.requests).toHaveLength(1);
    desk.setTime('2026-12-01T13:00:00Z');
    await desk.poll([feed]);
    expect(hub.requests).toHaveLength(2);
    expect(hub.requests[1]).toEqual(hub.requests[0]);
    expect(await desk.ports.hubs.find(feed)).toMatchObject({ leaseUntil: Date.parse('2026-12-11T13:00:00Z') });
  });

  it('moves to another hub with the feed, and ends with it', async () => {
    const feed = await subscribed();
    const before = hub.requests[0]!.callback;
    write([item('Baru'), ...OLD], named().replace('rel="hub" href="', 'rel="hub" href="http://127.0.0.1:9/#'));
    await desk.poll([feed]);
    expect((await api.request(new URL(before).pathname, { method: 'POST', body: 'x' })).status).toBe(410);
    write([item('Lebih baru'), ...OLD], '');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ hubKey: '' });
    await removeFeed(feed, desk.ports);
    expect(await desk.ports.hubs.find(feed)).toBeNull();
  });

  it('ends when the feed names no hub any more: what the hub sends is not taken, nor does it get a yes again', async () => {
    const feed = await subscribed();
    write([item('Baru'), ...OLD], '');
    await desk.poll([feed]);
    expect(await hub.publish(rss('Berita', [item('Dari hub lama')]))).toBe(410);
    expect((await hub.verify()).status).toBe(404);
    expect(await work()).toEqual([]);
    // Named again, it is asked anew.
    write([item('Lebih baru'), ...OLD]);
    await desk.poll([feed]);
    expect(hub.requests).toHaveLength(2);
    expect(await hub.publish(rss('Berita', [item('Dari hub lagi')]))).toBe(202);
    expect((await work()).map(({ result }) => result.kind)).toEqual(['read']);
  });

  it('that a hub passes on to another host is not asked for there: its secret would go with it', async () => {
    const other = await startPublisher();
    other.script('/', answers(202));
    desk.publisher.script('/hub', answers(307, { location: other.url('/') }));
    write(OLD, `<atom:link rel="hub" href="${desk.publisher.url('/hub')}"/>`);
    await desk.poll([await desk.add(path)]);
    expect(desk.publisher.requests.filter(({ url }) => url === '/hub')).toHaveLength(1);
    expect(other.requests).toEqual([]);
    await other.stop();
  });

  it('costs an unchanged poll no read and no write more', async () => {
    const feed = await subscribed();
    desk.setTime('2026-11-23T13:00:00Z');
    await desk.poll([feed]);
    desk.calls.length = 0;
    desk.setTime('2026-11-23T14:00:00Z');
    await desk.poll([feed]);
    expect(desk.calls).toEqual(['GetItem', 'UpdateItem']);
  });
});

describe('the question of a hub', () => {
  it.each<[string, Record<string, string>, number]>([
    ['what we asked for', {}, 200],
    ['another topic', { 'hub.topic': 'https://lain.example/' }, 404],
    ['to end it, which we never ask', { 'hub.mode': 'unsubscribe' }, 404],
    ['something else', { 'hub.mode': 'apa' }, 404],
  ])('%s', async (_case, changes, status) => {
    hub.settings.asksBack = false;
    await subscribed();
    const answer = await hub.verify(changes);
    expect(answer.status).toBe(status);
    expect(answer.text === answer.challenge).toBe(status === 200);
  });

  it('with a wrong token, or a day late, is not ours', async () => {
    hub.settings.asksBack = false;
    const feed = await subscribed();
    const query = `hub.mode=subscribe&hub.challenge=x&hub.topic=${encodeURIComponent(desk.publisher.url(path))}`;
    expect((await api.request(`/websub/${feed}/${'A'.repeat(22)}?${query}`)).status).toBe(404);
    expect((await api.request(`/websub/tidak-ada/${'A'.repeat(22)}?${query}`)).status).toBe(404);
    desk.setTime('2026-11-24T12:01:00Z');
    expect((await hub.verify()).status).toBe(404);
  });

  it('that says no is heard: what it sends then is not taken', async () => {
    await subscribed();
    expect(await hub.verify({ 'hub.mode': 'denied', 'hub.reason': 'penuh' })).toMatchObject({ status: 200, text: '' });
    expect(await hub.publish('x')).toBe(410);
  });

  it.each([
    ['60', 5 * 60],
    ['3600', 3_600],
    ['99999999999', 864_000],
    ['31536000', 30 * 86_400],
    ['', 864_000],
  ])('a lease of %j is one of %i seconds', async (written, seconds) => {
    hub.settings.asksBack = false;
    const feed = await subscribed();
    await hub.verify({ 'hub.lease_seconds': written });
    const { leaseUntil } = (await desk.ports.hubs.find(feed))!;
    expect((leaseUntil - desk.ports.clock().getTime()) / 1_000).toBe(seconds);
  });
});

describe('what a hub sends', () => {
  it.each(['sha1', 'sha256', 'sha384', 'sha512'])('is taken in without a request, signed with %s', async (method) => {
    await subscribed();
    const before = requests();
    expect(await hub.publish(rss('Berita', [item('Rusia dan NATO bertemu')]), { method })).toBe(202);
    expect((await work()).map(({ result }) => result)).toMatchObject([{ kind: 'read', handedOn: 1 }]);
    expect(await titles()).toEqual(['Rusia dan NATO bertemu']);
    expect(requests()).toBe(before);
  });

  it.each<[string, Parameters<Hub['publish']>[1]]>([
    ['signed with another secret', { secret: 'rahasia-lain' }],
    ['not signed', { signature: '' }],
    ['signed with what is no signature', { signature: 'sha256=zz' }],
    ['signed with half of one', { signature: 'sha256=abcd' }],
    ['signed with md5', { method: 'md5' }],
  ])('is dropped when %s, and the hub is not told', async (_case, options) => {
    await subscribed();
    expect(await hub.publish(rss('Berita', [item('Palsu')]), options)).toBe(202);
    expect(await work()).toEqual([]);
  });

  it('may be only what is new: what else stands in the feed is still known', async () => {
    const many = Array.from({ length: 260 }, (_, n) => item(`Panjang ${n}`));
    write(many);
    const feed = await desk.add(path);
    await desk.poll([feed]);
    await desk.handedOn();
    await hub.publish(rss('Berita', [item('Satu yang baru')]));
    await work();
    expect(await titles()).toEqual(['Satu yang baru']);
    write([item('Satu yang baru'), ...many]);
    desk.setTime('2026-11-23T13:00:00Z');
    await desk.poll([feed]);
    expect(await titles()).toEqual([]);
  });

  it('that is too long for a message is fetched', async () => {
    await subscribed();
    const before = requests();
    const noise = Array.from({ length: 300_000 }, () => String.fromCodePoint(33 + Math.floor(Math.random() * 60))).join(
      '',
    );
    write([item('Sangat panjang'), ...OLD]);
    await hub.publish(rss('Berita', [{ ...item('Sangat panjang'), text: `<![CDATA[${noise}]]>` }]));
    await work();
    expect(requests()).toBe(before + 1);
    expect(await titles()).toEqual(['Sangat panjang']);
  });

  describe('that is too long for a message, and has to be fetched,', () => {
    const noise = randomBytes(250_000).toString('base64');
    const tooLong = (): Promise<number> => hub.publish(noise);

    it.each<[string, Answer, at: string, later: string]>([
      ['Retry-After', answers(429, { 'retry-after': '7200' }), '12:30', '14:31'],
      ['the wait after a failure', answers(500), '12:01', '12:10'],
      ['the end of the feed', answers(410), '12:30', ''],
    ])('waits for %s', async (_case, answer, at, later) => {
      const feed = await subscribed();
      desk.publisher.script(path, answer);
      await desk.poll([feed]);
      const before = requests();
      for (let push = 0; push < 3; push++) {
        desk.setTime(`2026-11-23T${at}:00Z`);
        expect(await tooLong()).toBe(202);
        expect((await work()).map(({ result }) => result.kind)).toEqual(['early']);
      }
      expect(requests()).toBe(before);
      if (!later) return;
      desk.setTime(`2026-11-23T${later}:00Z`);
      await tooLong();
      await work();
      expect(requests()).toBe(before + 1);
    });

    it('waits for an hour that the feed does not skip, and not for half an interval', async () => {
      write(OLD, `${named()}<skipHours><hour>13</hour></skipHours>`);
      const feed = await desk.add(path);
      await desk.poll([feed]);
      desk.setTime('2026-11-23T12:01:00Z');
      await tooLong();
      expect((await work()).map(({ result }) => result.kind)).toEqual(['unchanged']);
      desk.setTime('2026-11-23T13:01:00Z');
      await tooLong();
      expect((await work()).map(({ result }) => result.kind)).toEqual(['early']);
    });
  });

  it('that is no feed leaves the feed as it was', async () => {
    const feed = await subscribed();
    await hub.publish('<!doctype html><title>x</title>');
    expect((await work()).map(({ result }) => result.kind)).toEqual(['ignored']);
    expect(await stateOf(feed)).toMatchObject({ health: 'fine', failures: 0 });
  });

  it('after its lease has ended is not taken', async () => {
    await subscribed();
    desk.setTime('2026-12-03T12:00:01Z');
    expect(await hub.publish('x')).toBe(410);
  });

  it('is taken a hundred and twenty times an hour', async () => {
    await subscribed();
    const statuses = new Map<number, number>();
    for (let push = 0; push < 125; push++) {
      const status = await hub.publish(`<rss/>${push}`);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [202, 120],
      [429, 5],
    ]);
    await desk.pollMessages();
  });

  it('and is larger than two megabytes is refused', async () => {
    await subscribed();
    expect(await hub.publish('x'.repeat(2 * 1024 * 1024 + 1))).toBe(413);
  });
});

describe('polling', () => {
  const push = async (title: string): Promise<void> => {
    await hub.publish(rss('Berita', [item(title)]));
    await work();
  };

  it('slows down while pushes arrive, and is as before when a poll finds what no push has brought', async () => {
    const feed = await subscribed();
    const own = (await stateOf(feed)).interval;
    expect(own).toBeLessThan(60);
    await push('Dikirim');
    expect(await stateOf(feed)).toMatchObject({ interval: 60 });
    write([item('Dikirim'), ...OLD]);
    desk.setTime('2026-11-23T13:00:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ interval: 60 });
    write([item('Tidak dikirim', 'Mon, 23 Nov 2026 13:10:00 GMT'), item('Dikirim'), ...OLD]);
    desk.setTime('2026-11-23T14:00:00Z');
    await desk.poll([feed]);
    expect((await stateOf(feed)).interval).toBeLessThan(60);
    expect(await titles()).toContain('Tidak dikirim');
  });

  it.each([
    [3_600, 'stays as it is', false],
    [5 * 3_600, 'stays as it is', false],
    [6 * 3_600, 'slows down', true],
  ])('under a lease of %i seconds %s: the hourly poll must come before its end', async (leaseSeconds, _what, slows) => {
    hub.settings.leaseSeconds = leaseSeconds;
    const feed = await subscribed();
    const own = (await stateOf(feed)).interval;
    await push('Dikirim');
    expect(await titles()).toEqual(['Dikirim']);
    expect(await stateOf(feed)).toMatchObject({ interval: slows ? 60 : own });
  });

  it('resumes at the pace that the publisher asks for', async () => {
    write(OLD, `${named()}<ttl>240</ttl>`);
    const feed = await desk.add(path);
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ interval: 240 });
    await push('Dikirim');
    desk.setTime('2026-11-24T12:30:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ interval: 240, pushedAt: 0 });
  });

  it('resumes when no push came for a day', async () => {
    const feed = await subscribed();
    await push('Dikirim');
    desk.setTime('2026-11-24T11:00:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ interval: 60 });
    desk.setTime('2026-11-24T12:30:00Z');
    await desk.poll([feed]);
    const { interval, pushedAt } = await stateOf(feed);
    expect(interval).toBeLessThan(60);
    expect(pushedAt).toBe(0);
  });
});

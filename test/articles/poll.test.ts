/** Polling through the real stores, the real queues and a publisher on loopback. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { report } from '../../functions/poll/report.ts';
import { readConfig } from '../../infra/config.ts';
import { ENOUGH_FOR_ONE_MS, pollGroup } from '../../shared/articles/pollGroup.ts';
import { USUAL_PATHS } from '../../shared/feeds/discovery/discover.ts';
import { FEED_IN_TROUBLE } from '../../shared/feeds/failure.ts';
import { createFetchFeed, probeLimits, usualLimits } from '../../shared/feeds/fetch.ts';
import { TURN_MS } from '../../shared/feeds/hostTurn.ts';
import { createReadingRoom, type ReadingRoom } from '../../shared/feeds/readingRoom.ts';
import { log } from '../../shared/platform/log.ts';
import { loopback, startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';
import { answers, gives, rss, type Answer, type RssItem } from '../support/publisher.ts';

let desk: Newsdesk;
beforeAll(async () => void (desk = await startNewsdesk()));
afterAll(() => desk.stop());

let path: string;
let count = 0;
beforeEach(() => {
  path = `/outlet${++count}.xml`;
  desk.setTime('2026-11-23T12:00:00Z');
});

const old: RssItem = { title: 'Pameran lama', guid: 'old', published: 'Mon, 02 Nov 2026 08:00:00 GMT' };
const fresh: RssItem = { title: 'Rusia dan NATO bertemu', guid: 'fresh', published: 'Mon, 23 Nov 2026 11:00:00 GMT' };
const undated: RssItem = { title: 'Tanpa tanggal', guid: 'undated' };
const later: RssItem = { title: 'Krisis rudal di Kuba', guid: 'later', published: 'Mon, 23 Nov 2026 12:03:00 GMT' };

const publish = (items: RssItem[], headers: Record<string, string> = {}): void =>
  desk.publisher.script(path, gives(rss('Harian Samudra', items), headers));

/** A feed that has been polled once. */
async function known(items: RssItem[] = [old]): Promise<string> {
  publish(items);
  const feed = await desk.add(path);
  await desk.poll([feed]);
  await desk.handedOn();
  desk.setTime('2026-11-23T12:05:00Z');
  return feed;
}

describe('the first poll does not flood', () => {
  it.each([
    ['published within 48 hours: may alert', fresh, ['fresh']],
    ['published before: only stored', old, []],
    ['without a date: only stored', undated, []],
    ['dated into the future: only stored', { ...fresh, published: 'Fri, 25 Dec 2026 00:00:00 GMT' }, []],
  ])('%s', async (_case, item, expected) => {
    publish([item]);
    const feed = await desk.add(path);
    const [polled] = await desk.poll([feed]);
    const handedOn = await desk.handedOn();
    expect(handedOn.map(({ firstPoll, timeliness }) => [firstPoll, timeliness])).toEqual(
      expected.map(() => [true, 'alert']),
    );
    expect(polled!.result).toMatchObject({ items: 1, handedOn: expected.length, onlyStored: 1 - expected.length });
    const rows = await desk.ports.rows.inHour('s', '2026-11-23T12');
    const stored = await desk.ports.articles.findMany(rows.map(({ article }) => article));
    expect(stored.filter((article) => article.feed === feed)).toHaveLength(1 - expected.length);
  });
});

describe('what is new on a later poll', () => {
  it.each([
    ['published now', later, ['alert']],
    ['without a date', undated, ['alert']],
    [
      'published more than 48 hours ago, as after an outage',
      { ...later, published: 'Fri, 20 Nov 2026 12:00:00 GMT' },
      ['late'],
    ],
    ['published more than 14 days ago: only stored', { ...later, published: 'Sun, 08 Nov 2026 12:00:00 GMT' }, []],
  ])('%s', async (_case, item, expected) => {
    const feed = await known();
    publish([item, old]);
    await desk.poll([feed]);
    const handedOn = await desk.handedOn();
    expect(handedOn.map(({ timeliness }) => timeliness)).toEqual(expected);
    expect(handedOn.every(({ firstPoll, revision }) => !firstPoll && revision === 0)).toBe(true);
  });

  it('is handed on as an article: text, outlet, language, instants', async () => {
    const feed = await known();
    publish([
      {
        ...later,
        link: 'https://harian-samudra.example/kuba?utm_source=rss',
        text: '&lt;p&gt;Kapal &amp;amp; rudal&lt;/p&gt;',
      },
      old,
    ]);
    await desk.poll([feed]);
    expect(await desk.handedOn()).toEqual([
      {
        id: expect.stringMatching(/^[\w-]{20}$/),
        revision: 0,
        feed,
        outlet: 'Harian Samudra',
        outletFamily: `127.0.0.1${path}`,
        title: 'Krisis rudal di Kuba',
        summary: 'Kapal & rudal',
        link: 'https://harian-samudra.example/kuba?utm_source=rss',
        lang: 'id',
        author: '',
        categories: [],
        published: Date.parse('2026-11-23T12:03:00Z'),
        seen: Date.parse('2026-11-23T12:05:00Z'),
        firstPoll: false,
        timeliness: 'alert',
      },
    ]);
  });

  it('goes oldest first, ten articles a message', async () => {
    const feed = await known();
    const minute = (n: number): string => String(n).padStart(2, '0');
    const items = Array.from({ length: 12 }, (_, n) => ({
      title: `Berita ${n}`,
      guid: `n${n}`,
      published: `Mon, 23 Nov 2026 11:${minute(n)}:00 GMT`,
    }));
    publish([...items.toReversed(), old]);
    await desk.poll([feed]);
    const messages = await desk.articlesMessages();
    expect(messages.map(({ articles }) => articles.length)).toEqual([10, 2]);
    expect(messages.flatMap(({ articles }) => articles.map(({ title }) => title))).toEqual(
      items.map(({ title }) => title),
    );
  });
});

describe('an edit', () => {
  it('is an update of the article, and keeps when it was first seen', async () => {
    const feed = await known([fresh, old]);
    publish([{ ...fresh, title: 'Rusia dan NATO batal bertemu' }, old]);
    await desk.poll([feed]);
    const [edited] = await desk.handedOn();
    expect(edited).toMatchObject({
      revision: 1,
      title: 'Rusia dan NATO batal bertemu',
      seen: Date.parse('2026-11-23T12:00:00Z'),
    });
    expect(await desk.ports.articles.find(edited!.id)).toEqual(edited);
  });

  it('is none when only the order, the address or the picture changed', async () => {
    const feed = await known([fresh, old]);
    publish([old, { ...fresh, link: 'https://harian-samudra.example/1' }]);
    await desk.poll([feed]);
    expect(await desk.handedOn()).toEqual([]);
  });
});

describe('nothing alerts twice', () => {
  it('when a feed lists an item again that it had dropped', async () => {
    const feed = await known([fresh, old]);
    publish([old]);
    await desk.poll([feed]);
    publish([fresh, later, old]);
    await desk.poll([feed]);
    expect((await desk.handedOn()).map(({ title }) => title)).toEqual([later.title]);
  });

  it('when two feeds of one outlet carry the same article', async () => {
    const item = { ...later, guid: 'tag:harian-samudra.example,2026:kuba' };
    const first = await known();
    publish([item, old]);
    await desk.poll([first]);
    expect(await desk.handedOn()).toHaveLength(1);
    desk.publisher.script(`${path}?bagian=dunia`, gives(rss('Harian Samudra Dunia', [old])));
    const second = await desk.add(`${path}?bagian=dunia`);
    await desk.poll([second]);
    desk.publisher.script(`${path}?bagian=dunia`, gives(rss('Harian Samudra Dunia', [item, old])));
    await desk.poll([second]);
    expect(await desk.handedOn()).toEqual([]);
  });
});

describe('hand on, then mark', () => {
  it.each(['articles', 'queue', 'seen', 'state'] as const)('a crash after %s loses nothing', async (after) => {
    const feed = await known();
    publish([later, old]);
    const crash = (): never => {
      throw new Error('the power went');
    };
    const { seen, feeds } = desk.ports;
    const broken = {
      articles: { ...desk.ports, articlesQueue: { send: crash } },
      queue: { ...desk.ports, seen: { ...seen, write: crash } },
      seen: { ...desk.ports, feeds: { ...feeds, update: crash } },
      state: {
        ...desk.ports,
        feeds: { ...feeds, update: (...args: Parameters<typeof feeds.update>) => feeds.update(...args).then(crash) },
      },
    }[after];
    const receipt = { receives: 1, remainingMs: () => 60_000 };
    await expect(pollGroup({ v: 1, feeds: [feed], now: true }, receipt, broken)).rejects.toThrow('the power went');
    desk.setTime('2026-11-23T12:09:00Z');
    await desk.poll([feed]);
    const handedOn = await desk.handedOn();
    expect(handedOn.map(({ title }) => title)).toEqual([later.title]);
    // Also what is handed on by the second poll says when the first one saw it.
    expect(handedOn[0]!.seen).toBe(Date.parse('2026-11-23T12:05:00Z'));
  });
});

describe('what a poll costs', () => {
  const items = [fresh, old];

  it.each<[string, Answer]>([
    [
      '304 for what we know',
      ({ headers }, response) => void response.writeHead(headers['if-none-match'] === '"v1"' ? 304 : 500).end(),
    ],
    ['the same body again', gives(rss('Harian Samudra', items), { etag: '"v2"' })],
  ])('unchanged, %s: one read, one update', async (_case, answer) => {
    publish(items, { etag: '"v1"' });
    const feed = await desk.add(path);
    await desk.poll([feed]);
    await desk.handedOn();
    desk.setTime('2026-11-23T12:30:00Z');
    desk.publisher.script(path, answer);
    desk.calls.length = 0;
    const [polled] = await desk.poll([feed]);
    expect(polled!.result).toEqual({ kind: 'unchanged' });
    expect(desk.calls).toEqual(['GetItem', 'UpdateItem']);
  });

  it('a changed body with nothing new in it: one read more', async () => {
    const feed = await known([fresh, old]);
    desk.publisher.script(path, gives(rss('Harian Samudra', [fresh, old], '<lastBuildDate>now</lastBuildDate>')));
    desk.calls.length = 0;
    await desk.poll([feed]);
    expect(desk.calls).toEqual(['GetItem', 'GetItem', 'UpdateItem']);
  });
});

describe("a feed's failure is its state", () => {
  it.each([
    ['a page', gives('<!doctype html><html><title>Halo</title></html>'), 'It is not a feed: it is a web page.'],
    ['an empty answer', gives(''), 'It is not a feed: the answer is empty.'],
    ['410', answers(410), 'It answers 410: gone for good. Remove it, or add the address where it lives now.'],
    ['500', answers(500), 'It answers 500.'],
    [
      'a redirect off the internet',
      answers(302, { location: 'http://192.168.1.1/' }),
      'It is not fetched: 192.168.1.1 is not an address on the public internet.',
    ],
  ])('%s', async (_case, answer, sentence) => {
    desk.publisher.script(path, answer);
    const feed = await desk.add(path);
    const [polled] = await desk.poll([feed]);
    expect(polled!.result).toEqual({ kind: 'failed', why: sentence, isTold: true });
    const state = await desk.ports.feeds.find(feed);
    expect(state).toMatchObject({ failures: 1, lastFailure: sentence });
    expect(state!.notBefore).toBeGreaterThan(Date.parse('2026-11-23T12:03:00Z'));
    const cards = await desk.ports.cards.list();
    expect(cards.find((card) => card.feed === feed)).toMatchObject({ trouble: sentence });
  });

  it('is told after three failures, and once', async () => {
    const feed = await known();
    desk.publisher.script(path, answers(500));
    const told: string[] = [];
    for (let poll = 1; poll <= 4; poll++) {
      desk.calls.length = 0;
      const [polled] = await desk.poll([feed]);
      expect(polled!.result).toMatchObject({ kind: 'failed', isTold: poll === 3 });
      told.push(`${(await desk.ports.feeds.find(feed))!.health} ${desk.calls.includes('PutItem')}`);
    }
    expect(told).toEqual(['fine false', 'fine false', 'failing true', 'failing false']);
  });

  it('is told though another feed of its message fails, and by one line of the log', async () => {
    const lines = vi.spyOn(log, 'error').mockReturnValue();
    vi.spyOn(log, 'info').mockReturnValue();
    const feed = await known();
    const other = await desk.add(`${path}/lain`);
    desk.publisher.script(`${path}/lain`, gives(rss('Lain', [fresh])));
    desk.publisher.script(path, answers(500));
    const broken = { ...desk.ports, articlesQueue: { send: () => Promise.reject(new Error('throttled')) } };
    const receipt = { receives: 1, remainingMs: () => 60_000 };
    for (let poll = 1; poll <= 5; poll++) {
      await expect(pollGroup({ v: 1, feeds: [feed, other], now: true }, receipt, broken, report)).rejects.toThrow(
        'throttled',
      );
    }
    expect(lines.mock.calls).toEqual([
      [FEED_IN_TROUBLE, { feed, url: desk.publisher.url(path), why: 'It answers 500.' }],
    ]);
    vi.restoreAllMocks();
  });

  it('is told by the one of two polls that was first to write it down', async () => {
    const feed = await known();
    desk.publisher.script(path, answers(500));
    for (let poll = 1; poll <= 2; poll++) await desk.poll([feed]);
    const both = await Promise.all([desk.poll([feed]), desk.poll([feed])]);
    expect(
      both
        .flat()
        .map(({ result }) => 'isTold' in result && result.isTold)
        .sort(),
    ).toEqual([false, true]);
  });

  it('is not on its card when another poll was quicker and saw it fine', async () => {
    const feed = await known();
    desk.publisher.script(path, answers(500));
    for (let poll = 1; poll <= 2; poll++) await desk.poll([feed]);
    const { feeds } = desk.ports;
    const update: typeof feeds.update = async (...change) => {
      publish([later, old]);
      await desk.poll([feed]);
      return feeds.update(...change);
    };
    const slower = { ...desk.ports, feeds: { ...feeds, update } };
    await pollGroup({ v: 1, feeds: [feed], now: true }, { receives: 1, remainingMs: () => 60_000 }, slower);
    const card = (await desk.ports.cards.list()).find((one) => one.feed === feed);
    expect(card).toMatchObject({ health: 'fine', trouble: '' });
  });

  it('shows on its card as it is now, not as it was when it began', async () => {
    const cardOf = async () => (await desk.ports.cards.list()).find((card) => card.feed === feed)!;
    desk.publisher.script(path, answers(500));
    const feed = await desk.add(path);
    await desk.poll([feed]);
    expect(await cardOf()).toMatchObject({ trouble: 'It answers 500.' });
    const link = '<link rel="alternate" type="application/rss+xml" href="/a.xml">';
    desk.publisher.script(path, gives(`<!doctype html><head>${link}</head>`, { 'content-type': 'text/html' }));
    await desk.poll([feed]);
    const found = desk.publisher.url('/a.xml');
    expect(await cardOf()).toMatchObject({ found: [found], trouble: expect.stringContaining(found) });
    // And is written only when it has become another.
    desk.calls.length = 0;
    await desk.poll([feed]);
    expect(desk.calls).not.toContain('PutItem');
  });

  it('ends with the next answer', async () => {
    const feed = await known();
    desk.publisher.script(path, answers(500));
    for (let poll = 1; poll <= 3; poll++) await desk.poll([feed]);
    publish([later, old]);
    await desk.poll([feed]);
    expect(await desk.ports.feeds.find(feed)).toMatchObject({ health: 'fine', failures: 0, lastFailure: '' });
    expect(await desk.handedOn()).toHaveLength(1);
  });
});

describe('a group', () => {
  it('asks a host for two feeds at a time', async () => {
    const feeds: string[] = [];
    for (let n = 0; n < 6; n++) {
      const part = `${path}/${n}`;
      desk.publisher.script(
        part,
        (_request, response) => void setTimeout(() => response.end(rss(`Bagian ${n}`, [old])), 20),
      );
      feeds.push(await desk.add(part));
    }
    await desk.poll(feeds);
    expect(desk.publisher.mostAtOnce()).toBe(2);
  });

  it('is split into single feeds on its second receive', async () => {
    const feeds = [await desk.add(path), await desk.add(`${path}/2`)];
    expect(await desk.poll(feeds, { receives: 2, remainingMs: () => 60_000 })).toEqual([]);
    expect(await desk.pollMessages()).toEqual(feeds.map((feed) => ({ v: 1, feeds: [feed], now: true })));
  });

  it('passes on what is left when time runs short', async () => {
    const feeds = [await desk.add(path), await desk.add(`${path}/2`)];
    expect(await desk.poll(feeds, { receives: 1, remainingMs: () => 14_000 })).toEqual([]);
    expect(await desk.pollMessages()).toEqual([{ v: 1, feeds, now: true }]);
  });

  it('brings back a minute later whose host has its hands full, and says nothing of it', async () => {
    const feed = await known();
    const before = await desk.ports.feeds.find(feed);
    const busy = { ...desk.ports, fetchFeed: () => Promise.resolve({ kind: 'busy' as const }) };
    const receipt = { receives: 1, remainingMs: () => 60_000 };
    const [polled] = await pollGroup({ v: 1, feeds: [feed], now: true }, receipt, busy);
    expect(polled!.result).toEqual({ kind: 'busy' });
    expect(desk.delayedPolls()).toEqual([{ message: { v: 1, feeds: [feed], now: true }, delaySeconds: 60 }]);
    expect(await desk.ports.feeds.find(feed)).toEqual(before);
  });

  it('has more time for each of its feeds than one can take, and the function more than that', () => {
    const probes = USUAL_PATHS.length * (probeLimits.waitMs + probeLimits.wholeAnswerMs);
    const longest = usualLimits.waitMs + usualLimits.wholeAnswerMs + probes;
    expect(ENOUGH_FOR_ONE_MS - longest).toBeGreaterThanOrEqual(2_000);
    const accepts = (seconds: number): boolean => {
      try {
        return readConfig({ 'timeoutSeconds.poll': seconds }).timeoutSeconds.poll === seconds;
      } catch {
        return false;
      }
    };
    const accepted = Array.from({ length: 400 }, (_, seconds) => seconds).filter(accepts);
    expect(Math.min(...accepted) * 1_000).toBeGreaterThan(ENOUGH_FOR_ONE_MS);
    // Who holds a host's turn is dead when it ends.
    expect(Math.max(...accepted) * 1_000).toBeLessThanOrEqual(TURN_MS);
  });

  it('goes on when a feed of it was removed', async () => {
    const feed = await known();
    expect(await desk.poll(['removed', feed])).toHaveLength(1);
  });
});

it('waits for notBefore, unless an operator asks', async () => {
  const feed = await known();
  const requests = desk.publisher.requests.length;
  const receipt = { receives: 1, remainingMs: () => 60_000 };
  const [polled] = await pollGroup({ v: 1, feeds: [feed] }, receipt, desk.ports);
  expect(polled!.result).toEqual({ kind: 'early' });
  expect(desk.publisher.requests).toHaveLength(requests);
  await desk.poll([feed]);
  expect(desk.publisher.requests).toHaveLength(requests + 1);
});

it('takes a thousand items of a document', async () => {
  const feed = await known();
  publish(Array.from({ length: 1_005 }, (_, n) => ({ ...old, title: `Lama ${n}`, guid: `lama${n}` })));
  const [polled] = await desk.poll([feed]);
  expect(polled!.result).toMatchObject({ kind: 'read', items: 1_000 });
});

describe('room for a big document is given back', () => {
  const text = 'kata '.repeat(300_000);
  const big = (items: RssItem[]): Answer => gives(rss('Harian Samudra', items, `<copyright>${text}</copyright>`));
  const page = gives(`<!doctype html><html><body>${text}</body></html>`, { 'content-type': 'text/html' });
  const lost = (): never => {
    throw new Error('the power went');
  };

  it.each<[string, Answer, isLost: boolean]>([
    ['when it was read', big([later, old]), false],
    ['when it was the same as before', big([old]), false],
    ['when it was no feed', page, false],
    ['when what is new in it could not be handed on', big([later, old]), true],
  ])('%s', async (_case, answer, isLost) => {
    desk.publisher.script(path, big([old]));
    const feed = await desk.add(path);
    await desk.poll([feed]);
    const room = createReadingRoom(1);
    const limits = { ...usualLimits, waitMs: 50 };
    const fetchFeed = createFetchFeed({ network: loopback, contactUrl: 'https://siaga.example.org', room, limits });
    const ports = { ...desk.ports, fetchFeed, ...(isLost && { articlesQueue: { send: lost } }) };
    desk.publisher.script(path, answer);
    await pollGroup({ v: 1, feeds: [feed], now: true }, { receives: 1, remainingMs: () => 60_000 }, ports).catch(
      (error: Error) => expect(error.message).toBe('the power went'),
    );
    expect(await room.seat().take(0)).toBe(true);
  });

  const receipt = { receives: 1, remainingMs: () => 60_000 };
  const sharing = (room: ReadingRoom) => {
    const options = { network: loopback, contactUrl: 'https://siaga.example.org', room };
    return { fetchFeed: createFetchFeed(options), probe: createFetchFeed({ ...options, limits: probeLimits }) };
  };

  it('before the usual places are asked, where a feed may be as big', async () => {
    const room = createReadingRoom(1);
    desk.publisher.script(path, page);
    desk.publisher.script(USUAL_PATHS[0]!, big([old]));
    const feed = await desk.add(path);
    await pollGroup({ v: 1, feeds: [feed], now: true }, receipt, { ...desk.ports, ...sharing(room) });
    expect(await desk.ports.feeds.find(feed)).toMatchObject({ found: [desk.publisher.url(USUAL_PATHS[0]!)] });
  });

  it('before a hub is asked, after a new document and after the same one', async () => {
    const room = createReadingRoom(1);
    const hub = `<atom:link rel="hub" href="${desk.publisher.url('/hub')}"/><copyright>${text}</copyright>`;
    desk.publisher.script(path, gives(rss('Harian Samudra', [old], hub)));
    const feed = await desk.add(path);
    const isFree: boolean[] = [];
    const askHub = async (): Promise<boolean> => {
      const seat = room.seat();
      isFree.push(await seat.take(0));
      seat.leave();
      return true;
    };
    for (const time of ['2026-11-23T12:00:00Z', '2026-11-24T12:00:00Z']) {
      desk.setTime(time);
      await pollGroup({ v: 1, feeds: [feed], now: true }, receipt, { ...desk.ports, ...sharing(room), askHub });
    }
    expect(isFree).toEqual([true, true]);
  });
});

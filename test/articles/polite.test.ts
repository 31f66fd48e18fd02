/** The manners of polling, each rule against a publisher that is scripted for it; docs/ingestion.md has the table. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pollGroup } from '../../shared/articles/pollGroup.ts';
import type { Feed } from '../../shared/feeds/feed.ts';
import { pollMessages } from '../../shared/feeds/dispatch.ts';
import { createFetchFeed, probeLimits, usualLimits } from '../../shared/feeds/fetch.ts';
import { createHostGate } from '../../shared/feeds/hostGate.ts';
import { createAskHub } from '../../shared/feeds/websub/askHub.ts';
import { loopback, startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';
import { answers, gives, rss, type Answer, type RssItem } from '../support/publisher.ts';

let desk: Newsdesk;
beforeAll(async () => void (desk = await startNewsdesk()));
afterAll(() => desk.stop());

let path: string;
let count = 0;
beforeEach(() => {
  path = `/surat-kabar${++count}`;
  desk.setTime('2026-11-23T12:00:00Z');
});

const item = (guid: string, published: string): RssItem => ({ title: `Berita ${guid}`, guid, published });
const MORNING = [item('a', 'Mon, 23 Nov 2026 09:00:00 GMT'), item('b', 'Mon, 23 Nov 2026 11:00:00 GMT')];
const feedOf = (items: RssItem[], channel = ''): string => rss('Surat Kabar', items, channel);

const stateOf = async (feed: string): Promise<Feed> => (await desk.ports.feeds.find(feed))!;
const headersOfLast = () => desk.publisher.requests.at(-1)!.headers;
const requestsTo = (path: string): number => desk.publisher.requests.filter(({ url }) => url === path).length;

/** As dispatch does it: nobody asked. */
const whenDue = { receives: 1, remainingMs: () => 60_000 };
const turn = (feeds: string[]) => pollGroup({ v: 1, feeds }, whenDue, desk.ports);

async function known(answer: Answer): Promise<string> {
  desk.publisher.script(path, answer);
  const feed = await desk.add(path);
  await desk.poll([feed]);
  await desk.handedOn();
  return feed;
}

describe('validators', () => {
  it('are asked with once the document that they came with was read', async () => {
    const feed = await known(
      gives(feedOf(MORNING), { etag: '"v1"', 'last-modified': 'Mon, 23 Nov 2026 11:00:00 GMT' }),
    );
    await desk.poll([feed]);
    expect(headersOfLast()).toMatchObject({
      'if-none-match': '"v1"',
      'if-modified-since': 'Mon, 23 Nov 2026 11:00:00 GMT',
    });
  });

  it('of a document that could not be read are not kept: what is in it would never be seen', async () => {
    const feed = await known(gives(feedOf(MORNING), { etag: '"v1"' }));
    desk.publisher.script(path, gives('<html><body>Sedang diperbaiki</body></html>', { etag: '"broken"' }));
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ etag: '"v1"' });
  });

  it.each([
    [200, true],
    [201, false],
  ])('of %i characters are kept: %s', async (length, isKept) => {
    const etag = `"${'x'.repeat(length - 2)}"`;
    const feed = await known(gives(feedOf(MORNING), { etag }));
    await desk.poll([feed]);
    expect(headersOfLast()['if-none-match']).toBe(isKept ? etag : undefined);
  });

  it('are dropped after a week of 304 when nobody knows how often the feed moves', async () => {
    const undated = feedOf([{ title: 'Tanpa tanggal', guid: 'a' }]);
    const feed = await known(gives(undated, { etag: '"v1"' }));
    desk.publisher.script(path, answers(304));
    desk.setTime('2026-11-30T11:00:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ etag: '"v1"' });
    desk.setTime('2026-11-30T13:00:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ etag: '', lastModified: '' });
  });

  it('are kept only after the articles were handed on', async () => {
    const feed = await known(gives(feedOf(MORNING), { etag: '"v1"' }));
    desk.publisher.script(
      path,
      gives(feedOf([item('c', 'Mon, 23 Nov 2026 11:30:00 GMT'), ...MORNING]), { etag: '"v2"' }),
    );
    const broken = { ...desk.ports, articlesQueue: { send: () => Promise.reject(new Error('the power went')) } };
    await expect(pollGroup({ v: 1, feeds: [feed], now: true }, whenDue, broken)).rejects.toThrow('the power went');
    expect(await stateOf(feed)).toMatchObject({ etag: '"v1"' });
    await desk.poll([feed]);
    expect(await desk.handedOn()).toHaveLength(1);
    expect(await stateOf(feed)).toMatchObject({ etag: '"v2"' });
  });

  it('are dropped when they answer 304 for three days though the feed moves by the hour', async () => {
    const feed = await known(gives(feedOf(MORNING), { etag: '"v1"' }));
    const news = [item('c', 'Thu, 26 Nov 2026 10:00:00 GMT'), ...MORNING];
    desk.publisher.script(path, ({ headers }, response) =>
      headers['if-none-match'] ? void response.writeHead(304).end() : gives(feedOf(news))(null as never, response),
    );
    desk.setTime('2026-11-26T11:00:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ etag: '"v1"' });
    desk.setTime('2026-11-26T13:00:00Z');
    await desk.poll([feed]);
    expect(await desk.handedOn()).toEqual([]);
    await desk.poll([feed]);
    expect(headersOfLast()['if-none-match']).toBeUndefined();
    expect((await desk.handedOn()).map(({ title }) => title)).toEqual(['Berita c']);
  });
});

describe('a redirect for good', () => {
  const lives = (status: number, place = `${path}/baru`): void => {
    desk.publisher.script(path, answers(status, { location: place }));
    desk.publisher.script(place, gives(feedOf(MORNING)));
  };

  it.each([301, 308])('%i moves the feed once it has held for five polls', async (status) => {
    const feed = await known(gives(feedOf(MORNING)));
    lives(status);
    for (let poll = 1; poll <= 5; poll++) {
      expect((await stateOf(feed)).movedTo ?? '').toBe('');
      await desk.poll([feed]);
    }
    const moved = await stateOf(feed);
    expect(moved).toMatchObject({ feed, url: desk.publisher.url(path), movedTo: desk.publisher.url(`${path}/baru`) });
    const before = requestsTo(path);
    await desk.poll([feed]);
    expect(requestsTo(path)).toBe(before);
    // Nothing in it became new because its address did.
    expect(await desk.handedOn()).toEqual([]);
    const card = (await desk.ports.cards.list()).find((one) => one.feed === feed);
    expect(card).toMatchObject({ movedTo: desk.publisher.url(`${path}/baru`) });
  });

  it.each([302, 303, 307])('%i, for now, never does', async (status) => {
    const feed = await known(gives(feedOf(MORNING)));
    lives(status);
    for (let poll = 1; poll <= 7; poll++) await desk.poll([feed]);
    expect((await stateOf(feed)).movedTo ?? '').toBe('');
  });

  it('counts anew when it leads elsewhere, or not at all', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    for (let poll = 1; poll <= 4; poll++) {
      lives(301);
      await desk.poll([feed]);
    }
    lives(301, `${path}/lain`);
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ redirectPolls: 1 });
    desk.publisher.script(path, gives(feedOf(MORNING)));
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ redirectTo: '', redirectPolls: 0 });
  });

  it('that leads to what is not a feed moves nothing', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    lives(301);
    desk.publisher.script(`${path}/baru`, gives('<!doctype html><title>Masuk</title>'));
    for (let poll = 1; poll <= 6; poll++) await desk.poll([feed]);
    expect((await stateOf(feed)).movedTo ?? '').toBe('');
  });

  it('is taken back when the new place says 410: the feed has not ended', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    lives(301);
    for (let poll = 1; poll <= 5; poll++) await desk.poll([feed]);
    desk.publisher.script(`${path}/baru`, answers(410));
    desk.publisher.script(path, gives(feedOf(MORNING)));
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ movedTo: '', health: 'fine', failures: 1 });
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ health: 'fine', failures: 0 });
  });

  it('is taken back when the new place fails three times', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    lives(301);
    for (let poll = 1; poll <= 5; poll++) await desk.poll([feed]);
    desk.publisher.script(`${path}/baru`, answers(404));
    desk.publisher.script(path, gives(feedOf(MORNING)));
    for (let poll = 1; poll <= 4; poll++) await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ movedTo: '', health: 'fine' });
  });
});

describe('what a publisher asks for', () => {
  it('410 ends the feed: it is asked no more, and an operator may still ask', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    desk.publisher.script(path, answers(410));
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ health: 'gone', interval: 1440 });
    desk.setTime('2027-11-23T12:00:00Z');
    const asked = requestsTo(path);
    expect((await turn([feed])).map(({ result }) => result.kind)).toEqual(['early']);
    expect(requestsTo(path)).toBe(asked);
    desk.publisher.script(path, gives(feedOf(MORNING)));
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ health: 'fine', interval: 30 });
  });

  it('410 behind a redirect for now ends nothing', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    desk.publisher.script(path, answers(302, { location: `${path}/rawat` }));
    desk.publisher.script(`${path}/rawat`, answers(410));
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ health: 'fine', lastFailure: 'It answers 410.' });
  });

  it.each([429, 503])('%i with Retry-After: not before', async (status) => {
    const feed = await known(gives(feedOf(MORNING)));
    desk.publisher.script(path, answers(status, { 'retry-after': '7200' }));
    desk.setTime('2026-11-23T12:20:00Z');
    await turn([feed]);
    desk.publisher.script(path, gives(feedOf(MORNING)));
    desk.setTime('2026-11-23T14:19:00Z');
    expect((await turn([feed]))[0]!.result.kind).toBe('early');
    desk.setTime('2026-11-23T14:21:00Z');
    expect((await turn([feed]))[0]!.result.kind).toBe('unchanged');
  });

  it('skipHours and skipDays: not then', async () => {
    const skips = '<skipHours><hour>13</hour><hour>14</hour></skipHours><skipDays><day>Tuesday</day></skipDays>';
    const feed = await known(gives(feedOf(MORNING, skips)));
    const kinds: string[] = [];
    for (const time of ['23T13:30', '23T14:59', '23T15:00', '24T09:00', '25T00:00']) {
      desk.setTime(`2026-11-${time}:00Z`);
      kinds.push(`${time} ${(await turn([feed]))[0]!.result.kind}`);
    }
    expect(kinds).toEqual([
      '23T13:30 early',
      '23T14:59 early',
      '23T15:00 unchanged',
      '24T09:00 early',
      '25T00:00 unchanged',
    ]);
  });

  it.each<[string, string, Record<string, string>, number]>([
    ['ttl', '<ttl>120</ttl>', {}, 120],
    ['sy:updatePeriod', '<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>3</sy:updateFrequency>', {}, 480],
    ['Cache-Control', '', { 'cache-control': 'max-age=14400' }, 240],
    ['Expires', '', { expires: 'Mon, 23 Nov 2026 14:00:00 GMT' }, 120],
    ['nothing: its own rhythm, an hour and a half between two articles', '', {}, 30],
  ])('a pace: %s', async (_case, channel, headers, interval) => {
    const items = Array.from({ length: 8 }, (_, n) => ({
      ...item(String(n), new Date(Date.parse('2026-11-23T12:00:00Z') - n * 5_400_000).toUTCString()),
    }));
    const feed = await known(gives(feedOf(items, channel), headers));
    expect(await stateOf(feed)).toMatchObject({ interval });
  });
});

describe('a rhythm', () => {
  const NOON = Date.parse('2026-11-23T12:00:00Z');
  const every = (minutes: number): RssItem[] =>
    Array.from({ length: 20 }, (_, n) => item(String(n), new Date(NOON - (n + 1) * minutes * 60_000).toUTCString()));
  const wordpress = (period: string): string =>
    `<generator>https://wordpress.org/?v=6.6</generator><sy:updatePeriod>${period}</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>`;

  it.each<[string, minutesBetween: number, channel: string, interval: number]>([
    ['never below five minutes', 1, '', 5],
    ['never above an hour unasked', 9_000, '', 60],
    ['a quarter past the edge of its class, it moves', 75, '', 30],
    ['less than that, it stays', 70, '', 15],
    ['hourly by WordPress is nobody’s wish', 10, wordpress('hourly'), 5],
    ['daily by WordPress is one', 10, wordpress('daily'), 1440],
  ])('%s', async (_case, minutesBetween, channel, interval) => {
    const feed = await known(gives(feedOf(every(minutesBetween), channel)));
    expect(await stateOf(feed)).toMatchObject({ interval });
  });

  it('one class slower after 48 polls without news', async () => {
    const feed = await known(gives(feedOf(every(10))));
    desk.setTime('2026-11-23T15:59:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ interval: 5 });
    desk.setTime('2026-11-23T16:00:00Z');
    await desk.poll([feed]);
    expect(await stateOf(feed)).toMatchObject({ interval: 10 });
  });

  it.each<[string, Answer]>([
    ['of a 304', answers(304, { 'cache-control': 'max-age=14400' })],
    ['of the same body', gives(feedOf(every(40)), { 'cache-control': 'max-age=14400' })],
  ])('the head %s may ask for another, and costs no call more', async (_case, answer) => {
    const feed = await known(gives(feedOf(every(40)), { etag: '"v1"' }));
    expect(await stateOf(feed)).toMatchObject({ interval: 15 });
    desk.publisher.script(path, answer);
    desk.calls.length = 0;
    await desk.poll([feed]);
    expect(desk.calls).toEqual(['GetItem', 'UpdateItem']);
    expect(await stateOf(feed)).toMatchObject({ interval: 240 });
    desk.calls.length = 0;
    await desk.poll([feed]);
    expect(desk.calls).toEqual(['GetItem', 'UpdateItem']);
  });

  it('skipped days end after three of them', async () => {
    const days = ['Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'].map((day) => `<day>${day}</day>`);
    const feed = await known(gives(feedOf(MORNING, `<skipDays>${days.join('')}</skipDays>`)));
    const kinds: string[] = [];
    for (const time of ['24T12', '26T11', '26T13', '27T12']) {
      desk.setTime(`2026-11-${time}:00:00Z`);
      kinds.push(`${time} ${(await turn([feed]))[0]!.result.kind}`);
    }
    expect(kinds).toEqual(['24T12 early', '26T11 early', '26T13 unchanged', '27T12 early']);
  });
});

describe('a failing feed', () => {
  it('is asked more and more seldom, and by itself again', async () => {
    const feed = await known(gives(feedOf(MORNING)));
    desk.publisher.script(path, answers(500));
    const waits: number[] = [];
    for (let poll = 1; poll <= 5; poll++) {
      await desk.poll([feed]);
      waits.push(Math.round(((await stateOf(feed)).notBefore - Date.parse('2026-11-23T12:00:00Z')) / 60_000));
    }
    expect(waits).toEqual([5, 10, 20, 40, 80]);
  });
});

it('a server that dribbles costs one time-out: the other feeds of its message are polled meanwhile', async () => {
  const others = Array.from({ length: 8 }, (_, n) => `${path}/lain${n}`);
  for (const other of others) desk.publisher.script(other, gives(feedOf(MORNING)));
  desk.publisher.script(path, (_request, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  const feeds = await Promise.all([path, ...others].map((each) => desk.add(each)));
  const limits = { wholeAnswerMs: 600, firstByteMs: 300, waitMs: 300, mostBytes: 1_000_000 };
  const began = performance.now();
  const polled = await pollGroup({ v: 1, feeds, now: true }, whenDue, {
    ...desk.ports,
    fetchFeed: desk.freshFetch(undefined, limits),
  });
  expect(performance.now() - began).toBeLessThan(2_000);
  const kinds = polled.map(({ feed, result }) => `${feed.feed === feeds[0]} ${result.kind}`).sort();
  expect(kinds).toEqual([...others.map(() => 'false read'), 'true failed']);
  expect(await stateOf(feeds[0]!)).toMatchObject({ lastFailure: 'It did not answer in full within 0.6 s.' });
});

describe('a host', () => {
  const slowly: Answer = (_request, response) => void setTimeout(() => response.end(feedOf(MORNING)), 30);

  async function many(count: number): Promise<string[]> {
    const paths = Array.from({ length: count }, (_, n) => `${path}/${n}`);
    for (const each of paths) desk.publisher.script(each, slowly);
    return Promise.all(paths.map((each) => desk.add(each)));
  }

  it('with two hundred feeds is asked for two at a time, however many messages are worked on at once', async () => {
    const feeds = await many(200);
    const host = new URL(desk.publisher.url('/')).host;
    desk.publisher.requests.length = 0;
    const outgoing = pollMessages(new Map(feeds.map((feed) => [feed, host])));
    expect(outgoing.map(({ delaySeconds = 0 }) => delaySeconds)).toEqual([0, 60, 120, 180, 240, 300, 360, 420]);
    // Worst case: every delay is over, and each message has an invocation of its own with a gate of its own.
    const rounds = [...outgoing.map(({ message }) => message)];
    const most = desk.publisher.mostAtOnce();
    for (let round = 0; rounds.length > 0 && round < 20; round++) {
      const each = rounds
        .splice(0)
        .map((message) => pollGroup(message, whenDue, { ...desk.ports, fetchFeed: desk.freshFetch() }));
      await Promise.all(each);
      rounds.push(...desk.delayedPolls().map(({ message }) => message));
    }
    expect(desk.publisher.requests).toHaveLength(200);
    expect(Math.max(most, desk.publisher.mostAtOnce())).toBeLessThanOrEqual(2);
  }, 60_000);

  it('whose turn another message has is left alone; its feeds come back a minute later', async () => {
    const feeds = await many(3);
    const host = new URL(desk.publisher.url('/')).host;
    expect(await desk.ports.turns.take(host, desk.ports.clock())).toBe(true);
    expect(await desk.poll(feeds)).toEqual([]);
    expect(desk.delayedPolls()).toEqual([{ message: { v: 1, feeds, now: true }, delaySeconds: 60 }]);
    // Whoever held it died: a minute later it is free.
    desk.setTime('2026-11-23T12:01:00Z');
    expect(await desk.poll(feeds)).toHaveLength(3);
    expect(await desk.ports.turns.take(host, desk.ports.clock())).toBe(true);
    await desk.ports.turns.giveBack(host);
  });

  it('is asked through one gate for feeds, for places where there may be one, and for hubs', async () => {
    const gate = createHostGate(1);
    const asker = { network: loopback, contactUrl: 'https://siaga.example.org', gate };
    const limits = { ...usualLimits, waitMs: 20 };
    desk.publisher.script(path, gives(feedOf(MORNING)));
    const url = desk.publisher.url(path);
    const before = desk.publisher.requests.length;
    const leave = await gate.enter(new URL(url).host, 0);
    const nothing = { url, etag: '', lastModified: '' };
    expect(await createFetchFeed({ ...asker, limits })(nothing, desk.ports.clock())).toEqual({ kind: 'busy' });
    expect(
      await createFetchFeed({ ...asker, limits: { ...probeLimits, waitMs: 20 } })(nothing, desk.ports.clock()),
    ).toEqual({
      kind: 'busy',
    });
    expect(await createAskHub(asker)(url, {})).toBe(false);
    expect(desk.publisher.requests).toHaveLength(before);
    leave!();
    expect(await createAskHub(asker)(url, {})).toBe(true);
  });

  it('that ten feeds of other hosts redirect to is asked for two at a time too', async () => {
    let [open, most] = [0, 0];
    desk.publisher.script(`${path}/pusat`, (_request, response) => {
      most = Math.max(most, ++open);
      setTimeout(() => response.end(feedOf(MORNING), () => (open -= 1)), 20);
    });
    const port = new URL(desk.publisher.url('/')).port;
    desk.publisher.script(path, answers(302, { location: `http://pusat.example:${port}${path}/pusat` }));
    const ask = desk.freshFetch((_host, answer) => answer(null, [{ address: '127.0.0.1', family: 4 }]));
    const urls = Array.from({ length: 10 }, (_, n) => `http://cabang${n}.example:${port}${path}`);
    const outcomes = await Promise.all(urls.map((url) => ask({ url, etag: '', lastModified: '' }, desk.ports.clock())));
    expect(outcomes.map(({ kind }) => kind)).toEqual(urls.map(() => 'document'));
    expect(most).toBe(2);
  });
});

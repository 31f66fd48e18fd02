/** Which minutes are dispatched, and how feeds share messages: through the real table and queue. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dispatch, pollMessages } from '../../shared/feeds/dispatch.ts';
import { INTERVAL_CLASSES, type Feed, type PollMessage } from '../../shared/feeds/feed.ts';
import { addFeed } from '../../shared/feeds/manage.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';

let desk: Newsdesk;
let feed: Feed;
beforeAll(async () => {
  desk = await startNewsdesk();
  const added = await addFeed({ url: 'https://pelita-pagi.example/rss.xml' }, desk.ports);
  if (added.kind === 'refused') throw new Error(added.refusal.message);
  feed = (await desk.ports.feeds.find(added.card.feed))!;
  await desk.pollMessages();
});
afterAll(() => desk.stop());

const hour = Date.parse('2026-11-23T12:00:00Z');
/** The first minute of an hour in which it is the feed's turn, so many minutes later. */
const turn = (minutes = 0): Date => new Date(hour + (feed.phase + minutes) * 60_000 + 7_000);
const forget = async (through: Date | null): Promise<void> => {
  const cursor = createCursor(desk.tables.news, 'dispatch');
  const at = await cursor.read();
  if (through) await cursor.advance(at, through);
};

describe('a feed is sent to be polled', () => {
  it('in the minute of its slot, and in no other minute of its interval', async () => {
    expect(feed.interval).toBe(15);
    const ports = { ...desk.ports, cursor: createCursor(desk.tables.news, 'dispatch') };
    const sent: number[] = [];
    await dispatch(turn(-1), ports);
    for (let minute = 0; minute < 30; minute++) {
      if ((await dispatch(turn(minute), ports)).feeds > 0) sent.push(minute);
    }
    expect(sent).toEqual([0, 15]);
    expect(await desk.pollMessages()).toEqual([
      { v: 1, feeds: [feed.feed] },
      { v: 1, feeds: [feed.feed] },
    ]);
  });

  it('once, when two ticks share a minute', async () => {
    await forget(turn(44));
    const ports = { ...desk.ports, cursor: createCursor(desk.tables.news, 'dispatch') };
    expect(await dispatch(turn(45), ports)).toEqual({ minutes: 1, feeds: 1, messages: 1 });
    expect(await dispatch(new Date(turn(45).getTime() + 30_000), ports)).toEqual({ minutes: 0, feeds: 0, messages: 0 });
  });

  it('once for all the minutes that were missed, at most an hour of them', async () => {
    await forget(turn(45));
    const ports = { ...desk.ports, cursor: createCursor(desk.tables.news, 'dispatch') };
    expect(await dispatch(turn(45 + 600), ports)).toEqual({ minutes: 60, feeds: 1, messages: 1 });
    desk.calls.length = 0;
    await dispatch(turn(45 + 601), ports);
    // A tick that finds nothing: a slot of each class, and the cursor.
    expect(desk.calls.filter((call) => call === 'Query')).toHaveLength(INTERVAL_CLASSES.length);
    expect(desk.calls.filter((call) => call !== 'Query')).toEqual(['GetItem', 'UpdateItem']);
  });

  it('again, when the tick died before its cursor', async () => {
    await desk.pollMessages();
    await forget(turn(659));
    const cursor = createCursor(desk.tables.news, 'dispatch');
    const dying = { ...cursor, advance: () => Promise.reject(new Error('the power went')) };
    await expect(dispatch(turn(660), { ...desk.ports, cursor: dying })).rejects.toThrow('the power went');
    await dispatch(turn(660), { ...desk.ports, cursor });
    expect(await desk.pollMessages()).toHaveLength(2);
  });
});

describe('feeds share messages', () => {
  const of = (hosts: Record<string, number>): Map<string, string> =>
    new Map(
      Object.entries(hosts).flatMap(([host, count]) =>
        Array.from({ length: count }, (_, n): [string, string] => [`${host}/${n}`, host]),
      ),
    );
  const shape = (hosts: Record<string, number>): [number, number, number | undefined][] =>
    pollMessages(of(hosts)).map(({ message, delaySeconds }): [number, number, number | undefined] => [
      message.feeds.length,
      new Set(message.feeds.map((id) => id.split('/')[0])).size,
      delaySeconds,
    ]);

  it.each<[string, Record<string, number>, [feeds: number, hosts: number, delay: number | undefined][]]>([
    ['several small hosts in one', { a: 1, b: 1, c: 1 }, [[3, 3, undefined]]],
    [
      'a host is kept together',
      { a: 20, b: 10 },
      [
        [20, 1, undefined],
        [10, 1, undefined],
      ],
    ],
    [
      'a host of more than 25 is spread over minutes',
      { a: 60 },
      [
        [25, 1, undefined],
        [25, 1, 60],
        [10, 1, 120],
      ],
    ],
    [
      'a large host does not wait for the small ones',
      { a: 3, b: 30, c: 3 },
      [
        [25, 1, undefined],
        [5, 1, 60],
        [6, 2, undefined],
      ],
    ],
  ])('%s', (_case, hosts, expected) => {
    expect(shape(hosts)).toEqual(expected);
  });

  it('a delay is never longer than SQS takes', () => {
    const delays = pollMessages(of({ a: 1_000 })).map(({ delaySeconds = 0 }) => delaySeconds);
    expect(Math.max(...delays)).toBe(900);
  });

  it('each feed is in one of them', () => {
    const sent = pollMessages(of({ a: 60, b: 7, c: 25 })).flatMap(
      ({ message }: { message: PollMessage }) => message.feeds,
    );
    expect(new Set(sent).size).toBe(sent.length);
    expect(sent).toHaveLength(92);
  });
});

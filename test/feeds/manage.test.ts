/** What an operator does with feeds, through the real table and queue. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addFeed, listFeeds, pollNow, removeFeed } from '../../shared/feeds/manage.ts';
import { publicInternet } from '../../shared/feeds/network.ts';
import { sweepCards } from '../../shared/feeds/sweepCards.ts';
import { startNewsdesk, type Newsdesk } from '../support/newsdesk.ts';

let desk: Newsdesk;
beforeAll(async () => void (desk = await startNewsdesk()));
afterAll(() => desk.stop());
beforeEach(async () => {
  for (const { feed } of await listFeeds(desk.ports)) await removeFeed(feed, desk.ports);
  await desk.pollMessages();
});

const added = async (url: string, more: { title?: string } = {}): Promise<string> => {
  const result = await addFeed({ url, ...more }, desk.ports);
  if (result.kind === 'refused') throw new Error(result.refusal.message);
  return result.card.feed;
};

it('adds a feed: its state, its card, its first poll', async () => {
  const feed = await added('https://harian-samudra.example/rss', { title: 'Harian Samudra' });
  expect(await desk.ports.feeds.find(feed)).toMatchObject({
    url: 'https://harian-samudra.example/rss',
    interval: 15,
    health: 'new',
  });
  expect(await listFeeds(desk.ports)).toMatchObject([{ feed, title: 'Harian Samudra', health: 'new', trouble: '' }]);
  expect(await desk.pollMessages()).toEqual([{ v: 1, feeds: [feed], now: true }]);
});

it('says of a known feed that it is known, and makes up for what a crash left out', async () => {
  const feed = await added('https://harian-samudra.example/rss');
  await desk.ports.cards.remove(feed);
  await desk.pollMessages();
  const again = await addFeed({ url: 'HTTPS://Harian-Samudra.example:443/rss#top' }, desk.ports);
  expect(again).toMatchObject({ kind: 'known', card: { feed } });
  expect(await listFeeds(desk.ports)).toHaveLength(1);
  expect(await desk.pollMessages()).toHaveLength(1);
});

it('leaves the state of a known feed as it is', async () => {
  const feed = await added('https://pelita-pagi.example/rss', { title: 'Pelita Pagi' });
  const before = (await desk.ports.feeds.find(feed))!;
  await desk.ports.feeds.update(before, { health: 'fine', etag: '"v1"' });
  await desk.pollMessages();
  expect(await addFeed({ url: 'https://pelita-pagi.example/rss', title: 'Pelita' }, desk.ports)).toMatchObject({
    kind: 'known',
    card: { title: 'Pelita Pagi', health: 'fine' },
  });
  expect(await desk.ports.feeds.find(feed)).toMatchObject({ etag: '"v1"', ver: 1 });
  expect(await desk.pollMessages()).toEqual([]);
});

describe('refuses what is no address of a feed, and says why', () => {
  it.each([
    ['', 'not-a-url'],
    ['harian samudra', 'not-a-url'],
    ['ftp://harian-samudra.example/rss', 'not-http'],
    ['javascript:alert(1)', 'not-http'],
    ['https://ana:rahasia@harian-samudra.example/rss', 'has-password'],
    ['https://harian-samudra.example:8443/rss', 'forbidden-port'],
    ['http://169.254.169.254/latest/meta-data', 'forbidden-address'],
    [`https://harian-samudra.example/${'a'.repeat(1_000)}`, 'too-long'],
  ])('%s', async (url, code) => {
    const result = await addFeed({ url }, { ...desk.ports, network: publicInternet });
    expect(result).toMatchObject({
      kind: 'refused',
      refusal: { code, message: expect.stringMatching(/^["A-Z\d].*\.$|\.xml$/) },
    });
    expect(await listFeeds(desk.ports)).toEqual([]);
  });
});

it('takes what browsers call a feed address', async () => {
  const feed = await added('feed://harian-samudra.example/rss');
  expect(await added('feed:https://harian-samudra.example/rss')).toBe(feed);
});

it('removes a feed, so that no slot finds it', async () => {
  const feed = await added('https://harian-samudra.example/rss');
  const { interval, phase } = (await desk.ports.feeds.find(feed))!;
  await removeFeed(feed, desk.ports);
  expect(await desk.ports.feeds.inSlot({ interval, phase })).toEqual([]);
  expect(await listFeeds(desk.ports)).toEqual([]);
});

it('sweeps a card that a poll wrote after its feed was removed', async () => {
  const kept = await added('https://pelita-pagi.example/rss');
  const feed = await added('https://harian-samudra.example/rss');
  const card = (await listFeeds(desk.ports)).find((one) => one.feed === feed);
  await removeFeed(feed, desk.ports);
  await desk.ports.cards.put(card!);
  expect(await sweepCards(desk.ports)).toBe(1);
  expect((await listFeeds(desk.ports)).map((one) => one.feed)).toEqual([kept]);
});

it('polls many at once in messages of 25', async () => {
  await pollNow(
    Array.from({ length: 30 }, (_, n) => `feed${n}`),
    desk.ports,
  );
  const messages = await desk.pollMessages();
  expect(messages.map(({ feeds, now }) => [feeds.length, now])).toEqual([
    [25, true],
    [5, true],
  ]);
});

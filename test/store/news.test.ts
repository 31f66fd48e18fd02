/** The items of News that ingestion owns: who wins, what comes back, what an expired item is. */
import { type BatchGetItemCommandOutput, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../shared/articles/article.ts';
import type { Feed } from '../../shared/feeds/feed.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticles } from '../../shared/store/articles.ts';
import { createFeedCards } from '../../shared/store/feedCards.ts';
import { createFeeds } from '../../shared/store/feeds.ts';
import { createSeen } from '../../shared/store/seen.ts';
import { startTables, type TestTables } from '../support/tables.ts';

let tables: TestTables;
beforeAll(async () => void (tables = await startTables()));
afterAll(() => tables.stop());

const noon = new Date('2026-11-23T12:00:00Z');

const feed = (changes: Partial<Feed> = {}): Feed => ({
  feed: 'FeedOne',
  url: 'https://harian-samudra.example/rss.xml',
  host: 'harian-samudra.example',
  title: 'Harian Samudra',
  lang: 'id',
  labels: [],
  interval: 15,
  phase: 7,
  notBefore: 0,
  etag: '',
  lastModified: '',
  bodyHash: '',
  health: 'new',
  since: 0,
  failures: 0,
  lastFailure: '',
  ver: 0,
  ...changes,
});

const article = (changes: Partial<Article> = {}): Article => ({
  id: 'ArticleOne',
  revision: 0,
  feed: 'FeedOne',
  outlet: 'Harian Samudra',
  outletFamily: 'harian-samudra.example',
  title: 'Kuba buka arsip krisis rudal',
  summary: '',
  link: 'https://harian-samudra.example/dunia/kuba-buka-arsip',
  lang: 'id',
  author: '',
  categories: ['dunia'],
  published: null,
  seen: noon.getTime(),
  firstPoll: false,
  timeliness: 'alert',
  ...changes,
});

describe('a feed', () => {
  it('is added once, whoever adds it', async () => {
    const feeds = createFeeds(tables.news);
    expect(await Promise.all([feeds.add(feed()), feeds.add(feed())])).toContain(false);
    expect(await feeds.find('FeedOne')).toEqual(feed());
    expect(await feeds.find('feedone')).toBeNull();
  });

  it('is updated by one of two polls that read the same version', async () => {
    const feeds = createFeeds(tables.news);
    const read = feed({ feed: 'Raced' });
    await feeds.add(read);
    const won = await Promise.all([feeds.update(read, { failures: 1 }), feeds.update(read, { failures: 1 })]);
    expect(won.sort()).toEqual([false, true]);
    expect(await feeds.find('Raced')).toMatchObject({ failures: 1, ver: 1 });
  });

  it('is not brought back by a poll that ends after it was removed', async () => {
    const feeds = createFeeds(tables.news);
    const read = feed({ feed: 'Removed' });
    await feeds.add(read);
    await feeds.remove('Removed');
    expect(await feeds.update(read, { failures: 1 })).toBe(false);
    expect(await feeds.find('Removed')).toBeNull();
  });

  it('stands in the slot of its class and phase, and moves only when its class changes', async () => {
    const feeds = createFeeds(tables.news);
    const read = feed({ feed: 'Moving#Id', phase: 3, host: 'pelita-pagi.example:8443' });
    const inOldSlot = { feed: 'Moving#Id', host: 'pelita-pagi.example:8443' };
    await feeds.add({ ...read, feed: 'MovingId' });
    expect(await feeds.inSlot({ interval: 15, phase: 3 })).toEqual([{ ...inOldSlot, feed: 'MovingId' }]);
    await feeds.update({ ...read, feed: 'MovingId' }, { notBefore: 5, lastPolledAt: 5 });
    expect(await feeds.inSlot({ interval: 15, phase: 3 })).toHaveLength(1);
    await feeds.update({ ...read, feed: 'MovingId', ver: 1 }, { interval: 60, phase: 33 });
    expect(await feeds.inSlot({ interval: 15, phase: 3 })).toEqual([]);
    expect(await feeds.inSlot({ interval: 60, phase: 33 })).toEqual([{ ...inOldSlot, feed: 'MovingId' }]);
  });
});

it('lists feed cards over all shards', async () => {
  const cards = createFeedCards(tables.news);
  const card = (id: string) => ({
    feed: id,
    url: `https://${id}.example/rss`,
    title: id,
    lang: '',
    labels: ['dunia'],
    health: 'new' as const,
    since: noon.getTime(),
    trouble: '',
  });
  const ids = Array.from({ length: 40 }, (_, n) => `card${n}`);
  await Promise.all(ids.map((id) => cards.put(card(id))));
  await cards.remove('card7');
  const listed = await cards.list();
  expect(listed.map(({ feed: id }) => id).sort()).toEqual(ids.filter((id) => id !== 'card7').sort());
  expect(listed.find(({ feed: id }) => id === 'card3')).toEqual(card('card3'));
});

it('keeps seen bytes as they are', async () => {
  const seen = createSeen(tables.news);
  expect(await seen.read('Unseen')).toHaveLength(0);
  await seen.write('Seen', Uint8Array.of(0, 255, 17));
  expect([...(await seen.read('Seen'))]).toEqual([0, 255, 17]);
});

describe('an article', () => {
  it('is added by one of two polls, and the other reads what was added', async () => {
    const articles = createArticles(tables.news, () => noon);
    const rivals = [article({ seen: noon.getTime() }), article({ seen: noon.getTime() + 1 })];
    const won = await Promise.all(rivals.map((rival) => articles.add(rival)));
    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await articles.findNow('ArticleOne')).toEqual(rivals[won.indexOf(true)]);
  });

  it('is edited only by a higher revision', async () => {
    const articles = createArticles(tables.news, () => noon);
    await articles.add(article({ id: 'Edited' }));
    expect(await articles.edit(article({ id: 'Edited', revision: 1, title: 'Kuba menutup arsip' }))).toBe(true);
    expect(await articles.edit(article({ id: 'Edited', revision: 1, title: 'Kuba menunda arsip' }))).toBe(false);
    expect(await articles.find('Edited')).toMatchObject({ revision: 1, title: 'Kuba menutup arsip' });
  });

  it('keeps its date and its image, and says in words that it has none', async () => {
    const articles = createArticles(tables.news, () => noon);
    const dated = article({ id: 'Dated', published: noon.getTime(), image: 'https://harian-samudra.example/1.jpg' });
    await articles.add(dated);
    await articles.add(article({ id: 'Undated' }));
    const found = await articles.findMany(['Dated', 'Undated', 'Unknown']);
    expect(found.sort((a, b) => a.id.localeCompare(b.id))).toEqual([dated, article({ id: 'Undated' })]);
  });

  it('is read by a batch that was answered in part only, as under throttling', async () => {
    const articles = createArticles(tables.news, () => noon);
    const ids = ['PartOne', 'PartTwo', 'PartThree'];
    for (const id of ids) await articles.add(article({ id }));
    let calls = 0;
    tables.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        const { Responses, UnprocessedKeys } = answer.output as BatchGetItemCommandOutput;
        const left = ++calls === 1 ? Responses!['News']!.splice(1) : [];
        if (left.length > 0) UnprocessedKeys!['News'] = { Keys: left.map(({ pk, sk }) => ({ pk: pk!, sk: sk! })) };
        return answer;
      },
      { step: 'deserialize', priority: 'high', name: 'inPart' },
    );
    const found = await articles.findMany(ids).finally(() => tables.client.middlewareStack.remove('inPart'));
    expect(found.map(({ id }) => id).sort()).toEqual(ids.toSorted());
    expect(calls).toBe(2);
  });

  it('is gone after 30 days, also where the table has not deleted it yet, and can be added again', async () => {
    const after = () => new Date('2026-12-23T12:00:01Z');
    await createArticles(tables.news, () => noon).add(article({ id: 'Expired' }));
    const articles = createArticles(tables.news, after);
    expect(await articles.find('Expired')).toBeNull();
    expect(await articles.findMany(['Expired'])).toEqual([]);
    expect(await articles.add(article({ id: 'Expired', seen: after().getTime() }))).toBe(true);
  });
});

it('lists article rows by the hour and kind, each once', async () => {
  const rows = createArticleRows(tables.news);
  const row = { article: 'RowOne', seen: noon.getTime(), signature: ['a', 'b'], story: 's1', written: noon.getTime() };
  await rows.put('m', row);
  await rows.put('m', row);
  await rows.put('s', { ...row, article: 'RowTwo' });
  expect(await rows.inHour('m', '2026-11-23T12', { consistent: true })).toEqual([row]);
  expect(await rows.inHour('m', '2026-11-23T11')).toEqual([]);
  const second = { ...row, article: 'RowThree', written: noon.getTime() + 1_000 };
  await rows.put('m', second);
  const after = (ms: number) => new Date(noon.getTime() + ms);
  expect(await rows.writtenSince('m', noon, after(5_000))).toEqual([row, second]);
  expect(await rows.writtenSince('m', after(1), after(5_000))).toEqual([second]);
  const { Item } = await tables.client.send(
    new GetItemCommand({
      TableName: 'News',
      Key: { pk: { S: 'AH#2026-11-23T12#s' }, sk: { S: `${noon.getTime()}#RowTwo` } },
    }),
  );
  expect(Item?.expiresAt).toEqual({ N: String(Date.parse('2026-12-01T12:00:00Z') / 1_000) });
});

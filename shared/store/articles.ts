/**
 * Articles: `A#article` / `A`, 30 days from when they were first seen.
 *
 * A new article is written if absent, an edit if its revision is higher: of two polls one wins, and the loser reads
 * what the winner wrote. An expired article that DynamoDB has not deleted yet is not there.
 */
import { Entity, type EntityItem } from 'electrodb';
import { setTimeout } from 'node:timers/promises';
import type { Article } from '../articles/article.ts';
import type { ArticleStore } from '../articles/articleStore.ts';
import { DAY, systemClock, type Clock } from '../platform/clock.ts';
import type { Connection } from './connection.ts';
import { isWritten } from './cursors.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

export const ARTICLES_KEPT_MS = 30 * DAY;

/** A batch that was answered only in part, as under throttling, is asked for the rest. */
const TRIES = 5;
const PAUSE_MS = 100;

export function createArticles(connection: Connection, clock: Clock = systemClock): ArticleStore {
  const articles = articleEntity(connection);
  const present = (item: ArticleItem | null): Article | null =>
    item && item.expiresAt * 1_000 > clock().getTime() ? fromItem(item) : null;
  return {
    async find(id) {
      return present((await articles.get({ id }).go()).data);
    },
    async findNow(id) {
      return present((await articles.get({ id }).go({ consistent: true })).data);
    },
    async findMany(ids) {
      const found: (Article | null)[] = [];
      let left = ids.map((id) => ({ id }));
      for (let attempt = 1; left.length > 0; attempt++) {
        const { data, unprocessed } = await articles.get(left).go({ concurrent: 4 });
        found.push(...data.map(present));
        left = unprocessed.map(({ id }) => ({ id }));
        if (left.length > 0 && attempt === TRIES)
          throw new Error(`${left.length} articles could not be read: throttled.`);
        if (left.length > 0) await setTimeout(attempt * PAUSE_MS);
      }
      return found.filter((article) => article !== null);
    },
    async add(article) {
      const now = Math.floor(clock().getTime() / 1_000);
      return isWritten(
        articles
          .put(toItem(article))
          .where(({ id, expiresAt }, { notExists, lte }) => `${notExists(id)} OR ${lte(expiresAt, now)}`)
          .go(),
      );
    },
    async edit(article) {
      return isWritten(
        articles
          .put(toItem(article))
          .where(({ id, revision }, { notExists, lt }) => `${notExists(id)} OR ${lt(revision, article.revision)}`)
          .go(),
      );
    },
  };
}

type ArticleItem = EntityItem<ReturnType<typeof articleEntity>>;

/** Null and undefined are absent attributes. */
function toItem({ published, image, ...article }: Article): ArticleItem {
  return {
    ...article,
    ...(published !== null && { published }),
    ...(image !== undefined && { image }),
    expiresAt: expiresAfter(article.seen, ARTICLES_KEPT_MS),
  };
}

function fromItem({ expiresAt: _, published, ...article }: ArticleItem): Article {
  return { ...article, published: published ?? null };
}

function articleEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'article', version: '1', service: 'siaga' },
      attributes: {
        id: { type: 'string', required: true },
        revision: { type: 'number', required: true },
        feed: { type: 'string', required: true },
        outlet: { type: 'string', required: true },
        outletFamily: { type: 'string', required: true },
        title: { type: 'string', required: true },
        summary: { type: 'string', required: true },
        link: { type: 'string', required: true },
        lang: { type: 'string', required: true },
        author: { type: 'string', required: true },
        categories: { type: 'list', items: { type: 'string' }, required: true },
        image: { type: 'string' },
        published: { type: 'number' },
        seen: { type: 'number', required: true },
        firstPoll: { type: 'boolean', required: true },
        timeliness: { type: ['alert', 'late'], required: true },
        expiresAt: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: { field: TABLE_KEYS.partition, composite: ['id'], template: 'A#${id}', casing: 'none' },
          sk: { field: TABLE_KEYS.sort, composite: [], template: 'A', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );
}

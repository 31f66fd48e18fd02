/** Article rows, a partition for each hour and kind: `AH#2026-11-23T14#m` / when it was written, article. Kept for 8 days. */
import { Entity } from 'electrodb';
import { hoursBetween, hourOf, type ArticleRow, type ArticleRows } from '../articles/articleRow.ts';
import { DAY } from '../platform/clock.ts';
import type { Connection } from './connection.ts';
import { expiresAfter, TABLE_KEYS } from './tables.ts';

export const ARTICLE_ROWS_KEPT_MS = 8 * DAY;

export function createArticleRows(connection: Connection): ArticleRows {
  const rows = articleRowEntity(connection);
  return {
    async put(kind, row) {
      await rows
        .put({ ...row, kind, hour: hourOf(row.written), expiresAt: expiresAfter(row.written, ARTICLE_ROWS_KEPT_MS) })
        .go();
    },
    async inHour(kind, hour, { consistent = false } = {}) {
      const { data } = await rows.query.primary({ hour, kind }).go({ consistent, pages: 'all' });
      return data.map(toRow);
    },
    async writtenSince(kind, since, until) {
      const pages = await Promise.all(
        hoursBetween(since, until).map((hour) =>
          rows.query.primary({ hour, kind }).gte({ written: since.getTime() }).go({ consistent: true, pages: 'all' }),
        ),
      );
      return pages.flatMap(({ data }) => data.map(toRow));
    },
  };
}

const toRow = ({ article, seen, signature, story, written }: ArticleRow): ArticleRow => ({
  article,
  seen,
  signature,
  story,
  written,
});

function articleRowEntity({ client, table }: Connection) {
  return new Entity(
    {
      model: { entity: 'articleRow', version: '1', service: 'siaga' },
      attributes: {
        hour: { type: 'string', required: true },
        kind: { type: ['m', 's'], required: true },
        article: { type: 'string', required: true },
        seen: { type: 'number', required: true },
        signature: { type: 'list', items: { type: 'string' }, required: true },
        story: { type: 'string', required: true },
        written: { type: 'number', required: true },
        expiresAt: { type: 'number', required: true },
      },
      indexes: {
        primary: {
          pk: {
            field: TABLE_KEYS.partition,
            composite: ['hour', 'kind'],
            template: 'AH#${hour}#${kind}',
            casing: 'none',
          },
          sk: {
            field: TABLE_KEYS.sort,
            composite: ['written', 'article'],
            template: '${written}#${article}',
            casing: 'none',
          },
        },
      },
    } as const,
    { client, table },
  );
}

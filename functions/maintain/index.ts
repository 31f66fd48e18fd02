/** schedules, News only → hourly: pack the hours that are over, refresh the saved index; nightly: sweep what dangles */
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { packHours } from '../../shared/articles/packHours.ts';
import { sweepCards } from '../../shared/feeds/sweepCards.ts';
import { createTables } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
import { log } from '../../shared/platform/log.ts';
import { termsOf } from '../../shared/queries/anchors.ts';
import { toMatchable } from '../../shared/queries/toMatchable.ts';
import { refreshSnapshot, type SnapshotPorts } from '../../shared/queries/querySnapshots.ts';
import { createArchives } from '../../shared/store/archives.ts';
import { createArticleRows } from '../../shared/store/articleRows.ts';
import { createArticles } from '../../shared/store/articles.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { createFeedCards } from '../../shared/store/feedCards.ts';
import { createFeeds } from '../../shared/store/feeds.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createQuerySnapshots } from '../../shared/store/querySnapshots.ts';

const environment = parseEnvironment({ NEWS_TABLE: z.string().min(1) });
const news = { client: createTables(), table: environment.NEWS_TABLE };

const packPorts = {
  cursor: createCursor(news, 'maintain'),
  rows: createArticleRows(news),
  articles: createArticles(news),
  archives: createArchives(news),
  termsOf: (article: Parameters<typeof toMatchable>[0]) => termsOf(toMatchable(article)),
};
const sweepPorts = { feeds: createFeeds(news), cards: createFeedCards(news) };

const snapshotPorts: SnapshotPorts = {
  queries: createQueries(news, systemRandom),
  snapshots: createQuerySnapshots(news, systemRandom),
  onUnreadable: ({ query }, error) => {
    log.error('A stored query cannot be read', { query, error: error as Error });
  },
};

const Task = z.object({ task: z.enum(['pack', 'sweep']) });

export const handler = async (event: unknown, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> => {
  const { task } = Task.parse(event);
  if (task === 'pack') {
    log.info('Packed', { ...(await packHours(systemClock(), () => context.getRemainingTimeInMillis(), packPorts)) });
    log.info('Saved the index', { queries: await refreshSnapshot(systemClock(), snapshotPorts, { mayBegin: false }) });
  } else {
    log.info('Swept', { cards: await sweepCards(sweepPorts) });
    log.info('Saved the index', { queries: await refreshSnapshot(systemClock(), snapshotPorts) });
  }
};

/** schedule, every minute → whose slot is it? → polls queue */
import type { ScheduledHandler } from 'aws-lambda';
import * as z from 'zod';
import { dispatch } from '../../shared/feeds/dispatch.ts';
import type { PollMessage } from '../../shared/feeds/feed.ts';
import { createQueues, createTables } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { createFeeds } from '../../shared/store/feeds.ts';

const environment = parseEnvironment({ NEWS_TABLE: z.string().min(1), POLLS_QUEUE_URL: z.url() });
const news = { client: createTables(), table: environment.NEWS_TABLE };

const ports = {
  cursor: createCursor(news, 'dispatch'),
  feeds: createFeeds(news),
  pollsQueue: createQueue<PollMessage>(createQueues(), environment.POLLS_QUEUE_URL),
};

export const handler: ScheduledHandler = async () => {
  const dispatched = await dispatch(systemClock(), ports);
  if (dispatched.messages > 0) log.info('Dispatched', { ...dispatched });
};

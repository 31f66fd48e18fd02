/**
 * Upkeep of People, by schedules: `pending` every minute, `sweep` hourly, `tidy` nightly.
 *
 * Each item of work is by itself: one that fails is logged and does not hold back the others, and the next tick finds
 * it again. The invocation fails afterwards, so that an alarm sees it.
 */
import * as z from 'zod';
import { createQueues, createTables, createTopicAdmin } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { systemRandom } from '../../shared/platform/ids.ts';
import { log } from '../../shared/platform/log.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createAddresses } from '../../shared/store/addresses.ts';
import { createAudience } from '../../shared/store/audience.ts';
import { createChannels } from '../../shared/store/channels.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { createLimits } from '../../shared/store/limits.ts';
import { createNotices } from '../../shared/store/notices.ts';
import { createPartitions } from '../../shared/store/partitions.ts';
import { createProposals } from '../../shared/store/proposals.ts';
import { createQueries } from '../../shared/store/queries.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';
import { createSubscriptions } from '../../shared/store/subscriptions.ts';
import { createTokens } from '../../shared/store/tokens.ts';
import { runTask, Task } from './tasks.ts';
import { createTopicWatch } from './topics.ts';

const text = z.string().min(1);
const environment = parseEnvironment({
  PEOPLE_TABLE: text,
  NEWS_TABLE: text,
  DELIVERIES_QUEUE_URL: text,
  TOPIC_PREFIX: text,
});

const client = createTables();
const people = { client, table: environment.PEOPLE_TABLE };
const ports = {
  subscribers: createSubscribers(people),
  channels: createChannels(people),
  subscriptions: createSubscriptions(people),
  proposals: createProposals(people),
  audience: createAudience(people),
  addresses: createAddresses(people),
  tokens: createTokens(people),
  limits: createLimits(people),
  partitions: createPartitions(people),
  notices: createNotices(people),
  queries: createQueries({ client, table: environment.NEWS_TABLE }, systemRandom),
  deliveries: createQueue(createQueues(), environment.DELIVERIES_QUEUE_URL),
  topics: createTopicWatch(createTopicAdmin(), environment.TOPIC_PREFIX),
  cursor: createCursor(people, 'reconcile'),
  clock: systemClock,
  report: (words: string, facts: Record<string, unknown>) => log.info(words, facts),
  complain: (words: string, facts: Record<string, unknown>) => log.error(words, facts),
};

/** schedule → who confirmed, who left, what is left over → deliveries queue (welcomes). */
export const handler = async (event: unknown): Promise<void> => runTask(Task.parse(event), ports);

/** every minute → the digests and held messages that are due → deliveries queue. */
import type { ScheduledHandler } from 'aws-lambda';
import * as z from 'zod';
import { digestTick } from '../../shared/delivery/digestTick.ts';
import { createQueues, createTables } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { log } from '../../shared/platform/log.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createChannels } from '../../shared/store/channels.ts';
import { createCursor } from '../../shared/store/cursors.ts';
import { createDeliveries } from '../../shared/store/deliveries.ts';
import { createHolds } from '../../shared/store/holds.ts';
import { createSubscribers } from '../../shared/store/subscribers.ts';

const text = z.string().min(1);

const env = parseEnvironment({ PEOPLE_TABLE: text, DELIVERIES_QUEUE_URL: text });

const people = { client: createTables(), table: env.PEOPLE_TABLE };

const stores = {
  cursor: createCursor(people, 'digest'),
  subscribers: createSubscribers(people),
  channels: createChannels(people),
  deliveries: createDeliveries(people),
  holds: createHolds(people),
  queue: createQueue(createQueues(), env.DELIVERIES_QUEUE_URL),
  clock: systemClock,
};

export const handler: ScheduledHandler = (_event, context) =>
  digestTick({
    ...stores,
    remainingMs: () => context.getRemainingTimeInMillis(),
    report: (subscriber, error) => log.error('A digest could not be handed on', { subscriber, error: error as Error }),
  });

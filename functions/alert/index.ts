/** alerts queue → what is owed to whom → deliveries queue. */
import * as z from 'zod';
import { alertSubscribers, type AlertPorts } from '../../shared/delivery/alertSubscribers.ts';
import { createQueues, createTables } from '../../shared/platform/clients.ts';
import { systemClock } from '../../shared/platform/clock.ts';
import { eachMessage } from '../../shared/platform/eachMessage.ts';
import { parseEnvironment } from '../../shared/platform/env.ts';
import { createQueue } from '../../shared/platform/queue.ts';
import { createAudience } from '../../shared/store/audience.ts';
import { createOwed } from '../../shared/store/owed.ts';
import { AlertMessage } from '../../shared/stories/story.ts';

const text = z.string().min(1);

const env = parseEnvironment({ PEOPLE_TABLE: text, ALERTS_QUEUE_URL: text, DELIVERIES_QUEUE_URL: text });

const people = { client: createTables(), table: env.PEOPLE_TABLE };
const queues = createQueues();

const ports: AlertPorts = {
  audience: createAudience(people),
  owed: createOwed(people, systemClock),
  alerts: createQueue(queues, env.ALERTS_QUEUE_URL),
  deliveries: createQueue(queues, env.DELIVERIES_QUEUE_URL),
  clock: systemClock,
};

export const handler = eachMessage(AlertMessage, (message) => alertSubscribers(message, ports));

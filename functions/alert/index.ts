/** alerts queue → what is owed to whom → deliveries queue. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ PEOPLE_TABLE: text, ALERTS_QUEUE_URL: text, DELIVERIES_QUEUE_URL: text });

export const handler = async (): Promise<{ batchItemFailures: [] }> => ({ batchItemFailures: [] });

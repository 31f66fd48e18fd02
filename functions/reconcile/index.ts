/** The ticks that keep People in step with SNS. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ NEWS_TABLE: text, PEOPLE_TABLE: text, DELIVERIES_QUEUE_URL: text, TOPIC_PREFIX: text });

export const handler = async (): Promise<void> => {};

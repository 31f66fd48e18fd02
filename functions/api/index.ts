/** The HTTP API and the pages. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({
  NEWS_TABLE: text,
  PEOPLE_TABLE: text,
  POLLS_QUEUE_URL: text,
  DELIVERIES_QUEUE_URL: text,
  TOPIC_PREFIX: text,
  PUBLIC_URL: text,
  OPERATOR_KEY_HASH: z.string(),
  SMS_COUNTRIES: z.string(),
  PENDING_MOST: text,
});

export const handler = async (): Promise<{ statusCode: number }> => ({ statusCode: 404 });

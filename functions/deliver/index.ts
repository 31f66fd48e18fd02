/** deliveries queue → one message of a mailbox → SNS. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({
  NEWS_TABLE: text,
  PEOPLE_TABLE: text,
  DELIVERIES_QUEUE_URL: text,
  PUBLIC_URL: text,
  SMS_COUNTRIES: z.string(),
  SMS_MAX_PRICE_USD: text,
  SMS_DAILY_CAP: text,
  SMS_MONTHLY_BUDGET: text,
});

export const handler = async (): Promise<{ batchItemFailures: [] }> => ({ batchItemFailures: [] });

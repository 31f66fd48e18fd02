/** articles queue → stories, and the queries they meet → alerts queue. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ NEWS_TABLE: text, ARTICLES_QUEUE_URL: text, ALERTS_QUEUE_URL: text });

export const handler = async (): Promise<{ batchItemFailures: [] }> => ({ batchItemFailures: [] });

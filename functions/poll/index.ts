/** polls queue → what is new in a group of feeds → articles queue. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ NEWS_TABLE: text, POLLS_QUEUE_URL: text, ARTICLES_QUEUE_URL: text, CONTACT_URL: text });

export const handler = async (): Promise<{ batchItemFailures: [] }> => ({ batchItemFailures: [] });

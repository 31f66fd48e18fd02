/** The tick that asks whose digest, whose held message is due → deliveries queue. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ PEOPLE_TABLE: text, DELIVERIES_QUEUE_URL: text });

export const handler = async (): Promise<void> => {};

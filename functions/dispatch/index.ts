/** The tick that asks whose slot it is → polls queue. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ NEWS_TABLE: text, POLLS_QUEUE_URL: text });

export const handler = async (): Promise<void> => {};

/** The ticks that pack and sweep News. */
import * as z from 'zod';
import { parseEnvironment } from '../../shared/platform/env.ts';

const text = z.string().min(1);

parseEnvironment({ NEWS_TABLE: text });

export const handler = async (): Promise<void> => {};

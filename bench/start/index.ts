/** How heavy the functions are, how soon they and the whole are ready, and how long news takes to the inbox. */
import type { Bench } from '../bench.ts';
import { measureFunctions } from './functions.ts';
import { measureLatency, measureReady } from './latency.ts';

export const bench: Bench = {
  summary: 'bundle sizes; the time to ready; from the last byte of a feed to the inbox',
  run: async (say) => [await measureFunctions(say), await measureReady(say), await measureLatency(say)],
};

/** How heavy the functions are and how soon they are ready. */
import type { Bench } from '../bench.ts';
import { measureFunctions } from './functions.ts';

export const bench: Bench = {
  summary: 'bundle sizes, and the time until a function is ready',
  run: async (say) => [await measureFunctions(say)],
};

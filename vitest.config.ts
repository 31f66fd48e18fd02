/**
 * How the tests run.
 *
 * Two kinds: tests of one part, many small files side by side; and tests of the whole stack (test/integration, and
 * what the roles reach), which come after them, two files at a time: most of their time is waiting.
 */
import { defineConfig } from 'vitest/config';

const WHOLE_STACK = ['test/integration/**/*.test.ts', 'test/infra/{leastPrivilege,reach}.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: 'parts', include: ['test/**/*.test.ts'], exclude: WHOLE_STACK, sequence: { groupOrder: 0 } },
      },
      {
        extends: true,
        test: {
          name: 'whole',
          include: WHOLE_STACK,
          testTimeout: 120_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});

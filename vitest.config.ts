import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Two cores are the smallest machine this is run on; the end-to-end tests start processes of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'node', include: ['test/**/*.test.ts'], exclude: ['test/browser/**'] } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/support/template.ts'],
          // One browser at a time.
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 300_000,
          // A page waits for its machine; the default of a second is too short for a busy one.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});

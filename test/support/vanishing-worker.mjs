// A worker that takes an inspect job, says so and never ends it: the test kills it. It runs what was built.
import { PGlite } from '@electric-sql/pglite';
import { openQueue } from '../../dist/src/adapters/queue/open-queue.js';
import { jobDefinitions } from '../../dist/workers/jobs.js';

const { dataDir, payload, ...options } = JSON.parse(process.argv[2]);
const log = { debug() {}, info() {}, warn: console.error, error: console.error };
const pglite = dataDir && (await PGlite.create(dataDir));
const queue = await openQueue({ jobs: jobDefinitions(), log, pglite, ...options });
await queue.enqueue('inspect', payload);
await queue.work('inspect', {
  concurrency: 1,
  run: () => {
    console.log('taken');
    return new Promise(() => undefined);
  },
  failed: async () => undefined,
});

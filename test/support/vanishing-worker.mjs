// A worker that takes an inspect job, or the turn of what is done every so often, says so and never ends it: the test kills it. It runs what was built.
import { PGlite } from '@electric-sql/pglite';
import { openQueue } from '../../dist/src/adapters/queue/open-queue.js';
import { jobDefinitions } from '../../dist/workers/jobs.js';

const { dataDir, payload, every, ...options } = JSON.parse(process.argv[2]);
const log = { debug() {}, info() {}, warn: console.error, error: console.error };
const pglite = dataDir && (await PGlite.create(dataDir));
const queue = await openQueue({ jobs: jobDefinitions(), log, pglite, ...options });
const take = () => {
  console.log('taken');
  return new Promise(() => undefined);
};
if (every) await queue.every('alerts', every, take);
else {
  await queue.enqueue('inspect', payload);
  await queue.work('inspect', { concurrency: 1, run: take, failed: async () => undefined });
}

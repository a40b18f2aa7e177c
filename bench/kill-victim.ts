import { createReadStream } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { acquireLock } from '../src/adapters/db/lock.js';
import { openDatabase } from '../src/adapters/db/open.js';
import { diskFiles } from '../src/adapters/files/disk.js';
import { openQueue } from '../src/adapters/queue/open-queue.js';
import { createReaderPool } from '../src/adapters/reader/pool.js';
import { listDeadlines } from '../src/alerts/alerts.usecases.js';
import { receiveFile } from '../src/circulars/circulars.usecases.js';
import { exportRecord, listCirculars, unfinishedFiles } from '../src/circulars/lists.usecases.js';
import { limitsOf, loadSettings, readersOf } from '../src/config.js';
import type { WorkOptions } from '../src/ports.js';
import { listFamilies } from '../src/relay/relay.usecases.js';
import { jobDefinitions } from '../workers/jobs.js';
import { startWorkers } from '../workers/start.js';

/**
 * The whole pipeline in one process, on the embedded store of WIAN_STORE, made to be killed: it takes in the files of its
 * arguments, one after another, and says on standard output, a JSON object a line, when a stage begins and ends, which uploads
 * it acknowledged, and when nothing is left to be done. A line on standard input asks for what is stored.
 */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Says when some work begins and ends. The end is said before the queue hears of it: a kill may fall between. */
async function told<T>(stage: string, id: string, work: () => Promise<T>): Promise<T> {
  say({ at: 'begin', stage, id });
  const result = await work();
  say({ at: 'end', stage, id });
  return result;
}

const settings = loadSettings();
const limits = limitsOf(settings);
const readers = readersOf(settings);
const log = {
  debug() {},
  info() {},
  warn: () => undefined,
  error: (message: string, fields?: object) => console.error(message, JSON.stringify(fields)),
};

await acquireLock(settings.WIAN_STORE);
const { db, pglite } = await openDatabase(settings);
const files = diskFiles(join(settings.WIAN_STORE, 'files'));
const queue = await openQueue({ jobs: jobDefinitions({ pageAttempts: settings.WIAN_PAGE_ATTEMPTS }), log, pglite });
const reader = createReaderPool({ readers, limits, pageSeconds: settings.WIAN_PAGE_SECONDS });
const deps = { db, files, queue, reader, limits, clock: { now: () => new Date() } };

const work = queue.work.bind(queue);
queue.work = (stage, options: WorkOptions) =>
  work(stage, { ...options, run: (job) => told(stage, job.id, () => options.run(job)) });
await startWorkers({ deps, log, readers });
say({ at: 'ready' });

let pids = '';
setInterval(() => {
  const now = reader.pids();
  if (pids !== (pids = now.join())) say({ at: 'readers', pids: now });
}, 20);

createInterface({ input: process.stdin }).on('line', async () => {
  const circulars = await listCirculars(deps);
  const records = await Promise.all(
    circulars.map(async ({ receipt, sha256 }) => ({ receipt, sha256, record: await exportRecord(deps, { receipt }) })),
  );
  const relay = await listFamilies(deps);
  const deadlines = await listDeadlines(deps, { asOf: '2025-01-01' });
  say({ at: 'stored', records, relay, deadlines });
});

for (const path of process.argv.slice(2)) {
  const name = `${basename(dirname(path))}-${basename(path)}`;
  const { receipt, sha256 } = await told('receive', name, () =>
    receiveFile(deps, { name, source: createReadStream(path), priority: 'upload' }),
  );
  say({ at: 'acknowledged', receipt, sha256 });
}
while ((await unfinishedFiles(deps)) > 0) await new Promise((resolve) => setTimeout(resolve, 50));
say({ at: 'idle' });

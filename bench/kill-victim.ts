import { createReadStream } from 'node:fs';
import { basename, dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { Family } from '../schemas/families.js';
import type { createReaderPool } from '../src/adapters/reader/pool.js';
import { listDeadlines } from '../src/alerts/alerts.usecases.js';
import { receiveFile } from '../src/circulars/circulars.usecases.js';
import { exportRecord, listCirculars, unfinishedFiles } from '../src/circulars/lists.usecases.js';
import { loadSettings } from '../src/config.js';
import { openApp } from '../src/main.js';
import { machine } from '../src/people/actor.js';
import type { WorkOptions } from '../src/ports.js';
import { eachFamily } from '../src/relay/relay.usecases.js';

/**
 * The application as `wian start` composes it, on the embedded store of WIAN_STORE, made to be killed: it takes in the
 * files whose paths it reads on standard input, one after another, and says on standard output, a JSON object a line, when a
 * stage begins and ends, which uploads it acknowledged, and when nothing is left to be done. An empty line asks for what is
 * stored.
 */
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** Says when some work begins and ends. The end is said before the queue hears of it: a kill may fall between. */
async function told<T>(stage: string, id: string, work: () => Promise<T>): Promise<T> {
  say({ at: 'begin', stage, id });
  const result = await work();
  say({ at: 'end', stage, id });
  return result;
}

const { deps, work: startWork } = await openApp(loadSettings());
const { queue } = deps;

const work = queue.work.bind(queue);
queue.work = (stage, options: WorkOptions) =>
  work(stage, { ...options, run: (job) => told(stage, job.id, () => options.run(job)) });
await startWork();
say({ at: 'ready' });

// The application knows its readers by their port alone, and has no use for their process ids.
const readers = deps.reader as ReturnType<typeof createReaderPool>;
let pids = '';
setInterval(() => {
  const now = readers.pids();
  if (pids !== (pids = now.join())) say({ at: 'readers', pids: now });
}, 20);

async function tellStored(): Promise<void> {
  const circulars = await listCirculars(deps, { actor: machine('cli') });
  const records = await Promise.all(
    circulars.map(async ({ receipt, sha256 }) => ({
      receipt,
      sha256,
      record: await exportRecord(deps, { actor: machine('cli'), receipt }),
    })),
  );
  const families: Family[] = [];
  for await (const family of eachFamily(deps, { actor: machine('cli') })) families.push(family);
  const deadlines = await listDeadlines(deps, { actor: machine('cli'), asOf: '2025-01-01' });
  say({ at: 'stored', records, relay: { families }, deadlines });
}

async function receive(path: string): Promise<void> {
  const name = `${basename(dirname(path))}-${basename(path)}`;
  const { receipt, sha256 } = await told('receive', name, () =>
    receiveFile(deps, { name, source: createReadStream(path), priority: 'upload', actor: machine('cli') }),
  );
  say({ at: 'acknowledged', receipt, sha256 });
}

const asked: string[] = [];
let taken = 0;
let busy = true;
createInterface({ input: process.stdin }).on('line', (line) => asked.push(line));
for (;;) {
  const line = asked.shift();
  if (line === '') await tellStored();
  else if (line) {
    await receive(line);
    taken++;
    busy = true;
  }
  if (asked.length > 0) continue;
  if (busy && (await unfinishedFiles(deps)) === 0) {
    busy = false;
    say({ at: 'idle', taken });
  }
  await new Promise((resolve) => setTimeout(resolve, 30));
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { listDeadlines } from '../src/alerts/alerts.usecases.js';
import { showLetter } from '../src/circulars/check.usecases.js';
import { checkQueue } from '../src/circulars/check-queue.usecases.js';
import { rowsOf } from '../src/dashboard/rows.js';
import { listInbox } from '../src/notices/inbox.usecases.js';
import type { Actor } from '../src/people/actor.js';
import { listSending } from '../src/register/drafts.usecases.js';
import { listRegister, listWaiting } from '../src/register/lists.usecases.js';
import { extractOf } from '../src/register/print.usecases.js';
import { listOpenDeadlines } from '../src/today/deadlines.usecases.js';
import { tellToday } from '../src/today/today.usecases.js';
import { addOffice, type Mix } from './lists/office.js';
import { timesHead, timesLine, timesOf } from './lists/times.js';
import { openBench } from './relay/database.js';
import { ALL, loadFiles, withoutKeysIndex, withoutTriggers } from './search/load.js';

/**
 * How long the lists of an office take that has received 100,000 letters in nine years:
 *
 *   npm run bench:lists -- [--size 100000] [--on pglite|postgres] [--rounds 10] [--mixes bad,realistic] [--kept WHERE] [--only WORD]
 *
 * The letters are those of `bench:search`, all of one office and registered there (`lists/office.ts`). `bad`: of five one waits to be checked, and to be
 * done; `realistic`: of a hundred two. `--kept`: a store that stays and is taken again, also one that `bench:search` made; once it is `realistic`, it
 * does not become `bad` again. The time of the processor, in which other work on the machine does not count, is that of this
 * process: on PGlite all there is. PostgreSQL is the server of TEST_DATABASE_URL.
 */
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    on: { type: 'string', default: 'pglite' },
    rounds: { type: 'string', default: '10' },
    mixes: { type: 'string', default: 'bad,realistic' },
    kept: { type: 'string' },
    only: { type: 'string', default: '' },
  },
});
const size = Number(options.size);
const rounds = Number(options.rounds);
const say = (line: string) => process.stdout.write(`${line}\n`);

const actor: Actor = {
  kind: 'person',
  id: 1,
  name: 'bench',
  organisation: ALL,
  roles: ['clerk', 'receiver'],
  secret: false,
};
const deps = (db: Parameters<typeof addOffice>[0]) => ({
  db,
  clock: { now: () => new Date('2025-10-10T02:00:00Z') },
  office: { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null },
});

/** Every list by name; each answers how many it holds in all. */
function lists(of: ReturnType<typeof deps>): [string, () => Promise<number>][] {
  const page = { actor, offset: 0, limit: 50 };
  const year = 2568;
  return [
    ['check queue', async () => (await checkQueue(of, { actor, after: 0, limit: 25 })).total],
    ['check queue, far behind', async () => (await checkQueue(of, { actor, after: 1000, limit: 25 })).total],
    [
      'a letter, with its place in the queue',
      async () => (await showLetter(of, { actor, receipt: size, ordinal: 0 })).queue.total,
    ],
    ['inbox, open', async () => (await listInbox(of, { ...page, filter: 'open' })).total],
    ['inbox, unread', async () => (await listInbox(of, { ...page, filter: 'unread' })).total],
    ['inbox, overdue', async () => (await listInbox(of, { ...page, filter: 'overdue' })).total],
    ['inbox, done', async () => (await listInbox(of, { ...page, filter: 'done' })).total],
    ['open deadlines, overdue', async () => (await listOpenDeadlines(of, { ...page, state: 'overdue' })).total],
    ['open deadlines, coming', async () => (await listOpenDeadlines(of, { ...page, state: 'coming' })).total],
    ['deadlines from today on', async () => (await listDeadlines(of, { actor, from: '2025-10-10' })).length],
    ['today', async () => (await tellToday(of, { actor })).queues.length],
    [
      'register, a page',
      async () => (await listRegister(of, { actor, book: 'received', year, page: 1, limit: 50 })).total,
    ],
    [
      'register, a page by words',
      async () => (await listRegister(of, { actor, book: 'received', text: 'โครงการ', page: 1, limit: 50 })).total,
    ],
    ['letters to register', async () => (await listWaiting(of, { actor, page: 1, limit: 50 })).total],
    ['letters to send on', async () => (await listSending(of, { actor })).waiting.length],
    ['register, export of a year', async () => (await extractOf(of, { actor, book: 'received', year })).lines.length],
  ];
}

async function measure(of: ReturnType<typeof deps>): Promise<void> {
  say(timesHead);
  for (const [name, list] of lists(of).filter(([one]) => one.includes(options.only))) {
    const times = await timesOf(rounds, list);
    say(timesLine(name, times, times.answer));
  }
}

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-lists-'));
try {
  const database = await openBench(options.on, folder, options.kept);
  if (!database) throw new Error('TEST_DATABASE_URL names no server');
  const [stored] = rowsOf<{ files: number }>(
    await database.db.execute(sql`select count(*)::int as files from wian.files`),
  );
  if (stored!.files === 0) {
    await withoutKeysIndex(database.db, () =>
      withoutTriggers(database.db, async (tx) => {
        await loadFiles(tx, 1, size, size);
      }),
    );
  }
  if (stored!.files !== 0 && stored!.files !== size) throw new Error(`${options.kept} holds ${stored!.files} letters`);
  for (const mix of options.mixes.split(',') as Mix[]) {
    await withoutTriggers(database.db, (tx) => addOffice(tx, size, mix));
    await database.db.execute(sql`vacuum analyze`);
    say(`${database.name}, ${size.toLocaleString('en')} letters of one office, ${mix}`);
    await measure(deps(database.db));
  }
  await database.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

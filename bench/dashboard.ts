import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { figureNames } from '../schemas/dashboard.js';
import type { MatterSummary } from '../schemas/matters.js';
import { deadlineRows } from '../src/alerts/alerts.models.js';
import { selectPlanned } from '../src/alerts/alerts.repo.js';
import { deadlines } from '../src/alerts/alerts.table.js';
import type { DashboardDeps } from '../src/dashboard/around.js';
import { type Figures, tellFigure, tellFigures } from '../src/dashboard/figures.usecases.js';
import { listMatters, showChain } from '../src/dashboard/matters.usecases.js';
import { rowsOf } from '../src/dashboard/rows.js';
import { holidayCalendar } from '../src/domain/working-days.js';
import { effectiveTable } from '../src/holidays/built-in.js';
import type { Actor } from '../src/people/actor.js';
import type { Database } from '../src/shared/database.js';
import { timesHead, timesLine, timesOf } from './lists/times.js';
import { openBench } from './relay/database.js';
import { generated } from './relay/letters.js';
import { type Store, storeLetters } from './relay/load.js';
import { withoutTriggers } from './search/load.js';

/**
 * How long the pages of the relay take in a store of many letters:
 *
 *   npm run bench:dashboard -- [--size 100000] [--on pglite|postgres] [--rounds 10] [--kept WHERE] [--only WORD] [--who WORD]
 *
 * The letters are those of ../shared/eval/relay-scale.mjs, over eleven years, all held by one organisation (a department), and a tenth of them by a
 * province; the department has sent 200 of its letters to the 76 provinces, of which 40 use wian. `--kept`: a store that stays and is taken again.
 * The time of the processor is that of this process: on PGlite all there is. PostgreSQL is the server of TEST_DATABASE_URL.
 */
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    on: { type: 'string', default: 'pglite' },
    rounds: { type: 'string', default: '10' },
    kept: { type: 'string' },
    only: { type: 'string', default: '' },
    who: { type: 'string', default: '' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);

const DEPARTMENT = 'มท 08';
const PROVINCE = '54';
const viewer = (organisation: string): Actor => ({
  kind: 'person',
  id: 1,
  name: 'bench',
  organisation,
  roles: ['viewer'],
  secret: false,
});
const office = { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null };

/** What an office's work leaves in the store beside the letters themselves. */
async function addOffices(db: Database, receipts: number, asOf: string): Promise<void> {
  const holidays = holidayCalendar(effectiveTable([]));
  const lines = Array.from({ length: receipts }, (_, at) => at + 1);
  for (let at = 0; at < lines.length; at += 1000) {
    const planned = await selectPlanned(db, lines.slice(at, at + 1000));
    const rows = planned
      .flatMap((one) => deadlineRows([one], { holidays, office, asOf }))
      .map((row) => ({ ...row, optional: row.optional ?? false }));
    for (let from = 0; from < rows.length; from += 500) await db.insert(deadlines).values(rows.slice(from, from + 500));
  }
  await db.execute(sql`insert into wian.holdings (organisation, receipt, name, uploaded_at, uploaded_by)
    select ${DEPARTMENT}, receipt, name, now(), 'bench' from wian.files
    union all select ${PROVINCE}, receipt, name, now(), 'bench' from wian.files where receipt % 10 = 0`);
  await db.execute(sql`insert into wian.offices (organisation, joined_at)
    select lpad((10 + n)::text, 2, '0'), now() from generate_series(1, 40) n on conflict do nothing`);
  await db.execute(sql`insert into wian.sendings (sender, receipt, first_page, rank, last_page, organisations, sent_at, sent_by)
    select ${DEPARTMENT}, receipt, first_page, rank, last_page, (select array_agg((10 + n)::text) from generate_series(1, 76) n),
      date + interval '1 day', 'bench' from (select * from wian.letters where date > ${asOf}::date - 365 order by date desc limit 200) newest`);
  await db.execute(sql`insert into wian.notices (organisation, sender, receipt, first_page, rank, last_page, origin, sent_at, sent_by, received_at, acknowledged_at, forwarded_at)
    select (10 + n)::text, sender, receipt, first_page, rank, last_page, 'resolved', sent_at, 'bench',
      case when n % 4 <> 0 then sent_at + n * interval '3 hours' end, case when n % 2 = 0 and n % 4 <> 0 then sent_at + interval '3 days' end,
      case when n % 3 = 0 and n % 4 <> 0 then sent_at + interval '6 days' end from wian.sendings, generate_series(1, 40) n`);
}

/** Fills an empty store, or goes on with one that was left half filled; tells the day as of which it is asked, that of its last letter. */
async function fill(db: Database, size: number, folder: string): Promise<string> {
  const one = async <T>(query: ReturnType<typeof sql>) => rowsOf<{ value: T }>(await db.execute(query))[0]!.value;
  const stored = await one<number>(sql`select count(*)::int as value from wian.files`);
  if (stored !== 0 && stored !== size) throw new Error(`${options.kept} holds ${stored} letters`);
  if (stored === 0) {
    const store: Store = { db, next: 1 };
    for await (const { records } of generated(size, join(folder, 'truth.jsonl'), size)) {
      await storeLetters(store, records, true);
    }
  }
  const asOf = await one<string>(sql`select max(date)::text as value from wian.letters`);
  if (!(await one<boolean>(sql`select exists (select 1 from wian.notices) as value`))) {
    await withoutTriggers(db, async (tx) => {
      await tx.execute(sql`delete from wian.deadlines`);
      await addOffices(tx, size, asOf);
    });
    await db.execute(sql`vacuum analyze`);
  }
  return asOf;
}

const ALL_YEARS = '2010-01-01';

/** Every question of the pages of the relay and of ภาพรวม by name; each answers how many rows it holds. */
function questions(deps: DashboardDeps, actor: Actor, largest: MatterSummary | undefined) {
  const list = { actor, sort: 'newest' as const, offset: 0, limit: 50 };
  const rows = (figures: Figures) => Object.values(figures).reduce((sum, table) => sum + table.length, 0);
  const named: [string, () => Promise<number>][] = [
    ['matters', async () => (await listMatters(deps, list)).total],
    ['matters, nearest deadline first', async () => (await listMatters(deps, { ...list, sort: 'deadline' })).total],
    ['matters, by words', async () => (await listMatters(deps, { ...list, text: 'ผู้สูงอายุ ๒๕๖๘' })).total],
  ];
  if (largest) {
    named.push(['chain of a matter', async () => (await showChain(deps, { actor, key: largest.key })).nodes.length]);
  }
  for (const [period, from] of [
    ['a year', undefined],
    ['eleven years', ALL_YEARS],
  ] as const) {
    named.push([`all figures, ${period}`, async () => (await tellFigures(deps, { actor, from })).letters]);
    for (const figure of figureNames) {
      named.push([`${figure}, ${period}`, async () => rows(await tellFigure(deps, { actor, figure, from }))]);
    }
  }
  return named.filter(([name]) => name.includes(options.only));
}

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-dashboard-'));
try {
  const size = Number(options.size);
  const database = await openBench(options.on, folder, options.kept);
  if (!database) throw new Error('TEST_DATABASE_URL names no server');
  const asOf = await fill(database.db, size, folder);
  const deps = { db: database.db, office, clock: { now: () => new Date(`${asOf}T05:00:00Z`) } };
  say(`${database.name}, ${size.toLocaleString('en')} letters, as of ${asOf}`);
  for (const [who, organisation] of [
    ['department', DEPARTMENT],
    ['province', PROVINCE],
    ['another', '99'],
  ] as const) {
    if (!who.includes(options.who)) continue;
    const actor = viewer(organisation);
    const { matters } = await listMatters(deps, { actor, sort: 'newest', offset: 0, limit: 50 });
    const [largest] = [...matters].sort((a, b) => b.letters - a.letters);
    say(timesHead);
    for (const [name, ask] of questions(deps, actor, largest)) {
      const times = await timesOf(Number(options.rounds), ask);
      say(timesLine(`${who}: ${name}`, times, times.answer));
    }
  }
  await database.close();
} finally {
  await rm(folder, { recursive: true, force: true });
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { figureNames } from '../schemas/dashboard.js';
import { deadlineRows } from '../src/alerts/alerts.models.js';
import { selectPlanned } from '../src/alerts/alerts.repo.js';
import { deadlines } from '../src/alerts/alerts.table.js';
import { tellFigure, tellFigures } from '../src/dashboard/figures.usecases.js';
import { listMatters, showChain } from '../src/dashboard/matters.usecases.js';
import { holidayCalendar } from '../src/domain/working-days.js';
import { effectiveTable } from '../src/holidays/built-in.js';
import type { Actor } from '../src/people/actor.js';
import { openBench } from './relay/database.js';
import { generated } from './relay/letters.js';
import { type Store, storeLetters } from './relay/load.js';

/**
 * How long the pages of the relay take in a store of many letters:
 *
 *   npm run bench:dashboard -- [--size 100000] [--on pglite,postgres] [--rounds 5]
 *
 * The letters are those of ../shared/eval/relay-scale.mjs, over eleven years, all held by one organisation (a department), and a tenth of them by a
 * province; the department has sent 200 of its letters to the 76 provinces, of which 40 use wian. PostgreSQL is the server of TEST_DATABASE_URL.
 */
const { values: options } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    on: { type: 'string', default: 'pglite,postgres' },
    rounds: { type: 'string', default: '5' },
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
async function addOffices({ db }: Store, receipts: number, asOf: string): Promise<void> {
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
  await db.execute(sql`analyze`);
}

async function timed(name: string, rounds: number, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  say(
    `  ${name.padEnd(46)} median ${times[Math.floor(rounds / 2)]!.toFixed(0)} ms, longest ${times.at(-1)!.toFixed(0)} ms`,
  );
}

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-dashboard-'));
try {
  const size = Number(options.size);
  const rounds = Number(options.rounds);
  for (const on of options.on.split(',')) {
    const database = await openBench(on, folder);
    if (!database) {
      say(`${on}: skipped, TEST_DATABASE_URL names no server`);
      continue;
    }
    const store: Store = { db: database.db, next: 1 };
    for await (const { records } of generated(size, join(folder, `${on}.jsonl`), size)) {
      await storeLetters(store, records, true);
    }
    const { rows } = (await store.db.execute(sql`select max(date)::text last from wian.letters`)) as unknown as {
      rows: { last: string }[];
    };
    const asOf = rows[0]!.last;
    await addOffices(store, store.next - 1, asOf);
    const deps = { db: store.db, office, clock: { now: () => new Date(`${asOf}T05:00:00Z`) } };
    say(`${database.name}, ${size.toLocaleString('en')} letters, as of ${asOf}`);
    for (const [who, organisation] of [
      ['department', DEPARTMENT],
      ['province', PROVINCE],
      ['another', '99'],
    ] as const) {
      const actor = viewer(organisation);
      const list = { actor, sort: 'newest' as const, offset: 0, limit: 50 };
      await timed(`${who}: list of matters`, rounds, () => listMatters(deps, list));
      await timed(`${who}: list, nearest deadline first`, rounds, () =>
        listMatters(deps, { ...list, sort: 'deadline' }),
      );
      await timed(`${who}: list, by words`, rounds, () => listMatters(deps, { ...list, text: 'ผู้สูงอายุ ๒๕๖๘' }));
      const { matters } = await listMatters(deps, list);
      const largest = [...matters].sort((a, b) => b.letters - a.letters)[0];
      if (largest)
        await timed(`${who}: chain of ${largest.letters} letters`, rounds, () =>
          showChain(deps, { actor, key: largest.key }),
        );
      const year = await tellFigures(deps, { actor });
      await timed(`${who}: all figures, a year (${year.letters} letters)`, rounds, () => tellFigures(deps, { actor }));
      for (const figure of figureNames) {
        await timed(`${who}: ${figure}, a year`, rounds, () => tellFigure(deps, { actor, figure }));
      }
      await timed(`${who}: all figures, eleven years`, rounds, () => tellFigures(deps, { actor, from: '2010-01-01' }));
    }
    await database.close();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

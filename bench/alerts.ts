import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'drizzle-orm';
import { SMTPServer } from 'smtp-server';
import { emailNotifier } from '../src/adapters/notify/email.js';
import { settleDuties } from '../src/alerts/duties.usecases.js';
import { type SendingDeps, sendMessages } from '../src/alerts/messages.usecases.js';
import { planAlerts } from '../src/alerts/planner.usecases.js';
import type { Notifier } from '../src/ports.js';
import type { Database } from '../src/shared/database.js';
import { createLogger } from '../src/shared/logger.js';
import { loadCirculars, loadOffices } from './alerts/load.js';
import { openBench } from './relay/database.js';

/**
 * How many deadlines are planned and told a second, and what a letter costs as letters grow tenfold:
 *
 *   npm run bench:alerts -- [--offices 7850] [--letters 20] [--on pglite,postgres]
 *
 * A department sends so many circulars a day to so many organisations, of each of which one clerk wants an e-mail. First a tenth of the organisations, then all of
 * them in the same store: the cost a letter should stay. Every circular is due in seven working days, so that the whole of it is told in one
 * morning, over SMTP to a server in this process. PostgreSQL is the server of TEST_DATABASE_URL. Times depend on the machine and its load; the figures beside one another are of one run.
 */
const { values: options } = parseArgs({
  options: {
    offices: { type: 'string', default: '7850' },
    letters: { type: 'string', default: '20' },
    on: { type: 'string', default: 'pglite,postgres' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
const policy = { urgency: { 'most-urgent': 1, 'very-urgent': 2, urgent: 3, soon: 5 }, province: null };

async function timed<T>(does: () => Promise<T>): Promise<{ seconds: number; processor: number; answer: T }> {
  const start = performance.now();
  const before = process.cpuUsage();
  const answer = await does();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - start) / 1000, processor: (user + system) / 1e6, answer };
}

const columns = ['letters', 'settled/s', 'told/s', 'planned/s', 'sent/s', 'ms a letter', 'processor ms'];
const line = (cells: readonly (string | number)[]) => say(cells.map((cell) => String(cell).padStart(13)).join(''));
const rate = (count: number, seconds: number) => (count / seconds).toFixed(0);

async function count(db: Database, query: ReturnType<typeof sql>): Promise<number> {
  const { rows } = (await db.execute(query)) as unknown as { rows: { n: number }[] };
  return rows[0]!.n;
}

/** Sends what is planned, and some minutes later again what a connection did not take; resolves to how many went. */
async function sendAll(
  db: Database,
  clock: (at: string) => Pick<SendingDeps, 'db' | 'clock'>,
  morning: string,
  notifiers: Notifier[],
): Promise<number> {
  let went = 0;
  for (const minutes of ['00', '10', '20']) {
    const turn = await sendMessages({ ...clock(`${morning}T08:${minutes}:00+07:00`), notifiers, log });
    went += turn.sent;
    if (turn.again === 0) break;
    const { rows } = (await db.execute(sql`select distinct reason from wian.alert_messages
      where state = 'planned' and attempts > 0`)) as unknown as { rows: { reason: string }[] };
    say(`${turn.again} messages are tried again: ${rows.map(({ reason }) => reason).join(', ')}`);
  }
  return went;
}

/** A day: circulars come in the evening, their duties are settled, and the next morning all of them are told. */
async function day(
  db: Database,
  notifiers: Notifier[],
  of: { first: number; offices: number; letters: number; day: string; morning: string },
) {
  await loadCirculars(db, { first: of.first, count: of.letters, day: of.day, left: 9, offices: of.offices });
  const clock = (at: string) => ({ db, office: policy, clock: { now: () => new Date(at) } });
  const settled = await timed(() => settleDuties(clock(`${of.day}T20:00:00+07:00`)));
  const planned = await timed(() => planAlerts(clock(`${of.morning}T08:00:00+07:00`)));
  const sent = await timed(() => sendAll(db, clock, of.morning, notifiers));
  if (sent.answer !== planned.answer.messages)
    throw new Error(`${sent.answer} of ${planned.answer.messages} were sent`);
  const letters = settled.answer;
  const all = [settled, planned, sent];
  const each = (of: 'seconds' | 'processor') => (1000 * all.reduce((sum, one) => sum + one[of], 0)) / letters;
  line([
    letters,
    rate(letters, settled.seconds),
    rate(planned.answer.alerts, planned.seconds),
    rate(planned.answer.messages, planned.seconds),
    rate(sent.answer, sent.seconds),
    each('seconds').toFixed(2),
    each('processor').toFixed(2),
  ]);
  const told = await count(db, sql`select count(*)::int as n from wian.alerts where receipt >= ${of.first}`);
  if (told !== letters) throw new Error(`${letters} letters, but ${told} were told`);
}

/** A mail server that takes what it is given and keeps the number of messages. */
let taken = 0;
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    stream.resume().on('end', () => {
      taken++;
      done();
    });
  },
});
await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
const { port } = server.server.address() as AddressInfo;
const log = createLogger('error');
const mail = emailNotifier({ url: `smtp://127.0.0.1:${port}`, from: 'wian@example.go.th' });

const folder = await mkdtemp(join(tmpdir(), 'wian-bench-alerts-'));
try {
  for (const name of options.on.split(',')) {
    const bench = await openBench(name, folder);
    if (!bench) {
      say(`${name}: TEST_DATABASE_URL is not set`);
      continue;
    }
    const { db } = bench;
    const offices = Number(options.offices);
    const letters = Number(options.letters);
    await loadOffices(db, offices);
    say(`${bench.name}: ${offices} organisations, ${letters} circulars a day`);
    line(columns);
    // Mondays and Tuesdays: nine days later is the seventh working day, without a holiday between.
    await day(db, [mail], {
      first: 1,
      offices: Math.ceil(offices / 10),
      letters,
      day: '2025-08-18',
      morning: '2025-08-19',
    });
    await day(db, [mail], { first: 10_001, offices, letters, day: '2025-08-25', morning: '2025-08-26' });
    const left = await count(db, sql`select count(*)::int as n from wian.alert_marks`);
    if (left > 0) throw new Error(`${left} marks are left`);
    const messages = await count(db, sql`select count(*)::int as n from wian.alert_messages where state = 'sent'`);
    if (messages !== taken) throw new Error(`${messages} messages in the ledger, ${taken} at the mail server`);
    taken = 0;
    await bench.close();
  }
} finally {
  await mail.close();
  await new Promise<void>((closed) => server.close(closed));
  await rm(folder, { recursive: true });
}

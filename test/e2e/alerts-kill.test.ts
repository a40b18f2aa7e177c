import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenDatabase, openPglite } from '../../src/adapters/db/open.js';
import { emailNotifier } from '../../src/adapters/notify/email.js';
import { alertMessages, alertPreferences } from '../../src/alerts/ledger.table.js';
import { sendMessages } from '../../src/alerts/messages.usecases.js';
import { memberships, people } from '../../src/people/accounts.table.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { contentOf, lineOf } from '../support/alert-lines.js';
import { testDatabases } from '../support/databases.js';
import { silent } from '../support/queue-places.js';
import { type SmtpPlace, smtpPlace } from '../support/smtp.js';

const TEN = new Date('2025-02-10T03:00:00Z');
const OFFICE = '54';

/** Records that another process can have open, at once or after this one has closed them. */
interface Records {
  open(): Promise<OpenDatabase>;
  /** What the other process opens. */
  elsewhere: { databaseUrl?: string; folder?: string };
  close(): Promise<void>;
}

async function embedded(): Promise<Records> {
  const folder = mkdtempSync(join(tmpdir(), 'wian-sender-'));
  return {
    open: () => openPglite(folder),
    elsewhere: { folder },
    close: async () => rmSync(folder, { recursive: true }),
  };
}

async function server(): Promise<Records> {
  const database = await testDatabases()[1]!.open();
  const { rows } = (await database.db.execute('select current_database() as name')) as unknown as {
    rows: { name: string }[];
  };
  const url = new URL(process.env.TEST_DATABASE_URL!);
  url.pathname = `/${rows[0]!.name}`;
  return { open: database.again!, elsewhere: { databaseUrl: url.href }, close: () => database.close() };
}

const kinds = [
  { name: 'the embedded database', make: embedded },
  ...(process.env.TEST_DATABASE_URL ? [{ name: 'PostgreSQL', make: server }] : []),
];

describe.each(kinds)('a sender that is killed, on $name', { timeout: 180_000 }, ({ make }) => {
  let records: Records;
  let smtp: SmtpPlace;
  /** How long the server takes for a mail. */
  let slowly = 0;
  beforeEach(async () => {
    records = await make();
    slowly = 0;
    smtp = await smtpPlace({}, () => sleep(slowly));
  });
  afterEach(async () => {
    await smtp.close();
    await records.close();
  });

  const within = async <T>(use: (db: OpenDatabase['db']) => Promise<T>): Promise<T> => {
    const database = await records.open();
    try {
      return await use(database.db);
    } finally {
      await database.close();
    }
  };
  /** Messages for one person, the first ones pressing. */
  const plan = (count: number, pressing = 0) =>
    within(async (db) => {
      const at = { createdAt: TEN, name: 'สมศรี', login: 'somsri' };
      const [{ id }] = (await db.insert(people).values(at).returning({ id: people.id })) as [{ id: number }];
      await db.insert(memberships).values({ person: id, organisation: OFFICE, role: 'clerk' });
      const settings = { way: 'email', email: 'clerk@office.example' } as const;
      await db.insert(alertPreferences).values({ person: id, organisation: OFFICE, settings });
      await db.insert(alertMessages).values(
        Array.from({ length: count }, (_, n) => ({
          key: `digest person:${id} ${OFFICE} ${n}`,
          organisation: OFFICE,
          recipient: `person:${id}`,
          channel: 'email' as const,
          kind: 'digest' as const,
          content: contentOf([lineOf({ subject: `เรื่องที่ ${n}` })]),
          plannedAt: TEN,
          notBefore: TEN,
          pressing: n < pressing,
        })),
      );
    });
  const ledger = () => within((db) => db.select().from(alertMessages).orderBy(asc(alertMessages.id)));
  const start = (at?: 'claimed' | 'accepted', leaseMs?: number) => {
    const task = { ...records.elsewhere, smtp: smtp.url, now: TEN, at, leaseMs };
    const script = join(packageRoot, 'test/support/vanishing-sender.mjs');
    return spawn(process.execPath, [script, JSON.stringify(task)], { stdio: ['ignore', 'pipe', 'inherit'] });
  };
  const said = async (child: ChildProcessByStdio<null, Readable, null>, word: string) => {
    for await (const part of child.stdout) if (String(part).includes(word)) return;
    throw new Error(`the sender ended without saying ${word}`);
  };
  const kill = async (child: ChildProcessByStdio<null, Readable, null>) => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  };
  /** A later sender to which every claim of before has run out. */
  const sendOn = (minutes: number) =>
    within(async (db) => {
      const email = emailNotifier({ url: smtp.url, from: 'wian@office.example' });
      const now = new Date(TEN.getTime() + minutes * 60_000);
      await sendMessages({ db, clock: { now: () => now }, notifiers: [email], log: silent }, { leaseMs: -1 });
      await email.close();
    });

  it.each([
    ['claimed', 0],
    ['accepted', 1],
  ] as const)('when a message was %s leaves it to a person, and sends nothing twice', async (at, taken) => {
    await plan(1);
    const child = start(at);
    await said(child, at);
    await kill(child);
    expect((await ledger()).map(({ state }) => state)).toEqual(['sending']);
    await sendOn(1);
    await sendOn(2);
    expect((await ledger()).map(({ state, reason }) => [state, reason])).toEqual([
      ['unknown', 'message.unknown: sender gone'],
    ]);
    expect(smtp.taken).toHaveLength(taken);
  });

  it.each([
    ['claimed', [true]],
    ['accepted', [false, true]],
  ] as const)('when one that cannot wait was %s has it go once more, said to be sent again', async (at, again) => {
    await plan(1, 1);
    const child = start(at);
    await said(child, at);
    await kill(child);
    for (const minutes of [0, 1, 2, 600]) await sendOn(minutes);
    expect((await ledger()).map(({ state, attempts }) => [state, attempts])).toEqual([['sent', 2]]);
    expect(smtp.taken.map(({ mail }) => mail.subject?.startsWith('ส่งซ้ำ'))).toEqual(again);
    expect(new Set(smtp.taken.map(({ mail }) => mail.messageId)).size).toBe(1);
  });

  it('at any moment, again and again, loses none and sends none twice but as the rule has it', async () => {
    const [count, pressing] = [60, 12];
    slowly = 15;
    await plan(count, pressing);
    let kills = 0;
    for (let round = 0; round < 8; round++) {
      const child = start(undefined, 3_600_000);
      await said(child, 'sending');
      // Somewhere between two mails, or within one.
      const enough = smtp.taken.length + Math.floor(Math.random() * 6);
      while (child.exitCode === null && smtp.taken.length < enough) await sleep(1);
      await sleep(Math.random() * 20);
      if (child.exitCode === null) kills++;
      await kill(child);
    }
    const cutOff = (await ledger()).filter(({ state }) => state === 'sending').length;
    for (const minutes of [0, 1, 10]) await sendOn(minutes);
    const rows = await ledger();
    const times = new Map<string, string[]>();
    for (const { mail } of smtp.taken) {
      const n = /เรื่องที่ ([๐-๙0-9]+)/.exec(mail.text!)![1]!;
      times.set(n, [...(times.get(n) ?? []), mail.subject!]);
    }
    console.log(
      `kills: ${kills}, cut off: ${cutOff}, ${JSON.stringify(Object.fromEntries(rows.map(({ state }) => [state, rows.filter((one) => one.state === state).length])))}, mails: ${smtp.taken.length}`,
    );
    expect([kills > 4, cutOff > 4]).toEqual([true, true]);
    expect(rows.map(({ state }) => state).filter((state) => state !== 'sent' && state !== 'unknown')).toEqual([]);
    for (const [n, row] of rows.entries()) {
      const subjects = times.get(String(n)) ?? [];
      // What is written down as sent has come; of what nobody knows, none came twice.
      if (row.state === 'sent') expect(subjects.length, row.key).toBeGreaterThanOrEqual(1);
      expect(subjects.length, row.key).toBeLessThanOrEqual(n < pressing ? 2 : 1);
      expect(subjects.slice(1).filter((subject) => !subject.startsWith('ส่งซ้ำ'))).toEqual([]);
      if (n < pressing) expect(row.state).toBe('sent');
    }
  });
});

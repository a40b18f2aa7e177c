import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { alertMessages, alertPreferences, alerts } from '../../src/alerts/ledger.table.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { correctLetter } from '../../src/circulars/correct.usecases.js';
import { addDays, thaiDay, weekdayOf } from '../../src/domain/calendar.js';
import { effectiveTable } from '../../src/holidays/built-in.js';
import { notices } from '../../src/notices/notices.table.js';
import { markDone } from '../../src/notices/steps.usecases.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, noticeOf, X } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

/** All days on which the office works, one after the other: what is counted here is the place in this list, and nothing of the rules under test. */
const closed = new Set(effectiveTable([]).flatMap(({ date, province }) => (province === null ? [date] : [])));
const WORKING = Array.from({ length: 900 }, (_, n) => addDays('2023-10-02', n)).filter(
  (day) => weekdayOf(day) !== 0 && weekdayOf(day) !== 6 && !closed.has(day),
);
const lastWorking = (day: string) => WORKING.findLastIndex((one) => one <= day);
const firstWorking = (day: string) => WORKING.findIndex((one) => one >= day);

interface Case {
  came: string;
  due: string;
  /** The day on which it is done, in the afternoon. */
  done: string | null;
}

/** What is to be told of a letter, `day step`, by the list of working days: worked out once for the whole of its time. */
function expected({ came, due, done }: Case, until: string): string[] {
  const last = lastWorking(due);
  const over = (day: string) => day > until || (done !== null && day > done);
  const reminders = [7, 3, 1, 0].map((ahead) => ({ step: ahead ? `ahead:${ahead}` : 'today', at: last - ahead }));
  const start = firstWorking(came);
  const told: string[] = [];
  // Of those that had come when the letter came, the latest is told on its first working day.
  const missed = reminders.filter(({ at }) => at <= start).at(-1);
  if (missed && WORKING[start]! <= due && !over(WORKING[start]!)) told.push(`${WORKING[start]} ${missed.step}`);
  for (const { step, at } of reminders) if (at > start && !over(WORKING[at]!)) told.push(`${WORKING[at]} ${step}`);
  for (let at = Math.max(firstWorking(addDays(due, 1)), start), n = 0; n < 30; at++, n++) {
    if (!over(WORKING[at]!)) told.push(`${WORKING[at]} overdue:${WORKING[at]}`);
  }
  return told;
}

describe('a year of one organisation', () => {
  const UNTIL = '2025-01-31';
  let database: TestDatabase;
  let store: TestStore;
  let receiver: Extract<Actor, { kind: 'person' }>;
  const cases: (Case & { receipt: number })[] = [];
  /** A letter of which the day is moved after it was told, and one of which it is called off. */
  let moved: number;
  let off: number;

  /** Letters that come every few days and are due after 2 to 30 days; a third is done in time, a third late, a third never. */
  const planned: Case[] = Array.from({ length: 70 }, (_, n) => {
    const came = addDays('2024-01-02', n * 5);
    const due = addDays(came, 2 + ((n * 11) % 29));
    const done = n % 3 === 0 ? null : n % 3 === 1 ? addDays(came, 1 + (n % 4)) : addDays(due, 1 + (n % 9));
    return { came, due, done };
  }).concat([
    // A leap day; New Year's Day of the next Buddhist year; the middle of Songkran; a Sunday.
    { came: '2024-02-05', due: '2024-02-29', done: null },
    { came: '2024-12-02', due: '2025-01-01', done: null },
    { came: '2024-03-18', due: '2024-04-14', done: null },
    { came: '2024-06-03', due: '2024-06-23', done: null },
  ]);

  beforeAll(async () => {
    database = await testDatabases()[0]!.open();
    store = testStore(database.db);
    receiver = await member(store, X, ['receiver']);
    await store.db.insert(alertPreferences).values({
      person: receiver.id,
      organisation: X,
      settings: { way: 'email', email: 'a@example.go.th' },
    });
    const clerk = await member(store, X, ['clerk']);
    await store.db.execute(sql`delete from wian.memberships where person = ${clerk.id}`);
    for (let day = '2024-01-01'; day <= UNTIL; day = addDays(day, 1)) {
      store.time = new Date(`${day}T07:30:00+07:00`);
      for (const one of planned.filter(({ came }) => came === day)) await take(one);
      if (day === '2024-07-01') moved = await take({ came: day, due: '2024-07-15', done: null });
      if (day === '2024-07-11') await redate(moved, '2024-08-30', clerk);
      if (day === '2024-07-29') off = await take({ came: day, due: '2024-08-09', done: null });
      if (day === '2024-08-08') await redate(off, null, clerk);
      // The message of the day goes at eight; the afternoon brings nothing twice.
      for (const time of ['08:00', '16:00']) {
        store.time = new Date(`${day}T${time}:00+07:00`);
        await planAlerts(store);
      }
      for (const one of cases.filter(({ done }) => done === day)) await finish(one.receipt);
    }
  }, 600_000);
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  let serial = 0;
  async function take(one: Case) {
    const letter = letterOf({
      ref: `ที่ มท ๐๘๑๐/ว ${++serial}`,
      subject: `เรื่องที่ ${serial}`,
      date: one.came,
      deadlines: [deadlineOf({ date: one.due })],
    });
    const receipt = await fileOf(store, X, [letter]);
    await noticeOf(store, { organisation: X, receipt, firstPage: 1, lastPage: 1 });
    cases.push({ ...one, receipt });
    return receipt;
  }
  async function finish(receipt: number) {
    const [row] = await store.db.select().from(notices).where(sql`${notices.receipt} = ${receipt}`);
    await markDone(store, { actor: receiver, id: row!.id, note: '' });
  }
  async function redate(receipt: number, to: string | null, clerk: Actor) {
    const value = to === null ? [] : [deadlineOf({ date: to })];
    await correctLetter(store, {
      receipt,
      ordinal: 0,
      actor: clerk,
      changes: [{ field: 'deadlines', value }],
    });
    await workAll(store);
    changed.add(receipt);
  }
  const changed = new Set<number>();
  const toldOf = async (receipt: number) => {
    const rows = await store.db
      .select()
      .from(alerts)
      .where(sql`${alerts.receipt} = ${receipt}`)
      .orderBy(asc(alerts.id));
    return rows.map(({ plannedAt, step }) => `${thaiDay(plannedAt)} ${step}`);
  };

  it('tells of each letter on the working days that the list of working days gives', async () => {
    const wrong: unknown[] = [];
    for (const one of cases.filter(({ receipt }) => !changed.has(receipt))) {
      const told = await toldOf(one.receipt);
      const wanted = expected(one, UNTIL);
      if (JSON.stringify(told) !== JSON.stringify(wanted)) wrong.push({ ...one, told, wanted });
    }
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(70);
  });

  it('tells before a leap day, over New Year and Songkran, and on the Friday before a Sunday', async () => {
    const of = async (due: string) => toldOf(cases.find((one) => one.due === due)!.receipt);
    expect(await of('2024-02-29')).toContain('2024-02-29 today');
    // 30 and 31 December 2567 and 1 January 2568 are holidays: the last day on which something can be done is Friday the 27th.
    expect(await of('2025-01-01')).toContain('2024-12-27 today');
    expect(await of('2025-01-01')).toContain('2025-01-02 overdue:2025-01-02');
    expect(await of('2024-04-14')).toContain('2024-04-11 today');
    expect(await of('2024-06-23')).toContain('2024-06-21 today');
  });

  it('tells of the day that was moved and of the one that was called off', async () => {
    const movedTold = await toldOf(moved);
    const workingDaysBefore = (due: string, days: number) => WORKING[lastWorking(due) - days]!;
    expect(movedTold.slice(0, 4)).toEqual([
      `${workingDaysBefore('2024-07-15', 7)} ahead:7`,
      `${workingDaysBefore('2024-07-15', 3)} ahead:3`,
      '2024-07-11 changed',
      `${workingDaysBefore('2024-08-30', 7)} ahead:7`,
    ]);
    expect(movedTold).toContain('2024-08-30 today');
    expect(await toldOf(off)).toEqual([
      `${workingDaysBefore('2024-08-09', 7)} ahead:7`,
      `${workingDaysBefore('2024-08-09', 3)} ahead:3`,
      '2024-08-08 cancelled',
    ]);
  });

  it('sends one message of the day, on working days, in the morning', async () => {
    const messages = await store.db.select().from(alertMessages);
    const digests = messages.filter(({ kind }) => kind === 'digest').map(({ plannedAt }) => thaiDay(plannedAt));
    expect(new Set(digests).size).toBe(digests.length);
    expect(digests.filter((day) => !WORKING.includes(day))).toEqual([]);
    expect(digests.length).toBeGreaterThan(100);
    for (const { notBefore } of messages) expect(notBefore.toISOString().slice(11, 13)).toMatch(/^(0[0-9]|1[01])$/);
    // What cannot wait for the next morning is due by the next working day.
    for (const { content, plannedAt } of messages.filter(({ kind }) => kind === 'at-once')) {
      const next = WORKING[firstWorking(addDays(thaiDay(plannedAt), 1))]!;
      for (const { dueOn } of content.lines) expect(WORKING[lastWorking(dueOn!)]! <= next).toBe(true);
    }
  });
});

import { asc, eq, gt, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { alertMarks, alertMessages, alertPreferences, alerts, duties } from '../../src/alerts/ledger.table.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { previewDigest } from '../../src/alerts/preview.usecases.js';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { files } from '../../src/circulars/circulars.table.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { holdings, sameLetters } from '../../src/circulars/holdings.table.js';
import { answerRescan } from '../../src/circulars/uploads.usecases.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { sendByHand } from '../../src/notices/send.js';
import { markDone } from '../../src/notices/steps.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { registerLetters } from '../../src/register/register.usecases.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, X, Y } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;

describe.each(testDatabases())('one letter in two files, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Person;
  let letter: Letter;
  let serial = 0;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    await store.db.execute(
      sql`truncate ${alerts}, ${alertMessages}, ${duties}, ${alertMarks}, ${alertPreferences}, ${sameLetters} cascade`,
    );
    for (const table of [notices, sendings, memberships, offices]) await store.db.delete(table);
    at('2025-02-03 09:00');
    clerk = await member(store, X, ['clerk', 'receiver'], { name: 'สมศรี จังหวัด' });
    letter = letterOf({
      ref: `ที่ มท ๐๘๐๘.๒/ว ${++serial}`,
      subject: `เรื่องที่ ${serial}`,
      date: '2025-01-27',
      issuer: { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null },
      recipients: [{ text: 'ผู้ว่าราชการจังหวัดทุกจังหวัด', scope: 'all', confidence: 1, evidence: [] }],
      deadlines: [deadlineOf({ date: '2025-02-28' })],
    });
    return () => store.dispose();
  });

  /** Sets the clock to a day and time in Thailand. */
  const at = (time: string) => {
    store.time = new Date(`${time.replace(' ', 'T')}:00+07:00`);
  };
  const name = new Map<number, string>();
  /** Sets the clock, plans, and gives the lines that were told by it: `file step day`. */
  const tell = async (time: string, plan: () => Promise<unknown> = () => planAlerts(store)) => {
    at(time);
    const [last] = await store.db.select({ id: sql<number>`coalesce(max(${alerts.id}), 0)::int` }).from(alerts);
    await plan();
    return store.db.select().from(alerts).where(gt(alerts.id, last!.id)).orderBy(asc(alerts.id));
  };
  const told = async (...of: Parameters<typeof tell>) =>
    (await tell(...of)).map(({ receipt, step, dueOn }) => `${name.get(receipt)} ${step} ${dueOn}`);
  const due = (...days: string[]): Partial<Letter> => ({ deadlines: days.map((date) => deadlineOf({ date })) });
  /** A file that the office takes in a minute after the last. */
  const came = async (as: string, given: Partial<Letter> = {}, organisation = X) => {
    store.time = new Date(store.clock.now().getTime() + 60_000);
    const receipt = await fileOf(store, organisation, [{ ...letter, title: as, ...given }]);
    name.set(receipt, as);
    return receipt;
  };
  const answer = (receipt: number, of: number, same: boolean) =>
    answerRescan(store, { receipt, of, same, actor: clerk });
  const corrected = async (receipt: number, field: string, value: unknown) => {
    await correctField(store, { receipt, letter: 0, field, value, actor: 'test' });
    await workAll(store);
  };

  it('is told once where both say one day, by two workers too, and the line says that it is asked', async () => {
    const settings = { way: 'email', email: 'a@example.go.th' } as const;
    await store.db.insert(alertPreferences).values({ person: clerk.id, organisation: X, settings });
    await came('first');
    await came('second');
    const both = () => Promise.all([planAlerts(store), planAlerts(store)]);
    expect(await told('2025-02-19 08:00', both)).toEqual(['first ahead:7 2025-02-28']);
    expect(await told('2025-02-19 09:00')).toEqual([]);
    const [message, ...more] = await store.db.select().from(alertMessages);
    expect(more).toEqual([]);
    expect(message!.content.lines).toMatchObject([
      { dueOn: '2025-02-28', sure: true, papers: { more: 1, asked: true, readings: [] } },
    ]);
    expect((await previewDigest(store, { actor: clerk, day: '2025-02-25' })).lines).toHaveLength(1);
  });

  it('is told once with the second file coming after the first was told', async () => {
    await came('first');
    expect(await told('2025-02-19 08:00')).toEqual(['first ahead:7 2025-02-28']);
    await came('second');
    expect(await told('2025-02-20 08:00')).toEqual([]);
    const [row, ...more] = await tell('2025-02-25 08:00');
    expect([row!.step, row!.line.papers?.asked, more]).toEqual(['ahead:3', true, []]);
  });

  it('is still one letter, and asked no longer, once a person says so; and two, once a person says that', async () => {
    const [first, second] = [await came('first'), await came('second')];
    expect(await told('2025-02-19 08:00')).toEqual(['first ahead:7 2025-02-28']);
    await answer(second, first, true);
    const [row, ...more] = await tell('2025-02-25 08:00');
    expect([row!.receipt, row!.step, row!.line.papers, more]).toEqual([first, 'ahead:3', undefined, []]);
    await answer(second, first, false);
    expect((await told('2025-02-27 08:00')).sort()).toEqual(['first ahead:1 2025-02-28', 'second ahead:1 2025-02-28']);
    await answer(second, first, true);
    expect(await told('2025-02-28 08:00')).toEqual(['first today 2025-02-28']);
  });

  it.each([
    ['second', '2025-02-28', '2025-02-25'],
    ['first', '2025-02-25', '2025-02-28'],
  ])('tells the earlier of two days as one to check, with both, where it is that of the %s', async (by, one, other) => {
    const [first, second] = [await came('first', due(one)), await came('second', due(other))];
    const [row, ...more] = await tell('2025-02-20 08:00');
    expect(more).toEqual([]);
    expect([name.get(row!.receipt), row!.dueOn]).toEqual([by, '2025-02-25']);
    expect(row!.line).toMatchObject({ sure: false, papers: { more: 1, asked: true, readings: [[one], [other]] } });
    // One letter still differs in what was read of it; two are each told with their own day.
    await answer(second, first, true);
    const [same, ...none] = await tell('2025-02-21 08:00');
    expect([same, none]).toEqual([undefined, []]);
    expect((await tell('2025-02-24 08:00')).map(({ line }) => [line.dueOn, line.sure, line.papers])).toEqual([
      ['2025-02-25', false, { more: 1, asked: false, readings: [[one], [other]] }],
    ]);
    await answer(second, first, false);
    const later = by === 'first' ? 'second' : 'first';
    expect(
      (await tell('2025-02-25 08:00')).map(({ line, ...of }) => [name.get(of.receipt), of.step, line.sure]),
    ).toEqual(
      expect.arrayContaining([
        [by, 'today', true],
        [later, 'ahead:3', true],
      ]),
    );
  });

  it('is sure again once the wrong reading is put right', async () => {
    const [, second] = [await came('first'), await came('second', due('2025-02-21'))];
    expect((await tell('2025-02-19 08:00')).map(({ dueOn, line }) => [dueOn, line.sure])).toEqual([
      ['2025-02-21', false],
    ]);
    await corrected(second, 'deadlines', [deadlineOf({ date: '2025-02-28' })]);
    const rows = await tell('2025-02-20 08:00');
    expect(rows.map(({ receipt, step, line }) => [name.get(receipt), step, line.dueOn, line.sure])).toEqual([
      ['first', 'ahead:7', '2025-02-28', true],
    ]);
  });

  it('counts as the day what a person confirmed, once it is said to be one letter and not before', async () => {
    const [first, second] = [await came('first'), await came('second', due('2025-02-21'))];
    const { version } = await showLetter(store, { receipt: first, ordinal: 0, actor: clerk });
    await confirmLetter(store, { receipt: first, ordinal: 0, actor: clerk, version });
    await workAll(store);
    expect((await tell('2025-02-19 08:00')).map(({ dueOn, line }) => [dueOn, line.sure])).toEqual([
      ['2025-02-21', false],
    ]);
    await answer(second, first, true);
    const rows = await tell('2025-02-20 08:00');
    expect(rows.map(({ dueOn, line }) => [dueOn, line.sure, line.papers])).toEqual([['2025-02-28', true, undefined]]);
  });

  it('is told as one to check where one file states no day', async () => {
    await came('first', due());
    await came('second');
    expect(
      (await tell('2025-02-19 08:00')).map(({ receipt, line }) => [name.get(receipt), line.sure, line.papers]),
    ).toEqual([['second', false, { more: 1, asked: true, readings: [[], ['2025-02-28']] }]]);
  });

  it('loses no day where it cannot be told which stands for which', async () => {
    await came('first', due('2025-02-21', '2025-02-28'));
    await came('second', due('2025-02-20', '2025-02-27'));
    const rows = await tell('2025-02-19 08:00');
    expect(rows.map(({ dueOn, line }) => [dueOn, line.sure]).sort()).toEqual([
      ['2025-02-20', false],
      ['2025-02-21', false],
      ['2025-02-27', false],
      ['2025-02-28', false],
    ]);
  });

  it('is two again once the second is found to bear another number', async () => {
    const [, second] = [await came('first'), await came('second')];
    expect(await told('2025-02-19 08:00')).toEqual(['first ahead:7 2025-02-28']);
    await corrected(second, 'reference', letterOf({ ref: 'ที่ มท ๐๘๐๘.๒/ว ๙๘๗๖' }).reference);
    await corrected(second, 'subject', 'อีกเรื่องหนึ่ง');
    expect(await told('2025-02-20 08:00')).toEqual(['second ahead:7 2025-02-28']);
    expect((await told('2025-02-25 08:00')).sort()).toEqual(['first ahead:3 2025-02-28', 'second ahead:3 2025-02-28']);
  });

  it('is told by the other file while one is done, until it is said that both are one', async () => {
    const [first, second] = [await came('first'), await came('second')];
    await registerLetters(store, { actor: clerk, letters: [{ receipt: first, firstPage: 1, rank: 0 }] });
    expect(await told('2025-02-19 08:00')).toEqual(['first ahead:7 2025-02-28']);
    const [notice] = await store.db.select().from(notices).where(eq(notices.receipt, first));
    await markDone(store, { actor: clerk, id: notice!.id, note: '' });
    const [row, ...more] = await tell('2025-02-25 08:00');
    expect([name.get(row!.receipt), row!.step, row!.line.papers?.asked, more]).toEqual(['second', 'ahead:3', true, []]);
    await answer(second, first, true);
    expect(await told('2025-02-27 08:00')).toEqual([]);
  });

  it('is passed on once: by the other file while one is not, until it is said that both are one', async () => {
    const relay = { received_from: [], forward_to: ['อำเภอ'] };
    const [first, second] = [await came('first', { relay }), await came('second', { relay })];
    const tasks = async () => {
      await planAlerts(store);
      const rows = await store.db.select().from(duties).where(eq(duties.kind, 'relay')).orderBy(asc(duties.receipt));
      return rows.flatMap(({ receipt, detail }) =>
        detail.folded ? [] : [[name.get(receipt), detail.papers?.readings]],
      );
    };
    expect(await tasks()).toEqual([['first', []]]);
    const place = { organisation: X, receipt: first, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
    await store.db.transaction((tx) => sendByHand(tx, { ...place, to: ['5402'] }));
    expect(await tasks()).toEqual([['second', []]]);
    await answer(second, first, true);
    expect(await tasks()).toEqual([]);
  });

  it('waits while the other file is being read anew, and tells nothing twice', async () => {
    const [first, second] = [await came('first'), await came('second')];
    expect(await told('2025-02-19 08:00')).toEqual(['first ahead:7 2025-02-28']);
    await store.db.update(files).set({ status: 'reading' }).where(eq(files.receipt, first));
    await store.db.insert(alertMarks).values({ receipt: second, organisation: X });
    expect(await told('2025-02-20 08:00')).toEqual([]);
    expect((await store.db.select().from(alertMarks)).map(({ receipt }) => receipt)).toEqual([second]);
    await store.db.update(files).set({ status: 'done' }).where(eq(files.receipt, first));
    expect(await told('2025-02-20 09:00')).toEqual([]);
    expect(await store.db.select().from(alertMarks)).toEqual([]);
  });

  it('is of a secrecy class as soon as one of the files shows it', async () => {
    await came('first');
    await came('second', { secrecy: 'secret', ...due('2025-02-21') });
    await came('third', due('2025-02-20'));
    const rows = await tell('2025-02-19 08:00');
    expect(rows.map(({ dueOn, line }) => [dueOn, line.veiled, line.subject, line.papers])).toEqual([
      ['2025-02-20', true, null, undefined],
    ]);
  });

  it('is told once however many files there are, and never with what was said to be another', async () => {
    const [first, second, third] = [await came('first'), await came('second'), await came('third')];
    await answer(second, first, false);
    expect((await told('2025-02-19 08:00')).sort()).toEqual(['first ahead:7 2025-02-28', 'second ahead:7 2025-02-28']);
    expect(await store.db.select({ of: sameLetters.ofReceipt }).from(sameLetters)).toEqual([{ of: first }]);
    await answer(third, first, false);
    expect((await told('2025-02-25 08:00')).sort()).toEqual(['first ahead:3 2025-02-28', 'second ahead:3 2025-02-28']);
    expect(await store.db.select({ of: sameLetters.ofReceipt }).from(sameLetters)).toEqual([{ of: second }]);
  });

  it('is no matter of another office', async () => {
    const other = await member(store, Y, ['receiver']);
    await came('first');
    const theirs = await came('second', due('2025-02-27'), Y);
    expect((await store.db.select().from(holdings).where(eq(holdings.receipt, theirs))).length).toBe(1);
    const rows = await tell('2025-02-19 08:00');
    expect(rows.map(({ recipient, dueOn, line }) => [recipient, dueOn, line.papers]).sort()).toEqual(
      [
        [`person:${clerk.id}`, '2025-02-28', undefined],
        [`person:${other.id}`, '2025-02-27', undefined],
      ].sort(),
    );
  });
});

import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Deadline, Letter } from '../../schemas/record.js';
import { deadlines } from '../../src/alerts/alerts.table.js';
import { listDeadlines } from '../../src/alerts/alerts.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { files, letters, pages } from '../../src/circulars/circulars.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import { listCirculars } from '../../src/circulars/lists.usecases.js';
import { holidays } from '../../src/holidays/holidays.table.js';
import { addHoliday, importHolidays, listHolidays, removeHoliday } from '../../src/holidays/holidays.usecases.js';
import { machine } from '../../src/people/actor.js';
import { relayCitations, relayLetters } from '../../src/relay/relay.table.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { fc } from '../support/property.js';
import { contentOf, put, type TestStore, testStore, workAll } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => {
  const { composeTestFile } = await import('../support/compose.js');
  return { composeFile: composeTestFile };
});

const OPDC = { name: 'สำนักงาน ก.พ.ร.', level: 'central', province: null } as const;
const SUBJECT = 'การสมัครขอรับรางวัลเลิศรัฐ ประจำปี พ.ศ. ๒๕๖๘';

const FIRST = letterOf({
  ref: 'ที่ นร ๑๒๐๖/๓๔๗',
  date: '2025-01-10',
  issuer: OPDC,
  subject: SUBJECT,
  deadlines: [deadlineOf({ date: '2025-02-28', binds: 'applicant', optional: true, kind: 'window' })],
});
const extension = (
  date: string,
  to: string | null,
  old: string,
  change: 'extend' | 'cancel' = 'extend',
  cites = 'นร 1206/347',
) =>
  letterOf({
    ref: `ที่ นร ๑๒๐๖/${date.slice(5, 7)}${date.slice(8)}`,
    date,
    issuer: OPDC,
    subject: SUBJECT,
    references: [
      citationOf({ reference: cites, date: cites === 'นร 1206/347' ? '2025-01-10' : null, issuer: OPDC.name }),
    ],
    deadlines: [
      deadlineOf({ date: to, binds: 'applicant', kind: 'window', supersedes: { date: old, citation: null, change } }),
    ],
  });
const ONCE = extension('2025-02-20', '2025-03-31', '2025-02-28');
const TWICE = extension('2025-03-20', '2025-04-30', '2025-03-31');
const OFF = extension('2025-04-10', null, '2025-04-30', 'cancel');

describe.each(testDatabases())('deadlines worked out on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;

  const empty = async () => {
    for (const table of [deadlines, relayCitations, relayLetters, letters, pages, files, holidays]) {
      await store.db.delete(table);
    }
  };
  /** Takes a letter in and does all that comes of it; resolves to its receipt. */
  const take = async (letter: Letter | Letter[], name = 'ว.pdf') => {
    const { receipt } = await put(store, name, contentOf([[letter].flat()]));
    await workAll(store);
    return receipt;
  };
  const one = async (deadline: Deadline, more: Partial<Letter> = {}) => {
    const receipt = await take(letterOf({ date: '2025-01-27', deadlines: [deadline], ...more }));
    const [item] = await listDeadlines(store, { actor: machine('test'), receipt });
    return item!;
  };
  /** What became of each deadline, by its letter's date: its state, and which letters changed it. */
  const told = async (): Promise<string[]> => {
    const files = await listCirculars(store, { actor: machine('test') });
    const dateOf = (key: string) => files.find(({ receipt }) => `${receipt}#0` === key)!.letters[0]!.date;
    return (await listDeadlines(store, { actor: machine('test') }))
      .map(({ letter, state, changes }) =>
        [
          letter.date,
          state,
          ...changes.map(({ key, change, to, certain }) => `${dateOf(key)} ${change} ${to} ${certain}`),
        ].join(' '),
      )
      .sort();
  };

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    await empty();
  });

  it('are counted from the stamp, and lie between two days without one', async () => {
    const relative = { days: 7, working: true, from: 'receipt' } as const;
    const stamp = { office: null, number: '058', date: '2025-01-30', time: null, confidence: 0.95, evidence: [] };
    const stamped = await one(deadlineOf({ relative }), { received: [stamp] });
    // 31 ม.ค., 3-7 ก.พ., 10 ก.พ.
    expect(stamped.resolved).toMatchObject({ dueOn: '2025-02-10', basis: 'counted', estimate: false });
    // The file was taken in on 1 ก.พ. 2568, a Saturday: from the letter 28 ม.ค. to 5 ก.พ., from the register 3 to 11 ก.พ.
    const unknown = await one(deadlineOf({ relative, text: 'อีกฉบับ' }));
    expect(unknown.resolved).toMatchObject({ dueOn: '2025-02-05', lastOn: '2025-02-11', estimate: true });
    const [row] = await store.db
      .select()
      .from(deadlines)
      .where(sql`receipt = ${Number(unknown.key.split('#')[0])}`);
    expect(row).toMatchObject({
      dueOn: '2025-02-05',
      lastOn: '2025-02-11',
      remindOn: '2025-02-05',
      basis: 'counted',
      state: 'live',
    });
  });

  it('keep listing what may still be due, and what recurs', async () => {
    await one(deadlineOf({ relative: { days: 7, working: true, from: 'receipt' } }));
    await one(deadlineOf({ recurrence: 'FREQ=MONTHLY;BYMONTHDAY=5' }));
    const days = async (from: string) =>
      (await listDeadlines(store, { actor: machine('test'), asOf: from, from })).map(({ resolved }) => resolved.dueOn);
    expect(await days('2025-02-11')).toEqual(['2025-02-05', '2025-03-05']);
    expect(await days('2025-02-12')).toEqual(['2025-03-05']);
    expect(await days('2025-07-06')).toEqual(['2025-08-05']);
  });

  it('make a task of a cover that is urgent by its speed class, by the policy of the settings', async () => {
    const urgent = {
      speed: 'most-urgent',
      action: { kind: 'act', submit_to: null },
      confidence: { speed: 0.97 },
    } as const;
    store.office = { ...store.office, urgency: { ...store.office.urgency, 'most-urgent': 2 } };
    const receipt = await take([
      letterOf({ ...urgent, date: '2025-01-30' }),
      letterOf({ ...urgent, date: '2025-01-27', subject: 'หนังสือที่แนบ' }),
    ]);
    const items = await listDeadlines(store, { actor: machine('test'), receipt });
    expect(items.map(({ key, resolved }) => [key, resolved.basis, resolved.dueOn])).toEqual([
      [`${receipt}#0`, 'policy', '2025-02-03'],
    ]);
    expect(items[0]!.resolved.reason).toContain('เกณฑ์ของหน่วยงาน');
    expect(items[0]!.letter.deadlines).toEqual([]);
  });

  it('say what had passed before it came, and what binds first', async () => {
    const meeting = letterOf({ date: '2024-12-24', deadlines: [deadlineOf({ date: '2024-12-25', kind: 'event' })] });
    const cover = letterOf({
      date: '2025-01-23',
      deadlines: [deadlineOf({ date: '2025-02-23' }), deadlineOf({ date: '2025-02-10', binds: 'relay' })],
    });
    const receipt = await take([cover, meeting]);
    const items = await listDeadlines(store, { actor: machine('test'), receipt, asOf: '2025-02-03' });
    expect(items.map(({ deadline, state, first }) => [deadline.date, state, first])).toEqual([
      ['2024-12-25', 'expired', false],
      ['2025-02-10', 'live', true],
      ['2025-02-23', 'live', false],
    ]);
    // 4-7 and 10 ก.พ.
    expect(items[1]).toMatchObject({ daysLeft: 7, workingDaysLeft: 5 });
    expect(await listDeadlines(store, { actor: machine('test'), receipt, from: '2024-01-01' })).toHaveLength(2);
  });

  it('are superseded and cancelled by later letters, with their history kept', async () => {
    for (const letter of [FIRST, ONCE, TWICE]) await take(letter);
    expect(await told()).toEqual([
      '2025-01-10 superseded 2025-02-20 extend 2025-03-31 true',
      '2025-02-20 superseded 2025-03-20 extend 2025-04-30 true',
      '2025-03-20 live',
    ]);
    expect(
      (await listDeadlines(store, { actor: machine('test'), from: '2025-01-01' })).map(({ deadline }) => deadline.date),
    ).toEqual(['2025-04-30']);
    await take(OFF);
    expect((await told()).slice(2)).toEqual(['2025-03-20 cancelled 2025-04-10 cancel null true', '2025-04-10 notice']);
    expect(await listDeadlines(store, { actor: machine('test'), from: '2025-01-01' })).toEqual([]);
    expect(await listDeadlines(store, { actor: machine('test') })).toHaveLength(4);
  });

  it('come out the same whichever letter came first', async () => {
    const list = [FIRST, ONCE, TWICE, OFF];
    for (const letter of list) await take(letter);
    const expected = await told();
    const orders = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    await fc.assert(
      fc.asyncProperty(orders, async (order) => {
        await empty();
        for (const n of order) await take(list[n]!);
        expect(await told()).toEqual(expected);
      }),
      { numRuns: 8 },
    );
  });

  it('are found without a citation by issuer, subject and old day, also when the earlier letter comes later', async () => {
    const uncited = letterOf({ ...ONCE, references: [], subject: `ขยายเวลา${SUBJECT}` });
    await take(uncited);
    expect(await told()).toEqual(['2025-02-20 live']);
    await take(FIRST);
    expect(await told()).toEqual(['2025-01-10 superseded 2025-02-20 extend 2025-03-31 true', '2025-02-20 live']);
  });

  it('keep their history when the file is read again', async () => {
    const receipt = await take(FIRST);
    await take(ONCE);
    const before = await told();
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    await workAll(store);
    expect(await told()).toEqual(before);
    store.times = 2;
    await retryFile(store, { actor: machine('test'), receipt: receipt + 1, all: true });
    await workAll(store);
    expect(await told()).toEqual(before);
  });

  it('are changed in every file in which the letter came, whichever came first', async () => {
    const bundle = (n: number) => [
      letterOf({ ref: `ที่ พร ๐๐๒๓.๓/${n}`, date: '2025-01-30', subject: `เรื่องที่ ${n}` }),
      FIRST,
    ];
    const inputs = [FIRST, bundle(1), { ...ONCE, subject: 'เรื่องอื่น' }, bundle(2)];
    const states = async () =>
      (await listDeadlines(store, { actor: machine('test') }))
        .map(({ letter, state }) => `${letter.date} ${state}`)
        .sort();
    for (const order of [
      [0, 1, 2, 3],
      [2, 1, 3, 0],
      [3, 2, 0, 1],
    ]) {
      await empty();
      for (const n of order) await take(inputs[n]!);
      const superseded = '2025-01-10 superseded';
      expect(await states()).toEqual([superseded, superseded, superseded, '2025-02-20 live']);
    }
  });

  it('are both left live where two could be meant', async () => {
    const two = letterOf({
      ...FIRST,
      deadlines: [deadlineOf({ date: '2025-02-10' }), deadlineOf({ date: '2025-02-28' })],
    });
    const vague = letterOf({
      ...ONCE,
      deadlines: [deadlineOf({ date: '2025-03-31', supersedes: { date: null, citation: null, change: 'extend' } })],
    });
    await take(two);
    await take(vague);
    expect(await told()).toEqual([
      '2025-01-10 live 2025-02-20 extend 2025-03-31 false',
      '2025-01-10 live 2025-02-20 extend 2025-03-31 false',
      '2025-02-20 live',
    ]);
  });

  describe('by the table of holidays', () => {
    const csv = (...lines: string[]) => Buffer.from(['date,name,kind,source,status,province', ...lines].join('\n'));
    const dates = async (year: number) => (await listHolidays(store, { year })).map(({ date }) => date);

    it('follow an import of the years it names, and no other', async () => {
      const relative = { days: 3, working: true, from: 'letter-date' } as const;
      await one(deadlineOf({ relative }), { date: '2025-02-07' });
      // 10, 11, 13 ก.พ.: the 12th is มาฆบูชา.
      expect((await listDeadlines(store, { actor: machine('test') }))[0]!.resolved.dueOn).toBe('2025-02-13');
      const before = await dates(2026);
      const answer = await importHolidays(store, {
        content: csv('๒๕๖๘-๐๒-๑๐,วันทดสอบ,special,มติ,announced,', '2568-2-11,วันทดสอบ,special,มติ,announced,'),
        actor: 'สมชาย',
      });
      expect(answer).toEqual({ days: 2, years: [2025], deadlines: 1, problems: [] });
      // 12, 13, 14 ก.พ.
      expect((await listDeadlines(store, { actor: machine('test') }))[0]!.resolved).toMatchObject({
        dueOn: '2025-02-14',
        remindOn: '2025-02-14',
      });
      expect(await dates(2025)).toEqual(['2025-02-10', '2025-02-11']);
      expect(await dates(2026)).toEqual(before);
      const log = await store.db.select().from(auditLog).where(sql`action = 'holidays.imported'`);
      expect(log.at(-1)).toMatchObject({ actor: 'สมชาย', detail: { days: 2, years: [2025], deadlines: 1 } });
    });

    it('are not touched by a file with a problem, nor by a dry run', async () => {
      const before = await listHolidays(store);
      const bad = csv(
        '2025-01-01,ก,special,ข,announced,',
        '2568-02-30,ก,special,ข,announced,',
        '2025-01-03,,special,ข,declared,อตาลันตา',
        '๒๕๖๘-๐๑-๐๑,ก,special,ข,announced,',
      );
      const answer = await importHolidays(store, { content: bad });
      expect(answer.problems.map(({ line, column, code }) => [line, column, code])).toEqual([
        [3, 'date', 'csv.value'],
        [4, 'name', 'csv.value'],
        [4, 'status', 'csv.value'],
        [4, 'province', 'csv.value'],
        [5, 'date', 'csv.duplicate'],
      ]);
      expect(answer.days).toBe(0);
      const good = csv('2025-01-01,ก,special,ข,announced,');
      expect(await importHolidays(store, { content: good, dryRun: true })).toMatchObject({ days: 1, problems: [] });
      expect(await listHolidays(store)).toEqual(before);
      expect(await store.db.$count(holidays)).toBe(0);
    });

    it('keep the rest of a built-in year when a day of it is added or removed', async () => {
      const before = await dates(2026);
      await one(deadlineOf({ relative: { days: 1, working: true, from: 'letter-date' } }), { date: '2026-06-01' });
      expect((await listDeadlines(store, { actor: machine('test') }))[0]!.resolved.dueOn).toBe('2026-06-02');
      const day = { date: '2026-06-02', name: 'วันหยุดพิเศษ', source: 'มติ ครม.' };
      expect(await addHoliday(store, day)).toBe(1);
      expect(await dates(2026)).toEqual([...before, '2026-06-02'].sort());
      // 3 มิ.ย. is a holiday too.
      expect((await listDeadlines(store, { actor: machine('test') }))[0]!.resolved.dueOn).toBe('2026-06-04');
      await removeHoliday(store, { date: '2026-06-02' });
      await removeHoliday(store, { date: '2026-01-02' });
      expect(await dates(2026)).toEqual(before.filter((date) => date !== '2026-01-02'));
      expect((await listDeadlines(store, { actor: machine('test') }))[0]!.resolved.dueOn).toBe('2026-06-02');
      await expect(removeHoliday(store, { date: '2026-06-02' })).rejects.toMatchObject({ code: 'record.not_found' });
    });

    it('know a province’s own days beside those of the country', async () => {
      const before = await dates(2026);
      await addHoliday(store, { date: '2026-03-20', name: 'วันฮารีรายอ', source: 'มติ ครม.', province: 'จังหวัดยะลา' });
      expect(await dates(2026)).toEqual([...before, '2026-03-20'].sort());
      const due = deadlineOf({ relative: { days: 1, working: true, from: 'letter-date' } });
      expect((await one(due, { date: '2026-03-19' })).resolved.dueOn).toBe('2026-03-20');
      store.office = { ...store.office, province: 'ยะลา' };
      expect((await one(due, { date: '2026-03-19', subject: 'ที่ยะลา' })).resolved.dueOn).toBe('2026-03-23');
      const nowhere = addHoliday(store, { date: '2026-03-20', name: 'ก', source: 'ข', province: 'ยลา' });
      await expect(nowhere).rejects.toMatchObject({ code: 'request.invalid' });
    });
  });

  // Last: a correction can never be deleted, nor the file it is of.
  it('live again when the later letter turns out to say something else', async () => {
    const receipt = await take(ONCE);
    await take(FIRST);
    const other = [deadlineOf({ date: '2025-03-31' })];
    await correctField(store, { receipt, letter: 0, field: 'deadlines', value: other, actor: 'สมชาย' });
    await workAll(store);
    expect(await told()).toEqual(['2025-01-10 live', '2025-02-20 live']);
    await correctField(store, { receipt, letter: 0, field: 'deadlines', value: ONCE.deadlines, actor: 'สมชาย' });
    await workAll(store);
    expect((await told())[0]).toContain('superseded');
  });
});

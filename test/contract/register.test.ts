import { asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import type { RegisterRequest } from '../../schemas/register.js';
import { listDeadlines } from '../../src/alerts/alerts.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { notices } from '../../src/notices/notices.table.js';
import type { Actor } from '../../src/people/actor.js';
import { nextNumber } from '../../src/register/lists.usecases.js';
import { registerCounters, registerEntries } from '../../src/register/register.table.js';
import {
  cancelEntry,
  changeEntry,
  registerLetters,
  registerPaper,
  setNextNumber,
} from '../../src/register/register.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, noticeOf } from '../support/http.js';
import { deadlineOf } from '../support/letters.js';
import { PAPER, someLetter } from '../support/register.js';
import { type TestStore, testStore } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

let serial = 0;

describe.each(testDatabases())('the register of received letters on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Extract<Actor, { kind: 'person' }>;
  let office: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  // Every test has an office of its own, and so books that are empty.
  beforeEach(async () => {
    store = testStore(database.db);
    office = `54${String(++serial).padStart(2, '0')}`;
    clerk = await member(store, office, ['clerk']);
  });

  const take = (given: Parameters<typeof someLetter>[0] = {}) => fileOf(store, office, [someLetter(given)]);
  const register = async (receipt: number, more: Partial<RegisterRequest['letters'][number]> = {}, actor = clerk) => {
    const { results } = await registerLetters(store, { actor, letters: [{ receipt, firstPage: 1, rank: 0, ...more }] });
    return results[0]!;
  };
  const lines = () =>
    store.db
      .select()
      .from(registerEntries)
      .where(eq(registerEntries.organisation, office))
      .orderBy(asc(registerEntries.number));
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error) => error.code,
    );

  it('gives two hundred letters that come at once the numbers 1 to 200, each one time', async () => {
    const entries = await Promise.all(
      Array.from({ length: 200 }, () => registerPaper(store, { actor: clerk, ...PAPER })),
    );
    const numbers = entries.map(({ number }) => number).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    expect((await lines()).map(({ number }) => number)).toEqual(numbers);
  });

  it('makes one line of fifty clerks who register one letter at once', async () => {
    const receipt = await take();
    const results = await Promise.all(Array.from({ length: 50 }, () => register(receipt)));
    expect(new Set(results.map(({ entry }) => entry?.id)).size).toBe(1);
    expect(results.filter(({ known }) => !known)).toHaveLength(1);
    expect((await registerPaper(store, { actor: clerk, ...PAPER })).number).toBe(2);
  });

  it('gives the numbers of transactions that are rolled back to others', async () => {
    const transaction: TestStore['db']['transaction'] = (work, config) =>
      store.db.transaction(async (tx) => {
        await work(tx);
        throw new Error('the process was killed');
      }, config);
    const failing = { ...store, db: { transaction } as TestStore['db'] };
    const work = Array.from({ length: 30 }, (_, at) =>
      registerPaper(at % 3 === 0 ? failing : store, { actor: clerk, ...PAPER }),
    );
    const ended = await Promise.allSettled(work);
    expect(ended.filter(({ status }) => status === 'rejected')).toHaveLength(10);
    expect((await lines()).map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });

  it('numbers each organisation, book and Buddhist year of the arrival by itself', async () => {
    const other = await member(store, `9${office}`, ['clerk'], { secret: true });
    const at = (day: string) => `${day}T09:00:00+07:00`;
    const paper = (actor: Actor, day: string, secret = false) =>
      registerPaper(store, { actor, ...PAPER, date: null, at: at(day), secret });
    expect(await paper(clerk, '2025-01-31')).toMatchObject({ number: 1, year: 2568 });
    expect(await paper(clerk, '2024-12-31')).toMatchObject({ number: 1, year: 2567 });
    expect(await paper(clerk, '2025-01-01')).toMatchObject({ number: 2, year: 2568 });
    expect(await paper(other, '2025-01-31')).toMatchObject({ number: 1, year: 2568 });
    expect(await paper(other, '2025-01-31', true)).toMatchObject({ number: 1, book: 'received-secret' });
    // It was still the old year in Greenwich.
    const night = await registerPaper(store, { actor: clerk, ...PAPER, date: null, at: '2025-01-01T00:30:00+07:00' });
    expect(night).toMatchObject({ number: 3, year: 2568 });
  });

  it('fills a line from the letter as it counts, and marks what was read with doubt, both readings kept', async () => {
    const receipt = await take({
      ref: 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔',
      speed: 'very-urgent',
      subject: 'การสมัครรางวัล',
      recipients: [{ text: 'ผู้ว่าราชการจังหวัดแพร่', scope: 'one', confidence: 1, evidence: [] }],
      action: { kind: 'consider', submit_to: null },
      confidence: { reference: 0.99, date: 0.6 },
      alternatives: { date: [{ value: '2025-01-29', confidence: 0.4, why: 'หนังสือที่อ้างถึงระบุวันนี้' }] },
      warnings: [{ code: 'date.weekday', field: 'date', message: 'วันพุธไม่ตรงกับวันที่' }],
    });
    const { entry } = await register(receipt);
    expect(entry).toMatchObject({
      book: 'received',
      number: 1,
      year: 2568,
      reference: 'มท 0810.7/ว 524',
      date: '2025-01-27',
      sender: 'สำนักงาน ก.พ.ร.',
      addressee: 'ผู้ว่าราชการจังหวัดแพร่',
      subject: 'การสมัครรางวัล',
      action: 'เพื่อพิจารณา',
      speed: 'very-urgent',
      registeredBy: clerk.name,
      doubts: [
        {
          column: 'date',
          reasons: ['วันพุธไม่ตรงกับวันที่', 'มั่นใจ 60%'],
          readings: [{ value: '๒๙ มกราคม ๒๕๖๘', why: 'หนังสือที่อ้างถึงระบุวันนี้' }],
        },
      ],
    });
    // Who writes another value has looked at it.
    const changed = await changeEntry(store, { actor: clerk, id: entry!.id, columns: { date: '2025-01-29' } });
    expect(changed).toMatchObject({ date: '2025-01-29', doubts: [], offers: [] });
  });

  it('offers what a letter was corrected to, and changes the book only when told', async () => {
    const { correctField } = await import('../support/correct.js');
    const receipt = await take();
    const { entry } = await register(receipt);
    const correct = (field: string, value: unknown) =>
      correctField(store, { receipt, letter: 0, field, value, actor: 'person:1' });
    await correct('subject', 'เรื่องที่ถูก');
    await correct('date', '2025-01-28');
    const id = entry!.id;
    const offered = (await register(receipt)).entry!;
    expect(offered).toMatchObject({ id, subject: 'เรื่องหนึ่ง', date: '2025-01-27' });
    expect(offered.offers).toEqual([
      { column: 'date', value: '2025-01-28' },
      { column: 'subject', value: 'เรื่องที่ถูก' },
    ]);
    const settled = await changeEntry(store, { actor: clerk, id, accept: ['subject'], keep: ['date'] });
    expect(settled).toMatchObject({ subject: 'เรื่องที่ถูก', date: '2025-01-27', offers: [] });
  });

  it('writes down what stood in a column before and after', async () => {
    const { id } = await registerPaper(store, { actor: clerk, ...PAPER });
    await changeEntry(store, { actor: clerk, id, columns: { action: 'ส่งกองคลัง', remarks: '' } });
    const log = await store.db.select().from(auditLog).where(eq(auditLog.action, 'register.changed'));
    expect(log.find(({ detail }) => detail.entry === id)).toMatchObject({
      actor: `person:${clerk.id}`,
      detail: { changes: { action: { before: null, after: 'ส่งกองคลัง' } } },
    });
  });

  it('enters when the paper came by hand, for the file too, and neither in the future nor before the letter unasked', async () => {
    const receipt = await take({ date: '2025-01-30' });
    const error = async (at: string) => (await register(receipt, { at })).error?.code;
    expect(await error('2025-02-01T09:00:01+07:00')).toBe('register.future');
    expect(await error('2025-01-29T23:59:00+07:00')).toBe('register.before_letter');
    expect(await lines()).toEqual([]);
    const { entry } = await register(receipt, { at: '2025-01-31T14:30:00+07:00' });
    expect(entry).toMatchObject({ at: '2025-01-31T07:30:00.000Z', number: 1 });
    const arrived = async () =>
      (await store.db.select().from(holdings).where(eq(holdings.receipt, receipt)))[0]!.arrivedAt?.toISOString();
    expect(await arrived()).toBe('2025-01-31T07:30:00.000Z');
    const early = { actor: clerk, id: entry!.id, at: '2025-01-29T10:00:00+07:00' };
    expect(await codeOf(changeEntry(store, early))).toBe('register.before_letter');
    await changeEntry(store, { ...early, early: true });
    expect(await arrived()).toBe('2025-01-29T03:00:00.000Z');
    const otherYear = changeEntry(store, { ...early, at: '2024-12-31T10:00:00+07:00', early: true });
    expect(await codeOf(otherYear)).toBe('register.other_year');
  });

  it('proposes the day of the one stamp that was read for sure, and otherwise when the file was taken in', async () => {
    const stamp = { office: null, number: '8', date: '2025-01-29', time: '10:15', confidence: 0.95, evidence: [] };
    const at = async (received: Letter['received']) => (await register(await take({ received }))).entry!.at;
    expect(await at([stamp])).toBe('2025-01-29T03:15:00.000Z');
    // The beginning of the day: the hour is not known.
    expect(await at([{ ...stamp, time: null }])).toBe('2025-01-28T17:00:00.000Z');
    const taken = store.time.toISOString();
    expect(await at([{ ...stamp, confidence: 0.5 }])).toBe(taken);
    expect(await at([stamp, { ...stamp, date: '2025-01-30' }])).toBe(taken);
    expect(await at([{ ...stamp, date: '2025-01-20' }])).toBe(taken);
    expect(await at([{ ...stamp, date: '2025-02-03' }])).toBe(taken);
  });

  it('takes no stamp of another province’s office for its own', async () => {
    const phrae = await member(store, '54', ['clerk']);
    const at = async (name: string) => {
      const stamp = { office: name, number: '8', date: '2025-01-29', time: '10:15', confidence: 0.95, evidence: [] };
      const relative = { days: 7, working: false, from: 'receipt' } as const;
      const letters = [someLetter({ received: [stamp], deadlines: [deadlineOf({ relative })] })];
      const receipt = await fileOf(store, '54', letters);
      const [item] = await listDeadlines(store, { actor: phrae, receipt });
      return [item!.resolved.estimate, (await register(receipt, {}, phrae)).entry!.at];
    };
    expect(await at('ที่ทำการปกครองจังหวัดแพร่')).toEqual([false, '2025-01-29T03:15:00.000Z']);
    expect(await at('สำนักงานส่งเสริมการปกครองท้องถิ่น จังหวัดนนทบุรี')).toEqual([true, store.time.toISOString()]);
  });

  it('puts the own scan into the office’s inbox, in the same transaction', async () => {
    const receipt = await take();
    await register(receipt);
    const inbox = await store.db.select().from(notices).where(eq(notices.organisation, office));
    expect(inbox).toMatchObject([{ receipt, origin: 'own', sender: null, firstPage: 1 }]);
  });

  it('registers what another office sent, and nothing else of that file', async () => {
    const sender = `8${office}`;
    const receipt = await fileOf(store, sender, [someLetter(), someLetter()]);
    await noticeOf(store, { organisation: office, sender, receipt, firstPage: 2, lastPage: 2 });
    expect((await register(receipt)).error?.code).toBe('record.not_found');
    expect((await register(receipt, { firstPage: 2 })).entry).toMatchObject({ number: 1 });
    const stranger = await member(store, `7${office}`, ['clerk']);
    expect((await register(receipt, { firstPage: 2 }, stranger)).error?.code).toBe('record.not_found');
  });

  it('keeps the number of a cancelled line, and gives the letter a new one', async () => {
    const receipt = await take();
    const { entry } = await register(receipt);
    const cancelled = await cancelEntry(store, { actor: clerk, id: entry!.id, reason: 'ลงผิดเล่ม' });
    expect(cancelled).toMatchObject({ number: 1, cancelled: { by: clerk.name, reason: 'ลงผิดเล่ม' } });
    expect(await codeOf(cancelEntry(store, { actor: clerk, id: entry!.id, reason: 'อีกครั้ง' }))).toBe(
      'register.cancelled',
    );
    expect(await codeOf(changeEntry(store, { actor: clerk, id: entry!.id, columns: { action: 'x' } }))).toBe(
      'register.cancelled',
    );
    expect(await register(receipt)).toMatchObject({ known: false, entry: { number: 2 } });
    expect((await lines()).map(({ number, cancelReason }) => [number, cancelReason])).toEqual([
      [1, 'ลงผิดเล่ม'],
      [2, null],
    ]);
  });

  it('begins where an office that joins in the middle of a year left off, and never goes back', async () => {
    const set = (next: number) => setNextNumber(store, { actor: clerk, book: 'received', year: 2568, next });
    expect(await set(842)).toEqual({ book: 'received', year: 2568, next: 842, last: null });
    expect(await codeOf(set(841))).toBe('register.number_taken');
    expect((await registerPaper(store, { actor: clerk, ...PAPER })).number).toBe(842);
    expect(await codeOf(set(842))).toBe('register.number_taken');
    expect(await set(900)).toMatchObject({ next: 900, last: 842 });
    // A line of a higher number that the counter does not know of, as after a restored table.
    await store.db.update(registerCounters).set({ next: 3 }).where(eq(registerCounters.organisation, office));
    expect(await codeOf(set(842))).toBe('register.number_taken');
    const log = await store.db.select().from(auditLog).where(eq(auditLog.action, 'register.start'));
    expect(log.map(({ detail }) => detail).filter((one) => one.organisation === office)).toEqual([
      { organisation: office, book: 'received', year: 2568, before: 1, after: 842 },
      { organisation: office, book: 'received', year: 2568, before: 843, after: 900 },
    ]);
    expect(await nextNumber(store, { actor: clerk, book: 'received', year: 2569 })).toMatchObject({ next: 1 });
  });

  it('puts secret letters into their own book, by those who are named for them alone', async () => {
    const keeper = await member(store, office, ['clerk'], { secret: true });
    const receipt = await take({ secrecy: 'secret', subject: 'ลับมากเรื่องหนึ่ง' });
    expect((await register(receipt)).error?.code).toBe('record.secret');
    expect((await register(receipt, {}, keeper)).entry).toMatchObject({ book: 'received-secret', number: 1 });
    expect((await registerPaper(store, { actor: clerk, ...PAPER })).number).toBe(1);
    const seen = (await register(receipt)).entry;
    expect(seen).toMatchObject({ number: 1, date: '2025-01-27', subject: null, sender: null, veiled: true });
    expect(JSON.stringify(seen)).not.toContain('ลับมากเรื่อง');
    const id = seen!.id;
    expect(await codeOf(changeEntry(store, { actor: clerk, id, columns: { action: 'ก' } }))).toBe('record.secret');
    await changeEntry(store, { actor: keeper, id, columns: { action: 'ส่งผู้ว่าฯ' } });
    const changes = await store.db.select().from(auditLog).where(eq(auditLog.action, 'register.changed'));
    expect(JSON.stringify(changes)).not.toContain('ส่งผู้ว่าฯ');
    const views = await store.db.select().from(auditLog).where(eq(auditLog.action, 'letter.secret-viewed'));
    const mine = views.filter((view) => view.receipt === receipt);
    expect(mine.length).toBeGreaterThan(0);
    expect(mine.every(({ actor }) => actor === `person:${keeper.id}`)).toBe(true);
  });

  it('does not give a line of another office', async () => {
    const { id } = await registerPaper(store, { actor: clerk, ...PAPER });
    const stranger = await member(store, `6${office}`, ['clerk'], { secret: true });
    const work = [
      changeEntry(store, { actor: stranger, id, columns: { action: 'x' } }),
      cancelEntry(store, { actor: stranger, id, reason: 'x' }),
    ];
    expect(await Promise.all(work.map(codeOf))).toEqual(['record.not_found', 'record.not_found']);
  });
});

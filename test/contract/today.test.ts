import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenState } from '../../schemas/due.js';
import type { TodayAnswer } from '../../schemas/today.js';
import { checkQueue } from '../../src/circulars/check-queue.usecases.js';
import { files, pages } from '../../src/circulars/circulars.table.js';
import { confirmations, holdings } from '../../src/circulars/holdings.table.js';
import { listInbox } from '../../src/notices/inbox.usecases.js';
import { type Actor, machine } from '../../src/people/actor.js';
import { listSending } from '../../src/register/drafts.usecases.js';
import { listWaiting } from '../../src/register/lists.usecases.js';
import { listOpenDeadlines } from '../../src/today/deadlines.usecases.js';
import { listFailed, tellToday } from '../../src/today/today.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { put, type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

describe.each(testDatabases())('today on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Actor;
  let receiver: Actor;
  let viewer: Actor;

  const due = (subject: string, date: string | null, given = {}) =>
    letterOf({
      subject,
      date: '2025-01-20',
      ref: `มท 0810.7/ว ${subject.length}`,
      deadlines: [deadlineOf({ date, ...given })],
    });

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.time = new Date('2025-01-27T02:00:00Z');
    clerk = await member(store, X, ['clerk']);
    receiver = await member(store, Y, ['receiver']);
    viewer = await member(store, X, ['viewer']);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  const countOf = async (queue: TodayAnswer['queues'][number]['queue'], actor: Actor = clerk) =>
    (await tellToday(store, { actor })).queues.find((one) => one.queue === queue)?.count;
  const listed = async (state: OpenState, actor: Actor = clerk) =>
    (await listOpenDeadlines(store, { actor, state, offset: 0, limit: 100 })).items.map(({ subject }) => subject);

  it('is where a new office begins', async () => {
    expect(await tellToday(store, { actor: clerk })).toMatchObject({
      asOf: '2025-01-27',
      fresh: true,
      deadlines: [],
      received: [],
    });
  });

  it('counts as much as each queue lists, for each organisation', async () => {
    await fileOf(store, X, [due('พรุ่งนี้', '2025-02-06')]);
    const today = await fileOf(store, X, [due('วันนี้', '2025-02-05')]);
    await fileOf(store, X, [due('เมื่อวาน', '2025-02-04')]);
    await fileOf(store, X, [due('ก่อนมาถึง', '2025-01-24')]);
    await fileOf(store, X, [due('ประชุมแล้ว', '2025-02-04', { kind: 'event' })]);
    await fileOf(store, X, [due('ไม่บังคับ', '2025-02-04', { optional: true })]);
    await fileOf(store, X, [due('ผู้สมัคร', '2025-02-05', { binds: 'applicant' })]);
    const done = await fileOf(store, X, [due('ทำแล้ว', '2025-02-04')]);
    await noticeOf(store, {
      organisation: X,
      receipt: done,
      firstPage: 1,
      lastPage: 1,
      doneAt: store.time,
      readAt: store.time,
    });
    await noticeOf(store, { organisation: Y, receipt: today, firstPage: 1, lastPage: 1 });
    await fileOf(store, X, [due('สองวัน', '2025-02-05'), due('ในเล่ม', '2025-02-20')]);
    store.time = new Date('2025-02-05T02:00:00Z');

    expect(await listed('today')).toEqual(['วันนี้', 'สองวัน']);
    expect(await listed('overdue')).toEqual(['เมื่อวาน']);
    expect(await listed('coming')).toEqual(['พรุ่งนี้', 'ในเล่ม']);
    expect(await listed('today', receiver)).toEqual(['วันนี้']);
    expect(await listed('perhaps')).toEqual([]);
    expect(await listed('overdue', receiver)).toEqual([]);
    for (const actor of [clerk, receiver, viewer, machine('test')]) {
      for (const state of ['today', 'perhaps', 'overdue'] as const) {
        expect(await countOf(state, actor)).toBe((await listed(state, actor)).length);
      }
    }
    expect(await countOf('unregistered')).toBe((await listWaiting(store, { actor: clerk, page: 1, limit: 200 })).total);
    expect(await countOf('unregistered')).toBeGreaterThan(0);
    const toCheck = await checkQueue(store, { actor: clerk, after: 0, limit: 200 });
    expect([toCheck.total, toCheck.items.length]).toEqual([await countOf('check'), await countOf('check')]);
    const before = await countOf('unread', receiver);
    const inbox = await listInbox(store, { actor: receiver, filter: 'unread', offset: 0, limit: 50 });
    expect([before, inbox.total, inbox.items.length]).toEqual([1, 1, 1]);
  });

  it('counts and lists the files that were not read, or not wholly', async () => {
    expect(await countOf('failed')).toBe(0);
    const broken = await fileOf(store, X, [due('หน้าเสีย', '2025-03-05')]);
    await database.db.update(pages).set({ status: 'failed' }).where(eq(pages.receipt, broken));
    const dead = await fileOf(store, X, [due('อ่านไม่ได้', '2025-03-06')], 'เสีย.pdf');
    await database.db
      .update(files)
      .set({ status: 'failed', errorCode: 'file.damaged', errorMessage: 'ไฟล์เสีย / The file is damaged.' })
      .where(eq(files.receipt, dead));
    const failed = await listFailed(store, { actor: clerk });
    expect(failed).toMatchObject([
      { receipt: dead, name: 'เสีย.pdf', error: 'ไฟล์เสีย / The file is damaged.' },
      { receipt: broken, pagesFailed: 1, error: null },
    ]);
    expect(await countOf('failed')).toBe(failed.length);
    expect(await listFailed(store, { actor: receiver })).toEqual([]);
    expect(await countOf('failed', receiver)).toBeUndefined();
  });

  it('has for each role its own queues', async () => {
    const names = async (actor: Actor) => (await tellToday(store, { actor })).queues.map(({ queue }) => queue);
    expect(await names(clerk)).toEqual(expect.arrayContaining(['today', 'overdue', 'failed', 'unregistered']));
    expect(await names(receiver)).toEqual(['today', 'perhaps', 'overdue', 'unread']);
    expect(await names(viewer)).toEqual(['today', 'perhaps', 'overdue']);
  });

  it('tells what is read now and what came last', async () => {
    await put(store, 'ใหม่.pdf', '[[]]');
    const [file] = await database.db.select().from(files).orderBy(desc(files.receipt)).limit(1);
    const { receipt } = file!;
    await database.db
      .insert(holdings)
      .values({ organisation: X, receipt, name: 'ใหม่ของเรา.pdf', uploadedAt: store.time, uploadedBy: 'test' })
      .onConflictDoUpdate({ target: [holdings.organisation, holdings.receipt], set: { name: 'ใหม่ของเรา.pdf' } });
    const { reading, received, fresh } = await tellToday(store, { actor: clerk });
    expect(reading).toMatchObject([{ receipt, name: 'ใหม่ของเรา.pdf', pagesEnded: 0 }]);
    expect(received[0]).toMatchObject({ letters: 1, subject: 'หน้าเสีย' });
    expect(fresh).toBe(false);
    expect((await tellToday(store, { actor: receiver })).received).toMatchObject([{ subject: 'วันนี้' }]);
    await workAll(store);
    expect((await tellToday(store, { actor: clerk })).reading).toEqual([]);
  });

  it('says of a day whether somebody looked, and on what it rests', async () => {
    const receipt = await fileOf(store, X, [
      letterOf({
        subject: 'นับจากวันรับ',
        date: '2025-02-03',
        deadlines: [deadlineOf({ relative: { days: 15, working: false, from: 'receipt' }, confidence: 0.5 })],
      }),
    ]);
    const line = async () =>
      (await listOpenDeadlines(store, { actor: clerk, state: 'coming', offset: 0, limit: 100 })).items.find(
        (one) => one.receipt === receipt,
      )!;
    expect(await line()).toMatchObject({
      estimate: true,
      confirmed: false,
      basis: 'counted',
      deadline: { confidence: 0.5 },
    });
    expect((await line()).reason).toContain('๑๕ วัน');
    await database.db
      .insert(confirmations)
      .values({ organisation: X, receipt, firstPage: 1, rank: 0, confirmedBy: 'test', confirmedAt: store.time });
    expect(await line()).toMatchObject({ confirmed: true });
  });

  it('counts the letters that ask to be sent on and have not been', async () => {
    const { waiting } = await listSending(store, { actor: clerk });
    await fileOf(store, X, [letterOf({ subject: 'แจ้งต่อ', relay: { received_from: [], forward_to: ['อำเภอ'] } })]);
    const now = (await listSending(store, { actor: clerk })).waiting;
    expect(now).toHaveLength(waiting.length + 1);
    expect(await countOf('unsent')).toBe(now.length);
    expect(await countOf('unsent', receiver)).toBeUndefined();
  });

  it('says apart what may fall today, since its day is an estimate', async () => {
    const now = store.time;
    const relative = { days: 7, working: false, from: 'receipt' } as const;
    store.time = new Date('2025-06-02T02:00:00Z');
    // The day of receipt is that of the upload until a person says otherwise: it may have come on any day since its date.
    await fileOf(store, X, [due('นับจากวันรับ', null, { relative, text: 'ภายใน ๗ วัน' }), due('แน่นอน', '2025-06-02')]);
    expect(await listed('perhaps')).toContain('นับจากวันรับ');
    expect(await listed('perhaps')).not.toContain('แน่นอน');
    expect(await listed('today')).toEqual(['แน่นอน']);
    expect(await countOf('perhaps')).toBe((await listed('perhaps')).length);
    store.time = now;
  });

  it('closes what is enclosed with the letter that was done, and not what has a place of its own in the inbox', async () => {
    const now = store.time;
    store.time = new Date('2025-07-01T02:00:00Z');
    const receipt = await fileOf(store, X, [
      due('หน้าแรก', '2025-07-10'),
      due('ที่แนบ', '2025-07-11'),
      due('อีกเรื่อง', '2025-07-12'),
    ]);
    const pages = { organisation: X, receipt, readAt: store.time };
    await noticeOf(store, { ...pages, firstPage: 1, lastPage: 3, doneAt: store.time });
    await noticeOf(store, { ...pages, firstPage: 3, lastPage: 3 });
    store.time = new Date('2025-07-20T02:00:00Z');
    const overdue = await listed('overdue');
    expect(['หน้าแรก', 'ที่แนบ', 'อีกเรื่อง'].filter((one) => overdue.includes(one))).toEqual(['อีกเรื่อง']);
    store.time = now;
  });
});

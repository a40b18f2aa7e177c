import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JobPayload } from '../../schemas/jobs.js';
import { runPlan } from '../../src/alerts/alerts.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { retryFile, sweep } from '../../src/circulars/circulars.usecases.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { correctLetter } from '../../src/circulars/correct.usecases.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { splitFile } from '../../src/circulars/split.usecases.js';
import { pageToRead, runCompose, runInspect, storePage } from '../../src/circulars/stages.usecases.js';
import { auditName, machine } from '../../src/people/actor.js';
import { inspectFile } from '../../src/reading/inspect.js';
import { textPageReading, textPages } from '../../src/reading/text-file.js';
import { registerEntries } from '../../src/register/register.table.js';
import { runLink } from '../../src/relay/relay.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { member, noticeOf, X, Y } from '../support/http.js';
import { put, type TestStore, testStore } from '../support/store.js';

/* Files of text, read by the real rules: what a split makes of pages is what is asked here. */

let database: TestDatabase;
let store: TestStore;
let clerk: Awaited<ReturnType<typeof member>>;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
  store.reader.inspect = (path) => inspectFile(path, store.limits);
  clerk = await member(store, X, ['clerk']);
});
afterAll(async () => {
  store.dispose();
  await database.close();
});

async function workAll(): Promise<void> {
  for (let job = store.jobs.shift(); job; job = store.jobs.shift()) {
    const { stage, payload } = job;
    if (stage === 'link') await runLink(store, payload);
    else if (stage === 'plan') await runPlan(store, payload);
    else if (stage === 'compose') await runCompose(store, payload);
    else await inspect(payload);
  }
}

async function inspect(payload: JobPayload<'inspect'>): Promise<void> {
  for (const page of (await runInspect(store, payload)) ?? []) {
    const task = await pageToRead(store, { ...payload, page });
    if (!task) continue;
    const text = textPages(await readFile(task.path)).pages[page - 1]!;
    await storePage(store, { ...payload, page }, textPageReading(page, text));
  }
  await store.queue.enqueue('compose', payload);
}

let serial = 0;
const letter = (subject: string) => `ที่ นน ๐๐๒๓.๓/ว ${++serial}
ศาลากลางจังหวัดน่าน
๑๒ มีนาคม ๒๕๖๘
เรื่อง ${subject}
เรียน นายอำเภอทุกอำเภอ
ด้วยจังหวัดน่านจะสำรวจแหล่งน้ำ
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายสมมติ ใจดี)
ผู้ว่าราชการจังหวัดน่าน`;
const LIST = 'บัญชีรายชื่อแหล่งน้ำ\n๑. แหล่งน้ำบ้านเหนือ\n๒. แหล่งน้ำบ้านใต้';

/** A bundle of three letters, with a list behind the second. */
async function bundle(): Promise<number> {
  const pages = [letter('การสำรวจ'), letter('การตรวจสอบ'), LIST, letter('การประชุม')];
  const { receipt } = await put(store, `${++serial}.txt`, pages.join('\f'));
  await store.db
    .insert(holdings)
    .values({ organisation: X, receipt, name: 'x', uploadedAt: store.time, uploadedBy: 'test' })
    .onConflictDoNothing();
  await workAll();
  return receipt;
}

const told = async (receipt: number) => {
  const { bundle: all } = await showLetter(store, { receipt, ordinal: 0, actor: clerk });
  return all.map(({ kind, pages, subject }) => `${kind} ${pages.join('-')} ${subject}`);
};
const split = async (receipt: number, first: number[], given: { seen?: number[]; anyway?: boolean } = {}) => {
  await splitFile(store, { actor: clerk, receipt, first, seen: [1, 2, 4], anyway: false, ...given });
  await workAll();
};
const AS_READ = [
  'external 1-1 การสำรวจ',
  'external 2-2 การตรวจสอบ',
  'attachment 3-3 บัญชีรายชื่อแหล่งน้ำ',
  'external 4-4 การประชุม',
];
const MERGED = [
  'external 1-1 การสำรวจ',
  'attachment 2-2 การตรวจสอบ',
  'attachment 3-3 บัญชีรายชื่อแหล่งน้ำ',
  'external 4-4 การประชุม',
];

describe('splitting a bundle by page', () => {
  it('merges letters, splits them again, and keeps it over reruns', async () => {
    const receipt = await bundle();
    expect(await told(receipt)).toEqual(AS_READ);
    await split(receipt, [1, 4]);
    const merged = await told(receipt);
    expect(merged.map((one) => one.replace(/ .*/, ''))).toEqual(MERGED.map((one) => one.replace(/ .*/, '')));
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    await workAll();
    expect(await told(receipt)).toEqual(merged);
    await split(receipt, [1, 2, 3, 4], { seen: [1, 4] });
    expect((await told(receipt))[2]).toMatch(/^external 3-3/);
    await split(receipt, [1, 2, 4], { seen: [1, 2, 3, 4] });
    expect(await told(receipt)).toEqual(AS_READ);
    const rows = await store.db.select().from(auditLog).where(eq(auditLog.receipt, receipt)).orderBy(auditLog.id);
    const splits = rows.filter(({ action }) => action === 'file.split');
    expect(splits.map(({ actor, detail }) => [actor, detail])).toMatchObject([
      [auditName(clerk), { before: [1, 2, 4], after: [1, 4] }],
      [auditName(clerk), { before: [1, 4], after: [1, 2, 3, 4] }],
      [auditName(clerk), { before: [1, 2, 3, 4], after: [1, 2, 4] }],
    ]);
  });

  it('leaves with each letter what people did to it; of one that begins no more it lies idle and comes back', async () => {
    const receipt = await bundle();
    const at = (ordinal: number) => ({ receipt, ordinal, actor: clerk });
    await correctLetter(store, { ...at(1), changes: [{ field: 'subject', value: 'แก้แล้ว' }] });
    await workAll();
    const { version } = await showLetter(store, at(3));
    await confirmLetter(store, { ...at(3), version });
    await workAll();
    await split(receipt, [1, 4], { anyway: true });
    const merged = await showLetter(store, at(0));
    expect(merged.file.idle).toEqual([{ page: 2, fields: ['subject'], confirmed: false }]);
    expect(merged.bundle[1]).toMatchObject({
      kind: 'attachment',
      pages: [2, 2],
      subject: expect.stringMatching(/^ที่ นน/),
    });
    expect(merged.bundle.at(-1)).toMatchObject({ subject: 'การประชุม', confirmed: true });
    await split(receipt, [1], { seen: [1, 4], anyway: true });
    const whole = await showLetter(store, at(0));
    expect(whole.bundle.filter(({ kind }) => kind !== 'attachment')).toHaveLength(1);
    expect(whole.file.idle).toEqual([
      { page: 2, fields: ['subject'], confirmed: false },
      { page: 4, fields: expect.arrayContaining(['kind', 'date', 'subject']), confirmed: true },
    ]);
    await split(receipt, [1, 2, 4], { seen: [1] });
    const back = await showLetter(store, at(1));
    expect([back.letter.subject, back.file.idle]).toEqual(['แก้แล้ว', []]);
    expect((await showLetter(store, at(3))).confirmed).not.toBeNull();
  });

  it('is refused where the person saw another split, for pages that are not there, and while the file is read', async () => {
    const receipt = await bundle();
    await expect(split(receipt, [1], { seen: [1, 2] })).rejects.toMatchObject({ code: 'letter.changed', status: 409 });
    await expect(split(receipt, [1, 9])).rejects.toMatchObject({ code: 'request.invalid' });
    const stranger = await member(store, Y, ['clerk']);
    const strange = splitFile(store, { actor: stranger, receipt, first: [1], seen: [1, 2, 4], anyway: true });
    await expect(strange).rejects.toMatchObject({ code: 'record.not_found' });
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    await expect(split(receipt, [1])).rejects.toMatchObject({ code: 'record.unfinished' });
    await workAll();
    expect(await told(receipt)).toEqual(AS_READ);
  });

  it('warns before a letter that is registered or was sent loses its first page, and of other offices tells no numbers', async () => {
    const receipt = await bundle();
    const entry = { receipt, rank: 0, year: 2568, registeredBy: 'x', book: 'received' } as const;
    await store.db.insert(registerEntries).values([
      { ...entry, organisation: X, firstPage: 2, number: 4121, at: store.time, registeredAt: store.time },
      { ...entry, organisation: Y, firstPage: 2, number: 4987, at: store.time, registeredAt: store.time },
    ]);
    await noticeOf(store, { organisation: Y, receipt, firstPage: 4, lastPage: 4 });
    await expect(split(receipt, [1])).rejects.toMatchObject({
      code: 'split.in_use',
      problems: [
        { line: 2, message: 'หนังสือหน้า 2 ลงทะเบียนแล้ว เลขที่ 4121/2568' },
        { line: 2, message: 'หนังสือหน้า 2 ลงทะเบียนแล้วในอีก 1 หน่วยงาน' },
        { line: 4, message: 'หนังสือหน้า 4 อยู่ในกล่องหนังสือของ 1 หน่วยงานแล้ว' },
      ],
    });
    expect(await told(receipt)).toEqual(AS_READ);
    await split(receipt, [1, 2, 3, 4]);
    await split(receipt, [1], { seen: [1, 2, 3, 4], anyway: true });
    expect((await told(receipt))[0]).toBe('external 1-1 การสำรวจ');
  });

  it('is gone on with when the process dies between the commit and the job', async () => {
    const receipt = await bundle();
    const enqueue = store.queue.enqueue;
    store.queue.enqueue = () => Promise.reject(new Error('killed'));
    await expect(split(receipt, [1, 4])).rejects.toThrow('killed');
    store.queue.enqueue = enqueue;
    store.time = new Date(store.time.getTime() + 60_000);
    expect(await sweep(store, { graceMs: 1000 })).toEqual([receipt]);
    await workAll();
    expect((await told(receipt))[1]).toMatch(/^attachment 2-2/);
  });
});

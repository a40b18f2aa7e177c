import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listDeadlines } from '../../src/alerts/alerts.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { corrections, files, letters } from '../../src/circulars/circulars.table.js';
import { retryFile, sweep } from '../../src/circulars/circulars.usecases.js';
import { exportRecord, listCirculars } from '../../src/circulars/lists.usecases.js';
import {
  failFile,
  failPage,
  pageToRead,
  runCompose,
  runInspect,
  storePage,
} from '../../src/circulars/stages.usecases.js';
import { machine } from '../../src/people/actor.js';
import { composeTestFile } from '../support/compose.js';
import { correctField } from '../support/correct.js';
import type { TestDatabase } from '../support/databases.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { showCircular } from '../support/show.js';
import { contentOf, put, readingOf, readPage, type TestStore, testStore, work, workAll } from '../support/store.js';

let serial = 0;
/** A file that no other test has, of `count` pages with a letter each. */
function someFile(count = 1): { name: string; content: string } {
  serial++;
  const pages = Array.from({ length: count }, (_, index) => [
    letterOf({
      ref: `ที่ ทส ๑๐๐๑/${serial}`,
      title: `${serial}/${index}`,
      pages: [index + 1, index + 1],
      confidence: { subject: 0.5 },
    }),
  ]);
  return { name: `แฟ้ม ${serial}.pdf`, content: contentOf(pages) };
}

/** What any store has to hold to, whatever database its rows are in. */
export function storeContract(open: () => Promise<TestDatabase>): void {
  let database: TestDatabase;
  let store: TestStore;
  const folder = mkdtempSync(join(tmpdir(), 'wian-store-'));

  beforeAll(async () => {
    database = await open();
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(() => {
    store = testStore(database.db, folder);
  });

  /** Puts a file in and brings it to `status` but no further. */
  async function at(status: string, count = 1) {
    const { name, content } = someFile(count);
    const received = await put(store, name, content);
    const job = store.jobs[0]!.payload;
    const statusOf = async () => (await showCircular(store, received)).status;
    while ((await statusOf()) !== status) {
      const next = store.jobs.shift()!;
      if (status === 'inspected' && next.stage === 'inspect') await runInspect(store, next.payload);
      else await work(store, next.stage, next.payload);
    }
    return { ...received, job, name, content, statusOf };
  }

  describe('receiving', () => {
    it('makes one file of fifty uploads at once, and leaves no gap in the register', async () => {
      const { content } = someFile();
      const answers = await Promise.all(Array.from({ length: 50 }, (_, index) => put(store, `${index}.pdf`, content)));
      const { receipt } = answers[0]!;
      expect(new Set(answers.map((one) => one.receipt))).toEqual(new Set([receipt]));
      expect(answers.filter(({ known }) => !known)).toHaveLength(1);
      expect(store.jobs).toHaveLength(1);
      const next = await put(store, 'next.pdf', someFile().content);
      expect(next.receipt).toBe(receipt + 1);
    });

    it('has committed the row before the job is put in', async () => {
      const seen: unknown[] = [];
      store.queue.enqueue = async (_, { sha256 }) => {
        const rows = await store.db.select({ status: files.status }).from(files).where(sql`sha256 = ${sha256}`);
        seen.push(...rows);
      };
      await put(store, 'a.pdf', someFile().content);
      expect(seen).toEqual([{ status: 'received' }]);
    });

    it('refuses what is too large, keeps a record of it, and goes on', async () => {
      const tooLarge = put(store, 'ใหญ่.pdf', 'x'.repeat(100_001));
      await expect(tooLarge).rejects.toMatchObject({ code: 'file.too_large', status: 413 });
      await expect(put(store, 'ใหญ่.pdf', 'y'.repeat(100_001))).rejects.toMatchObject({ code: 'file.too_large' });
      const listed = (await listCirculars(store, { actor: machine('test') })).filter(({ name }) => name === 'ใหญ่.pdf');
      expect(listed).toMatchObject([
        { sha256: null, bytes: 100_001, status: 'failed', error: { code: 'file.too_large' } },
      ]);
      const { receipt } = listed[0]!;
      expect(await exportRecord(store, { actor: machine('test'), receipt })).toEqual({
        file: 'ใหญ่.pdf',
        error: listed[0]!.error,
      });
      await expect(retryFile(store, { actor: machine('test'), receipt })).rejects.toMatchObject({
        code: 'record.not_found',
      });
    });

    it('takes names that are no names', async () => {
      const { receipt } = await put(store, 'a\0\ud800\nb', someFile().content);
      expect((await showCircular(store, { receipt })).name).toBe('a\ufffd\ufffd b');
      const blank = await put(store, '', someFile().content);
      expect((await showCircular(store, blank)).name).toBe('-');
    });
  });

  describe('the way of a file', () => {
    it.each([1, 2])(
      'ends in a record that is the same as one composed without a store (each job done %i times)',
      async (times) => {
        store.times = times;
        const { name, content } = someFile(3);
        const { receipt, sha256 } = await put(store, name, content);
        await expect(exportRecord(store, { actor: machine('test'), receipt })).rejects.toMatchObject({
          code: 'record.unfinished',
        });
        await workAll(store);
        const path = await store.files.path(sha256);
        const pages = await Promise.all([1, 2, 3].map((page) => readingOf({ path, page })));
        const direct = composeTestFile({ file: name, sha256, pages, warnings: [] });
        expect(JSON.stringify(await exportRecord(store, { actor: machine('test'), receipt }))).toBe(
          JSON.stringify(direct),
        );
        expect(await showCircular(store, { receipt })).toMatchObject({ status: 'done', pages: 3, pagesRead: 3 });
        expect(await exportRecord(store, { actor: machine('test'), receipt, file: 'other' })).toEqual({
          ...direct,
          file: 'other',
        });
      },
    );

    it('is the same when two workers do the same jobs side by side', async () => {
      const { job, receipt, content } = await at('inspected', 4);
      const pages = [1, 2, 3, 4, 1, 2, 3, 4];
      await Promise.all(pages.map((page) => readPage(store, { ...job, page })));
      await Promise.all([1, 2, 3].map(() => work(store, 'compose', job)));
      await Promise.all([1, 2, 3].map(() => work(store, 'link', job)));
      await Promise.all([1, 2, 3].map(() => work(store, 'plan', job)));
      const shown = await showCircular(store, { receipt });
      expect(shown.status).toBe('done');
      expect(shown.letters).toEqual(JSON.parse(content).flat());
    });

    it.each(['received', 'inspected', 'reading', 'composed', 'linked'])(
      'is not touched by jobs of an earlier run while it is %s',
      async (status) => {
        // The last of three pages stays unread where the file has to stand at `reading`.
        const { job, receipt, statusOf } = status === 'reading' ? await at('inspected', 2) : await at(status);
        if (status === 'reading') await readPage(store, { ...job, page: 1 });
        await store.db.update(files).set({ revision: 2 }).where(sql`receipt = ${receipt}`);
        store.jobs = [];
        for (const stage of ['inspect', 'compose', 'link', 'plan'] as const) await work(store, stage, job);
        await failFile(store, job, { code: 'file.empty', message: '' });
        expect(await pageToRead(store, { ...job, page: 1 })).toBeNull();
        expect([await statusOf(), store.jobs]).toEqual([status, []]);
      },
    );

    it('hands on again when it is asked again, so that a crash before handing on is mended', async () => {
      const { job } = await at('composed');
      store.jobs = [];
      await runCompose(store, job);
      expect(store.jobs).toEqual([{ stage: 'link', payload: job }]);
      await work(store, 'link', job);
      store.jobs = [];
      await work(store, 'link', job);
      expect(store.jobs).toEqual([{ stage: 'plan', payload: job }]);
    });

    it('never goes back', async () => {
      const { job, statusOf } = await at('done');
      store.jobs = [];
      for (const stage of ['inspect', 'compose', 'link', 'plan'] as const) await work(store, stage, job);
      expect([await statusOf(), store.jobs]).toEqual(['done', []]);
    });

    it('stores what hostile pages hold', async () => {
      const letter = letterOf({
        subject: `ก\0ข\ud800${'ค'.repeat(5000)}`,
        date: '0000-01-01',
        issuer: { name: 'x'.repeat(5000), level: 'other', province: null },
        reference: { ...letterOf({ ref: 'ที่ กท 1/1' }).reference!, normalized: '9'.repeat(9000) },
        references: [citationOf({ reference: '8'.repeat(9000), date: '9999-12-31', text: '\0' })],
        deadlines: [deadlineOf({ date: '0000-12-31', text: '\udfff' })],
      });
      const { receipt } = await put(store, 'h.pdf', contentOf([[letter]]));
      await workAll(store);
      const shown = await showCircular(store, { receipt });
      expect(shown.status).toBe('done');
      expect(shown.letters[0]!.subject).toBe(`ก\ufffdข\ufffd${'ค'.repeat(5000)}`);
    });
  });

  describe('failures', () => {
    it('records a file that cannot be read and lists it', async () => {
      const { receipt, sha256 } = await put(store, 'ว่าง.pdf', '');
      const { payload } = store.jobs.shift()!;
      const why = await runInspect(store, payload).catch((error) => error.toRecord());
      await failFile(store, payload, why);
      expect(await exportRecord(store, { actor: machine('test'), receipt })).toEqual({
        file: 'ว่าง.pdf',
        sha256,
        error: why,
      });
      expect(why.code).toBe('file.empty');
      expect(
        await listCirculars(store, { actor: machine('test'), status: 'failed', after: receipt - 1 }),
      ).toMatchObject([{ receipt }]);
    });

    it('records a page that cannot be read, with its reason; the file goes on', async () => {
      const { job, receipt, content } = await at('inspected', 2);
      await failPage(store, { ...job, page: 1 }, { code: 'page.unreadable', message: 'why' });
      await readPage(store, { ...job, page: 2 });
      // A page that has ended keeps its first result.
      await storePage(
        store,
        { ...job, page: 1 },
        await readingOf({ path: await store.files.path(job.sha256), page: 1 }),
      );
      await runCompose(store, job);
      await workAll(store);
      const shown = await showCircular(store, { receipt });
      expect(shown).toMatchObject({ status: 'done', pages: 2, pagesRead: 1, pagesFailed: 1 });
      expect(shown.page[0]).toMatchObject({ text: '', error: { code: 'page.unreadable', message: 'why' } });
      expect(shown.letters).toEqual([JSON.parse(content)[1][0]]);
    });

    it('composes a file of which no page could be read', async () => {
      const { job, receipt } = await at('inspected', 2);
      for (const page of [1, 2]) await failPage(store, { ...job, page }, { code: 'page.timeout', message: '' });
      await runCompose(store, job);
      await workAll(store);
      expect(await showCircular(store, { receipt })).toMatchObject({ status: 'done', pagesFailed: 2, letters: [] });
    });

    it('reads failed pages again on retry, and those alone', async () => {
      const { job, receipt, content } = await at('inspected', 3);
      await readPage(store, { ...job, page: 1 });
      for (const page of [2, 3]) await failPage(store, { ...job, page }, { code: 'page.crashed', message: '' });
      await runCompose(store, job);
      await workAll(store);
      expect(await retryFile(store, { actor: machine('test') })).toContain(receipt);
      const again = store.jobs.find(({ payload }) => payload.sha256 === job.sha256)!;
      expect(again).toMatchObject({ stage: 'inspect', payload: { revision: 2 } });
      expect(await runInspect(store, again.payload)).toEqual([2, 3]);
      await workAll(store);
      const shown = await showCircular(store, { receipt });
      expect(shown).toMatchObject({
        status: 'done',
        pagesRead: 3,
        pagesFailed: 0,
        letters: JSON.parse(content).flat(),
      });
      expect(await retryFile(store, { actor: machine('test') })).not.toContain(receipt);
    });

    it('reads a failed file again on retry', async () => {
      const { job, receipt, statusOf } = await at('received');
      await failFile(store, job, { code: 'store.unreachable', message: '' });
      expect(await statusOf()).toBe('failed');
      expect(await retryFile(store, { actor: machine('test'), receipt })).toEqual([receipt]);
      await workAll(store);
      expect(await showCircular(store, { receipt })).toMatchObject({ status: 'done', error: null });
    });

    it('reads every page of a file again when asked to', async () => {
      const { receipt } = await at('done', 2);
      await retryFile(store, { actor: machine('test'), receipt, all: true });
      expect(await runInspect(store, store.jobs[0]!.payload)).toEqual([1, 2]);
    });

    it('says so when there is no such file', async () => {
      const none = { receipt: 999_999, actor: machine('test') };
      for (const ask of [exportRecord, retryFile]) {
        await expect(ask(store, none)).rejects.toMatchObject({ code: 'record.not_found' });
      }
    });
  });

  describe('the sweep', () => {
    it.each(['received', 'inspected', 'reading', 'composed', 'linked'])(
      'brings a file home whose job was lost while it was %s',
      async (status) => {
        const lost = status === 'reading' ? await at('inspected', 2) : await at(status);
        if (status === 'reading') await readPage(store, { ...lost.job, page: 2 });
        store.jobs = [];
        const started = await sweep(store, { graceMs: -1 });
        expect(started).toContain(lost.receipt);
        await workAll(store);
        expect(await lost.statusOf()).toBe('done');
        expect((await showCircular(store, lost)).letters).toEqual(JSON.parse(lost.content).flat());
      },
    );

    it('leaves alone what lives, what has just changed, and what has ended', async () => {
      const done = await at('done');
      const failed = await at('received');
      await failFile(store, failed.job, { code: 'file.empty', message: '' });
      const { receipt } = await at('received');
      expect(await sweep(store, { graceMs: 1000 })).toEqual([]);
      store.time = new Date(store.time.getTime() + 2000);
      store.alive = () => true;
      expect(await sweep(store, { graceMs: 1000 })).toEqual([]);
      store.alive = () => false;
      store.jobs = [];
      const started = await sweep(store, { graceMs: 1000 });
      expect(started).toContain(receipt);
      for (const ended of [done, failed]) expect(started).not.toContain(ended.receipt);
    });

    it('reads on where compose finds a page without an end', async () => {
      const { job, receipt } = await at('inspected', 2);
      await readPage(store, { ...job, page: 1 });
      store.jobs = [];
      await runCompose(store, job);
      expect(store.jobs).toMatchObject([{ stage: 'inspect', payload: { revision: 2 } }]);
      expect(await runInspect(store, store.jobs[0]!.payload)).toEqual([2]);
      await workAll(store);
      expect(await showCircular(store, { receipt })).toMatchObject({ status: 'done', pagesRead: 2 });
    });
  });

  describe('what people put right', () => {
    const actor = 'สมศรี';

    it('lies over every later reading, with what was there before', async () => {
      const { receipt, content } = await at('done', 2);
      const read = JSON.parse(content)[1][0];
      await correctField(store, { receipt, letter: 1, field: 'subject', value: 'ใหม่\0', actor });
      await correctField(store, { receipt, letter: 1, field: 'date', value: '2025-01-27', actor });
      await correctField(store, { receipt, letter: 1, field: 'subject', value: 'ใหม่กว่า', actor });
      await workAll(store);
      const right = { ...read, subject: 'ใหม่กว่า', date: '2025-01-27', confidence: { subject: 1, date: 1 } };
      const before = await showCircular(store, { receipt });
      expect(before.status).toBe('done');
      expect(before.letters[1]).toEqual(right);
      expect(before.letters[0]).toEqual(JSON.parse(content)[0][0]);
      await retryFile(store, { actor: machine('test'), receipt, all: true });
      await workAll(store);
      const after = await showCircular(store, { receipt });
      expect(after.letters).toEqual(before.letters);
      expect(after.corrections.map(({ oldValue, newValue, correctedBy }) => [oldValue, newValue, correctedBy])).toEqual(
        [
          [null, 'ใหม่\ufffd', actor],
          [null, '2025-01-27', actor],
          ['ใหม่\ufffd', 'ใหม่กว่า', actor],
        ],
      );
      const rows = await store.db.select().from(letters).where(sql`receipt = ${receipt} and ordinal = 1`);
      expect(rows[0]).toMatchObject({ subject: 'ใหม่กว่า', date: '2025-01-27', record: read });
    });

    it('reaches the deadlines', async () => {
      const { receipt } = await at('done');
      const value = [deadlineOf({ date: '2031-05-05' })];
      await correctField(store, { receipt, letter: 0, field: 'deadlines', value, actor });
      await workAll(store);
      const items = await listDeadlines(store, { actor: machine('test'), asOf: '2031-05-01', from: '2031-05-01' });
      const dated = items.filter(({ deadline }) => deadline.date && deadline.date > '2031');
      expect(dated.map(({ key, daysLeft }) => [key, daysLeft])).toEqual([[`${receipt}#0`, 4]]);
    });

    it('is refused where it does not fit', async () => {
      const { receipt } = await at('done');
      const wrong = { receipt, letter: 0, actor };
      const invalid = { code: 'request.invalid' };
      await expect(correctField(store, { ...wrong, field: 'date', value: '27/1/68' })).rejects.toMatchObject(invalid);
      await expect(correctField(store, { ...wrong, field: 'pages', value: [1, 2] })).rejects.toMatchObject(invalid);
      const none = correctField(store, { ...wrong, letter: 7, field: 'subject', value: 'ก' });
      await expect(none).rejects.toMatchObject({ code: 'record.not_found' });
      expect((await showCircular(store, { receipt })).corrections).toEqual([]);
    });

    it.each([
      ['changed', (table: typeof auditLog | typeof corrections) => sql`update ${table} set receipt = 0`],
      ['deleted', (table: typeof auditLog | typeof corrections) => sql`delete from ${table}`],
      ['truncated', (table: typeof auditLog | typeof corrections) => sql`truncate ${table}`],
    ])('can never be %s, nor can the audit log', async (_, statement) => {
      const { receipt } = await at('done');
      await correctField(store, { receipt, letter: 0, field: 'subject', value: 'ก', actor });
      for (const table of [corrections, auditLog]) {
        const before = await store.db.$count(table);
        expect(before).toBeGreaterThan(0);
        const tried = store.db.execute(statement(table));
        await expect(tried).rejects.toMatchObject({ cause: { message: expect.stringContaining('append-only') } });
        expect(await store.db.$count(table)).toBe(before);
      }
    });
  });

  it('writes down who did what', async () => {
    const { name, content } = someFile();
    const { receipt } = await put(store, name, content);
    await put(store, 'again.pdf', content);
    await failFile(store, store.jobs.shift()!.payload, { code: 'pdf.damaged', message: '' });
    await retryFile(store, { receipt, actor: machine('สมชาย') });
    const rows = await store.db.select().from(auditLog).where(sql`receipt = ${receipt}`).orderBy(auditLog.id);
    expect(rows.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'test file.received',
      'test file.received-again',
      'wian file.failed',
      'สมชาย file.retried',
    ]);
    expect(rows[0]!.at).toEqual(store.time);
  });

  it('lists deadlines by day, with the days left, those without a day last', async () => {
    const days = ['2030-03-01', null, '2030-02-27', '2030-02-28'];
    const letter = letterOf({ deadlines: days.map((date) => deadlineOf({ date, text: 'รายการ' })) });
    const { receipt } = await put(store, 'd.pdf', contentOf([[letterOf({ kind: 'attachment' }), letter]]));
    await workAll(store);
    const items = await listDeadlines(store, { actor: machine('test'), asOf: '2030-02-28' });
    const mine = items.filter(({ key }) => key === `${receipt}#0`);
    expect(mine.map(({ deadline, daysLeft }) => [deadline.date, daysLeft])).toEqual([
      ['2030-02-27', -1],
      ['2030-02-28', 0],
      ['2030-03-01', 1],
      [null, null],
    ]);
  });

  it('is not confused by the search path of a session it shares', async () => {
    await store.db.execute(sql`create schema if not exists other`);
    await store.db.execute(sql`create table if not exists other.files (id integer)`);
    await store.db.execute(sql`set search_path to other`);
    expect((await at('done')).receipt).toBeGreaterThan(0);
    await store.db.execute(sql`set search_path to default`);
  });

  it('brings the tables up to date once, also when many processes start together', async () => {
    if (!database.again) return;
    const { receipt } = await at('done');
    const opened = await Promise.all([database.again(), database.again(), database.again()]);
    for (const one of opened) {
      expect((await showCircular({ db: one.db, clock: store.clock }, { receipt })).receipt).toBe(receipt);
      await one.close();
    }
  });

  it('keeps pages in the order of their numbers', async () => {
    const { receipt } = await at('done', 60);
    expect((await showCircular(store, { receipt })).page.map(({ number }) => number)).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
  });
}

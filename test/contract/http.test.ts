import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DeadlineItem, deadlineItem } from '../../schemas/api.js';
import type { Letter } from '../../schemas/record.js';
import { warn } from '../../src/domain/warnings.js';
import type { Access } from '../../src/http/access.js';
import { buildApp } from '../../src/http/app.js';
import { createLogger } from '../../src/shared/logger.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const TOKEN = 'token-of-this-run';
const LOCAL: Access = { password: undefined, token: TOKEN, local: true };
const octets = { 'content-type': 'application/octet-stream' };
const bearer = { authorization: `Bearer ${TOKEN}` };

let database: TestDatabase;
let store: TestStore;
const lines: string[] = [];
const app = (
  access = LOCAL,
  deps: Pick<
    TestStore,
    'db' | 'files' | 'queue' | 'clock' | 'limits' | 'reader' | 'office' | 'pictures' | 'exchange'
  > = store,
) =>
  buildApp({
    deps,
    records: 'pglite',
    log: createLogger('info', { write: (text) => lines.push(String(text)) > 0 }),
    access,
  });

/** As the machine itself asks. */
const get = (url: string, headers: Record<string, string> = bearer, access = LOCAL) =>
  app(access).inject({ url, headers });

beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
});
afterAll(async () => {
  store.dispose();
  await database.close();
});

describe('the application over HTTP', () => {
  const content = JSON.stringify([[letterOf({ subject: 'ทดสอบ' })]]);
  const upload = (payload: string, query = 'name=%E0%B8%A7.pdf', headers: Record<string, string> = bearer) =>
    app().inject({ method: 'POST', url: `/api/files?${query}`, headers: { ...octets, ...headers }, payload });

  it('takes a file, and says which receipt it already has when it comes again', async () => {
    const first = (await upload(content)).json();
    expect(first).toMatchObject({ known: false, receipt: 1 });
    expect((await upload(content, 'name=other.pdf')).json()).toEqual({ ...first, known: true });
    await workAll(store);
    const [file] = (await get('/api/circulars')).json();
    expect(file).toMatchObject({ receipt: 1, name: 'ว.pdf', status: 'done' });
    const progress = await app().inject({
      method: 'POST',
      url: '/api/progress',
      headers: bearer,
      payload: { receipts: [1] },
    });
    expect(progress.json()).toEqual([{ receipt: 1, name: 'ว.pdf', status: 'done', pages: 1, pagesEnded: 1 }]);
  });

  it('gives a file as a PDF that can be searched, made of what was read of it before', async () => {
    const answer = await get('/api/circulars/1/searchable.pdf');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "inline; filename*=UTF-8''%E0%B8%A7.searchable.pdf",
      'x-content-type-options': 'nosniff',
    });
    const made = answer.json();
    expect(made).toMatchObject({ type: 'text', texts: [[JSON.stringify(JSON.parse(content)[0])]] });
    expect(await readFile(made.path, 'utf8')).toBe(content);
  });

  it('says why there is no such PDF', async () => {
    expect((await get('/api/circulars/99/searchable.pdf')).json().code).toBe('record.not_found');
    const empty = (await upload('', 'name=empty.pdf')).json();
    const url = `/api/circulars/${empty.receipt}/searchable.pdf`;
    expect((await get(url)).json().code).toBe('record.unfinished');
    await workAll(store);
    const failed = await get(url);
    expect([failed.statusCode, failed.json().code]).toEqual([422, 'file.empty']);
  });

  it('lists deadlines with the day they fall on, how that was found, and what is still due', async () => {
    const deadlines = [deadlineOf({ date: '2025-02-14', time: '16:30' }), deadlineOf({ urgency: 'โดยเร็ว' })];
    await upload(JSON.stringify([[letterOf({ date: '2025-01-31', deadlines })]]), 'name=due.pdf');
    await workAll(store);
    const receipt = (await get('/api/circulars')).json().at(-1).receipt;
    const items = (await get(`/api/deadlines?receipt=${receipt}&asOf=2025-02-10`)).json();
    expect(items.map(({ resolved, state }: DeadlineItem) => [resolved.dueOn, resolved.basis, state])).toEqual([
      ['2025-02-07', 'policy', 'live'],
      ['2025-02-14', 'printed', 'live'],
    ]);
    expect(deadlineItem.array().parse(items)[1]).toMatchObject({
      daysLeft: 4,
      workingDaysLeft: 3,
      first: false,
      resolved: { dueAt: '2025-02-14T16:30:00+07:00', remindOn: '2025-02-14' },
    });
    const still = (await get(`/api/deadlines?receipt=${receipt}&from=2025-02-14`)).json();
    expect(still).toHaveLength(1);
  });

  describe('keeps the table of holidays', () => {
    const send = (method: 'POST' | 'DELETE', url: string, payload?: string | object, headers = bearer) =>
      app().inject({ method, url, headers, ...(payload && { payload }) });
    const csv = { ...bearer, 'content-type': 'text/csv' };
    const dates = async (year: number): Promise<string[]> =>
      (await get(`/api/holidays?year=${year}`)).json().map(({ date }: { date: string }) => date);

    it('by year, พ.ศ. or A.D.', async () => {
      expect(await dates(2569)).toEqual(await dates(2026));
      expect((await dates(2569))[0]).toBe('2026-01-01');
      expect((await get('/api/holidays?year=69')).json().code).toBe('request.invalid');
    });

    it('and takes files, whole or not at all', async () => {
      const file = 'date,name,kind,source,status\n2572-01-01,วันขึ้นปีใหม่,official,ทดสอบ,announced\n';
      const problem = (
        await send('POST', '/api/holidays/import', `${file}2572-01-32,ก,official,ข,announced\n`, csv)
      ).json();
      expect(problem).toMatchObject({ days: 0, problems: [{ line: 3, column: 'date', code: 'csv.value' }] });
      expect((await send('POST', '/api/holidays/import?dryRun=true', file, csv)).json()).toMatchObject({
        days: 1,
        years: [2029],
      });
      expect(await dates(2572)).toEqual([]);
      expect((await send('POST', '/api/holidays/import', file, csv)).json()).toMatchObject({ days: 1, problems: [] });
      expect(await dates(2572)).toEqual(['2029-01-01']);
      expect((await send('POST', '/api/holidays/import', { no: 'csv' })).json().code).toBe('request.invalid');
      expect((await send('POST', '/api/holidays/import', file, { ...csv, authorization: '' })).statusCode).toBe(401);
    });

    it('and adds and removes days', async () => {
      const day = { date: '2029-01-02', name: 'วันหยุดพิเศษ', source: 'มติ ครม.' };
      expect((await send('POST', '/api/holidays', day)).json()).toEqual({ deadlines: expect.any(Number) });
      expect(await dates(2572)).toEqual(['2029-01-01', '2029-01-02']);
      expect((await send('DELETE', '/api/holidays/2029-01-02')).statusCode).toBe(200);
      expect((await send('DELETE', '/api/holidays/2029-01-02')).statusCode).toBe(404);
      expect((await send('POST', '/api/holidays', { ...day, source: '' })).json().code).toBe('request.invalid');
    });
  });

  it('gives a record with what a letter of another file says of it, and stores nothing of that', async () => {
    const subject = 'การสำรวจอาคารเรียน';
    const upper = letterOf({
      ref: 'มท ๐๘๑๐.๗/ว ๖๐๑',
      date: '2025-03-03',
      subject,
      confidence: { reference: 0.5, date: 0.95 },
      warnings: [warn('reference.handwritten', 'reference')],
    });
    const lower = (cited: string) =>
      letterOf({
        ref: 'พร ๐๐๒๓.๓/ว ๙๐',
        date: '2025-03-10',
        subject,
        references: [citationOf({ reference: cited, date: '2025-03-03' })],
      });
    const letterIn = async (receipt: number) =>
      (await get(`/api/circulars/${receipt}/record`)).json().letters[0] as Letter;
    const { receipt } = (await upload(JSON.stringify([[upper]]), 'name=upper.pdf')).json();
    await workAll(store);
    expect((await letterIn(receipt)).confidence.reference).toBe(0.5);
    await upload(JSON.stringify([[lower('มท 0810.7/ว 601')]]), 'name=lower.pdf');
    await workAll(store);
    const told = await letterIn(receipt);
    expect(told.confidence.reference).toBeGreaterThan(0.9);
    expect(told.warnings).toEqual([]);
    const listed = (await get('/api/circulars')).json() as { receipt: number; letters: Letter[] }[];
    expect(listed.find((file) => file.receipt === receipt)!.letters[0]!.confidence.reference).toBe(0.5);
    const { families } = (await get('/api/families')).json();
    expect(families.find(({ origin }: { origin: string }) => origin === `${receipt}#0`).steps).toMatchObject([
      { letter: `${receipt}#0`, days: null },
      { days: 7 },
    ]);
  });

  it('asks who it is, also where nothing is changed', async () => {
    const answer = await upload(content, 'name=a.pdf', {});
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'request.unauthorised' });
    expect((await upload(content, 'name=a.pdf', { authorization: 'Bearer wrong' })).statusCode).toBe(401);
    expect((await get('/api/circulars', {})).json()).toMatchObject({ code: 'request.unauthorised' });
  });

  it('is not reached under another name, which a page from elsewhere could give this machine', async () => {
    const answer = await get('/api/circulars', { ...bearer, host: 'letters.example:8420' });
    expect(answer.statusCode).toBe(403);
  });

  it('takes the password of the operator where there is one, and the token of this run', async () => {
    const open: Access = { password: 'a long password', token: TOKEN, local: false };
    expect((await app(open).inject('/api/circulars')).statusCode).toBe(401);
    expect((await app(open).inject('/api/circulars')).headers['www-authenticate']).toContain('Bearer');
    const basic = `Basic ${Buffer.from('clerk:a long password').toString('base64')}`;
    expect((await app(open).inject({ url: '/api/circulars', headers: { authorization: basic } })).statusCode).toBe(200);
  });

  it('answers errors with their code in both languages', async () => {
    const missing = await get('/api/circulars/99/record');
    expect(missing.statusCode).toBe(404);
    expect(missing.json().code).toBe('record.not_found');
    expect(missing.json().message).toMatch(/ไม่พบรายการนี้.* \/ There is no such record/);
    expect((await get('/api/circulars/none/record')).json().code).toBe('request.invalid');
    const large = await upload('x'.repeat(store.limits.maxFileBytes + 1), 'name=large.pdf');
    expect(large.statusCode).toBe(413);
    expect(large.json().code).toBe('file.too_large');
  });

  it('answers a fault of its own bare, and logs it under the request', async () => {
    const broken = app(LOCAL, { ...store, db: null as unknown as TestStore['db'] });
    const answer = await broken.inject({ url: '/api/circulars', headers: bearer });
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toEqual({ code: 'internal', message: expect.any(String), request: expect.any(String) });
    expect(lines.some((line) => line.includes(answer.json().request))).toBe(true);
  });
});

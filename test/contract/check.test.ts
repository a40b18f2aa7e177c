import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckedField, LetterAnswer, QueueAnswer } from '../../schemas/check.js';
import type { Letter } from '../../schemas/record.js';
import { listDeadlines } from '../../src/alerts/alerts.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { corrections, files, letters } from '../../src/circulars/circulars.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import { FROZEN } from '../../src/circulars/correct.models.js';
import { confirmations, holdings } from '../../src/circulars/holdings.table.js';
import { warn } from '../../src/domain/warnings.js';
import { notices } from '../../src/notices/notices.table.js';
import { type Actor, machine } from '../../src/people/actor.js';
import { listFamilies } from '../../src/relay/relay.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { fc } from '../support/property.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

let database: TestDatabase;
let store: TestStore;
let app: FastifyInstance;
let clerk: Extract<Actor, { kind: 'person' }>;
let other: Actor;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
  app = appOf(store);
  clerk = await member(store, X, ['clerk'], { name: 'สมศรี' });
  other = await member(store, Y, ['clerk']);
});
afterAll(async () => {
  await app.close();
  store.dispose();
  await database.close();
});

const DLA = { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central' as const, province: null };
const PHRAE = { name: 'จังหวัดแพร่', level: 'province' as const, province: 'แพร่' };
const recipientOf = (text: string): Letter['recipients'][number] => ({
  text,
  scope: 'one',
  confidence: 0.95,
  evidence: [],
});
/** A letter of which nothing is in doubt. */
const clean = (given: Parameters<typeof letterOf>[0] = {}) =>
  letterOf({
    ref: `มท ๐๘๑๐.๗/ว ${++serial}`,
    date: '2025-01-27',
    issuer: DLA,
    subject: `การสำรวจ ${serial}`,
    recipients: [recipientOf('ผู้ว่าราชการจังหวัดแพร่')],
    confidence: { reference: 0.97, date: 0.97, issuer: 0.96, subject: 0.95, recipients: 0.95 },
    ...given,
  });
let serial = 100;

const show = async (receipt: number, ordinal = 0, by: Actor = clerk) => {
  const answer = await app.inject({ url: `/api/letters/${receipt}/${ordinal}`, headers: as(by) });
  expect(answer.statusCode, answer.body.slice(0, 300)).toBe(200);
  return answer.json() as LetterAnswer;
};
const queue = async (by: Actor = clerk) =>
  (await app.inject({ url: '/api/check?limit=200', headers: as(by) })).json() as QueueAnswer;
const patch = (receipt: number, payload: object, ordinal = 0) =>
  app.inject({ method: 'PATCH', url: `/api/letters/${receipt}/${ordinal}`, headers: as(clerk), payload });
const confirm = async (receipt: number, version?: string, ordinal = 0) =>
  app.inject({
    method: 'POST',
    url: `/api/letters/${receipt}/${ordinal}/confirm`,
    headers: as(clerk),
    payload: { version: version ?? (await show(receipt, ordinal)).version },
  });
const fieldOf = (answer: LetterAnswer, field: CheckedField) => answer.fields.find((one) => one.field === field)!;
const doubtful = (answer: LetterAnswer) =>
  answer.fields.filter(({ doubts }) => doubts.length > 0).map(({ field }) => field);

describe('the queue', () => {
  it('holds the letters of the own office that nobody confirmed: nearest deadline, speed, arrival', async () => {
    const due = (date: string) => ({ deadlines: [deadlineOf({ date, confidence: 0.95 })] });
    const late = await fileOf(store, X, [clean(due('2025-05-05'))]);
    const plain = await fileOf(store, X, [clean(), letterOf({ kind: 'attachment', title: 'โปสเตอร์' })]);
    const fast = await fileOf(store, X, [clean({ speed: 'most-urgent' })]);
    const soon = await fileOf(store, X, [clean(due('2025-03-03'))]);
    const strange = await fileOf(store, Y, [clean()]);
    const { items, total } = await queue();
    const mine = items.filter(({ receipt }) => [late, plain, fast, soon, strange].includes(receipt));
    expect(mine.map(({ receipt, ordinal }) => [receipt, ordinal])).toEqual([
      [soon, 0],
      [late, 0],
      [fast, 0],
      [plain, 0],
    ]);
    expect(total).toBe(items.length);
    expect((await queue(other)).items.map(({ receipt }) => receipt)).toContain(strange);
    const { queue: place } = await show(soon);
    const at = items.findIndex(({ receipt }) => receipt === soon);
    expect(place).toMatchObject({ position: at + 1, total, next: { receipt: late, ordinal: 0 } });
    expect((await confirm(soon)).statusCode).toBe(200);
    const after = await queue();
    expect(after.total).toBe(total - 1);
    expect(after.items.some(({ receipt }) => receipt === soon)).toBe(false);
    expect((await show(soon)).queue).toMatchObject({ position: null, next: { receipt: after.items[0]!.receipt } });
  });

  it('gives pages without a gap, and each letter its place and neighbours', async () => {
    const { items, total } = await queue();
    const pages = await Promise.all(
      items.map(async (_, at) => {
        const answer = await app.inject({ url: `/api/check?after=${at}&limit=1`, headers: as(clerk) });
        return answer.json() as QueueAnswer;
      }),
    );
    expect(pages.map((page) => [page.total, ...page.items])).toEqual(items.map((item) => [total, item]));
    expect((await app.inject({ url: `/api/check?after=${total}`, headers: as(clerk) })).json().items).toEqual([]);
    const place = (at: number) => items[at] && { receipt: items[at].receipt, ordinal: items[at].ordinal };
    for (const [at, { receipt, ordinal }] of items.entries()) {
      expect((await show(receipt, ordinal)).queue).toEqual({
        position: at + 1,
        total,
        previous: place(at - 1) ?? null,
        next: place(at + 1) ?? (at > 0 ? place(0) : null),
      });
    }
  });

  it('follows whatever changes it: deadlines, speed, secrecy, a second office, a file that is read again', async () => {
    const receipt = await fileOf(store, X, [clean()]);
    const find = async (by: Actor) => (await queue(by)).items.find((one) => one.receipt === receipt);
    expect(await find(clerk)).toMatchObject({ due: null });
    expect(await find(other)).toBeUndefined();
    const { letter } = await show(receipt);
    const deadlines = [deadlineOf({ date: '2025-02-20', confidence: 1 })];
    const seen = letter.deadlines;
    const changes = [
      { field: 'deadlines', value: deadlines, seen },
      { field: 'speed', value: 'urgent', seen: letter.speed },
    ];
    expect((await patch(receipt, { changes })).statusCode).toBe(200);
    await workAll(store);
    expect(await find(clerk)).toMatchObject({ due: '2025-02-20' });
    await store.db
      .insert(holdings)
      .values({ organisation: Y, receipt, name: 'b', uploadedAt: store.time, uploadedBy: 'x' });
    expect(await find(other)).toMatchObject({ due: '2025-02-20' });
    // Confirmed by one office it waits for the other still; by the machine, which looks after all, for nobody.
    expect((await confirm(receipt)).statusCode).toBe(200);
    expect(await find(clerk)).toBeUndefined();
    expect(await find(other)).toBeDefined();
    await store.db.update(files).set({ status: 'reading' }).where(eq(files.receipt, receipt));
    expect(await find(other)).toBeUndefined();
    await store.db.update(files).set({ status: 'done' }).where(eq(files.receipt, receipt));
    expect(await find(other)).toBeDefined();
    await store.db.update(letters).set({ secrecy: 'secret' }).where(eq(letters.receipt, receipt));
    expect(await find(other)).toBeUndefined();
    await store.db.update(letters).set({ secrecy: null }).where(eq(letters.receipt, receipt));
    expect(await find(other)).toBeDefined();
    const place = { receipt, firstPage: 1, rank: 0, organisation: null };
    await store.db.insert(confirmations).values({ ...place, confirmedBy: 'x', confirmedAt: store.time });
    expect(await find(other)).toBeUndefined();
    await workAll(store);
  });

  it('counts what is in doubt, as the page of the letter does', async () => {
    const receipt = await fileOf(store, X, [
      clean({
        confidence: { reference: 0.5, date: 0.97, subject: 0.95 },
        warnings: [warn('date.weekday_mismatch', 'date')],
        alternatives: { reference: [{ value: 'มท 0810.7/ว 999', confidence: 0.3, why: 'similar characters' }] },
      }),
    ]);
    const item = (await queue()).items.find((one) => one.receipt === receipt)!;
    expect(item).toMatchObject({ doubts: 2, doubtful: ['reference', 'date'] });
    const answer = await show(receipt);
    expect(doubtful(answer)).toEqual(['reference', 'date']);
    expect(fieldOf(answer, 'date').doubts[0]!.message).toBe('ชื่อวันไม่ตรงกับวันที่ อาจอ่านตัวเลขผิด');
    expect(fieldOf(answer, 'reference').choices.map(({ text, why }) => [text, why])).toEqual([
      [expect.stringContaining('มท ๐๘๑๐.๗/ว'), 'ตามที่อ่านได้จากฉบับนี้'],
      ['มท ๐๘๑๐.๗/ว ๙๙๙', 'ตัวอักษรคล้ายกัน'],
    ]);
  });
});

describe('correcting', () => {
  it('takes several fields at once, in the form of the record, with before and after in the log', async () => {
    const receipt = await fileOf(store, X, [clean({ date: '2025-01-26', confidence: { date: 0.4, reference: 0.4 } })]);
    const { letter } = await show(receipt);
    const changes = [
      { field: 'date', value: '2025-01-27', seen: letter.date },
      { field: 'reference', value: 'มท ๐๘๑๐.๗/ว ๕๒๔', seen: letter.reference },
      { field: 'issuer', value: 'เทศบาลตำบลท่าวังผา', seen: letter.issuer },
      { field: 'deadlines', value: [deadlineOf({ date: '2025-03-07', text: 'ภายใน', confidence: 0.2 })], seen: [] },
    ];
    expect((await patch(receipt, { changes })).json()).toEqual({ done: true });
    await workAll(store);
    const after = await show(receipt);
    expect(after.letter).toMatchObject({
      date: '2025-01-27',
      reference: { normalized: 'มท 0810.7/ว 524', circular: true },
      issuer: { name: 'เทศบาลตำบลท่าวังผา', level: 'local' },
      deadlines: [{ date: '2025-03-07', confidence: 1 }],
    });
    expect(doubtful(after)).toEqual([]);
    expect(fieldOf(after, 'date').settled).toMatchObject({ by: 'สมศรี' });
    expect(after.deadlines[0]).toMatchObject({ item: 0, resolved: { dueOn: '2025-03-07' } });
    expect(after.corrections.find(({ field }) => field === 'date')).toMatchObject({
      before: '2025-01-26',
      after: '2025-01-27',
    });
    const rows = await store.db.select().from(auditLog).where(eq(auditLog.receipt, receipt));
    expect(rows.find(({ action }) => action === 'letter.corrected')).toMatchObject({
      actor: `person:${clerk.id}`,
      detail: { changes: expect.arrayContaining([{ field: 'date', before: '2025-01-26', after: '2025-01-27' }]) },
    });
  });

  it('takes all of it or nothing', async () => {
    const receipt = await fileOf(store, X, [clean()]);
    const before = (await show(receipt)).letter;
    const wrong = [
      { field: 'subject', value: 'ใหม่' },
      { field: 'date', value: '27/1/2568' },
    ];
    expect((await patch(receipt, { changes: wrong })).json().code).toBe('request.invalid');
    expect((await patch(receipt, { changes: [] })).json().code).toBe('request.invalid');
    expect((await patch(receipt, { changes: [{ field: 'reference', value: 'ไม่ใช่เลข' }] })).json().code).toBe(
      'request.invalid',
    );
    expect((await show(receipt)).letter).toEqual(before);
    expect(await store.db.$count(corrections, eq(corrections.receipt, receipt))).toBe(0);
  });

  it('refuses what somebody changed meanwhile, and says what stands there', async () => {
    const receipt = await fileOf(store, X, [clean({ subject: 'เดิม' })]);
    await patch(receipt, { changes: [{ field: 'subject', value: 'ของคนอื่น', seen: 'เดิม' }] });
    const answer = await patch(receipt, {
      changes: [
        { field: 'subject', value: 'ของฉัน', seen: 'เดิม' },
        { field: 'date', value: '2025-01-28', seen: '2025-01-27' },
      ],
    });
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'letter.changed']);
    expect(answer.json().problems).toEqual([
      { line: 0, column: 'subject', code: 'letter.changed', message: '"ของคนอื่น"' },
    ]);
    expect((await show(receipt)).letter).toMatchObject({ subject: 'ของคนอื่น', date: '2025-01-27' });
    const seen = (await show(receipt)).letter.recipients;
    // How sure a value is, and what it was resolved to, is no change of it.
    const same = [{ ...seen[0]!, confidence: 0.1, alternatives: [], resolved: undefined }];
    expect((await patch(receipt, { changes: [{ field: 'recipients', value: seen, seen: same }] })).statusCode).toBe(
      200,
    );
  });

  it('keeps which organisation of several a person chose for an addressee', async () => {
    const receipt = await fileOf(store, X, [clean({ recipients: [recipientOf('นายอำเภอเมือง')] })]);
    const chosen = {
      state: 'resolved',
      organisations: [{ code: '5401', name: 'x' }],
      except: [],
      confidence: 1,
      reason: { code: 'recipient.chosen', message: '' },
    };
    const value = [{ ...recipientOf('นายอำเภอเมือง'), resolved: chosen }];
    expect((await patch(receipt, { changes: [{ field: 'recipients', value }] })).statusCode).toBe(200);
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    await workAll(store);
    const [recipient] = (await show(receipt)).letter.recipients;
    expect(recipient!.resolved).toMatchObject({
      state: 'resolved',
      organisations: [{ code: '5401', name: 'อำเภอเมืองแพร่' }],
    });
    const unknown = [{ ...value[0]!, resolved: { ...chosen, organisations: [{ code: 'none', name: 'x' }] } }];
    expect((await patch(receipt, { changes: [{ field: 'recipients', value: unknown }] })).json().code).toBe(
      'request.invalid',
    );
  });

  it('is for the office that took the file in: who was sent the letter sees it and changes nothing', async () => {
    const receipt = await fileOf(store, X, [clean(), clean()]);
    await noticeOf(store, { organisation: Y, receipt, firstPage: 1, lastPage: 1 });
    const seen = await show(receipt, 0, other);
    expect([seen.mayEdit, seen.pages.map(({ number }) => number), seen.file.whole]).toEqual([false, [1], false]);
    expect(seen.bundle).toHaveLength(1);
    for (const [method, path, payload] of [
      ['PATCH', '', { changes: [{ field: 'date', value: null }] }],
      ['POST', '/confirm', { version: seen.version }],
    ] as const) {
      const answer = await app.inject({ method, url: `/api/letters/${receipt}/0${path}`, headers: as(other), payload });
      expect(answer.statusCode).toBe(404);
    }
    expect((await app.inject({ url: `/api/files/${receipt}/original`, headers: as(other) })).statusCode).toBe(404);
    expect((await app.inject({ url: `/api/files/${receipt}/pages/1/text`, headers: as(other) })).statusCode).toBe(200);
    expect((await app.inject({ url: `/api/files/${receipt}/pages/2/text`, headers: as(other) })).statusCode).toBe(404);
  });
});

describe('a citation and the letter', () => {
  const SUBJECT = 'การเตรียมความพร้อมรับภัยแล้ง';
  /** A letter, and the province's that cites it otherwise. */
  const family = () =>
    fileOf(store, X, [
      clean({
        ref: 'พร ๐๐๒๓.๓/ว ๕๓',
        date: '2025-02-03',
        issuer: PHRAE,
        subject: SUBJECT,
        references: [citationOf({ issuer: DLA.name, reference: 'มท 0810.7/ว 424', date: '2025-01-29' })],
      }),
      clean({ ref: 'มท ๐๘๑๐.๗/ว ๕๒๔', date: '2025-01-27', subject: SUBJECT }),
    ]);

  it('are shown with both readings, and the choice of a person stays', async () => {
    const receipt = await family();
    const upper = await show(receipt, 1);
    expect(doubtful(upper)).toEqual(['reference', 'date']);
    expect(fieldOf(upper, 'reference').choices.map(({ text }) => text)).toEqual(['มท ๐๘๑๐.๗/ว ๕๒๔', 'มท ๐๘๑๐.๗/ว ๔๒๔']);
    expect(fieldOf(upper, 'date').choices.map(({ text }) => text)).toEqual(['๒๗ มกราคม ๒๕๖๘', '๒๙ มกราคม ๒๕๖๘']);
    expect(fieldOf(upper, 'date').doubts[0]!.message).toContain('๒๙ มกราคม ๒๕๖๘');
    const lower = await show(receipt, 0);
    const cited = fieldOf(lower, 'references');
    expect(cited.doubts).toMatchObject([
      { code: 'differs', item: 0 },
      { code: 'differs', item: 0 },
    ]);
    expect(cited.choices.map(({ item, text }) => [item, text])).toEqual([
      [0, 'ที่ มท ๐๘๑๐.๗/ว ๔๒๔ ลงวันที่ ๒๙ มกราคม ๒๕๖๘'],
      [0, 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘'],
    ]);
    const [mine, theirs] = fieldOf(upper, 'reference').choices;
    const changes = [
      { field: 'reference', value: mine!.value, seen: upper.letter.reference },
      { field: 'date', value: upper.letter.date, seen: upper.letter.date },
    ];
    expect(theirs!.other).toMatchObject({ receipt, ordinal: 0 });
    await patch(receipt, { changes }, 1);
    await workAll(store);
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    await workAll(store);
    const after = await show(receipt, 1);
    expect(doubtful(after)).toEqual([]);
    expect(after.letter).toMatchObject({ reference: { normalized: 'มท 0810.7/ว 524' }, date: '2025-01-27' });
    // The other letter still says otherwise: that is its own to settle.
    expect(doubtful(await show(receipt, 0))).toEqual(['references']);
  });

  it('are tied as a person chose where several letters could be meant, however often they are linked', async () => {
    const subject = `เรื่องที่มีสองฉบับ ${++serial}`;
    const two = ['๗๐๑', '๗๐๒'].map((number) => clean({ ref: `มท ๐๘๑๐.๗/ว ${number}`, date: '2025-01-20', subject }));
    const uppers = await fileOf(store, X, two);
    const cites = citationOf({ issuer: DLA.name, reference: 'มท 0810.7/ว 703', date: '2025-01-20' });
    const lower = clean({ ref: 'พร ๐๐๒๓.๓/ว ๙๑', date: '2025-02-10', issuer: PHRAE, subject, references: [cites] });
    const receipt = await fileOf(store, X, [lower]);
    const open = await show(receipt);
    expect(open.citations).toMatchObject([{ place: 'references', item: 0, to: null, chosen: false }]);
    expect(open.citations[0]!.candidates.map(({ letter }) => letter.ordinal).sort()).toEqual([0, 1]);
    expect(fieldOf(open, 'references').doubts.map(({ code }) => code)).toContain('ask');
    const citation = { reference: cites.reference, date: cites.date };
    const chosen = { choices: [{ citation, means: { receipt: uppers, ordinal: 1 } }] };
    expect((await patch(receipt, chosen)).statusCode).toBe(200);
    await workAll(store);
    const hop = async () => {
      const { families } = await listFamilies(store, {
        actor: machine('test'),
        firstReceipt: receipt,
        lastReceipt: receipt,
      });
      return families.flatMap(({ hops, asks }) => [...hops.map(({ from }) => from), ...asks.map(() => 'asked')]);
    };
    expect(await hop()).toEqual([`${uppers}#1`]);
    for (const again of [uppers, receipt, uppers]) {
      await retryFile(store, { actor: machine('test'), receipt: again, all: true });
      await workAll(store);
      expect(await hop()).toEqual([`${uppers}#1`]);
    }
    const after = await show(receipt);
    expect(after.citations).toMatchObject([{ chosen: true, to: { receipt: uppers, ordinal: 1 }, candidates: [] }]);
    expect(after.citations[0]!.differences).toMatchObject([{ field: 'reference', found: 'มท 0810.7/ว 702' }]);
    await patch(receipt, { choices: [{ citation, means: null }] });
    await workAll(store);
    expect(await hop()).toEqual(['asked']);
    const strange = await fileOf(store, Y, [clean()]);
    expect(
      (await patch(receipt, { choices: [{ citation, means: { receipt: strange, ordinal: 0 } }] })).statusCode,
    ).toBe(404);
  });
});

describe('confirming', () => {
  it('freezes every value, so that no rerun changes any, and confirmed deadlines count as such', async () => {
    const receipt = await fileOf(store, X, [
      clean({
        deadlines: [deadlineOf({ date: '2031-03-07', confidence: 0.6, text: 'ภายใน' })],
        confidence: { deadlines: 0.6 },
      }),
    ]);
    const before = await show(receipt);
    expect((await confirm(receipt)).json()).toEqual({ sentTo: 0 });
    await workAll(store);
    const frozen = await store.db.select().from(corrections).where(eq(corrections.receipt, receipt));
    expect(new Set(frozen.map(({ field }) => field))).toEqual(new Set(FROZEN));
    const after = await show(receipt);
    expect(after.confirmed).toMatchObject({ by: 'สมศรี' });
    expect(after.version).toBe(before.version);
    expect(doubtful(after)).toEqual([]);
    const items = await listDeadlines(store, { actor: machine('test'), receipt });
    expect(items.map(({ deadline }) => [deadline.date, deadline.confidence])).toEqual([['2031-03-07', 1]]);
    // Not yet in the office's own inbox: that comes with its number.
    expect(await store.db.select().from(notices).where(eq(notices.receipt, receipt))).toEqual([]);
  });

  it('leaves what nobody was asked as unsure as it was read, unless a person sets it', async () => {
    const unsure = { action: { kind: 'inform', submit_to: null }, confidence: { action: 0.8999 } } as const;
    const receipt = await fileOf(store, X, [clean(unsure)]);
    expect(doubtful(await show(receipt))).toEqual([]);
    await confirm(receipt);
    await workAll(store);
    const after = await show(receipt);
    expect(after.confirmed).not.toBeNull();
    expect(fieldOf(after, 'action')).toMatchObject({ confidence: 0.8999, settled: null });
    await patch(receipt, { changes: [{ field: 'action', value: { kind: 'consider', submit_to: null } }] });
    await workAll(store);
    expect(fieldOf(await show(receipt), 'action')).toMatchObject({ confidence: 1, settled: { by: 'สมศรี' } });
    // Who something is handed in to is a name: that is asked.
    const named = await fileOf(store, X, [clean({ ...unsure, action: { kind: 'report', submit_to: 'จังหวัดแพร่' } })]);
    expect(doubtful(await show(named))).toEqual(['action']);
  });

  it('takes what is put right with it, in one deed', async () => {
    const receipt = await fileOf(store, X, [clean({ confidence: { date: 0.3 } })]);
    const { version } = await show(receipt);
    const url = `/api/letters/${receipt}/0/confirm`;
    const send = (payload: object) => app.inject({ method: 'POST', url, headers: as(clerk), payload });
    const wrong = await send({ version, changes: [{ field: 'date', value: 'พรุ่งนี้' }] });
    expect(wrong.json().code).toBe('request.invalid');
    expect((await show(receipt)).confirmed).toBeNull();
    expect((await send({ version, changes: [{ field: 'date', value: '2025-01-30' }] })).statusCode).toBe(200);
    await workAll(store);
    expect(await show(receipt)).toMatchObject({ letter: { date: '2025-01-30' }, confirmed: { by: 'สมศรี' } });
    const made = await store.db.select().from(corrections).where(eq(corrections.receipt, receipt));
    expect(made.filter(({ field }) => field === 'date').map(({ oldValue, newValue }) => [oldValue, newValue])).toEqual([
      ['2025-01-27', '2025-01-30'],
    ]);
  });

  it('changes nothing when it is done again', async () => {
    const receipt = await fileOf(store, X, [clean()]);
    await confirm(receipt);
    await workAll(store);
    const count = async () => [
      await store.db.$count(corrections, eq(corrections.receipt, receipt)),
      await store.db.$count(confirmations, eq(confirmations.receipt, receipt)),
      await store.db.$count(auditLog, eq(auditLog.receipt, receipt)),
    ];
    const before = await count();
    expect((await confirm(receipt)).statusCode).toBe(200);
    expect(await count()).toEqual(before);
    expect(store.jobs).toEqual([]);
  });

  it('is refused for what the person did not see, for attachments and for what is being read', async () => {
    const receipt = await fileOf(store, X, [clean(), letterOf({ kind: 'attachment', title: 'โปสเตอร์' })]);
    const { version } = await show(receipt);
    await patch(receipt, { changes: [{ field: 'subject', value: 'อื่น' }] });
    expect((await confirm(receipt, version)).json().code).toBe('letter.changed');
    expect((await confirm(receipt, undefined, 1)).json().code).toBe('request.invalid');
    await workAll(store);
    await retryFile(store, { actor: machine('test'), receipt, all: true });
    const now = (await show(receipt)).version;
    expect((await confirm(receipt, now)).json().code).toBe('record.unfinished');
    await workAll(store);
  });

  it('keeps what a person set over whatever is read later', async () => {
    const some = fc.record({
      date: fc.constantFrom('2025-01-27', '2025-02-03', null),
      subject: fc.constantFrom('ก', 'ข', null),
      speed: fc.constantFrom('urgent', 'most-urgent', null),
      kind: fc.constantFrom('external', 'memorandum', 'attachment'),
      recipients: fc.array(fc.constantFrom('นายอำเภอเมืองแพร่', 'ผู้ว่าราชการจังหวัดน่าน').map(recipientOf), { maxLength: 2 }),
      deadlines: fc.array(
        fc.constantFrom('2030-01-04', '2030-02-05').map((date) => deadlineOf({ date })),
        { maxLength: 2 },
      ),
    }) as fc.Arbitrary<Partial<Letter>>;
    await fc.assert(
      fc.asyncProperty(some, some, fc.constantFrom('date', 'subject', 'speed'), async (first, second, field) => {
        const receipt = await fileOf(store, X, [clean({ ...first, kind: 'external' })]);
        await patch(receipt, { changes: [{ field, value: null }] });
        await workAll(store);
        await confirm(receipt);
        await workAll(store);
        const before = await show(receipt);
        expect(before.letter[field as 'date']).toBeNull();
        // A later reader reads the very file otherwise.
        const reread = letterOf({ ...clean(), ...second });
        const compose = await import('../support/compose.js');
        const spy = vi.spyOn(compose, 'lettersOf').mockReturnValue([reread]);
        await retryFile(store, { actor: machine('test'), receipt, all: true });
        await workAll(store);
        spy.mockRestore();
        const after = await show(receipt);
        for (const name of FROZEN) expect(after.letter[name], name).toEqual(before.letter[name]);
        expect(after.confirmed).toEqual(before.confirmed);
      }),
      { numRuns: 12 },
    );
  });
});

describe('pages', () => {
  it('are pictures that are made once, told apart by how they were read, and kept by the browser', async () => {
    const receipt = await fileOf(store, X, [clean()]);
    await store.db.update(files).set({ type: 'pdf' }).where(eq(files.receipt, receipt));
    const url = `/api/files/${receipt}/pages/1/picture?width=1000`;
    const made = vi.spyOn(store.reader, 'picture');
    const first = await app.inject({ url, headers: as(clerk) });
    expect(first.statusCode).toBe(200);
    expect(first.headers).toMatchObject({
      'content-type': 'image/jpeg',
      'cache-control': 'private, no-cache',
      etag: expect.stringMatching(/^"[0-9a-f]{64}-1-text-0-1000\.jpg"$/),
    });
    expect(first.json()).toMatchObject({ type: 'pdf', page: 1, rotation: 0, width: 1000 });
    const again = await app.inject({ url, headers: as(clerk) });
    expect(again.body).toBe(first.body);
    expect(made).toHaveBeenCalledTimes(1);
    const known = await app.inject({ url, headers: { ...as(clerk), 'if-none-match': String(first.headers.etag) } });
    expect([known.statusCode, known.body]).toEqual([304, '']);
    expect((await app.inject({ url: url.replace('1000', '999'), headers: as(clerk) })).statusCode).toBe(400);
    expect((await app.inject({ url: url.replace('pages/1', 'pages/7'), headers: as(clerk) })).statusCode).toBe(404);
  });

  it('of a text are its lines', async () => {
    const receipt = await fileOf(store, X, [clean({ subject: 'ข้อความ' })]);
    const picture = await app.inject({ url: `/api/files/${receipt}/pages/1/picture`, headers: as(clerk) });
    expect(picture.json().code).toBe('file.no_picture');
    const { lines } = (await app.inject({ url: `/api/files/${receipt}/pages/1/text`, headers: as(clerk) })).json();
    expect(lines[0]).toContain('ข้อความ');
    expect((await show(receipt)).file.text).toBe(true);
  });

  it('come as the original, byte for byte', async () => {
    const receipt = await fileOf(store, X, [clean()], 'หนังสือ (๑).pdf');
    const answer = await app.inject({ url: `/api/files/${receipt}/original`, headers: as(clerk) });
    const [file] = await store.db.select().from(files).where(eq(files.receipt, receipt));
    const { createHash } = await import('node:crypto');
    expect(createHash('sha256').update(answer.rawPayload).digest('hex')).toBe(file!.sha256);
    expect(answer.headers['content-disposition']).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('หนังสือ ')}%28${encodeURIComponent('๑')}%29.pdf`,
    );
  });
});

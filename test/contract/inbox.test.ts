import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InboxAnswer, InboxLetter } from '../../schemas/notices.js';
import type { Letter } from '../../schemas/record.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { confirmations } from '../../src/circulars/holdings.table.js';
import { sendLetter, statusBelow, withdrawLetter } from '../../src/notices/below.usecases.js';
import { listInbox, openLetter } from '../../src/notices/inbox.usecases.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { sendNotices } from '../../src/notices/send.js';
import {
  acknowledge,
  assign,
  attachProof,
  forward,
  markDone,
  proofOf,
  reopen,
} from '../../src/notices/steps.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { bytesOf, type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;
const RONG_KWANG = '5402';
const PAO = '2540101';

let database: TestDatabase;
let store: TestStore;
let sender: Person;
let receiver: Person;
let other: Person;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = testStore(database.db);
  store.time = new Date('2025-02-05T02:00:00Z');
  // What was forwarded is never deleted, so neither are the letters: they are taken out of the inboxes.
  await emptied();
  for (const table of [sendings, memberships, offices]) await store.db.delete(table);
  sender = await member(store, X, ['clerk'], { name: 'สมชาย จังหวัด' });
  receiver = await member(store, RONG_KWANG, ['receiver'], { name: 'สมหญิง อำเภอ' });
  other = await member(store, Y, ['clerk', 'receiver']);
  return () => store.dispose();
});

const emptied = () => store.db.update(notices).set({ withdrawnAt: store.clock.now() });

let serial = 0;
const circular = (given: Partial<Letter> & { ref?: string } = {}): Letter =>
  letterOf({
    subject: `เรื่องที่ ${serial++}`,
    date: '2025-02-03',
    issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
    recipients: [
      { text: 'นายอำเภอทุกอำเภอ', scope: 'all', confidence: 1, evidence: [] },
      { text: 'นายกองค์การบริหารส่วนจังหวัดแพร่', scope: 'one', confidence: 1, evidence: [] },
    ],
    ...given,
  });
/** Takes the letters in at the province and sends the first of them down. */
async function sentDown(...letters: Letter[]): Promise<number> {
  const receipt = await fileOf(store, X, letters);
  const sent = { organisation: X, receipt, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
  await store.db.transaction((tx) => sendNotices(store, tx, sent));
  return receipt;
}
const list = (actor: Actor, given: Partial<Parameters<typeof listInbox>[1]> = {}): Promise<InboxAnswer> =>
  listInbox(store, { actor, filter: 'open', offset: 0, limit: 50, ...given });
const first = async (actor: Actor = receiver): Promise<number> => (await list(actor)).items[0]!.id;
const open = (id: number, actor: Actor = receiver): Promise<InboxLetter> => openLetter(store, { actor, id });
const until = (date: string, given = {}) => ({ deadlines: [deadlineOf({ date, ...given })] });

describe('the list of an inbox', () => {
  it('puts what is due first on top, with the working days left, and what has no day behind it', async () => {
    await sentDown(circular({ subject: 'ไม่มีกำหนด' }));
    await sentDown(circular({ subject: 'ช้า', ...until('2025-03-14') }));
    await sentDown(circular({ subject: 'เร็ว', ...until('2025-02-14') }));
    const { items, total, counts } = await list(receiver);
    expect(items.map(({ letter }) => letter?.subject)).toEqual(['เร็ว', 'ช้า', 'ไม่มีกำหนด']);
    // 6, 7, 10, 11, 13 and 14 กุมภาพันธ์: the 8th and 9th are a weekend, the 12th is วันมาฆบูชา.
    expect(items[0]!.due).toMatchObject({ daysLeft: 9, workingDaysLeft: 6, context: false, confirmed: false });
    expect(items[0]).toMatchObject({ sender: { code: X, name: 'จังหวัดแพร่' }, origin: 'resolved', state: 'unread' });
    expect(total).toBe(3);
    expect(counts).toEqual({ open: 3, unread: 3, mine: 0, overdue: 0, done: 0 });
  });

  it('binds the office by the letter to it, and shows the deadline of what is enclosed as context alone', async () => {
    const upper = letterOf({ ref: 'มท 0810.7/ว 524', date: '2025-01-30', ...until('2025-02-10') });
    const cites = [citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-30' })];
    await sentDown(circular({ references: cites, ...until('2025-02-20') }), upper);
    const [withOwn] = (await list(receiver)).items;
    expect(withOwn!.due?.deadline.date).toBe('2025-02-20');
    expect(withOwn!.outer).toBeNull();
    const { deadlines, enclosed } = await open(withOwn!.id);
    expect(deadlines.map(({ context, deadline }) => `${context} ${deadline.date}`)).toEqual([
      'false 2025-02-20',
      'true 2025-02-10',
    ]);
    expect(enclosed).toHaveLength(1);
    await emptied();
    await sentDown(circular({ references: cites }), { ...upper, subject: 'อีกฉบับ' });
    const [without] = (await list(receiver)).items;
    expect(without!.due).toBeNull();
    expect(without!.outer).toMatchObject({ context: true, of: { reference: 'มท 0810.7/ว 524' } });
  });

  it('does not bind the office by what applicants have to keep', async () => {
    await sentDown(circular(until('2025-02-10', { binds: 'applicant' })));
    const [item] = (await list(receiver)).items;
    expect(item!.due).toBeNull();
    expect((await open(item!.id)).deadlines).toHaveLength(1);
  });

  it('counts what hangs on the day of receipt as an estimate from when it came here', async () => {
    const relative = { days: 7, working: false, from: 'receipt' } as const;
    await sentDown(circular({ deadlines: [deadlineOf({ relative })] }));
    const [item] = (await list(receiver)).items;
    // From the day of the letter at the earliest (3 + 7), from the day on which it was sent (5 + 7) at the latest.
    expect(item!.due?.resolved).toMatchObject({ dueOn: '2025-02-10', lastOn: '2025-02-12', estimate: true });
  });

  it('counts as overdue what is past for sure, and not what was past when it came', async () => {
    await sentDown(circular(until('2025-02-10')));
    await sentDown(circular({ ...until('2025-01-31'), date: '2025-02-03' }));
    expect((await list(receiver)).counts.overdue).toBe(0);
    store.time = new Date('2025-02-11T02:00:00Z');
    const { items, counts } = await list(receiver, { filter: 'overdue' });
    expect(counts.overdue).toBe(1);
    expect(items).toHaveLength(1);
    expect(items[0]!.due).toMatchObject({ daysLeft: -1, state: 'live' });
    const all = (await list(receiver)).items;
    expect(all.at(-1)!.due?.state).toBe('expired');
  });

  it('says that a person looked through the letter', async () => {
    const receipt = await sentDown(circular(until('2025-02-14')));
    const at = store.clock.now();
    await store.db.insert(confirmations).values({ receipt, firstPage: 1, rank: 0, confirmedBy: 'x', confirmedAt: at });
    expect((await list(receiver)).items[0]!.due?.confirmed).toBe(true);
  });

  it('gives a page of it, and each filter its own', async () => {
    for (let at = 10; at < 15; at++) await sentDown(circular(until(`2025-02-${at}`)));
    const page = await list(receiver, { offset: 2, limit: 2 });
    expect(page.items.map(({ due }) => due?.deadline.date)).toEqual(['2025-02-12', '2025-02-13']);
    expect(page.total).toBe(5);
    const [a, b, c] = page.items.length ? (await list(receiver)).items : [];
    await open(a!.id);
    await assign(store, { actor: receiver, id: b!.id, person: receiver.id });
    await markDone(store, { actor: receiver, id: c!.id, note: '' });
    const ids = async (filter: 'unread' | 'mine' | 'done') =>
      (await list(receiver, { filter })).items.map(({ id }) => id);
    expect(await ids('mine')).toEqual([b!.id]);
    expect(await ids('done')).toEqual([c!.id]);
    expect(await ids('unread')).not.toContain(a!.id);
    expect((await list(receiver)).counts).toEqual({ open: 4, unread: 3, mine: 1, overdue: 0, done: 1 });
  });

  it('is empty for another organisation, and leaves out what was taken back', async () => {
    const receipt = await sentDown(circular());
    expect((await list(other)).items).toEqual([]);
    const id = await first();
    await withdrawLetter(store, { actor: sender, receipt, ordinal: 0 });
    expect((await list(receiver)).items).toEqual([]);
    await expect(open(id)).rejects.toMatchObject({ code: 'record.not_found' });
  });

  it('keeps a letter in the list whose file was read anew, so that it begins nowhere', async () => {
    const receipt = await fileOf(store, X, [circular()]);
    const id = await noticeOf(store, { organisation: RONG_KWANG, receipt, firstPage: 7, lastPage: 8 });
    expect((await list(receiver)).items).toMatchObject([{ id, letter: null, due: null }]);
    expect(await open(id)).toMatchObject({ record: null, pages: [7, 8] });
  });

  it('shows of a secret letter number and date alone, and writes down who saw more', async () => {
    const receipt = await sentDown(circular({ ref: 'พร 0017/ว 3', secrecy: 'secret', ...until('2025-02-14') }));
    const [item] = (await list(receiver)).items;
    expect(item).toMatchObject({ due: null, letter: { reference: 'พร 0017/ว 3', subject: null, veiled: true } });
    expect((await list(receiver)).counts.overdue).toBe(0);
    expect(await open(item!.id)).toMatchObject({ deadlines: [], record: { subject: null, contact: null } });
    const views = () => store.db.select().from(auditLog).where(eq(auditLog.action, 'letter.secret-viewed'));
    const before = (await views()).length;
    const named = await member(store, RONG_KWANG, ['receiver'], { secret: true });
    expect((await open(item!.id, named)).deadlines).toHaveLength(1);
    const after = await views();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1)).toMatchObject({ receipt, actor: `person:${named.id}` });
  });
});

describe('a secret letter behind an open one', () => {
  it('lends it no deadline, but for those who are named for such', async () => {
    const secret = letterOf({ ref: 'มท 0810/ว 9', date: '2025-01-27', secrecy: 'secret', ...until('2025-02-03') });
    const enclosed = citationOf({ reference: 'มท 0810/ว 9', date: '2025-01-27' });
    const receipt = await fileOf(store, X, [circular({ references: [enclosed] }), secret]);
    await noticeOf(store, { organisation: RONG_KWANG, receipt, firstPage: 1, lastPage: 2 });
    const named = await member(store, RONG_KWANG, ['receiver'], { secret: true });
    expect((await list(named)).items).toMatchObject([{ outer: { deadline: { date: '2025-02-03' } } }]);
    expect((await list(receiver)).items).toMatchObject([{ due: null, outer: null }]);
  });

  it('is sent by nobody who may not read it, neither by hand nor by confirming the open one', async () => {
    const secret = letterOf({ ref: 'มท 0810/ว 10', date: '2025-01-27', secrecy: 'secret' });
    const enclosed = citationOf({ reference: 'มท 0810/ว 10', date: '2025-01-27' });
    const receipt = await fileOf(store, X, [circular({ references: [enclosed] }), secret]);
    const hand = { receipt, ordinal: 0, organisations: [RONG_KWANG], lastPage: 2 };
    await expect(sendLetter(store, { ...hand, actor: sender })).rejects.toMatchObject({ code: 'record.secret' });
    const { version } = await showLetter(store, { receipt, ordinal: 0, actor: sender });
    const confirm = { receipt, ordinal: 0, version };
    await expect(confirmLetter(store, { ...confirm, actor: sender })).rejects.toMatchObject({ code: 'record.secret' });
    expect((await list(receiver)).items).toEqual([]);
    const named = await member(store, X, ['clerk'], { secret: true });
    expect(await confirmLetter(store, { ...confirm, actor: named })).toEqual({ sentTo: 1 });
  });

  it('is not parted: a letter goes with all its pages', async () => {
    const receipt = await fileOf(store, X, [circular(), letterOf({ kind: 'attachment' })]);
    await store.db.execute(sql`update wian.letters set last_page = 2 where receipt = ${receipt} and ordinal = 0`);
    const part = { actor: sender, receipt, ordinal: 0, organisations: [RONG_KWANG], lastPage: 1 };
    await expect(sendLetter(store, part)).rejects.toMatchObject({ code: 'request.invalid' });
    expect((await list(receiver)).items).toEqual([]);
  });
});

describe('what is done with a letter', () => {
  const logged = async (id: number) => {
    const rows = await store.db
      .select()
      .from(auditLog)
      .where(sql`${auditLog.detail}->>'notice' = ${String(id)}`);
    return rows.sort((a, b) => a.id - b.id);
  };

  it('is received when it stands in a list, and read when somebody who works on it opens it', async () => {
    await sentDown(circular());
    const id = await first();
    const viewer = await member(store, RONG_KWANG, ['viewer']);
    expect(await open(id, viewer)).toMatchObject({ received: '2025-02-05T02:00:00.000Z', read: null });
    store.time = new Date('2025-02-06T02:00:00Z');
    expect((await open(id)).read).toEqual({ at: '2025-02-06T02:00:00.000Z', by: 'สมหญิง อำเภอ' });
    store.time = new Date('2025-02-07T02:00:00Z');
    await list(receiver);
    expect(await open(id)).toMatchObject({
      received: '2025-02-05T02:00:00.000Z',
      read: { at: '2025-02-06T02:00:00.000Z' },
    });
    expect((await logged(id)).map(({ action }) => action)).toEqual(['notice.received', 'notice.read']);
  });

  it('is acknowledged once, by whoever comes first of several at once', async () => {
    await sentDown(circular());
    const id = await first();
    const colleague = await member(store, RONG_KWANG, ['clerk'], { name: 'อีกคน' });
    await Promise.all([receiver, colleague, receiver].map((actor) => acknowledge(store, { actor, id })));
    const entries = (await logged(id)).filter(({ action }) => action === 'notice.acknowledged');
    expect(entries).toHaveLength(1);
    const [row] = await store.db.select().from(notices).where(eq(notices.id, id));
    expect(row!.acknowledgedBy).toBe(entries[0]!.actor);
  });

  it('is given to a person of the organisation, and to nobody else', async () => {
    await sentDown(circular());
    const id = await first();
    await expect(assign(store, { actor: receiver, id, person: other.id })).rejects.toMatchObject({
      code: 'request.invalid',
    });
    await assign(store, { actor: receiver, id, person: receiver.id });
    expect(await open(id)).toMatchObject({ assignee: { id: receiver.id, name: 'สมหญิง อำเภอ' } });
    await assign(store, { actor: receiver, id, person: null });
    expect(await open(id)).toMatchObject({ assignee: null, assigned: null });
    const [, last] = (await logged(id)).filter(({ action }) => action === 'notice.assigned');
    expect(last!.detail).toMatchObject({ before: { assignee: receiver.id }, after: { assignee: null } });
  });

  it('is forwarded to units, each of which is kept', async () => {
    await sentDown(circular());
    const id = await first();
    await forward(store, { actor: receiver, id, units: ['กองคลัง', 'กองคลัง', 'สำนักปลัด'], note: 'ขอข้อมูลภายในวันศุกร์' });
    await forward(store, { actor: receiver, id, units: ['กองช่าง'], note: '' });
    const { forwards, forwarded } = await open(id);
    expect(forwards.map(({ unit, note }) => `${unit} ${note}`)).toEqual([
      'กองคลัง ขอข้อมูลภายในวันศุกร์',
      'สำนักปลัด ขอข้อมูลภายในวันศุกร์',
      'กองช่าง null',
    ]);
    expect(forwarded).toBe(true);
  });

  it('is done with a note and a proof that stays byte for byte, and opened again with a reason', async () => {
    await sentDown(circular());
    const id = await first();
    const content = 'ภาพถ่าย\0 ใบส่ง';
    await attachProof(store, { actor: receiver, id, name: 'ใบส่ง.jpg', source: bytesOf(content) });
    await markDone(store, { actor: receiver, id, note: 'ส่งแบบแล้ว' });
    const { path, name } = await proofOf(store, { actor: receiver, id });
    const { readFile } = await import('node:fs/promises');
    expect([name, await readFile(path, 'utf8')]).toEqual(['ใบส่ง.jpg', content]);
    expect(await open(id)).toMatchObject({ state: 'done', note: 'ส่งแบบแล้ว', proof: { name: 'ใบส่ง.jpg' } });
    const again = () => markDone(store, { actor: receiver, id, note: 'คนที่สอง' });
    await expect(again()).rejects.toMatchObject({ code: 'notice.done' });
    for (const late of [
      () => attachProof(store, { actor: receiver, id, name: 'x', source: bytesOf('อื่น') }),
      () => forward(store, { actor: receiver, id, units: ['กองคลัง'], note: '' }),
      () => assign(store, { actor: receiver, id, person: receiver.id }),
    ]) {
      await expect(late()).rejects.toMatchObject({ code: 'notice.done' });
    }
    await reopen(store, { actor: receiver, id, reason: 'ส่งผิดแบบ' });
    expect(await open(id)).toMatchObject({ state: 'read', done: null, note: 'ส่งแบบแล้ว' });
    const last = (await logged(id)).at(-1)!;
    expect(last).toMatchObject({ action: 'notice.reopened', detail: { text: 'ส่งผิดแบบ', after: { doneAt: null } } });
    expect(last.detail.before).toMatchObject({ doneBy: `person:${receiver.id}` });
    await expect(reopen(store, { actor: receiver, id, reason: 'x' })).rejects.toMatchObject({ code: 'notice.open' });
  });

  it('takes no proof that is empty or larger than the limit', async () => {
    await sentDown(circular());
    const id = await first();
    const give = (content: string) => attachProof(store, { actor: receiver, id, name: 'x', source: bytesOf(content) });
    await expect(give('')).rejects.toMatchObject({ code: 'file.empty' });
    await expect(give('x'.repeat(store.limits.maxFileBytes + 1))).rejects.toMatchObject({ code: 'file.too_large' });
    expect((await open(id)).proof).toBeNull();
  });
});

describe('what the sender sees of those below', () => {
  it('tells states and times of those who use wian, and of the others that nothing is known', async () => {
    await member(store, '5403', ['receiver']);
    const receipt = await sentDown(circular());
    const id = await first();
    await open(id);
    await acknowledge(store, { actor: receiver, id });
    await forward(store, { actor: receiver, id, units: ['กองคลัง'], note: 'ลับ' });
    await markDone(store, { actor: receiver, id, note: 'บันทึกภายใน' });
    const { sentAt, recipients } = await statusBelow(store, { actor: sender, receipt, ordinal: 0 });
    expect(sentAt).toBe('2025-02-05T02:00:00.000Z');
    const of = new Map(recipients.map((one) => [one.organisation.code, one]));
    // The eight districts, and the PAO.
    expect(recipients).toHaveLength(9);
    expect(of.get(RONG_KWANG)).toMatchObject({ state: 'done', readAt: '2025-02-05T02:00:00.000Z' });
    expect(of.get('5403')).toMatchObject({ state: 'sent', receivedAt: null });
    expect(of.get(PAO)).toMatchObject({ state: 'unknown', sentAt: null });
    expect(recipients.filter(({ state }) => state === 'unknown')).toHaveLength(7);
    expect(JSON.stringify(recipients)).not.toMatch(/กองคลัง|บันทึกภายใน|ลับ/);
  });

  it('tells nothing to a recipient, and nothing at all to others', async () => {
    const receipt = await sentDown(circular());
    const asked = { receipt, ordinal: 0 };
    expect(await statusBelow(store, { actor: receiver, ...asked })).toEqual({ sentAt: null, recipients: [] });
    await expect(statusBelow(store, { actor: other, ...asked })).rejects.toMatchObject({ code: 'record.not_found' });
  });

  it('sends by hand to organisations that were chosen, and says which do not use wian', async () => {
    const receipt = await fileOf(store, X, [circular({ recipients: [] })]);
    const answer = await sendLetter(store, { actor: sender, receipt, ordinal: 0, organisations: [RONG_KWANG, PAO] });
    expect(answer.organisations.map(({ code }) => code)).toEqual([RONG_KWANG]);
    expect(answer.unknown.map(({ code }) => code)).toEqual([PAO]);
    const { recipients } = await statusBelow(store, { actor: sender, receipt, ordinal: 0 });
    expect(recipients.map(({ state }) => state)).toEqual(['unknown', 'sent']);
    const strange = sendLetter(store, { actor: sender, receipt, ordinal: 0, organisations: ['99999'] });
    await expect(strange).rejects.toMatchObject({ code: 'request.invalid' });
  });

  it('tells who sends by hand nothing of what an office did with the letter that another sent it', async () => {
    const third = await member(store, '5403', ['receiver']);
    const receipt = await sentDown(circular());
    const id = (await list(third)).items[0]!.id;
    await open(id, third);
    await acknowledge(store, { actor: third, id });
    const clerk = { ...receiver, roles: ['clerk'] } as const;
    await sendLetter(store, { actor: clerk, receipt, ordinal: 0, organisations: ['5403'] });
    const seenBy = async (actor: Actor) =>
      (await statusBelow(store, { actor, receipt, ordinal: 0 })).recipients.find(
        ({ organisation }) => organisation.code === '5403',
      );
    expect(await seenBy(clerk)).toMatchObject({ state: 'unknown', readAt: null, acknowledgedAt: null });
    expect(await seenBy(sender)).toMatchObject({ state: 'acknowledged' });
  });

  it('passes on only pages that were sent to the sender itself, and secret ones only by who may read them', async () => {
    const receipt = await sentDown(circular(), circular(), circular());
    const pass = (given: object) =>
      sendLetter(store, {
        actor: { ...receiver, roles: ['clerk'] },
        receipt,
        ordinal: 0,
        organisations: [PAO],
        ...given,
      });
    await expect(pass({ lastPage: 2 })).rejects.toMatchObject({ code: 'record.not_found' });
    await expect(pass({ ordinal: 1 })).rejects.toMatchObject({ code: 'record.not_found' });
    const kept = (await store.db.select().from(sendings)).length;
    expect((await pass({})).unknown).toHaveLength(1);
    expect(await store.db.select().from(sendings)).toHaveLength(kept + 1);
    const secret = await fileOf(store, X, [circular({ secrecy: 'secret' })]);
    const send = (actor: Actor) =>
      sendLetter(store, { actor, receipt: secret, ordinal: 0, organisations: [RONG_KWANG] });
    await expect(send(sender)).rejects.toMatchObject({ code: 'record.secret' });
    expect((await send({ ...sender, secret: true })).organisations).toHaveLength(1);
  });

  it('takes back from one office alone, and only what it sent itself', async () => {
    await member(store, '5403', ['receiver']);
    const receipt = await sentDown(circular());
    const own = await fileOf(store, RONG_KWANG, [circular()]);
    await noticeOf(store, { organisation: RONG_KWANG, receipt: own, firstPage: 1, lastPage: 1, origin: 'own' });
    expect(await withdrawLetter(store, { actor: other, receipt, ordinal: 0 }).catch(({ code }) => code)).toBe(
      'record.not_found',
    );
    expect(await withdrawLetter(store, { actor: receiver, receipt, ordinal: 0 })).toEqual([]);
    const taken = await withdrawLetter(store, { actor: sender, receipt, ordinal: 0, organisations: [RONG_KWANG] });
    expect(taken.map(({ code }) => code)).toEqual([RONG_KWANG]);
    const { recipients } = await statusBelow(store, { actor: sender, receipt, ordinal: 0 });
    expect(
      recipients.filter(({ state }) => state === 'withdrawn').map(({ organisation }) => organisation.code),
    ).toEqual([RONG_KWANG]);
    expect((await list(receiver)).items.map(({ origin }) => origin)).toEqual(['own']);
  });
});

describe('the inbox over HTTP', () => {
  it('does a whole day', async () => {
    const receipt = await sentDown(circular(until('2025-02-14')));
    const app = appOf(store);
    const get = async (url: string, actor: Actor) => app.inject({ url, headers: as(actor) });
    const post = (url: string, payload: unknown, actor: Actor = receiver) =>
      app.inject({
        method: 'POST',
        url,
        headers: { ...as(actor), 'content-type': 'application/json' },
        payload: JSON.stringify(payload),
      });
    const { items } = (await get('/api/inbox', receiver)).json() as InboxAnswer;
    const at = `/api/inbox/${items[0]!.id}`;
    expect((await get(at, receiver)).json()).toMatchObject({ state: 'read' });
    expect((await post(`${at}/acknowledge`, {})).json()).toMatchObject({ state: 'acknowledged' });
    expect((await get('/api/inbox/options', receiver)).json().people).toHaveLength(1);
    expect((await post(`${at}/assign`, { person: receiver.id })).statusCode).toBe(200);
    expect((await post(`${at}/forward`, { units: ['กองคลัง'] })).json().forwards).toHaveLength(1);
    const proof = await app.inject({
      method: 'POST',
      url: `${at}/proof?name=${encodeURIComponent('ใบส่ง.jpg')}`,
      headers: { ...as(receiver), 'content-type': 'application/octet-stream' },
      payload: '<script>',
    });
    expect(proof.json()).toMatchObject({ proof: { name: 'ใบส่ง.jpg' } });
    expect((await post(`${at}/done`, { note: 'ส่งแล้ว' })).json()).toMatchObject({ state: 'done' });
    const download = await get(`${at}/proof`, receiver);
    expect(download.body).toBe('<script>');
    expect(download.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-content-type-options': 'nosniff',
    });
    expect(download.headers['content-disposition']).toMatch(/^attachment;/);
    // The proof is the office's own paper.
    expect((await get(`${at}/proof`, sender)).statusCode).toBe(404);
    expect((await post(`${at}/reopen`, { reason: ' ' })).statusCode).toBe(400);
    expect((await post(`${at}/reopen`, { reason: 'ผิด' })).json()).toMatchObject({ done: null });
    const status = (await get(`/api/notices?receipt=${receipt}&ordinal=0`, sender)).json();
    expect(status.recipients.find((one: { state: string }) => one.state !== 'unknown')).toMatchObject({
      state: 'forwarded',
    });
    expect((await get(at, other)).statusCode).toBe(404);
    const withdrawn = await post('/api/notices/withdraw', { receipt, ordinal: 0 }, sender);
    expect(withdrawn.json().organisations).toHaveLength(1);
    expect((await get(at, receiver)).statusCode).toBe(404);
    expect(
      (await post('/api/notices', { receipt, ordinal: 0, organisations: [RONG_KWANG] }, sender)).json(),
    ).toMatchObject({
      organisations: [{ code: RONG_KWANG }],
    });
    expect((await get(at, receiver)).statusCode).toBe(200);
  });
});

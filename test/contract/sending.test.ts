import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { and, asc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import type { DraftContent } from '../../schemas/sending.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { sendNotices } from '../../src/notices/send.js';
import { offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { importOrganisations } from '../../src/people/people.usecases.js';
import { changeDraft, createDraft, listSending, showDraft } from '../../src/register/drafts.usecases.js';
import { drafts, registerCounters, registerEntries } from '../../src/register/register.table.js';
import { cancelSent, listSent, sendDraft } from '../../src/register/sent.usecases.js';
import { packageRoot } from '../../src/shared/package-root.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, keyOf, member, noticeOf } from '../support/http.js';
import { deadlineOf } from '../support/letters.js';
import { someLetter } from '../support/register.js';
import { contentOf, put, type TestStore, testStore, workAll } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const DEPARTMENT = 'มท 08';
const PHRAE = '54';
const RONG_KWANG = '5402';
const LONG = '5403';
const TODAY = '2025-02-01';

const MOI = { name: 'กระทรวงมหาดไทย', level: 'central', province: null } as const;
const DLA = { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null } as const;
const OF_PHRAE = { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' } as const;
const OF_LONG = { name: 'อำเภอลอง', level: 'district', province: 'แพร่' } as const;

describe.each(testDatabases())('sending on, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Extract<Actor, { kind: 'person' }>;

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    await importOrganisations(store, { content: readFileSync(join(packageRoot, 'organisations', 'phrae.csv')) });
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    for (const table of [drafts, registerEntries, registerCounters, notices, sendings]) await store.db.delete(table);
    clerk = await clerkOf(PHRAE);
    return () => store.dispose();
  });

  /** A clerk of an office that has set what its letters need. */
  async function clerkOf(organisation: string) {
    const person = await member(store, organisation, ['clerk']);
    const settings = { code: 'พร 0023.3', chief: { name: 'นายสมชาย ใจดี', position: 'ผู้บริหาร' } };
    await store.db.update(offices).set({ settings }).where(eq(offices.organisation, organisation));
    return person;
  }
  const circular = (given: Parameters<typeof someLetter>[0] = {}): Letter =>
    someLetter({
      issuer: DLA,
      action: { kind: 'inform', submit_to: null },
      relay: { received_from: [], forward_to: ['นายอำเภอ'] },
      ...given,
    });
  async function draftOf(letters: readonly Letter[] = [circular()], actor = clerk): Promise<number> {
    const receipt = await fileOf(store, actor.organisation, letters);
    return (await createDraft(store, { actor, receipt, firstPage: 1, rank: 0, leadDays: null })).id;
  }
  const send = (id: number, more: { number?: number; day?: string; actor?: Actor } = {}) =>
    sendDraft(store, { actor: more.actor ?? clerk, id, number: more.number ?? null, day: more.day ?? TODAY });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error) => error.code,
    );
  const change = async (id: number, part: Partial<DraftContent>) => {
    const { content, changedAt } = await showDraft(store, { actor: clerk, id });
    return changeDraft(store, { actor: clerk, id, content: { ...content, ...part }, changedAt });
  };
  const inboxes = async (receipt: number) =>
    (await store.db.select().from(notices).where(eq(notices.receipt, receipt)).orderBy(asc(notices.organisation))).map(
      ({ organisation, lastPage }) => `${organisation} -${lastPage}`,
    );
  const receiptOf = async (id: number) => (await showDraft(store, { actor: clerk, id })).letter.receipt;

  it('gives fifty drafts that go out at once the numbers 1 to 50, each one time', async () => {
    const letters = Array.from({ length: 50 }, () => circular());
    const receipt = await fileOf(store, PHRAE, letters);
    const places = letters.map((_, at) => ({ receipt, firstPage: at + 1, rank: 0, leadDays: null }));
    const ids = (await Promise.all(places.map((place) => createDraft(store, { actor: clerk, ...place })))).map(
      ({ id }) => id,
    );
    const numbers = (await Promise.all(ids.map((id) => send(id)))).map(({ number }) => number);
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
    const lines = await store.db.select().from(registerEntries).orderBy(asc(registerEntries.number));
    expect(lines.map(({ number }) => number)).toEqual(numbers);
    expect(new Set(lines.map(({ firstPage }) => firstPage)).size).toBe(50);
  }, 120_000);

  it('sends one draft once, however many press at once', async () => {
    const id = await draftOf();
    const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(send(id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'draft.sent')).toHaveLength(19);
    expect((await send(await draftOf())).number).toBe(2);
  });

  it('takes a number that was given out by hand, and goes on behind it', async () => {
    expect(await send(await draftOf(), { number: 120 })).toMatchObject({ number: 120, reference: 'พร 0023.3/ว 120' });
    expect((await send(await draftOf())).number).toBe(121);
    expect(await codeOf(send(await draftOf(), { number: 120 }))).toBe('register.number_used');
    // One that was left free before goes back for no later one.
    expect((await send(await draftOf(), { number: 7 })).number).toBe(7);
    expect((await send(await draftOf())).number).toBe(122);
    // The Buddhist year is that of the letter's own day.
    expect(await send(await draftOf(), { day: '2024-12-31' })).toMatchObject({ number: 1, year: 2567 });
    expect(await codeOf(send(await draftOf(), { day: '2025-02-02' }))).toBe('register.future');
  });

  it('loses no change of two people on one old version', async () => {
    const id = await draftOf();
    const { content, changedAt } = await showDraft(store, { actor: clerk, id });
    const other = await clerkOf(PHRAE);
    const by = (actor: Actor, subject: string, version = changedAt) =>
      changeDraft(store, { actor, id, content: { ...content, subject }, changedAt: version });
    const ended = await Promise.allSettled([by(clerk, 'ของคนแรก'), by(other, 'ของคนที่สอง')]);
    const kept = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(kept).toHaveLength(1);
    expect(ended.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))).toEqual(['draft.changed']);
    const now = await showDraft(store, { actor: clerk, id });
    expect(now.content.subject).toBe(kept[0]!.content.subject);
    // Who loads it anew may change it, also within the same millisecond; the old version stays old.
    expect((await by(other, 'อีกครั้ง', now.changedAt)).content.subject).toBe('อีกครั้ง');
    expect(await codeOf(by(clerk, 'เก่า', now.changedAt))).toBe('draft.changed');
    const log = await store.db.select().from(auditLog).where(eq(auditLog.action, 'draft.changed'));
    expect(log.filter(({ detail }) => (detail as { draft: number }).draft === id)).toHaveLength(2);
    await send(id);
    const sent = await showDraft(store, { actor: clerk, id });
    expect(await codeOf(by(clerk, 'หลังส่ง', sent.changedAt))).toBe('draft.sent');
  });

  it('goes out anew under a new number when its own was cancelled, which nobody gets again', async () => {
    await member(store, RONG_KWANG, ['clerk']);
    const id = await draftOf();
    const first = await send(id);
    expect(first.notified.map(({ code }) => code)).toEqual([RONG_KWANG]);
    await cancelSent(store, { actor: clerk, id: first.entry, reason: 'ลงวันที่ผิด' });
    expect(await codeOf(cancelSent(store, { actor: clerk, id: first.entry, reason: 'อีก' }))).toBe('register.cancelled');
    expect(await codeOf(send(id, { number: first.number }))).toBe('register.number_used');
    expect((await listSending(store, { actor: clerk })).waiting.map(({ draft }) => draft)).toContain(id);
    await change(id, { subject: 'แก้แล้ว' });
    const again = await send(id);
    expect(again.number).toBe(2);
    // They have it since the first time: it is in their inbox once, and is told so.
    expect(again.notified).toEqual(first.notified);
    expect(await inboxes(await receiptOf(id))).toEqual([`${RONG_KWANG} -1`]);
    const { entries } = await listSent(store, { actor: clerk, book: 'sent', page: 1, limit: 50 });
    expect(entries.map(({ number, subject, cancelled }) => [number, subject, cancelled?.reason ?? null])).toEqual([
      [2, 'แก้แล้ว', null],
      [1, 'เรื่องหนึ่ง', 'ลงวันที่ผิด'],
    ]);
    expect((await send(await draftOf())).number).toBe(3);
  });

  it('enters the letter, but puts it into no inbox, where its page holds another matter', async () => {
    await member(store, RONG_KWANG, ['clerk']);
    const content = contentOf([[circular(), someLetter()]]);
    const { receipt } = await put(store, 'ว.pdf', content, keyOf(PHRAE, []));
    await workAll(store);
    const { id } = await createDraft(store, { actor: clerk, receipt, firstPage: 1, rank: 0, leadDays: null });
    expect(await send(id)).toMatchObject({ number: 1, withheld: 'pages-shared', notified: [] });
    expect(await inboxes(receipt)).toEqual([]);
  });

  it('passes on what another issued by hand, which no rule for issuers may stop', async () => {
    await member(store, RONG_KWANG, ['clerk']);
    const id = await draftOf();
    const receipt = await receiptOf(id);
    const sent = { organisation: PHRAE, receipt, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
    const byItself = await store.db.transaction((tx) => sendNotices(store, tx, sent));
    expect(byItself).toMatchObject({ organisations: [], reason: 'not-the-issuer' });
    expect(await send(id)).toMatchObject({ withheld: null, notified: [{ code: RONG_KWANG }] });
  });

  it('passes on the pages that the office was sent, and no others that it sees', async () => {
    await member(store, RONG_KWANG, ['clerk']);
    const receipt = await fileOf(store, DEPARTMENT, [circular(), someLetter(), circular(), someLetter()]);
    await noticeOf(store, { organisation: PHRAE, receipt, firstPage: 1, lastPage: 4 });
    await noticeOf(store, { organisation: PHRAE, receipt, firstPage: 3, lastPage: 3 });
    const { id } = await createDraft(store, { actor: clerk, receipt, firstPage: 3, rank: 0, leadDays: null });
    expect(await send(id)).toMatchObject({ withheld: null });
    expect((await inboxes(receipt)).filter((line) => line.startsWith(RONG_KWANG))).toEqual([`${RONG_KWANG} -3`]);
  });

  it('enters what went out on paper though the letter was taken back since, and opens nothing of it', async () => {
    await member(store, RONG_KWANG, ['clerk']);
    const receipt = await fileOf(store, DEPARTMENT, [circular()]);
    await noticeOf(store, { organisation: PHRAE, receipt, firstPage: 1, lastPage: 1 });
    const { id } = await createDraft(store, { actor: clerk, receipt, firstPage: 1, rank: 0, leadDays: null });
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    expect(await send(id)).toMatchObject({ number: 1, withheld: 'not-seen', notified: [] });
    const to = and(eq(notices.receipt, receipt), eq(notices.organisation, RONG_KWANG));
    expect(await store.db.select().from(notices).where(to)).toEqual([]);
  });

  it('refuses a number without the code of the office, and recipients that are no organisation', async () => {
    await store.db.update(offices).set({ settings: {} }).where(eq(offices.organisation, PHRAE));
    const id = await draftOf();
    expect(await codeOf(send(id))).toBe('draft.no_code');
    expect(await store.db.select().from(registerEntries)).toEqual([]);
    const recipients = [{ text: 'ผู้ใด', organisations: [{ code: 'ไม่มี', name: 'ไม่มี' }] }];
    expect(await codeOf(change(id, { recipients }))).toBe('request.invalid');
  });

  it.each([
    ['ministry', 'มท', 'สำนักงาน ก.พ.ร.', ['ผู้ว่าราชการจังหวัด ทุกจังหวัด'], 76],
    ['department', DEPARTMENT, MOI.name, ['ผู้ว่าราชการจังหวัด ทุกจังหวัด'], 76],
    ['province', PHRAE, DLA.name, ['นายอำเภอ ทุกอำเภอ', 'นายกองค์การบริหารส่วนจังหวัดแพร่', 'นายกเทศมนตรีเมืองแพร่'], 10],
    ['district', LONG, OF_PHRAE.name, ['นายกเทศมนตรีตำบล ทุกแห่ง', 'นายกองค์การบริหารส่วนตำบล ทุกแห่ง'], 11],
    ['local government', '2540101', OF_LONG.name, ['กองคลัง', 'กองช่าง'], 0],
  ])('drafts the cover letter of a %s, number and date blank', async (_, organisation, from, recipients, bodies) => {
    const actor = await clerkOf(organisation);
    if (bodies === 0) {
      const settings = { code: 'พร 51001', units: ['กองคลัง', 'กองช่าง'] };
      await store.db.update(offices).set({ settings }).where(eq(offices.organisation, organisation));
    }
    const id = await draftOf(
      [
        circular({
          ref: 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔',
          speed: 'urgent',
          issuer: { name: from, level: 'other', province: null },
          relay: { received_from: [], forward_to: ['องค์กรปกครองส่วนท้องถิ่น'] },
          deadlines: [deadlineOf({ date: '2025-02-28', confidence: 0.97 })],
        }),
      ],
      actor,
    );
    const { content } = await showDraft(store, { actor, id });
    expect(content.recipients.map(({ text }) => text)).toEqual(recipients);
    expect(new Set(content.recipients.flatMap((one) => one.organisations.map(({ code }) => code))).size).toBe(bodies);
    expect(content.enclosures).toEqual([`สำเนาหนังสือ${from} ด่วน ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘ จำนวน ๑ ฉบับ`]);
    // The form has no place for them: the number is given when it goes out, the day is written by hand.
    expect(Object.keys(content).filter((key) => /number|date/.test(key))).toEqual([]);
    expect(content.code).toMatch(/^พร [๐-๙.]+$/);
  });

  it('lists what went out between two days of Thailand, both counted', async () => {
    const on = async (time: string) => {
      store.time = new Date(time);
      await send(await draftOf(), { day: time.slice(0, 10) });
    };
    for (const time of ['2025-02-03T23:30:00+07:00', '2025-02-04T00:10:00+07:00', '2025-02-06T09:00:00+07:00']) {
      await on(time);
    }
    const list = async (from?: string, to?: string) =>
      (await listSent(store, { actor: clerk, book: 'sent', from, to, page: 1, limit: 50 })).entries.map(
        ({ number }) => number,
      );
    expect(await list('2025-02-04', '2025-02-06')).toEqual([3, 2]);
    expect(await list(undefined, '2025-02-03')).toEqual([1]);
    expect(await list('2025-02-05')).toEqual([3]);
  });
});

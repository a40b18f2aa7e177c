import { and, eq } from 'drizzle-orm';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { deadlines } from '../../src/alerts/alerts.table.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { listCalendar } from '../../src/notices/calendar.usecases.js';
import { createFeed, dropFeed, listFeeds, readFeed } from '../../src/notices/feeds.usecases.js';
import { calendarEvents, calendarFeeds, notices } from '../../src/notices/notices.table.js';
import { assign, markDone } from '../../src/notices/steps.usecases.js';
import { memberships, offices, people } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

let database: TestDatabase;
let store: TestStore;
let me: Extract<Actor, { kind: 'person' }>;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = testStore(database.db);
  store.time = new Date('2025-02-05T02:00:00Z');
  for (const table of [calendarEvents, calendarFeeds, notices, holdings, memberships, offices])
    await store.db.delete(table);
  me = await member(store, X, ['receiver'], { name: 'สมหญิง' });
  return () => store.dispose();
});

let serial = 0;
const circular = (given: Partial<Letter> & { ref?: string } = {}): Letter =>
  letterOf({ ref: 'พร ๐๐๒๓.๓/ว ๘๘', subject: `เรื่องที่ ${serial++}`, date: '2025-02-03', ...given });
async function inInbox(letters: Letter[], given: object = {}): Promise<{ receipt: number; id: number }> {
  const receipt = await fileOf(store, Y, letters);
  // What nobody took in by name is the first office's, which is X here: it has only what it was sent.
  await store.db.delete(holdings).where(and(eq(holdings.receipt, receipt), eq(holdings.organisation, X)));
  const id = await noticeOf(store, { organisation: X, receipt, firstPage: 1, lastPage: letters.length, ...given });
  return { receipt, id };
}
const due = (date: string, given = {}) => ({ deadlines: [deadlineOf({ date, ...given })] });
const month = (actor: Actor = me, mine = false) =>
  listCalendar(store, { actor, from: '2025-02-01', to: '2025-02-28', mine });

describe('the calendar of an organisation', () => {
  it('has the deadlines of the inbox and of what it keeps, on their days, and of no other organisation', async () => {
    const { id } = await inInbox([circular(due('2025-02-14', { time: '16:30' }))]);
    const kept = await fileOf(store, X, [circular(due('2025-02-10'))]);
    await inInbox([circular(due('2025-03-01'))]);
    const { items, province } = await month();
    expect(items.map(({ on, time, notice }) => [on, time, notice])).toEqual([
      ['2025-02-10', null, null],
      ['2025-02-14', '16:30', id],
    ]);
    expect(items[0]!.letter.receipt).toBe(kept);
    expect(province).toBe('แพร่');
    const stranger = await member(store, '5701', ['receiver']);
    expect((await month(stranger)).items).toEqual([]);
  });

  it('tells the deadlines of what is enclosed from those of the letter itself', async () => {
    const upper = circular({ ref: 'มท ๐๘๑๐.๗/ว ๕๒๔', date: '2025-01-30', ...due('2025-02-10') });
    const references = [citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-30' })];
    await inInbox([circular({ references, ...due('2025-02-20') }), upper]);
    expect((await month()).items.map((item) => [item.on, item.due?.context])).toEqual([
      ['2025-02-10', true],
      ['2025-02-20', false],
    ]);
  });

  it('has each day of what recurs, and of an estimate the first it may be', async () => {
    await inInbox([circular({ deadlines: [deadlineOf({ recurrence: 'FREQ=WEEKLY;BYDAY=MO' })] })]);
    const relative = { days: 7, working: false, from: 'receipt' } as const;
    await inInbox([circular({ deadlines: [deadlineOf({ relative })] })]);
    const { items } = await month();
    const days = items.filter((item) => item.until === null).map(({ on }) => on);
    // The Mondays from the day that is asked for.
    expect(days).toEqual(['2025-02-10', '2025-02-17', '2025-02-24']);
    expect(items.filter((item) => item.until !== null).map(({ on, until }) => [on, until])).toEqual([
      ['2025-02-10', '2025-02-12'],
    ]);
  });

  it('has only what was given to the person who asks for their own', async () => {
    const { id } = await inInbox([circular(due('2025-02-14'))]);
    await inInbox([circular(due('2025-02-15'))]);
    await assign(store, { actor: me, id, person: me.id });
    expect((await month(me, true)).items.map(({ notice }) => notice)).toEqual([id]);
  });

  it('shows the day of a secret letter to those alone who are named for it', async () => {
    await inInbox([circular({ secrecy: 'secret', ...due('2025-02-14') })]);
    expect((await month()).items).toEqual([]);
    const named = await member(store, X, ['receiver'], { secret: true });
    expect((await month(named)).items.map(({ on }) => on)).toEqual(['2025-02-14']);
    const views = await store.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.actor, `person:${named.id}`));
    expect(views.map(({ action }) => action)).toEqual(['letter.secret-viewed']);
  });

  it('refuses a range that is none, or too long', async () => {
    const ask = (from: string, to: string) => listCalendar(store, { actor: me, from, to, mine: false });
    await expect(ask('2025-02-02', '2025-02-01')).rejects.toMatchObject({ code: 'request.invalid' });
    await expect(ask('2000-01-01', '2030-01-01')).rejects.toMatchObject({ code: 'request.invalid' });
  });
});

describe('the secret address of a calendar', () => {
  const base = 'https://wian.example';
  async function address(actor: Actor = me): Promise<string> {
    const { path } = await createFeed(store, { actor });
    return path.slice('/calendar/'.length);
  }
  const read = (file: string) => readFeed(store, { file, base });
  const events = (text: string) => {
    const parts = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    return parts.map((part) => {
      const { summary, description, sequence, uid, startDate } = new ICAL.Event(part);
      const value = (name: string) => String(part.getFirstPropertyValue(name));
      return {
        summary,
        description,
        sequence,
        uid,
        on: startDate.toString(),
        status: value('status'),
        url: value('url'),
      };
    });
  };

  it('gives the deadlines to whoever has it, and keeps no more of it than its hash', async () => {
    const letter = circular({ subject: 'สำรวจข้อมูลถนน; สะพาน, ทางเท้า', ...due('2025-02-14') });
    const { id } = await inInbox([letter]);
    const file = await address();
    expect(file).toMatch(/^[\w-]{43}\.ics$/);
    const [row] = await store.db.select().from(calendarFeeds);
    expect(JSON.stringify(row)).not.toContain(file.slice(0, 43));
    const [event] = events(await read(file));
    expect(event).toMatchObject({
      summary: 'ครบกำหนด: สำรวจข้อมูลถนน; สะพาน, ทางเท้า',
      on: '2025-02-14',
      // Nobody has looked through the letter.
      status: 'TENTATIVE',
      sequence: 0,
      url: `${base}/inbox/${id}`,
    });
    expect(event!.description).toContain('ที่ พร ๐๐๒๓.๓/ว ๘๘ ลงวันที่ ๓ กุมภาพันธ์ ๒๕๖๘');
    expect(event!.description).toContain('ที่มาของวัน: หนังสือกำหนดวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๘');
    expect(event!.description).toContain('ยังไม่มีผู้ตรวจยืนยัน');
  });

  it('tells a change with a higher sequence, and what was taken back as cancelled', async () => {
    const { receipt, id } = await inInbox([circular({ subject: 'หนึ่ง', ...due('2025-02-14') })]);
    const file = await address();
    const [first] = events(await read(file));
    store.time = new Date('2025-02-06T02:00:00Z');
    expect(events(await read(file))).toEqual([first]);
    await markDone(store, { actor: me, id, note: '' });
    expect(events(await read(file))).toMatchObject([{ uid: first!.uid, sequence: 1, summary: 'เสร็จแล้ว: หนึ่ง' }]);
    const moved = { ...deadlineOf({ date: '2025-02-21' }) };
    const [stored] = await store.db.select().from(deadlines).where(eq(deadlines.receipt, receipt));
    await store.db
      .update(deadlines)
      .set({
        record: moved,
        dueOn: '2025-02-21',
        lastOn: '2025-02-21',
        resolved: { ...stored!.resolved!, dueOn: '2025-02-21', lastOn: '2025-02-21' },
      })
      .where(eq(deadlines.receipt, receipt));
    expect(events(await read(file))).toMatchObject([{ uid: first!.uid, sequence: 2, on: '2025-02-21' }]);
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    const [cancelled] = events(await read(file));
    expect(cancelled).toMatchObject({
      uid: first!.uid,
      sequence: 3,
      status: 'CANCELLED',
      summary: 'ยกเลิก',
      description: '',
    });
    expect(events(await read(file))).toEqual([cancelled]);
    await store.db.update(notices).set({ withdrawnAt: null });
    expect(events(await read(file))).toMatchObject([{ sequence: 4, status: 'TENTATIVE' }]);
    // Nobody needs to hear for ever that something is no more.
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    await read(file);
    store.time = new Date('2025-07-06T02:00:00Z');
    expect(events(await read(file))).toEqual([]);
  });

  it('keeps the UID of a deadline that stands in another place once the letter was read anew', async () => {
    const { receipt } = await inInbox([circular({ subject: 'สอง', ...due('2025-02-14', { text: 'ภายในวันที่ 14' }) })]);
    const file = await address();
    const [first] = events(await read(file));
    // Reading found one more before it.
    const [stored] = await store.db.select().from(deadlines).where(eq(deadlines.receipt, receipt));
    await store.db.update(deadlines).set({ position: 1 }).where(eq(deadlines.receipt, receipt));
    const early = deadlineOf({ date: '2025-02-10', text: 'ภายในวันที่ 10' });
    const on = { dueOn: '2025-02-10', lastOn: '2025-02-10' };
    await store.db
      .insert(deadlines)
      .values({ ...stored!, position: 0, record: early, ...on, resolved: { ...stored!.resolved!, ...on } });
    const [one, two] = events(await read(file)).sort((a, b) => (a.on < b.on ? -1 : 1));
    expect(two).toEqual(first);
    expect(one).toMatchObject({ on: '2025-02-10', sequence: 0, status: 'TENTATIVE' });
    expect(one!.uid).not.toBe(first!.uid);
    // And lost it again.
    await store.db.delete(deadlines).where(and(eq(deadlines.receipt, receipt), eq(deadlines.position, 0)));
    await store.db.update(deadlines).set({ position: 0 }).where(eq(deadlines.receipt, receipt));
    expect(events(await read(file))).toEqual(
      expect.arrayContaining([first, expect.objectContaining({ uid: one!.uid, status: 'CANCELLED', sequence: 1 })]),
    );
  });

  it('leaves out the deadline of what is enclosed where the letter has one of its own', async () => {
    const upper = circular({ ref: 'มท ๐๘๑๐.๗/ว ๕๒๔', date: '2025-01-30', ...due('2025-02-10') });
    const references = [citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-30' })];
    await inInbox([circular({ references, ...due('2025-02-20') }), upper]);
    await inInbox([circular({ references }), { ...upper, subject: 'อื่น' }]);
    const found = events(await read(await address()));
    expect(found.map(({ on }) => on).sort()).toEqual(['2025-02-10', '2025-02-20']);
    const outer = found.find(({ on }) => on === '2025-02-10')!;
    expect(outer.summary).toBe('กำหนดตามหนังสือที่แนบ: อื่น');
    expect(outer.description).toContain('ผูกพันผู้รับของหนังสือนั้น');
  });

  it('says nothing of a secret letter, even where its maker may read it: whoever has the address reads it', async () => {
    const named = await member(store, X, ['receiver'], { secret: true });
    await inInbox([circular({ secrecy: 'secret', subject: 'แผนลับ', ...due('2025-02-14', { text: 'ภายในลับ' }) })]);
    await inInbox([circular({ subject: 'เรื่องเปิด', ...due('2025-02-15') })]);
    const text = await read(await address(named));
    expect(events(text).map(({ on }) => on)).toEqual(['2025-02-15']);
    expect(text.replace(/\r\n /g, '')).not.toContain('แผนลับ');
  });

  it('answers the same for what never was, was revoked, or is of somebody who left', async () => {
    const unknown = (file: string) => expect(read(file)).rejects.toMatchObject({ code: 'record.not_found' });
    await unknown('x.ics');
    await unknown(`${'a'.repeat(43)}.ics`);
    const file = await address();
    const { id } = (await listFeeds(store, { actor: me }))[0]!;
    const stranger = await member(store, Y, ['receiver', 'admin']);
    await expect(dropFeed(store, { actor: stranger, id })).rejects.toMatchObject({ code: 'record.not_found' });
    const colleague = await member(store, X, ['receiver']);
    expect(await listFeeds(store, { actor: colleague })).toEqual([]);
    await expect(dropFeed(store, { actor: colleague, id })).rejects.toMatchObject({ code: 'record.not_found' });
    await dropFeed(store, { actor: me, id });
    await unknown(file);
    const left = await address();
    await store.db.delete(memberships).where(eq(memberships.person, me.id));
    await unknown(left);
    const inactive = await member(store, X, ['viewer']);
    const third = await address(inactive);
    await read(third);
    await store.db.update(people).set({ active: false }).where(eq(people.id, inactive.id));
    await unknown(third);
    const admin = await member(store, X, ['admin']);
    expect(await listFeeds(store, { actor: admin })).toHaveLength(2);
  });

  it('is served to programs that show nothing else, and to no shared cache', async () => {
    await inInbox([circular(due('2025-02-14'))]);
    const app = appOf(store);
    const made = await app.inject({ method: 'POST', url: '/api/calendar/feeds', headers: as(me) });
    const { path, id } = made.json();
    const answer = await app.inject(path);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, max-age=300',
    });
    expect(answer.body).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect((await app.inject({ method: 'DELETE', url: `/api/calendar/feeds/${id}`, headers: as(me) })).statusCode).toBe(
      200,
    );
    const [gone, never] = [await app.inject(path), await app.inject(`/calendar/${'a'.repeat(43)}.ics`)];
    const bare = ({ request: _, ...rest }: { request: string }) => rest;
    expect([gone.statusCode, bare(gone.json())]).toEqual([never.statusCode, bare(never.json())]);
    expect(gone.statusCode).toBe(404);
  });
});

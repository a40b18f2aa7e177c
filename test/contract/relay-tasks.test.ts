import { and, eq, sql } from 'drizzle-orm';
import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { settleDuties } from '../../src/alerts/duties.usecases.js';
import { alertMarks, duties } from '../../src/alerts/ledger.table.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { letters, pages } from '../../src/circulars/circulars.table.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { correctLetter } from '../../src/circulars/correct.usecases.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { withdrawLetter } from '../../src/notices/below.usecases.js';
import { listCalendar } from '../../src/notices/calendar.usecases.js';
import { createFeed, readFeed } from '../../src/notices/feeds.usecases.js';
import { listInbox } from '../../src/notices/inbox.usecases.js';
import { calendarEvents, notices, sendings } from '../../src/notices/notices.table.js';
import { sendByHand } from '../../src/notices/send.js';
import { assign, forward, markDone } from '../../src/notices/steps.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import { type Actor, machine } from '../../src/people/actor.js';
import { listOpenDeadlines } from '../../src/today/deadlines.usecases.js';
import { tellToday } from '../../src/today/today.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;

describe.each(testDatabases())('the task to pass a letter on, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Person;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    await store.db.execute(sql`truncate ${duties}, ${alertMarks}, ${calendarEvents}`);
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    for (const table of [holdings, sendings, memberships, offices]) await store.db.delete(table);
    await store.db.delete(alertMarks);
    at('2025-02-10 09:00');
    clerk = await member(store, X, ['clerk', 'receiver'], { name: 'สมศรี จังหวัด' });
    return () => store.dispose();
  });

  /** Sets the clock to a day and time in Thailand. */
  const at = (time: string) => {
    store.time = new Date(`${time.replace(' ', 'T')}:00+07:00`);
  };
  let serial = 0;
  /** A letter of the department to provinces, by which local bodies have to be told of something until 28 กุมภาพันธ์. */
  const circular = (given: Partial<Letter> = {}): Letter =>
    letterOf({
      ref: `มท ๐๘๑๐.๗/ว ${++serial}`,
      subject: `เรื่องที่ ${serial}`,
      date: '2025-02-03',
      issuer: { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null },
      relay: { received_from: [], forward_to: ['อปท.'] },
      deadlines: [deadlineOf({ date: '2025-02-28', text: 'ภายในวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘' })],
      ...given,
    });
  /** Takes letters in for the province, and works its tasks out. */
  const kept = async (...letters: Letter[]) => {
    const receipt = await fileOf(store, X, letters);
    await settleDuties(store);
    return receipt;
  };
  const listed = async (actor: Actor = clerk) => {
    const states = ['overdue', 'today', 'perhaps', 'coming'] as const;
    const answers = await Promise.all(
      states.map((state) => listOpenDeadlines(store, { actor, state, offset: 0, limit: 50 })),
    );
    for (const [at, { total, items }] of answers.entries())
      expect([states[at], items.length]).toEqual([states[at], total]);
    return answers.flatMap(({ items }) => items);
  };
  const tasks = async (actor: Actor = clerk) => (await listed(actor)).filter(({ relay }) => relay !== null);
  const sendOn = (receipt: number) =>
    store.db.transaction((tx) =>
      sendByHand(tx, {
        organisation: X,
        receipt,
        firstPage: 1,
        rank: 0,
        at: store.clock.now(),
        by: 'test',
        to: ['5401'],
      }),
    );

  it('stands in วันนี้ and among the deadlines on the day worked back, and says that the letter does not state it', async () => {
    const receipt = await kept(circular());
    const [task, ...more] = await tasks();
    expect(more).toEqual([]);
    expect(task).toMatchObject({
      receipt,
      position: null,
      open: 'coming',
      subject: `เรื่องที่ ${serial}`,
      // 28, 27, 26, 25, 24, 21 and 20 กุมภาพันธ์ are left to those below.
      dueOn: '2025-02-19',
      basis: 'policy',
      reason: 'นับย้อน ๗ วันทำการจากกำหนดของผู้รับปลายทาง ๒๘ กุมภาพันธ์ ๒๕๖๘',
      deadline: { binds: 'relay', text: '' },
      confirmed: false,
      relay: { to: ['อปท.'], dueOn: '2025-02-19', below: '2025-02-28', ahead: 7, late: false, passedOnAt: null },
    });
    // Of the days between none but Makha Bucha (12) and the weekend is a holiday.
    expect(task!.workingDaysLeft).toBe(6);
    const today = await tellToday(store, { actor: clerk });
    expect(today.deadlines.map(({ dueOn, relay }) => [dueOn, relay !== null])).toEqual([
      ['2025-02-19', true],
      ['2025-02-28', false],
    ]);
    at('2025-02-19 09:00');
    expect((await tasks()).map(({ open: state }) => state)).toEqual(['today']);
    expect((await tellToday(store, { actor: clerk })).queues).toContainEqual({ queue: 'today', count: 1 });
    at('2025-02-20 09:00');
    expect((await tasks()).map(({ open: state }) => state)).toEqual(['overdue']);
    expect((await tellToday(store, { actor: clerk })).queues).toContainEqual({ queue: 'overdue', count: 1 });
  });

  it('is none of other organisations, of local bodies, or of the machine', async () => {
    const receipt = await kept(circular());
    const stranger = await member(store, Y, ['clerk']);
    const pao = await member(store, '2540101', ['receiver']);
    await noticeOf(store, { organisation: '2540101', receipt, firstPage: 1, lastPage: 1 });
    await settleDuties(store);
    for (const actor of [stranger, pao, machine('test')]) expect(await tasks(actor)).toEqual([]);
    expect(await listed(pao)).toHaveLength(1);
    expect(await listed(stranger)).toEqual([]);
  });

  it('goes away in the moment in which the letter is sent on, and comes again where that is withdrawn', async () => {
    const receipt = await kept(circular());
    await sendOn(receipt);
    expect(await tasks()).toEqual([]);
    await settleDuties(store);
    expect(await tasks()).toEqual([]);
    await withdrawLetter(store, { actor: clerk, receipt, ordinal: 0 });
    await settleDuties(store);
    expect(await tasks()).toHaveLength(1);
  });

  it('goes away once the letter is given to the own units, or done', async () => {
    for (const end of [
      (id: number) => forward(store, { actor: clerk, id, units: ['กลุ่มงานการเงิน'], note: '' }),
      (id: number) => markDone(store, { actor: clerk, id, note: '' }),
    ]) {
      const receipt = await fileOf(store, Y, [circular()]);
      const id = await noticeOf(store, { organisation: X, receipt, firstPage: 1, lastPage: 1 });
      await settleDuties(store);
      expect(await tasks()).toHaveLength(1);
      await end(id);
      expect(await tasks()).toEqual([]);
    }
  });

  it('may fall today where the day of those below is an estimate', async () => {
    const relative = { days: 20, working: false, from: 'receipt' } as const;
    await kept(
      circular({ date: '2025-02-07', deadlines: [deadlineOf({ relative, text: 'ภายใน ๒๐ วันนับแต่วันที่ได้รับหนังสือ' })] }),
    );
    const [task] = await tasks();
    // It may have come on any day from its date to that on which it was taken in: those below have until 27 February at least, until Sunday 2 March at most.
    expect(task).toMatchObject({ estimate: true, dueOn: '2025-02-18', lastOn: '2025-02-19' });
    at('2025-02-19 09:00');
    expect((await tasks()).map(({ open: state }) => state)).toEqual(['perhaps']);
    at('2025-02-20 09:00');
    expect((await tasks()).map(({ open: state }) => state)).toEqual(['overdue']);
  });

  it('is seen of a secret letter by those who are named for such, whose view is written down, and stands in no iCal', async () => {
    const receipt = await kept(circular({ secrecy: 'secret', subject: 'แผนลับ' }));
    expect(await listed()).toEqual([]);
    expect((await calendar()).length).toBe(0);
    const named = await member(store, X, ['clerk'], { secret: true });
    expect((await tasks(named)).map(({ dueOn, relay }) => [dueOn, relay!.to, relay!.below])).toEqual([
      ['2025-02-19', ['อปท.'], '2025-02-28'],
    ]);
    const views = await store.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.actor, `person:${named.id}`));
    expect(new Set(views.map((row) => `${row.action} ${row.receipt}`))).toEqual(
      new Set([`letter.secret-viewed ${receipt}`]),
    );
    expect(await events(named)).toEqual([]);
  });

  it('asks the store no more often for many than for one', async () => {
    const asked = async () => {
      const { session } = store.db as unknown as { session: { prepareQuery(): unknown } };
      const asking = vi.spyOn(session, 'prepareQuery');
      await tellToday(store, { actor: clerk });
      await calendar();
      const times = asking.mock.calls.length;
      asking.mockRestore();
      return times;
    };
    await kept(circular());
    const one = await asked();
    for (let more = 0; more < 5; more++) await kept(circular());
    expect(await tasks()).toHaveLength(6);
    expect(one).toBeGreaterThan(0);
    expect(await asked()).toBe(one);
  });

  const calendar = async (actor: Actor = clerk, mine = false) =>
    (await listCalendar(store, { actor, from: '2025-02-01', to: '2025-02-28', mine })).items;

  it('stands in the calendar on its day, of one’s own where the letter was given to one', async () => {
    const receipt = await fileOf(store, Y, [circular()]);
    const id = await noticeOf(store, { organisation: X, receipt, firstPage: 1, lastPage: 1 });
    await settleDuties(store);
    const items = await calendar();
    expect(items.map(({ on, notice, done, relay }) => [on, notice, done, relay?.to ?? null])).toEqual([
      ['2025-02-19', id, false, ['อปท.']],
      ['2025-02-28', id, false, null],
    ]);
    expect(new Set(items.map((item) => item.id)).size).toBe(2);
    expect(await calendar(clerk, true)).toEqual([]);
    await assign(store, { actor: clerk, id, person: clerk.id });
    expect((await calendar(clerk, true)).map(({ on }) => on)).toEqual(['2025-02-19', '2025-02-28']);
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    expect(await calendar()).toEqual([]);
  });

  /** The tasks in the calendar under a secret address. */
  const events = async (actor: Person = clerk, address?: string) => {
    const path = address ?? (await createFeed(store, { actor })).path;
    const text = await readFeed(store, { file: path.slice('/calendar/'.length), base: 'https://wian.example' });
    const parts = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
    return parts.map((part) => {
      const { summary, description, sequence, uid, startDate } = new ICAL.Event(part);
      const status = String(part.getFirstPropertyValue('status'));
      return { summary, description, sequence, uid, on: startDate.toString(), status };
    });
  };

  it('is an event of the calendar’s address that stays the same, moves with the day of those below, and is called off', async () => {
    const receipt = await kept(circular({ subject: 'สำรวจถนน' }));
    const { path } = await createFeed(store, { actor: clerk });
    const task = async () => (await events(clerk, path)).find(({ uid }) => uid.endsWith('-relay@wian'))!;
    const first = await task();
    expect(first).toMatchObject({
      summary: 'ส่งต่อให้ อปท.: สำรวจถนน',
      on: '2025-02-19',
      sequence: 0,
      status: 'TENTATIVE',
    });
    expect(first.description).toContain('วันที่ระบบคำนวณให้ ไม่ได้เขียนไว้ในหนังสือ');
    expect(first.description).toContain('ที่มาของวัน: นับย้อน ๗ วันทำการจากกำหนดของผู้รับปลายทาง ๒๘ กุมภาพันธ์ ๒๕๖๘');
    // All of it is worked out anew.
    await store.db.delete(duties);
    await store.db.insert(alertMarks).values({ receipt, organisation: '' });
    await settleDuties(store);
    at('2025-02-11 09:00');
    expect(await task()).toEqual(first);

    const moved = deadlineOf({ date: '2025-02-27', text: 'ภายในวันที่ ๒๗ กุมภาพันธ์ ๒๕๖๘' });
    const changes = [{ field: 'deadlines', value: [moved] }];
    await correctLetter(store, { receipt, ordinal: 0, actor: clerk, changes });
    await workAll(store);
    await settleDuties(store);
    expect(await task()).toMatchObject({ uid: first.uid, sequence: 1, on: '2025-02-18' });

    await sendOn(receipt);
    const cancelled = await task();
    expect(cancelled).toMatchObject({ uid: first.uid, sequence: 2, status: 'CANCELLED', summary: 'ยกเลิก' });
    await withdrawLetter(store, { actor: clerk, receipt, ordinal: 0 });
    await settleDuties(store);
    expect(await task()).toMatchObject({ uid: first.uid, sequence: 3, status: 'TENTATIVE', on: '2025-02-18' });
  });

  it('leaves the day of what is enclosed in the address where the letter has none of its own', async () => {
    const upper = circular({ relay: { received_from: [], forward_to: [] }, subject: 'ฉบับใน' });
    const receipt = await fileOf(store, Y, [circular({ subject: 'ฉบับนอก', deadlines: [] }), upper]);
    await store.db.delete(holdings).where(eq(holdings.organisation, X));
    await noticeOf(store, { organisation: X, receipt, firstPage: 1, lastPage: 2 });
    await settleDuties(store);
    expect((await events()).map(({ summary, on }) => [on, summary]).sort()).toEqual([
      ['2025-02-19', 'ส่งต่อให้ อปท.: ฉบับนอก'],
      ['2025-02-28', 'กำหนดตามหนังสือที่แนบ: ฉบับใน'],
    ]);
  });

  it('is said to rest on what a person confirmed, once one has', async () => {
    const receipt = await kept(circular());
    const { version } = await showLetter(store, { receipt, ordinal: 0, actor: clerk });
    await confirmLetter(store, { receipt, ordinal: 0, actor: clerk, version });
    await workAll(store);
    await settleDuties(store);
    expect(await tasks()).toMatchObject([{ confirmed: true, relay: { confirmed: true } }]);
    // Another paper of the letter says another day.
    await store.db.update(duties).set({ detail: sql`${duties.detail} || '{"confidence": 0}'` });
    expect(await tasks()).toMatchObject([
      { confirmed: false, deadline: { confidence: 0 }, relay: { confirmed: false } },
    ]);
  });

  describe('of a letter that turns to each level', () => {
    const MUEANG = '5401';
    const EACH = [
      'จึงเรียนมาเพื่อพิจารณา สำหรับจังหวัดให้แจ้งอำเภอทุกแห่งทราบ สำหรับอำเภอให้แจ้งองค์กรปกครองส่วน',
      'ท้องถิ่นในพื้นที่ดำเนินการ',
    ];
    const forwardTo = { received_from: [], forward_to: ['อำเภอทุกแห่ง', 'องค์กรปกครองส่วนท้องถิ่น'] };
    /** The letter with that text on its page, at the province and at a district. */
    const saying = async (lines: readonly string[], given: Partial<Letter> = {}, others: Letter[] = []) => {
      const receipt = await fileOf(store, X, [circular({ relay: forwardTo, ...given }), ...others]);
      const text = JSON.stringify(lines.join('\n'));
      await store.db.execute(sql`update ${pages} set exported = jsonb_set(exported::jsonb, '{text}', ${text}::jsonb)::json
        where receipt = ${receipt} and number = 1`);
      await noticeOf(store, { organisation: MUEANG, receipt, firstPage: 1, lastPage: 1 });
      await settleDuties(store);
      return receipt;
    };
    const toldBy = async (actor: Person) => (await tasks(actor)).map(({ relay }) => relay!.to);

    it('is for each whom the sentence to it names, in the inbox as well', async () => {
      const district = await member(store, MUEANG, ['receiver']);
      await saying(EACH);
      expect(await toldBy(clerk)).toEqual([['อำเภอทุกแห่ง']]);
      expect(await toldBy(district)).toEqual([['องค์กรปกครองส่วนท้องถิ่น']]);
      const inbox = await listInbox(store, { actor: district, filter: 'open', offset: 0, limit: 10 });
      expect(inbox.items.map(({ relay }) => relay?.to)).toEqual([['องค์กรปกครองส่วนท้องถิ่น']]);
    });

    it('goes by level where it turns to nobody, or shares its page with another letter', async () => {
      const district = await member(store, MUEANG, ['receiver']);
      await saying(['ขอให้แจ้งอำเภอทุกแห่งและองค์กรปกครองส่วนท้องถิ่นในพื้นที่ทราบ']);
      expect(await toldBy(clerk)).toEqual([['อำเภอทุกแห่ง', 'องค์กรปกครองส่วนท้องถิ่น']]);
      expect(await toldBy(district)).toEqual([['องค์กรปกครองส่วนท้องถิ่น']]);
      await store.db.delete(duties);
      const shared = await saying(EACH, {}, [circular({ relay: { received_from: [], forward_to: [] } })]);
      await store.db
        .update(letters)
        .set({ firstPage: 1, rank: 1 })
        .where(and(eq(letters.receipt, shared), eq(letters.ordinal, 1)));
      await settleDuties(store);
      const found = (await tasks()).filter(({ receipt }) => receipt === shared);
      expect(found.map(({ relay }) => relay!.to)).toEqual([['อำเภอทุกแห่ง', 'องค์กรปกครองส่วนท้องถิ่น']]);
    });
  });
});

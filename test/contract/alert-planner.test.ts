import { asc, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PersonAlertSettings } from '../../schemas/alerts.js';
import type { Letter } from '../../schemas/record.js';
import {
  alertMarks,
  alertMessages,
  alertPreferences,
  alertSettings,
  alerts,
  duties as dutyTable,
} from '../../src/alerts/ledger.table.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { previewDigest } from '../../src/alerts/preview.usecases.js';
import { showLetter } from '../../src/circulars/check.usecases.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { correctLetter } from '../../src/circulars/correct.usecases.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { sendNotices } from '../../src/notices/send.js';
import { assign, markDone, reopen } from '../../src/notices/steps.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, X } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;
const RONG_KWANG = '5402';
const PAO = '2540101';

describe.each(testDatabases())('the planner on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let receiver: Person;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    await store.db.execute(
      sql`truncate ${alerts}, ${alertMessages}, ${dutyTable}, ${alertMarks}, ${alertPreferences}, ${alertSettings} cascade`,
    );
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    await store.db.delete(alertMarks);
    for (const table of [sendings, memberships, offices]) await store.db.delete(table);
    await at('2025-02-03 09:00');
    await member(store, X, ['viewer'], { name: 'จังหวัด' });
    receiver = await member(store, RONG_KWANG, ['receiver'], { name: 'สมหญิง อำเภอ' });
    return () => store.dispose();
  });

  /** Sets the clock to a day and time in Thailand. */
  const at = async (time: string) => {
    store.time = new Date(`${time.replace(' ', 'T')}:00+07:00`);
  };
  /** Sets the clock, plans, and gives the lines that were told by it: `who step dueOn`. */
  const told = async (time: string) => {
    await at(time);
    const [last] = await store.db.select({ id: sql<number>`coalesce(max(${alerts.id}), 0)::int` }).from(alerts);
    await planAlerts(store);
    const rows = await store.db.select().from(alerts).where(sql`${alerts.id} > ${last!.id}`).orderBy(asc(alerts.id));
    return rows.map(({ recipient, step, dueOn, kind }) =>
      `${recipient === `person:${receiver.id}` ? '' : `${recipient} `}${kind === 'relay' ? 'relay ' : ''}${step} ${dueOn}`.trim(),
    );
  };
  const messages = () => store.db.select().from(alertMessages).orderBy(asc(alertMessages.id));
  const prefers = (person: Person, settings: Partial<PersonAlertSettings>) =>
    store.db
      .insert(alertPreferences)
      .values({ person: person.id, organisation: person.organisation, settings })
      .onConflictDoUpdate({ target: [alertPreferences.person, alertPreferences.organisation], set: { settings } });
  const byMail = (person = receiver) => prefers(person, { way: 'email', email: `p${person.id}@example.go.th` });

  let serial = 0;
  const circular = (given: Partial<Letter> = {}): Letter =>
    letterOf({
      ref: `ที่ พร ๐๐๒๓/ว ${++serial}`,
      subject: `เรื่องที่ ${serial}`,
      date: '2025-02-03',
      issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
      recipients: [{ text: 'นายอำเภอทุกอำเภอ', scope: 'all', confidence: 1, evidence: [] }],
      deadlines: [deadlineOf({ date: '2025-02-28' })],
      ...given,
    });
  /** Sends letters of a file down from the province. */
  const sent = async (...letters: Letter[]) => {
    const receipt = await fileOf(store, X, letters);
    const sending = { organisation: X, receipt, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
    await store.db.transaction((tx) => sendNotices(store, tx, sending));
    return receipt;
  };
  const noticeAt = async (receipt: number) => {
    const rows = await store.db
      .select()
      .from(notices)
      .where(sql`${notices.receipt} = ${receipt} and ${notices.organisation} = ${RONG_KWANG}`);
    return rows[0]!.id;
  };

  it('tells a deadline 7, 3, 1 working days before, on the day, and overdue daily, in the application', async () => {
    await sent(circular());
    expect(await told('2025-02-03 09:00')).toEqual([]);
    expect(await told('2025-02-19 07:59')).toEqual([]);
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7 2025-02-28']);
    expect(await told('2025-02-19 12:00')).toEqual([]);
    expect(await told('2025-02-25 08:00')).toEqual(['ahead:3 2025-02-28']);
    expect(await told('2025-02-27 08:00')).toEqual(['ahead:1 2025-02-28']);
    expect(await told('2025-02-28 08:00')).toEqual(['today 2025-02-28']);
    expect(await told('2025-03-01 08:00')).toEqual([]);
    expect(await told('2025-03-03 08:00')).toEqual(['overdue:2025-03-03 2025-02-28']);
    expect(await messages()).toEqual([]);
  });

  it('puts all of a day into one message, outside quiet hours', async () => {
    await byMail();
    await sent(circular());
    await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-20' })] }));
    expect(await told('2025-02-19 08:00')).toHaveLength(2);
    const [message, ...more] = await messages();
    expect(more).toEqual([]);
    expect(message).toMatchObject({ channel: 'email', kind: 'digest', state: 'planned', pressing: true });
    expect(message!.content.lines.map(({ step, dueOn, workingDaysLeft }) => [step, dueOn, workingDaysLeft])).toEqual([
      ['ahead:1', '2025-02-20', 1],
      ['ahead:7', '2025-02-28', 7],
    ]);
    await prefers(receiver, { way: 'email', email: 'a@example.go.th', digestAt: '06:00' });
    expect(await told('2025-02-20 06:00')).toEqual(['today 2025-02-20']);
    const last = (await messages()).at(-1)!;
    expect(last.notBefore.toISOString()).toBe(new Date('2025-02-20T07:00:00+07:00').toISOString());
  });

  it('sends after the message of the day at once what cannot wait for the next, and nothing else', async () => {
    await byMail();
    await sent(circular());
    await told('2025-02-19 08:00');
    await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-20' })] }));
    await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-25' })] }));
    expect(await told('2025-02-19 10:00')).toEqual(['ahead:1 2025-02-20']);
    expect((await messages()).map(({ kind }) => kind)).toEqual(['digest', 'at-once']);
    expect((await told('2025-02-20 08:00')).sort()).toEqual(['ahead:3 2025-02-25', 'today 2025-02-20']);
  });

  it('tells ด่วนที่สุด when it comes, on a holiday too, once', async () => {
    await byMail();
    await at('2025-02-08 10:00');
    await sent(circular({ speed: 'most-urgent', deadlines: [] }));
    expect(await told('2025-02-08 10:01')).toEqual([expect.stringMatching(/^received/)]);
    expect(await told('2025-02-08 10:02')).toEqual([]);
    expect((await messages()).map(({ kind, notBefore }) => [kind, notBefore.toISOString()])).toEqual([
      ['at-once', new Date('2025-02-08T10:01:00+07:00').toISOString()],
    ]);
  });

  it('makes up for a time in which nothing ran by one line a letter', async () => {
    await sent(circular());
    await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-20' })] }));
    expect((await told('2025-03-05 09:00')).sort()).toEqual([
      'overdue:2025-03-05 2025-02-20',
      'overdue:2025-03-05 2025-02-28',
    ]);
  });

  it('tells once, however often and by however many it is planned, and though the clock jumps', async () => {
    await byMail();
    await sent(circular());
    await at('2025-02-19 08:00');
    await Promise.all([planAlerts(store), planAlerts(store), planAlerts(store)]);
    expect(await store.db.select().from(alerts)).toHaveLength(1);
    expect(await messages()).toHaveLength(1);
    expect(await told('2025-02-25 08:00')).toEqual(['ahead:3 2025-02-28']);
    expect(await told('2025-02-19 09:00')).toEqual([]);
    expect(await told('2025-02-20 09:00')).toEqual([]);
    expect(await told('2025-02-25 09:00')).toEqual([]);
    expect(await told('2025-02-27 08:00')).toEqual(['ahead:1 2025-02-28']);
    expect(await messages()).toHaveLength(3);
  });

  it('is silent of what is done, and tells again when it is taken up again', async () => {
    const receipt = await sent(circular());
    const id = await noticeAt(receipt);
    await markDone(store, { actor: receiver, id, note: '' });
    expect(await told('2025-02-25 08:00')).toEqual([]);
    await reopen(store, { actor: receiver, id, reason: 'ยังไม่เสร็จ' });
    expect(await told('2025-02-27 08:00')).toEqual(['ahead:1 2025-02-28']);
  });

  it('tells whom a letter was given to, and no other', async () => {
    const second = await member(store, RONG_KWANG, ['clerk'], { name: 'คนที่สอง' });
    const receipt = await sent(circular());
    expect((await told('2025-02-19 08:00')).sort()).toEqual([
      'ahead:7 2025-02-28',
      `person:${second.id} ahead:7 2025-02-28`,
    ]);
    await assign(store, { actor: receiver, id: await noticeAt(receipt), person: second.id });
    expect(await told('2025-02-25 08:00')).toEqual([`person:${second.id} ahead:3 2025-02-28`]);
  });

  it('escalates to the named chief alone, once', async () => {
    const chief = await member(store, RONG_KWANG, ['viewer'], { name: 'นายอำเภอ' });
    await store.db
      .insert(alertSettings)
      .values({ organisation: RONG_KWANG, settings: { chief: chief.id, overdueFor: 0 } });
    await sent(circular());
    await told('2025-02-28 08:00');
    expect(await told('2025-03-04 08:00')).toEqual([]);
    expect(await told('2025-03-05 08:00')).toEqual([`person:${chief.id} escalated 2025-02-28`]);
    expect(await told('2025-03-06 08:00')).toEqual([]);
  });

  it('tells of a corrected day whom the old one was told', async () => {
    const receipt = await sent(circular());
    await told('2025-02-19 08:00');
    const clerk = await member(store, X, ['clerk']);
    const changes = [{ field: 'deadlines', value: [deadlineOf({ date: '2025-03-31' })] }];
    await correctLetter(store, { receipt, ordinal: 0, actor: clerk, changes });
    await workAll(store);
    expect(await told('2025-02-20 08:00')).toEqual(['changed 2025-03-31']);
    const [row] = await store.db.select().from(alerts).where(sql`${alerts.step} = 'changed'`);
    expect(row!.line).toMatchObject({ was: '2025-02-28', dueOn: '2025-03-31' });
    expect(await told('2025-02-25 08:00')).toEqual([]);
    expect(await told('2025-03-20 08:00')).toEqual(['ahead:7 2025-03-31']);
  });

  it('says that a deadline was past when the letter came, once, and never that it is overdue', async () => {
    await at('2025-02-03 09:00');
    await sent(circular({ deadlines: [deadlineOf({ date: '2025-01-31' })] }));
    const first = await told('2025-02-04 08:00');
    expect(first).toEqual(['expired 2025-01-31']);
    expect(await told('2025-02-05 08:00')).toEqual([]);
  });

  it('asks to check what was not read for sure, and tells it as a deadline once a person confirmed it', async () => {
    const receipt = await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-28', confidence: 0.6 })] }));
    await told('2025-02-19 08:00');
    const clerk = await member(store, X, ['clerk']);
    const { version } = await showLetter(store, { receipt, ordinal: 0, actor: clerk });
    await confirmLetter(store, { receipt, ordinal: 0, actor: clerk, version });
    // The letter is worked out anew after it: its deadlines are gone meanwhile, which is no news.
    expect(await told('2025-02-20 08:00')).toEqual([]);
    await workAll(store);
    await told('2025-02-25 08:00');
    const rows = await store.db.select().from(alerts).orderBy(asc(alerts.id));
    expect(rows.map(({ line: { sure, confirmed } }) => [sure, confirmed])).toEqual([
      [false, false],
      [true, true],
    ]);
  });

  it('tells those at the end of the relay until when they may apply, and nobody that it is overdue', async () => {
    const pao = await member(store, PAO, ['receiver']);
    await sent(
      circular({
        recipients: [
          { text: 'นายอำเภอทุกอำเภอ', scope: 'all', confidence: 1, evidence: [] },
          { text: 'นายกองค์การบริหารส่วนจังหวัดแพร่', scope: 'one', confidence: 1, evidence: [] },
        ],
        deadlines: [deadlineOf({ date: '2025-02-28', binds: 'applicant', optional: true })],
      }),
    );
    expect(await told('2025-02-19 08:00')).toEqual([`person:${pao.id} ahead:7 2025-02-28`]);
    const [row] = await store.db.select().from(alerts);
    expect(row!.line.action).toBe('ยื่นหรือสมัคร หากประสงค์');
    expect(await told('2025-03-03 08:00')).toEqual([]);
  });

  it('gives the middle level a day to pass a letter on, until it has', async () => {
    const receipt = await sent(circular({ relay: { received_from: [], forward_to: ['องค์การบริหารส่วนตำบล'] } }));
    expect(await told('2025-02-19 08:00')).toEqual(['relay today 2025-02-19', 'ahead:7 2025-02-28'].sort());
    await store.db.insert(sendings).values({
      sender: RONG_KWANG,
      receipt,
      firstPage: 1,
      rank: 0,
      lastPage: 1,
      organisations: ['6540205'],
      sentAt: store.time,
      sentBy: 'test',
    });
    expect(await told('2025-02-20 08:00')).toEqual([]);
  });

  it('writes of a letter of a secrecy class number and date alone', async () => {
    await byMail();
    await sent(circular({ secrecy: 'secret', subject: 'ความลับ' }));
    await told('2025-02-19 08:00');
    expect(JSON.stringify([await messages(), await store.db.select().from(alerts)])).not.toContain('ความลับ');
    expect((await messages())[0]!.content.lines[0]).toMatchObject({ veiled: true, subject: null, dueOn: '2025-02-28' });
  });

  it('previews what the planner then tells, and why other lines are not in it', async () => {
    await sent(circular());
    await sent(circular({ deadlines: [deadlineOf({ date: '2025-03-31' })] }));
    await at('2025-02-18 10:00');
    const preview = await previewDigest(store, { actor: receiver });
    expect(preview).toMatchObject({ day: '2025-02-19', workingDay: true, way: 'app' });
    expect(preview.lines.map(({ told: isTold, line }) => [isTold, line.dueOn])).toEqual([
      [true, '2025-02-28'],
      [false, '2025-03-31'],
    ]);
    expect(preview.lines[1]!.why).toContain('ยังไม่ถึงวันเตือน');
    expect(preview.lines.map(({ line }) => line.step)).toEqual(['ahead:7', 'ahead:28']);
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7 2025-02-28']);
  });
});

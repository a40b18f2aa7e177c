import { asc, eq, gt, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { alertMarks, alertMessages, alertPreferences, alerts, duties } from '../../src/alerts/ledger.table.js';
import { sendMessages } from '../../src/alerts/messages.usecases.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { previewDigest } from '../../src/alerts/preview.usecases.js';
import { listAlerts } from '../../src/alerts/told.usecases.js';
import { remindBodies } from '../../src/chase/remind.usecases.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { withdrawLetter } from '../../src/notices/below.usecases.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { sendByHand, sendNotices } from '../../src/notices/send.js';
import { assign, markDone } from '../../src/notices/steps.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import type { Notifier, OutgoingMessage } from '../../src/ports.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, X } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { silent } from '../support/queue-places.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;
const RONG_KWANG = '5402';

describe.each(testDatabases())('a letter that its sender took back, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let sender: Person;
  let receiver: Person;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    await store.db.execute(
      sql`truncate ${alerts}, ${alertMessages}, ${duties}, ${alertMarks}, ${alertPreferences} cascade`,
    );
    for (const table of [notices, sendings, memberships, offices]) await store.db.delete(table);
    at('2025-02-03 09:00');
    sender = await member(store, X, ['clerk'], { name: 'จังหวัด' });
    receiver = await member(store, RONG_KWANG, ['receiver'], { name: 'สมหญิง อำเภอ' });
    return () => store.dispose();
  });

  /** Sets the clock to a day and time in Thailand. */
  const at = (time: string) => {
    store.time = new Date(`${time.replace(' ', 'T')}:00+07:00`);
  };
  /** Sets the clock, plans, and gives the lines that were told by it: `who step`. */
  const told = async (time: string, plan: () => Promise<unknown> = () => planAlerts(store)) => {
    at(time);
    const [last] = await store.db.select({ id: sql<number>`coalesce(max(${alerts.id}), 0)::int` }).from(alerts);
    await plan();
    const rows = await store.db.select().from(alerts).where(gt(alerts.id, last!.id)).orderBy(asc(alerts.id));
    return rows.map(({ recipient, step }) => `${recipient === `person:${receiver.id}` ? '' : `${recipient} `}${step}`);
  };
  let serial = 0;
  const sent = async (given: Partial<Letter> = {}) => {
    const letter = letterOf({
      ref: `ที่ พร ๐๐๒๓/ว ${++serial}`,
      subject: `เรื่องที่ ${serial}`,
      date: '2025-02-03',
      issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
      recipients: [{ text: 'นายอำเภอทุกอำเภอ', scope: 'all', confidence: 1, evidence: [] }],
      deadlines: [deadlineOf({ date: '2025-02-28' })],
      ...given,
    });
    const receipt = await fileOf(store, X, [letter]);
    const sending = { organisation: X, receipt, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
    await store.db.transaction((tx) => sendNotices(store, tx, sending));
    return receipt;
  };
  const takenBack = (receipt: number, time: string) => {
    at(time);
    return withdrawLetter(store, { actor: sender, receipt, ordinal: 0 });
  };
  const noticeAt = async (receipt: number) =>
    (await store.db.select().from(notices).where(eq(notices.receipt, receipt))).find(
      ({ organisation }) => organisation === RONG_KWANG,
    )!.id;
  const shown = async () =>
    (await listAlerts(store, { actor: receiver, unread: false, offset: 0, limit: 50 })).items.map(({ line }) => line);

  it('is told once to who was told of its deadline, by number and date alone', async () => {
    const settings = { way: 'email', email: 'a@example.go.th' } as const;
    await store.db.insert(alertPreferences).values({ person: receiver.id, organisation: RONG_KWANG, settings });
    const receipt = await sent();
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7']);
    await takenBack(receipt, '2025-02-19 15:00');
    const both = () => Promise.all([planAlerts(store), planAlerts(store)]);
    expect(await told('2025-02-20 08:00', both)).toEqual(['withdrawn:2025-02-19']);
    expect(await told('2025-02-20 09:00')).toEqual([]);
    expect(await told('2025-02-28 08:00')).toEqual([]);
    const [, message, ...more] = await store.db.select().from(alertMessages).orderBy(asc(alertMessages.id));
    expect(more).toEqual([]);
    const [line, ...others] = message!.content.lines;
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      ...{ step: 'withdrawn:2025-02-19', reference: `พร 0023/ว ${serial}`, date: '2025-02-03', path: '/alerts' },
      ...{ issuer: null, subject: null, action: null, dueOn: null, was: null, workingDaysLeft: null, context: [] },
    });
    expect(JSON.stringify(message!.content)).not.toMatch(/เรื่องที่|จังหวัดแพร่|2025-02-28/);
    // What was told of it before is not shown any longer; that it is gone is.
    expect(await shown()).toEqual([line]);
  });

  it('is not written out in a message that was planned before and goes after it', async () => {
    const settings = { way: 'email', email: 'a@example.go.th' } as const;
    await store.db.insert(alertPreferences).values({ person: receiver.id, organisation: RONG_KWANG, settings });
    const handed: OutgoingMessage[] = [];
    const notifier: Notifier = {
      channel: 'email',
      repeatable: false,
      send: async (message) => {
        handed.push(message);
        return { outcome: 'sent', id: null };
      },
      check: async () => null,
      close: async () => undefined,
    };
    const send = () => sendMessages({ ...store, notifiers: [notifier], log: silent });
    const gone = await sent();
    await sent({ subject: 'เรื่องที่ยังอยู่' });
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7', 'ahead:7']);
    await takenBack(gone, '2025-02-19 08:01');
    await send();
    expect(handed).toHaveLength(1);
    const { text, content } = handed[0]!;
    expect(content.lines.map(({ step }) => step).sort()).toEqual(['ahead:7', 'withdrawn:2025-02-19']);
    expect(text).toContain('เรื่องที่ยังอยู่');
    expect(text).toContain('ผู้ส่งเรียกหนังสือคืน');
    expect(JSON.stringify([text, handed[0]!.html, content])).not.toContain(`เรื่องที่ ${serial - 1}`);
  });

  it('says nothing of a correction that the sender made after it', async () => {
    const receipt = await sent();
    await told('2025-02-19 08:00');
    await takenBack(receipt, '2025-02-19 15:00');
    await store.db.execute(sql`update wian.letters set reference = 'พร 0023/ว 99999' where receipt = ${receipt}`);
    expect(await told('2025-02-20 08:00')).toEqual(['withdrawn:2025-02-19']);
    expect((await shown()).map(({ reference }) => reference)).toEqual([`พร 0023/ว ${serial}`]);
  });

  it('is no news to who was told nothing, nor where it is done, nor where the office has a scan of its own', async () => {
    await takenBack(await sent(), '2025-02-04 09:00');
    expect(await told('2025-02-05 08:00')).toEqual([]);
    const done = await sent();
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7']);
    await markDone(store, { actor: receiver, id: await noticeAt(done), note: '' });
    await takenBack(done, '2025-02-19 15:00');
    expect(await told('2025-02-20 08:00')).toEqual([]);
    const held = await sent();
    expect(await told('2025-02-20 09:00')).toEqual(['ahead:7']);
    const holding = { organisation: RONG_KWANG, receipt: held, name: 'a.pdf', uploadedAt: store.clock.now() };
    await store.db.insert(holdings).values({ ...holding, uploadedBy: 'test' });
    await takenBack(held, '2025-02-20 15:00');
    expect(await told('2025-02-25 08:00')).toEqual(['ahead:3']);
  });

  it('is told to who was told and no longer keeps it, and not to who keeps it and was told nothing', async () => {
    const other = await member(store, RONG_KWANG, ['receiver']);
    const receipt = await sent();
    const id = await noticeAt(receipt);
    await assign(store, { actor: receiver, id, person: receiver.id });
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7']);
    await assign(store, { actor: receiver, id, person: other.id });
    await takenBack(receipt, '2025-02-19 15:00');
    expect(await told('2025-02-20 08:00')).toEqual(['withdrawn:2025-02-19']);
  });

  it('is told to who was only reminded of it by its sender', async () => {
    const receipt = await sent();
    at('2025-02-10 10:00');
    await remindBodies(store, { actor: sender, for: 'acknowledged', letters: [`${receipt}-0`] });
    await takenBack(receipt, '2025-02-10 15:00');
    expect(await told('2025-02-11 08:00')).toEqual(['withdrawn:2025-02-10']);
  });

  it('waits over a holiday, is one line however many days the letter had, and old news after a fortnight', async () => {
    const receipt = await sent({ deadlines: [deadlineOf({ date: '2025-02-21' }), deadlineOf({ date: '2025-02-28' })] });
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:3', 'ahead:7']);
    await takenBack(receipt, '2025-02-21 17:00');
    expect(await told('2025-02-22 08:00')).toEqual([]);
    expect((await previewDigest(store, { actor: receiver })).lines).toMatchObject([
      { told: true, line: { step: 'withdrawn:2025-02-21' } },
    ]);
    expect(await told('2025-02-24 08:00')).toEqual(['withdrawn:2025-02-21']);
    const late = await sent();
    expect(await told('2025-02-25 08:00')).toEqual(['ahead:3']);
    await takenBack(late, '2025-02-25 15:00');
    expect(await told('2025-03-12 08:00')).toEqual([]);
  });

  it('is sent again as a letter like any other, and told again where it is taken back again', async () => {
    const receipt = await sent();
    await told('2025-02-19 08:00');
    await takenBack(receipt, '2025-02-19 15:00');
    expect(await told('2025-02-20 08:00')).toEqual(['withdrawn:2025-02-19']);
    const place = { organisation: X, receipt, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
    await store.db.transaction((tx) => sendByHand(tx, { ...place, to: [RONG_KWANG] }));
    expect(await told('2025-02-25 08:00')).toEqual(['ahead:3']);
    await takenBack(receipt, '2025-02-25 15:00');
    expect(await told('2025-02-26 08:00')).toEqual(['withdrawn:2025-02-25']);
  });

  it('is told of a secret letter by number and date, too', async () => {
    const receipt = await sent({ secrecy: 'secret', subject: 'ความลับ' });
    expect(await told('2025-02-19 08:00')).toEqual(['ahead:7']);
    await takenBack(receipt, '2025-02-19 15:00');
    expect(await told('2025-02-20 08:00')).toEqual(['withdrawn:2025-02-19']);
    expect(await shown()).toMatchObject([{ veiled: true, subject: null, date: '2025-02-03' }]);
  });
});

import { and, asc, eq, ne, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chaseListAnswer, remindAnswer } from '../../schemas/chase.js';
import type { ChaseFor } from '../../schemas/matters.js';
import type { Letter } from '../../schemas/record.js';
import { deadlines } from '../../src/alerts/alerts.table.js';
import { alertMarks, alertMessages, alertPreferences, alerts } from '../../src/alerts/ledger.table.js';
import { planAlerts } from '../../src/alerts/planner.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { listChase } from '../../src/chase/list.usecases.js';
import { remindBodies } from '../../src/chase/remind.usecases.js';
import { withdrawLetter } from '../../src/notices/below.usecases.js';
import { listInbox, openLetter } from '../../src/notices/inbox.usecases.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { sendByHand, sendNotices } from '../../src/notices/send.js';
import { acknowledge, forward, markDone } from '../../src/notices/steps.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, member, X, Y } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;
const RONG_KWANG = '5402';
const LONG = '5403';
const PAO = '2540101';

describe.each(testDatabases())('chasing what was sent down on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Person;
  let rongKwang: Person;
  let long: Person;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    await store.db.execute(sql`truncate ${alerts}, ${alertMessages}, ${alertPreferences} cascade`);
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    for (const table of [sendings, memberships, offices]) await store.db.delete(table);
    at('2025-02-10 10:00');
    clerk = await member(store, X, ['clerk'], { name: 'สมศรี จังหวัด' });
    rongKwang = await member(store, RONG_KWANG, ['receiver'], { name: 'สมหญิง อำเภอ' });
    long = await member(store, LONG, ['clerk'], { name: 'สมชาย อำเภอ' });
    return () => store.dispose();
  });

  /** Sets the clock to a day and time in Thailand. */
  const at = (time: string) => {
    store.time = new Date(`${time.replace(' ', 'T')}:00+07:00`);
  };
  let serial = 0;
  const circular = (given: Partial<Letter> = {}): Letter =>
    letterOf({
      ref: `ที่ พร ๐๐๒๓/ว ${++serial}`,
      subject: `เรื่องที่ ${serial}`,
      date: '2025-02-03',
      issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
      recipients: [
        { text: 'นายอำเภอทุกอำเภอ', scope: 'all', confidence: 1, evidence: [] },
        { text: 'นายกองค์การบริหารส่วนจังหวัดแพร่', scope: 'one', confidence: 1, evidence: [] },
      ],
      deadlines: [deadlineOf({ date: '2025-02-28' })],
      ...given,
    });
  const sent = async (letter: Letter = circular()): Promise<string> => {
    const receipt = await fileOf(store, X, [letter]);
    const sending = { organisation: X, receipt, firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
    await store.db.transaction((tx) => sendNotices(store, tx, sending));
    return `${receipt}-0`;
  };
  const receiptOf = (key: string) => Number(key.split('-')[0]);
  const noticeAt = async (key: string, organisation: string) => {
    const of = and(eq(notices.receipt, receiptOf(key)), eq(notices.organisation, organisation));
    return (await store.db.select().from(notices).where(of))[0]!.id;
  };
  const list = (what: ChaseFor = 'acknowledged', actor: Actor = clerk, page = { offset: 0, limit: 20 }) =>
    listChase(store, { actor, for: what, ...page });
  const remind = (letters: string[], what: ChaseFor = 'acknowledged', actor: Actor = clerk) =>
    remindBodies(store, { actor, for: what, letters });
  /** Who was told: `who step`, the organisations' own lines left out. */
  const told = async () => {
    const rows = await store.db.select().from(alerts).where(ne(alerts.recipient, 'office')).orderBy(asc(alerts.id));
    const names = new Map([rongKwang, long].map(({ id, name }) => [`person:${id}`, name]));
    return rows.map(({ recipient, step }) => `${names.get(recipient) ?? recipient} ${step}`).sort();
  };
  const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code);

  it('lists what is not acknowledged by all who use wian, and never counts those that do not as missing', async () => {
    const key = await sent();
    await acknowledge(store, { actor: rongKwang, id: await noticeAt(key, RONG_KWANG) });
    const { items, total } = await list();
    expect(total).toBe(1);
    const [item] = items;
    expect(item).toMatchObject({
      key,
      deadline: { dueOn: '2025-02-28', until: null, confirmed: false, daysLeft: 18 },
      counts: { total: 9, acknowledged: 1, waiting: 1, unknown: 7 },
      reminded: null,
    });
    expect(item!.missing).toEqual({ total: 1, names: [{ code: LONG, name: 'อำเภอลอง' }] });
    expect(item!.unknown.total).toBe(7);
    expect(codes(item!.unknown.names)).toContain(PAO);
    expect(codes(item!.unknown.names)).not.toContain(RONG_KWANG);
    await acknowledge(store, { actor: long, id: await noticeAt(key, LONG) });
    expect((await list()).items).toEqual([]);
    expect((await list('done')).items[0]!.missing.total).toBe(2);
    await markDone(store, { actor: long, id: await noticeAt(key, LONG), note: '' });
    expect(codes((await list('done')).items[0]!.missing.names)).toEqual([RONG_KWANG]);
    // Who has closed the matter is asked for nothing more.
    expect(codes((await list('forwarded')).items[0]!.missing.names)).toEqual([RONG_KWANG]);
  });

  it('puts what can still be kept first, then what has passed, then what has no day, and pages by letters', async () => {
    const none = await sent(circular({ deadlines: [] }));
    const past = await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-05' })] }));
    const later = await sent(circular());
    const longPast = await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-04' })] }));
    const soon = await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-14' })] }));
    const applicants = await sent(circular({ deadlines: [deadlineOf({ date: '2025-02-11', binds: 'applicant' })] }));
    const order = [soon, later, past, longPast, applicants, none];
    expect((await list()).items.map(({ key }) => key)).toEqual(order);
    const page = await list('acknowledged', clerk, { offset: 1, limit: 2 });
    expect([page.items.map(({ key }) => key), page.total]).toEqual([order.slice(1, 3), 6]);
    expect((await list()).items.map(({ deadline }) => deadline?.daysLeft ?? null)).toEqual([4, 18, -5, -6, null, null]);
  });

  it('shows nobody what another sent, and not what was taken back', async () => {
    const other = await member(store, Y, ['clerk']);
    const key = await sent();
    expect((await list('acknowledged', other)).items).toEqual([]);
    expect((await list('acknowledged', rongKwang)).items).toEqual([]);
    await expect(remind([key], 'acknowledged', other)).rejects.toMatchObject({ code: 'record.not_found' });
    // A body that has the letter did not send it: it reminds nobody of it.
    expect(await remind([key], 'acknowledged', long)).toEqual({ letters: [{ key, told: [], before: 0 }] });
    await withdrawLetter(store, { actor: clerk, receipt: receiptOf(key), ordinal: 0, organisations: [LONG] });
    expect((await list()).items.map(({ missing }) => codes(missing.names))).toEqual([[RONG_KWANG]]);
    expect((await remind([key])).letters.map((one) => codes(one.told))).toEqual([[RONG_KWANG]]);
    await withdrawLetter(store, { actor: clerk, receipt: receiptOf(key), ordinal: 0 });
    expect((await list()).items).toEqual([]);
    expect((await remind([key])).letters).toEqual([{ key, told: [], before: 0 }]);
    expect(await told()).toEqual(['สมหญิง อำเภอ chased:2025-02-10']);
  });

  it('knows what a district sent on itself from what the province sent', async () => {
    const key = await sent();
    const place = { receipt: receiptOf(key), firstPage: 1, rank: 0 };
    await member(store, PAO, ['receiver']);
    await store.db.transaction((tx) =>
      sendByHand(tx, { ...place, organisation: LONG, to: [PAO], at: store.clock.now(), by: 'test' }),
    );
    const [own] = (await list('received', long)).items;
    expect(own!.counts.total).toBe(1);
    expect(codes(own!.missing.names)).toEqual([PAO]);
    expect((await remind([key], 'received', long)).letters.map((one) => codes(one.told))).toEqual([[PAO]]);
    // The province addressed the PAO too, but what came of a letter that the district sent is the district's to know.
    const [provinces] = (await list('received')).items;
    expect(codes(provinces!.missing.names)).toEqual([RONG_KWANG]);
    expect(codes(provinces!.unknown.names)).toContain(PAO);
  });

  it('tells those who keep the letter at exactly the bodies that have not done it, with their own deadline', async () => {
    await store.db.insert(alertPreferences).values({
      person: long.id,
      organisation: LONG,
      settings: { way: 'email', email: 'long@example.go.th' },
    });
    const key = await sent();
    const second = await sent(circular({ deadlines: [] }));
    await acknowledge(store, { actor: rongKwang, id: await noticeAt(key, RONG_KWANG) });
    const { letters } = await remind([key, second]);
    expect(letters.map((one) => [one.key, codes(one.told), one.before])).toEqual([
      [key, [LONG], 0],
      [second, [RONG_KWANG, LONG], 0],
    ]);
    expect(await told()).toEqual([
      'สมชาย อำเภอ chased:2025-02-10',
      'สมชาย อำเภอ chased:2025-02-10',
      'สมหญิง อำเภอ chased:2025-02-10',
    ]);
    // Both letters in one message, in the daytime at once.
    const [message, ...more] = await store.db.select().from(alertMessages);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ kind: 'chase', channel: 'email', organisation: LONG, state: 'planned' });
    expect(message!.notBefore).toEqual(store.clock.now());
    expect(message!.content.lines).toMatchObject([
      {
        step: 'chased:2025-02-10',
        dueOn: '2025-02-28',
        path: `/inbox/${await noticeAt(key, LONG)}`,
        chased: { by: { code: X, name: 'จังหวัดแพร่' }, for: 'acknowledged' },
      },
      { dueOn: null, workingDaysLeft: null, subject: expect.stringContaining('เรื่องที่') },
    ]);
    expect((await list()).items.map(({ reminded }) => reminded)).toEqual([
      { on: '2025-02-10', bodies: 1 },
      { on: '2025-02-10', bodies: 2 },
    ]);
    const [entry, ...others] = (
      await store.db
        .select()
        .from(auditLog)
        .where(eq(auditLog.receipt, receiptOf(key)))
    ).filter(({ action }) => action === 'letter.chased');
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      actor: `person:${clerk.id}`,
      detail: { firstPage: 1, rank: 0, sender: X, for: 'acknowledged', organisations: [LONG] },
    });
  });

  it('settles of what is marked the letter and bodies that it names alone', async () => {
    const [key, other] = [await sent(), await sent()];
    await planAlerts(store);
    expect(await store.db.select().from(alertMarks)).toEqual([]);
    const change = (letter: string, date: string) =>
      store.db
        .update(deadlines)
        .set({
          dueOn: date,
          lastOn: date,
          resolved: sql`jsonb_set(jsonb_set(to_jsonb(${deadlines.resolved}), '{dueOn}', to_jsonb(${date}::text)), '{lastOn}', to_jsonb(${date}::text))`,
        })
        .where(eq(deadlines.receipt, receiptOf(letter)));
    for (const letter of [key, other]) await change(letter, '2025-02-21');
    await store.db.insert(alertMarks).values({ receipt: receiptOf(key), organisation: X });
    await acknowledge(store, { actor: rongKwang, id: await noticeAt(key, RONG_KWANG) });
    await remind([key]);
    const [line] = await store.db.select({ line: alerts.line }).from(alerts).where(eq(alerts.organisation, LONG));
    expect(line!.line.dueOn).toBe('2025-02-21');
    const left = await store.db.select().from(alertMarks);
    expect(left.filter(({ receipt }) => receipt === receiptOf(other)).map((row) => row.organisation)).toEqual(['']);
    const ofKey = left.filter(({ receipt }) => receipt === receiptOf(key)).map((row) => row.organisation);
    expect([...new Set(ofKey)].sort()).toEqual([RONG_KWANG, X].sort());
    // Nobody who has it left to do: nothing is settled.
    await acknowledge(store, { actor: long, id: await noticeAt(key, LONG) });
    await remind([key]);
    expect(await store.db.select().from(alertMarks)).toEqual(left);
    await planAlerts(store);
    expect(await store.db.select().from(alertMarks)).toEqual([]);
  });

  it('waits with the message for the end of the quiet hours', async () => {
    const settings = { way: 'email', email: 'long@example.go.th' } as const;
    await store.db.insert(alertPreferences).values({ person: long.id, organisation: LONG, settings });
    const key = await sent();
    at('2025-02-10 20:30');
    await remind([key]);
    const [message] = await store.db.select().from(alertMessages);
    expect(message!.notBefore).toEqual(new Date('2025-02-11T07:00:00+07:00'));
  });

  it('reminds once a letter, body and day, whoever asks and for whatever, and again the next day', async () => {
    const key = await sent();
    expect((await remind([key, key])).letters.map((one) => [one.told.length, one.before])).toEqual([[2, 0]]);
    const colleague = await member(store, X, ['clerk']);
    // A member who joined meanwhile makes no second reminder of the day.
    await member(store, LONG, ['receiver']);
    expect((await remind([key], 'done', colleague)).letters).toEqual([{ key, told: [], before: 2 }]);
    expect(await told()).toHaveLength(2);
    expect(
      await store.db
        .select()
        .from(auditLog)
        .where(eq(auditLog.action, 'letter.chased'))
        .then((rows) => rows.filter(({ receipt }) => receipt === receiptOf(key))),
    ).toHaveLength(1);
    at('2025-02-11 10:00');
    expect((await remind([key])).letters[0]!.told).toHaveLength(2);
  });

  it('reminds once where two clerks do so at the same moment', async () => {
    const keys = [await sent(), await sent()];
    const answers = await Promise.all([remind(keys), remind([...keys].reverse()), remind(keys, 'done')]);
    const all = answers.flatMap(({ letters }) => letters);
    for (const key of keys) {
      const of = all.filter((one) => one.key === key);
      expect(of.reduce((sum, one) => sum + one.told.length, 0)).toBe(2);
    }
    expect(await told()).toHaveLength(4);
  });

  it('reminds of nothing where one of the letters is not there', async () => {
    const key = await sent();
    await expect(remind([key, '999999-0'])).rejects.toMatchObject({ code: 'record.not_found' });
    expect(await told()).toEqual([]);
  });

  it('leaves the steps of a deadline as they are', async () => {
    const key = await sent(circular({ speed: 'most-urgent', deadlines: [] }));
    await remind([key]);
    await planAlerts(store);
    expect((await told()).filter((one) => one.endsWith('received'))).toHaveLength(2);
  });

  it('tells number and date alone of a secret letter', async () => {
    const settings = { way: 'email', email: 'long@example.go.th' } as const;
    await store.db.insert(alertPreferences).values({ person: long.id, organisation: LONG, settings });
    const key = await sent(circular({ secrecy: 'confidential', subject: 'ความลับของจังหวัด' }));
    expect((await list()).items[0]).toMatchObject({ subject: null, secrecy: 'confidential', deadline: null });
    await remind([key]);
    const rows = await store.db.select().from(alerts);
    expect(rows.length).toBeGreaterThan(2);
    for (const { line } of rows)
      expect(line).toMatchObject({ veiled: true, subject: null, action: null, issuer: null });
    expect(JSON.stringify(await store.db.select().from(alertMessages))).not.toContain('ความลับของจังหวัด');
  });

  it('shows the body who reminded it and when, as long as it has not done what was asked', async () => {
    const key = await sent();
    const id = await noticeAt(key, LONG);
    await remind([key]);
    const inbox = () => listInbox(store, { actor: long, filter: 'open', offset: 0, limit: 20 });
    const reminder = {
      at: store.clock.now().toISOString(),
      by: { code: X, name: 'จังหวัดแพร่' },
      for: 'acknowledged',
    };
    expect((await inbox()).items[0]!.reminded).toEqual(reminder);
    expect((await openLetter(store, { actor: long, id })).reminders).toEqual([reminder]);
    await acknowledge(store, { actor: long, id });
    expect((await inbox()).items[0]!.reminded).toBeNull();
    at('2025-02-11 10:00');
    await remind([key], 'done');
    expect((await inbox()).items[0]!.reminded?.for).toBe('done');
    expect((await openLetter(store, { actor: long, id })).reminders.map((one) => one.for)).toEqual([
      'acknowledged',
      'done',
    ]);
  });

  it('says by HTTP what it lists, as a table too', async () => {
    const key = await sent();
    const app = appOf(store);
    const get = (url: string, actor: Actor = clerk) => app.inject({ url, headers: as(actor) });
    const post = (payload: Record<string, unknown>, actor: Actor) =>
      app.inject({ method: 'POST', url: '/api/chase', headers: as(actor), payload });
    expect(chaseListAnswer.parse((await get('/api/chase')).json()).items).toHaveLength(1);
    const viewer = await member(store, X, ['viewer']);
    expect((await post({ for: 'read', letters: [key] }, viewer)).statusCode).toBe(403);
    const answer = await post({ for: 'read', letters: [key] }, clerk);
    expect(remindAnswer.parse(answer.json()).letters[0]!.told).toHaveLength(2);
    const csv = (await get('/api/chase?format=csv&for=read', viewer)).body;
    const lines = csv.trim().split('\n');
    expect(lines).toHaveLength(1 + 9);
    expect(lines.filter((line) => line.includes('ยังไม่อ่าน')).map((line) => line.includes('2025-02-10'))).toEqual([
      true,
      true,
    ]);
    expect(lines.filter((line) => line.includes('ไม่ทราบ'))).toHaveLength(7);
    expect(csv).not.toContain('ยังไม่ได้รับ');
  });

  describe('the task to pass a letter on', () => {
    const relayed = (given: Partial<Letter> = {}) =>
      circular({ relay: { received_from: [], forward_to: ['เทศบาลตำบล', 'องค์การบริหารส่วนตำบล'] }, ...given });
    const taskAt = async (key: string, actor: Person = long) => {
      await planAlerts(store);
      const letter = await openLetter(store, { actor, id: await noticeAt(key, actor.organisation) });
      const [item] = (await listInbox(store, { actor, filter: 'open', offset: 0, limit: 20 })).items;
      if (item) expect(item.relay).toEqual(letter.relay);
      return letter.relay;
    };

    it('is told with its day, worked back from the day of those below', async () => {
      const key = await sent(relayed());
      // 28, 27, 26, 25, 24, 21 and 20 กุมภาพันธ์ are left to them.
      expect(await taskAt(key)).toMatchObject({
        to: ['เทศบาลตำบล', 'องค์การบริหารส่วนตำบล'],
        dueOn: '2025-02-19',
        below: '2025-02-28',
        ahead: 7,
        late: false,
        passedOnAt: null,
      });
    });

    it('says that the letter came too late for that', async () => {
      at('2025-02-26 09:00');
      const key = await sent(relayed());
      expect(await taskAt(key)).toMatchObject({ dueOn: '2025-02-27', below: '2025-02-28', ahead: 1, late: true });
    });

    it('is fulfilled once the letter is sent on or given to the own units', async () => {
      const key = await sent(relayed());
      at('2025-02-12 11:00');
      const passedOnAt = store.clock.now().toISOString();
      const place = { receipt: receiptOf(key), firstPage: 1, rank: 0, at: store.clock.now(), by: 'test' };
      await store.db.transaction((tx) => sendByHand(tx, { ...place, organisation: LONG, to: ['2540102'] }));
      expect(await taskAt(key)).toMatchObject({ dueOn: null, passedOnAt });
      await forward(store, { actor: rongKwang, id: await noticeAt(key, RONG_KWANG), units: ['ฝ่ายปกครอง'], note: '' });
      expect(await taskAt(key, rongKwang)).toMatchObject({ dueOn: null, passedOnAt });
    });

    it('is none of a local body that the letter goes to as well, nor of a district what a province writes itself', async () => {
      const pao = await member(store, PAO, ['receiver']);
      const key = await sent(relayed());
      expect(await taskAt(key, pao)).toBeNull();
      const direct = await sent(circular({ relay: { received_from: [], forward_to: ['เทศบาลเมือง', 'อบจ.'] } }));
      expect(await taskAt(direct)).toBeNull();
    });
  });
});

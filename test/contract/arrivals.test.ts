import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { listDeadlines } from '../../src/alerts/alerts.usecases.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { notices } from '../../src/notices/notices.table.js';
import type { Actor } from '../../src/people/actor.js';
import { type Book, registerEntries } from '../../src/register/register.table.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { contentOf, put, type TestStore, testStore, workAll } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const SUNG_MEN = '5403';
const LONG = '5404';
const person = (organisation: string): Actor => ({
  kind: 'person',
  id: 1,
  name: 'สมศรี',
  organisation,
  roles: ['clerk'],
  secret: false,
});
const WITHIN_7 = deadlineOf({ relative: { days: 7, working: false, from: 'receipt' } });
const STAMP = { office: null, number: '058', date: '2025-01-29', time: null, confidence: 0.95, evidence: [] };

describe.each(testDatabases())('the day a letter came, by organisation, on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let serial = 0;

  beforeAll(async () => {
    database = await open();
    // 1 February 2025, 9 o'clock in Thailand.
    store = testStore(database.db);
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  const take = async (given: Partial<Letter> = {}) => {
    const letter = letterOf({
      ref: `ที่ มท ๐๘๑๐/${++serial}`,
      date: '2025-01-27',
      deadlines: [WITHIN_7],
      ...given,
    });
    const { receipt } = await put(store, `${serial}.pdf`, contentOf([[letter]]));
    await workAll(store);
    return receipt;
  };
  const hold = (organisation: string, receipt: number, arrived: string | null, uploaded = '2025-02-01T02:00:00Z') =>
    store.db.insert(holdings).values({
      organisation,
      receipt,
      name: 'ว.pdf',
      uploadedAt: new Date(uploaded),
      uploadedBy: 'person:1',
      arrivedAt: arrived === null ? null : new Date(arrived),
    });
  const enter = (organisation: string, receipt: number, at: string, cancelled = false, book: Book = 'received') =>
    store.db.insert(registerEntries).values({
      organisation,
      book,
      year: 2568,
      number: ++serial,
      receipt,
      firstPage: 1,
      rank: 0,
      at: new Date(at),
      registeredAt: store.time,
      registeredBy: 'person:1',
      cancelledAt: cancelled ? store.time : null,
    });
  const dueAt = async (organisation: string, receipt: number, from?: string) => {
    const [item] = await listDeadlines(store, { actor: person(organisation), receipt, ...(from && { from }) });
    return item;
  };

  it('gives two offices that hold one content each a day of its own', async () => {
    const receipt = await take();
    await hold(SUNG_MEN, receipt, '2025-01-28T03:00:00Z');
    await hold(LONG, receipt, '2025-01-31T03:00:00Z');
    expect((await dueAt(SUNG_MEN, receipt))!.resolved).toMatchObject({
      dueOn: '2025-02-04',
      lastOn: '2025-02-04',
      estimate: false,
      reason: '๗ วัน นับถัดจากวันที่ได้รับหนังสือ ๒๘ มกราคม ๒๕๖๘ ที่กรอกเอง',
    });
    expect((await dueAt(LONG, receipt))!.resolved).toMatchObject({ dueOn: '2025-02-07', estimate: false });
  });

  it('lists nothing of letters that the organisation does not have', async () => {
    const receipt = await take();
    await hold(SUNG_MEN, receipt, null);
    expect(await dueAt(LONG, receipt)).toBeUndefined();
    expect(await dueAt(SUNG_MEN, receipt)).toBeDefined();
  });

  it('counts the day in Thailand, not that of Greenwich', async () => {
    const receipt = await take();
    await hold(SUNG_MEN, receipt, '2025-01-28T18:00:00Z');
    expect((await dueAt(SUNG_MEN, receipt))!.resolved.dueOn).toBe('2025-02-05');
  });

  it('takes the stamp where nobody entered a day, and doubts it where another office has the same scan', async () => {
    const receipt = await take({ received: [STAMP] });
    await hold(SUNG_MEN, receipt, null);
    expect((await dueAt(SUNG_MEN, receipt))!.resolved).toMatchObject({ dueOn: '2025-02-05', estimate: false });
    await hold(LONG, receipt, null);
    expect((await dueAt(SUNG_MEN, receipt))!.resolved).toMatchObject({ dueOn: '2025-02-05', estimate: true });
  });

  it('counts from the line of the register, and keeps the day of a stamp that says otherwise beside it', async () => {
    const receipt = await take({ received: [STAMP] });
    await hold(SUNG_MEN, receipt, null);
    await enter(SUNG_MEN, receipt, '2025-01-30T03:00:00Z');
    expect((await dueAt(SUNG_MEN, receipt))!.resolved).toMatchObject({
      dueOn: '2025-02-06',
      estimate: true,
      reason: '๗ วัน นับถัดจากวันที่ได้รับหนังสือ ๓๐ มกราคม ๒๕๖๘ ตามทะเบียนรับ (ตรารับอ่านได้วันอื่น ต้องตรวจ)',
      alternatives: [{ date: '2025-02-05', why: 'ถ้านับจากวันที่ตามตรารับ ๒๙ มกราคม ๒๕๖๘' }],
    });
  });

  it('forgets a cancelled line, and one of the register of sent letters', async () => {
    const receipt = await take();
    await hold(SUNG_MEN, receipt, null);
    await enter(SUNG_MEN, receipt, '2025-01-30T03:00:00Z', true);
    await enter(SUNG_MEN, receipt, '2025-01-30T03:00:00Z', false, 'sent');
    expect((await dueAt(SUNG_MEN, receipt))!.resolved).toMatchObject({ dueOn: '2025-02-03', estimate: true });
  });

  it('takes no stamp of a scan that another office sent', async () => {
    const receipt = await take({ received: [STAMP] });
    await hold(SUNG_MEN, receipt, null);
    await store.db.insert(notices).values({
      organisation: LONG,
      sender: SUNG_MEN,
      receipt,
      firstPage: 1,
      lastPage: 1,
      rank: 0,
      origin: 'hand',
      sentAt: new Date('2025-01-31T03:00:00Z'),
      sentBy: 'person:1',
    });
    // Between the letter's day and the day on which it was sent.
    expect((await dueAt(LONG, receipt))!.resolved).toMatchObject({
      dueOn: '2025-02-03',
      lastOn: '2025-02-07',
      estimate: true,
    });
  });

  it('leaves out what ended for this office, and keeps what only ended for another', async () => {
    const receipt = await take();
    await hold(SUNG_MEN, receipt, '2025-01-28T03:00:00Z');
    // Taken in long after the first one.
    await hold(LONG, receipt, '2025-03-03T03:00:00Z', '2025-03-03T03:00:00Z');
    expect(await dueAt(SUNG_MEN, receipt, '2025-02-04')).toBeDefined();
    expect(await dueAt(SUNG_MEN, receipt, '2025-02-05')).toBeUndefined();
    expect((await dueAt(LONG, receipt, '2025-03-10'))!.resolved.dueOn).toBe('2025-03-10');
    expect(await dueAt(LONG, receipt, '2025-03-11')).toBeUndefined();
  });

  it('says that a printed day had passed only where it had passed before the paper came to this office', async () => {
    const receipt = await take({ deadlines: [deadlineOf({ date: '2025-01-30' })] });
    await hold(SUNG_MEN, receipt, '2025-01-30T03:00:00Z');
    await hold(LONG, receipt, '2025-01-31T03:00:00Z');
    expect((await dueAt(SUNG_MEN, receipt))!.state).toBe('live');
    expect((await dueAt(LONG, receipt))!.state).toBe('expired');
  });
});

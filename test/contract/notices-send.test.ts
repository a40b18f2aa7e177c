import { asc } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { notices, sendings } from '../../src/notices/notices.table.js';
import { deliverOpen, noticeOwn, type Sent, sendByHand, sendNotices } from '../../src/notices/send.js';
import { offices } from '../../src/people/accounts.table.js';
import { machine } from '../../src/people/actor.js';
import { joinOffice } from '../../src/people/offices.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { contentOf, put, type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const PHRAE = '54';
const RONG_KWANG = '5402';
const LONG = '5403';
const PAO = '2540101';
const AT = new Date('2025-02-04T02:00:00Z');

describe.each(testDatabases())('sending letters to inboxes on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    for (const table of [notices, sendings, offices]) await database.db.delete(table);
    for (const organisation of [PHRAE, RONG_KWANG, LONG]) {
      await database.db.insert(offices).values({ organisation, joinedAt: AT });
    }
    return () => store.dispose();
  });

  let serial = 0;
  const circular = (given: Partial<Letter> = {}): Letter =>
    letterOf({
      subject: String(serial++),
      date: '2025-02-03',
      issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
      recipients: [
        { text: 'นายอำเภอทุกอำเภอ', scope: 'all', confidence: 1, evidence: [] },
        { text: 'นายกองค์การบริหารส่วนจังหวัดแพร่', scope: 'one', confidence: 1, evidence: [] },
      ],
      ...given,
    });
  async function stored(...pages: Letter[][]): Promise<Sent> {
    const { receipt } = await put(store, 'ว.pdf', contentOf(pages));
    await workAll(store);
    return { organisation: PHRAE, receipt, firstPage: 1, rank: 0, at: AT, by: 'person:1' };
  }
  const send = (input: Sent) => store.db.transaction((tx) => sendNotices(store, tx, input));
  const inboxes = async () =>
    (await store.db.select().from(notices).orderBy(asc(notices.organisation))).map(
      ({ organisation, origin, sender, lastPage, withdrawnAt }) =>
        `${organisation} ${origin} ${sender} -${lastPage}${withdrawnAt ? ' withdrawn' : ''}`,
    );

  it('sends to the addressees that use wian, with the pages that are theirs, once', async () => {
    const sent = await stored([circular()], [letterOf({ kind: 'attachment', pages: [2, 2] })]);
    expect((await send(sent)).organisations.sort()).toEqual([RONG_KWANG, LONG]);
    expect(await inboxes()).toEqual([`${RONG_KWANG} resolved ${PHRAE} -2`, `${LONG} resolved ${PHRAE} -2`]);
    const told = (await store.db.select().from(auditLog)).length;
    expect(await send({ ...sent, at: new Date('2025-02-05T02:00:00Z') })).toMatchObject({ organisations: [] });
    expect(await inboxes()).toHaveLength(2);
    expect(await store.db.select().from(sendings)).toHaveLength(1);
    expect(await store.db.select().from(auditLog)).toHaveLength(told);
  });

  it('sends nothing by itself for an organisation that is not the issuer', async () => {
    const sent = await stored([circular({ issuer: { name: 'จังหวัดน่าน', level: 'province', province: 'น่าน' } })]);
    expect(await send(sent)).toMatchObject({ organisations: [], reason: 'not-the-issuer' });
    expect(await inboxes()).toEqual([]);
  });

  it('knows the issuer by the code of its letters too', async () => {
    await store.db.update(offices).set({ settings: { code: 'พร 0023' } });
    const sent = await stored([letterOf({ ref: 'พร 0023.3/ว 12' })]);
    expect((await send(sent)).reason).toBeUndefined();
    const other = await stored([letterOf({ ref: 'พร 00231/ว 12' })]);
    expect(await send(other)).toMatchObject({ reason: 'not-the-issuer' });
  });

  it('leaves to a person what shares a page with another matter', async () => {
    const sent = await stored([circular(), circular()]);
    expect(await send(sent)).toMatchObject({ organisations: [], reason: 'pages-shared' });
    expect((await send({ ...sent, lastPage: 1 })).organisations).toHaveLength(2);
  });

  it('keeps the own scan of an addressee, and brings a withdrawn letter back by hand alone', async () => {
    const sent = await stored([circular()]);
    await store.db.transaction((tx) => noticeOwn(tx, { ...sent, organisation: RONG_KWANG }));
    expect((await send(sent)).organisations).toEqual([LONG]);
    await store.db.update(notices).set({ withdrawnAt: AT });
    await store.db.update(sendings).set({ withdrawnAt: AT, withdrawnBy: 'person:1' });
    expect(await send(sent)).toMatchObject({ organisations: [] });
    const again = await store.db.transaction((tx) => sendByHand(tx, { ...sent, to: [LONG, PHRAE, PAO] }));
    expect(again).toMatchObject({ organisations: [LONG] });
    expect(await inboxes()).toEqual([`${RONG_KWANG} own null -1 withdrawn`, `${LONG} hand ${PHRAE} -1`]);
  });

  it('gives an office that joins later what is still open, and not what is past', async () => {
    const until = (date: string) => ({ deadlines: [deadlineOf({ date })] });
    const past = await stored([circular(until('2025-02-28'))]);
    const due = await stored([circular(until('2025-06-30'))]);
    const byHand = await stored([circular({ recipients: [] })]);
    const recent = await stored([circular()]);
    const withdrawn = await stored([circular(until('2025-06-30'))]);
    for (const one of [past, due, { ...recent, at: new Date('2025-05-20T02:00:00Z') }, withdrawn]) await send(one);
    await store.db.transaction((tx) => sendByHand(tx, { ...byHand, to: [PAO], at: new Date('2025-05-30T02:00:00Z') }));
    await store.db.execute(`update wian.sendings set withdrawn_at = now() where receipt = ${withdrawn.receipt}`);
    const joined = { organisation: PAO, at: new Date('2025-06-01T02:00:00Z'), by: 'person:1' };
    await store.db.insert(offices).values({ organisation: PAO, joinedAt: joined.at });
    expect(await store.db.transaction((tx) => deliverOpen(tx, joined))).toBe(3);
    const came = (await store.db.select().from(notices)).filter(({ organisation }) => organisation === PAO);
    expect(came.map(({ receipt, origin }) => `${receipt} ${origin}`).sort()).toEqual(
      [`${due.receipt} resolved`, `${byHand.receipt} hand`, `${recent.receipt} resolved`].sort(),
    );
    expect(await store.db.transaction((tx) => deliverOpen(tx, joined))).toBe(0);
  });

  it('does so when an administrator opens the office', async () => {
    await send(await stored([circular()]));
    await joinOffice(store, { organisation: PAO, actor: machine('test') });
    expect((await inboxes()).filter((line) => line.startsWith(PAO))).toEqual([`${PAO} resolved ${PHRAE} -1`]);
  });
});

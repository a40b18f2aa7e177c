import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AlertLine } from '../../schemas/alerts.js';
import { alertMessages, alertPreferences, alerts, webhooks } from '../../src/alerts/ledger.table.js';
import { listMessages, sendTest, showTest } from '../../src/alerts/ledger-view.usecases.js';
import { listAlerts, markAlertsRead } from '../../src/alerts/told.usecases.js';
import { letters } from '../../src/circulars/circulars.table.js';
import { notices } from '../../src/notices/notices.table.js';
import type { Actor } from '../../src/people/actor.js';
import { contentOf, lineOf } from '../support/alert-lines.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { type TestStore, testStore } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

type Person = Extract<Actor, { kind: 'person' }>;
let database: TestDatabase;
let store: TestStore;
let me: Person;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
});
afterAll(async () => {
  store.dispose();
  await database.close();
});
beforeEach(async () => {
  for (const table of [alerts, alertMessages, alertPreferences, webhooks, notices]) await store.db.delete(table);
  me = await member(store, X, ['receiver'], { name: 'สมหญิง' });
});

const line = (given: Partial<AlertLine> = {}): AlertLine =>
  lineOf({ subject: 'เรื่องลับ', context: [{ dueOn: '2025-02-20', text: 'ภายในวันที่ ๒๐' }], ...given });
let serial = 0;
async function tell(person: Person, receipt: number, given: Partial<typeof alerts.$inferInsert> = {}): Promise<number> {
  const [row] = await store.db
    .insert(alerts)
    .values({
      ...{ organisation: X, recipient: `person:${person.id}`, receipt, firstPage: 1, rank: 0, kind: 'deadline' },
      ...{ dueOn: '2025-02-14', step: `ahead:${++serial}`, line: line(), plannedAt: store.clock.now(), ...given },
    })
    .returning({ id: alerts.id });
  return row!.id;
}
const all = { unread: false, offset: 0, limit: 50 };
const ids = async (actor: Actor, of: Partial<typeof all> = {}) =>
  (await listAlerts(store, { actor, ...all, ...of })).items.map(({ id }) => id);

describe('what people are told in the application', () => {
  it("is each one's own at the organisation they act for, unread first, and is read", async () => {
    const receipt = await fileOf(store, X, [letterOf({ ref: 'พร 0023.3/ว 1' })]);
    const other = await member(store, X, ['receiver']);
    const [first, second, third] = [await tell(me, receipt), await tell(me, receipt), await tell(me, receipt)];
    const theirs = await tell(other, receipt);
    await tell(me, receipt, { organisation: Y });
    expect(await ids(me)).toEqual([third, second, first]);
    // Of what is another's nothing is read.
    expect(await markAlertsRead(store, { actor: me, which: { ids: [third, theirs] } })).toEqual({ unread: 2 });
    expect(await ids(me)).toEqual([second, first, third]);
    expect(await ids(me, { unread: true, limit: 1 })).toEqual([second]);
    const { unread, total } = await listAlerts(store, { actor: me, ...all, unread: true });
    expect([unread, total, await ids(other)]).toEqual([2, 2, [theirs]]);
    expect(await markAlertsRead(store, { actor: me, which: { upTo: second } })).toEqual({ unread: 0 });
    expect((await listAlerts(store, { actor: other, ...all })).unread).toBe(1);
    expect(await ids({ ...me, organisation: '48' })).toEqual([]);
  });

  it('is not shown of a letter that was taken back', async () => {
    const receipt = await fileOf(store, Y, [letterOf({ ref: 'พร 0023.3/ว 2' })]);
    await noticeOf(store, { organisation: X, receipt, firstPage: 1, lastPage: 1 });
    const id = await tell(me, receipt);
    expect(await ids(me)).toEqual([id]);
    await store.db.update(notices).set({ withdrawnAt: store.clock.now() });
    const { items, unread } = await listAlerts(store, { actor: me, ...all });
    expect([items, unread]).toEqual([[], 0]);
  });

  it('says number and date alone of a letter that was made secret since, and leads to where it stands now', async () => {
    const receipt = await fileOf(store, X, [letterOf({ ref: 'พร 0023.3/ว 3' })]);
    await tell(me, receipt, { line: line({ path: `/letters/${receipt}/7` }) });
    await store.db.update(letters).set({ secrecy: 'secret' });
    const { items } = await listAlerts(store, { actor: { ...me, secret: true }, ...all });
    expect(items[0]!.line).toMatchObject({ veiled: true, path: `/letters/${receipt}/0`, reference: 'มท 0808.2/ว 123' });
    expect(JSON.stringify(items)).not.toMatch(/เรื่องลับ|กรมส่งเสริม|รายงาน|ภายใน/);
  });
});

describe('the ledger', () => {
  const message = async (given: Partial<typeof alertMessages.$inferInsert> = {}) => {
    const [row] = await store.db
      .insert(alertMessages)
      .values({
        ...{ key: `k${++serial}`, organisation: X, recipient: `person:${me.id}`, channel: 'email', kind: 'digest' },
        ...{ plannedAt: store.clock.now(), notBefore: store.clock.now(), ...given },
        content: contentOf([line()], { more: 2 }),
      })
      .returning({ id: alertMessages.id });
    return row!.id;
  };
  const messages = (actor: Actor, state?: 'unknown') => listMessages(store, { actor, offset: 0, limit: 50, state });

  it('shows to whom, and what became of it, unknown ones first, no letter and no whole address', async () => {
    const [hook] = await store.db
      .insert(webhooks)
      .values({
        ...{ organisation: X, url: 'https://hooks.example.go.th/secret-path', secret: 's' },
        ...{ createdAt: store.clock.now(), createdBy: 'test' },
      })
      .returning();
    const unknown = await message({ state: 'unknown', to: 'somsri@example.go.th' });
    const sent = await message({ state: 'sent', to: 'somsri@example.go.th', settledAt: store.clock.now() });
    const out = { channel: 'webhook', recipient: `webhook:${hook!.id}`, to: hook!.url } as const;
    const failed = await message({ ...out, state: 'failed', reason: 'alert.code_wrong: HTTP 410' });
    await message({ organisation: Y });
    const { items, total, counts } = await messages(me);
    expect(items.map(({ id, state, recipient, to, lines }) => [id, state, recipient, to, lines])).toEqual([
      [unknown, 'unknown', 'สมหญิง', 'so…@example.go.th', 3],
      [failed, 'failed', 'hooks.example.go.th', 'hooks.example.go.th', 3],
      [sent, 'sent', 'สมหญิง', 'so…@example.go.th', 3],
    ]);
    expect(items.map(({ reason }) => reason)).toEqual([null, expect.stringMatching(/^รหัสไม่ถูกต้อง.*: HTTP 410$/), null]);
    expect(total).toBe(3);
    expect(counts).toEqual({ planned: 0, sending: 0, sent: 1, failed: 1, unknown: 1, dropped: 0 });
    expect(JSON.stringify(items)).not.toMatch(/somsri|secret-path|เรื่องลับ/);
    expect((await messages(me, 'unknown')).items.map(({ id }) => id)).toEqual([unknown]);
    expect((await messages(me, 'unknown')).total).toBe(1);
  });

  it('takes a message to try a way that can reach who asks', async () => {
    await expect(sendTest(store, { actor: me, way: 'email' })).rejects.toMatchObject({ code: 'alert.way_unready' });
    expect(await showTest(store, { actor: me })).toEqual({ last: null });
    const settings = { email: 'somying@example.go.th' };
    await store.db.insert(alertPreferences).values({ person: me.id, organisation: X, settings, lineUser: 'U1' });
    await sendTest(store, { actor: me, way: 'email' });
    const { last } = await sendTest(store, { actor: me, way: 'line' });
    expect(last).toMatchObject({ channel: 'line', kind: 'test', state: 'planned', lines: 0, recipient: 'สมหญิง' });
    // Nobody else's: the sender looks the address up when it sends.
    const rows = await store.db.select().from(alertMessages).orderBy(alertMessages.id);
    expect(rows.map(({ recipient, channel, to, content }) => [recipient, channel, to, content.code])).toEqual([
      [`person:${me.id}`, 'email', null, undefined],
      [`person:${me.id}`, 'line', null, undefined],
    ]);
  });
});

import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { pages } from '../../src/circulars/circulars.table.js';
import { memberships } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { registerEntries } from '../../src/register/register.table.js';
import { indexFile } from '../../src/search/search.index.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, fileOf, member, noticeOf, X, Y } from '../support/http.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

describe('what is not told', () => {
  let database: TestDatabase;
  let store: TestStore;
  let app: ReturnType<typeof appOf>;
  let clerk: Actor;
  let named: Actor;
  let neighbour: Actor;
  const get = async (url: string, actor: Actor) => (await app.inject({ url, headers: as(actor) })).json();
  const post = (url: string, actor: Actor, payload?: object) =>
    app.inject({ method: 'POST', url, headers: as(actor), ...(payload && { payload }) });

  beforeAll(async () => {
    database = await testDatabases()[0]!.open();
    store = testStore(database.db);
    app = appOf(store);
    clerk = await member(store, X, ['clerk', 'admin']);
    named = await member(store, X, ['clerk', 'admin'], { secret: true });
    neighbour = await member(store, Y, ['clerk', 'admin']);
  });
  afterAll(async () => {
    await app.close();
    store.dispose();
    await database.close();
  });

  const letter = (given: Partial<Letter> & { ref?: string }) => letterOf({ date: '2025-01-20', ...given });

  it('of a secret letter: by which words its matter is found, and its day', async () => {
    const asks = [citationOf({ reference: 'มท 0810.7/ว 524', date: '2025-01-10' })];
    const open = letter({ ref: 'พร 0023/ว 31', subject: 'เรื่องเปิดเผย', references: asks });
    const secret = letter({
      ref: 'พร 0023/ว 32',
      date: '2025-01-21',
      subject: 'ปราบปรามพิเศษ',
      secrecy: 'secret',
      references: [citationOf({ reference: 'พร 0023/ว 31', date: '2025-01-20' })],
      deadlines: [deadlineOf({ date: '2025-02-20' })],
    });
    await fileOf(store, X, [open]);
    await fileOf(store, X, [secret]);
    const found = async (text: string) => (await get(`/api/relay?text=${encodeURIComponent(text)}`, clerk)).matters;
    expect(await found('ปราบปราม')).toEqual([]);
    expect(await found('เปิดเผย')).toMatchObject([{ letters: 2, deadline: null }]);
  });

  it('of a line whose letter was found to be secret: what it says, by entering it again', async () => {
    const receipt = await fileOf(store, X, [letter({ ref: 'พร 0023/ว 33', subject: 'ยังไม่รู้ว่าลับ' })]);
    await post('/api/register', clerk, { letters: [{ receipt, firstPage: 1, rank: 0 }] });
    await correctField(store, { receipt, letter: 0, field: 'secrecy', value: 'secret', actor: 'test' });
    await workAll(store);
    const lines = () => database.db.$count(registerEntries, eq(registerEntries.subject, 'ยังไม่รู้ว่าลับ'));
    const refused = await post(`/api/files/${receipt}/again`, clerk);
    expect([refused.statusCode, refused.json().code, await lines()]).toEqual([403, 'record.secret', 1]);
    expect((await post(`/api/files/${receipt}/again`, named)).json()).toMatchObject([{ book: 'received-secret' }]);
  });

  it('of a file of which pages were sent: how its office named it', async () => {
    const receipt = await fileOf(store, X, [letter({ ref: 'พร 0023/ว 34', subject: 'ส่งให้' })], 'ชื่อภายใน.pdf');
    await noticeOf(store, { organisation: Y, receipt, firstPage: 1, lastPage: 1 });
    const { letters } = await get('/api/register/waiting', neighbour);
    expect(letters).toMatchObject([{ letter: { receipt }, file: `ไฟล์ ${receipt}` }]);
  });

  it('of pages that were not sent: the text around what was searched', async () => {
    const one = letter({ ref: 'พร 0023/ว 35', subject: 'สองหน้า' });
    const receipt = await fileOf(store, X, [one, letter({ kind: 'attachment' })]);
    await database.db.execute(sql`update wian.letters set last_page = 2 where receipt = ${receipt} and ordinal = 0`);
    for (const [page, text] of [
      [1, 'หน้าแรกมีคำว่ามะม่วงสุก'],
      [2, 'หน้าหลังมีคำว่ามังคุดสด'],
    ] as const) {
      const at = sql`${pages.receipt} = ${receipt} and ${pages.number} = ${page}`;
      const [row] = await database.db.select().from(pages).where(at);
      await database.db
        .update(pages)
        .set({ exported: { ...row!.exported!, text } })
        .where(at);
    }
    await database.db.transaction((tx) => indexFile(tx, receipt));
    await noticeOf(store, { organisation: Y, receipt, firstPage: 1, lastPage: 1 });
    const snippets = async (q: string, actor: Actor): Promise<unknown[]> =>
      (await get(`/api/search?q=${encodeURIComponent(q)}`, actor)).items
        .filter((item: { ordinal: number }) => item.ordinal === 0)
        .map(({ snippet }: { snippet: { page: number } | null }) => snippet?.page ?? null);
    expect(await snippets('มังคุด', clerk)).toEqual([2]);
    expect(await snippets('มะม่วง', neighbour)).toEqual([1]);
    expect(await snippets('มังคุด', neighbour)).toEqual([null]);
  });

  describe('by the audit log', () => {
    const logOf = async (actor: Actor, query: string) => (await get(`/api/audit?limit=100&${query}`, actor)).entries;

    it('what a secret letter says, to who is not named for such', async () => {
      const receipt = await fileOf(store, X, [letter({ ref: 'พร 0023/ว 36', subject: 'ก่อน', secrecy: 'secret' })]);
      const shown = await get(`/api/letters/${receipt}/0`, named);
      const patched = await app.inject({
        method: 'PATCH',
        url: `/api/letters/${receipt}/0`,
        headers: as(named),
        payload: { changes: [{ field: 'subject', value: 'ความลับใหม่', seen: shown.letter.subject }] },
      });
      expect(patched.statusCode).toBe(200);
      await workAll(store);
      const query = `receipt=${receipt}&action=letter.corrected`;
      expect(await logOf(named, query)).toMatchObject([{ detail: { changes: [{ after: 'ความลับใหม่' }] } }]);
      expect(await logOf(clerk, query)).toMatchObject([{ detail: { changes: ['subject'] } }]);
    });

    it('what people did for an office that they belonged to, or belong to beside this one', async () => {
      const moved = (await member(store, X, ['clerk'])) as Extract<Actor, { kind: 'person' }>;
      const url = '/api/files?name=ของเอกซ์.pdf';
      const headers = { ...as(moved), 'content-type': 'application/octet-stream' };
      const sent = await app.inject({ method: 'POST', url, headers, payload: Buffer.from('[[]]') });
      expect(sent.statusCode).toBe(200);
      const names = async (actor: Actor) => JSON.stringify(await logOf(actor, `person=${moved.id}`));
      expect(await names(clerk)).toContain('ของเอกซ์.pdf');
      await database.db.insert(memberships).values({ person: moved.id, organisation: Y, role: 'clerk' });
      // Both offices have the same content: that says nothing of what either did with it.
      await app.inject({
        method: 'POST',
        url: '/api/files?name=ของวาย.pdf',
        headers: { ...headers, ...as(neighbour) },
        payload: Buffer.from('[[]]'),
      });
      expect(await names(neighbour)).toBe('[]');
      await database.db
        .delete(memberships)
        .where(sql`${memberships.person} = ${moved.id} and ${memberships.organisation} = ${X}`);
      expect(await names(neighbour)).toBe('[]');
    });
  });
});

import { createHmac } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lineChannel } from '../../src/adapters/notify/line-channel.js';
import { alertPreferences, lineLinks } from '../../src/alerts/ledger.table.js';
import { codeIn } from '../../src/alerts/line.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { memberships, people } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { createLogger } from '../../src/shared/logger.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, member, X, Y } from '../support/http.js';
import { type LineServer, lineServer } from '../support/line-server.js';
import { type TestStore, testStore } from '../support/store.js';

const PHONE = `U${'a'.repeat(32)}`;
const OTHER_PHONE = `U${'b'.repeat(32)}`;

let database: TestDatabase;
let store: TestStore;
let line: LineServer;
let app: FastifyInstance;
let me: Extract<Actor, { kind: 'person' }>;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = testStore(database.db);
  store.time = new Date('2025-02-05T02:00:00Z');
  line = await lineServer();
  const { url: api, token, secret } = line;
  app = appOf(store, { line: lineChannel({ api, token, secret, log: createLogger('silent') }) });
  me = await member(store, X, ['receiver']);
});
afterEach(async () => {
  await app.close();
  await line.close();
  store.dispose();
});

const call = (method: 'GET' | 'POST' | 'DELETE', actor: Actor = me) =>
  app.inject({ method, url: '/api/alerts/line', headers: as(actor) });
const codeOf = async (actor: Actor = me): Promise<string> => (await call('POST', actor)).json().code;

const signed = (body: string, signature: string | undefined) =>
  app.inject({
    method: 'POST',
    url: '/api/line/events',
    headers: { 'content-type': 'application/json', ...(signature && { 'x-line-signature': signature }) },
    payload: body,
  });
let serial = 0;
const eventOf = (given: object) => ({
  mode: 'active',
  timestamp: store.time.getTime(),
  source: { type: 'user', userId: PHONE },
  webhookEventId: `01FZ74A0TDDPYRVKNK77XKC3Z${serial++}`,
  deliveryContext: { isRedelivery: false },
  ...given,
});
const messageOf = (text: string, given: object = {}) => {
  const replyToken = `token-${serial++}`;
  line.replyTokens.add(replyToken);
  return eventOf({ type: 'message', replyToken, message: { id: '1', type: 'text', text }, ...given });
};
async function tell(...events: object[]): Promise<void> {
  const { body, signature } = line.sign(events);
  expect((await signed(body, signature)).statusCode).toBe(200);
}
const linkedUser = async (actor = me) => {
  const [row] = await store.db.select().from(alertPreferences).where(eq(alertPreferences.person, actor.id));
  return row?.lineUser ?? null;
};
const lastReply = async (count: number) => {
  await expect.poll(() => line.replied.length).toBe(count);
  return line.replied.at(-1)!.text;
};
const logged = async () => {
  const rows = await store.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.actor, `person:${me.id}`));
  return rows.filter(({ action }) => action.startsWith('line.'));
};

describe('linking a LINE', () => {
  it('goes by a code that the person sends to the account', async () => {
    expect((await call('GET')).json()).toEqual({
      available: true,
      account: { basicId: '@216ru', name: 'เวียน' },
      linked: false,
      linkedAt: null,
    });
    const made = (await call('POST')).json();
    expect(made).toMatchObject({
      code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/),
      expiresAt: '2025-02-05T02:10:00.000Z',
      open: `https://line.me/R/oaMessage/%40216ru/?${made.code}`,
    });
    // The table holds nothing that links.
    expect(JSON.stringify(await store.db.select().from(lineLinks))).not.toContain(codeIn(made.code));
    await tell(messageOf(` ${made.code.toLowerCase()}\n`));
    expect(await linkedUser()).toBe(PHONE);
    expect(await lastReply(1)).toMatch(/^เชื่อม LINE กับระบบเวียนแล้ว/);
    expect((await call('GET')).json()).toMatchObject({ linked: true, linkedAt: '2025-02-05T02:00:00.000Z' });
    expect(await logged()).toMatchObject([
      { action: 'line.linked', detail: { person: me.id, organisation: X, before: false, after: true } },
    ]);
    expect(JSON.stringify(await logged())).not.toContain(PHONE);
  });

  it('does nothing more when LINE tells it again, and nothing for another who sends the code after', async () => {
    const code = await codeOf();
    const event = { ...messageOf(code), replyToken: 'again' };
    line.replyTokens.add('again');
    await tell(event);
    await lastReply(1);
    line.replyTokens.add('again');
    await tell({ ...event, deliveryContext: { isRedelivery: true } });
    expect(await lastReply(2)).toMatch(/^เชื่อม LINE/);
    await tell(messageOf(code, { source: { type: 'user', userId: OTHER_PHONE } }));
    expect(await lastReply(3)).toMatch(/^รหัสนี้ใช้ไม่ได้/);
    expect(await linkedUser()).toBe(PHONE);
    expect(await logged()).toHaveLength(1);
  });

  it('refuses a code that is too old, was replaced, or is of somebody who left', async () => {
    const late = await codeOf();
    store.time = new Date('2025-02-05T02:10:00Z');
    await tell(messageOf(late));
    expect(await lastReply(1)).toMatch(/^รหัสนี้ใช้ไม่ได้/);
    const replaced = await codeOf();
    const left = await codeOf();
    await tell(messageOf(replaced));
    expect(await lastReply(2)).toMatch(/^รหัสนี้ใช้ไม่ได้/);
    await store.db.delete(memberships).where(eq(memberships.person, me.id));
    await tell(messageOf(left));
    expect(await lastReply(3)).toMatch(/^รหัสนี้ใช้ไม่ได้/);
    await store.db.insert(memberships).values({ person: me.id, organisation: X, role: 'receiver' });
    await store.db.update(people).set({ active: false }).where(eq(people.id, me.id));
    await tell(messageOf(left));
    expect(await lastReply(4)).toMatch(/^รหัสนี้ใช้ไม่ได้/);
    expect(await linkedUser()).toBeNull();
  });

  it('links of a batch all, passes over what it does not know, and over groups', async () => {
    const [code, colleague] = [await codeOf(), await member(store, Y, ['viewer'])];
    const second = await codeOf(colleague);
    await tell(
      { type: 'membership', unknown: true },
      eventOf({ type: 'videoPlayComplete' }),
      messageOf('สวัสดีครับ'),
      messageOf(code, { source: { type: 'group', groupId: 'C1', userId: PHONE } }),
      messageOf(code, { mode: 'standby' }),
      messageOf(second),
    );
    expect(await lastReply(1)).toMatch(/^เชื่อม LINE/);
    expect([await linkedUser(), await linkedUser(colleague)]).toEqual([null, PHONE]);
    await tell();
  });

  it('stands though the answer does not arrive', async () => {
    const event = messageOf(await codeOf());
    line.replyTokens.clear();
    await tell(event);
    expect(await linkedUser()).toBe(PHONE);
    expect(line.replied).toEqual([]);
  });
});

describe('what LINE did not sign', () => {
  it('is refused, and does nothing', async () => {
    const event = messageOf(await codeOf());
    const { body, signature } = line.sign([event]);
    const other = line.sign([event], 'another secret').signature;
    for (const shown of [undefined, '', 'x', other, signature.slice(0, -2), `${signature}AAAA`]) {
      expect((await signed(body, shown)).statusCode).toBe(403);
    }
    // The very bytes count: the same said otherwise is not signed.
    expect((await signed(`${body} `, signature)).statusCode).toBe(403);
    expect((await signed(JSON.stringify(JSON.parse(body), null, 1), signature)).statusCode).toBe(403);
    expect(await linkedUser()).toBeNull();
    expect((await signed(body, signature)).statusCode).toBe(200);
    expect(await linkedUser()).toBe(PHONE);
  });

  it('and what is signed but no such message is a bad request', async () => {
    for (const body of ['', '[]', '{', '{"events":1}']) {
      const signature = createHmac('sha256', line.secret).update(body).digest('base64');
      expect((await signed(body, signature)).statusCode).toBe(400);
    }
  });

  it('is not found where this wian has no account, which the person is told', async () => {
    const without = appOf(store);
    const { body, signature } = line.sign([]);
    const answer = await without.inject({
      method: 'POST',
      url: '/api/line/events',
      headers: { 'content-type': 'application/json', 'x-line-signature': signature },
      payload: body,
    });
    expect(answer.statusCode).toBe(404);
    const ask = (method: 'GET' | 'POST') => without.inject({ method, url: '/api/alerts/line', headers: as(me) });
    expect((await ask('GET')).json()).toMatchObject({ available: false, account: null });
    expect((await ask('POST')).json()).toMatchObject({ code: 'line.none' });
    await without.close();
  });
});

describe('unlinking', () => {
  const linked = async () => tell(messageOf(await codeOf()));

  it('is done by the person', async () => {
    await linked();
    expect((await call('DELETE')).json()).toMatchObject({ linked: false, linkedAt: null });
    expect(await linkedUser()).toBeNull();
    await call('DELETE');
    expect((await logged()).map(({ action }) => action)).toEqual(['line.linked', 'line.unlinked']);
  });

  it('and by blocking the account, of all that this LINE is linked to', async () => {
    await linked();
    const colleague = await member(store, Y, ['viewer']);
    await tell(messageOf(await codeOf(colleague)));
    store.time = new Date('2025-02-06T02:00:00Z');
    await tell(eventOf({ type: 'unfollow' }));
    expect([await linkedUser(), await linkedUser(colleague)]).toEqual([null, null]);
  });

  it('is not undone by a link that is told again, nor a link by an older block', async () => {
    const link = messageOf(await codeOf());
    await tell(link);
    const block = eventOf({ type: 'unfollow', timestamp: store.time.getTime() + 1000 });
    await tell(block);
    await tell(link);
    expect(await linkedUser()).toBeNull();
    store.time = new Date('2025-02-06T02:00:00Z');
    await linked();
    await tell(block);
    expect(await linkedUser()).toBe(PHONE);
    await tell(eventOf({ type: 'unfollow', source: { type: 'user', userId: OTHER_PHONE } }));
    expect(await linkedUser()).toBe(PHONE);
  });

  it('answers a person who adds the account what to do', async () => {
    line.replyTokens.add('follow');
    await tell(eventOf({ type: 'follow', replyToken: 'follow' }));
    expect(await lastReply(1)).toContain('ขอรหัส');
  });
});

describe('codes', () => {
  it.each([
    ['ABCD-EFGH-JKMN', 'ABCDEFGHJKMN'],
    ['abcd efgh jkmn', 'ABCDEFGHJKMN'],
    ['ABCD–EFGH—JKMN\u200b', 'ABCDEFGHJKMN'],
    ['ABCD-EFGH-JKM', null],
    ['ABCD-EFGH-JKM1', null],
    ['รหัส ABCDEFGHJKMN', null],
    ['', null],
  ])('%j', (text, code) => expect(codeIn(text)).toBe(code));
});

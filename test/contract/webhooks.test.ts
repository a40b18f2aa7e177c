import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { webhookNotifier } from '../../src/adapters/notify/webhook.js';
import { alertMessages, webhooks } from '../../src/alerts/ledger.table.js';
import { webhookGone } from '../../src/alerts/webhooks.usecases.js';
import { auditLog } from '../../src/audit/audit.table.js';
import type { Actor } from '../../src/people/actor.js';
import { createLogger } from '../../src/shared/logger.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { appOf, as, bearer, member, X, Y } from '../support/http.js';
import { Receiver, testServer } from '../support/receiver.js';
import { type TestStore, testStore } from '../support/store.js';

const URL_ = 'https://receiver.example/hooks?key=secret-of-theirs';

let database: TestDatabase;
let store: TestStore;
let app: FastifyInstance;
let admin: Actor;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = testStore(database.db);
  await store.db.delete(alertMessages);
  await store.db.delete(webhooks);
  app = appOf(store, { webhookHosts: ['hooks.internal'] });
  admin = await member(store, X, ['admin']);
});
afterEach(async () => {
  await app.close();
  store.dispose();
});

const ask = (method: 'GET' | 'POST' | 'DELETE', path = '', payload?: object, actor = admin) =>
  app.inject({ method, url: `/api/webhooks${path}`, headers: as(actor), ...(payload && { payload }) });
const add = (url = URL_, organisation = X) => ask('POST', '', { organisation, url });
const list = async () => (await ask('GET')).json();

describe('addresses of programs', () => {
  it('are added with a secret that is shown once, and listed', async () => {
    const added = (await add(`${URL_}#part`)).json();
    expect(added).toEqual({
      webhook: {
        id: expect.any(Number),
        organisation: { code: X, name: 'จังหวัดแพร่' },
        url: URL_,
        createdAt: '2025-02-01T02:00:00.000Z',
        revokedAt: null,
        last: null,
      },
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    expect(Buffer.from(added.secret.slice(6), 'base64')).toHaveLength(32);
    expect(await list()).toEqual([added.webhook]);
    expect((await ask('GET')).body).not.toContain(added.secret);
    const log = JSON.stringify(await store.db.select().from(auditLog).where(eq(auditLog.action, 'webhook.added')));
    expect(log).toContain('receiver.example');
    expect(log).not.toContain('secret-of-theirs');
    expect(log).not.toContain(added.secret);
    const another = (await add('https://receiver.example/other')).json();
    expect(another.secret).not.toBe(added.secret);
  });

  it.each(['http://receiver.example/', 'https://127.0.0.1/', 'https://[::1]/', 'nonsense', 'http://10.0.0.1/'])(
    'that are not called are refused: %s',
    async (url) => {
      const answer = await add(url);
      expect([answer.statusCode, answer.json().code]).toEqual([422, 'webhook.address']);
      expect(await list()).toEqual([]);
    },
  );

  it('within the network are taken where the operator named the host', async () => {
    expect((await add('http://hooks.internal/wian')).statusCode).toBe(200);
  });

  it('are there once, and no more than a few', async () => {
    await add();
    expect((await add()).json().code).toBe('webhook.known');
    for (let at = 1; at < 20; at++) expect((await add(`${URL_}${at}`)).statusCode).toBe(200);
    expect((await add(`${URL_}20`)).json().code).toBe('webhook.known');
    // Of those that were revoked another may be made.
    await ask('DELETE', `/${(await list())[0].id}`);
    expect((await add(`${URL_}20`)).statusCode).toBe(200);
  });

  it('are of the organisations that one administers', async () => {
    expect((await add(URL_, Y)).json().code).toBe('record.not_found');
    const machine = await app.inject({
      method: 'POST',
      url: '/api/webhooks',
      headers: bearer,
      payload: { organisation: Y, url: URL_ },
    });
    expect(machine.statusCode).toBe(200);
    expect(await list()).toEqual([]);
  });
});

describe('a test of an address', () => {
  it('is a message of the ledger like any other, and its end is shown', async () => {
    const { webhook } = (await add()).json();
    const [first, second] = [await ask('POST', `/${webhook.id}/test`), await ask('POST', `/${webhook.id}/test`)];
    const rows = await store.db.select().from(alertMessages);
    expect(rows.map(({ id }) => id).sort()).toEqual([first.json().message, second.json().message].sort());
    expect(rows[0]).toMatchObject({
      recipient: `webhook:${webhook.id}`,
      channel: 'webhook',
      kind: 'test',
      state: 'planned',
      organisation: X,
      content: { kind: 'test', day: '2025-02-01', lines: [], more: 0, organisation: { code: X } },
    });
    expect((await list())[0].last).toMatchObject({ state: 'planned', reason: null });
    const settledAt = new Date('2025-02-01T02:01:00Z');
    await store.db
      .update(alertMessages)
      .set({ state: 'failed', reason: 'HTTP 500', settledAt })
      .where(eq(alertMessages.id, second.json().message));
    expect((await list())[0].last).toEqual({ state: 'failed', reason: 'HTTP 500', at: settledAt.toISOString() });
  });
});

describe('revoking', () => {
  it('ends an address, once', async () => {
    const { webhook } = (await add()).json();
    const [first, again] = [await ask('DELETE', `/${webhook.id}`), await ask('DELETE', `/${webhook.id}`)];
    expect(first.json()).toEqual({ ...webhook, revokedAt: '2025-02-01T02:00:00.000Z' });
    expect(again.json()).toEqual(first.json());
    expect((await ask('POST', `/${webhook.id}/test`)).json().code).toBe('record.not_found');
    const log = await store.db.select().from(auditLog).where(eq(auditLog.action, 'webhook.revoked'));
    expect(log.filter(({ detail }) => (detail as { webhook: number }).webhook === webhook.id)).toHaveLength(1);
  });

  it('is done where the receiver answers that it is gone', async () => {
    const { webhook, secret } = (await add()).json();
    await ask('POST', `/${webhook.id}/test`);
    const [row] = await store.db.select().from(alertMessages);
    const receiver = new Receiver(secret);
    const verdicts: number[] = [];
    const server = await testServer(({ headers, body }) => {
      verdicts.push(receiver.take(headers, body));
      return { status: 410 };
    });
    const notifier = webhookNotifier({
      named: [server.host],
      log: createLogger('silent'),
      gone: (key) => webhookGone(store, { key }),
    });
    const { key, content } = row!;
    const message = { key, content, tried: 0, to: server.url, secret, subject: '', text: '', html: '' };
    expect(await notifier.send(message)).toMatchObject({ outcome: 'failed' });
    await server.close();
    expect(verdicts).toEqual([200]);
    expect((await list())[0].revokedAt).toBe('2025-02-01T02:00:00.000Z');
    await webhookGone(store, { key });
    await webhookGone(store, { key: 'digest person:1 x 2025-02-10' });
  });
});

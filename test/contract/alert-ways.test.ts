import { asc } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lineNotifier } from '../../src/adapters/notify/line.js';
import { webhookNotifier } from '../../src/adapters/notify/webhook.js';
import { alertMessages, alertPreferences, webhooks } from '../../src/alerts/ledger.table.js';
import { sendMessages } from '../../src/alerts/messages.usecases.js';
import { addWebhook, testWebhook, webhookGone } from '../../src/alerts/webhooks.usecases.js';
import { machine } from '../../src/people/actor.js';
import type { Notifier } from '../../src/ports.js';
import { contentOf, lineOf } from '../support/alert-lines.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { member, X } from '../support/http.js';
import { type LineServer, lineServer } from '../support/line-server.js';
import { silent } from '../support/queue-places.js';
import { Receiver, type TestServer, testServer } from '../support/receiver.js';
import { type TestStore, testStore } from '../support/store.js';

/** From the ledger over the real adapters to servers on this machine. */

const USER = `U${'c'.repeat(32)}`;

let database: TestDatabase;
let store: TestStore;
let line: LineServer;
let server: TestServer;
let receiver: Receiver;
let status: number | null;
beforeAll(async () => {
  database = await testDatabases()[0]!.open();
});
afterAll(() => database.close());
beforeEach(async () => {
  store = testStore(database.db);
  store.time = new Date('2025-02-10T03:00:00Z');
  for (const table of [alertMessages, alertPreferences, webhooks]) await store.db.delete(table);
  line = await lineServer();
  line.now = () => store.time.getTime();
  status = null;
  server = await testServer(({ headers, body }) => ({ status: status ?? receiver.take(headers, body) }));
});
afterEach(async () => {
  await Promise.all([line.close(), server.close()]);
  store.dispose();
});

const now = () => store.time.getTime();
async function send(): Promise<void> {
  const notifiers: Notifier[] = [
    lineNotifier({ token: line.token, api: line.url, log: silent, now }),
    webhookNotifier({ named: [server.host], log: silent, now, gone: (key) => webhookGone(store, { key }) }),
  ];
  await sendMessages({ ...store, notifiers, publicUrl: 'https://wian.example', log: silent });
}
const ledger = () => store.db.select().from(alertMessages).orderBy(asc(alertMessages.id));
async function linked(): Promise<number> {
  const { id } = await member(store, X, ['receiver']);
  await store.db
    .insert(alertPreferences)
    .values({ person: id, organisation: X, lineUser: USER, settings: { way: 'line' } });
  return id;
}
async function plan(
  recipient: string,
  channel: 'line' | 'webhook',
  content = contentOf([lineOf()]),
  day = '2025-02-10',
): Promise<void> {
  await store.db.insert(alertMessages).values({
    key: `digest ${recipient} ${X} ${day}`,
    organisation: X,
    recipient,
    channel,
    kind: 'digest',
    content,
    plannedAt: store.time,
    notBefore: store.time,
  });
}

describe('the ledger by LINE', () => {
  it('tells a person once, though an answer was lost, and of a secret letter number and date alone', async () => {
    const secret = lineOf({ veiled: true, subject: 'แผนลับ', action: 'ปกปิด', reference: 'มท 0808.2/ลับ 9' });
    await plan(`person:${await linked()}`, 'line', contentOf([lineOf(), secret]));
    line.push = 'accepted-then-fails';
    await send();
    expect(await ledger()).toMatchObject([{ state: 'planned', reason: expect.stringMatching(/LINE 500/) }]);
    line.push = 'works';
    store.time = new Date('2025-02-10T03:02:00Z');
    await send();
    await send();
    expect(await ledger()).toMatchObject([{ state: 'sent', to: USER, attempts: 2, providerId: expect.any(String) }]);
    expect(line.pushed).toHaveLength(1);
    const text = line.pushed[0]!.texts.join('');
    expect(text).toContain('รายงานผลการสำรวจ');
    expect(text).toContain('ที่ มท ๐๘๐๘.๒/ลับ ๙');
    expect(text).not.toMatch(/แผนลับ|ปกปิด/);
  });

  it('leaves a person without another way to the application where the month is spent', async () => {
    line.quota = { type: 'limited', value: 10 };
    line.used = 10;
    await plan(`person:${await linked()}`, 'line');
    await send();
    expect(await ledger()).toMatchObject([{ state: 'dropped', reason: 'message.spent' }]);
    expect(line.requests.some(({ path }) => path.endsWith('/push'))).toBe(false);
  });
});

describe('the ledger by webhooks', () => {
  async function hook(): Promise<number> {
    const deps = { ...store, named: [server.host] };
    const { webhook, secret } = await addWebhook(deps, { actor: machine('test'), organisation: X, url: server.url });
    receiver = new Receiver(secret, now);
    return webhook.id;
  }

  it('tries again what failed, under the same id, and the receiver takes it once', async () => {
    const id = await hook();
    await plan(`webhook:${id}`, 'webhook');
    status = 503;
    await send();
    expect(await ledger()).toMatchObject([{ state: 'planned', reason: 'HTTP 503' }]);
    status = null;
    store.time = new Date('2025-02-10T03:10:00Z');
    await send();
    expect(await ledger()).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(receiver.taken).toEqual([{ type: 'alerts.digest', data: contentOf([lineOf()]) }]);
    const [first, second] = server.got.map(({ headers }) => headers['webhook-id']);
    expect(first).toBe(second);
  });

  it('sends a test, and nothing more to an address that is gone', async () => {
    const id = await hook();
    const deps = { ...store, named: [server.host] };
    await testWebhook(deps, { actor: machine('test'), id });
    await send();
    expect(receiver.taken).toMatchObject([{ type: 'alerts.test', data: { lines: [] } }]);
    status = 410;
    await plan(`webhook:${id}`, 'webhook');
    await send();
    await plan(`webhook:${id}`, 'webhook', contentOf([lineOf()]), '2025-02-11');
    await send();
    expect((await ledger()).map(({ state, reason }) => [state, reason])).toEqual([
      ['sent', null],
      ['failed', 'HTTP 410'],
      ['dropped', 'message.left'],
    ]);
    expect(server.got).toHaveLength(2);
  });
});

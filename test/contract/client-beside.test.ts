import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { FastifyInstance } from 'fastify';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { acquireLock, type StoreLock } from '../../src/adapters/db/lock.js';
import { alertMessages } from '../../src/alerts/ledger.table.js';
import { selectLetters } from '../../src/circulars/circulars.repo.js';
import { confirmLetter } from '../../src/circulars/confirm.usecases.js';
import { versionOf } from '../../src/circulars/correct.models.js';
import { type Client, local, openClient } from '../../src/cli/client.js';
import { loadSettings } from '../../src/config.js';
import { contentOf as messageContent } from '../support/alert-lines.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { CODES } from '../support/exchange.js';
import { appOf, fileOf, member, TOKEN, X } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

let database: TestDatabase;
let store: TestStore;
let app: FastifyInstance;
let lock: StoreLock;
let folder: string;
let receipt: number;
/** What a command has beside a running application, and where it has the store to itself. */
const clients = {} as { beside: Client; alone: Client };

beforeAll(async () => {
  database = await testDatabases()[0]!.open();
  store = testStore(database.db);
  store.exchange = CODES;
  app = appOf(store);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  folder = mkdtempSync(join(tmpdir(), 'wian-beside-'));
  lock = await acquireLock(folder);
  await lock.setAddress(address, TOKEN);
  clients.beside = await openClient(loadSettings({ WIAN_STORE: folder }), { work: false });
  clients.alone = local({ deps: store as never, close: async () => {} });
  const actor = await member(store, X, ['clerk']);
  const issued = letterOf({
    ref: 'พร ๐๐๑๗.๕/ว ๑๒',
    date: '2025-01-27',
    subject: 'การสำรวจ',
    issuer: { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' },
    recipients: [{ text: 'ผู้ว่าราชการจังหวัดน่าน', scope: 'one', confidence: 1, evidence: [] }],
  });
  receipt = await fileOf(store, X, [issued]);
  const [row] = await selectLetters(store.db, [receipt]);
  await confirmLetter(store, { actor, receipt, ordinal: 0, version: versionOf(row!.effective) });
  await workAll(store);
});
afterAll(async () => {
  await lock.release();
  await app.close();
  await database.close();
  store.dispose();
  rmSync(folder, { recursive: true });
});

it('gets the messages of a letter in one ZIP from a running application, as where it has the store to itself', async () => {
  expect([clients.beside.address, clients.alone.address]).toEqual([expect.stringContaining('127.0.0.1'), null]);
  for (const client of Object.values(clients)) {
    const zip = await client.exportExchangeZip({ receipt, ordinal: 0, attachments: [] });
    expect(Object.keys((await JSZip.loadAsync(await buffer(zip))).files)).toEqual([`${receipt}-0-55.xml`]);
    const refused = client.exportExchangeZip({ receipt, ordinal: 0, to: ['52'], attachments: [] });
    await expect(refused).rejects.toMatchObject({ code: 'exchange.unmapped' });
  }
});

it('reads the ledger and settles a message in a running application, as where it has the store to itself', async () => {
  for (const [name, client] of Object.entries(clients)) {
    const at = store.clock.now();
    const [{ id }] = (await store.db
      .insert(alertMessages)
      .values({
        ...{ key: name, organisation: X, recipient: 'person:1', channel: 'email', kind: 'digest' },
        ...{ content: messageContent([]), plannedAt: at, notBefore: at, state: 'unknown', reason: 'message.unknown' },
      })
      .returning({ id: alertMessages.id })) as [{ id: number }];
    const [row, ...others] = await client.alerts.messages({ state: 'unknown', organisation: X });
    expect([row, others]).toEqual([
      {
        ...{
          id,
          organisation: X,
          recipient: 'person:1',
          channel: 'email',
          kind: 'digest',
          state: 'unknown',
          attempts: 0,
        },
        ...{ plannedAt: at.toISOString(), notBefore: at.toISOString(), settledAt: null, reason: 'message.unknown' },
      },
      [],
    ]);
    await client.alerts.resolve({ id, as: 'sent' });
    await expect(client.alerts.resolve({ id, as: 'again' })).rejects.toMatchObject({ code: 'message.settled' });
    expect(await client.alerts.plan()).toMatchObject({ messages: 0 });
    const preview = client.alerts.preview({ login: 'nobody', organisation: X });
    await expect(preview).rejects.toMatchObject({ code: 'record.not_found' });
  }
});

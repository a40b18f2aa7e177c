import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asc, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { watchedFolder } from '../../src/adapters/files/inbox.js';
import { files } from '../../src/circulars/circulars.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { exchangeMessages, exchangeObjects } from '../../src/exchange/exchange.table.js';
import { visitFolder } from '../../src/inbound/folder.usecases.js';
import { inboundItems, inboundVisits } from '../../src/inbound/inbound.table.js';
import { listInbound } from '../../src/inbound/inbound.usecases.js';
import { memberships, offices } from '../../src/people/accounts.table.js';
import type { Inbox } from '../../src/ports.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { CODES, xmlOf } from '../support/exchange.js';
import { keyOf, member, X, Y } from '../support/http.js';
import { type TestStore, testStore } from '../support/store.js';

const REST_MS = 10_000;

describe.each(testDatabases())('the watched folder on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let root: string;
  let inbox: Inbox;
  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.exchange = CODES;
  });
  beforeEach(async () => {
    // A database takes seconds to make; each test begins without files and with one office.
    for (const table of [
      inboundItems,
      inboundVisits,
      exchangeObjects,
      exchangeMessages,
      holdings,
      files,
      memberships,
      offices,
    ]) {
      await store.db.delete(table);
    }
    await member(store, X, ['clerk']);
    root = mkdtempSync(join(tmpdir(), 'wian-inbox-'));
    inbox = watchedFolder(root, REST_MS);
  });
  afterEach(() => rmSync(root, { recursive: true }));
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  const look = () => visitFolder(store, { inbox, holder: 'this' });
  const later = (ms = REST_MS) => {
    store.time = new Date(store.time.getTime() + ms);
  };
  /** Two looks, with the rest between them. */
  const rested = async () => {
    await look();
    later();
    return look();
  };
  const put = (name: string, content: string | Buffer = `content of ${name}`) =>
    writeFileSync(join(root, name), content);
  const tree = () =>
    (readdirSync(root, { recursive: true }) as string[]).filter((name) => !['done', 'failed'].includes(name)).sort();
  const held = () =>
    store.db
      .select({ organisation: holdings.organisation, name: holdings.name })
      .from(holdings)
      .orderBy(asc(holdings.receipt), asc(holdings.organisation));
  const items = () => store.db.select().from(inboundItems).orderBy(asc(inboundItems.id));

  it('takes a file once it rests, and moves it when that is committed', async () => {
    put('หนังสือ.pdf');
    expect([await look(), tree()]).toEqual([0, ['หนังสือ.pdf']]);
    later(REST_MS - 1);
    expect(await look()).toBe(0);
    put('หนังสือ.pdf', 'written to once more');
    later(1);
    expect(await look()).toBe(0);
    later();
    expect([await look(), tree()]).toEqual([1, [join('done', 'หนังสือ.pdf')]]);
    expect(await held()).toEqual([{ organisation: X, name: 'หนังสือ.pdf' }]);
    expect(await items()).toMatchObject([{ status: 'taken', name: 'หนังสือ.pdf', organisation: X, source: 'folder' }]);
    expect([await rested(), (await items()).length]).toEqual([0, 1]);
  });

  it('knows a content again, and moves nothing over anything', async () => {
    put('ก.pdf', 'same');
    await rested();
    put('ก.pdf', 'same');
    await rested();
    expect(tree()).toEqual([join('done', 'ก (2).pdf'), join('done', 'ก.pdf')]);
    expect([(await items()).map(({ status }) => status), (await held()).length]).toEqual([['taken', 'known'], 1]);
  });

  it('knows by the subfolder whose it is, and by itself where one office alone uses wian', async () => {
    later(1000);
    await member(store, Y, ['clerk']);
    for (const folder of [X, Y, '99']) mkdirSync(join(root, folder));
    put(join(X, 'x.pdf'));
    put(join(Y, 'y.pdf'));
    put(join('99', 'nobody.pdf'));
    put('whose.pdf');
    await rested();
    expect((await held()).map(({ organisation, name }) => `${organisation} ${name}`).sort()).toEqual([
      `${X} x.pdf`,
      `${Y} y.pdf`,
    ]);
    const reason = (path: string) => readFileSync(join(root, path), 'utf8');
    expect(reason('failed/whose.pdf.เหตุผล.txt')).toMatch(/^inbound\.no_office: ไม่รู้ว่า.+ \/ It is not known/);
    expect(reason('99/failed/nobody.pdf.เหตุผล.txt')).toMatch(/inbound\.no_office/);
    const unowned = async (organisation: string) =>
      (await listInbound(store, { failed: 'true', limit: 9, actor: keyOf(organisation, []) })).items.map(
        ({ name }) => name,
      );
    // The first office is the home of what is nobody's.
    expect([(await unowned(X)).sort(), await unowned(Y)]).toEqual([['nobody.pdf', 'whose.pdf'], []]);
    expect(tree()).toEqual(
      expect.arrayContaining(['54/done/x.pdf', '55/done/y.pdf', '99/failed/nobody.pdf', 'failed/whose.pdf']),
    );
  });

  it('follows no link and opens nothing but files of its own', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'wian-outside-'));
    writeFileSync(join(outside, 'secret.pdf'), 'not to be read');
    symlinkSync(join(outside, 'secret.pdf'), join(root, 'link.pdf'));
    symlinkSync(outside, join(root, X));
    put('%2e%2e%2fpasswd.pdf');
    put('a\\..\\b\n.pdf');
    put('.hidden.pdf');
    put('half.pdf.part');
    await rested();
    expect((await held()).map(({ name }) => name).sort()).toEqual(['%2e%2e%2fpasswd.pdf', 'a\\..\\b .pdf']);
    expect(readdirSync(outside)).toEqual(['secret.pdf']);
    expect(readdirSync(join(root, 'failed')).sort()).toEqual([X, `${X}.เหตุผล.txt`, 'link.pdf', 'link.pdf.เหตุผล.txt']);
    expect(readFileSync(join(root, 'failed', 'link.pdf.เหตุผล.txt'), 'utf8')).toContain('inbound.not_a_file');
    expect(readdirSync(root).sort()).toEqual(['.hidden.pdf', 'done', 'failed', 'half.pdf.part']);
    rmSync(outside, { recursive: true });
  });

  it('takes letters of the exchange form, and says of what is none why not', async () => {
    put('letter.xml', xmlOf());
    put('broken.xml', xmlOf().subarray(0, 900));
    put('large.pdf', Buffer.alloc(store.limits.maxFileBytes + 1));
    await rested();
    expect(tree().filter((name) => !name.endsWith('.txt'))).toEqual([
      'done/letter.xml',
      'failed/broken.xml',
      'failed/large.pdf',
    ]);
    expect(readFileSync(join(root, 'failed/broken.xml.เหตุผล.txt'), 'utf8')).toContain('exchange.malformed');
    expect(readFileSync(join(root, 'failed/large.pdf.เหตุผล.txt'), 'utf8')).toContain('file.too_large');
    expect((await held()).map(({ name }) => name)).toContain('มท 0810.7-ว 524.pdf');
  });

  it('takes nothing twice when it is killed between the commit and the move, and lets the others by', async () => {
    put('ก.pdf');
    put('ข.pdf');
    await look();
    later();
    const dying: Inbox = {
      name: inbox.name,
      rested: async (now) =>
        (await inbox.rested(now)).map((file) =>
          file.name === 'ก.pdf' ? { ...file, done: () => Promise.reject(new Error('killed')) } : file,
        ),
    };
    await expect(visitFolder(store, { inbox: dying, holder: 'this' })).rejects.toThrow('killed');
    expect(tree()).toEqual(['done/ข.pdf', 'ก.pdf']);
    await rested();
    expect(tree()).toEqual(['done/ก.pdf', 'done/ข.pdf']);
    expect([
      (await items()).map(({ name, status }) => `${name} ${status}`).sort(),
      (await store.db.select().from(files)).length,
    ]).toEqual([['ก.pdf taken', 'ข.pdf taken'], 2]);
  });

  it('is looked through by one process at a time', async () => {
    put('ก.pdf');
    await look();
    later();
    let others: number | null = -1;
    const slow: Inbox = {
      name: inbox.name,
      rested: async (now) => {
        others = await visitFolder(store, { inbox, holder: 'another' });
        return inbox.rested(now);
      },
    };
    expect([await visitFolder(store, { inbox: slow, holder: 'this' }), others]).toEqual([1, null]);
  });

  it('leaves all where it lies until there is an office', async () => {
    put('ก.pdf');
    await store.db.delete(memberships);
    await store.db.delete(offices);
    await look().catch(() => {});
    later();
    await expect(look()).rejects.toMatchObject({ code: 'office.none' });
    expect(tree()).toEqual(['ก.pdf']);
    await member(store, X, ['clerk']);
    expect([await rested(), tree()]).toEqual([1, [join('done', 'ก.pdf')]]);
  });

  it('tells that the folder cannot be opened', async () => {
    const gone = watchedFolder(join(root, 'nowhere'), REST_MS);
    await expect(visitFolder(store, { inbox: gone, holder: 'this' })).rejects.toMatchObject({
      code: 'inbox.unreadable',
    });
    expect(await store.db.select().from(inboundItems).where(eq(inboundItems.source, 'folder'))).toEqual([]);
  });
});

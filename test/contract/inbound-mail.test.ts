import { readFile } from 'node:fs/promises';
import { asc, eq } from 'drizzle-orm';
import { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ImapOptions, imapMailbox } from '../../src/adapters/mail/imap.js';
import { files, letters } from '../../src/circulars/circulars.table.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { inboundItems, inboundParts, inboundVisits } from '../../src/inbound/inbound.table.js';
import { listInbound, retryInbound } from '../../src/inbound/inbound.usecases.js';
import { visitMailbox } from '../../src/inbound/mails.usecases.js';
import { machine } from '../../src/people/actor.js';
import type { Mailbox, OpenMailbox } from '../../src/ports.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { CODES, statedOf, xmlOf } from '../support/exchange.js';
import { keyOf, member, X, Y } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { contentOf, type TestStore, testStore, workAll } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const { TEST_IMAP_URL } = process.env;

interface Part {
  name?: string;
  type?: string;
  content: string | Buffer;
  head?: string;
}

/** A mail as programs write it. */
function mailOf(subject: string, parts: readonly Part[]): Buffer {
  const boundary = 'next-part';
  const head = [
    'From: =?utf-8?B?4Liq4Liy4Lij4Lia4Lij4Lij4LiT?= <saraban@dla.example>',
    'To: saraban@phrae.example',
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <${Buffer.from(subject).toString('hex')}@dla.example>`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
  ].join('\r\n');
  const text = `--${boundary}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nเรียน\r\n`;
  const body = parts.map(({ name, type = 'application/octet-stream', content, head: more }) =>
    [
      `--${boundary}`,
      `Content-Type: ${type}`,
      more ?? `Content-Disposition: attachment${name ? `; filename*=UTF-8''${encodeURIComponent(name)}` : ''}`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\r\n'),
      '',
    ].join('\r\n'),
  );
  return Buffer.from(`${head}\r\n\r\n${text}${body.join('')}--${boundary}--\r\n`);
}

if (!TEST_IMAP_URL) it.skip('mails of an IMAP server: TEST_IMAP_URL is not set', () => undefined);
else
  describe.each(testDatabases())('mails of an IMAP server on $name', ({ open }) => {
    let database: TestDatabase;
    let store: TestStore;
    let options: ImapOptions;
    let box: Mailbox;
    let serial = 0;
    beforeAll(async () => {
      database = await open();
      store = testStore(database.db);
      store.exchange = CODES;
      await member(store, X, ['clerk']);
      store.time = new Date(store.time.getTime() + 1000);
      await member(store, Y, ['clerk']);
    });
    afterAll(async () => {
      store.dispose();
      await database.close();
    });
    beforeEach(() => {
      const { protocol, host, password } = new URL(TEST_IMAP_URL);
      const user = `u${process.pid}-${Date.now()}-${++serial}`;
      options = { url: `${protocol}//${host}`, user, password, folder: 'INBOX' };
      box = imapMailbox(options);
    });

    const server = async <T>(work: (client: ImapFlow) => Promise<T>): Promise<T> => {
      const { hostname, port } = new URL(options.url);
      const client = new ImapFlow({
        host: hostname,
        port: Number(port),
        secure: false,
        auth: { user: options.user, pass: options.password },
        logger: false,
      });
      await client.connect();
      try {
        return await work(client);
      } finally {
        await client.logout();
      }
    };
    const append = (mail: Buffer, folder = 'INBOX') => server((client) => client.append(folder, mail));
    /** The flags of the mails in a folder, in their order. */
    const flags = (folder = 'INBOX') =>
      server(async (client) => {
        const lock = await client.getMailboxLock(folder);
        const found: string[][] = [];
        for await (const one of client.fetch('1:*', { flags: true })) found.push([...(one.flags ?? [])]);
        lock.release();
        return found;
      });
    const visit = (mailbox = box, holder = 'this') => visitMailbox(store, { mailbox, organisation: null, holder });
    const itemsOf = (name = box.name) =>
      store.db.select().from(inboundItems).where(eq(inboundItems.box, name)).orderBy(asc(inboundItems.id));
    const partsOf = (item: number) =>
      store.db.select().from(inboundParts).where(eq(inboundParts.item, item)).orderBy(asc(inboundParts.position));
    const count = async () => (await store.db.select().from(files)).length;
    const paper = () => contentOf([[letterOf({ ref: `มท ๐๘๑๐/ว ${++serial}`, subject: `เรื่อง ${serial}` })]]);

    it('keeps a mail byte for byte, takes each attachment as a file of the office, and marks it as read then', async () => {
      const [first, second] = [paper(), paper()];
      const raw = mailOf('ขอส่งหนังสือ', [
        { name: 'หนังสือ ว 1.pdf', content: first },
        { name: 'แบบตอบรับ.pdf', content: second },
      ]);
      await append(raw);
      expect(await visit()).toBe(1);
      const [item] = await itemsOf();
      expect(item).toMatchObject({
        status: 'taken',
        organisation: X,
        name: 'ขอส่งหนังสือ',
        sender: expect.stringContaining('saraban@dla.example'),
      });
      expect(await readFile(await store.files.path(item!.sha256!))).toEqual(raw);
      const parts = await partsOf(item!.id);
      expect(parts.map(({ name }) => name)).toEqual(['หนังสือ ว 1.pdf', 'แบบตอบรับ.pdf']);
      for (const [at, content] of [first, second].entries()) {
        const [file] = await store.db.select().from(files).where(eq(files.receipt, parts[at]!.receipt!));
        expect(await readFile(await store.files.path(file!.sha256!), 'utf8')).toBe(content);
        const held = await store.db.select().from(holdings).where(eq(holdings.receipt, file!.receipt));
        expect(held.map(({ organisation }) => organisation)).toEqual([X]);
      }
      expect(await flags()).toEqual([['\\Seen']]);
      const before = await count();
      expect([await visit(), await count(), (await itemsOf()).length]).toEqual([0, before, 1]);
    });

    it('takes what was read by somebody before, what has no attachment, and what is in a forwarded mail', async () => {
      const inner = mailOf('ฉบับเดิม', [{ name: 'ก.pdf', content: paper() }]);
      await append(mailOf('แจ้งเพื่อทราบ', []));
      const forwarded = [
        'From: a@b.example',
        'Subject: Fwd',
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=b',
        '',
        '--b',
        'Content-Type: message/rfc822',
        'Content-Disposition: attachment',
        '',
        inner.toString('latin1'),
        '--b--',
        '',
      ].join('\r\n');
      await append(Buffer.from(forwarded, 'latin1'));
      await append(Buffer.from(forwarded.replace('Content-Disposition: attachment\r\n', ''), 'latin1'));
      await server(async (client) => {
        const lock = await client.getMailboxLock('INBOX');
        await client.messageFlagsAdd('1:*', ['\\Seen']);
        lock.release();
      });
      expect(await visit()).toBe(3);
      const items = await itemsOf();
      expect(items.map(({ status }) => status)).toEqual(['taken', 'taken', 'taken']);
      const names = await Promise.all(items.map(async ({ id }) => (await partsOf(id)).map(({ name }) => name)));
      expect(names).toEqual([[], ['ก.pdf'], ['ก.pdf']]);
    });

    it('takes a letter in the exchange form with what its sender states', async () => {
      const letter = letterOf({ ref: `มท ๐๘๑๐/ว ${++serial}`, date: '2025-01-27', subject: 'ก' });
      const main = { mime: 'text/plain', content: Buffer.from(contentOf([[letter]])) };
      const stated = statedOf({ reference: letter.reference!.normalized!, date: '2025-01-28', subject: 'ก' });
      await append(
        mailOf('หนังสืออิเล็กทรอนิกส์', [{ name: 'letter.xml', type: 'text/xml', content: xmlOf({ stated, main }) }]),
      );
      await visit();
      await workAll(store);
      const [part] = await partsOf((await itemsOf())[0]!.id);
      expect(part!.message).not.toBeNull();
      const [row] = await store.db.select().from(letters).where(eq(letters.receipt, part!.receipt!));
      expect([row!.record.date, row!.date, row!.effective.provenance?.date]).toEqual([
        '2025-01-27',
        '2025-01-28',
        'exchange',
      ]);
    });

    it('writes down what cannot be taken with its reason, and goes on', async () => {
      const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><CorrespondenceLetter>&b;</CorrespondenceLetter>';
      await append(
        mailOf('เสีย', [
          { name: 'bomb.xml', content: bomb },
          { name: 'ดี.pdf', content: paper() },
        ]),
      );
      await append(mailOf('ใหญ่', [{ name: 'ใหญ่.pdf', content: Buffer.alloc(store.limits.maxFileBytes + 1, 7) }]));
      await append(mailOf('ลายเซ็น', [{ name: 'smime.p7s', type: 'application/pkcs7-signature', content: 'x' }]));
      await append(Buffer.from('Content-Type: multipart/mixed; boundary="\r\n\r\n--\r\n\0\xff not a mail'));
      await append(mailOf('ปกติ', [{ name: 'ข.pdf', content: paper() }]));
      expect(await visit()).toBe(5);
      const items = await itemsOf();
      expect(items.map(({ status }) => status)).toEqual(['failed', 'failed', 'taken', 'taken', 'taken']);
      expect((await partsOf(items[0]!.id)).map(({ errorCode }) => errorCode)).toEqual(['exchange.doctype', null]);
      expect((await partsOf(items[1]!.id)).map(({ errorCode }) => errorCode)).toEqual(['file.too_large']);
      expect((await partsOf(items[2]!.id)).map(({ errorCode }) => errorCode)).toEqual(['inbound.not_taken']);
      // What failed stays unread, for whoever looks after the mailbox.
      expect((await flags()).map((of) => of.includes('\\Seen'))).toEqual([false, false, true, true, true]);
      const failures = async (organisation: string) =>
        (await listInbound(store, { failed: 'true', limit: 50, actor: keyOf(organisation, []) })).items.map(
          ({ name }) => name,
        );
      expect(await failures(X)).toEqual(expect.arrayContaining(['เสีย', 'ใหญ่']));
      expect(await failures(Y)).toEqual([]);
      // Tried again from what was kept, once it can be taken.
      store.limits = { ...store.limits, maxFileBytes: 200_000 };
      await retryInbound(store, { id: items[1]!.id, actor: machine('test') });
      store.limits = { ...store.limits, maxFileBytes: 100_000 };
      expect((await itemsOf())[1]!.status).toBe('taken');
      await visit();
      expect((await flags())[1]).toEqual(['\\Seen']);
    });

    it('refuses a mail that is larger than any with a file of the largest size, by its size alone', async () => {
      const whole = { ...store.limits };
      store.limits = { ...whole, maxFileBytes: -700_000 };
      await append(mailOf('ใหญ่มาก', [{ name: 'ก.pdf', content: Buffer.alloc(100_000) }]));
      await visit();
      store.limits = whole;
      expect((await itemsOf()).map(({ status, errorCode, sha256 }) => [status, errorCode, sha256])).toEqual([
        ['failed', 'file.too_large', null],
      ]);
    });

    it('takes an attachment of 30 MB', async () => {
      const whole = { ...store.limits };
      store.limits = { ...whole, maxFileBytes: 31 * 1024 * 1024 };
      const content = Buffer.alloc(30 * 1024 * 1024, 'wian ');
      await append(mailOf('ใหญ่', [{ name: 'ใหญ่.pdf', content }]));
      await visit();
      store.limits = whole;
      const [part] = await partsOf((await itemsOf())[0]!.id);
      expect([part!.errorCode, part!.bytes]).toEqual([null, content.length]);
    });

    it('moves what it took where a folder is named for that', async () => {
      box = imapMailbox({ ...options, done: 'Saraban-done' });
      await append(mailOf('ก', [{ name: 'ก.pdf', content: paper() }]));
      await visit();
      expect([(await flags()).length, (await flags('Saraban-done')).length]).toEqual([0, 1]);
      expect((await itemsOf())[0]!.settledAt).not.toBeNull();
    });

    it('knows mails again when the mailbox gets a new UIDVALIDITY', async () => {
      await server((client) => client.mailboxCreate('Work'));
      box = imapMailbox({ ...options, folder: 'Work' });
      const raw = mailOf('เดิม', [{ name: 'ก.pdf', content: paper() }]);
      await append(raw, 'Work');
      await visit();
      const before = await count();
      await server(async (client) => {
        await client.mailboxDelete('Work');
        await client.mailboxCreate('Work');
      });
      await append(raw, 'Work');
      await visit();
      const items = await itemsOf();
      expect(items.map(({ status, uid }) => [status, uid])).toEqual([
        ['taken', 1],
        ['known', 1],
      ]);
      expect(items[0]!.uidValidity).not.toBe(items[1]!.uidValidity);
      expect(await count()).toBe(before);
    });

    /** The mailbox with something going wrong in it, as it does when a process is killed at that very point. */
    const dying = (wrong: (open: OpenMailbox) => Partial<OpenMailbox>): Mailbox => ({
      name: box.name,
      visit: (work) => box.visit((opened) => work({ ...opened, ...wrong(opened) })),
    });

    it('takes nothing twice and loses nothing when it is killed between the commit and the mark', async () => {
      await append(mailOf('ก', [{ name: 'ก.pdf', content: paper() }]));
      const killed = dying(() => ({ settle: () => Promise.reject(new Error('killed')) }));
      await expect(visit(killed)).rejects.toThrow('killed');
      expect([(await itemsOf())[0]!.status, await flags()]).toEqual(['taken', [[]]]);
      const before = await count();
      expect(await visit()).toBe(0);
      expect([await flags(), await count()]).toEqual([[['\\Seen']], before]);
    });

    it('goes on from what it kept when it is killed before the attachments are in', async () => {
      await append(mailOf('ก', [{ name: 'ก.pdf', content: paper() }]));
      const { queue } = store;
      store.queue = { ...queue, enqueue: () => Promise.reject(new Error('killed')) };
      await expect(visit()).rejects.toThrow('killed');
      store.queue = queue;
      const [item] = await itemsOf();
      expect([item!.status, (await partsOf(item!.id)).length]).toEqual(['received', 0]);
      await visit();
      expect([(await itemsOf())[0]!.status, await flags()]).toEqual(['taken', [['\\Seen']]]);
    });

    it('is looked into by one of several processes at a time, and taken once even where two do', async () => {
      for (const name of ['ก', 'ข', 'ค']) await append(mailOf(name, [{ name: `${name}.pdf`, content: paper() }]));
      const before = await count();
      const taken = await Promise.all([visit(box, 'one'), visit(box, 'two')]);
      expect(taken.filter((one) => one === null).length).toBeLessThanOrEqual(1);
      // As if the lease of the first had run out while it was at work.
      await append(mailOf('ง', [{ name: 'ง.pdf', content: paper() }]));
      const slow = dying((opened) => ({
        mail: async (uid) => {
          await store.db
            .update(inboundVisits)
            .set({ until: new Date(0) })
            .where(eq(inboundVisits.box, box.name));
          expect(await visit(box, 'two')).toBe(1);
          return opened.mail(uid);
        },
      }));
      await visit(slow, 'one');
      expect([(await itemsOf()).filter(({ status }) => status === 'taken').length, (await count()) - before]).toEqual([
        4, 4,
      ]);
    });

    it('tells a refused login, a missing folder and a server that does not answer, and none of the password', async () => {
      const codeOf = (given: Partial<ImapOptions>) =>
        visit(imapMailbox({ ...options, ...given })).then(
          () => 'opened',
          (error) => `${error.code} ${JSON.stringify(error)} ${error.message}`,
        );
      const refused = await codeOf({ password: 'wrong-password' });
      expect(refused).toMatch(/^imap\.login/);
      expect(refused).not.toContain('wrong-password');
      expect(await codeOf({ folder: 'Nowhere' })).toMatch(/^imap\.folder/);
      expect(await codeOf({ url: 'imap://127.0.0.1:1' })).toMatch(/^imap\.unreachable/);
      const { visits } = await listInbound(store, { failed: 'false', limit: 1, actor: machine('test') });
      expect(visits.find(({ box: name }) => name.endsWith('/Nowhere'))).toMatchObject({
        error: { code: 'imap.folder' },
      });
    });
  });

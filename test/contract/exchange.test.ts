import { readFile } from 'node:fs/promises';
import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import JSZip from 'jszip';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LetterAnswer } from '../../schemas/check.js';
import type { ExchangeAnswer, Stated } from '../../schemas/exchange.js';
import type { Letter } from '../../schemas/record.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { files, letters } from '../../src/circulars/circulars.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import { holdings } from '../../src/circulars/holdings.table.js';
import { exchangeMessages } from '../../src/exchange/exchange.table.js';
import { importExchange } from '../../src/exchange/import.usecases.js';
import { readLetter } from '../../src/exchange/xml/letter.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { CODES, statedOf, xmlOf } from '../support/exchange.js';
import { appOf, as, fileOf, member, X, Y } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { contentOf, type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

describe.each(testDatabases())('the exchange form on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let app: FastifyInstance;
  let clerk: Extract<Actor, { kind: 'person' }>;
  let other: Actor;
  let serial = 0;
  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.exchange = CODES;
    app = appOf(store);
    clerk = await member(store, X, ['clerk']);
    other = await member(store, Y, ['clerk']);
  });
  afterAll(async () => {
    await app.close();
    store.dispose();
    await database.close();
  });

  const read = (given: Parameters<typeof letterOf>[0] = {}): Letter =>
    letterOf({
      ref: `มท ๐๘๑๐.๗/ว ${++serial}`,
      date: '2025-01-27',
      subject: `เรื่องที่ ${serial}`,
      confidence: { reference: 0.9, date: 0.9, subject: 0.9 },
      ...given,
    });
  const textFile = (letter: Letter, more = '') => ({
    mime: 'text/plain',
    content: Buffer.from(contentOf([[letter]]) + more),
  });
  const stateOf = (letter: Letter, given: Partial<Stated> = {}) =>
    statedOf({ reference: letter.reference!.normalized!, date: letter.date!, subject: letter.subject!, ...given });
  const post = async (payload: Buffer, actor: Actor = clerk) => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/exchange',
      payload,
      headers: { ...as(actor), 'content-type': 'application/xml' },
    });
    await workAll(store);
    return { status: answer.statusCode, body: answer.json() as ExchangeAnswer & { code: string } };
  };
  const shown = async (receipt: number, actor: Actor = clerk): Promise<LetterAnswer> =>
    (await app.inject({ url: `/api/letters/${receipt}/0`, headers: as(actor) })).json();
  const fieldOf = ({ fields }: LetterAnswer, name: string) => fields.find(({ field }) => field === name)!;

  it('keeps the message byte for byte, takes its files in, and lays what was stated over the reading with both shown', async () => {
    const letter = read();
    const annex = read({ kind: 'attachment', ref: undefined as never, subject: 'แบบตอบรับ' });
    const xml = xmlOf({
      stated: stateOf(letter, { date: '2025-01-29', secrecy: null }),
      main: textFile(letter),
      attachments: [textFile(annex)],
    });
    const { status, body } = await post(xml);
    expect([status, body.known, body.files.map(({ known }) => known)]).toEqual([200, false, [false, false]]);
    const [message] = await store.db.select().from(exchangeMessages).where(eq(exchangeMessages.id, body.message));
    expect(await readFile(await store.files.path(message!.sha256))).toEqual(xml);
    expect(message).toMatchObject({
      organisation: X,
      sender: 'มท 08',
      stated: stateOf(letter, { date: '2025-01-29' }),
    });
    const held = await store.db.select().from(holdings).where(eq(holdings.organisation, X));
    expect(held.map(({ receipt }) => receipt)).toEqual(body.files.map(({ receipt }) => receipt));
    const [main] = body.files;
    const answer = await shown(main!.receipt);
    expect(answer.letter).toMatchObject({ date: '2025-01-29', provenance: { date: 'exchange' } });
    const day = fieldOf(answer, 'date');
    expect(day.doubts).toMatchObject([{ code: 'date.exchange_differs' }]);
    expect(day.choices.map(({ value, why }) => [value, why])).toEqual([
      ['2025-01-29', 'ตามที่ผู้ส่งระบุมาทางอิเล็กทรอนิกส์'],
      ['2025-01-27', 'ตามที่อ่านได้'],
    ]);
    expect(fieldOf(answer, 'reference').doubts).toEqual([]);
    // What was read is kept as it was.
    const [row] = await store.db.select().from(letters).where(eq(letters.receipt, main!.receipt));
    expect([row!.record.date, row!.date]).toEqual(['2025-01-27', '2025-01-29']);
  });

  it('changes nothing when it comes again, and says so', async () => {
    const letter = read();
    const xml = xmlOf({ stated: stateOf(letter), main: textFile(letter) });
    const first = await post(xml);
    const before = [await store.db.select().from(files), await store.db.select().from(auditLog)];
    const again = await post(xml);
    expect(again.body).toEqual({ ...first.body, known: true, files: [{ ...first.body.files[0], known: true }] });
    expect([await store.db.select().from(files), await store.db.select().from(auditLog)]).toEqual(before);
  });

  it('is another office’s own message, of which the first is not told', async () => {
    const letter = read();
    const xml = xmlOf({ stated: stateOf(letter), main: textFile(letter) });
    const mine = await post(xml);
    const theirs = await post(xml, other);
    expect([theirs.body.known, theirs.body.files[0]!.known]).toEqual([false, false]);
    expect(theirs.body.message).not.toBe(mine.body.message);
    expect(theirs.body.files[0]!.receipt).toBe(mine.body.files[0]!.receipt);
  });

  it('goes over a file that was read before, and stays over it after a rerun', async () => {
    const letter = read();
    const receipt = await fileOf(store, X, [letter]);
    const content = Buffer.from(contentOf([[{ ...letter, pages: [1, 1] }]]));
    const { body } = await post(
      xmlOf({ stated: stateOf(letter, { subject: 'ชื่อเรื่องจากผู้ส่ง' }), main: { mime: '', content } }),
    );
    expect(body.files).toEqual([{ receipt, known: true }]);
    expect((await shown(receipt)).letter.subject).toBe('ชื่อเรื่องจากผู้ส่ง');
    await retryFile(store, { receipt, all: true, actor: clerk });
    await workAll(store);
    expect((await shown(receipt)).letter).toMatchObject({
      subject: 'ชื่อเรื่องจากผู้ส่ง',
      alternatives: { subject: [{ value: letter.subject, why: 'as read' }] },
    });
  });

  it('of a secret letter is secret from the first reading on, with what goes with it', async () => {
    const letter = read();
    const { body } = await post(
      xmlOf({
        stated: stateOf(letter, { secrecy: 'secret' }),
        main: textFile(letter),
        attachments: [textFile(read())],
      }),
    );
    for (const { receipt } of body.files) {
      expect((await shown(receipt)).veiled).toBe(true);
      const [row] = await store.db.select().from(letters).where(eq(letters.receipt, receipt));
      expect(row!.secrecy).toBe('secret');
    }
  });

  it('goes on where a process was killed between the message and its files', async () => {
    const letter = read();
    const content = xmlOf({ stated: stateOf(letter, { date: '2025-01-29' }), main: textFile(letter) });
    const killed = { ...store.queue, enqueue: () => Promise.reject(new Error('killed')) };
    const dying = { ...store, queue: killed };
    await expect(importExchange(dying, { content, actor: clerk, via: 'upload' })).rejects.toThrow('killed');
    const [row] = await store.db
      .select()
      .from(exchangeMessages)
      .orderBy(exchangeMessages.id)
      .offset(0)
      .then((rows) => rows.slice(-1));
    expect(row!.completedAt).toBeNull();
    const { body } = await post(content);
    expect([body.known, body.message]).toEqual([false, row!.id]);
    expect((await shown(body.files[0]!.receipt)).letter.date).toBe('2025-01-29');
    expect((await post(content)).body.known).toBe(true);
  });

  it('is refused with a stable code, and nothing of it is taken in', async () => {
    const count = async () => (await store.db.select().from(files)).length;
    const before = await count();
    const large = xmlOf({ main: { mime: 'application/pdf', content: Buffer.alloc(store.limits.maxFileBytes + 10) } });
    expect([await post(large), await count()]).toMatchObject([
      { status: 413, body: { code: 'file.too_large' } },
      before,
    ]);
    const bomb = Buffer.from('<!DOCTYPE a [<!ENTITY a "x">]><a>&a;</a>');
    expect(await post(bomb)).toMatchObject({ status: 422, body: { code: 'exchange.doctype' } });
    expect(await post(Buffer.from('%PDF'))).toMatchObject({ status: 422, body: { code: 'exchange.malformed' } });
    expect(await count()).toBe(before);
  });

  describe('export', () => {
    const PHRAE = { name: 'จังหวัดแพร่', level: 'province' as const, province: 'แพร่' };
    const confirmed = async (given: Parameters<typeof letterOf>[0] = {}, of: Letter[] = []) => {
      const letter = read({
        issuer: PHRAE,
        signer: { name: 'นายศิริพันธ์ ศรีกงพลี', position: 'รองผู้ว่าราชการจังหวัด' },
        recipients: [{ text: 'ผู้ว่าราชการจังหวัดน่าน', scope: 'one', confidence: 1, evidence: [] }],
        speed: 'most-urgent',
        ...given,
      });
      const receipt = await fileOf(store, X, [letter, ...of]);
      const { version } = await shown(receipt);
      await app.inject({
        method: 'POST',
        url: `/api/letters/${receipt}/0/confirm`,
        payload: { version },
        headers: as(clerk),
      });
      await workAll(store);
      return { receipt, letter };
    };
    const get = (url: string, actor: Actor = clerk) => app.inject({ url: `/api/letters/${url}`, headers: as(actor) });

    it('gives a confirmed letter to one receiver, which is taken in there with the same fields and bytes', async () => {
      const { receipt, letter } = await confirmed();
      expect((await shown(receipt)).issued).toBe(true);
      const answer = await get(`${receipt}/0/exchange/55`);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/xml; charset=utf-8']);
      const back = readLetter(answer.rawPayload, { codes: CODES, maxBytes: store.limits.maxFileBytes });
      expect(back.stated).toMatchObject({
        reference: letter.reference!.normalized,
        date: letter.date,
        subject: letter.subject,
        speed: 'most-urgent',
        secrecy: null,
        sender: { givenName: 'นายศิริพันธ์', familyName: 'ศรีกงพลี', ministry: '15', department: '15054' },
        receiver: { ministry: '15', department: '15055' },
        sendDate: '2025-02-01',
      });
      expect(back.messageId).toMatch(/^mid:\/\/20250201\.090000000@15055\.wian\.example$/);
      const [file] = await store.db.select().from(files).where(eq(files.receipt, receipt));
      expect(back.main.content).toEqual(await readFile(await store.files.path(file!.sha256!)));
      expect((await post(Buffer.from(answer.rawPayload), other)).status).toBe(200);
    });

    it('names whom it can go to, and what of the table of codes is missing', async () => {
      const { receipt } = await confirmed({
        recipients: ['ผู้ว่าราชการจังหวัดน่าน', 'ผู้ว่าราชการจังหวัดลำปาง'].map((text) => ({
          text,
          scope: 'one' as const,
          confidence: 1,
          evidence: [],
        })),
      });
      const receivers = (await get(`${receipt}/0/exchange`)).json() as { code: string; problem: string | null }[];
      expect(receivers.map(({ code, problem }) => [code, problem === null])).toEqual([
        ['55', true],
        ['52', false],
      ]);
      expect((await get(`${receipt}/0/exchange/52`)).json()).toMatchObject({
        code: 'exchange.unmapped',
        message: expect.stringContaining('organisations: 52'),
      });
    });

    it('gives all addressees that are known in one ZIP, a message each, and says who is left out', async () => {
      const { receipt } = await confirmed({
        recipients: ['ผู้ว่าราชการจังหวัดน่าน', 'อธิบดีกรมส่งเสริมการปกครองท้องถิ่น', 'ผู้ว่าราชการจังหวัดลำปาง'].map((text) => ({
          text,
          scope: 'one' as const,
          confidence: 1,
          evidence: [],
        })),
      });
      const answer = await get(`${receipt}/0/exchange.zip`);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip']);
      const zip = await JSZip.loadAsync(answer.rawPayload, { checkCRC32: true });
      expect(Object.keys(zip.files)).toEqual([`${receipt}-0-55.xml`, `${receipt}-0-มท_08.xml`, 'ยังส่งไม่ได้.txt']);
      for (const [code, department] of [
        ['55', '15055'],
        ['มท_08', '15008'],
      ]) {
        const xml = await zip.file(`${receipt}-0-${code}.xml`)!.async('nodebuffer');
        expect(readLetter(xml, { codes: CODES, maxBytes: 100_000 }).stated.receiver.department).toBe(department);
      }
      expect(await zip.file('ยังส่งไม่ได้.txt')!.async('string')).toMatch(/^\ufeff52 .*ลำปาง: .+\r\n$/);
      const given = await store.db.select().from(auditLog).where(eq(auditLog.receipt, receipt));
      expect(given.flatMap(({ action, detail }) => (action === 'exchange.exported' ? [detail] : []))).toMatchObject([
        { receiver: '55' },
        { receiver: 'มท 08' },
      ]);
      const one = await JSZip.loadAsync((await get(`${receipt}/0/exchange.zip?to=55`)).rawPayload);
      expect(Object.keys(one.files)).toEqual([`${receipt}-0-55.xml`]);
      expect((await get(`${receipt}/0/exchange.zip?to=55,52`)).json().code).toBe('exchange.unmapped');
    });

    it('refuses what is not confirmed, not the office’s own, only a part of its file, or ลับที่สุด', async () => {
      const fresh = await fileOf(store, X, [read({ issuer: PHRAE })]);
      const others = await fileOf(store, X, [
        read({ issuer: { name: 'จังหวัดน่าน', level: 'province', province: 'น่าน' } }),
      ]);
      const bundle = await confirmed({}, [read({ issuer: PHRAE })]);
      const codeOf = async (receipt: number, actor: Actor = clerk) =>
        (await get(`${receipt}/0/exchange/55`, actor)).json().code;
      expect(await codeOf(fresh)).toBe('exchange.unconfirmed');
      expect(await codeOf(others)).toBe('exchange.not_issuer');
      expect((await shown(others)).issued).toBe(false);
      expect(await codeOf(bundle.receipt)).toBe('exchange.part_of_file');
      const secret = await fileOf(store, X, [read({ issuer: PHRAE, secrecy: 'top-secret' })]);
      expect(await codeOf(secret)).toBe('record.secret');
      expect(await codeOf(secret, await member(store, X, ['clerk'], { secret: true }))).toBe('exchange.top_secret');
    });
  });
});

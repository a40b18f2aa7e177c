import { desc, eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckedField, ConfirmRequest, CorrectRequest, LetterAnswer, QueueAnswer } from '../../schemas/check.js';
import type { Stated } from '../../schemas/exchange.js';
import type { Letter } from '../../schemas/record.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import type { Actor } from '../../src/people/actor.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { CODES, NOBODY, statedOf, xmlOf } from '../support/exchange.js';
import { appOf, as, fileOf, member, X, Y } from '../support/http.js';
import { letterOf } from '../support/letters.js';
import { contentOf, type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

/** A department that the table of codes does not name: who issued the letter is not stated then. */
const UNKNOWN = { ...NOBODY, ministry: '15', department: '15099' };

describe.each(testDatabases())('an exchange form that comes after a person on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let app: FastifyInstance;
  let clerk: Extract<Actor, { kind: 'person' }>;
  let letter: Letter;
  let receipt: number;
  let serial = 0;
  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    store.exchange = CODES;
    app = appOf(store);
    clerk = await member(store, X, ['clerk']);
  });
  afterAll(async () => {
    await app.close();
    store.dispose();
    await database.close();
  });
  beforeEach(async () => {
    letter = letterOf({
      ref: `มท ๐๘๑๐.๗/ว ${++serial}`,
      date: '2025-01-27',
      subject: `เรื่องที่ ${serial}`,
      confidence: { reference: 0.9, date: 0.9, subject: 0.9 },
    });
    receipt = await fileOf(store, X, [letter]);
  });

  const tick = () => {
    store.time = new Date(store.time.getTime() + 60_000);
  };
  const shown = async (): Promise<LetterAnswer> =>
    (await app.inject({ url: `/api/letters/${receipt}/0`, headers: as(clerk) })).json();
  const fieldOf = ({ fields }: LetterAnswer, name: CheckedField) => fields.find(({ field }) => field === name)!;
  const asked = async () => (await shown()).fields.filter(({ said }) => said !== null).map(({ field }) => field);
  const waits = async (actor: Actor = clerk) => {
    const answer = await app.inject({ url: '/api/check?limit=200', headers: as(actor) });
    return (answer.json() as QueueAnswer).items.find((item) => item.receipt === receipt)?.doubtful ?? null;
  };
  const confirm = async (given: Partial<ConfirmRequest> = {}) => {
    tick();
    const answer = await app.inject({
      method: 'POST',
      url: `/api/letters/${receipt}/0/confirm`,
      payload: { version: (await shown()).version, ...given },
      headers: as(clerk),
    });
    await workAll(store);
    return answer.statusCode;
  };
  const correct = async (changes: CorrectRequest['changes']) => {
    tick();
    const answer = await app.inject({
      method: 'PATCH',
      url: `/api/letters/${receipt}/0`,
      payload: { changes },
      headers: as(clerk),
    });
    await workAll(store);
    return answer.statusCode;
  };
  /** A message of its own that states this of the letter. */
  const state = async (given: Partial<Stated> = {}, actor: Actor = clerk) => {
    tick();
    const { reference, date, subject } = letter;
    const answer = await app.inject({
      method: 'POST',
      url: '/api/exchange',
      payload: xmlOf({
        messageId: `mid://20250128.${String(++serial).padStart(9, '0')}@15054.wian.example`,
        stated: statedOf({
          reference: reference!.normalized!,
          date: date!,
          subject: subject!,
          sender: UNKNOWN,
          ...given,
        }),
        main: { mime: '', content: Buffer.from(contentOf([[{ ...letter, pages: [1, 1] }]])) },
      }),
      headers: { ...as(actor), 'content-type': 'application/xml' },
    });
    expect([answer.statusCode, answer.json().known]).toEqual([200, false]);
    await workAll(store);
  };

  it('changes nothing that was confirmed; both readings are shown, and the letter waits to be checked again', async () => {
    await confirm();
    expect(await waits()).toBeNull();
    await state({ date: '2025-03-03' });
    const answer = await shown();
    expect([answer.letter.date, answer.letter.confidence.date, answer.confirmed !== null]).toEqual([
      '2025-01-27',
      1,
      true,
    ]);
    expect(answer.letter.provenance?.date).toBeUndefined();
    const day = fieldOf(answer, 'date');
    expect([day.said, day.doubts.map(({ code }) => code)]).toEqual(['2025-03-03', ['date.sender_otherwise']]);
    expect(day.choices.map(({ value, why }) => [value, why])).toEqual([
      ['2025-01-27', 'ตามที่ผู้ตรวจกำหนดไว้'],
      ['2025-03-03', 'ตามที่ผู้ส่งระบุมาทางอิเล็กทรอนิกส์'],
    ]);
    expect([await asked(), await waits()]).toEqual([['date'], ['date']]);
    const queue = (await app.inject({ url: '/api/check?limit=200', headers: as(clerk) })).json() as QueueAnswer;
    expect(queue.items.find((item) => item.receipt === receipt)!.said).toEqual([
      { field: 'date', here: '๒๗ มกราคม ๒๕๖๘', there: '๓ มีนาคม ๒๕๖๘' },
    ]);
    await retryFile(store, { receipt, all: true, actor: clerk });
    await workAll(store);
    expect([await asked(), await waits()]).toEqual([['date'], ['date']]);
  });

  it('asks nothing where it states the same, or normal where a class was confirmed', async () => {
    await correct([{ field: 'speed', value: 'urgent' }]);
    await confirm();
    await state({ subject: ` ${letter.subject} ` });
    expect([await asked(), await waits()]).toEqual([[], null]);
  });

  it('is answered by taking what the sender says', async () => {
    await confirm();
    await state({ date: '2025-03-03' });
    expect(await correct([{ field: 'date', value: '2025-03-03', seen: '2025-01-27', said: '2025-03-03' }])).toBe(200);
    expect([(await shown()).letter.date, await asked(), await waits()]).toEqual(['2025-03-03', [], null]);
  });

  it('is answered by keeping what stands; that is written down, and holds over reruns and the same form again', async () => {
    await confirm();
    await state({ date: '2025-03-03' });
    expect(await correct([{ field: 'date', value: '2025-01-27', seen: '2025-01-27', said: '2025-03-03' }])).toBe(200);
    expect([await asked(), await waits()]).toEqual([[], null]);
    const [entry] = await store.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.action, 'letter.corrected'))
      .orderBy(desc(auditLog.id))
      .limit(1);
    expect(entry).toMatchObject({
      receipt,
      detail: {
        changes: [
          { field: 'date', before: '2025-01-27', after: '2025-01-27' },
          { field: 'sender', before: null, after: { field: 'date', said: '2025-03-03' } },
        ],
      },
    });
    await state({ date: '2025-03-03' });
    await retryFile(store, { receipt, all: true, actor: clerk });
    await workAll(store);
    expect([(await shown()).letter.date, await asked(), await waits()]).toEqual(['2025-01-27', [], null]);
    // Another day is another question, to which the earlier answer says nothing.
    await state({ date: '2025-04-04' });
    expect([await asked(), fieldOf(await shown(), 'date').said]).toEqual([['date'], '2025-04-04']);
    expect(await correct([{ field: 'date', value: '2025-01-27', said: '2025-03-03' }])).toBe(200);
    expect(await asked()).toEqual(['date']);
  });

  it('is answered by confirming the letter as it is shown, and not by who saw it before the form came', async () => {
    await confirm();
    const { version } = await shown();
    await state({ date: '2025-03-03', subject: 'ชื่อเรื่องอื่น' });
    expect(await confirm({ version })).toBe(409);
    expect(await asked()).toEqual(['date', 'subject']);
    expect(await confirm({ changes: [{ field: 'subject', value: 'ชื่อเรื่องอื่น' }] })).toBe(200);
    const { letter: now } = await shown();
    expect([now.date, now.subject, await asked(), await waits()]).toEqual(['2025-01-27', 'ชื่อเรื่องอื่น', [], null]);
  });

  it('does not ask again what lay before the eyes of who confirmed', async () => {
    await state({ date: '2025-03-03' });
    expect((await shown()).letter.date).toBe('2025-03-03');
    await confirm({ changes: [{ field: 'date', value: '2025-01-27' }] });
    await state({ date: '2025-03-03' });
    expect([(await shown()).letter.date, await asked(), await waits()]).toEqual(['2025-01-27', [], null]);
  });

  it('asks of a field that a person had set otherwise than was read, though the reading agrees with the sender', async () => {
    await confirm({ changes: [{ field: 'date', value: '2025-01-21' }] });
    await state();
    expect([(await shown()).letter.date, await asked()]).toEqual(['2025-01-21', ['date']]);
  });

  it('asks of what a person said there is none, and of the letters that are referred to as a whole', async () => {
    await confirm({ changes: [{ field: 'date', value: null }] });
    await state({ references: [{ reference: 'นร ๑๒๐๖/๓๔๗', date: '2025-01-10', subject: null }] });
    const answer = await shown();
    expect(fieldOf(answer, 'date').choices.map(({ text }) => text)).toEqual(['ไม่มี', '๒๗ มกราคม ๒๕๖๘']);
    const { choices, said } = fieldOf(answer, 'references');
    expect(choices.map(({ item, text }) => [item, text])).toEqual([
      [null, 'ไม่มี'],
      [null, 'ที่ นร ๑๒๐๖/๓๔๗ ลงวันที่ ๑๐ มกราคม ๒๕๖๘'],
    ]);
    expect(await correct([{ field: 'references', value: choices[1]!.value, said: said! }])).toBe(200);
    expect((await shown()).letter.references).toMatchObject([{ reference: 'นร 1206/347', confidence: 1 }]);
    expect(await asked()).toEqual(['date']);
  });

  it('waits again for each office that holds the file, until one answers', async () => {
    await confirm();
    const other = await member(store, Y, ['clerk']);
    await state({ date: '2025-03-03' }, other);
    expect([await waits(), await waits(other)]).toEqual([['date'], ['date']]);
    await correct([{ field: 'date', value: '2025-03-03', said: '2025-03-03' }]);
    expect(await waits()).toBeNull();
  });
});

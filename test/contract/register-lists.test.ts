import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Columns } from '../../schemas/register.js';
import { confirmations } from '../../src/circulars/holdings.table.js';
import { offices } from '../../src/people/accounts.table.js';
import type { Actor } from '../../src/people/actor.js';
import { registerCsv } from '../../src/printing/register-sheet.js';
import { countUnregistered, listRegister, listWaiting, showEntry } from '../../src/register/lists.usecases.js';
import { addNote } from '../../src/register/notes.usecases.js';
import { extractOf } from '../../src/register/print.usecases.js';
import { cancelEntry, changeEntry, registerLetters, registerPaper } from '../../src/register/register.usecases.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, member, noticeOf } from '../support/http.js';
import { citationOf, deadlineOf } from '../support/letters.js';
import { OPDC, PAPER, someLetter } from '../support/register.js';
import { type TestStore, testStore } from '../support/store.js';

vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

let serial = 100;

describe.each(testDatabases())('what the register lists on $name', ({ open }) => {
  let database: TestDatabase;
  let store: TestStore;
  let clerk: Extract<Actor, { kind: 'person' }>;
  let keeper: Extract<Actor, { kind: 'person' }>;
  let office: string;

  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    store = testStore(database.db);
    office = `54${++serial}`;
    clerk = await member(store, office, ['clerk']);
    keeper = await member(store, office, ['clerk'], { secret: true });
  });

  const paper = (given: Partial<Columns> & { at?: string; secret?: boolean }) =>
    registerPaper(store, { actor: keeper, ...PAPER, ...given });
  const list = async (given: Partial<Parameters<typeof listRegister>[1]> = {}) =>
    listRegister(store, { actor: clerk, book: 'received', page: 1, limit: 50, ...given });
  const numbers = async (given: Partial<Parameters<typeof listRegister>[1]> = {}) =>
    (await list(given)).entries.map(({ number }) => number);
  const waiting = async (actor: Actor = clerk) =>
    (await listWaiting(store, { actor, page: 1, limit: 100 })).letters.map(({ letter: one }) => [
      one.receipt,
      one.ordinal,
    ]);

  it('pages through the last lines first, and knows how many there are and of which years', async () => {
    for (let at = 1; at <= 5; at++) await paper({ at: `2025-01-0${at}T09:00:00+07:00` });
    await paper({ at: '2024-12-30T09:00:00+07:00' });
    expect(await list({ year: 2568, limit: 2 })).toMatchObject({
      entries: [{ number: 5 }, { number: 4 }],
      total: 5,
      years: [2568, 2567],
    });
    expect(await numbers({ year: 2568, limit: 2, page: 3 })).toEqual([1]);
    expect(await numbers()).toEqual([5, 4, 3, 2, 1, 1]);
    // The days of Thailand, both counted.
    await paper({ at: '2025-01-05T00:30:00+07:00' });
    expect(await numbers({ from: '2025-01-02', to: '2025-01-03' })).toEqual([3, 2]);
    expect(await numbers({ from: '2025-01-05' })).toEqual([6, 5]);
  });

  it('finds words and numbers, ๑ and 1 alike, and takes no sign for a pattern', async () => {
    await paper({ reference: 'พร 0023.3/ว 53', subject: 'รางวัลเลิศรัฐ' });
    await paper({ reference: 'พร ๐๐๒๓.๓/ว ๕๔', subject: 'ร้อยละ 100% ของงบ' });
    expect(await numbers({ text: '๐๐๒๓.๓/ว ๕๓' })).toEqual([1]);
    expect(await numbers({ text: 'ว 54' })).toEqual([2]);
    expect(await numbers({ text: 'เลิศรัฐ' })).toEqual([1]);
    expect(await numbers({ text: '0%' })).toEqual([2]);
    expect(await numbers({ text: '0_2' })).toEqual([]);
    expect((await list({ text: 'เลิศรัฐ' })).total).toBe(1);
  });

  it('tells of secret lines number and date, and does not find them by what they say', async () => {
    await paper({ reference: 'ลับ 1', date: '2025-01-30', subject: 'แผนลับ', secret: true });
    const veiled = await list({ book: 'received-secret' });
    expect(veiled.entries).toMatchObject([
      { number: 1, reference: 'ลับ 1', date: '2025-01-30', subject: null, veiled: true },
    ]);
    expect(await numbers({ book: 'received-secret', text: 'แผน' })).toEqual([]);
    expect(await numbers({ book: 'received-secret', text: 'แผน', actor: keeper })).toEqual([1]);
    expect(await numbers()).toEqual([]);
    expect(registerCsv(await extractOf(store, { actor: clerk, book: 'received-secret' }))).not.toContain('แผนลับ');
    const id = veiled.entries[0]!.id;
    await addNote(store, {
      ...{ actor: keeper, id, kind: 'propose', text: 'เสนอความลับ', name: 'สมชาย', position: null },
      writtenAt: store.time.toISOString(),
    });
    expect(JSON.stringify(await showEntry(store, { actor: clerk, id }))).not.toContain('ความลับ');
    expect((await showEntry(store, { actor: keeper, id })).notes).toHaveLength(1);
  });

  it('veils a line whose letter turned out to be secret, and says that it is in the wrong book', async () => {
    const { correctField } = await import('../support/correct.js');
    const receipt = await fileOf(store, office, [someLetter({ subject: 'ที่แท้เป็นความลับ' })]);
    await registerLetters(store, { actor: clerk, letters: [{ receipt, firstPage: 1, rank: 0 }] });
    await correctField(store, { receipt, letter: 0, field: 'secrecy', value: 'confidential', actor: 'person:1' });
    expect((await list()).entries).toMatchObject([{ veiled: true, subject: null, wrongBook: true }]);
    expect(await numbers({ text: 'ความลับ' })).toEqual([]);
    expect((await list({ actor: keeper })).entries).toMatchObject([{ subject: 'ที่แท้เป็นความลับ', wrongBook: true }]);
  });

  it('waits for the letter on top, and not for those that another letter of the file brings along', async () => {
    const opdc = someLetter({ ref: 'ที่ นร ๑๒๐๖/๓๔๗', date: '2025-01-10', issuer: OPDC, subject: 'รางวัลเลิศรัฐ' });
    const cover = someLetter({
      issuer: { name: 'กรมส่งเสริมการปกครองท้องถิ่น', level: 'central', province: null },
      subject: 'รางวัลเลิศรัฐ',
      enclosures: [
        {
          text: 'สำเนาหนังสือ',
          citation: citationOf({ issuer: OPDC.name, reference: 'นร 1206/347', date: '2025-01-10' }),
          confidence: 1,
          evidence: [],
        },
      ],
    });
    const unrelated = someLetter({ subject: 'เรื่องอื่นที่สแกนมาด้วยกัน' });
    const receipt = await fileOf(store, office, [cover, opdc, someLetter({ kind: 'attachment' }), unrelated]);
    expect(await waiting()).toEqual([
      [receipt, 0],
      [receipt, 3],
    ]);
    expect(await countUnregistered(store, { actor: clerk })).toBe(2);
    await registerLetters(store, { actor: clerk, letters: [{ receipt, firstPage: 1, rank: 0 }] });
    expect(await waiting()).toEqual([[receipt, 3]]);
    const [entry] = (await list()).entries;
    await cancelEntry(store, { actor: clerk, id: entry!.id, reason: 'ลงผิด' });
    expect(await countUnregistered(store, { actor: clerk })).toBe(2);
  });

  it('leaves to the register of sent letters what the office issued itself, and tells how many', async () => {
    const phrae = await member(store, '54', ['clerk']);
    await store.db.update(offices).set({ settings: { code: 'พร 0023' } });
    const issuer = { name: 'จังหวัดแพร่', level: 'province', province: 'แพร่' } as const;
    const receipt = await fileOf(store, '54', [
      someLetter({ issuer }),
      someLetter({ ref: 'ที่ พร ๐๐๒๓.๓/ว ๙๙', issuer: null }),
      someLetter({ ref: 'ที่ พร ๐๐๒๓๑/๙๙', issuer: null }),
      someLetter(),
    ]);
    const shown = async (own: boolean) => {
      const { letters, ...counts } = await listWaiting(store, { actor: phrae, page: 1, limit: 100, own });
      const mine = letters.filter(({ letter }) => letter.receipt === receipt);
      return { ordinals: mine.map(({ letter }) => letter.ordinal), ...counts };
    };
    expect(await shown(false)).toEqual({ ordinals: [2, 3], total: 2, own: 2 });
    expect(await shown(true)).toEqual({ ordinals: [0, 1], total: 2, own: 2 });
    expect(await countUnregistered(store, { actor: phrae })).toBe(2);
    // It may be registered all the same.
    const { results } = await registerLetters(store, { actor: phrae, letters: [{ receipt, firstPage: 1, rank: 0 }] });
    expect(results[0]!.entry).toMatchObject({ sender: 'จังหวัดแพร่' });
  });

  it('gives the letter by an order to a person of the office, with the note or not at all', async () => {
    const receipt = await fileOf(store, office, [someLetter()]);
    const { results } = await registerLetters(store, { actor: clerk, letters: [{ receipt, firstPage: 1, rank: 0 }] });
    const id = results[0]!.entry!.id;
    const order = (assignee: number, kind: 'order' | 'note' = 'order') =>
      addNote(store, {
        ...{ actor: clerk, id, kind, text: 'มอบดำเนินการ', name: 'ปลัดอำเภอ', position: null, assignee },
        writtenAt: store.time.toISOString(),
      }).catch((error) => error.code);
    const stranger = await member(store, `9${office}`, ['receiver']);
    expect(await order(stranger.id)).toBe('request.invalid');
    expect(await order(keeper.id, 'note')).toBe('request.invalid');
    expect((await showEntry(store, { actor: clerk, id })).notes).toEqual([]);
    expect(await order(keeper.id)).toMatchObject({
      assignee: { id: keeper.id, name: keeper.name },
      notes: [{ kind: 'order' }],
    });
  });

  it('waits for what another office sent, and for nothing of other offices', async () => {
    const receipt = await fileOf(store, `8${office}`, [someLetter(), someLetter()]);
    expect(await countUnregistered(store, { actor: clerk })).toBe(0);
    const sent = { organisation: office, sender: `8${office}`, receipt };
    await noticeOf(store, { ...sent, firstPage: 2, lastPage: 2 });
    expect(await waiting()).toEqual([[receipt, 1]]);
    await noticeOf(store, { ...sent, firstPage: 1, lastPage: 1, withdrawnAt: store.time });
    expect(await waiting()).toEqual([[receipt, 1]]);
  });

  it('says which letters a person confirmed, and shows of secret ones number and date', async () => {
    const receipt = await fileOf(store, office, [someLetter({ secrecy: 'secret', subject: 'ลับสุดยอด' })]);
    const [row] = (await listWaiting(store, { actor: clerk, page: 1, limit: 10 })).letters;
    expect(row).toMatchObject({ book: 'received-secret', veiled: true, confirmed: false, columns: { subject: null } });
    expect(JSON.stringify(row)).not.toContain('ลับสุดยอด');
    await store.db.insert(confirmations).values({
      ...{ organisation: office, receipt, firstPage: 1, rank: 0 },
      ...{ confirmedBy: 'person:1', confirmedAt: store.time },
    });
    const [named] = (await listWaiting(store, { actor: keeper, page: 1, limit: 10 })).letters;
    expect(named).toMatchObject({ confirmed: true, veiled: false, columns: { subject: 'ลับสุดยอด' } });
  });

  it('keeps notes in the order of entry with both times, and moves a deadline with the arrival', async () => {
    const deadlines = [deadlineOf({ relative: { days: 7, working: false, from: 'receipt' } })];
    const receipt = await fileOf(store, office, [someLetter({ deadlines })]);
    const { results } = await registerLetters(store, { actor: clerk, letters: [{ receipt, firstPage: 1, rank: 0 }] });
    const id = results[0]!.entry!.id;
    const note = (kind: 'propose' | 'note' | 'order', text: string, writtenAt: string) =>
      addNote(store, { actor: clerk, id, kind, text, name: 'นายสมชาย ใจดี', position: 'ปลัดอำเภอ', writtenAt });
    await note('propose', 'เพื่อโปรดทราบ', '2025-02-01T08:40:00+07:00');
    await note('order', 'ทราบ มอบกองคลัง', '2025-02-01T08:30:00+07:00');
    const late = await note('note', 'พรุ่งนี้', '2025-02-02T08:30:00+07:00').catch((error) => error.code);
    expect(late).toBe('register.future');
    const shown = await showEntry(store, { actor: clerk, id });
    expect(shown.notes).toMatchObject([
      { kind: 'propose', text: 'เพื่อโปรดทราบ', writtenAt: '2025-02-01T01:40:00.000Z', enteredBy: clerk.name },
      { kind: 'order', position: 'ปลัดอำเภอ', enteredAt: store.time.toISOString() },
    ]);
    expect(shown.deadlines).toMatchObject([{ resolved: { dueOn: '2025-02-08' } }]);
    await changeEntry(store, { actor: clerk, id, at: '2025-01-31T16:00:00+07:00' });
    expect((await showEntry(store, { actor: clerk, id })).deadlines).toMatchObject([
      { resolved: { dueOn: '2025-02-07', reason: expect.stringContaining('ที่กรอกเอง'), estimate: false } },
    ]);
  });

  it('prints what nobody has looked at as that', async () => {
    const receipt = await fileOf(store, office, [
      someLetter({
        confidence: { date: 0.6 },
        alternatives: { date: [{ value: '2025-01-29', confidence: 0.4, why: 'อ้าง' }] },
      }),
    ]);
    await registerLetters(store, { actor: clerk, letters: [{ receipt, firstPage: 1, rank: 0 }] });
    const { lines } = await extractOf(store, { actor: clerk, book: 'received' });
    expect(lines[0]!.remarks).toBe('ต้องตรวจ: ลงวันที่ หรือ ๒๙ มกราคม ๒๕๖๘');
  });

  it('exports the book in its order, struck out lines among them, and no cell that a spreadsheet would work out', async () => {
    await paper({ reference: 'มท 1', date: '2025-01-27', subject: '=1+1', sender: 'ก, ข' });
    const { id } = await paper({ subject: 'สอง', remarks: 'เดิม' });
    await cancelEntry(store, { actor: clerk, id, reason: 'ลงซ้ำ' });
    const extract = await extractOf(store, { actor: clerk, book: 'received' });
    expect(extract).toMatchObject({ year: 2568, book: 'received', lines: [{ number: 1 }, { number: 2 }] });
    const csv = registerCsv(extract);
    expect(csv).toContain(`'=๑+๑`);
    expect(csv).toContain('ยกเลิก: ลงซ้ำ / เดิม');
  });
});

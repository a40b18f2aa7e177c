import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Letter } from '../../schemas/record.js';
import { type SearchInput, type SearchItem, searchQuery } from '../../schemas/search.js';
import { auditLog } from '../../src/audit/audit.table.js';
import { pages } from '../../src/circulars/circulars.table.js';
import { retryFile } from '../../src/circulars/circulars.usecases.js';
import { fold } from '../../src/domain/search/fold.js';
import { notices } from '../../src/notices/notices.table.js';
import { type Actor, machine } from '../../src/people/actor.js';
import { registerEntries } from '../../src/register/register.table.js';
import { suggestAgencies } from '../../src/search/agencies.usecases.js';
import { searchCsv } from '../../src/search/search.csv.js';
import { indexFile, settleIndex } from '../../src/search/search.index.js';
import { searchLetters as searchTable } from '../../src/search/search.table.js';
import { countLetters, searchLetters } from '../../src/search/search.usecases.js';
import { USUAL } from '../../src/search/search.walk.js';
import { correctField } from '../support/correct.js';
import { type TestDatabase, testDatabases } from '../support/databases.js';
import { fileOf, keyOf, noticeOf, personOf, X, Y } from '../support/http.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { type TestStore, testStore, workAll } from '../support/store.js';

// The letters are given by the test; the rules that make letters of text have tests of their own.
vi.mock('../../src/domain/compose.js', async () => ({
  composeFile: (await import('../support/compose.js')).composeTestFile,
}));

const clerk = personOf({ roles: ['clerk'] });
const neighbour = personOf({ roles: ['clerk'], organisation: Y });

/** As it is; and as in a store where no organisation has few letters, and every step is taken with a few letters at a time. */
const BOUNDS = { usual: USUAL, small: { ...USUAL, fewFiles: 0, rare: 1, probe: 2, taken: 3, chunks: [1, 2] } };
const ways = testDatabases().flatMap((one) =>
  Object.entries(BOUNDS).map(([name, bounds]) => ({ ...one, name: `${one.name}, ${name} steps`, bounds })),
);

describe.each(ways)('search on $name', ({ open, bounds }) => {
  let database: TestDatabase;
  let store: TestStore;
  const named: Record<string, number> = {};

  /** Takes in a letter whose page has this text. */
  async function letter(name: string, organisation: string, given: Partial<Letter> & { ref?: string }, text = '') {
    const receipt = await fileOf(store, organisation, [letterOf(given)], `${name}.pdf`);
    await write(receipt, 1, text);
    named[name] = receipt;
    return receipt;
  }
  async function write(receipt: number, number: number, text: string) {
    const [page] = await database.db.select().from(pages).where(eq(pages.receipt, receipt));
    await database.db
      .update(pages)
      .set({ exported: { ...page!.exported!, number, text } })
      .where(eq(pages.receipt, receipt));
    await database.db.transaction((tx) => indexFile(tx, receipt));
  }
  const ask = (q: string, more: Partial<SearchInput> = {}, actor: Actor = clerk) =>
    searchLetters(store, { ...searchQuery.parse({ q }), ...more, actor }, bounds);
  /** The names of the letters found, in their order. */
  const found = async (q: string, more: Partial<SearchInput> = {}, actor: Actor = clerk) => {
    const { items } = await ask(q, more, actor);
    return items.map(({ receipt }) => Object.keys(named).find((name) => named[name] === receipt) ?? String(receipt));
  };

  beforeAll(async () => {
    database = await open();
    store = testStore(database.db);
    const interior = { name: 'กรมการปกครอง', level: 'central', province: null } as const;
    await letter(
      'ยาเสพติด',
      X,
      { ref: 'ที่ มท ๐๓๑๐.๑/ว ๕๒๔', date: '2025-01-10', issuer: interior, subject: 'การป้องกันยาเสพติดในสถานบริการ' },
      'ให้อำเภอออกตรวจสถานบริการ\nและรายงานผลภายใน ๑๕ วัน งบประมาณ ๑๒,๕๐๐ บาท',
    );
    await letter(
      'น้ำท่วม',
      X,
      {
        ref: 'ที่ มท 0310.1/ว 1524',
        date: '2025-02-10',
        issuer: interior,
        subject: 'การช่วยเหลือผู้ประสบภัยนํ้าท่วม',
        speed: 'urgent',
      },
      'จังหวัดรายงานความเสียหายจากน้ำท่วม งบประมาณ 12,500 บาท สถานที่ตรวจ',
    );
    await letter('ไม่มีวันที่', X, { subject: 'ประชุมกำนันผู้ใหญ่บ้าน' }, 'ขอเชิญประชุม ณ ที่ว่าการอำเภอ');
    await letter(
      'ลับ',
      X,
      { ref: 'ที่ มท ๐๓๑๐.๑/๗๗', date: '2025-01-20', secrecy: 'secret', issuer: interior, subject: 'แผนลับสุดยอดฟ้า' },
      'เนื้อความแผนฟ้า',
    );
    await letter(
      'ของน่าน',
      Y,
      { ref: 'ที่ นน ๐๐๑๘/๓', date: '2025-01-15', issuer: { ...interior, name: 'จังหวัดน่าน' }, subject: 'ตรวจราชการ' },
      'สถานบริการของน่าน',
    );
  });
  afterAll(async () => {
    store.dispose();
    await database.close();
  });

  describe('what is found', () => {
    it.each([
      ['๑๒,๕๐๐', ['น้ำท่วม', 'ยาเสพติด'], 'both digits'],
      ['12,500', ['น้ำท่วม', 'ยาเสพติด'], 'both digits'],
      ['น้ำท่วม', ['น้ำท่วม'], 'SARA AM of two parts'],
      ['นํ้าท่วม', ['น้ำท่วม'], 'SARA AM of two parts, asked so'],
      ['านบริก', ['ยาเสพติด'], 'a part of a word'],
      ['สถานบริการและรายงาน', ['ยาเสพติด'], 'words over the end of a line'],
      ['รายงาน อำเภอ', ['ยาเสพติด'], 'two words'],
      ['รายงาน จังหวัด', ['น้ำท่วม'], 'two words'],
      ['ว 524', ['ยาเสพติด', 'น้ำท่วม'].slice(0, 1), 'a number by its end'],
      ['มท ๐๓๑๐.๑/ว ๕๒๔', ['ยาเสพติด'], 'a whole number'],
      ['มท0310.1/ว524', ['ยาเสพติด'], 'a whole number without blanks'],
      ['524', ['ยาเสพติด', 'น้ำท่วม'], 'a number before one that ends so'],
      ['0310.1/ว 15', ['น้ำท่วม'], 'a part of a number'],
      ['กรมการปกครอง', ['น้ำท่วม', 'ยาเสพติด'], 'the sender'],
      ['ท', ['น้ำท่วม', 'ยาเสพติด'].concat(['ลับ']), 'one character, in number, subject and sender'],
      ['ไม่มีคำนี้ในเรื่องใด', [], 'nothing'],
    ])('%s: %j (%s)', async (q, names) => {
      const order = q === 'ท' ? 'date' : 'relevance';
      expect((await found(q, { order })).sort()).toEqual([...names].sort());
    });

    it('puts the number first, then the subject, then the text, each from the youngest', async () => {
      expect(await found('524')).toEqual(['ยาเสพติด', 'น้ำท่วม']);
      expect(await found('524', { order: 'date' })).toEqual(['น้ำท่วม', 'ยาเสพติด']);
      expect(await found('สถานบริการ', {}, machine('test'))).toEqual(['ยาเสพติด', 'ของน่าน']);
      expect(await found('สถานบริการ', { order: 'date' }, machine('test'))).toEqual(['ของน่าน', 'ยาเสพติด']);
    });

    it('puts what travels with letters behind the letters that say the same', async () => {
      const other = personOf({ roles: ['clerk'], organisation: '5704' });
      await letter('แบบฟอร์ม', '5704', { kind: 'attachment', date: '2025-03-01' }, 'กรอกแบบสำรวจกระเช้า');
      await letter('นำส่ง', '5704', { date: '2025-02-01', subject: 'ขอให้รายงาน' }, 'ตามแบบสำรวจกระเช้า');
      expect(await found('สำรวจกระเช้า', {}, other)).toEqual(['นำส่ง', 'แบบฟอร์ม']);
      expect(await found('สำรวจกระเช้า', { limit: 1 }, other)).toEqual(['นำส่ง']);
      expect(await found('สำรวจกระเช้า', { order: 'date' }, other)).toEqual(['แบบฟอร์ม', 'นำส่ง']);
    });

    it('looks for the words where they nowhere stand in one piece, and says so', async () => {
      const answer = await ask('ตรวจความเสียหายงบประมาณ');
      expect(answer).toMatchObject({ words: true, items: [{ receipt: named.น้ำท่วม }] });
      expect((await ask('"ตรวจความเสียหายงบประมาณ"')).items).toEqual([]);
    });

    it.each<[string, Partial<SearchInput>, string[]]>([
      ['days, both counting', { from: '2025-01-10', to: '2025-01-20' }, ['ลับ', 'ยาเสพติด']],
      ['a speed', { speed: 'urgent' }, ['น้ำท่วม']],
      ['an agency by a part of its name', { agency: 'การปกครอง' }, ['น้ำท่วม', 'ยาเสพติด']],
      ['a kind', { kind: 'order' }, []],
      ['all', {}, ['ลับ', 'น้ำท่วม', 'ยาเสพติด', 'ไม่มีวันที่']],
    ])('filters by %s', async (_, filter, names) => {
      expect((await found('', filter)).sort()).toEqual([...names].sort());
    });

    it('suggests senders of letters that are seen', async () => {
      expect(await suggestAgencies(store, { actor: clerk, q: 'กรม' })).toEqual(['กรมการปกครอง']);
      expect(await suggestAgencies(store, { actor: clerk, q: 'น่าน' })).toEqual([]);
      expect(await suggestAgencies(store, { actor: neighbour, q: '' })).toEqual(['จังหวัดน่าน']);
    });
  });

  describe('who finds it', () => {
    it('is who sees it', async () => {
      expect(await found('สถานบริการ')).toEqual(['ยาเสพติด']);
      expect(await found('สถานบริการ', {}, neighbour)).toEqual(['ของน่าน']);
      expect(await countLetters(store, { q: 'สถานบริการ', words: false, actor: neighbour }, bounds)).toEqual({
        count: 1,
        more: false,
      });
      expect(await found('สถานบริการ', {}, keyOf('57', ['letters:read']))).toEqual([]);
    });

    it('is who was sent it, until it is taken back', async () => {
      const id = await noticeOf(store, { organisation: Y, receipt: named.น้ำท่วม!, firstPage: 1, lastPage: 1 });
      expect(await found('ความเสียหาย', {}, neighbour)).toEqual(['น้ำท่วม']);
      await database.db.update(notices).set({ withdrawnAt: store.clock.now() }).where(eq(notices.id, id));
      expect(await found('ความเสียหาย', {}, neighbour)).toEqual([]);
    });

    it('finds secret letters by number and date alone, and shows no more of them', async () => {
      for (const q of ['แผนลับ', 'เนื้อความ', 'ฟ้า']) expect(await found(q)).toEqual([]);
      expect(await found('', { agency: 'กรมการปกครอง', from: '2025-01-20', to: '2025-01-20' })).toEqual([]);
      expect(await found('', { kind: 'external', from: '2025-01-20', to: '2025-01-20' })).toEqual([]);
      expect(await found('กรมการปกครอง 77')).toEqual([]);
      const before = await audited();
      for (const by of [
        { q: 'มท 0310.1/77' },
        { q: '77' },
        { q: '10.1/7' },
        { q: '', from: '2025-01-20', to: '2025-01-20' },
      ]) {
        const { items } = await ask(by.q, by);
        expect(items).toHaveLength(1);
        expect(items[0]).toMatchObject({ veiled: true, subject: null, issuer: null, snippet: null, deadline: null });
        expect(JSON.stringify(items)).not.toContain('ฟ้า');
      }
      expect(await audited()).toBe(before);
    });

    it('writes down who was shown a secret letter', async () => {
      const trusted = personOf({ roles: ['clerk'], secret: true });
      const before = await audited();
      expect(await found('แผนฟ้า', {}, trusted)).toEqual(['ลับ']);
      expect((await ask('แผนฟ้า', {}, trusted)).items[0]).toMatchObject({ veiled: false, secrecy: 'secret' });
      expect(await audited()).toBe(before + 2);
    });
    const audited = async () =>
      (await database.db.select().from(auditLog).where(eq(auditLog.action, 'letter.secret-viewed'))).length;
  });

  it('marks what was asked for in the text as it is', async () => {
    const texts = ({ reference, subject, issuer, snippet }: SearchItem) =>
      [reference, subject, issuer, snippet].filter((one) => one !== null);
    let marks = 0;
    for (const q of ['๑๒,๕๐๐', 'น้ำท่วม', 'สถานบริการและ', 'กรมการ', 'มท 0310.1/ว 524', 'รายงาน อำเภอ']) {
      const terms = q.startsWith('มท') ? [fold(q)] : q.split(' ').map(fold);
      for (const item of (await ask(q)).items) {
        for (const { text, marks: ranges } of texts(item)) {
          for (const [start, end] of ranges) expect(terms).toContain(fold(text.slice(start, end)));
          marks += ranges.length;
        }
      }
    }
    expect(marks).toBeGreaterThan(8);
    const [item] = (await ask('บริการและราย')).items;
    expect(item!.snippet!.text.slice(...item!.snippet!.marks[0]!)).toBe('บริการ\nและราย');
  });

  it.each([
    '%',
    '_',
    "'; drop table wian.files; --",
    '"""',
    'x'.repeat(10_000),
    'ก '.repeat(5000),
    '\u200b\u200b',
    '😀',
    '   ',
    '\ud83d',
    '\0',
    '\\',
    'เลขรับ',
    '๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙๙/๙๙๙๙',
    '(((((((((((((((('.repeat(20),
    '[[:alpha:]]*',
  ])('answers anything typed: %#', async (q) => {
    const answer = await ask(q);
    expect(answer.items.length).toBeLessThanOrEqual(20);
    const { count } = await countLetters(store, { q, words: answer.words, actor: clerk }, bounds);
    expect(answer.items).toHaveLength(count);
  });

  it('finds by the number of the register, of the organisation that asks', async () => {
    const line = (organisation: string, receipt: number, book: 'received' | 'sent') => ({
      organisation,
      book,
      year: 2568,
      number: 123,
      receipt,
      firstPage: 1,
      rank: 0,
      at: store.clock.now(),
      registeredAt: store.clock.now(),
      registeredBy: 'test',
    });
    await database.db
      .insert(registerEntries)
      .values([line(X, named.น้ำท่วม!, 'received'), line(X, named.ยาเสพติด!, 'sent'), line(Y, named.ของน่าน!, 'received')]);
    for (const by of [{ register: '๑๒๓/๒๕๖๘' }, { register: '123' }, { register: '123/68' }, { q: 'เลขรับ ๑๒๓/๒๕๖๘' }]) {
      expect(await found(by.q ?? '', by)).toEqual(['น้ำท่วม']);
    }
    expect(await found('', { register: '123/2567' })).toEqual([]);
    expect(await found('', { register: 'ก' })).toEqual([]);
    expect((await ask('เลขรับ 123')).items[0]!.register).toEqual({ number: 123, year: 2568 });
  });

  it('finds by deadlines, as they fall for the organisation', async () => {
    await letter('กำหนดชัด', X, {
      date: '2025-01-28',
      subject: 'ทดสอบกำหนด ก',
      deadlines: [deadlineOf({ date: '2025-02-20' })],
    });
    await letter('พ้นแล้ว', X, {
      date: '2025-01-28',
      subject: 'ทดสอบกำหนด ข',
      deadlines: [deadlineOf({ date: '2025-02-03' })],
    });
    await letter('ผู้สมัคร', X, {
      date: '2025-01-28',
      subject: 'ทดสอบกำหนด ค',
      deadlines: [deadlineOf({ date: '2025-02-20', binds: 'applicant' })],
    });
    const days = { dueFrom: '2025-02-15', dueTo: '2025-02-20' };
    expect(await found('', days)).toEqual(['กำหนดชัด']);
    expect(await found('ทดสอบกำหนด', days)).toEqual(['กำหนดชัด']);
    expect(await found('', { dueFrom: '2025-02-21', dueTo: '2025-03-30' })).toEqual([]);
    expect((await found('ทดสอบกำหนด', { deadline: 'none' })).sort()).toEqual(['ผู้สมัคร']);
    expect(await found('', { deadline: 'overdue' })).toEqual([]);
    store.time = new Date('2025-02-05T02:00:00Z');
    expect(await found('', { deadline: 'overdue' })).toEqual(['พ้นแล้ว']);
    expect(await countLetters(store, { q: '', deadline: 'overdue', words: false, actor: clerk }, bounds)).toEqual({
      count: 1,
      more: false,
    });
    const [item] = (await ask('ทดสอบกำหนด', days)).items;
    expect(item!.deadline).toMatchObject({ dueOn: '2025-02-20', daysLeft: 15, workingDaysLeft: 10 });
    await noticeOf(store, { organisation: X, receipt: named.พ้นแล้ว!, firstPage: 1, lastPage: 1, doneAt: store.time });
    expect(await found('', { deadline: 'overdue' })).toEqual([]);
    store.time = new Date('2025-02-01T02:00:00Z');
  });

  it('gives the table of what is found', async () => {
    const csv = await searchCsv(store, { q: 'น้ำท่วม', order: 'relevance', actor: clerk });
    const [head, line, end] = csv.slice(1).split('\n');
    expect(head).toContain('เลขที่หนังสือ,ลงวันที่,จาก,เรื่อง');
    expect(line).toContain('มท 0310.1/ว 1524,2025-02-10,กรมการปกครอง');
    expect(end).toBe('');
  });

  it('goes on behind the last letter of a page, and misses and repeats none', async () => {
    const wanted = new Set<number>();
    for (let n = 0; n < 23; n++) {
      const subject = n % 3 === 0 ? `หน้าถัดไปในเรื่อง ${n}` : `เรื่องที่ ${n}`;
      wanted.add(await letter(`หน้า ${n}`, Y, { date: n % 2 === 0 ? '2025-01-05' : null, subject }, 'หน้าถัดไปในเนื้อความ'));
    }
    for (const order of ['relevance', 'date'] as const) {
      const seen: number[] = [];
      for (let after: string | undefined, pagesLeft = 10; pagesLeft > 0; pagesLeft--) {
        const { items, next } = await ask('หน้าถัดไป', { order, limit: 5, after }, neighbour);
        seen.push(...items.map(({ receipt }) => receipt));
        if (next === null) break;
        expect(items).toHaveLength(5);
        after = next;
      }
      expect(seen).toHaveLength(23);
      expect(new Set(seen)).toEqual(wanted);
    }
  });

  describe('the index', () => {
    it('follows a correction and a letter that is read again', async () => {
      const receipt = await letter('แก้ไข', X, { subject: 'คำเดิมก่อนแก้' }, 'เนื้อความเดิม');
      expect(await found('คำเดิมก่อนแก้')).toEqual(['แก้ไข']);
      await correctField(store, { receipt, letter: 0, field: 'subject', value: 'คำใหม่หลังแก้', actor: 'test' });
      expect(await found('คำใหม่หลังแก้')).toEqual(['แก้ไข']);
      expect((await ask('คำเดิมก่อนแก้')).items).toEqual([]);
      await retryFile(store, { actor: machine('test'), receipt, all: true });
      await workAll(store);
      expect(await found('คำใหม่หลังแก้')).toEqual(['แก้ไข']);
    });

    it('takes in what is not in it or is of an earlier form, and what is cut off is taken in later', async () => {
      const before = (await database.db.select().from(searchTable)).length;
      await database.db.delete(searchTable).where(eq(searchTable.receipt, named.น้ำท่วม!));
      await database.db.update(searchTable).set({ form: 0 }).where(eq(searchTable.receipt, named.ยาเสพติด!));
      expect(await found('ผู้ประสบภัย')).toEqual([]);
      expect(await settleIndex(store, () => true)).toBe(0);
      expect(await settleIndex(store)).toBe(2);
      expect(await found('ผู้ประสบภัย')).toEqual(['น้ำท่วม']);
      expect(await settleIndex(store)).toBe(0);
      expect((await database.db.select().from(searchTable)).length).toBe(before);
    });
  });
});

import { describe, expect, it } from 'vitest';
import type { AlertLine } from '../../../../schemas/alerts.js';
import { lineText, plainWords } from '../../../../src/domain/alerts/line-text.js';
import { messageText } from '../../../../src/domain/alerts/text.js';
import { contentOf, lineOf } from '../../../support/alert-lines.js';
import { fc } from '../../../support/property.js';

const DAY = '2025-02-10';
const publicUrl = 'https://wian.example/';
const said = (line: Partial<AlertLine>, on = DAY) => {
  const { head, title, rows } = lineText(lineOf(line), { day: DAY, on });
  return [head, title, ...rows];
};

describe('a line', () => {
  it('says what, of which letter, and the day with its weekday', () => {
    expect(said({ time: '16:30' })).toEqual([
      'ครบกำหนดวันนี้',
      'รายงานผลการสำรวจ',
      'ที่ มท ๐๘๐๘.๒/ว ๑๒๓ ลงวันที่ ๒๗ มกราคม ๒๕๖๘ จาก กรมส่งเสริมการปกครองท้องถิ่น',
      'เรื่อง การสำรวจข้อมูล',
      'กำหนด วันจันทร์ที่ ๑๐ กุมภาพันธ์ ๒๕๖๘ เวลา ๑๖.๓๐ น.',
    ]);
  });

  it.each([false, true])('says of a letter that was taken back its number and date alone (secret: %s)', (veiled) => {
    const [head, title, ...rows] = said({ step: 'withdrawn:2025-02-07', veiled });
    expect([head, title]).toEqual(['ผู้ส่งเรียกหนังสือคืน', 'ที่ มท ๐๘๐๘.๒/ว ๑๒๓ ลงวันที่ ๒๗ มกราคม ๒๕๖๘']);
    expect(rows.join(' ')).toContain('ผู้ส่งเรียกหนังสือฉบับนี้คืนแล้ว');
    expect(rows.join(' ')).not.toMatch(/สำรวจ|กรมส่งเสริม|๑๐ กุมภาพันธ์/);
  });

  it('says that the letter may have come in another file, and what each states where they differ', () => {
    const papers = { more: 1, asked: true, readings: [['2025-02-10'], ['2025-02-14'], []] };
    const rows = said({ sure: false, papers });
    expect(rows).toContain('มีอีก ๑ ไฟล์ที่อาจเป็นหนังสือฉบับนี้ โปรดตอบว่าเป็นฉบับเดียวกันหรือไม่ ในหน้ารับหนังสือเข้า');
    expect(rows).toContain('แต่ละไฟล์ระบุกำหนดไม่ตรงกัน: ๑๐ ก.พ. ๖๘ / ๑๔ ก.พ. ๖๘ / ไม่พบกำหนด');
    const known = said({ papers: { ...papers, asked: false, readings: [] } });
    expect(known).toEqual(said({}));
    expect(said({ veiled: true, papers })).toEqual(said({ veiled: true }));
  });

  const DUE = 4;
  it.each<[string, Partial<AlertLine>, string, string]>([
    [
      'days ahead',
      { step: 'ahead:3', dueOn: '2025-02-13', workingDaysLeft: 2 },
      'ใกล้ครบกำหนด',
      'กำหนด วันพฤหัสบดีที่ ๑๓ กุมภาพันธ์ ๒๕๖๘ (เหลือ ๒ วันทำการ)',
    ],
    [
      'the last working day before a holiday',
      { dueOn: '2025-02-12', workingDaysLeft: 1 },
      'เป็นวันทำการสุดท้ายก่อนครบกำหนด',
      'กำหนด วันพุธที่ ๑๒ กุมภาพันธ์ ๒๕๖๘ (เหลือ ๑ วันทำการ)',
    ],
    [
      'an estimate',
      { estimate: true, dueOn: DAY, until: '2025-02-14' },
      'อาจครบกำหนดวันนี้',
      'กำหนด อาจเป็นวันจันทร์ที่ ๑๐ กุมภาพันธ์ ๒๕๖๘ หรืออย่างช้าวันศุกร์ที่ ๑๔ กุมภาพันธ์ ๒๕๖๘',
    ],
    [
      'overdue',
      { step: 'overdue:2025-02-10', dueOn: '2025-02-07', workingDaysLeft: -1 },
      'เกินกำหนด',
      'กำหนด วันศุกร์ที่ ๗ กุมภาพันธ์ ๒๕๖๘ (เกินมา ๑ วันทำการ)',
    ],
    [
      'perhaps overdue',
      { step: 'overdue:2025-02-10', dueOn: '2025-02-07', sure: false, workingDaysLeft: -1 },
      'อาจเกินกำหนด',
      'กำหนด อาจเป็นวันศุกร์ที่ ๗ กุมภาพันธ์ ๒๕๖๘ (อาจเกินมา ๑ วันทำการ)',
    ],
    [
      'passed before the letter came',
      { step: 'expired', dueOn: '2025-02-03', workingDaysLeft: -5 },
      'หมดกำหนดก่อนหนังสือถึงหน่วยงาน',
      'กำหนด วันจันทร์ที่ ๓ กุมภาพันธ์ ๒๕๖๘ (เกินมา ๕ วันทำการ)',
    ],
    ['called off', { step: 'cancelled', was: '2025-02-14' }, 'ยกเลิกกำหนด', 'กำหนดเดิม วันศุกร์ที่ ๑๔ กุมภาพันธ์ ๒๕๖๘ ยกเลิกแล้ว'],
    [
      'most urgent without a day',
      { step: 'received', dueOn: null, workingDaysLeft: null },
      'ด่วนที่สุด',
      'ไม่ได้ระบุวันครบกำหนด',
    ],
    [
      'to be passed on',
      { step: 'ahead:1', kind: 'relay', dueOn: '2025-02-11', workingDaysLeft: 1 },
      'ใกล้ครบกำหนดส่งต่อ',
      'ส่งต่อภายใน วันอังคารที่ ๑๑ กุมภาพันธ์ ๒๕๖๘ (เหลือ ๑ วันทำการ)',
    ],
  ])('of %s', (_, line, head, due) => {
    const rows = said(line);
    expect([rows[0], rows[DUE]]).toEqual([head, due]);
  });

  it('says what it was changed from', () => {
    const rows = said({ step: 'changed', was: '2025-02-07', dueOn: '2025-02-21', workingDaysLeft: 8 });
    expect(rows[0]).toBe('เปลี่ยนกำหนด');
    expect(rows).toContain('เปลี่ยนจากกำหนดเดิม วันศุกร์ที่ ๗ กุมภาพันธ์ ๒๕๖๘');
  });

  it('says of a day to pass it on that no letter states it', () => {
    const told = 'วันที่ระบบคำนวณให้ ไม่ได้เขียนไว้ในหนังสือ';
    expect(said({ kind: 'relay', dueOn: '2025-02-11' })).toContain(told);
    expect(said({ dueOn: '2025-02-11' })).not.toContain(told);
  });

  it('says who has not looked at it, and what to check', () => {
    const unseen = 'ระบบอ่านเอง ยังไม่มีผู้ตรวจยืนยัน';
    const check = 'โปรดตรวจกำหนดกับตัวหนังสือ';
    expect(said({ confirmed: false, sure: true })).toContain(unseen);
    expect(said({ confirmed: false, sure: true })).not.toContain(check);
    expect(said({ confirmed: false, sure: false })).toEqual(expect.arrayContaining([unseen, check]));
    expect(said({})).not.toContain(unseen);
  });

  it('names the other days of the matter', () => {
    expect(said({ context: [{ dueOn: '2025-02-28', text: 'จังหวัดรายงานกรม' }] })).toContain(
      'กำหนดอื่นของเรื่องนี้: ๒๘ ก.พ. ๖๘ จังหวัดรายงานกรม',
    );
  });

  it('of a letter of a secrecy class says its number and date alone', () => {
    expect(said({ veiled: true, context: [{ dueOn: '2025-02-28', text: 'ลับ' }] })).toEqual([
      'โปรดเปิดดูในระบบ',
      'ที่ มท ๐๘๐๘.๒/ว ๑๒๓ ลงวันที่ ๒๗ มกราคม ๒๕๖๘',
    ]);
  });

  it('says nothing of today on another day than its own', () => {
    const rows = said({ step: 'today', workingDaysLeft: 0 }, '2025-02-11');
    expect(rows.join(' ')).not.toContain('วันนี้');
    expect(rows[0]).toBe('ครบกำหนดวันที่ ๑๐ ก.พ. ๖๘');
    expect(said({ step: 'ahead:3', dueOn: '2025-02-13', workingDaysLeft: 2 }, '2025-02-11')[DUE]).toContain(
      'เหลือ ๒ วันทำการ นับจากวันที่ ๑๐ ก.พ. ๖๘',
    );
  });
});

describe('a message', () => {
  const late = lineOf({ step: 'overdue:2025-02-10', dueOn: '2025-02-07', workingDaysLeft: -1 });
  const today = lineOf();

  it('has a subject that counts what stands in it', () => {
    const { subject } = messageText(contentOf([today, late, today]), { on: DAY });
    expect(subject).toBe('เวียน: ครบกำหนดวันนี้ ๒ เรื่อง เกินกำหนด ๑ เรื่อง (อบต.บ้านใหม่)');
  });

  it('counts what may be apart from what is, and folds many kinds', () => {
    const lines = [today, lineOf({ sure: false }), late, lineOf({ step: 'ahead:1' }), lineOf({ step: 'cancelled' })];
    const { subject } = messageText(contentOf(lines, { more: 4 }), { on: DAY });
    expect(subject).toBe('เวียน: ครบกำหนดวันนี้ ๑ เรื่อง อาจครบกำหนดวันนี้ ๑ เรื่อง อื่น ๆ ๓ เรื่อง และอีก ๔ เรื่อง (อบต.บ้านใหม่)');
  });

  it('says ส่งซ้ำ where it may have gone before', () => {
    const { subject, text, html, short } = messageText(contentOf([today]), { on: DAY, repeated: true });
    expect(subject).toMatch(/^ส่งซ้ำ: เวียน: /);
    for (const part of [text, html, short]) expect(part).toContain('อาจเคยส่งถึงท่านแล้ว');
    expect(messageText(contentOf([today]), { on: DAY }).text).not.toContain('ส่งซ้ำ');
  });

  it('leads to each letter where the address is known, and to nowhere else', () => {
    const lines = [today, lineOf({ path: '//evil.example/x' }), lineOf({ path: 'javascript:alert(1)' })];
    const { text, html } = messageText(contentOf(lines), { on: DAY, publicUrl });
    expect(text.match(/https?:\S+/g)).toEqual(['https://wian.example/files/3?letter=1']);
    expect(html.match(/href="[^"]*"/g)).toEqual(['href="https://wian.example/files/3?letter=1"']);
    expect(messageText(contentOf(lines), { on: DAY }).html).not.toContain('href');
  });

  it('carries the code by which an address is shown, in each form', () => {
    const { text, html, short } = messageText(contentOf([], { kind: 'test', code: '402931' }), { on: DAY });
    for (const part of [text, html, short]) expect(part).toContain('รหัสยืนยันที่อยู่นี้: 402931');
  });

  it('is cut for LINE at a whole entry, with the count of the rest', () => {
    const lines = Array.from({ length: 60 }, (_, at) => lineOf({ subject: `เรื่องที่ ${at} ${'ก'.repeat(100)}` }));
    const { short, text } = messageText(contentOf(lines, { more: 5 }), { on: DAY, publicUrl });
    expect(short.length).toBeLessThanOrEqual(5000);
    const entries = short.match(/^[๐-๙]+\. \[/gm) ?? [];
    expect(entries.length).toBeGreaterThan(5);
    const left = 65 - entries.length;
    expect(
      short.endsWith(`และอีก ${String(left).replace(/\d/g, (d) => '๐๑๒๓๔๕๖๗๘๙'[Number(d)]!)} เรื่อง โปรดดูในระบบ`),
    ).toBe(true);
    // The entry after the last one would not have fitted.
    expect(short.length + text.split('\n\n')[entries.length + 1]!.length).toBeGreaterThan(4900);
  });

  const hostile = fc.string({
    unit: fc.constantFrom(...'<>&"\'\n\r\t\u2028\u202e\u200bกา๑1/:=;\u0000ｘ😀'),
    maxLength: 60,
  });
  it('lets no words of a letter out of their line or into the HTML', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (subject, action, reference) => {
        const line = lineOf({ subject, action, issuer: subject, reference, context: [{ dueOn: DAY, text: action }] });
        const organisation = { code: '1', name: subject };
        const told = messageText(contentOf([line], { organisation }), { on: DAY, publicUrl });
        expect(told.subject).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        // As many lines as one of harmless words.
        const harmless = lineOf({ subject: 'ก', action: 'ข', issuer: 'ค', context: [{ dueOn: DAY, text: 'ง' }] });
        const lines = messageText(contentOf([harmless]), { on: DAY, publicUrl }).text.split('\n').length;
        expect(told.text.split(/[\n\r\u2028]/)).toHaveLength(lines);
        const tags = told.html.match(/<[^>]*>/g) ?? [];
        expect(tags.length).toBeGreaterThan(20);
        expect(tags.join('')).not.toMatch(/[กา๑ｘ😀]/u);
      }),
      { numRuns: 300 },
    );
  });
});

describe('words of a letter', () => {
  it('stand on one line without what turns or hides text, cut with a sign', () => {
    expect(plainWords(' ก\r\nBcc: x\u202eข\u200bค ')).toBe('ก Bcc: xขค');
    expect(plainWords('กขคง', 3)).toBe('กข…');
  });
});

import { describe, expect, it } from 'vitest';
import type { DeadlineItem } from '../../../schemas/api.js';
import type { Deadline } from '../../../schemas/record.js';
import { dueLine, dueRows } from '../../../src/cli/deadline-text.js';
import { deadlineWhat, deadlineWhen, registerEntry } from '../../../src/cli/text.js';
import { deadlineOf, letterOf } from '../../support/letters.js';

const item = (more: Partial<DeadlineItem> = {}, resolved: Partial<DeadlineItem['resolved']> = {}): DeadlineItem => ({
  key: '1#0',
  letter: letterOf({}),
  deadline: deadlineOf({ date: '2025-02-28', time: '16:30' }),
  daysLeft: 3,
  workingDaysLeft: 2,
  state: 'live',
  first: true,
  changes: [],
  resolved: {
    dueOn: '2025-02-28',
    dueAt: null,
    lastOn: '2025-02-28',
    basis: 'printed',
    estimate: false,
    reason: 'หนังสือกำหนดวันที่',
    remindOn: '2025-02-28',
    alternatives: [],
    next: [],
    warnings: [],
    ...resolved,
  },
  ...more,
});

const change = { citation: null, change: 'extend' as const };

describe('a deadline in words', () => {
  it.each<[string, Partial<Deadline>, string]>([
    ['a repetition with its time', { recurrence: 'FREQ=WEEKLY;BYDAY=FR', time: '16:30' }, 'ทุกวันศุกร์ 16:30 น.'],
    [
      'the day that it was moved from',
      { date: '2025-07-31', supersedes: { ...change, date: '2025-07-15' } },
      '๓๑ กรกฎาคม ๒๕๖๘  กำหนดส่ง: ผู้รับหนังสือ  (ขยายเวลาจาก ๑๕ กรกฎาคม ๒๕๖๘)',
    ],
    [
      'a day that is called off',
      { supersedes: { ...change, change: 'cancel', date: '2025-07-10' } },
      'ยกเลิกกำหนด ๑๐ กรกฎาคม ๒๕๖๘',
    ],
    ['a task that is called off', { supersedes: { ...change, change: 'cancel', date: null } }, 'ยกเลิกกำหนดเดิม'],
    [
      'what else it may be',
      { date: '2025-08-22', confidence: 0.5, alternatives: [{ value: '2025-08-25', confidence: 0.4, why: '' }] },
      'ต้องตรวจ (มั่นใจ 50%) อาจเป็น ๒๕ สิงหาคม ๒๕๖๘',
    ],
  ])('says %s', (_, parts, words) => {
    expect(`${deadlineWhen(deadlineOf(parts))}  ${deadlineWhat(deadlineOf(parts))}`).toContain(words);
  });

  it('does not strike out the notice that one is called off', () => {
    const notice = { supersedes: { ...change, change: 'cancel' as const, date: '2025-07-10' } };
    expect(dueLine(item({ state: 'notice', deadline: deadlineOf(notice) }, { dueOn: null, basis: null }))).toMatch(
      /^ยกเลิกกำหนด ๑๐ กรกฎาคม ๒๕๖๘ {2}แจ้งเปลี่ยนกำหนดเดิม/,
    );
  });

  it('has its day, time, days left and whom it binds', () => {
    expect(dueLine(item())).toBe('๒๘ กุมภาพันธ์ ๒๕๖๘ 16:30 น.  เหลือ 3 วัน (2 วันทำการ)  กำหนดส่ง: ผู้รับหนังสือ');
  });

  it('is struck out where it is one no more', () => {
    expect(dueLine(item({ state: 'superseded' }))).toBe(
      '~~๒๘ กุมภาพันธ์ ๒๕๖๘ 16:30 น.~~  มีกำหนดใหม่แทนแล้ว  กำหนดส่ง: ผู้รับหนังสือ',
    );
    expect(dueLine(item({ state: 'cancelled' }), (text) => `<s>${text}</s>`)).toMatch(/^<s>๒๘ .*<\/s> {2}ยกเลิกแล้ว/);
  });

  it('says that nobody knows between the earliest and the latest day', () => {
    const estimate = { estimate: true, lastOn: '2025-03-10', basis: 'counted' as const };
    const line = (daysLeft: number) => dueLine(item({ daysLeft, deadline: deadlineOf({}) }, estimate));
    expect(line(1)).toMatch(/^ประมาณ ๒๘ กุมภาพันธ์ ๒๕๖๘ ถึง ๑๐ มีนาคม ๒๕๖๘ {2}เหลือ 1 วัน/);
    expect(line(-10)).toContain('อาจเลยกำหนดแล้ว');
    expect(line(-11)).toContain('เลยกำหนด 11 วัน');
  });

  it('tells how it was found, what else it may be, its history and what to check', () => {
    const rows = dueRows(
      item(
        { changes: [{ key: '2#0', change: 'extend', on: '2025-02-20', to: '2025-03-31', certain: false }] },
        {
          basis: 'counted',
          reason: '๑๕ วัน นับถัดจาก',
          alternatives: [{ date: '2025-03-03', why: 'วันทำการถัดไป' }],
          warnings: [{ code: 'calendar.unannounced_year', field: null, message: 'ยังไม่ประกาศ' }],
        },
      ),
    );
    expect(rows.slice(1).map((row) => row.replace(/\s+/g, ''))).toEqual([
      'วิธีนับ๑๕วันนับถัดจาก',
      'หรือ๓มีนาคม๒๕๖๘วันทำการถัดไป',
      'ประวัติต้องตรวจ:หนังสือ[2#0]ลงวันที่๒๐กุมภาพันธ์๒๕๖๘ขยายเวลาเป็น๓๑มีนาคม๒๕๖๘แต่อาจหมายถึงกำหนดอื่น',
      'ต้องตรวจยังไม่ประกาศ',
    ]);
  });
});

describe('a letter in the register', () => {
  const flat = (letter: Parameters<typeof letterOf>[0]) => registerEntry(letterOf(letter), '1').replace(/\s+/g, ' ');

  it('has its receive stamps, with what to check of them', () => {
    const stamp = { office: 'อำเภอปัว', number: '045', date: '2025-06-09', time: '10:30', evidence: [] };
    expect(flat({ received: [{ ...stamp, confidence: 0.7 }] })).toContain(
      'ตรารับ เลขรับ 045 วันที่ ๙ มิถุนายน ๒๕๖๘ 10:30 น. อำเภอปัว ต้องตรวจ (มั่นใจ 70%)',
    );
    expect(flat({ received: [{ ...stamp, number: null, time: null, confidence: 0.95 }] })).toContain(
      'ตรารับ วันที่ ๙ มิถุนายน ๒๕๖๘ อำเภอปัว ต้องตรวจ -',
    );
    expect(flat({})).not.toContain('ตรารับ');
  });

  it('has the other of two readings', () => {
    const code = 'reference.two_readings';
    const alternatives = { reference: [{ value: 'พร 0023.3/ว 68', confidence: 0.3, why: '' }] };
    expect(flat({ warnings: [{ code, field: 'reference', message: 'มีสองเลข' }], alternatives })).toContain(
      'มีสองเลข (พร 0023.3/ว 68)',
    );
  });
});

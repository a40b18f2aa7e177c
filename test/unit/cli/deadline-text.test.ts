import { describe, expect, it } from 'vitest';
import type { DeadlineItem } from '../../../schemas/api.js';
import { dueLine, dueRows } from '../../../src/cli/deadline-text.js';
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

describe('a deadline in words', () => {
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

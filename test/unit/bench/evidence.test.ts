import { describe, expect, it } from 'vitest';
import { checkEvidence, textInBox } from '../../../bench/read/evidence.js';
import type { Box } from '../../../schemas/common.js';
import type { Line, PageReading } from '../../../schemas/page.js';
import type { FileRecord, Letter } from '../../../schemas/record.js';

/** A line whose characters are each a fiftieth of the page wide, from the left edge. */
const line = (text: string, y: number): Line => ({
  text,
  bbox: [0, y, text.length / 50, y + 0.02],
  confidence: 1,
  chars: {
    p: [...text].map(() => 1),
    x0: [...text].map((_, at) => at / 50),
    x1: [...text].map((_, at) => (at + 1) / 50),
  },
});
const page: PageReading = {
  number: 1,
  source: 'ocr',
  width: 100,
  height: 100,
  rotation: 0,
  lines: [line('ที่ มท ๐๘๑๐.๗/ว ๕๒๔', 0.1), line('๒๗ มกราคม ๒๕๖๘', 0.2)],
  regions: [{ kind: 'stamp', bbox: [0.6, 0, 0.9, 0.08], text: 'เลขรับ ๑๒๓\n๒๘ ม.ค. ๒๕๖๘' }],
  confidence: 1,
  warnings: [],
};

const check = (date: Box, received: Box) => {
  const letter = {
    reference: { normalized: 'มท 0810.7/ว 524' },
    date: '2025-01-27',
    subject: 'ไม่มีเลข',
    recipients: [],
    references: [],
    enclosures: [],
    deadlines: [],
    received: [{ number: '123', date: '2025-01-28', evidence: [{ page: 1, bbox: received, text: '' }] }],
    evidence: {
      reference: [{ page: 1, bbox: [0, 0.09, 1, 0.13], text: '' }],
      date: [{ page: 1, bbox: date, text: '' }],
    },
  } as unknown as Letter;
  const record = { file: 'a.pdf', letters: [letter] } as unknown as FileRecord;
  return checkEvidence([{ record, pages: new Map([[1, page]]) }]);
};

describe('the evidence of a value', () => {
  it('is whole where the digits of the value stand in its box', () => {
    expect(check([0, 0.19, 1, 0.23], [0.55, 0, 0.95, 0.1])).toEqual({ fields: 3, whole: 3, misses: [] });
  });

  it('is missed where the box cuts a number, or lies elsewhere', () => {
    const { whole, misses } = check([0, 0.19, 0.25, 0.23], [0, 0.5, 1, 0.6]);
    expect(whole).toBe(1);
    expect(misses.map(({ field, want }) => [field, want])).toEqual([
      ['date', ['27', '2568']],
      ['received[0]', ['123', '28']],
    ]);
  });

  it('takes the characters whose middle lies in the box', () => {
    expect(textInBox(page, [0, 0.19, 2.4 / 50, 0.23])).toBe('๒๗');
    expect(textInBox(page, [0, 0.19, 2.6 / 50, 0.23])).toBe('๒๗ ');
  });
});

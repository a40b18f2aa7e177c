import { describe, expect, it } from 'vitest';
import type { LetterKind } from '../../../schemas/record.js';
import { findDeadlines } from '../../../src/domain/deadlines.js';
import { plainText } from '../../support/plain-text.js';
import { CIRCULARS, OPEN } from './deadline-circulars.js';
import { INVENTORY } from './deadline-inventory.js';

const LETTER_DATE = '2025-02-01';

function read(text: string, letterDate: string | null, kind: LetterKind = 'external') {
  return findDeadlines({ body: plainText(text), letterDate, kind, issuer: null, recipients: [] });
}

function holds(found: ReturnType<typeof read>, expected: readonly Record<string, unknown>[]) {
  expect(found).toMatchObject(expected);
  expect(found).toHaveLength(expected.length);
}

describe('wordings of circulars', () => {
  for (const [group, circulars] of Object.entries(CIRCULARS)) {
    it.each(circulars.map((circular) => [circular.text, circular] as const))(
      `${group}: %s`,
      (_, { text, expected, kind }) => {
        holds(read(text, LETTER_DATE, kind), expected);
      },
    );
  }
});

describe('wordings that a person must judge', () => {
  for (const [text, why] of OPEN) it.todo(`${text}: ${why}`);
});

describe('attested wordings that the sets lack', () => {
  for (const [trigger, wordings] of Object.entries(INVENTORY)) {
    const closed = wordings.filter(({ gap }) => gap === undefined);
    it.each(closed.map((wording) => [wording.text, wording] as const))(
      `${trigger}: %s`,
      (_, { text, expected, letterDate }) => {
        holds(read(text, letterDate ?? null), expected);
      },
    );
    for (const { text, gap } of wordings) if (gap !== undefined) it.todo(`${trigger}: ${text}: ${gap}`);
    it(`has at least five wordings of ${trigger}`, () => expect(wordings.length).toBeGreaterThanOrEqual(5));
  }
});

describe('the day of a misread digit', () => {
  it('keeps what the printed weekday allows beside the day as it was read', () => {
    // 28 February 2025 was a Friday, the 18th a Tuesday.
    const [found] = read('ขอให้รายงานผลภายในวันอังคารที่ ๒๘ กุมภาพันธ์ ๒๕๖๘', LETTER_DATE);
    expect(found).toMatchObject({ date: '2025-02-28' });
    expect(found!.confidence).toBeLessThanOrEqual(0.5);
    expect(found!.alternatives?.map(({ value }) => value)).toContain('2025-02-18');
  });

  it('takes a misspelt weekday only where it agrees, and doubts it', () => {
    const [agrees] = read('ขอให้รายงานผลภายในวันศกร์ที่ ๒๘ กุมภาพันธ์ ๒๕๖๘', LETTER_DATE);
    expect(agrees).toMatchObject({ date: '2025-02-28' });
    const [repaired] = read('ขอให้รายงานผลภายในวันพฤหัสบกีที่ ๒๗ กุมภาพันธ์ ๒๕๖๘', LETTER_DATE);
    expect(repaired).toMatchObject({ date: '2025-02-27' });
    expect(repaired!.confidence).toBeLessThan(0.9);
  });
});

describe('a letter named beside the change', () => {
  it('is what the change supersedes', () => {
    const text =
      'ตามหนังสือกรมส่งเสริมการปกครองท้องถิ่น ที่ มท ๐๘๑๐.๓/ว ๙๙ ลงวันที่ ๑๕ มกราคม ๒๕๖๘ ให้ส่งแบบสำรวจภายในวันที่ ๑๔ กุมภาพันธ์ ๒๕๖๘ นั้น จึงขอขยายเวลาการส่งแบบสำรวจออกไปจนถึงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘';
    const citation = { reference: 'มท 0810.3/ว 99', date: '2025-01-15' };
    holds(read(text, LETTER_DATE), [
      { date: '2025-02-28', kind: 'due', supersedes: { date: '2025-02-14', citation, change: 'extend' } },
    ]);
  });

  it('is called off with the day that it had asked for', () => {
    const text = 'ขอยกเลิกหนังสือเชิญประชุม ที่ มท ๐๘๑๐.๓/ว ๙๙ ลงวันที่ ๑๕ มกราคม ๒๕๖๘ และขอให้ส่งเอกสารคืนภายในวันที่ ๒๐ กุมภาพันธ์ ๒๕๖๘';
    expect(read(text, LETTER_DATE)).toMatchObject([
      { date: null, supersedes: { date: null, citation: { reference: 'มท 0810.3/ว 99' }, change: 'cancel' } },
      { date: '2025-02-20', kind: 'due' },
    ]);
  });

  it('counts months from the day after the old end, and keeps the same day of the month beside it', () => {
    const [found] = read('ขยายเวลารับสมัคร จากเดิมสิ้นสุดวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘ ออกไปอีก ๑ เดือน', LETTER_DATE);
    expect(found).toMatchObject({ date: '2025-03-31', supersedes: { date: '2025-02-28', change: 'extend' } });
    expect(found!.alternatives).toMatchObject([{ value: '2025-03-28' }]);
  });

  it('says two changes of one sentence each for itself', () => {
    const text =
      'ตามที่ได้เชิญท่านเข้าร่วมประชุมเชิงปฏิบัติการ ในวันที่ ๒๔ – ๒๕ กุมภาพันธ์ ๒๕๖๘ นั้น\nกรมจึงขอเลื่อนการประชุมดังกล่าวออกไปเป็นวันที่ ๑๑ – ๑๒ มีนาคม ๒๕๖๘ และขยายเวลาการส่งแบบตอบรับจากเดิมวันที่ ๑๓ กุมภาพันธ์ ๒๕๖๘ เป็นวันที่ ๒๗ กุมภาพันธ์ ๒๕๖๘';
    holds(read(text, LETTER_DATE), [
      { date: '2025-03-12', kind: 'event', supersedes: { date: '2025-02-25', change: 'move' } },
      { date: '2025-02-27', kind: 'due', supersedes: { date: '2025-02-13', change: 'extend' } },
    ]);
  });
});

import { describe, expect, it } from 'vitest';
import { hostileTexts } from '../../bench/parsers/hostile.js';
import { fileRecord } from '../../schemas/record.js';
import { composeFile, composeLetters } from '../../src/domain/compose.js';
import { toArabicDigits, toThaiDigits } from '../../src/domain/numerals.js';
import { findReferences, parseReference } from '../../src/domain/reference.js';
import { normalForm, trackedNormalForm } from '../../src/domain/text.js';
import { processorMs } from '../support/processor.js';
import { fc } from '../support/property.js';
import { textPages } from '../support/text-pages.js';
import { MEMORANDA, STAMPED } from '../unit/domain/hard/bundles.js';
import { made } from '../unit/domain/hard/made.js';

const file = { file: 'x.txt', sha256: '0'.repeat(64), warnings: [] };

/** Pieces of letters, with the marks and blanks that readers lose or add. */
const piece = fc.constantFrom(
  'ที่ ',
  'มท ๐๘๑๐.๗/ว ๕๒๔',
  'สท ๐๐๒๓/',
  'เรื่อง ',
  'เรียน ',
  'ถึง ',
  'อ้างถึง ',
  'สิ่งที่ส่งมาด้วย ',
  'บันทึกข้อความ',
  'ส่วนราชการ ',
  'คำสั่ง',
  'ประกาศ',
  'จังหวัดน่าน',
  'ศาลากลางจังหวัดแพร่',
  'ลงวันที่ ',
  '๓๑ กุมภาพันธ์ ๒๕๖๘',
  '๑๒ มีนาคม ๒๕๖๘',
  'จำนวน ๑ ชุด',
  '๑. ',
  '(',
  ')',
  'นายอำเภอทุกอำเภอ',
  'และ',
  'ขอแสดงความนับถือ',
  '(นายทดสอบ ระบบดี)',
  'โทร. ',
  '๐ ๒๒๔๑ ๙๐๐๐ ต่อ ',
  'เลขรับ ',
  'วันที่ ',
  'เวลา ',
  'จึงเรียนมาเพื่อ',
  'ด่วนที่สุด',
  'ลับ',
  'หนังสือ',
  'ภายใน',
  '\n',
  '\n\n',
  '\n\n\n\n',
  '\f',
  ' ',
  '่',
  'ํา',
  '\u200b',
  '- ๒ -',
  '/ต่อ...',
);
const letterLike = fc.array(piece, { maxLength: 80 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(
  letterLike,
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);

describe('composeFile', () => {
  it('takes any text and gives a valid record', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const record = composeFile({ ...file, pages: textPages(text) });
        expect(fileRecord.safeParse(record).error?.issues ?? []).toEqual([]);
        for (const letter of record.letters) {
          expect(letter.pages[0]).toBeLessThanOrEqual(letter.pages[1]);
          if (letter.kind === 'attachment') expect(letter.deadlines).toEqual([]);
          else if (letter.date !== null) expect(letter.confidence.date).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('takes long hostile text in little time', () => {
    const took = processorMs(() => {
      for (const unit of [
        'ที่ มท 0810/ว ',
        'เรื่อง เรียน ',
        '(นาย ก',
        '๑. ',
        'หนังสือ ที่ ',
        'โทร. 0 2 ',
        'วันที่ ',
        'ด่วนที่สุด ',
        'ก',
      ]) {
        const text = unit.repeat(Math.ceil(20_000 / unit.length));
        composeFile({ ...file, pages: textPages(text) });
        composeFile({
          file: 'x.txt',
          sha256: '0'.repeat(64),
          pages: textPages(text.replaceAll(unit, `${unit}\n`)),
          warnings: [],
        });
      }
    });
    expect(took).toBeLessThan(20_000);
  });
});

/** Letters cut anywhere, their lines shuffled or doubled, with characters of all kinds strewn in. */
const whole = [
  made(),
  made({ above: ['ด่วนที่สุด', 'ลับ'] }),
  ...MEMORANDA.map(({ text }) => text),
  ...STAMPED.map(({ text }) => text),
];
const mangled = fc
  .tuple(
    fc.array(fc.constantFrom(...whole), { minLength: 1, maxLength: 3 }),
    fc.array(fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('cut', 'swap', 'double', 'strew')), { maxLength: 12 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 12 }),
  )
  .map(([texts, changes, strange]) => {
    const lines = texts.join('\n').split('\n');
    for (const [a, b, how] of changes) {
      const [i, j] = [a % lines.length, b % lines.length];
      const line = lines[i]!;
      if (how === 'cut') lines[i] = line.slice(0, b % (line.length + 1));
      else if (how === 'swap') [lines[i], lines[j]] = [lines[j]!, line];
      else if (how === 'double') lines.splice(j, 0, ...lines.slice(i, i + 5));
      else lines[i] = line.slice(0, b % (line.length + 1)) + strange + line.slice(b % (line.length + 1));
    }
    return lines.join('\n');
  });

describe('mangled letters', () => {
  it('give valid records, whose evidence stands in the text and whose attachments bind nobody', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        const record = composeFile({ ...file, pages: textPages(text), today: '2026-01-05' });
        expect(fileRecord.safeParse(record).error?.issues ?? []).toEqual([]);
        const printed = new Set(text.normalize('NFC').replace(/[^0-9๐-๙]/g, ''));
        for (const letter of record.letters) {
          if (letter.kind === 'attachment')
            expect([letter.deadlines, letter.date, letter.reference]).toEqual([[], null, null]);
          for (const digit of toThaiDigits(letter.reference?.number ?? '')) {
            expect(printed.has(digit) || printed.has(toArabicDigits(digit))).toBe(true);
          }
          expect(Object.values(letter.confidence).every((p) => p >= 0 && p <= 1)).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('of any length take time in proportion', () => {
    for (const { name, text } of hostileTexts(8_000)) {
      expect(
        processorMs(() => composeLetters(textPages(text))),
        name,
      ).toBeLessThan(3000);
    }
  }, 120_000);

  it('may be one line of 200 000 characters', () => {
    const line = made().replaceAll('\n', ' ');
    const text = line.repeat(Math.ceil(200_000 / line.length));
    const before = process.cpuUsage();
    expect(fileRecord.safeParse(composeFile({ ...file, pages: textPages(text) })).success).toBe(true);
    expect(process.cpuUsage(before).user / 1_000_000).toBeLessThan(10);
  }, 60_000);
});

describe('normalForm', () => {
  it('changes nothing the second time, and is in NFC', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normalForm(text);
        expect(normalForm(once)).toBe(once);
        expect(once.normalize('NFC')).toBe(once);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives each unit a place in the source, in order', () => {
    fc.assert(
      fc.property(letterLike, (text) => {
        const { text: form, origin } = trackedNormalForm(text);
        expect(origin).toHaveLength(form.length);
        expect(origin.every((at) => at >= 0 && at < text.length)).toBe(true);
      }),
    );
  });
});

const consonant = fc.constantFrom(...'กขคงจชซญดตถทธนบปผพภมยรลวศสหอ');
const digits = (least: number, most: number) => fc.integer({ min: 10 ** (least - 1), max: 10 ** most - 1 }).map(String);
const parts = fc.record({
  code: fc.tuple(consonant, consonant).map((pair) => pair.join('')),
  unit: fc
    .tuple(fc.constantFrom('0', '1', '5'), digits(3, 3), fc.array(digits(1, 2), { maxLength: 2 }))
    .map(([head, rest, groups]) => [`${head}${rest}`, ...groups].join('.')),
  circular: fc.boolean(),
  number: digits(1, 5),
  suffix: fc.option(digits(1, 2), { nil: null }),
});

describe('reference numbers', () => {
  it('come back from every spelling of the same number', () => {
    fc.assert(
      fc.property(
        parts,
        fc.boolean(),
        fc.constantFrom('', ' '),
        fc.constantFrom('', ' '),
        fc.boolean(),
        (ref, thai, gap, afterSeries, padded) => {
          const number = padded ? ref.number.padStart(6, '0') : ref.number;
          const series = ref.circular ? `ว${afterSeries}` : '';
          const tail = ref.suffix ? `/${ref.suffix}` : '';
          const spelled = `${ref.code}${gap}${ref.unit}/${series}${number}${tail}`;
          const normalized = `${ref.code} ${ref.unit}/${ref.circular ? 'ว ' : ''}${ref.number}${tail}`;
          const raw = thai ? toThaiDigits(spelled) : spelled;
          expect(parseReference(raw)?.normalized).toBe(normalized);
          expect(parseReference(normalized)?.normalized).toBe(normalized);
          expect(findReferences(`หนังสือ ที่ ${raw} ลงวันที่`).map((found) => found.reference.normalized)).toEqual([
            normalized,
          ]);
        },
      ),
    );
  });
});

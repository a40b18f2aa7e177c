import { describe, expect, it } from 'vitest';
import { fileRecord } from '../../../schemas/record.js';
import { annexLines, composeFile, composeLetters } from '../../../src/domain/compose.js';
import { fc } from '../../support/property.js';
import { textPages } from '../../support/text-pages.js';

const letter = (number: string, subject: string, body = 'ด้วยจังหวัดน่านจะสำรวจแหล่งน้ำ') => `ที่ นน ๐๐๒๓.๓/ว ${number}
ศาลากลางจังหวัดน่าน
๑๒ มีนาคม ๒๕๖๘
เรื่อง ${subject}
เรียน นายอำเภอทุกอำเภอ
${body}
จึงเรียนมาเพื่อพิจารณาดำเนินการ
ขอแสดงความนับถือ
(นายสมมติ ใจดี)
ผู้ว่าราชการจังหวัดน่าน`;
const LIST = 'บัญชีรายชื่อแหล่งน้ำ\n๑. แหล่งน้ำบ้านเหนือ\n๒. แหล่งน้ำบ้านใต้';
const FILE = [letter('๘๑', 'การสำรวจ'), letter('๗๗', 'การตรวจสอบ'), LIST, letter('๖๖', 'การประชุม')].join('\f');

const told = (begins: number[] | null, text = FILE) =>
  composeLetters(textPages(text), { today: null, begins }).map(({ kind, pages, reference, subject }) => [
    kind,
    ...pages,
    reference?.normalized ?? null,
    subject,
  ]);

describe('letters of a file whose beginnings a person said', () => {
  const asRead = [
    ['external', 1, 1, 'นน 0023.3/ว 81', 'การสำรวจ'],
    ['external', 2, 2, 'นน 0023.3/ว 77', 'การตรวจสอบ'],
    ['attachment', 3, 3, null, null],
    ['external', 4, 4, 'นน 0023.3/ว 66', 'การประชุม'],
  ];

  it('are as read where the person says the same', () => {
    expect(told(null)).toEqual(asRead);
    expect(told([1, 2, 4])).toEqual(asRead);
  });

  it('are merged: what follows the first letter travels with it', () => {
    expect(told([1, 4])).toEqual([
      ['external', 1, 1, 'นน 0023.3/ว 81', 'การสำรวจ'],
      ['attachment', 2, 2, null, null],
      ['attachment', 3, 3, null, null],
      ['external', 4, 4, 'นน 0023.3/ว 66', 'การประชุม'],
    ]);
  });

  it('are merged over the page on which a letter goes on', () => {
    const [head, tail] = [letter('๘๑', 'การสำรวจ').split('\nจึงเรียน')[0]!, letter('๗๗', 'การตรวจสอบ')];
    const text = `${head}\f${tail}`;
    expect(told(null, text)).toHaveLength(2);
    expect(told([1], text)).toEqual([['external', 1, 2, 'นน 0023.3/ว 81', 'การสำรวจ']]);
  });

  it('are split where the rules see none, with the labels that stand there', () => {
    expect(told([1, 2, 3, 4])[2]).toEqual(['external', 3, 3, null, null]);
    const headless = `${letter('๘๑', 'การสำรวจ')}\fเรื่อง การเลือกตั้ง\n\nขอให้ส่งรายงาน`;
    expect(told(null, headless)[1]![0]).toBe('attachment');
    expect(told([1, 2], headless)[1]).toEqual(['external', 2, 2, null, 'การเลือกตั้ง']);
  });

  it('begin on the page that was said, also where it has no print', () => {
    const text = `${letter('๘๑', 'การสำรวจ')}\f\f${LIST}`;
    expect(told([1, 2], text)[1]).toEqual(['external', 2, 3, null, null]);
    const [, unread] = composeLetters(textPages(`${letter('๘๑', 'การสำรวจ')}\f\f`), { today: null, begins: [1, 2] });
    expect(unread).toMatchObject({ kind: 'external', pages: [2, 3], subject: null });
    expect(unread!.warnings.map(({ code }) => code)).toContain('reference.missing');
  });

  it('keep short letters of one page apart', () => {
    const two = `${letter('๘๑', 'การสำรวจ')}\n\n\n\n${letter('๘๒', 'การประชุม')}`;
    expect(told([1], two).map(([kind]) => kind)).toEqual(['external', 'external']);
  });

  it('have what travels with each at the places of the record', () => {
    const lines = annexLines(textPages(FILE), [1, 4]).map((some) => some.length);
    expect(lines).toHaveLength(told([1, 4]).length);
    expect(lines[0]).toBeGreaterThan(10);
    expect(lines.slice(1)).toEqual([0, 0, 0]);
  });

  it('make a record of the contract, one letter at each beginning and every page in one, whatever the pages hold', () => {
    const page = fc.constantFrom(letter('๘๑', 'การสำรวจ'), LIST, '', 'เรื่อง', 'ที่ นน ๐๐๒๓/ว ๑\nเรียน', 'ขอแสดงความนับถือ');
    fc.assert(
      fc.property(
        fc.array(page, { minLength: 1, maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 5 }),
        (pages, begins) => {
          const record = composeFile({
            file: 'f',
            sha256: 'a'.repeat(64),
            pages: textPages(pages.join('\f')),
            warnings: [],
            begins,
          });
          expect(fileRecord.safeParse(record).success).toBe(true);
          const starts = new Set([1, ...begins.filter((number) => number <= pages.length)]);
          const found = record.letters.filter(({ kind }) => kind !== 'attachment').map((one) => one.pages[0]);
          expect(new Set(found)).toEqual(starts);
        },
      ),
      { numRuns: 200 },
    );
  });
});

import { expect, it } from 'vitest';
import { composeLetters } from '../../../src/domain/compose.js';
import { textPages } from '../../support/text-pages.js';

const letter = (enclosure: string) => `ที่ นน ๐๐๒๓.๔/ว ๑๒๓

ศาลากลางจังหวัดน่าน
ถนนสุริยพงษ์ นน ๕๕๐๐๐

๑๒ มีนาคม ๒๕๖๘

เรื่อง การแต่งตั้งคณะทำงาน

เรียน นายอำเภอ ทุกอำเภอ

สิ่งที่ส่งมาด้วย ${enclosure}

ด้วยจังหวัดน่านได้แต่งตั้งคณะทำงานไว้แล้ว

จึงเรียนมาเพื่อทราบ

ขอแสดงความนับถือ

(นายสมคิด ตั้งใจ)
ผู้ว่าราชการจังหวัดน่าน`;

const ORDER = `คำสั่งจังหวัดน่าน
ที่ ๙๘๗/๒๕๖๘
เรื่อง แต่งตั้งคณะทำงาน

เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน ดังนี้

สั่ง ณ วันที่ ๑๐ มีนาคม พ.ศ. ๒๕๖๘

(นายสมคิด ตั้งใจ)
ผู้ว่าราชการจังหวัดน่าน`;

it.each([
  ['by its number', 'สำเนาคำสั่งจังหวัดน่าน ที่ ๙๘๗/๒๕๖๘ ลงวันที่ ๑๐ มีนาคม ๒๕๖๘ จำนวน ๑ ชุด', ['external', 'order']],
  ['as a paper sent along', 'คำสั่งแต่งตั้งคณะทำงาน จำนวน ๑ ชุด', ['external', 'attachment']],
])('an order behind a letter that names it %s', (_, enclosure, kinds) => {
  const letters = composeLetters(textPages(`${letter(enclosure)}\f${ORDER}`));
  expect(letters.map(({ kind }) => kind)).toEqual(kinds);
  if (kinds[1] === 'attachment') expect(letters[1]).toMatchObject({ deadlines: [], pages: [2, 2] });
  else expect(letters[1]).toMatchObject({ date: '2025-03-10', reference: { normalized: '987/2568' } });
});

it('an order that comes alone is one, and so are two of them', () => {
  const other = ORDER.replace('๙๘๗', '๙๘๘');
  const letters = composeLetters(textPages(`${ORDER}\f${other}`));
  expect(letters.map(({ reference }) => reference?.normalized)).toEqual(['987/2568', '988/2568']);
});

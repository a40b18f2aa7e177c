import { describe, expect, it } from 'vitest';
import { annexLines, composeLetters } from '../../../../src/domain/compose.js';
import { resolveLetters } from '../../../../src/domain/recipients/resolve-letters.js';
import { exampleGazetteer } from '../../../support/organisations.js';
import { textPages } from '../../../support/text-pages.js';

const letter = (to: string) => `ที่ พร ๐๐๒๓.๓/ว ๕๓                                   ศาลากลางจังหวัดแพร่
                                                     ถนนไชยบูรณ์ พร ๕๔๐๐๐
๑๑ กุมภาพันธ์ ๒๕๖๘
เรื่อง  การประชุมชี้แจง
เรียน  ${to}
สิ่งที่ส่งมาด้วย  บัญชีแนบท้าย  จำนวน ๑ ชุด
ด้วยจังหวัดแพร่จะจัดประชุมชี้แจง จึงเรียนมาเพื่อทราบ
ขอแสดงความนับถือ
(นายสมชาย ใจดี)
ผู้ว่าราชการจังหวัดแพร่`;

function read(to: string, ...annexes: string[]) {
  const pages = textPages([letter(to), ...annexes].join('\f'));
  const letters = resolveLetters(composeLetters(pages), exampleGazetteer, () => annexLines(pages));
  const found = letters[0]!.recipients[0]!.resolved!;
  return { ...found, names: found.organisations.map(({ name }) => name) };
}

describe('(ตามบัญชีแนบ)', () => {
  it('waits where no list is there, and where the paper behind it is none', () => {
    for (const annexes of [[], ['กำหนดการประชุม\n๑. อำเภอลอง\n๒. อำเภอสอง'], ['บัญชีแนบท้าย\nไม่มีหน่วยงาน']]) {
      const found = read('นายอำเภอ (ตามบัญชีแนบ)', ...annexes);
      expect([found.state, found.reason?.code, found.names]).toEqual(['waiting', 'recipient.annex', []]);
    }
  });

  it.each([
    ['numbers and dots', '๑. อำเภอลอง\n๒. อำเภอสอง\n๓. อำเภอสูงเม่น', 'นายอำเภอ (ตามบัญชีแนบ)'],
    ['numbers alone', '1 อำเภอลอง\n2 อำเภอสอง\n3 อำเภอสูงเม่น', 'นายอำเภอ (รายชื่อดังแนบ)'],
    ['titles', 'นายอำเภอลอง\nนายอำเภอสอง\nนายอำเภอสูงเม่น', 'ตามบัญชีรายชื่อแนบท้าย'],
    [
      'another column',
      '๑. อำเภอลอง จำนวน ๒ คน\n๒. อำเภอสอง จำนวน ๑ คน\n๓. อำเภอสูงเม่น จำนวน ๕ คน',
      'นายอำเภอ (ตามบัญชีแนบ)',
    ],
    ['another class', '๑. อำเภอลอง\n๒. อำเภอสอง\n๓. อำเภอสูงเม่น\n๔. เทศบาลตำบลช่อแฮ', 'นายอำเภอ (ตามบัญชีแนบ)'],
  ])('is answered by a list with %s', (_, lines, to) => {
    const found = read(to, `บัญชีแนบท้ายหนังสือจังหวัดแพร่\n${lines}`);
    expect(found.state).toBe('resolved');
    expect(found.names).toEqual(['อำเภอลอง', 'อำเภอสอง', 'อำเภอสูงเม่น']);
    expect(found.confidence).toBeLessThan(0.9);
    expect(found.evidence?.map(({ page }) => page)).toEqual([2, 2, 2]);
    expect(found.evidence?.[1]?.text).toContain('สอง');
  });

  it('is answered in part where lines of it are not known', () => {
    const found = read('นายอำเภอ (ตามบัญชีแนบ)', 'บัญชีแนบท้าย\n๑. อำเภอลอง\n๒. อำเภอสอง\n๓. อำเภอxyz');
    expect([found.state, found.reason?.code]).toEqual(['partial', 'recipient.annex_unknown_lines']);
    expect(found.names).toEqual(['อำเภอลอง', 'อำเภอสอง']);
  });

  it('takes no list that is mostly something else, and none of another letter', () => {
    const mostly = 'บัญชีแนบท้าย\n๑. เก้าอี้\n๒. โต๊ะ\n๓. อำเภอลอง';
    expect(read('นายอำเภอ (ตามบัญชีแนบ)', mostly).state).toBe('waiting');
    const other = letter('นายอำเภอทุกอำเภอ').replace('ว ๕๓', 'ว ๕๔');
    const list = 'บัญชีแนบท้าย\n๑. อำเภอลอง\n๒. อำเภอสอง';
    expect(read('นายอำเภอ (ตามบัญชีแนบ)', other, list).state).toBe('waiting');
  });
});

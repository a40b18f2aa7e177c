import { describe, expect, it } from 'vitest';
import { readRecipients } from '../../../../src/domain/fields/recipients.js';
import { builtInGazetteer } from '../../../../src/domain/gazetteer/built-in.js';
import { docLines, wholeLine } from '../../../../src/domain/lines.js';
import { repairedAddressee } from '../../../../src/domain/recipients/repair.js';
import { PERSON_TITLES } from '../../../../src/domain/tables/titles.js';
import { fc } from '../../../support/property.js';
import { textPages } from '../../../support/text-pages.js';

describe('titles and places within one edit', () => {
  it.each([
    ['นายองค์การบริหารส่วนจังหวัดแพร่', 'นายกองค์การบริหารส่วนจังหวัดแพร่'],
    ['นายองคการบริหารส่วนตำบลบัว', 'นายกองค์การบริหารส่วนตำบลบัว'],
    ['นายกองคการบริหารส่วนตำบลบัว', 'นายกองค์การบริหารส่วนตำบลบัว'],
    ['นายกองค์กรบริหารส่วนตำบลบัว', 'นายกองค์การบริหารส่วนตำบลบัว'],
    ['นายเทศมนตรีเมืองแพร่', 'นายกเทศมนตรีเมืองแพร่'],
    ['นายกเทศมนตรึเมืองแพร่', 'นายกเทศมนตรีเมืองแพร่'],
    ['ผู้ว่าราชการจังหวัดนครราชสิมา', 'ผู้ว่าราชการจังหวัดนครราชสีมา'],
    ['ผูว่าราชการจังหวัดแพร่', 'ผู้ว่าราชการจังหวัดแพร่'],
    ['ผู้ว่าราชการจังหวัดแพร', 'ผู้ว่าราชการจังหวัดแพร่'],
    ['ผู้ว่าราชการจังหวด ทุกจังหวัด', 'ผู้ว่าราชการจังหวัด ทุกจังหวัด'],
    ['นายอำเกอทุกอำเภอ', 'นายอำเภอทุกอำเภอ'],
    ['นายอำเกอสูงเม่น', 'นายอำเภอสูงเม่น'],
    ['นายอำเภอหนองม่วงไข', 'นายอำเภอหนองม่วงไข่'],
    ['อธิบดีกรมส่งเสริมการปกครองท้องถิน', 'อธิบดีกรมส่งเสริมการปกครองท้องถิ่น'],
    ['อธิบดีกรมบัญชีกลวง', 'อธิบดีกรมบัญชีกลาง'],
    ['ปลัดกระทรวงมหาดไท', 'ปลัดกระทรวงมหาดไทย'],
    ['ท้องถิ่นจังหวัดนครพนน', 'ท้องถิ่นจังหวัดนครพนม'],
  ])('%s is %s', (printed, right) => expect(repairedAddressee(printed)).toBe(right));

  it.each([
    'นายอำเภา ใจดี',
    'นายอำพล สุขใจ',
    'นางสาวอำไพ สูงเม่น',
    'เลขานุการกรม',
    'นายกองค์การบริหารส่วนตำบลหัวฝาบ',
    'นายกเทศมนตรีตำบลช่อแอ',
    'นายอำเภอลอน',
    'ผู้ว่าราชการจังหวัดเลข',
    'นายอำเภอเฉลิมพระเกียรตื',
    'หัวหน้าสำนักงาน ก.ก.',
    'ผู้อำนวยการศูนย์อนามัยที่ ๑ - ๑๒',
    'ผู้อำนวยการสำนักงานเขตพื้นที่การศึกษาประถมศึกษาลำพูน เขต ๑',
    'ประธานรัฐสภา',
    '',
  ])('%s stays as it is', (printed) => expect(repairedAddressee(printed)).toBe(printed));

  it('leaves every name that is in order, and every person', () => {
    const heads = { province: 'ผู้ว่าราชการ', district: 'นาย', pao: 'นายก' } as const;
    for (const kind of ['province', 'district', 'pao'] as const) {
      for (const { name } of builtInGazetteer().of([kind], { area: null, on: null })) {
        expect(repairedAddressee(`${heads[kind]}${name}`)).toBe(`${heads[kind]}${name}`);
      }
    }
    const name = fc.string({ unit: fc.constantFrom(...'กขคงจชดตถทนบปผพมยรลวศสหอะาิีุูเแโไ่้์'), minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...PERSON_TITLES), name, name, (title, given, family) => {
        const person = `${title}${given} ${family}`;
        expect(repairedAddressee(person)).toBe(person);
      }),
    );
  });

  it('begins an addressee at a title that is misspelt, and keeps what was printed', () => {
    const line = 'นายอำเภอ ทุกอำเภอ นายองค์การบริหารส่วนจังหวัดแพร่ และนายเทศมนตรีเมืองแพร่';
    const { recipients, repaired } = readRecipients([wholeLine(docLines(textPages(line))[0]!)], false);
    expect(repaired).toBe(true);
    expect(recipients.map(({ text }) => text)).toEqual([
      'นายอำเภอ ทุกอำเภอ',
      'นายกองค์การบริหารส่วนจังหวัดแพร่',
      'นายกเทศมนตรีเมืองแพร่',
    ]);
    expect(recipients.map(({ alternatives }) => alternatives?.[0]?.value)).toEqual([
      undefined,
      'นายองค์การบริหารส่วนจังหวัดแพร่',
      'นายเทศมนตรีเมืองแพร่',
    ]);
    expect(recipients[1]!.confidence).toBeLessThan(recipients[0]!.confidence);
  });
});

import { describe, expect, it } from 'vitest';
import { passesOnTo } from '../../../../src/domain/alerts/relay-to.js';

const PROVINCE = { level: 'province', kind: 'province' } as const;
const DISTRICT = { level: 'district', kind: 'district' } as const;
const PAO = { level: 'local', kind: 'pao' } as const;

describe('whom an organisation in the middle tells', () => {
  const told = ['อปท.', 'เทศบาลตำบล', 'องค์การบริหารส่วนตำบล', 'เทศบาลเมือง', 'องค์การบริหารส่วนจังหวัด', 'ท้องถิ่นอำเภอ'];

  it('is all that is named for a province and for what stands above it', () => {
    for (const office of [PROVINCE, { level: 'central', kind: 'department' } as const, null]) {
      expect(passesOnTo(office, told)).toEqual(told);
    }
  });

  it('is for a district what stands below it, and not what the province writes to itself', () => {
    expect(passesOnTo(DISTRICT, told)).toEqual(['อปท.', 'เทศบาลตำบล', 'องค์การบริหารส่วนตำบล']);
    expect(passesOnTo(DISTRICT, ['อบจ.', 'เทศบาลนคร', 'อำเภอทุกแห่ง', 'สำนักงานสาธารณสุขอำเภอ'])).toEqual([]);
    expect(passesOnTo(DISTRICT, ['กำนัน', 'ผู้ใหญ่บ้าน', 'เทศบาล', 'โรงเรียน'])).toHaveLength(4);
  });

  it('is nobody for a local body', () => {
    expect(passesOnTo(PAO, told)).toEqual([]);
  });
});

describe('whom it tells where the letter turns to its level', () => {
  const told = ['อำเภอ', 'อปท.', 'หน่วยงานในสังกัด'];
  const each = [
    { kinds: ['province'] as const, told: ['อำเภอ'] },
    { kinds: ['district'] as const, told: ['อปท.'] },
  ].map(({ kinds, told: those }) => ({ kinds: [...kinds], told: those }));

  it('is whom the sentence to it names, and not what is asked of others', () => {
    expect(passesOnTo(PROVINCE, ['อำเภอ', 'อปท.'], each)).toEqual(['อำเภอ']);
    expect(passesOnTo(DISTRICT, ['อำเภอ', 'อปท.'], each)).toEqual(['อปท.']);
  });

  it('is whom it names though its level would not tell them', () => {
    const sentences = [{ kinds: ['district' as const], told: ['เทศบาลเมือง'] }];
    expect(passesOnTo(DISTRICT, ['เทศบาลเมือง'], sentences)).toEqual(['เทศบาลเมือง']);
    expect(passesOnTo(PAO, ['โรงเรียนในสังกัด'], [{ kinds: ['pao'], told: ['โรงเรียนในสังกัด'] }])).toEqual([
      'โรงเรียนในสังกัด',
    ]);
    const town = { level: 'local', kind: 'town-municipality' } as const;
    expect(passesOnTo(town, ['โรงเรียนในสังกัด'], [{ kinds: ['pao'], told: ['โรงเรียนในสังกัด'] }])).toEqual([]);
  });

  it('is besides what all are asked, and what a person put in that no sentence has', () => {
    const sentences = [...each, { kinds: [], told: ['หน่วยงานในสังกัด'] }];
    expect(passesOnTo(PROVINCE, told, sentences)).toEqual(['อำเภอ', 'หน่วยงานในสังกัด']);
    expect(passesOnTo(DISTRICT, [...told, 'เทศบาลตำบล'], sentences)).toEqual(['อปท.', 'หน่วยงานในสังกัด', 'เทศบาลตำบล']);
  });

  it('goes by the level where it turns to others alone', () => {
    expect(passesOnTo(PROVINCE, ['อปท.'], [each[1]!])).toEqual(['อปท.']);
    expect(passesOnTo(DISTRICT, ['อำเภอ', 'อปท.'], [each[0]!])).toEqual(['อปท.']);
  });

  it('is the same for the offices of its level', () => {
    const office = { level: 'district', kind: 'district-office' } as const;
    expect(passesOnTo(office, ['อำเภอ', 'อปท.'], each)).toEqual(['อปท.']);
  });
});

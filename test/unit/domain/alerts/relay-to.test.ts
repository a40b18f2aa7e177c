import { describe, expect, it } from 'vitest';
import { passesOnTo } from '../../../../src/domain/alerts/relay-to.js';

describe('whom an organisation in the middle tells', () => {
  const told = ['อปท.', 'เทศบาลตำบล', 'องค์การบริหารส่วนตำบล', 'เทศบาลเมือง', 'องค์การบริหารส่วนจังหวัด', 'ท้องถิ่นอำเภอ'];

  it('is all that is named for a province and for what stands above it', () => {
    for (const level of ['province', 'central', 'other', null] as const) expect(passesOnTo(level, told)).toEqual(told);
  });

  it('is for a district what stands below it, and not what the province writes to itself', () => {
    expect(passesOnTo('district', told)).toEqual(['อปท.', 'เทศบาลตำบล', 'องค์การบริหารส่วนตำบล']);
    expect(passesOnTo('district', ['อบจ.', 'เทศบาลนคร', 'อำเภอทุกแห่ง', 'สำนักงานสาธารณสุขอำเภอ'])).toEqual([]);
    expect(passesOnTo('district', ['กำนัน', 'ผู้ใหญ่บ้าน', 'เทศบาล', 'โรงเรียน'])).toHaveLength(4);
  });

  it('is nobody for a local body', () => {
    expect(passesOnTo('local', told)).toEqual([]);
  });
});

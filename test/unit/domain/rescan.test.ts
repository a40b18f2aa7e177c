import { describe, expect, it } from 'vitest';
import { rescanReason } from '../../../src/domain/rescan.js';
import { letterOf } from '../../support/letters.js';

const issuer = (name: string) => ({ name, level: 'province' as const, province: 'แพร่' });
const base = {
  ref: 'พร ๐๐๒๓.๓/ว ๕๓',
  date: '2025-02-11',
  issuer: issuer('จังหวัดแพร่'),
  subject: 'การรับสมัครรางวัลเลิศรัฐ ประจำปี พ.ศ. ๒๕๖๘',
};
const why = (given: Parameters<typeof letterOf>[0]) => rescanReason(letterOf(base), letterOf({ ...base, ...given }));

describe('two scans of one letter', () => {
  it.each([
    ['the same number, date and issuer', {}, 'reference'],
    ['also with a subject that reads otherwise', { subject: 'การรับสมัคร' }, 'reference'],
    ['also where the issuer was not read', { issuer: null }, 'reference'],
    ['a number one digit apart, with subject and date', { ref: 'พร ๐๐๒๓.๓/ว ๕๘' }, 'subject'],
    [
      'a number that was not read, with a subject in other digits and spacing',
      { ref: undefined, reference: null, subject: 'การรับสมัครรางวัลเลิศรัฐประจำปี พ.ศ. 2568' },
      'subject',
    ],
  ] as const)('%s', (_, given, reason) => expect(why(given)).toBe(reason));

  it.each([
    ['another day', { date: '2025-02-12' }],
    ['no day', { date: null }],
    ['another issuer under the same number', { issuer: issuer('จังหวัดน่าน') }],
    ['a number that is far', { ref: 'พร ๐๐๒๓.๓/ว ๑๒๐' }],
    ['a near number with another subject', { ref: 'พร ๐๐๒๓.๓/ว ๕๔', subject: 'การสำรวจแหล่งน้ำ' }],
  ] as const)('are not known by: %s', (_, given) => expect(why(given)).toBeNull());

  it('are not known by nothing: two letters of which neither number nor subject was read', () => {
    const bare = letterOf({ date: '2025-02-11', subject: null, reference: null });
    expect(rescanReason(bare, bare)).toBeNull();
  });
});

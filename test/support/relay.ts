import { type Families, type Family, families as familiesSchema } from '../../schemas/families.js';
import type { Citation, Letter, Received } from '../../schemas/record.js';
import { relateLetters } from '../../src/domain/relay/relate.js';
import { citationOf, letterOf } from './letters.js';

export const SUBJECT = 'การสำรวจข้อมูลผู้สูงอายุ ประจำปี ๒๕๖๘';
export const DEPARTMENT = 'กรมส่งเสริมการปกครองท้องถิ่น';

type Given = Partial<Letter> & { ref?: string };
const issuer = (name: string, level: NonNullable<Letter['issuer']>['level'], province: string | null = null) => ({
  name,
  level,
  province,
});
const to = (text: string): Letter['recipients'] => [{ text, scope: 'all', confidence: 1, evidence: [] }];
const cites = (given: Partial<Citation>): Partial<Letter> => ({ references: [citationOf(given)] });

/** มท 0810.7/ว 524 of 27 January, to all provinces. */
export const department = (given: Given = {}) =>
  letterOf({
    ref: 'มท ๐๘๑๐.๗/ว ๕๒๔',
    date: '2025-01-27',
    issuer: issuer(DEPARTMENT, 'central'),
    subject: SUBJECT,
    recipients: to('ผู้ว่าราชการจังหวัดทุกจังหวัด'),
    ...given,
  });

/** น่าน's letter of 11 February; it cites the department's as it is, but for what is given. */
export const province = (citation: Partial<Citation> = {}, given: Given = {}) =>
  letterOf({
    ref: 'นน ๐๐๒๓.๓/ว ๑๑',
    date: '2025-02-11',
    issuer: issuer('จังหวัดน่าน', 'province', 'น่าน'),
    subject: SUBJECT,
    recipients: to('นายอำเภอทุกอำเภอ'),
    ...cites({ issuer: DEPARTMENT, reference: 'มท 0810.7/ว 524', date: '2025-01-27', ...citation }),
    ...given,
  });

/** แพร่'s letter of 12 February on the same matter. */
export const otherProvince = (citation: Partial<Citation> = {}, given: Given = {}) =>
  province(citation, {
    ref: 'พร ๐๐๒๓.๓/ว ๓๐',
    date: '2025-02-12',
    issuer: issuer('จังหวัดแพร่', 'province', 'แพร่'),
    ...given,
  });

/** The letter of a district of น่าน, of 14 February. */
export const district = (citation: Partial<Citation> = {}, given: Given = {}) =>
  letterOf({
    ref: 'นน ๐๑๑๘/ว ๓',
    date: '2025-02-14',
    issuer: issuer('อำเภอเวียงสา', 'district', 'น่าน'),
    subject: SUBJECT,
    ...cites({ issuer: 'จังหวัดน่าน', reference: 'นน 0023.3/ว 11', date: '2025-02-11', ...citation }),
    ...given,
  });

export const stampOf = (office: string | null, date: string | null): Received => ({
  office,
  number: '12',
  date,
  time: null,
  confidence: 0.8,
  evidence: [],
});

/** Letters under their keys. */
export const keyed = (letters: Record<string, Letter>) =>
  Object.entries(letters).map(([key, letter]) => ({ key, letter }));

/** The families of letters, checked against the contract. */
export function relate(letters: Record<string, Letter>): Family[] {
  const result: Families = relateLetters(keyed(letters));
  return familiesSchema.parse(result).families;
}

import type { Role } from '../../../schemas/access.js';

/**
 * The offices and people of the walks. The letters of the fixtures go down from the department to Phrae's province office, which sent ว ๕๓/๓ on to
 * its districts, its PAO and the town of Phrae; Nakhon Phanom has letters of its own and sees none of these.
 */
export const OFFICES = {
  /** จังหวัดแพร่: has taken in the Phrae bundle. */
  province: '54',
  /** อำเภอเมืองแพร่: an addressee of ว ๕๓/๓ (นายอำเภอ ทุกอำเภอ). */
  district: '5401',
  /** อบจ.แพร่ and เทศบาลเมืองแพร่: addressees of ว ๕๓/๓ by name. */
  pao: '2540101',
  town: '4540102',
  /** เทศบาลตำบลช่อแฮ, of the district of Mueang Phrae: to be told by it. */
  subdistrict: '5540103',
  /** จังหวัดนครพนม: another province, whose people are refused everything of Phrae. */
  elsewhere: '48',
} as const;

export interface SamplePerson {
  name: string;
  organisation: string;
  roles: readonly Role[];
  secret?: boolean;
}

/** By login. */
export const PEOPLE = {
  'clerk-54': { name: 'สมศรี ใจดี', organisation: OFFICES.province, roles: ['clerk'] },
  'chief-54': { name: 'ประเสริฐ มั่นคง', organisation: OFFICES.province, roles: ['clerk', 'viewer'], secret: true },
  'viewer-54': { name: 'วิชัย มองการณ์', organisation: OFFICES.province, roles: ['viewer'] },
  'admin-54': { name: 'อารี ดูแล', organisation: OFFICES.province, roles: ['admin'] },
  'clerk-5401': { name: 'มาลี ขยัน', organisation: OFFICES.district, roles: ['clerk', 'receiver'] },
  'receiver-town': { name: 'สุชาติ รับเรื่อง', organisation: OFFICES.town, roles: ['receiver'] },
  'receiver-pao': { name: 'นภา รอบคอบ', organisation: OFFICES.pao, roles: ['receiver'] },
  'receiver-subdistrict': { name: 'ก้องเกียรติ ช่อแฮ', organisation: OFFICES.subdistrict, roles: ['receiver'] },
  'clerk-48': { name: 'บุญมี แม่นยำ', organisation: OFFICES.elsewhere, roles: ['clerk'] },
} as const satisfies Record<string, SamplePerson>;
export type Login = keyof typeof PEOPLE;

/** Which fixtures each office has taken in, in this order: the numbers of their files follow it, from 1. */
export const HELD: readonly { fixture: string; name: string; by: Login }[] = [
  { fixture: '002-lert-rat-phrae-scan/input.pdf', name: 'รางวัลเลิศรัฐ ๒๕๖๘.pdf', by: 'clerk-54' },
  { fixture: '014-dla-jpeg/input.jpg', name: 'สถ ว ๕๒๔.jpg', by: 'clerk-54' },
  { fixture: '102-truncated-pdf/input.pdf', name: 'สแกนขาด.pdf', by: 'clerk-54' },
  { fixture: '006-gecc-nakhon-phanom-scan/input.pdf', name: 'GECC ๒๕๖๘.pdf', by: 'clerk-48' },
];

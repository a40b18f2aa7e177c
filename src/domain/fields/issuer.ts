import type { Issuer, Letter, LetterKind, Reference } from '../../../schemas/record.js';
import { mended } from '../closest.js';
import { isOrganisation, isUnit } from '../line-kinds.js';
import type { DocLine } from '../lines.js';
import { looseAny } from '../loose.js';
import { organisationAt } from '../organisation-names.js';
import { RELIABILITY } from '../reliability.js';
import { OTHER_LEVEL } from '../tables/organisations.js';
import { PROVINCE_CODES, PROVINCES } from '../tables/provinces.js';
import { withoutBlanks } from '../text.js';
import { warn } from '../warnings.js';
import { type Field, type Found, fieldAt, NOTHING } from './field.js';
import { DISTRICT_HALL, HALL, isFaculty, type Located, letterhead, whole } from './letterhead.js';
import { officeParts, officeValue } from './office-line.js';

/** Who wrote the letter: letterhead, ส่วนราชการ line, title of an order, sender's name under a stamped letter, else the signer. */
export function readIssuer(
  head: readonly DocLine[],
  tail: readonly DocLine[],
  kind: LetterKind,
  signer: Field<NonNullable<Letter['signer']>> | null,
  reference: Reference | null,
): Found<Issuer> {
  const province = provinceOfCode(reference);
  const unit = reference?.unit ?? null;
  const printed = printedName(head, tail, kind);
  const byPosition = fromPosition(signer?.value.position ?? '');
  if (
    printed &&
    !(printed.guessed && byPosition !== null) &&
    !(byPosition !== null && isDamaged(printed.located.text.slice(printed.start, printed.end)))
  )
    return namedIssuer(printed, province, reference);
  if (signer === null || byPosition === null) return { ...NOTHING, warnings: [warn('issuer.missing', 'issuer')] };
  return {
    field: { ...signer, value: issuerNamed(byPosition, province, unit), confidence: RELIABILITY.doubtful },
    warnings: [warn('issuer.from_signer', 'issuer')],
  };
}

function printedName(head: readonly DocLine[], tail: readonly DocLine[], kind: LetterKind): Located | null {
  if (kind === 'memorandum') return officeName(head);
  if (kind === 'stamped') return letterhead(tail);
  return letterhead(head) ?? titleName(head) ?? (kind === 'announcement' ? letterhead(tail) : null);
}

function namedIssuer(name: Located, province: string | null, reference: Reference | null): Found<Issuer> {
  const { located, start, end } = name;
  const printed = located.text.slice(start, end);
  const named = issuerNamed(printed, province, reference?.unit ?? null);
  const issuer = { ...named, name: knownName(named.name) };
  // A faculty, or a name known only by its place, may be a part of an organisation that is not printed there.
  const body = (!isUnit(issuer.name) || isOrganisation(issuer.name)) && !name.guessed && !isFaculty(issuer.name);
  const field = fieldAt(issuer, located, start, end, body ? RELIABILITY.issuer : RELIABILITY.doubtful);
  if (withoutBlanks(issuer.name) === withoutBlanks(ownName(printed))) return { field, warnings: [] };
  const confidence = Math.min(field.confidence, RELIABILITY.doubtful);
  const alternatives = [
    { value: { ...issuer, name: ownName(printed) }, confidence: 1 - confidence, why: 'as printed' },
  ];
  return { field: { ...field, confidence, alternatives }, warnings: [warn('issuer.repaired', 'issuer')] };
}

function officeName(head: readonly DocLine[]): Located | null {
  const office = officeValue(head);
  if (office === null) return letterhead(head);
  const { organisation } = officeParts(office.located.text);
  const start = organisation === null ? -1 : office.located.text.indexOf(organisation);
  return start < 0 ? null : { located: office.located, start, end: start + organisation!.length };
}

const TITLE = new RegExp(`^${looseAny(['คำสั่ง', 'ประกาศ', 'ระเบียบ', 'ข้อบังคับ', 'แถลงการณ์'])}\\s?`);

/** คำสั่งอำเภอกุดจับ: the sender's name stands behind the word. */
function titleName(head: readonly DocLine[]): Located | null {
  for (const line of head) {
    const title = TITLE.exec(line.text);
    if (title && line.text.length - title[0].length >= 4) {
      return whole([{ line, start: title[0].length, end: line.text.length, glue: ' ' }]);
    }
  }
  return null;
}

/** A stamp or scribble over the letterhead leaves digits and Latin letters in the name. */
function isDamaged(name: string): boolean {
  return /[\d๐-๙A-Za-z]/.test(name.replace(/(?:เขต|ที่|ภาค|แห่งที่)\s?[\d๐-๙]{1,2}/g, ''));
}

/** A name of the tables with a misread letter is mended (a closed vocabulary); any other stays as printed. */
function knownName(printed: string): string {
  const found = organisationAt(printed, 0);
  return found?.known && found.end === printed.length ? found.name : printed;
}

/** A part of an organisation before the organisation's own name: คณะวิทยาศาสตร์ มหาวิทยาลัยแม่โจ้. */
const PART_OF = /^(?:คณะ|กอง|ฝ่าย|สำนัก(?!งาน)|ภาควิชา|ศูนย์|วิทยาลัย)\S{2,60}\s(?=มหาวิทยาลัย|เทศบาล|องค์การบริหาร)/;

/** The name without its seat and the part before it: ศาลากลางจังหวัดX is จังหวัดX. */
function ownName(printed: string): string {
  return printed.replace(HALL, '').replace(DISTRICT_HALL, '').replace(PART_OF, '').trim();
}

/** An issuer by its name: the level is told by the name and, of local bodies, by the unit of the letter's number. */
export function issuerNamed(printed: string, codeProvince: string | null, unit: string | null): Issuer {
  const name = ownName(printed);
  if (/^จังหวัด/.test(name)) {
    const own = name.replace(/^จังหวัด\s?/, '');
    const province = mended(own, PROVINCES);
    return { name: province ? `จังหวัด${province}` : name, level: 'province', province: province ?? codeProvince };
  }
  if (/^อำเภอ/.test(name)) return { name, level: 'district', province: codeProvince };
  if (/^(?:สำนักงาน|ที่ทำการ)?(?:เทศบาล|องค์การบริหารส่วน|เมืองพัทยา)/.test(name)) {
    return { name, level: 'local', province: codeProvince ?? provinceIn(name) };
  }
  if (name === 'กรุงเทพมหานคร' || codeProvince === 'กรุงเทพมหานคร')
    return { name, level: 'local', province: 'กรุงเทพมหานคร' };
  if (OTHER_LEVEL.some((word) => name.startsWith(word))) return { name, level: 'other', province: codeProvince };
  // Five digits from 5 or 7 number the local bodies of a province (51001 อบจ., 52001 เทศบาล, 7xxxx อบต.).
  if (codeProvince && /^[57]\d{4}/.test(unit ?? '')) return { name, level: 'local', province: codeProvince };
  const seat = /จังหวัด/.test(name) ? (provinceIn(name) ?? codeProvince) : codeProvince;
  return { name, level: seat ? 'province' : 'central', province: seat };
}

function provinceIn(name: string): string | null {
  return PROVINCES.find((province) => name.endsWith(province)) ?? null;
}

/** The province that a letter code stands for; ตร is the police too, so only a unit of a province (00NN, five digits) counts. */
function provinceOfCode(reference: Reference | null): string | null {
  return (reference?.code && PROVINCE_CODES[reference.code]) || null;
}

const OFFICES: readonly (readonly [RegExp, string])[] = [
  [/ผู้ว่าราชการจังหวัด\s?(\S{2,30})$/, 'จังหวัด'],
  [/นายอำเภอ\s?(\S{2,40})$/, 'อำเภอ'],
  [/อธิบดีกรม(\S{2,60})$/, 'กรม'],
  [/ปลัดกระทรวง(\S{2,60})$/, 'กระทรวง'],
  [/นายกเทศมนตรี(\S{2,60})$/, 'เทศบาล'],
  [/นายกองค์การ(\S{2,80})$/, 'องค์การ'],
  [/อธิการบดีมหาวิทยาลัย(\S{2,60})$/, 'มหาวิทยาลัย'],
  [/เลขาธิการ(คณะกรรมการ\S{2,60}|ก\.\S{1,6})$/, 'สำนักงาน'],
  [/ผู้อำนวยการ(สำนัก\S{2,80}|โรงเรียน\S{2,60})$/, ''],
];

/** The organisation whose head the signer is or acts for. */
function fromPosition(position: string): string | null {
  for (const [pattern, prefix] of OFFICES) {
    const match = pattern.exec(position);
    if (match) return `${prefix}${match[1]!.startsWith('ก.') ? ' ' : ''}${match[1]}`;
  }
  return null;
}

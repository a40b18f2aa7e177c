import type { CheckedField, LetterAnswer, LetterRef } from '../../../schemas/check.js';
import type { Citation, Deadline, Letter } from '../../../schemas/record.js';
import { BINDS_LABEL, DEADLINE_KIND_LABEL, SECRECY_LABEL, SPEED_LABEL } from '../../domain/labels.js';
import { toThaiDigits } from '../../domain/numerals.js';
import { day, phoneText } from '../ui/format.js';

/** The fields of a letter as a clerk calls them. */
export const FIELD_LABEL: Record<CheckedField, string> = {
  reference: 'เลขที่หนังสือ',
  date: 'ลงวันที่',
  speed: 'ชั้นความเร็ว',
  secrecy: 'ชั้นความลับ',
  issuer: 'จาก',
  subject: 'เรื่อง',
  recipients: 'ถึง',
  references: 'อ้างถึง',
  enclosures: 'สิ่งที่ส่งมาด้วย',
  mentions: 'หนังสือที่กล่าวถึงในเนื้อความ',
  deadlines: 'กำหนดเวลา',
  action: 'สิ่งที่ต้องทำ',
  contact: 'ผู้ติดต่อ',
  received: 'ตรารับหนังสือ',
  signer: 'ผู้ลงนาม',
  kind: 'ชนิดหนังสือ',
};

export const KIND_LABEL: Record<Letter['kind'], string> = {
  external: 'หนังสือภายนอก',
  memorandum: 'หนังสือภายใน (บันทึกข้อความ)',
  stamped: 'หนังสือประทับตรา',
  order: 'หนังสือสั่งการ (คำสั่ง ระเบียบ ข้อบังคับ)',
  announcement: 'หนังสือประชาสัมพันธ์ (ประกาศ)',
  certificate: 'หนังสือที่เจ้าหน้าที่ทำขึ้น (รับรอง รายงานการประชุม)',
  attachment: 'เอกสารแนบ',
};

export const ACTION_LABEL: Record<NonNullable<Letter['action']>['kind'], string> = {
  inform: 'เพื่อทราบ',
  consider: 'เพื่อพิจารณา',
  act: 'เพื่อดำเนินการ',
  comply: 'เพื่อถือปฏิบัติ',
  relay: 'เพื่อแจ้งต่อ',
  report: 'ให้รายงาน',
  attend: 'ให้เข้าร่วม',
};

/** How sure a value is, in words. */
export function sureWord(confidence: number | null, settled: boolean): string {
  if (settled) return 'ผู้ตรวจกำหนดแล้ว';
  if (confidence === null) return 'ไม่พบในหนังสือ';
  if (confidence >= 0.9) return 'แน่ใจ';
  if (confidence >= 0.75) return 'ค่อนข้างแน่ใจ';
  return confidence >= 0.5 ? 'ไม่แน่ใจ' : 'อ่านไม่ชัด';
}

const join = (parts: readonly (string | null | undefined | false)[], by = ' ') => parts.filter(Boolean).join(by);

export const citationText = ({ issuer, reference, date, speed, text }: Citation): string =>
  join([
    speed && SPEED_LABEL[speed],
    issuer,
    reference && `ที่ ${toThaiDigits(reference)}`,
    date && `ลงวันที่ ${day(date)}`,
  ]) || text;

export const deadlineText = ({ date, time, kind, binds, text }: Deadline): string =>
  join(
    [
      DEADLINE_KIND_LABEL[kind],
      date ? day(date) : text,
      time && `เวลา ${toThaiDigits(time.replace(':', '.'))} น.`,
      `(${BINDS_LABEL[binds]})`,
    ],
    ' ',
  );

/** A field's value as lines to be read; empty where there is none. */
export function valueLines(letter: Letter, field: CheckedField): string[] {
  const one = (text: string | null | undefined) => (text ? [text] : []);
  switch (field) {
    case 'reference':
      return one(letter.reference && toThaiDigits(letter.reference.normalized ?? letter.reference.raw));
    case 'date':
      return one(letter.date && day(letter.date));
    case 'speed':
      return one(letter.speed && SPEED_LABEL[letter.speed]);
    case 'secrecy':
      return one(letter.secrecy && SECRECY_LABEL[letter.secrecy]);
    case 'issuer':
      return one(letter.issuer?.name);
    case 'subject':
      return one(letter.subject);
    case 'recipients':
      return letter.recipients.map(({ text, resolved }) => {
        const count = resolved?.organisations.length ?? 0;
        return count > 1 ? `${text} (${toThaiDigits(String(count))} หน่วยงาน)` : text;
      });
    case 'references':
    case 'mentions':
      return (letter[field] ?? []).map(citationText);
    case 'enclosures':
      return letter.enclosures.map(({ text }) => text);
    case 'deadlines':
      return letter.deadlines.map(deadlineText);
    case 'action':
      return one(
        letter.action &&
          join([ACTION_LABEL[letter.action.kind], letter.action.submit_to && `ส่ง ${letter.action.submit_to}`]),
      );
    case 'contact': {
      const { office, phones = [], email, persons = [] } = letter.contact ?? {};
      const phone = phones.length > 0 && `โทร. ${phones.map(phoneText).join(', ')}`;
      return one(join([office, ...persons, phone, email], ' · '));
    }
    case 'received':
      return letter.received.map(({ office, number, date, time }) =>
        join([
          office,
          number && `เลขรับ ${toThaiDigits(number)}`,
          date && day(date),
          time && `${toThaiDigits(time.replace(':', '.'))} น.`,
        ]),
      );
    case 'signer':
      return one(join([letter.signer?.name, letter.signer?.position]));
    case 'kind':
      return [KIND_LABEL[letter.kind]];
  }
}

/** `ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘`. */
export const refText = ({ reference, date, kind, subject }: LetterRef): string =>
  join([reference && `ที่ ${toThaiDigits(reference)}`, date && `ลงวันที่ ${day(date)}`]) || subject || KIND_LABEL[kind];

export const checkPath = ({ receipt, ordinal }: { receipt: number; ordinal: number }): string =>
  `/check/${receipt}/${ordinal}`;
export const letterPath = ({ receipt, ordinal }: { receipt: number; ordinal: number }): string =>
  `/letters/${receipt}/${ordinal}`;
export const letterApi = ({ receipt, ordinal }: { receipt: number; ordinal: number }): string =>
  `/api/letters/${receipt}/${ordinal}`;

/** The fields that are asked, in the order of the form. */
export const doubtful = ({ fields }: LetterAnswer) => fields.filter(({ doubts }) => doubts.length > 0);

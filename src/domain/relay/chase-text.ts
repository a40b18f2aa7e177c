import type { ChaseFor } from '../../../schemas/matters.js';
import { formatThaiDate } from '../dates.js';
import { toThaiDigits } from '../numerals.js';

/** What the bodies below have not done yet, as a reminder says it. */
const NOT_YET: Record<ChaseFor, string> = {
  received: 'ยังไม่ปรากฏการเปิดรับหนังสือ',
  read: 'ยังไม่ปรากฏการเปิดอ่านหนังสือ',
  acknowledged: 'ยังไม่ปรากฏการแจ้งรับทราบ',
  forwarded: 'ยังไม่ปรากฏการแจ้งต่อไปยังหน่วยงานในสังกัด',
  done: 'ยังไม่ปรากฏผลการดำเนินการ',
};
const ASKED: Record<ChaseFor, string> = {
  received: 'โปรดเปิดรับหนังสือในระบบ',
  read: 'โปรดเปิดอ่านหนังสือและดำเนินการในส่วนที่เกี่ยวข้อง',
  acknowledged: 'โปรดแจ้งรับทราบหนังสือในระบบ',
  forwarded: 'โปรดแจ้งหน่วยงานในสังกัดเพื่อดำเนินการต่อไป',
  done: 'โปรดเร่งดำเนินการและรายงานผล',
};

export interface Chased {
  /** Null for what is not told, as of a letter of a secrecy class. */
  subject: string | null;
  reference: string | null;
  /** Who wrote it. */
  issuer: string | null;
  date: string | null;
  /** The next deadline that has not passed; ISO. */
  deadline: string | null;
  asOf: string;
}

const day = (iso: string) => formatThaiDate(iso, { digits: 'thai' });
const listOf = (names: readonly string[]) => names.map((name, at) => `${toThaiDigits(String(at + 1))}. ${name}`);
const count = (n: number) => toThaiDigits(String(n));

function letterText({ subject, reference, issuer, date }: Chased): string {
  const number = reference === null ? '' : ` ที่ ${toThaiDigits(reference)}`;
  return `หนังสือ${issuer ?? ''}${number}${date === null ? '' : ` ลงวันที่ ${day(date)}`}${subject === null ? '' : ` เรื่อง ${subject}`}`;
}

/** The reminder of those who have not done what is asked, ready to be copied; null where there are none. */
export function chaseText(of: Chased, what: ChaseFor, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  const due = of.deadline === null ? '' : ` ภายในวันที่ ${day(of.deadline)}`;
  const polite = of.deadline === null ? '' : ` ทั้งนี้ หนังสือดังกล่าวครบกำหนด${due.replace(' ภายใน', '')}`;
  return [
    `เรื่อง ขอติดตามการดำเนินการตามหนังสือเวียน`,
    '',
    `ตาม${letterText(of)} นั้น`,
    '',
    `จากการตรวจสอบข้อมูลในระบบ ณ วันที่ ${day(of.asOf)} ${NOT_YET[what]}ของหน่วยงาน จำนวน ${count(names.length)} แห่ง ดังนี้`,
    ...listOf(names),
    '',
    `จึงเรียนมาเพื่อ${ASKED[what]}${polite} หากได้ดำเนินการแล้ว ขออภัยมา ณ โอกาสนี้`,
  ].join('\n');
}

/** Those of whom nothing is known, to be asked by other ways; it does not say that they have not received it. Null where there are none. */
export function unknownText(of: Chased, names: readonly string[]): string | null {
  if (names.length === 0) return null;
  return [
    `${letterText(of)}`,
    `หน่วยงานต่อไปนี้ไม่มีข้อมูลในระบบ จึงไม่ทราบสถานะ จำนวน ${count(names.length)} แห่ง โปรดสอบถามทางช่องทางอื่น`,
    ...listOf(names),
  ].join('\n');
}

import type { Disagreement, Hop, Step } from '../../../schemas/families.js';
import type { Letter } from '../../../schemas/record.js';
import { daysBetween } from '../calendar.js';
import { formatThaiDate } from '../dates.js';
import { DIFFERENCE_LABEL, daysLeftText } from '../labels.js';
import type { Chain } from './chain.js';

/** The relay in plain Thai, as the commands and the pages say it. */

/** What a sentence names of a letter. */
export type Named = Pick<Letter, 'issuer' | 'reference' | 'date'>;

const NONE = '-';
const day = (iso: string | null | undefined) => (iso ? formatThaiDate(iso, { digits: 'thai' }) : NONE);
const nameOf = (letter: Named | undefined) => letter?.issuer?.name ?? 'หน่วยงานที่ไม่ทราบชื่อ';

/** A value of a field in which two papers differ. */
export const differenceValue = (field: Disagreement['field'], value: string): string =>
  field === 'date' ? day(value) : value;

export const daysText = (days: number | null): string => (days === null ? 'ไม่ทราบจำนวนวัน' : `${days} วัน`);

/** Days left to the deadline of a step; what had passed by then is said. */
function leftText({ deadline, days_left }: Step): string {
  if (deadline === null || days_left === null) return '';
  return days_left >= 0
    ? `เหลือ ${days_left} วันก่อนครบกำหนด ${day(deadline)}`
    : `${daysLeftText(days_left)} (${day(deadline)}) แล้วเมื่อออกหนังสือ`;
}

/** `หนังสือสำนักงาน ก.พ.ร. ที่ … ลงวันที่ … → กรม… ใช้ 17 วัน → จังหวัด… ใช้ 15 วัน เหลือ 17 วันก่อนครบกำหนด …`: one way down a chain, as keys. */
export function wayText(chain: Chain, way: readonly string[], letters: ReadonlyMap<string, Named>): string {
  const [top, ...rest] = way;
  const letter = letters.get(top!);
  const head = `หนังสือ${nameOf(letter)} ที่ ${letter?.reference?.normalized ?? NONE} ลงวันที่ ${day(letter?.date)}`;
  const steps = rest.map((key) => {
    const days = chain.step(key)?.days ?? null;
    return ` → ${nameOf(letters.get(key))} ${days === null ? daysText(null) : `ใช้ ${days} วัน`}`;
  });
  const last = chain.step(way.at(-1)!);
  const left = last ? leftText(last) : '';
  return [head, ...steps, left === '' ? '' : ` ${left}`].join('');
}

/** How the upper letter of a hop arrived, by the stamps on it; empty where there is none. */
export function arrivalText({ arrived }: Hop): string {
  const { date, not_after, stamp } = arrived;
  if (date !== null) {
    const held = not_after === null ? '' : ` แล้วอยู่ที่หน่วยงาน ${daysBetween(date, not_after)} วัน`;
    return `รับเมื่อ ${day(date)} ตามตรารับ${held}`;
  }
  if (stamp?.own === false) return `ตรารับของหน่วยงานอื่น: ${stamp.office} ${day(stamp.date)}`;
  return stamp && stamp.date !== null ? `โปรดตรวจตรารับ: ${day(stamp.date)} ไม่อยู่ระหว่างวันที่ของหนังสือสองฉบับ` : '';
}

/** What two papers say otherwise, each reading with where it stands, and the likelier one with its reason (null: nothing speaks for either). */
export function differenceTexts({ field, cited, found, suggested }: Hop['differences'][number]): {
  both: string;
  suggested: string | null;
} {
  const value = (text: string) => differenceValue(field, text);
  return {
    both: `ไม่ตรงกัน ${DIFFERENCE_LABEL[field]}: อ้างว่า ${value(cited)} แต่ตัวหนังสือเป็น ${value(found)}`,
    suggested: suggested && `น่าจะเป็น ${value(suggested.value)}: ${suggested.reason}`,
  };
}

import { formatThaiDate } from '../dates.js';
import { toThaiDigits } from '../numerals.js';

/** What the task to pass a letter on is called, and how its day was found, wherever it is told. */

/** How the day of such a task was found (`relayDay`): the day of those below, and how many working days before it lie. `late`: fewer than were set. */
export interface RelayReckoned {
  below: string;
  ahead: number;
  late: boolean;
}

/** `ส่งต่อให้ อปท., โรงเรียนในสังกัด`. */
export const passOnText = (to: readonly string[]): string => `ส่งต่อให้ ${to.join(', ')}`;

/** That the day stands in no letter: said wherever it is shown, so that nobody quotes it as the sender's. */
export const WORKED_OUT = 'วันที่ระบบคำนวณให้ ไม่ได้เขียนไว้ในหนังสือ';

export function workedBackText({ below, ahead, late }: RelayReckoned): string {
  const days = toThaiDigits(String(ahead));
  const day = formatThaiDate(below, { digits: 'thai' });
  return late
    ? `หนังสือมาถึงช้ากว่าที่ตั้งไว้ จึงให้ส่งต่อโดยเร็ว เหลือให้ผู้รับปลายทาง ${days} วันทำการก่อนกำหนด ${day}`
    : `นับย้อน ${days} วันทำการจากกำหนดของผู้รับปลายทาง ${day}`;
}

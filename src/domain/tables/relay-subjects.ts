import { KINDS } from './kinds.js';
import { RECIPIENT_TITLES, type RecipientTitle } from './recipient-titles.js';

/** The words by which a letter says which of those it goes to has to tell others (สำหรับอำเภอขอความร่วมมือแจ้ง…). */

/** They turn to some of the addressees: all that follows is for these, up to the next turn. */
export const TURNS_TO: readonly string[] = ['สำหรับ', 'ในส่วนของ', 'ในส่วน', 'ส่วนของ', 'ในกรณีของ', 'ในกรณี', 'กรณี'];

/** They ask somebody to do what stands next. */
export const ASKS: readonly string[] = [
  'ขอความร่วมมือให้',
  'ขอความร่วมมือจาก',
  'ขอความร่วมมือ',
  'ขอความอนุเคราะห์ให้',
  'ขอความอนุเคราะห์จาก',
  'ขอความอนุเคราะห์',
  'ขอความกรุณา',
  'มอบหมายให้',
  'มอบหมาย',
  'มอบให้',
  'สั่งการให้',
  'กำชับให้',
  'ขอได้โปรดให้',
  'โปรดให้',
  'ขอให้',
];

/** They may: ให้ stands as well before who only gets something (ส่งแผนให้จังหวัด). */
export const MAY_ASK: readonly string[] = ['โดยให้', 'ให้', 'โดย'];

/** Before ให้: who is named behind it gets something, and is asked for nothing (แจ้งให้อำเภอทราบ, รายงานให้จังหวัด). */
export const GIVES: readonly string[] = ['แจ้ง', 'เวียน', 'ประชาสัมพันธ์', 'ทราบ', 'รายงาน', 'รายงานผล', 'ส่ง', 'เสนอ'];

/** Behind a name: it is told. */
export const IS_TOLD: readonly string[] = ['ทราบ', 'รับทราบ', 'รับรู้'];

/** What follows is for all again. */
export const TURNS_AWAY: readonly string[] = ['จึงเรียน', 'จึงแจ้งมา', 'ทั้งนี้', 'ในการนี้', 'อนึ่ง', 'นอกจากนี้', 'ดังนั้น', 'พร้อมนี้'];

/** Other words for those who read letters on a level than the titles by which they are addressed. */
const FURTHER: readonly RecipientTitle[] = [
  { words: ['สถจ.', 'สำนักงานจังหวัด', 'ที่ทำการปกครองจังหวัด', 'ท่านผู้ว่าราชการจังหวัด'], kinds: ['province'] },
  { words: ['สถอ.', 'ที่ทำการปกครองอำเภอ', 'ท่านนายอำเภอ', 'กิ่งอำเภอ'], kinds: ['district'] },
];

/** All of them. Central bodies are left out: the words for them stand in names and in what those have decided. */
export const RELAY_SUBJECTS: readonly RecipientTitle[] = [...RECIPIENT_TITLES, ...FURTHER].filter(({ kinds }) =>
  kinds.every((kind) => KINDS[kind].level !== 'central'),
);

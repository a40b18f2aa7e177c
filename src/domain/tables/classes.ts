import type { Secrecy, Speed } from '../../../schemas/common.js';

/** ชั้นความเร็ว (สารบรรณ ข้อ 28), the longest word first because it holds the others. */
export const SPEED_WORDS: readonly (readonly [string, Speed])[] = [
  ['ด่วนที่สุด', 'most-urgent'],
  ['ด่วนมาก', 'very-urgent'],
  ['ด่วน', 'urgent'],
];

/** ชั้นความลับ (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544), the longest first. */
export const SECRECY_WORDS: readonly (readonly [string, Secrecy])[] = [
  ['ลับที่สุด', 'top-secret'],
  ['ลับมาก', 'secret'],
  ['ลับ', 'confidential'],
];

import type { FileState, RegisterNumber } from '../../../schemas/files.js';
import { thai } from '../ui/format.js';

/** `เลขรับ ๑๒๓/๒๕๖๙, ๑๒๔/๒๕๖๙`; empty where there is none. */
export const numbersText = (numbers: readonly RegisterNumber[]): string =>
  numbers.length === 0 ? '' : `เลขรับ ${numbers.map(({ number, year }) => thai(`${number}/${year}`)).join(', ')}`;

/** Where a file is on its way, in words. */
export function stateText({ status, pages, pagesEnded, error }: FileState): string {
  switch (status) {
    case 'received':
      return 'รอคิวอ่าน';
    case 'inspected':
    case 'reading':
      return pages === 0 ? 'กำลังเปิดไฟล์' : `กำลังอ่านหน้า ${thai(Math.min(pagesEnded + 1, pages))} จาก ${thai(pages)}`;
    case 'composed':
      return 'กำลังเชื่อมกับหนังสืออื่น';
    case 'linked':
      return 'กำลังนับกำหนดเวลา';
    case 'failed':
      return error ? (error.message.split(' / ')[0] ?? '') : 'อ่านไม่สำเร็จ';
    case 'done':
      return 'อ่านเสร็จ';
  }
}

/** `๑.๒ MB`. */
export const sizeText = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${thai(Math.max(1, Math.round(bytes / 1024)))} kB`
    : `${thai((bytes / 1024 / 1024).toFixed(1))} MB`;

import { ApiError } from '../api.js';
import { thai } from '../ui/format.js';

/** What the application reads; offered by the file chooser. */
export const ACCEPT = '.pdf,.png,.jpg,.jpeg,.tif,.tiff,.webp,.txt';
const NAMED = new RegExp(`(?:${ACCEPT.replaceAll(',', '|').replaceAll('.', '\\.')})$`, 'i');
const MB = 1024 * 1024;

/** Why a file need not be sent at all; null where it may be read. What is really in it is found when it is read. */
export function refusal(file: Pick<File, 'name' | 'size' | 'type'>, most: number | null): ApiError | null {
  if (file.size === 0) return new ApiError('file.empty', 'ไฟล์ว่างเปล่า (๐ ไบต์) ไม่ได้ส่ง โปรดสแกนใหม่');
  if (!NAMED.test(file.name) && !/^(?:application\/pdf|image\/(?:png|jpeg|tiff|webp)|text\/plain)$/.test(file.type)) {
    const heic = /\.hei[cf]$/i.test(file.name) ? ' (ภาพ HEIC: ตั้งกล้องให้ถ่ายเป็น JPEG)' : '';
    return new ApiError('file.unsupported', `ไม่รองรับไฟล์ชนิดนี้${heic} ใช้ได้กับ PDF, PNG, JPEG, TIFF, WebP และข้อความ`);
  }
  if (most !== null && file.size > most) {
    const [size, limit] = [Math.ceil(file.size / MB), Math.floor(most / MB)];
    return new ApiError(
      'file.too_large',
      `ไฟล์ใหญ่ ${thai(size)} MB เกินกำหนด ${thai(limit)} MB โปรดแบ่งไฟล์หรือสแกนด้วยความละเอียดต่ำลง`,
    );
  }
  return null;
}

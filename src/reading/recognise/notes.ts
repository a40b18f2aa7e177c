import type { Box } from '../../../schemas/common.js';
import type { Region } from '../../../schemas/page.js';
import { isRank } from '../../domain/line-kinds.js';
import type { ReadLine } from './read-lines.js';

/**
 * Notes that officers write on a letter (เกษียณหนังสือ) stand to the left of the signature: between the closing and the signer's name the
 * form leaves that side blank (สารบรรณ แบบที่ 1 to 3). Printed text there belongs to forms and says so.
 */
const CLOSING = /^ขอแสดงความ(?:นับถือ|เคารพ)/;
const SIGNER = /^\(.{4,60}\)$/;
const FORM = /^(?:\(|ลงชื่อ|ลงนาม|ผู้|ตำแหน่ง|พยาน|\d|[๐-๙])/;
/** How officers begin: to whom, or what is to be done. */
const NOTE = /^-? ?(?:เรียน|เพื่อ|ทราบ|มอบ|แจ้ง|ดำเนินการ|เห็น|อนุมัติ|อนุญาต|ลงนามแล้ว)/;

/** Parts the lines of a page into print and notes; the notes of a page are one region. */
export function partNotes(read: ReadLine[]): { print: ReadLine[]; notes: Region[] } {
  const beside = besideSignature(read);
  const notes = read.filter((r) => beside(r) || (r.coloured && NOTE.test(r.line.text)));
  if (!notes.length) return { print: read, notes: [] };
  const boxes = notes.map(boxOf);
  const bbox: Box = [
    Math.min(...boxes.map((b) => b[0])),
    Math.min(...boxes.map((b) => b[1])),
    Math.max(...boxes.map((b) => b[2])),
    Math.max(...boxes.map((b) => b[3])),
  ];
  const text = notes.map((r) => r.line.text).join('\n');
  return { print: read.filter((r) => !notes.includes(r)), notes: [{ kind: 'hand', bbox, text }] };
}

/** Says of a line whether it stands where the form leaves blank, beside the signature. */
function besideSignature(read: ReadLine[]): (r: ReadLine) => boolean {
  const closing = read.find((r) => CLOSING.test(r.line.text) && boxOf(r)[0] > 0.4);
  const floor = closing ? boxOf(closing)[1] : 0;
  const signer = read.find((r) => SIGNER.test(r.line.text) && boxOf(r)[0] > 0.4 && boxOf(r)[1] > floor);
  if (!signer) return () => false;
  const [x0, y0, , y1] = boxOf(signer);
  const height = y1 - y0;
  const left = closing ? Math.min(x0, boxOf(closing)[0]) : x0;
  // Without a closing the blank begins below the last line that reaches the signer's side.
  const above = read.filter((r) => r !== signer && boxOf(r)[2] > left && boxOf(r)[3] < y1 - height * 0.5);
  const top = closing ? boxOf(closing)[1] - height * 0.6 : Math.max(0, ...above.map((r) => boxOf(r)[3])) - height * 0.2;
  return (r) => {
    const box = boxOf(r);
    const middle = (box[1] + box[3]) / 2;
    if (box[2] >= left || middle < top || middle > y1 + height * 0.2 || FORM.test(r.line.text)) return false;
    // The signer's rank stands alone above the brackets, to the left of the name.
    if (isRank(r.line.text)) return false;
    return Boolean(closing) || r.line.confidence < 0.95 || NOTE.test(r.line.text);
  };
}

const boxOf = (r: ReadLine): Box => r.line.bbox!;

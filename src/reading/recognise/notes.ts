import type { Box } from '../../../schemas/common.js';
import type { Region } from '../../../schemas/page.js';
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

/** Parts the lines of a page into print and notes; each group of notes is one region. */
export function partNotes(read: ReadLine[]): { print: ReadLine[]; notes: Region[] } {
  const boxOf = (r: ReadLine): Box => r.line.bbox!;
  const closing = read.find((r) => CLOSING.test(r.line.text) && boxOf(r)[0] > 0.4);
  const floor = closing ? boxOf(closing)[1] : 0;
  const signer = read.find((r) => SIGNER.test(r.line.text) && boxOf(r)[0] > 0.4 && boxOf(r)[1] > floor);
  if (!signer) return { print: read, notes: [] };
  const height = boxOf(signer)[3] - boxOf(signer)[1];
  const left = Math.min(boxOf(signer)[0], closing ? boxOf(closing)[0] : 1);
  const bottom = boxOf(signer)[3] + height * 0.2;
  const rightward = read.filter(
    (r) => r !== signer && boxOf(r)[2] > left && boxOf(r)[3] < boxOf(signer)[3] - height * 0.5,
  );
  const top = closing
    ? boxOf(closing)[1] - height * 0.6
    : Math.max(0, ...rightward.map((r) => boxOf(r)[3])) - height * 0.2;
  const isNote = (r: ReadLine) => {
    const [, y0, x1, y1] = boxOf(r);
    const middle = (y0 + y1) / 2;
    if (x1 >= left || middle < top || middle > bottom || FORM.test(r.line.text)) return false;
    return Boolean(closing) || r.line.confidence < 0.95 || NOTE.test(r.line.text);
  };
  const notes = read.filter(isNote);
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

import type { Box } from '../../schemas/common.js';
import type { Line, Region } from '../../schemas/page.js';
import { isRank } from '../domain/line-kinds.js';

/**
 * Notes that officers write on a letter (เกษียณหนังสือ) stand to the left of the signature: between the closing and the signer's name the
 * form leaves that side blank (สารบรรณ แบบที่ 1 to 3). Printed text there belongs to forms and says so.
 */
const CLOSING = /^ขอแสดงความ(?:นับถือ|เคารพ)/;
export const SIGNER = /^\(.{4,60}\)$/;
const FORM = /^(?:\(|ลงชื่อ|ลงนาม|ผู้|ตำแหน่ง|พยาน|\d|[๐-๙])/;
/** How officers begin: to whom, or what is to be done. */
export const NOTE = /^-? ?(?:เรียน|เพื่อ|ทราบ|มอบ|แจ้ง|ดำเนินการ|เห็น|อนุมัติ|อนุญาต|ลงนามแล้ว)/;

/** Says of a line of a page whether it stands where the form leaves blank, beside the signature. */
export function besideSignature(lines: readonly Line[]): (line: Line) => boolean {
  const closing = lines.find((r) => CLOSING.test(r.text) && boxOf(r)[0] > 0.4);
  const floor = closing ? boxOf(closing)[1] : 0;
  const signer = lines.find((r) => SIGNER.test(r.text) && boxOf(r)[0] > 0.4 && boxOf(r)[1] > floor);
  if (!signer) return () => false;
  const [x0, y0, , y1] = boxOf(signer);
  const height = y1 - y0;
  const left = closing ? Math.min(x0, boxOf(closing)[0]) : x0;
  // Without a closing the blank begins below the last line that reaches the signer's side.
  const above = lines.filter((r) => r !== signer && boxOf(r)[2] > left && boxOf(r)[3] < y1 - height * 0.5);
  const top = closing ? boxOf(closing)[1] - height * 0.6 : Math.max(0, ...above.map((r) => boxOf(r)[3])) - height * 0.2;
  return (r) => {
    const box = boxOf(r);
    const middle = (box[1] + box[3]) / 2;
    if (box[2] >= left || middle < top || middle > y1 + height * 0.2 || FORM.test(r.text)) return false;
    // The signer's rank stands alone above the brackets, to the left of the name.
    if (isRank(r.text)) return false;
    return Boolean(closing) || r.confidence < 0.95 || NOTE.test(r.text);
  };
}

/** The box that holds all of some. */
export function boxAround(boxes: readonly Box[]): Box {
  return [
    Math.min(...boxes.map((b) => b[0])),
    Math.min(...boxes.map((b) => b[1])),
    Math.max(...boxes.map((b) => b[2])),
    Math.max(...boxes.map((b) => b[3])),
  ];
}

/** The region that holds notes, their text from the top down. */
export function noteRegion(notes: readonly Line[]): Region {
  const texts = [...notes].sort((a, b) => boxOf(a)[1] - boxOf(b)[1]).map(({ text }) => text);
  return { kind: 'hand', bbox: boxAround(notes.map(boxOf)), text: texts.join('\n') };
}

const boxOf = (line: Line): Box => line.bbox ?? [0, 0, 0, 0];

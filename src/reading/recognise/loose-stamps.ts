import type { Box } from '../../../schemas/common.js';
import type { Region } from '../../../schemas/page.js';
import { boxAround } from '../signature-side.js';
import type { ReadLine } from './read-lines.js';

/** How the rows of a receive stamp begin. The number's row must be there: a memorandum has วันที่ too, but receives nothing. */
const NUMBER = /^(?:เลขที่รับ|เลขรับ|เลขทะเบียนรับ|รับที่|รับเลขที่|ที่รับ)/;
const DATE = /^(?:วันที่|ลงวันที่|วัน\/เดือน\/ปี|ว\.ด\.ป)/;
const TIME = /^เวลา/;
/** A row of a stamp is short; a sentence that begins with เวลา is not. */
const LONGEST = 40;
/** Rows of one stamp follow within this many line heights. */
const PITCH = 2.2;

/** Takes receive stamps out of the lines that had no frame, or none that held together: rows for number and date or time in one stack. */
export function partLooseStamps(read: ReadLine[]): { print: ReadLine[]; stamps: Region[] } {
  const taken = new Set<ReadLine>();
  const stamps: Region[] = [];
  for (const seed of read.filter((r) => NUMBER.test(r.line.text) && r.line.text.length <= LONGEST)) {
    const stack = [seed];
    for (const r of [...read].sort((a, b) => boxOf(a)[1] - boxOf(b)[1])) {
      if (r.line.text.length > LONGEST || !(DATE.test(r.line.text) || TIME.test(r.line.text))) continue;
      if (follows(stack.at(-1)!, r)) stack.push(r);
    }
    if (stack.length < 2) continue;
    for (const r of stack) taken.add(r);
    const bbox = boxAround(stack.map(boxOf));
    stamps.push({ kind: 'stamp', bbox, text: stack.map((r) => r.line.text).join('\n') });
  }
  return { print: read.filter((r) => !taken.has(r)), stamps };
}

const boxOf = (r: ReadLine): Box => r.line.bbox!;

/** Whether a line stands right below another, its beginning under the other's. */
function follows(above: ReadLine, below: ReadLine): boolean {
  const a = boxOf(above);
  const b = boxOf(below);
  const height = a[3] - a[1];
  return b[1] > a[1] && b[1] - a[1] < height * PITCH && Math.abs(b[0] - a[0]) < (a[2] - a[0]) * 0.5;
}

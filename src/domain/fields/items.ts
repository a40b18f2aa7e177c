import type { Part } from '../lines.js';
import type { LocatedText } from '../located-text.js';
import { oneLine } from './field.js';

/** One entry of a list behind a label, its mark (๑.) cut off. */
export interface Item {
  located: LocatedText;
  start: number;
  end: number;
  text: string;
}

const MARK = /^\s?\(?[\d๐-๙]{1,2}[.)]\s?(?=\D)/;
const INNER_MARK = /\s(?=\(?(?:[2-9๒-๙]|[1๑][0-9๐-๙])[.)]\s?[ก-ฮเ-ไA-Z“"(])/gu;

const textOf = (part: Part) => part.line.text.slice(part.start, part.end);

const COUNTED = /จำนวน\s?[\d๐-๙]{1,4}\s?(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า|รายการ)$/u;
/** What begins a paper's name, and never the rest of one whose count stands in the other column. */
const PAPER =
  /^(?:สำเนา|แบบ|บัญชี|รายชื่อ|รายละเอียด|คู่มือ|ประกาศ|คำสั่ง|กำหนดการ|แผน|โครงการ|หลักเกณฑ์|เอกสาร|ตาราง|ระเบียบ|ปฏิทิน|ใบ|แนวทาง|หนังสือ)/u;

/** Entries without numbers: one ends in its count, the next line begins another paper. */
function isNext(before: string, text: string): boolean {
  return COUNTED.test(before) && PAPER.test(text);
}

/**
 * Parts a label's value into its entries: a line with a mark opens one, and so does a mark within a line that began with
 * one. `arrange` may put the runs of an entry in another order than they stand on the paper.
 */
export function itemsOf(parts: readonly Part[], arrange: (entry: Part[]) => Part[] = (entry) => entry): Item[] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const text = textOf(part);
    const before = groups.at(-1)?.at(-1);
    const opens = part.glue === '\n' ? MARK.test(text) : before !== undefined && isNext(textOf(before), text);
    if (groups.length === 0 || opens) groups.push([part]);
    else groups.at(-1)!.push(part);
  }
  return groups.flatMap((group) => {
    const located = oneLine(arrange(group));
    const marked = MARK.test(located.text);
    const cuts = marked ? [...located.text.matchAll(INNER_MARK)].map((cut) => cut.index + 1) : [];
    const starts = [0, ...cuts];
    return starts.flatMap((from, i) => {
      const until = starts[i + 1] ?? located.text.length;
      const skip = MARK.exec(located.text.slice(from, until))?.[0].length ?? 0;
      const start = from + skip;
      const text = located.text.slice(start, until).trim();
      return text === '' ? [] : [{ located, start, end: start + text.length, text }];
    });
  });
}

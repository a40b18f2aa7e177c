import { addDays, addMonths } from '../calendar.js';
import { looseAny } from '../loose.js';
import { NUMBER_WORDS, parseInteger, parseNumberWord } from '../numerals.js';
import { MISREAD_WITHIN } from '../tables/deadline-triggers.js';
import { bindingOf } from './binding.js';
import { wanted } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { type Cue, clauseStart, cuesBetween, dateBehind, isRecall, paragraphStart, type Scene } from './scene.js';

const NUMBER = `(\\d{1,3}|[๐-๙]{1,3}|${NUMBER_WORDS})`;
const UNIT = '(วันทำการ|วันทําการ|วันทำงาน|วัน|สัปดาห์|อาทิตย์|เดือน|ชั่วโมง|ชม\\.)';
const COUNTED = new RegExp(
  `${looseAny(['ภาย ใน', 'ภาย ในกำหนด', 'ภาย ในเวลา', 'ภาย ในระยะเวลา', 'ภาย ในกำหนดเวลา', 'ไม่ เกิน', 'ไม่ เกินกว่า', 'ใน', 'ในกำหนด', 'ในเวลา', ...MISREAD_WITHIN])}\\s{0,3}${NUMBER}\\s{0,3}(?:\\(.{0,12}\\)\\s{0,2})?${UNIT}?`,
  'g',
);
const ANCHOR = new RegExp(
  `^\\s{0,3}(?:\\(.{0,12}\\)\\s{0,2})?(?:${looseAny(['นับถัดจาก', 'นับจาก', 'นับแต่', 'นับแด่', 'นับเเต่', 'นับตั้งแต่', 'นับ', 'หลังจาก', 'หลัง', 'ภายหลัง', 'จาก'])})\\s{0,3}`,
);
const RECEIPT = new RegExp(
  `^(?:${looseAny(['วันที่', 'วันถัดจากวันที่', 'ถัดจากวันที่', 'วัน'])})?\\s{0,3}(?:${looseAny(['ท่าน', 'หน่วยงาน', 'ผู้รับ'])})?\\s{0,2}(?:${looseAny(['ได้รับ', 'รับ'])})(?:${looseAny(['ทราบ'])})?\\s{0,2}(?:${looseAny(['แจ้ง', 'หนังสือ', 'เอกสาร', 'เรื่อง', 'สำเนา', 'ประกาศ', 'คำสั่ง', 'ทราบ', 'ฉบับ', 'บันทึกข้อความ', 'บันทึก', 'วิทยุ', 'โทรสาร'])})(?:${looseAny(['หนังสือ', 'แจ้ง', 'คำสั่ง'])})?(?:\\s{0,2}${looseAny(['ฉบับนี้', 'นี้', 'ดังกล่าว'])})?`,
);
const WRITTEN = new RegExp(
  `^(?:${looseAny(['วันที่ในหนังสือ', 'วันที่ลงในหนังสือ', 'วันที่ตามหนังสือ', 'วันที่ของหนังสือ', 'วันที่ออกหนังสือ', 'วันออกหนังสือ', 'วันที่ลงนาม', 'วันที่ปรากฏในหนังสือ', 'วันที่หนังสือ', 'วันที่ระบุในหนังสือ', 'วันที่มีคำสั่ง', 'วันมีคำสั่ง', 'วันที่ออกคำสั่ง', 'วันออกคำสั่ง', 'วันที่ในคำสั่ง', 'วันที่คำสั่ง', 'วันที่ลงในคำสั่ง', 'วันที่มีประกาศ', 'วันที่ออกประกาศ', 'วันออกประกาศ', 'วันที่ในประกาศ', 'วันที่ในบันทึก', 'วันที่ออกบันทึก', 'บัดนี้', 'วันนี้'])})(?:\\s{0,2}${looseAny(['ฉบับนี้', 'นี้'])})?`,
);

/** Deadlines counted in days: ภายใน ๑๕ วัน นับแต่วันที่ได้รับหนังสือ. Counts from events the letter does not date are left out. */
export function countedDeadlines(scene: Scene): Found[] {
  return [...scene.text.matchAll(COUNTED)].flatMap((match) => {
    const found = judge(scene, match);
    return found ? [found] : [];
  });
}

function judge(scene: Scene, match: RegExpExecArray): Found | null {
  const count = parseInteger(match[1]!) ?? parseNumberWord(match[1]!);
  const end = match.index + match[0].length;
  const tail = scene.text.slice(end, end + 70);
  const anchor = ANCHOR.exec(tail);
  const unit = match[2];
  // The word วัน is lost now and then; then the anchor must say that days are counted.
  if (count === null || count < 1 || count > 400 || (unit === undefined && !anchor)) return null;
  // Counted from a letter that came before this one.
  if (isRecall(scene, match.index)) return null;
  const days = daysOf(count, unit ?? 'วัน');
  if (days === null) return null;
  const months = unit === 'เดือน' ? { months: count } : {};
  const working = unit === 'วันทำการ' || unit === 'วันทําการ' || unit === 'วันทำงาน';

  const from = clauseStart(scene, match.index);
  const clause = { start: from, end: match.index, cues: demandsOf(scene, from, match.index) };
  const last = clause.cues.at(-1);
  if (last?.class === 'effect' || (last?.class === 'schedule' && !wanted(scene, last))) return null;
  const base = { ...PLAIN, ...bindingOf(scene, clause), start: match.index, kind: 'due' as const };
  if (anchor) {
    const rest = tail.slice(anchor[0].length);
    const receipt = RECEIPT.exec(rest);
    const written = receipt ? null : WRITTEN.exec(rest);
    const stop = end + anchor[0].length + (receipt ?? written ?? [''])[0].length;
    if (receipt || written) {
      const sure = last !== undefined && unit !== undefined;
      const relative = { days, working, from: receipt ? ('receipt' as const) : ('letter-date' as const), ...months };
      return { ...base, end: stop, relative, confidence: sure ? CONFIDENCE.relative : CONFIDENCE.relativeUnsaid };
    }
    if (/^ใน/.test(match[0])) return null;
    return fromPrinted(scene, end, { days, working, ...months }, base);
  }
  if (/^ใน/.test(match[0])) return null;
  // ไม่เกิน ๕ ปี, ไม่เกิน ๓๐ วัน without an anchor is a quantity; ภายใน ๗ วัน with a demand counts from receipt.
  if (/^ไม/.test(match[0]) || last === undefined || !/^(?:\s|$|เพื่อ|และ|แล้ว|พร้อม|ทั้งนี้)/.test(tail)) return null;
  if (/^\s{0,3}(?:ก่อน|หลัง|ของ|ต่อ|แรก)/.test(tail)) return null;
  return {
    ...base,
    end,
    relative: { days, working, from: 'receipt', ...months },
    confidence: CONFIDENCE.relativeUnsaid,
  };
}

function demandsOf(scene: Scene, start: number, end: number): Cue[] {
  const own = cuesBetween(scene, start, end);
  return own.length > 0 ? own : cuesBetween(scene, paragraphStart(scene, end, 160), end);
}

/** Counted from a printed day: the first day is not counted (พ.ร.บ. วิธีปฏิบัติราชการทางปกครอง ม. 64). */
function fromPrinted(
  scene: Scene,
  end: number,
  count: { days: number; working: boolean; months?: number },
  base: Omit<Found, 'end' | 'confidence'>,
): Found | null {
  const date = dateBehind(scene, end, 24);
  if (!date?.iso || date.from !== null || count.working) return null;
  const day = count.months === undefined ? addDays(date.iso, count.days) : addMonths(date.iso, count.months);
  if (scene.letterDate !== null && day < scene.letterDate) return null;
  return { ...base, end: date.end, date: day, confidence: CONFIDENCE.relativeUnsaid };
}

function daysOf(count: number, unit: string): number | null {
  if (unit.startsWith('วัน')) return count;
  if (unit === 'สัปดาห์' || unit === 'อาทิตย์') return count * 7;
  if (unit === 'เดือน') return count <= 12 ? count * 30 : null;
  return count % 24 === 0 ? count / 24 : count < 24 ? 1 : Math.ceil(count / 24);
}

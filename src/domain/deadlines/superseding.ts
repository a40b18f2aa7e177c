import { loose, looseAny } from '../loose.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { leadOf } from './lead.js';
import { cuesBetween, paragraphStart, type Scene } from './scene.js';

const CHANGES = [
  {
    change: 'extend',
    pattern: new RegExp(`${loose('ขยาย')}(?:${looseAny(['ระยะเวลา', 'เวลา', 'กำหนด', 'วัน', 'ช่วงเวลา'])})`, 'g'),
  },
  { change: 'extend', pattern: new RegExp(looseAny(['ช่วงขยายเวลา']), 'g') },
  {
    change: 'move',
    pattern: new RegExp(
      `${loose('เลื่อน')}(?!${looseAny(['ระดับ', 'ขั้น', 'ตำแหน่ง', 'ชั้น', 'เงินเดือน', 'ไหล', 'วิทยฐานะ', 'ยศ'])})`,
      'g',
    ),
  },
  {
    change: 'cancel',
    pattern: new RegExp(
      `${loose('ยกเลิก')}(?:${loose('การ')})?(?:${looseAny(['ประชุม', 'จัด', 'อบรม', 'สัมมนา', 'กิจกรรม', 'กำหนด', 'งาน', 'รับสมัคร'])})`,
      'g',
    ),
  },
] as const;
const NO_NEW_DAY = new RegExp(looseAny(['ออกไปก่อน', 'ไม่มีกำหนด', 'จนกว่า', 'จะแจ้งให้ทราบอีกครั้ง', 'จะแจ้งกำหนดการใหม่']));
const SAID = new RegExp(`^.{0,60}${loose('ดังกล่าว')}`);
const OFFERS = new Set(['apply', 'hearing', 'open', 'register']);
const REACH = 260;
/** Changes looked at: each looks through all dates. */
const MOST = 20;

/**
 * Marks deadlines that change an earlier one (ขยาย, เลื่อน, ยกเลิก) with the date they replace, takes the replaced one off the
 * list, and adds what was put off or cancelled without a new day.
 */
export function superseding(scene: Scene, found: readonly Found[]): Found[] {
  let list = [...found];
  let seen = 0;
  for (const { change, pattern } of CHANGES) {
    for (const match of scene.text.matchAll(pattern)) {
      if (++seen > MOST) return list;
      const start = match.index;
      const paragraph = scene.text.indexOf('\n', start);
      const limit = Math.min(start + REACH, paragraph < 0 ? scene.text.length : paragraph);
      const old = replaced(scene, start, limit);
      const next = list.find((item) => item.start >= start && item.start < limit && item.date !== null);
      if (change === 'cancel') {
        // ยกเลิกการประชุมดังกล่าว: the one that the paragraph before recalls.
        const recalled = list.find((item) => item.date !== null && item.date === old && item.end <= start);
        const gone = next && !(recalled && SAID.test(scene.text.slice(start, limit))) ? next : recalled;
        if (!gone) continue;
        list = list.filter((item) => item !== gone);
        const supersedes = { date: gone.date, citation: null, change };
        list.push({ ...gone, ...PLAIN, supersedes, confidence: CONFIDENCE.cancelled });
      } else if (next && next.date !== old && !next.supersedes) {
        const supersedes = { date: old, citation: null, change };
        const confidence = Math.min(next.confidence, CONFIDENCE.superseding);
        const changed = { ...next, ...extended(scene, next, change, start), supersedes, confidence };
        list = list
          .map((item) => (item === next ? changed : item))
          .filter((item) => item.date === null || item.date !== old);
      } else if (!next && change === 'move' && old !== null && NO_NEW_DAY.test(scene.text.slice(start, limit))) {
        const gone = list.find((item) => item.date === old);
        list = list.filter((item) => item !== gone);
        const supersedes = { date: old, citation: null, change };
        const base = { ...PLAIN, kind: gone?.kind ?? 'event', binds: gone?.binds ?? 'recipient', supersedes } as const;
        list.push({ ...base, start, end: limit, confidence: CONFIDENCE.cancelled });
      }
    }
  }
  return list;
}

/** ขยายเวลาการบันทึกข้อมูล…ออกไปถึงวันที่ D: a duty stays due, only what is open to others is a window. */
function extended(scene: Scene, item: Found, change: string, start: number): Partial<Found> {
  if (change !== 'extend' || item.kind !== 'window' || item.from !== null) return {};
  const offered = cuesBetween(scene, start, item.start).some((cue) => OFFERS.has(cue.class));
  return offered || item.binds === 'applicant' ? {} : { kind: 'due' };
}

/** The date that is replaced: the one after จากเดิม, else the last uncited one before the change. */
function replaced(scene: Scene, start: number, limit: number): string | null {
  const from = paragraphStart(scene, Math.max(0, paragraphStart(scene, start) - 1));
  let last: string | null = null;
  for (const date of scene.dates) {
    if (date.start < from || date.start >= limit) continue;
    const { kind } = leadOf(scene, date);
    if (kind === 'old') return date.iso;
    if (date.end <= start && kind !== 'cited' && kind !== 'past' && kind !== 'as-of') last = date.iso;
  }
  return last;
}

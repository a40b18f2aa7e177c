import { cueAny, looseAny } from '../loose.js';
import { URGENCY, URGING } from '../tables/deadline-words.js';
import { bindingOf } from './binding.js';
import { planned, wanted } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { clauseStart, cuesBetween, paragraphStart, type Scene } from './scene.js';

const URGENT = new RegExp(
  `(?<!ปฏิ)${looseAny(URGENCY)}|(?<=(?:^|ให้|ขอ|โปรด|\\s)(?:ท่าน)?)${looseAny(URGING)}(?=และ|แล้ว|พร้อม|\\s|$|ให้|ผล)`,
  'g',
);
/** เร่งดำเนินการ, รีบส่ง: the verb itself urges. */
const VERB = new RegExp(`^${looseAny(URGING)}`);
const CONDITIONAL = new RegExp(cueAny(['หากพบ', 'หากมี', 'หาก', 'กรณี', 'เมื่อ', 'ถ้า', 'ในกรณี']));
const SENDER = new RegExp(`(?:${looseAny(['จะแจ้ง', 'จะดำเนินการ', 'จะส่ง', 'จะรายงาน', 'ต่อไป'])})`);
const ASKED = new RegExp(cueAny(['ขอให้', 'ให้', 'ขอความร่วมมือ', 'ขอความอนุเคราะห์', 'โปรด', 'เห็นควร']));
const CONDITION_BEHIND = new RegExp(`^\\s{0,3}(?:${looseAny(['เมื่อ', 'หาก', 'ที่พบ', 'ที่เกิด', 'กรณี'])})`);
const FROM_RECEIPT = new RegExp(
  `^\\s{0,2}(?:ที่|เมื่อ|หลังจาก|นับแต่)\\s?(?:${looseAny(['ได้รับ', 'รับ'])})(?:${looseAny(['หนังสือ', 'แจ้ง', 'เรื่อง', 'ทราบ', 'โทรสาร'])})(?:ฉบับ)?(?:นี้)?`,
);

const URGED = new Set(['demand', 'tell', 'register']);
const MOST = 40;
const MOST_FOUND = 2;
/** Without a verb that is known the words must stand as they are: ปฏิทินที่ is no ทันที. */
const PRINTED = new Set<string>(URGENCY);
/** Told to do something, with a verb that no table holds. */
const ORDERED = /(?:ขอให้|โปรด|(?<![ก-๎])ให้|นี้ให้)/;

/**
 * The first demand of each whom it binds that only urges (โดยด่วน, โดยเร็ว, ทันที). Left out where the clause has a condition (หากพบ…ให้รายงานทันที), where the
 * sender speaks of himself, and where the same demand has a date. One of each is enough: a letter does not grow more urgent by saying it twice.
 */
export function urgentDeadlines(scene: Scene, others: readonly Found[]): Found[] {
  const found: Found[] = [];
  let seen = 0;
  for (const match of scene.text.matchAll(URGENT)) {
    if (++seen > MOST) break;
    const start = clauseStart(scene, match.index);
    const end = match.index + match[0].length;
    const clause = scene.text.slice(start, match.index);
    const behind = scene.text.slice(end, end + 48);
    const verb = VERB.test(match[0]);
    const demand = cuesBetween(scene, start, verb ? end : match.index).at(-1);
    if (!demand && !(ORDERED.test(clause) && PRINTED.has(match[0]))) continue;
    if (demand && !(URGED.has(demand.class) || (demand.class === 'schedule' && wanted(scene, demand)))) continue;
    // กรมจะเร่งแก้ไขให้โดยเร็ว is the sender's promise.
    if (demand && planned(scene, demand)) continue;
    if (!verb && !ASKED.test(scene.text.slice(Math.max(0, start - 4), match.index))) continue;
    if (CONDITIONAL.test(clause) || SENDER.test(clause)) continue;
    const receipt = FROM_RECEIPT.exec(behind);
    if (CONDITION_BEHIND.test(behind) && !receipt) continue;
    const cues = cuesBetween(scene, start, verb ? end : match.index);
    const binding = bindingOf(scene, { start, end: match.index, cues });
    const passedOn = (other: Found) =>
      binding.binds === 'relay' && other.binds !== 'relay' && other.end <= start + 3 && TOLD_ANEW.test(clause);
    const from = Math.max(start - 200, paragraphStart(scene, start));
    if (
      others.some(
        (other) =>
          other.start >= from && other.start <= end + 80 && !passedOn(other) && !apart(scene, other, start, end),
      )
    )
      continue;
    if (found.some((other) => other.binds === binding.binds)) continue;
    const stop = end + (receipt?.[0].length ?? 0);
    const base = { ...PLAIN, ...binding, start: match.index, end: stop, kind: 'due' as const };
    found.push({ ...base, urgency: scene.text.slice(match.index, stop), confidence: CONFIDENCE.urgency });
    if (found.length >= MOST_FOUND) break;
  }
  return found;
}

/** ในการนี้ ให้อำเภอแจ้ง…: a duty of its own, to pass the matter on. */
const TOLD_ANEW = /(?:^|[\s])(?:จึง|ขอ)?ให้/;
const NEW_DEMAND = new RegExp(looseAny(['และให้', 'ขอให้', 'แล้วให้', 'ทั้งนี้ให้']));

/** Another demand begins between the two: แล้วรายงานภายใน…และให้อำเภอแจ้ง…โดยด่วน. */
function apart(scene: Scene, other: Found, start: number, end: number): boolean {
  const first = other.start < start;
  const between = first ? scene.text.slice(other.end, end) : scene.text.slice(end, other.start);
  return between.includes('\n') || NEW_DEMAND.test(between);
}

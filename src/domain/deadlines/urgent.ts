import { cueAny, looseAny } from '../loose.js';
import { URGENCY, URGING } from '../tables/deadline-words.js';
import { planned, wanted } from './clause.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { clauseStart, cuesBetween, type Scene } from './scene.js';

const URGENT = new RegExp(
  `${looseAny(URGENCY)}|(?<=(?:^|ให้|ขอ|โปรด|\\s)(?:ท่าน)?)${looseAny(URGING)}(?=และ|แล้ว|พร้อม|\\s|$|ให้|ผล)`,
  'g',
);
/** เร่งดำเนินการ, รีบส่ง: the verb itself urges. */
const VERB = new RegExp(`^${looseAny(URGING)}`);
const CONDITIONAL = new RegExp(`${looseAny(['หากพบ', 'หากมี', 'หาก', 'กรณี', 'เมื่อ', 'ถ้า', 'ในกรณี'])}`);
const SENDER = new RegExp(`(?:${looseAny(['จะแจ้ง', 'จะดำเนินการ', 'จะส่ง', 'จะรายงาน', 'ต่อไป'])})`);
const ASKED = new RegExp(cueAny(['ขอให้', 'ให้', 'ขอความร่วมมือ', 'ขอความอนุเคราะห์', 'โปรด', 'เห็นควร']));
const CONDITION_BEHIND = new RegExp(`^\\s{0,3}(?:${looseAny(['เมื่อ', 'หาก', 'ที่พบ', 'ที่เกิด', 'กรณี'])})`);
const FROM_RECEIPT = /^ที่ได้รับหนังสือ/;

const URGED = new Set(['demand', 'tell', 'register']);
const MOST = 40;

/**
 * The first demand that only urges (โดยด่วน, โดยเร็ว, ทันที). Left out where the clause has a condition (หากพบ…ให้รายงานทันที), where the
 * sender speaks of himself, and where the same demand has a date. One is enough: a letter does not grow more urgent by saying it twice.
 */
export function urgentDeadlines(scene: Scene, others: readonly Found[]): Found[] {
  let seen = 0;
  for (const match of scene.text.matchAll(URGENT)) {
    if (++seen > MOST) break;
    const start = clauseStart(scene, match.index);
    const end = match.index + match[0].length;
    const clause = scene.text.slice(start, match.index);
    const behind = scene.text.slice(end, end + 24);
    const verb = VERB.test(match[0]);
    const demand = cuesBetween(scene, start, verb ? end : match.index).at(-1);
    if (!demand || !(URGED.has(demand.class) || (demand.class === 'schedule' && wanted(scene, demand)))) continue;
    // กรมจะเร่งแก้ไขให้โดยเร็ว is the sender's promise.
    if (planned(scene, demand)) continue;
    if (!verb && !ASKED.test(scene.text.slice(Math.max(0, start - 4), match.index))) continue;
    if (CONDITIONAL.test(clause) || SENDER.test(clause)) continue;
    if (CONDITION_BEHIND.test(behind) && !FROM_RECEIPT.test(behind)) continue;
    if (others.some((other) => other.start >= start - 200 && other.start <= end + 80)) continue;
    const base = { ...PLAIN, start: match.index, end, kind: 'due' as const, binds: 'recipient' as const };
    return [{ ...base, urgency: match[0], confidence: CONFIDENCE.urgency }];
  }
  return [];
}

import type { Level } from '../../../schemas/matters.js';
import type { Organisation } from '../../../schemas/organisations.js';
import { cueAny } from '../loose.js';
import { KINDS } from '../tables/kinds.js';
import type { RelaySentence } from './relay-addressed.js';

/**
 * Whom a province writes to itself: the districts with their offices, and the local bodies above which no district stands (สำหรับอำเภอขอความร่วมมือแจ้งเทศบาลตำบลและ
 * องค์การบริหารส่วนตำบล: to tell the others is none of a district's).
 */
const OF_PROVINCES = new RegExp(
  `^(?:${cueAny([
    'อำเภอ',
    'สำนักงานส่งเสริมการปกครองท้องถิ่นอำเภอ',
    'ท้องถิ่นอำเภอ',
    'สำนักงานสาธารณสุขอำเภอ',
    'องค์การบริหารส่วนจังหวัด',
    'อบจ.',
    'เทศบาลนคร',
    'เทศบาลเมือง',
  ])})`,
);

type Office = Pick<Organisation, 'level' | 'kind'>;

/**
 * Of the classes that a letter asks to be told (`relay.forward_to`) those that this organisation tells. Where sentences of the letter turn to its own level
 * (สำหรับอำเภอให้แจ้ง…), these say whom: what is asked of others there is none of its tasks. What no sentence asks of anybody by name, and all of a letter that turns to
 * nobody of its level, goes by that level alone.
 */
export function passesOnTo(
  office: Office | null,
  told: readonly string[],
  sentences: readonly RelaySentence[] = [],
): string[] {
  const byLevel = below(office?.level ?? null, told);
  const own = office === null ? [] : sentences.filter(({ kinds }) => kinds.length > 0 && areAsked(kinds, office));
  if (own.length === 0) return byLevel;
  const others = sentences.filter((sentence) => sentence.kinds.length > 0 && !own.includes(sentence));
  const ofAll = sentences.filter(({ kinds }) => kinds.length === 0);
  const names = (some: readonly RelaySentence[]) => new Set(some.flatMap((sentence) => sentence.told));
  const [asked, ofOthers, asWell] = [names(own), names(others), names(ofAll)];
  return told.filter(
    (name) => asked.has(name) || (byLevel.includes(name) && (asWell.has(name) || !ofOthers.has(name))),
  );
}

/** Of local bodies each kind is asked by itself; the offices of a province or district are asked as one. */
const areAsked = (kinds: RelaySentence['kinds'], { level, kind }: Office): boolean =>
  kinds.some((one) => one === kind || (level !== 'local' && KINDS[one].level === level));

/**
 * What stands below a level. A letter that goes to districts and local bodies alike makes no task of passing it on for the latter, which stand lowest (their own
 * units are told within the inbox).
 */
function below(level: Level | null, told: readonly string[]): string[] {
  if (level === 'local') return [];
  return level === 'district' ? told.filter((name) => !OF_PROVINCES.test(name)) : [...told];
}

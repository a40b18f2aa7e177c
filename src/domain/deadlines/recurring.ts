import { loose, looseAny } from '../loose.js';
import { parseInteger } from '../numerals.js';
import { MONTHS, WEEKDAYS } from '../tables/months.js';
import { bindingOf } from './binding.js';
import { CONFIDENCE, type Found, PLAIN } from './found.js';
import { clauseStart, cuesBetween, paragraphStart, type Scene } from './scene.js';

const DAY = '(\\d{1,2}|[๐-๙]{1,2})';
const DAYS = `${DAY}(?:\\s{0,2}(?:,|และ(?:วันที่)?)\\s{0,3}${DAY})?`;
const MONTHLY = looseAny([
  'ของทุกเดือน',
  'ของทุก ๆ เดือน',
  'ของเดือนถัดไป',
  'ของเดือน',
  'ของแต่ละเดือน',
  'ของเดือนถัดไปทุกเดือน',
  'ทุกเดือน',
]);
const WITHIN = looseAny(['ภายใน', 'ไม่เกิน', 'ก่อน']);
const DATE_WORD = loose('วันที่');
const EVERY = loose('ทุก');
const MONTH_NAME = looseAny(MONTHS.flatMap(({ full, variants }) => [full, ...variants]));
const YEARLY = looseAny(['ของทุกปี', 'ของทุก ๆ ปี', 'ของแต่ละปี', 'ทุกปี']);
const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const OWN = new Set<string | undefined>(['schedule', 'effect', 'data']);

/** More is a table of duties, no letter. */
const MOST = 20;

interface Rule {
  pattern: RegExp;
  rule: (match: RegExpExecArray) => string | null;
}

function monthDays(first: string | undefined, second: string | undefined): string | null {
  const days = [first, second].flatMap((digits) => (digits === undefined ? [] : [parseInteger(digits)]));
  if (days.some((day) => day === null || day < 1 || day > 31)) return null;
  return `FREQ=MONTHLY;BYMONTHDAY=${days.join(',')}`;
}

function monthOf(name: string): number | null {
  const found = MONTHS.find(({ full, variants }) =>
    [full, ...variants].some((spelling) => new RegExp(`^${loose(spelling)}$`).test(name)),
  );
  return found?.month ?? null;
}

const RULES: readonly Rule[] = [
  {
    pattern: new RegExp(`${EVERY}${DATE_WORD}\\s{0,3}${DAYS}\\s{0,3}(?:${MONTHLY})?`, 'g'),
    rule: (m) => monthDays(m[1], m[2]),
  },
  {
    pattern: new RegExp(`${WITHIN}\\s{0,2}${DATE_WORD}\\s{0,3}${DAYS}\\s{0,3}(?!${loose('ของเดือนนี้')})${MONTHLY}`, 'g'),
    rule: (m) => monthDays(m[1], m[2]),
  },
  {
    pattern: new RegExp(
      `(?:${WITHIN}\\s{0,2})?(?:${looseAny(['ทุกสิ้นเดือน', 'ทุกวันสิ้นเดือน', 'วันสิ้นเดือนของทุกเดือน', 'สิ้นเดือนของทุกเดือน', 'สิ้นเดือนทุกเดือน', 'วันสุดท้ายของทุกเดือน', 'วันทำการสุดท้ายของทุกเดือน', 'วันทำการสุดท้ายของเดือน'])})`,
      'g',
    ),
    rule: (m) => (/ทำการ/.test(m[0]) ? 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1' : 'FREQ=MONTHLY;BYMONTHDAY=-1'),
  },
  {
    // ภายใน ๑๐ วัน หลังสิ้นเดือน: the tenth of the next.
    pattern: new RegExp(
      `${WITHIN}\\s{0,2}${DAY}\\s{0,2}${loose('วัน')}\\s{0,2}${looseAny(['นับแต่', 'นับจาก', 'นับถัดจาก', 'ถัดจาก', 'หลังจาก', 'ภายหลัง', 'หลัง'])}(?:${loose('วัน')})?(?:${looseAny(['สิ้นเดือน', 'สิ้นไตรมาส', 'สิ้นสุดไตรมาส', 'สิ้นสุดเดือน'])})`,
      'g',
    ),
    rule: (m) => (Number(parseInteger(m[1]!)) <= 28 ? monthDays(m[1], undefined) : null),
  },
  {
    pattern: new RegExp(`${EVERY}${loose('วัน')}(${looseAny(WEEKDAYS.flat())})`, 'g'),
    rule: (m) => {
      const day = WEEKDAYS.findIndex((names) => new RegExp(`^${looseAny(names)}$`).test(m[1]!));
      return day < 0 ? null : `FREQ=WEEKLY;BYDAY=${WEEKDAY_CODES[day]}`;
    },
  },
  {
    pattern: new RegExp(
      `${WITHIN}\\s{0,2}(?:${loose('สิ้น')})?${loose('เดือน')}\\s{0,2}(${MONTH_NAME})\\s{0,2}${YEARLY}`,
      'g',
    ),
    rule: (m) => yearly(m[1]!, '-1'),
  },
  {
    pattern: new RegExp(`${WITHIN}\\s{0,2}${DATE_WORD}\\s{0,3}${DAY}\\s{0,3}(${MONTH_NAME})\\s{0,2}${YEARLY}`, 'g'),
    rule: (m) => yearly(m[2]!, String(parseInteger(m[1]!))),
  },
  {
    pattern: new RegExp(looseAny(['ทุกสิ้นไตรมาส', 'ทุกไตรมาส', 'สิ้นไตรมาสทุกไตรมาส', 'ภายในสิ้นไตรมาส']), 'g'),
    rule: (m) => (/สิ้น/.test(m[0]) ? 'FREQ=MONTHLY;INTERVAL=3;BYMONTH=3,6,9,12;BYMONTHDAY=-1' : null),
  },
];

/** Quarters of the fiscal year end in December, March, June and September; what is due behind them is due in the months after. */
const QUARTER = new RegExp(
  `${looseAny(['รายไตรมาส', 'ทุกไตรมาส', 'แต่ละไตรมาส', 'สิ้นไตรมาส', 'ไตรมาสถัดไป', 'ไตรมาสละ', 'ทุก ๆ ไตรมาส', 'ทุก 3 เดือน', 'ทุก ๓ เดือน'])}`,
);

/** A day of the month is a day of each quarter's first month where the clause speaks of quarters. */
function ofQuarters(recurrence: string, around: string): string {
  const day = /^FREQ=MONTHLY;BYMONTHDAY=(\d[\d,]*)$/.exec(recurrence)?.[1];
  return day !== undefined && QUARTER.test(around) ? `FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=${day}` : recurrence;
}

function yearly(name: string, day: string): string | null {
  const month = monthOf(name);
  return month === null ? null : `FREQ=YEARLY;BYMONTH=${month};BYMONTHDAY=${day}`;
}

/** Deadlines that come again: ทุกวันที่ ๕ ของเดือน, ภายในเดือนธันวาคมของทุกปี. Only with a demand in the clause. */
export function recurringDeadlines(scene: Scene): Found[] {
  const found: Found[] = [];
  for (const { pattern, rule } of RULES) {
    for (const match of scene.text.matchAll(pattern)) {
      const plain = rule(match);
      const end = match.index + match[0].length;
      const start = clauseStart(scene, match.index);
      const recurrence = plain && ofQuarters(plain, scene.text.slice(start, end + 36));
      if (found.length === MOST) return found;
      if (recurrence === null || found.some((other) => match.index < other.end && other.start < end)) continue;
      const own = cuesBetween(scene, start, match.index);
      const cues = own.length > 0 ? own : cuesBetween(scene, paragraphStart(scene, match.index, 160), match.index);
      const last = cues.findLast((cue) => cue.class !== 'event' && cue.class !== 'held');
      // ทุกวันที่ ๑๐ alone may be anybody's habit; ภายใน… is a limit for somebody.
      const limit = /^ภายใน|^ไม่เกิน/.test(match[0]);
      if ((last === undefined && !limit) || OWN.has(last?.class)) continue;
      const binding = bindingOf(scene, { start, end: match.index, cues });
      const place = { start: match.index, end };
      found.push({
        ...PLAIN,
        ...binding,
        ...place,
        kind: 'due',
        recurrence,
        confidence: last ? CONFIDENCE.recurrence : CONFIDENCE.urgency,
      });
    }
  }
  return found;
}

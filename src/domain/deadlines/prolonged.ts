import { addDays, daysInMonth, isoDay, partsOf } from '../calendar.js';
import { looseAny } from '../loose.js';
import { NUMBER_WORDS, parseInteger, parseNumberWord } from '../numerals.js';

const FURTHER = new RegExp(
  `${looseAny(['ออกไปอีก', 'ออกไปเป็นเวลา', 'ออกไปอีกเป็นเวลา', 'ต่อไปอีก', 'เพิ่มอีก', 'เพิ่มเติมอีก', 'ออกไป'])}\\s{0,2}(?:ไม่เกิน)?\\s{0,2}(\\d{1,3}|[๐-๙]{1,3}|${NUMBER_WORDS})\\s{0,2}(?:\\([^)\\n]{0,12}\\)\\s{0,2})?(วัน|สัปดาห์|เดือน)`,
);

/** A day put off by a length of time. */
export interface Prolonged {
  /** The new day; null where the old one is not known. */
  date: string | null;
  /** The day that counting from the old day itself gives, where it differs. */
  other: string | null;
  /** One past the last character, in the text looked at. */
  end: number;
}

/**
 * ออกไปอีก ๑๕ วัน, ออกไปอีก ๑ เดือน. The new time starts on the day after the old one ended (ป.พ.พ. ม. 193/7), so a month from
 * 28 February ends on 31 March; 28 March, the same day of the month, is kept beside it.
 */
export function prolonged(text: string, old: string | null): Prolonged | null {
  const match = FURTHER.exec(text);
  if (!match) return null;
  const count = parseInteger(match[1]!) ?? parseNumberWord(match[1]!);
  const end = match.index + match[0].length;
  if (count === null || count < 1 || count > 400) return null;
  if (old === null) return { date: null, other: null, end };
  if (match[2] !== 'เดือน') return { date: addDays(old, match[2] === 'วัน' ? count : count * 7), other: null, end };
  if (count > 36) return null;
  const date = addDays(monthsLater(addDays(old, 1), count), -1);
  const same = monthsLater(old, count);
  return { date, other: same === date ? null : same, end };
}

/** The same day of a later month, or its last one where it is shorter. */
function monthsLater(iso: string, count: number): string {
  const { year, month, day } = partsOf(iso);
  const index = month - 1 + count;
  const [y, m] = [year + Math.floor(index / 12), (index % 12) + 1];
  return isoDay(y, m, Math.min(day, daysInMonth(y, m))) ?? iso;
}

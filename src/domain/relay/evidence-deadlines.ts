import type { Deadline } from '../../../schemas/record.js';
import { findDates } from '../dates.js';
import { SURE } from '../labels.js';
import { append } from './append.js';
import { digitCost } from './distance.js';
import type { DeadlineStatement } from './evidence.js';
import type { Node } from './nodes.js';

/** Cost of one digit taken for its proven look-alike (`distance.ts`). */
const LOOK_ALIKE = 0.3;

interface Said {
  node: Node;
  index: number;
  deadline: Deadline & { date: string };
}

/**
 * What the letters of one family say of each other's dated deadlines: the same day, which confirms it, or one that differs in
 * a look-alike digit. An earlier day in a lower letter is that office's own inner date, and casts no doubt.
 */
export function deadlineEvidence(
  nodes: readonly Node[],
  mayTell: (a: Node, b: Node) => boolean,
): Map<Node, DeadlineStatement[]> {
  const said: Said[] = nodes.flatMap((node) =>
    node.letter.deadlines.flatMap((deadline, index) => {
      const { date } = deadline;
      return date === null ? [] : [{ node, index, deadline: { ...deadline, date } }];
    }),
  );
  const byDay = new Map<string, Said[]>();
  for (const one of said) append(byDay, dayKey(one), one);
  const found = new Map<Node, DeadlineStatement[]>();
  const tell = (of: Said, by: Said, agrees: boolean) => {
    if (!mayTell(of.node, by.node)) return;
    const { date, confidence } = by.deadline;
    const issuer = by.node.letter.issuer?.name ?? '';
    append(found, of.node, { index: of.index, date, agrees, confidence, issuer });
  };
  for (const one of said) {
    // One sure voice is enough: letters of one family copy each other's words, so that more are not independent.
    const same = byDay
      .get(dayKey(one))!
      .find((by) => by.node !== one.node && by.deadline.confidence >= SURE && mayTell(one.node, by.node));
    if (same) tell(one, same, true);
  }
  const groups = [...byDay.values()];
  for (const group of groups) {
    for (const others of lookAlikes(group[0]!, byDay)) {
      const pair = group.length === 1 ? doubted(group[0]!, others) : null;
      if (!pair) continue;
      tell(group[0]!, pair, false);
      if (others.length === 1) tell(pair, group[0]!, false);
    }
  }
  return found;
}

const dayKey = ({ deadline: { date, kind, binds, optional } }: Said) => [date, kind, binds, optional].join(' ');

/** Those whose deadline is of the same kind, in the same month, on a day that looks like this one's. */
function* lookAlikes({ deadline }: Said, byDay: ReadonlyMap<string, Said[]>): Iterable<Said[]> {
  const month = deadline.date.slice(0, 8);
  const own = deadline.date.slice(8);
  for (let day = 1; day <= 31; day++) {
    const other = String(day).padStart(2, '0');
    const cost = digitCost(own, other);
    if (cost === 0 || cost > LOOK_ALIKE) continue;
    const key = [month + other, deadline.kind, deadline.binds, deadline.optional].join(' ');
    const found = byDay.get(key);
    if (found) yield found;
  }
}

/** A letter that stands against this one's day, where that day is to be doubted. */
function doubted(one: Said, others: readonly Said[]): Said | null {
  if (others.some(({ node }) => node === one.node) || isOnItsWeekday(one)) return null;
  const isLower = others.every(({ node }) => one.node.date !== null && node.date !== null && node.date < one.node.date);
  const isLater = one.deadline.date > others[0]!.deadline.date;
  if (isLower && !isLater) return null;
  return others.length > 1 || isLower ? others[0]! : null;
}

/** The weekday printed with it bears the day out. */
function isOnItsWeekday({ deadline: { text, date } }: Said): boolean {
  return findDates(text).some(({ weekday, iso }) => weekday === 'match' && iso?.slice(5) === date.slice(5));
}

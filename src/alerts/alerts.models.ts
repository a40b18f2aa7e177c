import type { DeadlineState, Resolved } from '../../schemas/due.js';
import type { Deadline, Letter, Received } from '../../schemas/record.js';
import { storedDate } from '../circulars/circulars.models.js';
import { thaiDay } from '../domain/calendar.js';
import { type ResolveContext, resolveDeadline } from '../domain/due/resolve.js';
import { speedTask } from '../domain/due/urgency.js';
import { SURE } from '../domain/labels.js';
import type { HolidayCalendar } from '../domain/working-days.js';
import type { Office } from '../ports.js';
import type { deadlines } from './alerts.table.js';

export type DeadlineRow = typeof deadlines.$inferInsert;

/** What deadlines are worked out by. */
export interface Reckoning {
  holidays: HolidayCalendar;
  office: Office;
  /** ISO day. */
  asOf: string;
}

/** A letter with the file it came in. */
export interface PlannedLetter {
  receipt: number;
  ordinal: number;
  /** The n of its key; null for attachments. */
  number: number | null;
  letter: Letter;
  receivedAt: Date;
}

/** The first stamp that can be the addressee's own: not before the letter's date, and not after the file was taken in. */
function firstStamp(letter: Letter, takenOn: string): (Received & { date: string }) | null {
  const possible = letter.received.filter(
    (stamp): stamp is Received & { date: string } =>
      stamp.date !== null && stamp.date <= takenOn && (letter.date === null || stamp.date >= letter.date),
  );
  return possible.reduce<(typeof possible)[number] | null>(
    (first, stamp) => (first === null || stamp.date < first.date ? stamp : first),
    null,
  );
}

/** What is known of a letter's arrival when its deadlines are worked out. */
export function contextOf({ letter, receivedAt }: PlannedLetter, by: Reckoning): ResolveContext {
  const takenOn = thaiDay(receivedAt);
  const stamp = firstStamp(letter, takenOn);
  // Two different days in its stamps: the office's and a division's; which is whose is not known yet.
  const days = new Set(letter.received.map(({ date }) => date));
  return {
    letterDate: letter.date,
    receivedOn: stamp && { date: stamp.date, sure: stamp.confidence >= SURE && days.size === 1 },
    takenOn,
    speed: letter.speed,
    asOf: by.asOf,
    holidays: by.holidays,
    province: by.office.province,
    policy: by.office.urgency,
  };
}

/** Before this day a file's letters cannot have reached this office: the date of its cover, or a stamp on it. */
function arrivedFrom(letters: readonly PlannedLetter[]): string | null {
  const cover = letters.find(({ number }) => number === 0);
  if (!cover) return null;
  const stamp = firstStamp(cover.letter, thaiDay(cover.receivedAt));
  const sure = stamp && stamp.confidence >= SURE ? stamp.date : null;
  const { date } = cover.letter;
  return sure !== null && (date === null || sure > date) ? sure : date;
}

function stateOf({ supersedes }: Deadline, { basis, lastOn }: Resolved, arrival: string | null): DeadlineState {
  if (basis === null && supersedes) return 'notice';
  return basis === 'printed' && lastOn !== null && arrival !== null && lastOn < arrival ? 'expired' : 'live';
}

/** The rows of a file's deadlines, before what later letters change of them. */
export function deadlineRows(letters: readonly PlannedLetter[], by: Reckoning): DeadlineRow[] {
  const arrival = arrivedFrom(letters);
  return letters.flatMap((planned) => {
    const { receipt, ordinal, number, letter } = planned;
    const context = contextOf(planned, by);
    // Of a bundle the cover is the letter to this office; the others were urgent to those above.
    const task = number === 0 ? speedTask(letter) : null;
    return [...letter.deadlines, ...(task ? [task] : [])].map((record, position): DeadlineRow => {
      const resolved = resolveDeadline(record, context);
      return {
        receipt,
        ordinal,
        position,
        date: storedDate(record.date),
        time: record.time,
        kind: record.kind,
        binds: record.binds,
        optional: record.optional,
        fromDate: storedDate(record.from),
        text: record.text,
        record,
        state: stateOf(record, resolved, arrival),
        dueOn: resolved.dueOn,
        lastOn: resolved.lastOn,
        remindOn: resolved.remindOn,
        basis: resolved.basis,
        estimate: resolved.estimate,
        supersedesDate: storedDate(record.supersedes?.date ?? null),
        supersedes: record.supersedes !== undefined,
        resolved,
      };
    });
  });
}

import type { DeadlineState, Resolved } from '../../schemas/due.js';
import type { Deadline, Letter, Received } from '../../schemas/record.js';
import { storedDate } from '../circulars/circulars.models.js';
import { thaiDay } from '../domain/calendar.js';
import { type ResolveContext, resolveDeadline } from '../domain/due/resolve.js';
import { speedTask } from '../domain/due/urgency.js';
import { SURE } from '../domain/labels.js';
import { ofOtherProvince } from '../domain/stamps.js';
import type { HolidayCalendar, Workplace } from '../domain/working-days.js';
import type { Office } from '../ports.js';
import type { OfficeArrival } from '../register/arrivals.repo.js';
import type { deadlines } from './alerts.table.js';

export type DeadlineRow = typeof deadlines.$inferInsert;

/** What deadlines are worked out by. */
export interface Reckoning {
  holidays: HolidayCalendar;
  office: Office;
  /** ISO day. */
  asOf: string;
}

/** Where who reckons so works: by its own province's holidays. */
export const workplaceOf = ({ holidays, office }: Reckoning): Workplace => ({ holidays, province: office.province });

/** A letter with the file it came in. */
export interface PlannedLetter {
  receipt: number;
  ordinal: number;
  /** The n of its key; null for attachments. */
  number: number | null;
  letter: Letter;
  receivedAt: Date;
  /** How it came to the organisation whose deadlines are worked out; without one, those of the file's first office. */
  arrival?: OfficeArrival | null;
}

/** The stamps that may be of an office in this province. */
const ownStamps = ({ received }: Letter, { office }: Reckoning) =>
  received.filter((stamp) => !ofOtherProvince(stamp.office, office.province));

/** The first stamp that can be the addressee's own: not before the letter's date, and not after the file was taken in. */
function firstStamp(letter: Letter, takenOn: string, by: Reckoning): (Received & { date: string }) | null {
  const possible = ownStamps(letter, by).filter(
    (stamp): stamp is Received & { date: string } =>
      stamp.date !== null && stamp.date <= takenOn && (letter.date === null || stamp.date >= letter.date),
  );
  return possible.reduce<(typeof possible)[number] | null>(
    (first, stamp) => (first === null || stamp.date < first.date ? stamp : first),
    null,
  );
}

/** When the addressee got a letter: as a person or the register says, otherwise by its stamp. */
function receivedOn({ letter, arrival }: PlannedLetter, takenOn: string, by: Reckoning): ResolveContext['receivedOn'] {
  const stamp = arrival?.scan === 'sent' ? null : firstStamp(letter, takenOn, by);
  if (arrival?.on && arrival.by === 'hand') return { date: arrival.on, sure: true, by: 'hand' };
  if (arrival?.on) {
    const other = stamp && stamp.date !== arrival.on ? stamp.date : null;
    return { date: arrival.on, sure: other === null, by: 'register', ...(other && { stamp: other }) };
  }
  if (!stamp) return null;
  // Two different days in its stamps: the office's and a division's; which is whose is not known yet.
  const days = new Set(ownStamps(letter, by).map(({ date }) => date));
  const sure = stamp.confidence >= SURE && days.size === 1 && arrival?.scan !== 'shared';
  return { date: stamp.date, sure };
}

/** What is known of a letter's arrival when its deadlines are worked out. */
export function contextOf(planned: PlannedLetter, by: Reckoning): ResolveContext {
  const { letter, receivedAt, arrival } = planned;
  const takenOn = thaiDay(arrival?.takenAt ?? receivedAt);
  return {
    letterDate: letter.date,
    receivedOn: receivedOn(planned, takenOn, by),
    takenOn,
    speed: letter.speed,
    asOf: by.asOf,
    holidays: by.holidays,
    province: by.office.province,
    policy: by.office.urgency,
  };
}

/** Before this day a file's letters cannot have reached this office: the date of its cover, or a stamp on it. */
function arrivedFrom(letters: readonly PlannedLetter[], by: Reckoning): string | null {
  const cover = letters.find(({ number }) => number === 0);
  if (!cover) return null;
  const stamp = firstStamp(cover.letter, thaiDay(cover.receivedAt), by);
  const sure = stamp && stamp.confidence >= SURE ? stamp.date : null;
  const { date } = cover.letter;
  return sure !== null && (date === null || sure > date) ? sure : date;
}

function stateOf({ supersedes }: Deadline, { basis, lastOn }: Resolved, arrival: string | null): DeadlineState {
  if (basis === null && supersedes) return 'notice';
  return basis === 'printed' && lastOn !== null && arrival !== null && lastOn < arrival ? 'expired' : 'live';
}

/** Whether a deadline hangs on the day of receipt, and so falls on a day of its own at each organisation. */
const countsFromReceipt = ({ date, relative, urgency }: Deadline) =>
  date === null && (relative?.from === 'receipt' || (!relative && urgency !== undefined));

/**
 * Whether what is stored of a deadline is what every organisation has, whatever its arrival and the day that is asked for: then neither the letter nor how
 * the day was worked out has to be read. See `deadlineFor`.
 */
export const STORED_BASIS = 'printed';

/** The state of a deadline at an organisation, by the day on which its letter came there; null: as it is stored. */
export function stateAt(stored: DeadlineState, lastOn: string | null, arrivedOn: string | null): DeadlineState {
  if ((stored !== 'live' && stored !== 'expired') || arrivedOn === null) return stored;
  return lastOn !== null && lastOn < arrivedOn ? 'expired' : 'live';
}

/** A deadline as an organisation has it: the stored day, or one worked out by its own arrival; and whether that had passed before. */
export function deadlineFor(
  planned: PlannedLetter & { deadline: Deadline; resolved: Resolved | null; state: DeadlineState },
  by: Reckoning,
): { resolved: Resolved; state: DeadlineState } {
  const { deadline, arrival, state } = planned;
  // The next of a recurrence depends on the day that is asked for.
  const own = arrival !== null && arrival !== undefined && countsFromReceipt(deadline);
  const stored = own || planned.resolved?.basis === 'recurrence' ? null : planned.resolved;
  const resolved = stored ?? resolveDeadline(deadline, contextOf(planned, by));
  const open = state === 'live' || state === 'expired';
  return { resolved, state: open && arrival?.on ? stateOf(deadline, resolved, arrival.on) : state };
}

/** The rows of a file's deadlines, before what later letters change of them. */
export function deadlineRows(letters: readonly PlannedLetter[], by: Reckoning): DeadlineRow[] {
  const arrival = arrivedFrom(letters, by);
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

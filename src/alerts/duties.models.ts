import type { AlertLine, AlertStep, DutyKind } from '../../schemas/alerts.js';
import type { Letter } from '../../schemas/record.js';
import { relayDay, workedBack } from '../domain/alerts/relay-day.js';
import { passOnText, type RelayReckoned } from '../domain/alerts/relay-words.js';
import type { DutyDays } from '../domain/alerts/steps.js';
import { thaiDay } from '../domain/calendar.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';
import type { OwnDeadline } from '../notices/due.js';
import type { OfficeArrival } from '../register/arrivals.repo.js';

/** What of a duty does not decide when it is told: what its line says. */
export type DutyDetail = Omit<AlertLine, 'step' | 'kind' | 'workingDaysLeft' | 'dueOn' | 'until' | 'sure'> & {
  /** The confidence of the deadline as it was read; 1 once a person confirmed it. */
  confidence: number;
  arrivedOn: string;
  expired: boolean;
  cancelled: boolean;
  /** The ISO day on which its sender took the letter back; then there is nothing else to keep of it. */
  withdrawn?: string;
  /** It is told by another paper of the letter, and stands here silent. */
  folded?: boolean;
  overdue: boolean;
  /** Whether there is a next one after it. */
  recurring: boolean;
  /** Of a task to pass a letter on: to whom, and how its day was found. */
  relay?: RelayReckoned & { to: string[] };
};

/** A duty of an organisation (see `duties` in the ledger). */
export interface Duty {
  organisation: string;
  receipt: number;
  firstPage: number;
  rank: number;
  kind: DutyKind;
  /** Empty for a letter that is ด่วนที่สุด and states no day. */
  dueOn: string;
  lastOn: string | null;
  nextOn: string | null;
  atOnce: boolean;
  assignee: number | null;
  detail: DutyDetail;
}

/** A letter that an organisation has to act on, with what alerts hang on of it. */
export interface DutyLetter {
  receipt: number;
  firstPage: number;
  rank: number;
  reference: string | null;
  date: string | null;
  issuer: string | null;
  subject: string | null;
  speed: Letter['speed'];
  secrecy: Letter['secrecy'];
  /** The classes that the organisation is to tell (`อปท.`). */
  forwardTo: readonly string[];
}

/** How a letter stands at the organisation. */
export interface DutyStand {
  organisation: string;
  arrival: OfficeArrival;
  /** Page of the application. */
  path: string;
  assignee: number | null;
  /** Whether it has passed the letter on to those below. */
  passedOn: boolean;
  /** Whether it is among those who may apply for what circulars offer: the bodies at the end of the relay (`อปท. ที่สนใจ`). */
  mayApply: boolean;
  /** Working days that those below should have left. */
  relayAhead: number;
}

/** The days of `duty` by which it is told. */
export const daysOf = ({ dueOn, lastOn, atOnce, detail }: Duty): DutyDays => ({
  dueOn,
  lastOn,
  atOnce,
  arrivedOn: detail.arrivedOn,
  expired: detail.expired,
  cancelled: detail.cancelled,
  withdrawn: detail.withdrawn ?? null,
  was: detail.was,
  overdue: detail.overdue,
});

const MOST_CONTEXT = 4;
const applies = ({ deadline }: OwnDeadline): boolean => deadline.binds === 'applicant';
const LIVE = new Set<OwnDeadline['state']>(['live', 'expired']);

/**
 * What an organisation has to keep of a letter: a duty for each day that binds it, the earliest of a day; one to pass it on where it asks for that and has a
 * day; and where it is ด่วนที่สุด without any day, one without. `deadlines`: those of the letter itself and (`context`) of what is enclosed.
 */
export function dutiesOf(
  letter: DutyLetter,
  deadlines: readonly OwnDeadline[],
  stand: DutyStand,
  place: Workplace,
): Duty[] {
  const arrivedOn = stand.arrival.on ?? thaiDay(stand.arrival.takenAt);
  const dated = deadlines.filter(({ state, resolved }) => LIVE.has(state) && resolved.dueOn !== null);
  const binding = dated.filter(
    ({ context, deadline }) => !context && (deadline.binds !== 'applicant' || stand.mayApply),
  );
  const byDay = new Map<string, OwnDeadline>();
  // Of two on one day the one that has to be kept.
  for (const one of [...binding].sort((a, b) => Number(applies(a)) - Number(applies(b)))) {
    if (!byDay.has(one.resolved.dueOn!)) byDay.set(one.resolved.dueOn!, one);
  }
  const base = baseOf(letter, stand, arrivedOn);
  const urgent = letter.speed === 'most-urgent';
  const found = [...byDay.values()]
    .sort((a, b) => (a.resolved.dueOn! < b.resolved.dueOn! ? -1 : 1))
    .map((one): Duty => deadlineDuty(one, base, contextOf(one, dated)));
  const relay = relayDuty(letter, dated, base, stand, place);
  const all = relay ? [...found, relay] : found;
  if (urgent && all[0]) all[0].atOnce = true;
  if (urgent && all.length === 0) {
    const detail = {
      ...base.detail,
      time: null,
      confirmed: true,
      confidence: 1,
      estimate: false,
      context: contextOf(null, dated),
    };
    all.push({ ...base, kind: 'deadline', dueOn: '', lastOn: null, atOnce: true, detail });
  }
  return all;
}

/** Of a letter of a secrecy class number and date alone. */
function baseOf(letter: DutyLetter, stand: Pick<DutyStand, 'organisation' | 'path' | 'assignee'>, arrivedOn: string) {
  const veiled = letter.secrecy !== null;
  return {
    organisation: stand.organisation,
    receipt: letter.receipt,
    firstPage: letter.firstPage,
    rank: letter.rank,
    nextOn: null,
    assignee: stand.assignee,
    atOnce: false,
    detail: {
      path: stand.path,
      reference: letter.reference,
      date: letter.date,
      issuer: veiled ? null : letter.issuer,
      subject: veiled ? null : letter.subject,
      action: null,
      veiled,
      arrivedOn,
      expired: false,
      cancelled: false,
      overdue: false,
      recurring: false,
      was: null,
    },
  };
}
type Base = ReturnType<typeof baseOf>;

const APPLYING = 'ยื่นหรือสมัคร หากประสงค์';

function deadlineDuty(one: OwnDeadline, base: Base, context: AlertLine['context']): Duty {
  const { dueOn, lastOn, estimate, basis } = one.resolved;
  const recurring = basis === 'recurrence';
  const applying = applies(one);
  const detail: DutyDetail = {
    ...base.detail,
    time: one.deadline.time,
    confirmed: one.confirmed,
    confidence: one.confirmed ? 1 : one.deadline.confidence,
    estimate,
    expired: one.state === 'expired',
    // What one may apply for is told before its day, and is nobody's delay after it.
    ...(applying && !base.detail.veiled && { action: APPLYING }),
    overdue: one.deadline.kind === 'due' && !one.deadline.optional && !recurring && !applying,
    recurring,
    context: base.detail.veiled ? [] : context,
  };
  return { ...base, kind: 'deadline', dueOn: dueOn!, lastOn: lastOn === dueOn ? null : lastOn, detail };
}

/** What stands around the deadline that is told: later days of the letter, those of applicants and of what is enclosed, each once. */
function contextOf(told: OwnDeadline | null, dated: readonly OwnDeadline[]): AlertLine['context'] {
  const days = new Map<string, string>();
  for (const one of dated) {
    const dueOn = one.resolved.dueOn!;
    if (one === told || dueOn === told?.resolved.dueOn || days.has(dueOn)) continue;
    days.set(dueOn, one.context ? 'หนังสือที่แนบ' : applies(one) ? 'ผู้สมัคร/ผู้ยื่น' : 'กำหนดอื่นในหนังสือ');
  }
  return [...days]
    .map(([dueOn, text]) => ({ dueOn, text }))
    .sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
    .slice(0, MOST_CONTEXT);
}

function relayDuty(
  letter: DutyLetter,
  dated: readonly OwnDeadline[],
  base: Base,
  stand: DutyStand,
  place: Workplace,
): Duty | null {
  if (letter.forwardTo.length === 0 || stand.passedOn) return null;
  // The letter says itself until when.
  if (dated.some((one) => !one.context && one.deadline.binds === 'relay')) return null;
  const { arrivedOn } = base.detail;
  // The day of those below: the letter's own first, else that of what is enclosed and goes to them.
  const first = (context: boolean) =>
    dated
      .filter((one) => one.context === context && one.deadline.kind !== 'event' && one.resolved.dueOn! >= arrivedOn)
      .sort((a, b) => (a.resolved.dueOn! < b.resolved.dueOn! ? -1 : 1))[0];
  const below = first(false) ?? first(true);
  if (!below) return null;
  const of = below.resolved.dueOn!;
  const until = below.resolved.lastOn ?? of;
  const backFrom = (day: string) => relayDay(place, { dueOn: day, arrivedOn, ahead: stand.relayAhead });
  const [dueOn, lastOn] = [backFrom(of), backFrom(until)];
  const detail: DutyDetail = {
    ...base.detail,
    relay: {
      to: [...letter.forwardTo],
      below: of,
      ahead: workingDaysBetween(place, dueOn, of),
      late: dueOn !== workedBack(place, of, stand.relayAhead),
    },
    time: null,
    action: base.detail.veiled ? null : passOnText(letter.forwardTo),
    confirmed: below.confirmed,
    confidence: below.confirmed ? 1 : below.deadline.confidence,
    estimate: below.resolved.estimate,
    overdue: true,
    context: base.detail.veiled ? [] : [{ dueOn: of, text: 'กำหนดของผู้รับปลายทาง' }],
  };
  return { ...base, kind: 'relay', dueOn, lastOn: lastOn === dueOn ? null : lastOn, detail };
}

/** The line of a duty as it is told on a day. `leastConfidence`: below it the line asks to check the deadline. */
export function lineOf(
  duty: Duty,
  told: { step: AlertStep; day: string; place: Workplace; leastConfidence: number },
): AlertLine {
  const {
    confidence,
    arrivedOn: _on,
    expired: _expired,
    cancelled,
    withdrawn: _withdrawn,
    folded: _folded,
    overdue: _overdue,
    recurring: _next,
    relay: _relay,
    ...said
  } = duty.detail;
  const dueOn = duty.dueOn === '' ? null : duty.dueOn;
  return {
    ...said,
    step: told.step,
    kind: duty.kind,
    dueOn: cancelled ? null : dueOn,
    was: cancelled ? dueOn : said.was,
    until: duty.lastOn,
    workingDaysLeft: dueOn === null || cancelled ? null : workingDaysBetween(told.place, told.day, dueOn),
    sure: confidence >= told.leastConfidence,
  };
}

/**
 * What a sender's reminder tells of a letter: the deadline that the organisation has of it, where it has one, else the letter alone. `path`: its page there.
 */
export function remindedDuty(
  letter: DutyLetter,
  known: Duty | undefined,
  stand: Pick<DutyStand, 'organisation' | 'path' | 'assignee'>,
): Duty {
  if (known)
    return { ...known, atOnce: false, assignee: stand.assignee, detail: { ...known.detail, path: stand.path } };
  const base = baseOf(letter, stand, '');
  const detail = { ...base.detail, time: null, confirmed: true, confidence: 1, estimate: false, context: [] };
  return { ...base, kind: 'deadline', dueOn: '', lastOn: null, detail };
}

/** How a duty is known among those of one letter: its kind and its day. */
export const dutyKey = ({ kind, dueOn }: Pick<Duty, 'kind' | 'dueOn'>): string => `${kind} ${dueOn}`;

/** How a letter is known at an organisation. */
export const letterKeyOf = (of: Pick<Duty, 'organisation' | 'receipt' | 'firstPage' | 'rank'>): string =>
  `${of.organisation} ${of.receipt} ${of.firstPage} ${of.rank}`;

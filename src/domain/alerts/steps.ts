import type { AlertStep } from '../../../schemas/alerts.js';
import { daysBetween } from '../calendar.js';
import { addWorkingDays, isWorkingDay, type Workplace, workingDaysBetween, workingDayUntil } from '../working-days.js';

/**
 * When a duty is told to somebody. Each day has at most one step that applies, the latest that has come; so what was missed while nothing ran is made
 * up for by one line. All days are ISO.
 */

/** What of a duty decides when it is told. */
export interface DutyDays {
  /** The day that binds, the earliest it may be; empty where the letter is ด่วนที่สุด and states none. */
  dueOn: string;
  /** The latest that it may be; null: `dueOn`. */
  lastOn: string | null;
  arrivedOn: string;
  /** To be told at once when it comes. */
  atOnce: boolean;
  /** Whether it had passed before the letter came. */
  expired: boolean;
  /** Whether it was called off. */
  cancelled: boolean;
  /** The day on which the sender took the letter back; null where it did not. */
  withdrawn: string | null;
  /** The day before it was moved. */
  was: string | null;
  /** Whether something is left undone once the day has passed: not so with a meeting, nor with what is left to one's choice. */
  overdue: boolean;
}

/** When somebody wants to be told; see `OfficeAlertSettings`. */
export interface StepRules {
  /** Working days before, the most first. */
  ahead: readonly number[];
  overdueFor: number;
  escalateAfter: number;
}

/** Whom: `keeper` has to keep it, `chief` hears of it when it was not kept. */
export type Listener = 'keeper' | 'chief';

/** What they were told before: of this duty, whether of the day before it was moved, and whether anything of the letter. */
export interface Told {
  steps: ReadonlySet<AlertStep>;
  was: boolean;
  letter: boolean;
}

/** Why nothing is told: words for a reader are in `why.ts`. */
export type Silence =
  | 'told'
  | 'not-yet'
  | 'not-a-working-day'
  | 'undated'
  | 'long-overdue'
  | 'not-overdue-yet'
  | 'nothing-left'
  | 'not-told-before'
  | 'long-past';

/** The step that applies; `on`: for a step that is to come, its day. */
export type Decision = { step: AlertStep; silence: null } | { step: null; silence: Silence; on: string | null };

const say = (step: AlertStep): Decision => ({ step, silence: null });
const silent = (silence: Silence, on: string | null = null): Decision => ({ step: null, silence, on });

/** Days after which it is no news that a letter came, or came too late. */
const NEWS_DAYS = 14;

/** The last working day on which something can still be done about a duty: reminders count back from it. */
export const lastWorkingDay = (place: Workplace, dueOn: string): string => workingDayUntil(place, dueOn).day;

/** The reminders of a duty with their days, the earliest first; the last is the day itself, or the last working day before it. */
function reminders(duty: DutyDays, rules: StepRules, place: Workplace): { step: AlertStep; on: string }[] {
  const last = lastWorkingDay(place, duty.dueOn);
  const ahead = [...rules.ahead]
    .sort((a, b) => b - a)
    .map((days) => ({ step: `ahead:${days}`, on: addWorkingDays(place, last, -days).day }));
  return [...ahead, { step: 'today', on: last }];
}

/** What is to be told of a duty on a day. */
export function decide(
  duty: DutyDays,
  rules: StepRules,
  place: Workplace,
  on: { day: string; listener: Listener; told: Told },
): Decision {
  const { day, listener, told } = on;
  if (duty.withdrawn !== null) return decideWithdrawn(duty.withdrawn, place, day, told);
  if (duty.cancelled) return listener === 'keeper' ? decideCancelled(duty, place, day, told) : silent('nothing-left');
  if (listener === 'chief') return decideChief(duty, rules, place, day, told);
  const isNews = daysBetween(duty.arrivedOn, day) <= NEWS_DAYS;
  // ด่วนที่สุด is acted on the moment it comes (สารบรรณ ข้อ 28), whatever day that is.
  if (duty.atOnce && isNews && !duty.expired && told.steps.size === 0) return say('received');
  if (duty.dueOn === '') return silent(told.steps.size > 0 ? 'told' : 'undated');
  if (!isWorkingDay(place, day)) return silent('not-a-working-day', addWorkingDays(place, day, 1).day);
  if (duty.expired) return told.steps.has('expired') ? silent('told') : isNews ? say('expired') : silent('long-past');
  if (duty.was !== null && told.was && !told.steps.has('changed')) return say('changed');
  if (day > (duty.lastOn ?? duty.dueOn)) return decideOverdue(duty, rules, place, day, told);
  return decideReminder(duty, rules, place, day, told);
}

function decideCancelled(duty: DutyDays, place: Workplace, day: string, told: Told): Decision {
  if (told.steps.has('cancelled')) return silent('told');
  if (told.steps.size === 0) return silent('not-told-before');
  if (!isWorkingDay(place, day)) return silent('not-a-working-day', addWorkingDays(place, day, 1).day);
  return duty.dueOn !== '' && daysBetween(duty.dueOn, day) > NEWS_DAYS ? silent('long-past') : say('cancelled');
}

/** That a letter was taken back is told by the day on which it was: it may be sent again, and taken back again. */
function decideWithdrawn(withdrawn: string, place: Workplace, day: string, told: Told): Decision {
  const step = `withdrawn:${withdrawn}`;
  if (told.steps.has(step)) return silent('told');
  if (!told.letter) return silent('not-told-before');
  if (daysBetween(withdrawn, day) > NEWS_DAYS) return silent('long-past');
  return isWorkingDay(place, day) ? say(step) : silent('not-a-working-day', addWorkingDays(place, day, 1).day);
}

function decideReminder(duty: DutyDays, rules: StepRules, place: Workplace, day: string, told: Told): Decision {
  const steps = reminders(duty, rules, place);
  let at = -1;
  for (const [n, { on }] of steps.entries()) if (on <= day) at = n;
  const next = steps[at + 1]?.on ?? null;
  if (at < 0) return silent('not-yet', next);
  // A clock that was ahead told a later step already; an earlier one says nothing more.
  // And the line that a letter came says until when.
  const came = told.steps.has('received') && steps[at]!.on <= duty.arrivedOn;
  const known = came || steps.slice(at).some(({ step }) => told.steps.has(step));
  return known ? silent('told', next) : say(steps[at]!.step);
}

function decideOverdue(duty: DutyDays, rules: StepRules, place: Workplace, day: string, told: Told): Decision {
  if (!duty.overdue) return silent('nothing-left');
  const late = workingDaysBetween(place, duty.lastOn ?? duty.dueOn, day);
  if (late > rules.overdueFor) return silent('long-overdue');
  const step = `overdue:${day}`;
  return told.steps.has(step) ? silent('told', addWorkingDays(place, day, 1).day) : say(step);
}

function decideChief(duty: DutyDays, rules: StepRules, place: Workplace, day: string, told: Told): Decision {
  if (!duty.overdue || duty.expired || duty.dueOn === '') return silent('nothing-left');
  const last = duty.lastOn ?? duty.dueOn;
  const from = addWorkingDays(place, last, Math.max(1, rules.escalateAfter)).day;
  if (day < from) return silent('not-overdue-yet', from);
  if (told.steps.has('escalated')) return silent('told');
  if (workingDaysBetween(place, last, day) > rules.overdueFor + rules.escalateAfter) return silent('long-overdue');
  return isWorkingDay(place, day) ? say('escalated') : silent('not-a-working-day', addWorkingDays(place, day, 1).day);
}

/** Whether a line would come too late with the next working day's message: then it goes at once. */
export function cannotWait(duty: DutyDays, place: Workplace, day: string): boolean {
  if (duty.dueOn === '' || duty.expired || duty.cancelled) return false;
  return lastWorkingDay(place, duty.dueOn) <= addWorkingDays(place, day, 1).day;
}

/**
 * The first day after `day` on which anything may have to be told of a duty to anybody whose rules are among these; null where there is none. `waiting`: whether
 * a line of it is still to be told.
 */
export function nextLook(
  duty: DutyDays,
  rules: readonly StepRules[],
  place: Workplace,
  { day, waiting }: { day: string; waiting: boolean },
): string | null {
  const tomorrow = addWorkingDays(place, day, 1).day;
  if (waiting) return tomorrow;
  if (duty.expired || duty.cancelled || duty.dueOn === '') return null;
  const ahead = { ...rules[0]!, ahead: [...new Set(rules.flatMap((one) => one.ahead))] };
  const coming = reminders(duty, ahead, place).find(({ on }) => on > day);
  if (coming) return coming.on;
  const last = duty.lastOn ?? duty.dueOn;
  if (!duty.overdue) return null;
  if (day < last) return addWorkingDays(place, last, 1).day;
  const most = Math.max(...rules.map(({ overdueFor, escalateAfter }) => overdueFor + escalateAfter + 1));
  return workingDaysBetween(place, last, day) > most ? null : tomorrow;
}

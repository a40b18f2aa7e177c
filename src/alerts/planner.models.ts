import type { AlertLine, AlertStep, MessageContent, MessageKind, OfficeAlertSettings } from '../../schemas/alerts.js';
import type { OrganisationRef } from '../../schemas/organisations.js';
import { cannotWait, type Decision, decide, nextLook, type Told } from '../domain/alerts/steps.js';
import { isWorkingDay, type Workplace } from '../domain/working-days.js';
import { type Duty, daysOf, letterKeyOf, lineOf } from './duties.models.js';
import { type AlertRecipient, listensAs, officeRules } from './recipients.models.js';
import type { MemberAlerts } from './settings.models.js';

/** What is told to whom on a day, worked out from rows: no I/O. */

/** An organisation on a day, with all that its alerts hang on. */
export interface OfficeDay {
  organisation: OrganisationRef;
  settings: OfficeAlertSettings;
  members: ReadonlyMap<number, MemberAlerts>;
  recipients: readonly AlertRecipient[];
  place: Workplace;
  /** ISO, in Thailand. */
  day: string;
  /** `HH:MM` in Thailand. */
  time: string;
  toldTo: ToldBefore;
  /** Whether this recipient had the message of the day. */
  hadDigest(recipient: string): boolean;
}

/** What recipients were told before, of the letters that are looked at. */
export class ToldBefore {
  private readonly steps = new Map<string, Set<AlertStep>>();
  private readonly letters = new Set<string>();

  add(row: Parameters<typeof toldKey>[0] & { recipient: string; step: AlertStep }): void {
    this.letters.add(`${row.recipient} ${letterKeyOf(row)}`);
    // A sender's reminder is none of a duty's own steps.
    if (row.step.startsWith('chased')) return;
    const key = `${row.recipient} ${toldKey(row)}`;
    const steps = this.steps.get(key);
    if (steps) steps.add(row.step);
    else this.steps.set(key, new Set([row.step]));
  }

  of(recipient: string, duty: Duty): Told {
    const at = (dueOn: string) => this.steps.get(`${recipient} ${toldKey({ ...duty, dueOn })}`);
    const { was } = duty.detail;
    const letter = this.letters.has(`${recipient} ${letterKeyOf(duty)}`);
    return { steps: at(duty.dueOn) ?? new Set(), was: was !== null && at(was) !== undefined, letter };
  }
}

const toldKey = (of: Parameters<typeof letterKeyOf>[0] & { kind: string; dueOn: string }): string =>
  `${letterKeyOf(of)} ${of.kind} ${of.dueOn}`;

/** A line that is told, with its duty. */
export interface ToldLine {
  duty: Duty;
  line: AlertLine;
  /** Whether the next working day's message would come too late. */
  pressing: boolean;
}

/** What a recipient is told now. `message`: null where it is in the application alone. */
export interface Telling {
  recipient: AlertRecipient;
  lines: ToldLine[];
  message: { kind: Exclude<MessageKind, 'test'>; content: MessageContent; pressing: boolean } | null;
}

/**
 * What is decided of a duty for a recipient on a day: as its keeper first, else as the chief. Null where it is not theirs. That a letter was taken back concerns
 * all who were told of it, whosever it is.
 */
export function decisionFor(duty: Duty, recipient: AlertRecipient, office: OfficeDay): Decision | null {
  const told = office.toldTo.of(recipient.name, duty);
  let first: Decision | null = null;
  const own = listensAs(duty, recipient, office.settings, office.members);
  for (const listener of duty.detail.withdrawn ? (['keeper'] as const) : own) {
    const days = { ...daysOf(duty), atOnce: duty.atOnce && office.settings.mostUrgentAtOnce };
    const decision = decide(days, recipient.rules, office.place, { day: office.day, listener, told });
    if (decision.step !== null) return decision;
    first ??= decision;
  }
  return first;
}

/** The lines of a recipient that apply, told or waiting. */
function linesFor(duties: readonly Duty[], recipient: AlertRecipient, office: OfficeDay): ToldLine[] {
  return duties.flatMap((duty) => {
    const step = decisionFor(duty, recipient, office)?.step;
    if (!step) return [];
    const { place, day, settings } = office;
    const line = lineOf(duty, { step, day, place, leastConfidence: settings.leastConfidence });
    return [{ duty, line, pressing: step === 'received' || cannotWait(daysOf(duty), place, day) }];
  });
}

/**
 * What every recipient of an organisation is told now, of these duties; and the duties with the day on which they are next looked at. A recipient gets one message
 * on a working day, from their hour on; what comes later waits for the next, unless that were too late.
 */
export function tellingsOf(duties: readonly Duty[], office: OfficeDay): { tellings: Telling[]; moved: Duty[] } {
  const waiting = new Map<Duty, 'today' | 'later'>();
  const tellings = office.recipients.flatMap((recipient): Telling[] => {
    const lines = linesFor(duties, recipient, office);
    const hour = office.time >= recipient.digestAt && isWorkingDay(office.place, office.day);
    const had = recipient.channel !== null && office.hadDigest(recipient.name);
    const now = lines.filter(({ line, pressing }) => line.step === 'received' || (hour && (!had || pressing)));
    for (const one of lines) {
      if (now.includes(one)) continue;
      if (waiting.get(one.duty) !== 'today') waiting.set(one.duty, hour ? 'later' : 'today');
    }
    if (now.length === 0) return [];
    // Before the hour only what cannot wait goes, and the message of the day is still to come.
    const kind = hour && !had ? 'digest' : 'at-once';
    const message = recipient.channel === null ? null : ({ kind, ...messageOf(now, kind, office) } as const);
    return [{ recipient, lines: now, message }];
  });
  const rules = officeRules(office.settings, office.members);
  const moved = duties.map((duty): Duty => {
    const waits = waiting.get(duty);
    if (waits === 'today' && isWorkingDay(office.place, office.day)) return { ...duty, nextOn: office.day };
    const nextOn = nextLook(daysOf(duty), rules, office.place, {
      day: office.day,
      waiting: waits !== undefined || !isWorkingDay(office.place, office.day),
    });
    return { ...duty, nextOn };
  });
  return { tellings, moved };
}

/** Lines of one message: who reads more than this reads none. */
const MOST_LINES = 50;
const ORDER = [
  'chased',
  'received',
  'today',
  'ahead',
  'changed',
  'escalated',
  'overdue',
  'cancelled',
  'withdrawn',
  'expired',
];
const rank = ({ line }: ToldLine) => ORDER.indexOf(line.step.split(':')[0]!);

/** The order in which lines are read: what can still be kept first, the earliest day first; of what is overdue the latest first. */
export function inOrder<T extends ToldLine>(lines: readonly T[]): T[] {
  // What is ด่วนที่สุด without a day goes before all days; what a sender reminds of without one, behind them.
  const day = ({ line }: ToldLine) => line.dueOn ?? line.was ?? (line.chased ? '~' : '');
  return [...lines].sort((a, b) => {
    const by = rank(a) - rank(b);
    if (by !== 0) return by;
    const [first, second] = rank(a) >= ORDER.indexOf('escalated') ? [b, a] : [a, b];
    return day(first) < day(second) ? -1 : day(first) > day(second) ? 1 : 0;
  });
}

/** What a message of these lines says, the first of them. */
export function messageOf(
  lines: readonly ToldLine[],
  kind: MessageKind,
  { organisation, day }: OfficeDay,
): { content: MessageContent; pressing: boolean } {
  const shown = inOrder(lines).slice(0, MOST_LINES);
  const content = { kind, organisation, day, lines: shown.map(({ line }) => line), more: lines.length - shown.length };
  return { content, pressing: lines.some(({ pressing }) => pressing) };
}

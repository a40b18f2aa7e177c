import type { DueItem, OverdueFigure, WeekFigure } from '../../schemas/dashboard.js';
import { deadlineFor, type Reckoning } from '../alerts/alerts.models.js';
import { selectCountedWith, selectPaperDays } from '../alerts/papers.repo.js';
import { addDays, daysBetween, partsOf, weekdayOf } from '../domain/calendar.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { append } from '../domain/relay/append.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { selectArrivals } from '../register/arrivals.repo.js';
import { keyOf } from '../relay/relay.models.js';
import type { Database } from '../shared/database.js';
import { matterKeyOf } from './chain.models.js';
import { type DueRow, selectBindingDays, selectComing, selectPast } from './due.repo.js';
import { placeText } from './seen.js';
import type { SentBody } from './sent.repo.js';

/** Weeks that are looked ahead, the present one among them. */
const WEEKS = 12;

export interface DueDeps {
  db: Database;
  reckoning: Reckoning;
  workplace: Workplace;
}

const mondayOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7));

/** Week and year as ISO 8601 counts them: that of the week's Thursday. */
export function isoWeek(monday: string): { week: number; year: number } {
  const { year } = partsOf(addDays(monday, 3));
  return { year, week: 1 + daysBetween(mondayOf(`${year}-01-04`), monday) / 7 };
}

const keyOfRow = ({ receipt, number }: DueRow) => matterKeyOf(keyOf({ receipt, number: number ?? 0 }));

/**
 * The deadlines as this organisation has them: those counted from receipt by its own arrival, and of a letter that came in several files each day once. `latest`:
 * where these files state different days, the last of them.
 */
async function resolvedOf({ db, reckoning }: DueDeps, actor: Actor, rows: readonly DueRow[]) {
  const organisation = organisationOf(actor);
  const told = organisation === null ? null : await selectPaperDays(db, organisation);
  const receipts = rows.map(({ receipt }) => receipt);
  const arrivals = organisation === null ? null : await selectArrivals(db, organisation, receipts);
  return rows.flatMap((row) => {
    const own = deadlineFor({ ...row, arrival: arrivals?.(row) ?? null }, reckoning);
    const day = told?.(row, own.resolved.dueOn);
    return day?.folded ? [] : [{ row, latest: day?.latest ?? null, ...own }];
  });
}

/**
 * What falls due in twelve weeks from Monday on, by week. A day that several letters of a matter state is told once, by the newest of them. It is done
 * where one of them is done in the organisation's inbox.
 */
export async function comingWeeks(deps: DueDeps, actor: Actor): Promise<WeekFigure[]> {
  const { asOf } = deps.reckoning;
  const first = mondayOf(asOf);
  const last = addDays(first, 7 * WEEKS - 1);
  const rows = await selectComing(deps.db, actor, { from: asOf, to: last });
  rows.sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? 1 : -1));
  const items = new Map<string, DueItem>();
  const counted = await countedWith(deps, actor);
  // Files of one letter may stand in no family together.
  const families = new Map(rows.map((row) => [placeText(row), row.family]));
  for (const { row, resolved, state, latest } of await resolvedOf(deps, actor, rows)) {
    const days = resolved.basis === 'recurrence' ? resolved.next : [resolved.dueOn];
    for (const day of days) {
      const lastOn = latest ?? (resolved.basis === 'recurrence' ? day : resolved.lastOn);
      if (state !== 'live' || day === null || lastOn === null || lastOn < asOf || day > last) continue;
      // Of a span the day is told on which it may end first, while that is not past.
      const date = day < asOf ? lastOn : day;
      if (date > last) continue;
      const id = `${families.get(counted(row)) ?? row.family ?? counted(row)} ${date}`;
      const done = row.noticeDone !== null || items.get(id)?.done === true;
      items.set(id, { ...(items.get(id) ?? itemOf(deps, row, date, lastOn)), done });
    }
  }
  const all = [...items.values()].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return Array.from({ length: WEEKS }, (_, at) => {
    const monday = addDays(first, 7 * at);
    const mine = all.filter(({ date }) => mondayOf(date) === monday);
    const done = mine.filter((item) => item.done).length;
    return { monday, ...isoWeek(monday), open: mine.length - done, done, items: mine };
  });
}

/** The place of the letter that a row's is counted with: of one that came to the actor's organisation in several files, that in the first of them. */
async function countedWith({ db }: DueDeps, actor: Actor): Promise<(row: DueRow) => string> {
  const organisation = organisationOf(actor);
  const same = organisation === null ? null : await selectCountedWith(db, organisation);
  return (row) => same?.get(placeText(row)) ?? placeText(row);
}

function itemOf({ workplace, reckoning }: DueDeps, row: DueRow, date: string, lastOn: string): DueItem {
  const { letter } = row;
  return {
    date,
    lastOn,
    maybe: date !== lastOn,
    key: keyOfRow(row),
    subject: letter.secrecy === null ? letter.subject : null,
    reference: letter.reference?.normalized ?? null,
    workingDaysLeft: workingDaysBetween(workplace, reckoning.asOf, date),
    done: false,
  };
}

/** Matters that are named of an organisation. */
const MOST_KEYS = 50;

interface Late {
  key: string;
  days: number;
  maybe: boolean;
}

const figureOf = (code: string, organisation: string, own: boolean, late: readonly Late[]): OverdueFigure => {
  const sure = late.filter(({ maybe }) => !maybe).sort((a, b) => b.days - a.days);
  return {
    code,
    organisation,
    own,
    n: sure.length,
    maybe: late.length - sure.length,
    worstDays: sure[0]?.days ?? null,
    keys: [...new Set([...sure, ...late].map(({ key }) => key))].slice(0, MOST_KEYS),
  };
};

/**
 * Letters past their day and not done, each once, by organisation, the most first: in the own inbox, and at bodies that letters were sent to (by the
 * printed days of these: when what is counted from receipt ends there is not known here).
 */
export async function overdue(
  deps: DueDeps,
  actor: Actor,
  sent: readonly SentBody[],
  gazetteer: Gazetteer,
): Promise<OverdueFigure[]> {
  const { asOf } = deps.reckoning;
  const organisation = organisationOf(actor);
  const nameOf = (code: string) => gazetteer.get(code)?.name ?? code;
  const found: OverdueFigure[] = [];
  if (organisation !== null) {
    const rows = await selectPast(deps.db, actor, { asOf });
    const counted = await countedWith(deps, actor);
    const own = new Map<string, Late>();
    for (const { row, resolved, state, latest } of await resolvedOf(deps, actor, rows)) {
      const { dueOn } = resolved;
      const lastOn = latest ?? resolved.lastOn;
      if (state !== 'live' || dueOn === null || lastOn === null || dueOn >= asOf) continue;
      const late = { key: keyOfRow(row), days: daysBetween(lastOn, asOf), maybe: lastOn >= asOf };
      const known = own.get(counted(row));
      if (!known || (known.maybe && !late.maybe) || known.days < late.days) own.set(counted(row), late);
    }
    if (own.size > 0) found.push(figureOf(organisation, nameOf(organisation), true, [...own.values()]));
  }
  const printed = await selectBindingDays(
    deps.db,
    sent.map(({ receipt }) => receipt),
  );
  const bodies = new Map<string, Late[]>();
  for (const row of sent) {
    if (row.done) continue;
    const past = (printed.get(placeText(row)) ?? []).filter((day) => day < asOf);
    if (past.length === 0) continue;
    const days = daysBetween(past.sort()[0]!, asOf);
    const late = { key: matterKeyOf(keyOf({ receipt: row.receipt, number: row.number ?? 0 })), days, maybe: false };
    append(bodies, row.organisation, late);
  }
  for (const [code, late] of bodies) found.push(figureOf(code, nameOf(code), false, late));
  return found.sort((a, b) => Number(b.own) - Number(a.own) || b.n - a.n || (b.worstDays ?? 0) - (a.worstDays ?? 0));
}

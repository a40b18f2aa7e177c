import type { NoticeDeadline } from '../../schemas/notices.js';
import { deadlineFor, type Reckoning, workplaceOf } from '../alerts/alerts.models.js';
import { changeOf } from '../alerts/alerts.usecases.js';
import { daysBetween } from '../domain/calendar.js';
import { firstBinding } from '../domain/due/first.js';
import { workingDaysBetween } from '../domain/working-days.js';
import { selectArrivals } from '../register/arrivals.repo.js';
import { keyOf } from '../relay/relay.models.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { changesOf, type StoredDeadline } from './due.repo.js';

/** A deadline as an organisation has it, with the place of its letter. `context` is said by who knows the letter that it came with. */
export interface OwnDeadline extends NoticeDeadline {
  receipt: number;
  ordinal: number;
  firstPage: number;
  rank: number;
}

/** The deadlines as this organisation has them: counted from its own arrival, with its own province's working days. */
export async function ownDeadlines(
  db: Database,
  organisation: string,
  rows: readonly StoredDeadline[],
  reckoning: Reckoning,
): Promise<OwnDeadline[]> {
  const receipts = rows.map(({ receipt }) => receipt);
  const arrivals = await selectArrivals(db, organisation, receipts);
  const changes = grouped(await changesOf(db, receipts), placeOf);
  const workplace = workplaceOf(reckoning);
  return rows.map((row) => {
    const { resolved, state } = deadlineFor({ ...row, arrival: arrivals(row) }, reckoning);
    const { dueOn } = resolved;
    const { receipt, ordinal, firstPage, rank, confirmed } = row;
    const { date, time, kind, binds, optional, from, text, confidence } = row.deadline;
    return {
      receipt,
      ordinal,
      firstPage,
      rank,
      id: `${receipt}-${firstPage}-${rank}-${row.position}`,
      of: { key: keyOf({ receipt, number: row.number ?? 0 }), reference: row.reference, issuer: row.issuer },
      context: row.enclosed,
      deadline: { date, time, kind, binds, optional, from, text, confidence },
      state,
      resolved,
      confirmed,
      daysLeft: dueOn === null ? null : daysBetween(reckoning.asOf, dueOn),
      workingDaysLeft: dueOn === null ? null : workingDaysBetween(workplace, reckoning.asOf, dueOn),
      changes: (changes.get(placeOf(row)) ?? []).map(changeOf),
    };
  });
}

const placeOf = (row: { receipt: number; ordinal: number; position: number }) =>
  `${row.receipt} ${row.ordinal} ${row.position}`;

/** Which letter a notice is of, and up to which page it goes. */
export interface NoticePages {
  receipt: number;
  firstPage: number;
  rank: number;
  lastPage: number;
}

/** Of a file's deadlines those of a notice: of the letter itself, and (`context`) of what is enclosed behind it. */
export function deadlinesIn(notice: NoticePages, ofFile: readonly OwnDeadline[]): OwnDeadline[] {
  const own = (one: OwnDeadline) => one.firstPage === notice.firstPage && one.rank === notice.rank;
  return ofFile
    .filter((one) => own(one) || (one.firstPage > notice.firstPage && one.firstPage <= notice.lastPage))
    .map((one) => ({ ...one, context: !own(one) }));
}

/**
 * The earliest live deadline of the letter itself that binds who got it; where there is none, the earliest of what is enclosed, which is only what
 * stands behind the letter: it binds whom that was sent to.
 */
export function bindingOf(list: readonly OwnDeadline[]): { due: OwnDeadline | null; outer: OwnDeadline | null } {
  const live = list
    .filter(({ state }) => state === 'live' || state === 'expired')
    .map((one) => ({ one, deadline: { ...one.deadline, evidence: [] }, dueOn: one.resolved.dueOn }));
  const first = (context: boolean) => {
    const some = live.filter(({ one }) => one.context === context);
    const found =
      firstBinding(
        some.filter(({ one }) => one.state === 'live'),
        'recipient',
      ) ?? firstBinding(some, 'recipient');
    return found?.one ?? null;
  };
  const due = first(false);
  return { due, outer: due ? null : first(true) };
}

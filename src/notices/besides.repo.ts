import { and, asc, eq, sql } from 'drizzle-orm';
import type { AlertLine } from '../../schemas/alerts.js';
import { alerts, duties } from '../alerts/ledger.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

/** As whom an organisation is reminded, whoever of it is told: one line of the ledger a letter and day. */
export const OFFICE = 'office';

/** The reminders that an organisation got of letters in these files, the earliest first. */
export function selectReminders(db: Database, organisation: string, receipts: Iterable<number>) {
  return db
    .select({
      receipt: alerts.receipt,
      firstPage: alerts.firstPage,
      rank: alerts.rank,
      at: alerts.plannedAt,
      chased: sql<AlertLine['chased'] | null>`${alerts.line}->'chased'`,
    })
    .from(alerts)
    .where(
      and(
        eq(alerts.organisation, organisation),
        eq(alerts.recipient, OFFICE),
        sql`${alerts.receipt} = any(${list(new Set(receipts), 'integer')})`,
      ),
    )
    .orderBy(asc(alerts.id));
}

/** Of letters in these files what an organisation still has to pass on, and until when. */
export function selectRelayDuties(db: Database, organisation: string, receipts: Iterable<number>) {
  return db
    .select({
      receipt: duties.receipt,
      firstPage: duties.firstPage,
      rank: duties.rank,
      dueOn: duties.dueOn,
      detail: duties.detail,
    })
    .from(duties)
    .where(
      and(
        eq(duties.organisation, organisation),
        eq(duties.kind, 'relay'),
        sql`${duties.receipt} = any(${list(new Set(receipts), 'integer')})`,
      ),
    );
}
export type RelayDuty = Awaited<ReturnType<typeof selectRelayDuties>>[number];

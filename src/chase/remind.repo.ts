import { and, eq, isNotNull, or, sql } from 'drizzle-orm';
import type { ChaseFor } from '../../schemas/matters.js';
import type { Duty } from '../alerts/duties.models.js';
import { alerts, duties } from '../alerts/ledger.table.js';
import { letters } from '../circulars/circulars.table.js';
import { visibleLetters } from '../circulars/visible.js';
import { rowsOf } from '../dashboard/rows.js';
import { bodies, NOT_YET } from '../dashboard/sent.repo.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

/** Of letters named by file and n of their key those that the actor sees. */
export function selectNamed(db: Database, actor: Actor, named: readonly { receipt: number; n: number }[]) {
  const those = named.map(({ receipt, n }) => and(eq(letters.receipt, receipt), eq(letters.number, n)));
  return db
    .select({
      receipt: letters.receipt,
      n: sql<number>`${letters.number}`,
      firstPage: letters.firstPage,
      rank: letters.rank,
    })
    .from(letters)
    .where(and(or(...those), isNotNull(letters.number), visibleLetters(actor)));
}

/** A body that has not done something with a letter, with the letter in its inbox. */
export interface MissingRow {
  organisation: string;
  receipt: number;
  firstPage: number;
  rank: number;
  notice: number;
  assignee: number | null;
}

/** Of letters in these files that the actor's organisation sent: the bodies that have not done this with them, in one order for all who remind. */
export async function selectMissing(
  db: Database,
  actor: Actor,
  by: { for: ChaseFor; receipts: Iterable<number> },
): Promise<MissingRow[]> {
  const answer = await db.execute(sql`${bodies(actor, { receipts: by.receipts })}
    select organisation, receipt, first_page "firstPage", rank, notice, assignee from status where ${NOT_YET[by.for]}
    order by receipt, first_page, rank, organisation collate "C"`);
  return rowsOf<MissingRow>(answer);
}

/** The deadlines that organisations have of letters in these files. */
export function selectDeadlineDuties(
  db: Database,
  organisations: Iterable<string>,
  receipts: Iterable<number>,
): Promise<Duty[]> {
  return db
    .select()
    .from(duties)
    .where(
      and(
        eq(duties.kind, 'deadline'),
        sql`${duties.receipt} = any(${list(new Set(receipts), 'integer')})`,
        sql`${duties.organisation} = any(${list(new Set(organisations), 'text')})`,
      ),
    );
}

type Reminder = typeof alerts.$inferInsert;

/** Writes down that organisations are reminded; resolves to those that were not yet that day. Who does the same at once waits, and then writes none. */
export async function insertReminders(
  tx: Database,
  rows: readonly Reminder[],
): Promise<Pick<Reminder, 'organisation' | 'receipt' | 'firstPage' | 'rank'>[]> {
  const fresh: Pick<Reminder, 'organisation' | 'receipt' | 'firstPage' | 'rank'>[] = [];
  for (let at = 0; at < rows.length; at += 500) {
    const part = await tx
      .insert(alerts)
      .values(rows.slice(at, at + 500))
      .onConflictDoNothing()
      .returning({
        organisation: alerts.organisation,
        receipt: alerts.receipt,
        firstPage: alerts.firstPage,
        rank: alerts.rank,
      });
    fresh.push(...part);
  }
  return fresh;
}

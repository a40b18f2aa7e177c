import { and, asc, eq, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { actionKind } from '../../schemas/record.js';
import { deadlineChanges, deadlines } from '../alerts/alerts.table.js';
import { briefLetter } from '../alerts/open.repo.js';
import { files, letters } from '../circulars/circulars.table.js';
import { confirmations } from '../circulars/holdings.table.js';
import { SURE } from '../domain/labels.js';
import { relayCitations } from '../relay/relay.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';

type ActionKind = z.infer<typeof actionKind>;

const confirmed = sql<boolean>`exists (select 1 from ${confirmations} where ${confirmations.receipt} = ${letters.receipt}
  and ${confirmations.firstPage} = ${letters.firstPage} and ${confirmations.rank} = ${letters.rank})`;

/** Whether another letter of the same file cites this one: then it came enclosed with that. */
const enclosed = sql<boolean>`exists (select 1 from ${relayCitations} where ${relayCitations.citedReceipt} = ${letters.receipt}
  and ${relayCitations.citedOrdinal} = ${letters.ordinal} and ${relayCitations.receipt} = ${letters.receipt})`;

/** The deadlines of letters that fulfil a condition, with what they are worked out by. */
function deadlinesWhere(db: Database, where: SQL | undefined) {
  return db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      number: letters.number,
      firstPage: letters.firstPage,
      rank: letters.rank,
      kind: letters.kind,
      reference: letters.reference,
      issuer: letters.issuer,
      date: letters.date,
      subject: letters.subject,
      action: sql<ActionKind | null>`${letters.effective}->'action'->>'kind'`,
      actionSure: sql<boolean>`coalesce((${letters.effective}->'confidence'->>'action')::numeric, 0) >= ${SURE}`,
      secrecy: letters.secrecy,
      letter: briefLetter,
      position: deadlines.position,
      deadline: deadlines.record,
      state: deadlines.state,
      resolved: deadlines.resolved,
      receivedAt: files.receivedAt,
      confirmed,
      enclosed,
    })
    .from(deadlines)
    .innerJoin(letters, and(eq(letters.receipt, deadlines.receipt), eq(letters.ordinal, deadlines.ordinal)))
    .innerJoin(files, eq(files.receipt, deadlines.receipt))
    .where(where)
    .orderBy(asc(letters.receipt), asc(letters.ordinal), asc(deadlines.position));
}

/** A deadline as it is stored, with what it is worked out by for an organisation. */
export type StoredDeadline = Awaited<ReturnType<typeof deadlinesWhere>>[number];

/** All deadlines of the letters of these files. */
export const deadlinesOf = (db: Database, receipts: Iterable<number>) =>
  deadlinesWhere(db, sql`${deadlines.receipt} = any(${list(new Set(receipts), 'integer')})`);

/**
 * Deadlines of letters that fulfil `visible` (see `circulars/visible.ts`) which may fall between two days. Those that an organisation counts from its own
 * arrival, and recurring ones, may fall on any.
 */
export const deadlinesBetween = (db: Database, visible: SQL | undefined, from: string, to: string) =>
  deadlinesWhere(
    db,
    and(
      visible,
      isNotNull(deadlines.basis),
      sql`(${deadlines.basis} in ('counted', 'policy', 'recurrence')
        or (${deadlines.dueOn} <= ${to} and ${deadlines.lastOn} >= ${from}))`,
    ),
  );

/** What later letters change of the deadlines of these files; the earliest change first. */
export const changesOf = (db: Database, receipts: Iterable<number>) =>
  db
    .select()
    .from(deadlineChanges)
    .where(sql`${deadlineChanges.receipt} = any(${list(new Set(receipts), 'integer')})`)
    .orderBy(asc(deadlineChanges.on), asc(deadlineChanges.byReceipt), asc(deadlineChanges.byOrdinal));

import { and, asc, inArray, isNull, sql } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { Duty } from './duties.models.js';
import { alertMarks, alertMessages, alerts, webhooks } from './ledger.table.js';

/** Held to the end of the transaction by who plans: two planners at once would tell the same. */
const PLANNING = 7_410_002;
export async function lockPlanning(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${PLANNING})`);
}

/** The programs of these organisations that are told, by organisation. */
export async function selectHooks(db: Database, organisations: readonly string[]): Promise<Map<string, number[]>> {
  const rows = await db
    .select({ organisation: webhooks.organisation, id: webhooks.id })
    .from(webhooks)
    .where(and(inArray(webhooks.organisation, [...organisations]), isNull(webhooks.revokedAt)))
    .orderBy(asc(webhooks.id));
  const byOffice = new Map(organisations.map((code) => [code, [] as number[]]));
  for (const { organisation, id } of rows) byOffice.get(organisation)?.push(id);
  return byOffice;
}

/** What was told before of these duties' letters, to anybody. */
export function selectTold(db: Database, duties: readonly Pick<Duty, 'organisation' | 'receipt'>[]) {
  return db
    .select({
      organisation: alerts.organisation,
      recipient: alerts.recipient,
      receipt: alerts.receipt,
      firstPage: alerts.firstPage,
      rank: alerts.rank,
      kind: alerts.kind,
      dueOn: alerts.dueOn,
      step: alerts.step,
    })
    .from(alerts)
    .where(
      and(
        sql`${alerts.receipt} = any(${list(new Set(duties.map(({ receipt }) => receipt)), 'integer')})`,
        inArray(alerts.organisation, [...new Set(duties.map(({ organisation }) => organisation))]),
      ),
    );
}

/** The message of the day is known by whom it is for. */
export const digestKey = (recipient: string, organisation: string, day: string): string =>
  `digest ${recipient} ${organisation} ${day}`;

/** Which of these keys are in the ledger. */
export async function selectKeys(db: Database, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .select({ key: alertMessages.key })
    .from(alertMessages)
    .where(sql`${alertMessages.key} = any(${list(keys, 'text')})`);
  return new Set(rows.map(({ key }) => key));
}

type NewMessage = typeof alertMessages.$inferInsert;
type NewAlert = typeof alerts.$inferInsert;

/** Writes messages that are not in the ledger; resolves to their numbers by key. */
export async function insertMessages(tx: Database, rows: readonly NewMessage[]): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  for (let at = 0; at < rows.length; at += 200) {
    const part = await tx
      .insert(alertMessages)
      .values(rows.slice(at, at + 200))
      .onConflictDoNothing()
      .returning({ id: alertMessages.id, key: alertMessages.key });
    for (const { id, key } of part) written.set(key, id);
  }
  return written;
}

/** Writes lines that were not told before; resolves to how many. */
export async function insertAlerts(tx: Database, rows: readonly NewAlert[]): Promise<number> {
  let count = 0;
  for (let at = 0; at < rows.length; at += 500) {
    const part = await tx
      .insert(alerts)
      .values(rows.slice(at, at + 500))
      .onConflictDoNothing()
      .returning({ id: alerts.id });
    count += part.length;
  }
  return count;
}

/** Has the duties of letters worked out anew. */
export async function markLetters(
  tx: Database,
  rows: readonly { organisation: string; receipt: number }[],
): Promise<void> {
  if (rows.length > 0) await tx.insert(alertMarks).values([...rows]);
}

import type { Database } from '../shared/database.js';
import { auditLog } from './audit.table.js';

export type AuditEntry = typeof auditLog.$inferInsert;

/** Writes down who did what; in the same transaction as the deed. */
export async function appendAudit(db: Database, entry: AuditEntry): Promise<void> {
  await db.insert(auditLog).values(entry);
}

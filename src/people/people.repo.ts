import { asc, sql } from 'drizzle-orm';
import type { Organisation } from '../../schemas/organisations.js';
import type { Database } from '../shared/database.js';
import { organisations } from './people.table.js';

/** Shared by whoever writes resolved addressees, exclusive to an import: none is written with a list that is being replaced. */
const ORGANISATIONS_LOCK = 0x7769_6170;

export async function lockOrganisations(tx: Database, mode: 'shared' | 'exclusive'): Promise<void> {
  const lock = mode === 'shared' ? sql`pg_advisory_xact_lock_shared` : sql`pg_advisory_xact_lock`;
  await tx.execute(sql`select ${lock}(${ORGANISATIONS_LOCK}::bigint)`);
}

/** The import the table stands at; 0 where nothing was imported. */
export async function organisationsRevision(db: Database): Promise<number> {
  const [row] = await db.select({ revision: sql<string | null>`max(${organisations.revision})` }).from(organisations);
  return Number(row?.revision ?? 0);
}

/** What was imported, in the order of the codes. */
export async function selectOrganisations(db: Database): Promise<Organisation[]> {
  const rows = await db.select().from(organisations).orderBy(asc(organisations.code));
  return rows.map(({ revision: _, ...organisation }) => organisation);
}

/** Adds these, or changes those that are there under their codes. */
export async function upsertOrganisations(
  tx: Database,
  rows: readonly Organisation[],
  revision: number,
): Promise<void> {
  const excluded = (column: string) => sql.raw(`excluded.${column}`);
  for (let at = 0; at < rows.length; at += 500) {
    await tx
      .insert(organisations)
      .values(rows.slice(at, at + 500).map((row) => ({ ...row, revision })))
      .onConflictDoUpdate({
        target: organisations.code,
        set: {
          name: excluded('name'),
          kind: excluded('kind'),
          level: excluded('level'),
          parent: excluded('parent'),
          aliases: excluded('aliases'),
          validFrom: excluded('valid_from'),
          validTo: excluded('valid_to'),
          replaces: excluded('replaces'),
          source: excluded('source'),
          revision: excluded('revision'),
        },
      });
  }
}

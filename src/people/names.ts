import { sql } from 'drizzle-orm';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { people } from './accounts.table.js';

/** The names of people as they are now by how the audit log names them (`person:3`). Others (a key, the machine) are left out. */
export async function namesOf(db: Database, actors: Iterable<string | null>): Promise<Map<string, string>> {
  const ids = new Set<string>();
  for (const actor of actors) {
    const [, id] = /^person:(\d{1,9})$/.exec(actor ?? '') ?? [];
    if (id) ids.add(id);
  }
  if (ids.size === 0) return new Map();
  const rows = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(sql`${people.id} = any(${list(ids, 'integer')})`);
  return new Map(rows.map(({ id, name }) => [`person:${id}`, name]));
}

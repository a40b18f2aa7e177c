import { and, asc, eq, sql } from 'drizzle-orm';
import type { Role } from '../../schemas/access.js';
import type { OfficeAlertSettings } from '../../schemas/alerts.js';
import { memberships, people } from '../people/accounts.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { alertPreferences, alertSettings } from './ledger.table.js';
import { type MemberAlerts, officeSettingsOf, personSettingsOf } from './settings.models.js';

/** What these organisations set of their alerts, the defaults for what they did not; each of them is in the map. */
export async function officeAlerts(db: Database, codes: readonly string[]): Promise<Map<string, OfficeAlertSettings>> {
  const rows = await db
    .select()
    .from(alertSettings)
    .where(sql`${alertSettings.organisation} = any(${list(codes, 'text')})`);
  const own = new Map(rows.map(({ organisation, settings }) => [organisation, settings]));
  return new Map(codes.map((code) => [code, officeSettingsOf(own.get(code))]));
}

/**
 * The members of these organisations whose account is open, by the organisation, with how each is told there: by their number. Each organisation is in the
 * map. Who is no member (any more) is told nothing of it, whatever the settings name.
 */
export async function personAlerts(
  db: Database,
  codes: readonly string[],
): Promise<Map<string, Map<number, MemberAlerts>>> {
  const found = new Map(codes.map((code) => [code, new Map<number, MemberAlerts>()]));
  const rows = await db
    .select({
      organisation: memberships.organisation,
      person: people.id,
      name: people.name,
      roles: sql<Role[]>`array_agg(${memberships.role} order by ${memberships.role})`,
    })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.person))
    .where(and(sql`${memberships.organisation} = any(${list(codes, 'text')})`, eq(people.active, true)))
    .groupBy(memberships.organisation, people.id, people.name)
    .orderBy(asc(memberships.organisation), asc(people.id));
  const preferences = await db
    .select()
    .from(alertPreferences)
    .where(sql`${alertPreferences.organisation} = any(${list(codes, 'text')})`);
  const own = new Map(preferences.map((row) => [`${row.person} ${row.organisation}`, row]));
  for (const { organisation, ...member } of rows) {
    const set = own.get(`${member.person} ${organisation}`);
    found.get(organisation)?.set(member.person, {
      ...member,
      settings: personSettingsOf(set?.settings),
      lineUser: set?.lineUser ?? null,
    });
  }
  return found;
}

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

/** Puts an organisation's settings in the place of those it had. */
export async function putOfficeAlerts(
  tx: Database,
  organisation: string,
  settings: OfficeAlertSettings,
): Promise<void> {
  await tx
    .insert(alertSettings)
    .values({ organisation, settings })
    .onConflictDoUpdate({ target: alertSettings.organisation, set: { settings } });
}

export type PreferencesRow = typeof alertPreferences.$inferSelect;
type Place = Pick<PreferencesRow, 'person' | 'organisation'>;
const at = ({ person, organisation }: Place) =>
  and(eq(alertPreferences.person, person), eq(alertPreferences.organisation, organisation));

/** A person's own at an organisation; null where they set nothing. Held to the end of the transaction, unless `lock` is false. */
export async function lockPreferences(db: Database, of: Place, { lock = true } = {}): Promise<PreferencesRow | null> {
  const rows = db.select().from(alertPreferences).where(at(of));
  const [row] = await (lock ? rows.for('update') : rows);
  return row ?? null;
}

/** Puts a person's settings in the place of those they had; which LINE is theirs stays. */
export async function putPreferences(tx: Database, of: Place, settings: PreferencesRow['settings']): Promise<void> {
  await tx
    .insert(alertPreferences)
    .values({ ...of, settings })
    .onConflictDoUpdate({ target: [alertPreferences.person, alertPreferences.organisation], set: { settings } });
}

/** Whether the person has shown at any of their organisations that an address is theirs. */
export async function hasShown(db: Database, person: number, email: string): Promise<boolean> {
  const [row] = await db
    .select({ person: alertPreferences.person })
    .from(alertPreferences)
    .where(and(eq(alertPreferences.person, person), sql`${alertPreferences.settings}->>'email' = ${email}`))
    .limit(1);
  return row !== undefined;
}

import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import type { Role } from '../../schemas/access.js';
import { files } from '../circulars/circulars.table.js';
import { holdings } from '../circulars/holdings.table.js';
import { deliverOpen } from '../notices/send.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import { links, memberships, offices, people, sessions } from './accounts.table.js';

export type PersonRow = typeof people.$inferSelect;
export type MembershipRow = typeof memberships.$inferSelect;
export type LinkRow = typeof links.$inferSelect;

/** Held to the end of the transaction by whoever changes who an administrator is: two who remove each other would leave none. */
const ADMINS_LOCK = 0x7769_6171;
export async function lockAdmins(tx: Database): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${ADMINS_LOCK}::bigint)`);
}

export async function findPerson(db: Database, id: number): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.id, id));
  return row ?? null;
}

export async function findLogin(db: Database, login: string): Promise<PersonRow | null> {
  const [row] = await db.select().from(people).where(eq(people.login, login.toLowerCase()));
  return row ?? null;
}

/** Adds a person; null where the login is taken. */
export async function insertPerson(
  db: Database,
  row: Pick<typeof people.$inferInsert, 'login' | 'name' | 'position' | 'passwordHash' | 'createdAt'>,
): Promise<number | null> {
  const [added] = await db.insert(people).values(row).onConflictDoNothing().returning({ id: people.id });
  return added?.id ?? null;
}

export async function updatePerson(
  db: Database,
  id: number,
  change: Partial<typeof people.$inferInsert>,
): Promise<void> {
  if (Object.keys(change).length > 0) await db.update(people).set(change).where(eq(people.id, id));
}

/** The people of these organisations, or all (`null`), by name. */
export function selectPeople(db: Database, organisations: readonly string[]): Promise<PersonRow[]> {
  if (organisations.length === 0) return Promise.resolve([]);
  const members = db
    .select({ person: memberships.person })
    .from(memberships)
    .where(inArray(memberships.organisation, [...organisations]));
  return db.select().from(people).where(inArray(people.id, members)).orderBy(asc(people.name), asc(people.id));
}

/** What these people are, wherever it is. */
export async function selectMemberships(db: Database, persons: readonly number[]): Promise<MembershipRow[]> {
  if (persons.length === 0) return [];
  return db
    .select()
    .from(memberships)
    .where(sql`${memberships.person} = any(${list(persons, 'integer')})`)
    .orderBy(asc(memberships.person), asc(memberships.organisation), asc(memberships.role));
}

/** Puts what a person is in an organisation in the place of what they were. */
export async function replaceMembership(
  db: Database,
  of: { person: number; organisation: string; roles: readonly Role[]; secret: boolean },
): Promise<void> {
  const { person, organisation, roles, secret } = of;
  await db.delete(memberships).where(and(eq(memberships.person, person), eq(memberships.organisation, organisation)));
  const rows = [...new Set(roles)].map((role) => ({ person, organisation, role, secret }));
  if (rows.length > 0) await db.insert(memberships).values(rows);
}

/** Where there are administrators who can sign in. */
export async function adminOrganisations(db: Database): Promise<Set<string>> {
  const rows = await db
    .selectDistinct({ organisation: memberships.organisation })
    .from(memberships)
    .innerJoin(people, eq(people.id, memberships.person))
    .where(and(eq(memberships.role, 'admin'), eq(people.active, true), isNotNull(people.passwordHash)));
  return new Set(rows.map(({ organisation }) => organisation));
}

/** From this many failures on an account rests: a minute, then twice as long each time, at most a quarter of an hour. */
const FREE_FAILURES = 5;
const LONGEST_REST_MINUTES = 15;

/**
 * Counts a try to sign in before the password is looked at, so that many at once are as many failures; false where the account rests. The try that
 * succeeds clears it again.
 */
export async function claimAttempt(db: Database, person: number, now: Date): Promise<boolean> {
  const failures = sql`${people.failedLogins} + 1`;
  const minutes = sql`least(${LONGEST_REST_MINUTES}, power(2, least(${failures} - ${FREE_FAILURES}, 10)))`;
  const claimed = await db
    .update(people)
    .set({
      failedLogins: failures,
      lockedUntil: sql`case when ${failures} >= ${FREE_FAILURES} then ${now.toISOString()}::timestamptz + ${minutes} * interval '1 minute' end`,
    })
    .where(
      and(
        eq(people.id, person),
        or(isNull(people.lockedUntil), lt(people.lockedUntil, now), eq(people.lockedUntil, now)),
      ),
    )
    .returning({ id: people.id });
  return claimed.length > 0;
}

export async function insertLink(db: Database, row: typeof links.$inferInsert): Promise<void> {
  await db.insert(links).values(row);
}

/** Ends the unused links of a purpose, or of a person. */
export async function endLinks(
  db: Database,
  of: { purpose: LinkRow['purpose'] } | { person: number },
  now: Date,
): Promise<void> {
  const which = 'person' in of ? eq(links.person, of.person) : eq(links.purpose, of.purpose);
  await db
    .update(links)
    .set({ expiresAt: now })
    .where(and(which, isNull(links.usedAt)));
}

/** A link that may still be used. */
export async function findLink(db: Database, hash: string, now: Date): Promise<LinkRow | null> {
  const [row] = await db.select().from(links).where(eq(links.tokenHash, hash));
  return row && row.usedAt === null && row.expiresAt > now ? row : null;
}

/** Uses a link up; false where somebody else did. */
export async function useLink(db: Database, hash: string, now: Date): Promise<boolean> {
  const used = await db
    .update(links)
    .set({ usedAt: now })
    .where(and(eq(links.tokenHash, hash), isNull(links.usedAt), sql`${links.expiresAt} > ${now.toISOString()}`))
    .returning({ hash: links.tokenHash });
  return used.length > 0;
}

export async function endSessions(db: Database, person: number, except?: string): Promise<void> {
  await db
    .delete(sessions)
    .where(
      and(eq(sessions.person, person), except === undefined ? undefined : sql`${sessions.tokenHash} <> ${except}`),
    );
}

/** Makes an organisation one that uses this wian, and gives it what was sent to it and is still open; false where it is one. In a transaction. */
export async function openOffice(db: Database, organisation: string, joinedAt: Date): Promise<boolean> {
  const opened = await db
    .insert(offices)
    .values({ organisation, joinedAt })
    .onConflictDoNothing()
    .returning({ organisation: offices.organisation });
  if (opened.length === 0) return false;
  await deliverOpen(db, { organisation, at: joinedAt, by: 'wian' });
  return true;
}

/** Gives the files that nobody has to an office: those that the commands took in before there was one. */
export async function giveUnheld(db: Database, organisation: string): Promise<number> {
  const held = db.select({ one: sql`1` }).from(holdings).where(eq(holdings.receipt, files.receipt));
  const given = await db
    .insert(holdings)
    .select(
      db
        .select({
          organisation: sql<string>`${organisation}`.as('organisation'),
          receipt: files.receipt,
          name: files.name,
          uploadedAt: files.receivedAt,
          uploadedBy: sql<string>`'wian'`.as('uploaded_by'),
          arrivedAt: sql<Date | null>`null::timestamptz`.as('arrived_at'),
          rescanOf: sql<number | null>`null::integer`.as('rescan_of'),
        })
        .from(files)
        .where(sql`not exists ${held}`),
    )
    .returning({ receipt: holdings.receipt });
  return given.length;
}

import { and, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import { memberships, people } from '../people/accounts.table.js';
import type { Database } from '../shared/database.js';
import { alertPreferences, lineLinks } from './ledger.table.js';

/** A person at one of their organisations. */
export interface Place {
  person: number;
  organisation: string;
}

type Link = typeof lineLinks.$inferSelect;

const linkOf = ({ person, organisation }: Place) =>
  and(eq(lineLinks.person, person), eq(lineLinks.organisation, organisation));
const preferenceOf = ({ person, organisation }: Place) =>
  and(eq(alertPreferences.person, person), eq(alertPreferences.organisation, organisation));

/** One code works at a time. */
export async function replaceCode(tx: Database, row: Place & { codeHash: string; expiresAt: Date }): Promise<void> {
  await tx.delete(lineLinks).where(and(linkOf(row), isNull(lineLinks.usedAt)));
  await tx.insert(lineLinks).values(row);
}

export async function findLineUser(db: Database, place: Place): Promise<string | null> {
  const [row] = await db
    .select({ lineUser: alertPreferences.lineUser })
    .from(alertPreferences)
    .where(preferenceOf(place));
  return row?.lineUser ?? null;
}

/** When a person last linked their LINE; null: never. */
export async function lastLinkedAt(db: Database, place: Place): Promise<Date | null> {
  const [row] = await db
    .select({ usedAt: lineLinks.usedAt })
    .from(lineLinks)
    .where(and(linkOf(place), isNotNull(lineLinks.usedAt)))
    .orderBy(desc(lineLinks.usedAt))
    .limit(1);
  return row?.usedAt ?? null;
}

/** The code, locked; null where there is none. */
export async function lockCode(tx: Database, codeHash: string): Promise<Link | null> {
  const [row] = await tx.select().from(lineLinks).where(eq(lineLinks.codeHash, codeHash)).for('update');
  return row ?? null;
}

/** Whether somebody still is of the organisation. */
export async function belongs(tx: Database, { person, organisation }: Place): Promise<boolean> {
  const rows = await tx
    .select({ person: people.id })
    .from(people)
    .innerJoin(memberships, and(eq(memberships.person, people.id), eq(memberships.organisation, organisation)))
    .where(and(eq(people.id, person), eq(people.active, true)))
    .limit(1);
  return rows.length > 0;
}

export async function useCode(tx: Database, codeHash: string, usedAt: Date): Promise<void> {
  await tx.update(lineLinks).set({ usedAt }).where(eq(lineLinks.codeHash, codeHash));
}

export async function putLineUser(tx: Database, place: Place, lineUser: string | null): Promise<void> {
  await tx
    .insert(alertPreferences)
    .values({ person: place.person, organisation: place.organisation, lineUser })
    .onConflictDoUpdate({ target: [alertPreferences.person, alertPreferences.organisation], set: { lineUser } });
}

/** All places that a LINE user is linked to, locked. */
export function lockPlacesOf(tx: Database, lineUser: string): Promise<Place[]> {
  return tx
    .select({ person: alertPreferences.person, organisation: alertPreferences.organisation })
    .from(alertPreferences)
    .where(eq(alertPreferences.lineUser, lineUser))
    .for('update');
}

import { eq } from 'drizzle-orm';
import type { Role } from '../../../schemas/access.js';
import { SESSION_COOKIE } from '../../../src/http/identify.js';
import { memberships, offices, people } from '../../../src/people/accounts.table.js';
import type { Actor } from '../../../src/people/actor.js';
import { openSession } from '../../../src/people/sessions.usecases.js';
import type { Database } from '../../../src/shared/database.js';
import { type Login, OFFICES, PEOPLE, type SamplePerson } from './sample.js';

/** Puts the offices and people of the walks into a store. */
export async function addPeople(db: Database, at: Date): Promise<void> {
  await db.insert(offices).values(Object.values(OFFICES).map((organisation) => ({ organisation, joinedAt: at })));
  for (const [login, { name, organisation, roles, secret = false }] of Object.entries<SamplePerson>(PEOPLE)) {
    const [person] = await db.insert(people).values({ login, name, createdAt: at }).returning({ id: people.id });
    await db.insert(memberships).values(roles.map((role) => ({ person: person!.id, organisation, role, secret })));
  }
}

/** The actor of a sample person. */
export async function actorOf(db: Database, login: Login): Promise<Extract<Actor, { kind: 'person' }>> {
  const rows = await db
    .select()
    .from(people)
    .innerJoin(memberships, eq(memberships.person, people.id))
    .where(eq(people.login, login));
  const [{ people: person, memberships: first }] = rows as [(typeof rows)[number]];
  const roles = rows.map(({ memberships: { role } }): Role => role);
  return {
    kind: 'person',
    id: person.id,
    name: person.name,
    organisation: first.organisation,
    roles,
    secret: first.secret,
  };
}

/** The cookie of a session of a sample person; how they sign in is walked by `accounts.test.ts`. */
export async function signedIn(db: Database, login: Login): Promise<{ name: string; value: string }> {
  const { id } = await actorOf(db, login);
  const { token } = await openSession(db, { person: id, now: new Date(), agent: 'walk' });
  return { name: SESSION_COOKIE, value: token };
}

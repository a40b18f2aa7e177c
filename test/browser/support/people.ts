import { eq } from 'drizzle-orm';
import type { FastifyInstance } from 'fastify';
import type { Role } from '../../../schemas/access.js';
import { sessionAnswer } from '../../../schemas/access.js';
import type { Identify } from '../../../src/http/access.js';
import { memberships, offices, people } from '../../../src/people/accounts.table.js';
import type { Actor } from '../../../src/people/actor.js';
import { storedGazetteer } from '../../../src/people/gazetteers.js';
import type { Database } from '../../../src/shared/database.js';
import { type Login, OFFICES, PEOPLE, type SamplePerson } from './sample.js';

/** Signs people in by a cookie that holds their login: these walks are about the pages, accounts have tests of their own. */
export const COOKIE = 'walk-login';

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

const shown = (cookie: string | undefined) => new RegExp(`(?:^|; )${COOKIE}=([^;]+)`).exec(cookie ?? '')?.[1] ?? null;

export const identifyByCookie =
  (db: Database): Identify =>
  async ({ headers }) => {
    const login = shown(headers.cookie);
    return login !== null && login in PEOPLE ? actorOf(db, login as Login) : null;
  };

/** `/api/session` for people who are known by the cookie. */
export function sessionRoute(app: FastifyInstance, db: Database): void {
  if (app.hasRoute({ method: 'GET', url: '/api/session' })) return;
  app.get('/api/session', { config: { allowed: 'signed-in' } }, async ({ actor }) => {
    if (actor.kind !== 'person') throw new Error('a person is signed in by the cookie');
    const { id, name, organisation, roles, secret } = actor;
    const { name: office } = (await storedGazetteer(db)).get(organisation)!;
    const own = { code: organisation, name: office };
    return sessionAnswer.parse({
      person: { id, name, login: name },
      organisation: own,
      organisations: [own],
      roles,
      secret,
      csrf: '',
    });
  });
}

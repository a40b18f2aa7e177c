import { and, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { SessionAnswer } from '../../schemas/access.js';
import type { OwnSession } from '../../schemas/accounts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import {
  claimAttempt,
  endLinks,
  endSessions,
  findLogin,
  findPerson,
  type MembershipRow,
  type PersonRow,
  selectMemberships,
  updatePerson,
} from './accounts.repo.js';
import { sessions } from './accounts.table.js';
import { type Actor, auditName } from './actor.js';
import { storedGazetteer } from './gazetteers.js';
import { checkPassword, hashPassword, isPassword } from './passwords.js';
import { csrfOf, newToken, tokenHash } from './tokens.js';

type SessionDeps = Pick<Deps, 'db' | 'clock'>;
export type Person = Extract<Actor, { kind: 'person' }>;
type SessionRow = typeof sessions.$inferSelect;

/** A day at the office: who works on a shared machine is signed out the next morning, and after a long lunch. */
const IDLE_MS = 4 * 3_600_000;
const LIFETIME_MS = 12 * 3_600_000;
/** How exactly it is known when a session was last used. */
const SEEN_MS = 60_000;

/** A session as its owner holds it. */
export interface Opened {
  token: string;
  expiresAt: Date;
}

/** Signs somebody in who has shown who they are, for their first organisation. */
export async function openSession(
  db: Database,
  of: { person: number; now: Date; agent: string | null },
): Promise<Opened> {
  const [first] = await selectMemberships(db, [of.person]);
  if (!first) throw new WianError('account.refused');
  const token = newToken();
  const expiresAt = new Date(of.now.getTime() + LIFETIME_MS);
  await db.delete(sessions).where(lt(sessions.expiresAt, of.now));
  await db.insert(sessions).values({
    tokenHash: tokenHash(token),
    person: of.person,
    organisation: first.organisation,
    createdAt: of.now,
    seenAt: of.now,
    expiresAt,
    agent: of.agent?.slice(0, 300) ?? null,
  });
  return { token, expiresAt };
}

/**
 * Signs in by login and password. Rejects with `account.refused`, the same and after the same time for a login that nobody has, a wrong password, an
 * account that rests after failures, and one that is closed: who tries learns nothing of which it was.
 */
export async function signIn(
  deps: SessionDeps,
  input: { login: string; password: string; agent: string | null },
): Promise<Opened> {
  const now = deps.clock.now();
  const person = await findLogin(deps.db, input.login);
  const open = person?.active === true && person.passwordHash !== null && (await claimAttempt(deps.db, person.id, now));
  const right = await isPassword(open ? person.passwordHash : null, input.password);
  if (!person || !open || !right) {
    if (person) await noteRefusal(deps, person.id, now);
    throw new WianError('account.refused');
  }
  return deps.db.transaction(async (tx) => {
    await updatePerson(tx, person.id, { failedLogins: 0, lockedUntil: null });
    const opened = await openSession(tx, { person: person.id, now, agent: input.agent });
    await appendAudit(tx, { at: now, actor: `person:${person.id}`, action: 'session.started', detail: {} });
    return opened;
  });
}

async function noteRefusal(deps: SessionDeps, id: number, at: Date): Promise<void> {
  const now = await findPerson(deps.db, id);
  const detail = { failures: now?.failedLogins ?? 0, lockedUntil: now?.lockedUntil?.toISOString() ?? null };
  await appendAudit(deps.db, { at, actor: `person:${id}`, action: 'session.refused', detail });
}

async function findSession(db: Database, token: string, now: Date): Promise<SessionRow | null> {
  const [row] = await db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tokenHash, tokenHash(token)),
        gt(sessions.expiresAt, now),
        gt(sessions.seenAt, new Date(now.getTime() - IDLE_MS)),
      ),
    );
  return row ?? null;
}

/** Who holds a session; null where it ended, or where they are no longer anything anywhere. */
export async function personOfSession(deps: SessionDeps, token: string): Promise<Person | null> {
  const now = deps.clock.now();
  const row = await findSession(deps.db, token, now);
  const person = row && (await findPerson(deps.db, row.person));
  if (!row || !person?.active) return null;
  const all = await selectMemberships(deps.db, [person.id]);
  const organisation = all.some((one) => one.organisation === row.organisation)
    ? row.organisation
    : all[0]?.organisation;
  if (organisation === undefined) return null;
  if (now.getTime() - row.seenAt.getTime() > SEEN_MS || organisation !== row.organisation) {
    await deps.db.update(sessions).set({ seenAt: now, organisation }).where(eq(sessions.tokenHash, row.tokenHash));
  }
  return personIn(person, organisation, all);
}

function personIn({ id, name }: PersonRow, organisation: string, all: readonly MembershipRow[]): Person {
  const here = all.filter((one) => one.organisation === organisation);
  const roles = here.map(({ role }) => role);
  return { kind: 'person', id, name, organisation, roles, secret: here.some(({ secret }) => secret) };
}

/** What the pages ask first: who is signed in, and for which of their organisations. */
export async function describeSession(
  deps: SessionDeps,
  input: { actor: Person; token: string },
): Promise<SessionAnswer> {
  const { actor, token } = input;
  const person = await findPerson(deps.db, actor.id);
  const all = await selectMemberships(deps.db, [actor.id]);
  const gazetteer = await storedGazetteer(deps.db);
  const named = (code: string) => ({ code, name: gazetteer.get(code)?.name ?? code });
  return {
    person: { id: actor.id, name: actor.name, login: person?.login ?? '' },
    organisation: named(actor.organisation),
    organisations: [...new Set(all.map(({ organisation }) => organisation))].map(named),
    roles: [...actor.roles],
    secret: actor.secret,
    csrf: csrfOf(token),
  };
}

export async function signOut(deps: SessionDeps, input: { token: string; actor: Person }): Promise<void> {
  await deps.db.transaction(async (tx) => {
    await tx.delete(sessions).where(eq(sessions.tokenHash, tokenHash(input.token)));
    const actor = auditName(input.actor);
    await appendAudit(tx, { at: deps.clock.now(), actor, action: 'session.ended', detail: {} });
  });
}

/** Acts for another of one's organisations from now on. Rejects with `record.not_found` for one that the person does not belong to. */
export async function switchOrganisation(
  deps: SessionDeps,
  input: { token: string; actor: Person; organisation: string },
): Promise<Person> {
  const { token, actor, organisation } = input;
  const all = await selectMemberships(deps.db, [actor.id]);
  if (!all.some((one) => one.organisation === organisation)) throw new WianError('record.not_found');
  await deps.db.transaction(async (tx) => {
    await tx
      .update(sessions)
      .set({ organisation })
      .where(eq(sessions.tokenHash, tokenHash(token)));
    const detail = { before: actor.organisation, after: organisation };
    await appendAudit(tx, { at: deps.clock.now(), actor: auditName(actor), action: 'session.switched', detail });
  });
  return personIn((await findPerson(deps.db, actor.id))!, organisation, all);
}

/** One's own sessions, the last used first. Named by a part of their hash, from which nothing leads to the token. */
export async function listSessions(
  deps: SessionDeps,
  input: { actor: Person; token: string | null },
): Promise<OwnSession[]> {
  const now = deps.clock.now();
  const rows = await deps.db
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.person, input.actor.id),
        gt(sessions.expiresAt, now),
        gt(sessions.seenAt, new Date(now.getTime() - IDLE_MS)),
      ),
    )
    .orderBy(desc(sessions.seenAt));
  const current = input.token === null ? null : tokenHash(input.token);
  return rows.map((row) => ({
    id: row.tokenHash.slice(0, 16),
    current: row.tokenHash === current,
    createdAt: row.createdAt.toISOString(),
    seenAt: row.seenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    agent: row.agent,
  }));
}

/** Ends one of one's own sessions. Rejects with `record.not_found`. */
export async function revokeSession(deps: SessionDeps, input: { actor: Person; id: string }): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const ended = await tx
      .delete(sessions)
      .where(and(eq(sessions.person, input.actor.id), sql`left(${sessions.tokenHash}, 16) = ${input.id}`))
      .returning({ person: sessions.person });
    if (ended.length === 0) throw new WianError('record.not_found');
    const actor = auditName(input.actor);
    await appendAudit(tx, { at: deps.clock.now(), actor, action: 'session.revoked', detail: {} });
  });
}

/** Changes one's password; all other sessions end. Rejects with `account.refused` where the current one is wrong, and `account.password_weak`. */
export async function changePassword(
  deps: SessionDeps,
  input: { actor: Person; token: string | null; current: string; password: string },
): Promise<void> {
  const person = await findPerson(deps.db, input.actor.id);
  const now = deps.clock.now();
  const open = person?.passwordHash != null && (await claimAttempt(deps.db, person.id, now));
  if (!(await isPassword(open ? person.passwordHash : null, input.current)) || !person) {
    throw new WianError('account.refused');
  }
  await updatePerson(deps.db, person.id, { failedLogins: 0, lockedUntil: null });
  checkPassword(input.password, person.login);
  const passwordHash = await hashPassword(input.password);
  await deps.db.transaction(async (tx) => {
    await updatePerson(tx, person.id, { passwordHash });
    await endSessions(tx, person.id, input.token === null ? undefined : tokenHash(input.token));
    await endLinks(tx, { person: person.id }, now);
    await appendAudit(tx, { at: now, actor: auditName(input.actor), action: 'person.password-changed', detail: {} });
  });
}

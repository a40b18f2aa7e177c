import type { z } from 'zod';
import type { Role } from '../../schemas/access.js';
import type { inviteRequest, OneTimeLink, PersonAnswer, personChange } from '../../schemas/accounts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import {
  adminOrganisations,
  endLinks,
  endSessions,
  findPerson,
  insertPerson,
  lockAdmins,
  type MembershipRow,
  openOffice,
  type PersonRow,
  replaceMembership,
  selectMemberships,
  selectPeople,
  updatePerson,
} from './accounts.repo.js';
import { type Actor, auditName } from './actor.js';
import { storedGazetteer } from './gazetteers.js';
import { makeLink, resetLink } from './links.usecases.js';
import { administers, lineOf, requireAdministered } from './reach.js';

type AdminDeps = Pick<Deps, 'db' | 'clock'>;

const unique = <T>(values: readonly T[]) => [...new Set(values)];

function answerOf(gazetteer: Gazetteer, actor: Actor, person: PersonRow, all: readonly MembershipRow[]): PersonAnswer {
  const own = all.filter((one) => one.person === person.id);
  const mine = own.filter(({ organisation }) => administers(gazetteer, actor, organisation));
  return {
    id: person.id,
    login: person.login,
    name: person.name,
    position: person.position,
    active: person.active,
    joined: person.passwordHash !== null,
    whole: own.length === mine.length,
    memberships: unique(mine.map(({ organisation }) => organisation)).map((code) => {
      const here = mine.filter(({ organisation }) => organisation === code);
      return {
        organisation: { code, name: gazetteer.get(code)?.name ?? code },
        roles: here.map(({ role }) => role),
        secret: here.some(({ secret }) => secret),
      };
    }),
  };
}

/** The people of the organisations that the actor administers, and what they are there; what they are elsewhere is not told. */
export async function listPeople(deps: AdminDeps, input: { actor: Actor }): Promise<PersonAnswer[]> {
  const gazetteer = await storedGazetteer(deps.db);
  const organisations = gazetteer.all().filter(({ code }) => administers(gazetteer, input.actor, code));
  const found = await selectPeople(
    deps.db,
    organisations.map(({ code }) => code),
  );
  const all = await selectMemberships(
    deps.db,
    found.map(({ id }) => id),
  );
  return found.map((person) => answerOf(gazetteer, input.actor, person, all));
}

/** A person whom the actor administers somewhere; rejects with `record.not_found`. */
async function administered(
  deps: { db: Database },
  tx: Database,
  actor: Actor,
  id: number,
): Promise<{ person: PersonRow; all: MembershipRow[]; gazetteer: Gazetteer; whole: boolean }> {
  const gazetteer = await storedGazetteer(deps.db, tx);
  const person = await findPerson(tx, id);
  const all = await selectMemberships(tx, [id]);
  const mine = all.filter(({ organisation }) => administers(gazetteer, actor, organisation));
  if (!person || mine.length === 0) throw new WianError('record.not_found');
  return { person, all, gazetteer, whole: mine.length === all.length };
}

/**
 * Rejects with `account.last_admin` where an organisation had an administrator who can sign in, and now has neither one of its own nor one above it. To be
 * called at the end of the transaction that changed it, with what was before.
 */
async function requireAdmins(tx: Database, gazetteer: Gazetteer, before: ReadonlySet<string>): Promise<void> {
  const now = await adminOrganisations(tx);
  const left = [...before].filter((code) => !lineOf(gazetteer, code).some((above) => now.has(above)));
  if (left.length > 0) throw new WianError('account.last_admin');
}

/**
 * Adds a person to an organisation that the actor administers, and makes the link by which they set their password. Opens the office where it is none
 * yet. Rejects with `record.not_found` and `account.login_taken`.
 */
export async function invitePerson(
  deps: AdminDeps,
  input: z.infer<typeof inviteRequest> & { actor: Actor },
): Promise<{ person: number; link: OneTimeLink }> {
  const { actor, organisation, roles, secret, ...person } = input;
  const at = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    requireAdministered(await storedGazetteer(deps.db, tx), actor, organisation);
    if (roles.length === 0) throw new WianError('request.invalid', 'roles');
    const id = await insertPerson(tx, { ...person, login: person.login.toLowerCase(), createdAt: at });
    if (id === null) throw new WianError('account.login_taken');
    await openOffice(tx, organisation, at);
    await replaceMembership(tx, { person: id, organisation, roles, secret });
    const detail = { person: id, organisation, before: null, after: { login: person.login, roles, secret } };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'person.invited', detail });
    return { person: id, link: await makeLink(tx, { purpose: 'invite', person: id, now: at }) };
  });
}

/**
 * Changes a person's name or position, or closes and opens the account; a closed one is signed out at once. Rejects with `record.not_found`,
 * `account.elsewhere` where they also belong to an organisation that is not the actor's, and `account.last_admin`.
 */
export async function changePerson(
  deps: AdminDeps,
  input: z.infer<typeof personChange> & { id: number; actor: Actor },
): Promise<PersonAnswer> {
  const { id, actor, ...change } = input;
  const at = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const { person, all, gazetteer, whole } = await administered(deps, tx, actor, id);
    if (!whole) throw new WianError('account.elsewhere');
    const before = await adminOrganisations(tx);
    await updatePerson(tx, id, change);
    if (change.active === false) {
      await endSessions(tx, id);
      await endLinks(tx, { person: id }, at);
    }
    await requireAdmins(tx, gazetteer, before);
    const { name, position, active } = person;
    const detail = { person: id, before: { name, position, active }, after: { name, position, active, ...change } };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'person.changed', detail });
    return answerOf(gazetteer, actor, (await findPerson(tx, id))!, all);
  });
}

/**
 * Says anew what a person is in an organisation that the actor administers; no role takes them out of it. Rejects with `record.not_found` and
 * `account.last_admin`.
 */
export async function changeMembership(
  deps: AdminDeps,
  input: { id: number; organisation: string; roles: readonly Role[]; secret: boolean; actor: Actor },
): Promise<PersonAnswer> {
  const { id, actor, organisation, roles, secret } = input;
  const at = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    await lockAdmins(tx);
    const { all, gazetteer, person } = await administered(deps, tx, actor, id);
    requireAdministered(gazetteer, actor, organisation);
    const here = all.filter((one) => one.organisation === organisation);
    const before = await adminOrganisations(tx);
    await replaceMembership(tx, { person: id, organisation, roles, secret });
    if (roles.length > 0) await openOffice(tx, organisation, at);
    await requireAdmins(tx, gazetteer, before);
    const was = { roles: here.map(({ role }) => role), secret: here.some((one) => one.secret) };
    const detail = { person: id, organisation, before: was, after: { roles, secret } };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'person.roles-changed', detail });
    return answerOf(gazetteer, actor, person, await selectMemberships(tx, [id]));
  });
}

/**
 * A new link for a person of one's own: to set a first password, or another one. Rejects with `record.not_found`, and with `account.elsewhere` where they also
 * belong to an organisation that is not the actor's: who sets their password could act there as they.
 */
export async function linkForPerson(deps: AdminDeps, input: { id: number; actor: Actor }): Promise<OneTimeLink> {
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    const { person, whole } = await administered(deps, tx, input.actor, input.id);
    if (!whole) throw new WianError('account.elsewhere');
    if (!person.active) throw new WianError('record.not_found');
    return resetLink(tx, { person: person.id, actor: input.actor, now });
  });
}

import type { FoundOrganisation, LinkAnswer, OneTimeLink } from '../../schemas/accounts.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import {
  adminOrganisations,
  endLinks,
  endSessions,
  findLink,
  findLogin,
  findPerson,
  giveUnheld,
  insertLink,
  insertPerson,
  type LinkRow,
  lockAdmins,
  openOffice,
  replaceMembership,
  selectMemberships,
  updatePerson,
  useLink,
} from './accounts.repo.js';
import { type Actor, auditName } from './actor.js';
import { storedGazetteer } from './gazetteers.js';
import { checkPassword, hashPassword } from './passwords.js';
import { searchOrganisations } from './reach.js';
import { type Opened, openSession } from './sessions.usecases.js';
import { newToken, tokenHash } from './tokens.js';

type LinkDeps = Pick<Deps, 'db' | 'clock'>;

const HOUR_MS = 3_600_000;
/** How long a link waits: an invitation over a weekend and a holiday, what opens an account or the whole installation a day. */
const LIFETIME_MS = { 'first-admin': 24 * HOUR_MS, invite: 7 * 24 * HOUR_MS, reset: 24 * HOUR_MS } as const;

/**
 * Makes a link. The token stands behind `#`, which a browser sends to nobody: neither a log of the server nor the next page gets it. Earlier unused
 * links of the person, or for the first administrator, end.
 */
export async function makeLink(
  db: Database,
  of: { purpose: LinkRow['purpose']; person: number | null; now: Date },
): Promise<OneTimeLink> {
  const { purpose, person, now } = of;
  const token = newToken();
  const expiresAt = new Date(now.getTime() + LIFETIME_MS[purpose]);
  await endLinks(db, person === null ? { purpose } : { person }, now);
  await insertLink(db, { tokenHash: tokenHash(token), purpose, person, createdAt: now, expiresAt });
  return { path: `/join#${token}`, expiresAt: expiresAt.toISOString() };
}

/** A new link that makes the first administrator; null once there is one who can sign in. */
export async function firstLink(deps: LinkDeps): Promise<OneTimeLink | null> {
  return deps.db.transaction(async (tx) => {
    await lockAdmins(tx);
    if ((await adminOrganisations(tx)).size > 0) return null;
    return makeLink(tx, { purpose: 'first-admin', person: null, now: deps.clock.now() });
  });
}

/** A link by which a person sets a new password, whoever they are: for the operator of the machine. Rejects with `record.not_found`. */
export async function resetLogin(deps: LinkDeps, input: { login: string; actor: Actor }): Promise<OneTimeLink> {
  return deps.db.transaction(async (tx) => {
    const person = await findLogin(tx, input.login);
    if (!person) throw new WianError('record.not_found', input.login);
    return resetLink(tx, { person: person.id, actor: input.actor, now: deps.clock.now() });
  });
}

/** The same for a person; what was locked is open again when it is used. */
export async function resetLink(
  tx: Database,
  { person, actor, now }: { person: number; actor: Actor; now: Date },
): Promise<OneTimeLink> {
  await appendAudit(tx, { at: now, actor: auditName(actor), action: 'person.reset-link', detail: { person } });
  return makeLink(tx, { purpose: 'reset', person, now });
}

/** What a link is for. Rejects with `account.link_invalid`, whatever is wrong with it. */
export async function describeLink(deps: LinkDeps, input: { token: string }): Promise<LinkAnswer> {
  const link = await validLink(deps, input.token);
  const person = link.person === null ? null : await findPerson(deps.db, link.person);
  const all = person ? await selectMemberships(deps.db, [person.id]) : [];
  const gazetteer = await storedGazetteer(deps.db);
  return {
    purpose: link.purpose,
    person: person && { login: person.login, name: person.name },
    organisations: [...new Set(all.map(({ organisation }) => organisation))].map((code) => ({
      code,
      name: gazetteer.get(code)?.name ?? code,
    })),
    expiresAt: link.expiresAt.toISOString(),
  };
}

async function validLink({ db, clock }: LinkDeps, token: string): Promise<LinkRow> {
  const link = await findLink(db, tokenHash(token), clock.now());
  if (!link) throw new WianError('account.link_invalid');
  return link;
}

/** The organisations that the first administrator may choose from. */
export async function searchForLink(deps: LinkDeps, input: { token: string; q: string }): Promise<FoundOrganisation[]> {
  if ((await validLink(deps, input.token)).purpose !== 'first-admin') throw new WianError('account.link_invalid');
  return searchOrganisations(await storedGazetteer(deps.db), input.q);
}

export interface JoinInput {
  token: string;
  password: string;
  agent: string | null;
  first?: { organisation: string; login: string; name: string; position: string | null };
}

/**
 * Uses a link: sets the password and signs the person in. The first administrator's makes the person, the office, and gives it the files that nobody has.
 * Rejects with `account.link_invalid`, `account.password_weak`, `account.login_taken` and `request.invalid`; the link is then as good as before.
 */
export async function joinByLink(deps: LinkDeps, input: JoinInput): Promise<Opened> {
  const link = await validLink(deps, input.token);
  const person = link.person === null ? null : await findPerson(deps.db, link.person);
  const login = link.purpose === 'first-admin' ? input.first?.login : person?.login;
  if (login === undefined) throw new WianError('request.invalid', 'first');
  checkPassword(input.password, login);
  const passwordHash = await hashPassword(input.password);
  const now = deps.clock.now();
  return deps.db.transaction(async (tx) => {
    await lockAdmins(tx);
    if (!(await useLink(tx, link.tokenHash, now))) throw new WianError('account.link_invalid');
    if (link.purpose === 'first-admin') {
      const id = await firstAdmin(tx, { ...input.first!, passwordHash, now });
      return openSession(tx, { person: id, now, agent: input.agent });
    }
    if (!person?.active) throw new WianError('account.link_invalid');
    await updatePerson(tx, person.id, { passwordHash, failedLogins: 0, lockedUntil: null });
    await endSessions(tx, person.id);
    const action = link.purpose === 'invite' ? 'person.joined' : 'person.password-reset';
    await appendAudit(tx, { at: now, actor: `person:${person.id}`, action, detail: {} });
    return openSession(tx, { person: person.id, now, agent: input.agent });
  });
}

async function firstAdmin(
  tx: Database,
  given: NonNullable<JoinInput['first']> & { passwordHash: string; now: Date },
): Promise<number> {
  const { organisation, now, ...person } = given;
  if ((await adminOrganisations(tx)).size > 0) throw new WianError('account.link_invalid');
  if (!(await storedGazetteer(tx)).get(organisation)) throw new WianError('request.invalid', 'organisation');
  const id = await insertPerson(tx, { ...person, login: person.login.toLowerCase(), createdAt: now });
  if (id === null) throw new WianError('account.login_taken');
  await openOffice(tx, organisation, now);
  await replaceMembership(tx, { person: id, organisation, roles: ['admin', 'clerk'], secret: false });
  const files = await giveUnheld(tx, organisation);
  const detail = { organisation, files, after: { roles: ['admin', 'clerk'] } };
  await appendAudit(tx, { at: now, actor: `person:${id}`, action: 'person.first-admin', detail });
  return id;
}

import { z } from 'zod';
import { organisationName, role, scope } from './access.js';

/** Accounts: signing in, one-time links, people and roles, offices, keys, the audit log. Times are ISO 8601 instants. */

const instant = z.iso.datetime();
/** Names of people as they are shown; one line. */
const line = (most: number) => z.string().trim().min(1).max(most);
/** Small Latin letters, digits, dot, hyphen, underscore: can be typed on every keyboard and told over the phone. */
export const login = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{2,39}$/);
const password = z.string().min(1).max(1000);

export const signInRequest = z.object({ login: z.string().trim().min(1).max(200), password });
export const switchRequest = z.object({ organisation: z.string().max(20) });
export const passwordRequest = z.object({ current: password, password });

/** A session of one's own. `id` names it without being its secret. */
export const ownSession = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: instant,
  seenAt: instant,
  expiresAt: instant,
  agent: z.string().nullable(),
});
export type OwnSession = z.infer<typeof ownSession>;
export const sessionParams = z.object({ id: z.string().max(100) });

const token = z.string().min(20).max(100);
export const linkRequest = z.object({ token });
/** What a one-time link is for; `person`: whose, null for the first administrator. */
export const linkAnswer = z.object({
  purpose: z.enum(['first-admin', 'invite', 'reset']),
  person: z.object({ login: z.string(), name: z.string() }).nullable(),
  organisations: z.array(organisationName),
  expiresAt: instant,
});
export type LinkAnswer = z.infer<typeof linkAnswer>;
export const organisationSearch = z.object({ q: z.string().trim().min(1).max(100) });
export const linkOrganisationsRequest = z.object({ token, q: z.string().trim().min(1).max(100) });
/** `first`: for the first administrator alone. */
export const joinRequest = z.object({
  token,
  password,
  first: z
    .object({ organisation: z.string().max(20), login, name: line(200), position: line(200).nullable() })
    .optional(),
});
/** An organisation that was searched for, with what it lies in, since many bear one name. */
export const foundOrganisation = z.object({ ...organisationName.shape, within: z.string().nullable() });
export type FoundOrganisation = z.infer<typeof foundOrganisation>;

/** What a person is in one organisation. `secret`: named to read its letters of a secrecy class. */
export const membership = z.object({ organisation: organisationName, roles: z.array(role), secret: z.boolean() });
export type Membership = z.infer<typeof membership>;
/** `whole`: all their organisations are among the asking administrator's; only then may the account itself be changed. `joined`: they have set a password. */
export const personAnswer = z.object({
  id: z.int(),
  login: z.string(),
  name: z.string(),
  position: z.string().nullable(),
  active: z.boolean(),
  joined: z.boolean(),
  whole: z.boolean(),
  memberships: z.array(membership),
});
export type PersonAnswer = z.infer<typeof personAnswer>;
const membershipInput = {
  organisation: z.string().max(20),
  roles: z.array(role).max(4),
  secret: z.boolean(),
};
export const inviteRequest = z.object({ login, name: line(200), position: line(200).nullable(), ...membershipInput });
export const personChange = z.object({
  name: line(200).optional(),
  position: line(200).nullable().optional(),
  active: z.boolean().optional(),
});
/** No role at all takes the person out of the organisation. */
export const membershipChange = z.object(membershipInput);
export const personParams = z.object({ id: z.coerce.number().int().min(1) });
/** A path with a token, to be copied and handed over; it is shown this once. */
export const oneTimeLink = z.object({ path: z.string(), expiresAt: instant });
export type OneTimeLink = z.infer<typeof oneTimeLink>;
export const inviteAnswer = z.object({ person: z.int(), link: oneTimeLink });

/** What an office sets for itself. */
export const officeSettings = z.object({
  code: line(40).optional(),
  address: line(500).optional(),
  chief: z.object({ name: line(200), position: line(200) }).optional(),
  contact: z
    .object({ office: line(200).optional(), phone: line(100).optional(), email: line(200).optional() })
    .optional(),
  units: z.array(line(200)).max(200).optional(),
});
export const officeAnswer = z.object({ organisation: organisationName, joinedAt: instant, settings: officeSettings });
export type OfficeAnswer = z.infer<typeof officeAnswer>;
export const officeParams = z.object({ organisation: z.string().max(20) });
export const openOfficeRequest = z.object({ organisation: z.string().max(20) });

export const apiKey = z.object({
  id: z.int(),
  name: z.string(),
  organisation: organisationName,
  scopes: z.array(scope),
  createdAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  seenAt: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKey>;
export const keyRequest = z.object({
  name: line(200),
  organisation: z.string().max(20),
  scopes: z.array(scope).min(1),
  /** Days until it ends; null for a key without an end. */
  days: z.int().min(1).max(3650).nullable(),
});
/** The key itself is shown this once. */
export const keyAnswer = z.object({ key: apiKey, token: z.string() });
export const keyParams = personParams;

/** `actorName`: who it was, by today's name; null for the program itself. */
export const auditEntry = z.object({
  id: z.int(),
  at: instant,
  actor: z.string(),
  actorName: z.string().nullable(),
  action: z.string(),
  receipt: z.int().nullable(),
  detail: z.record(z.string(), z.unknown()),
});
export type AuditItem = z.infer<typeof auditEntry>;
export const auditQuery = z.object({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  action: z.string().max(60).optional(),
  receipt: z.coerce.number().int().min(1).optional(),
  person: z.coerce.number().int().min(1).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
/** `next`: what to ask for `before`, after these; null where these are the last. */
export const auditAnswer = z.object({
  entries: z.array(auditEntry),
  next: z.int().nullable(),
  /** Names of the organisations whose codes stand in the entries. */
  organisations: z.record(z.string(), z.string()),
  /** Today's names of the people of the actor's organisations whose numbers stand in the entries. */
  people: z.record(z.string(), z.string()),
});
export type AuditAnswer = z.infer<typeof auditAnswer>;
export const resetRequest = z.object({ login: z.string().trim().min(1).max(200) });

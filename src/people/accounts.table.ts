import { boolean, index, integer, jsonb, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { roles, type Scope } from '../../schemas/access.js';
import { wian } from '../shared/database.js';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What an office sets for itself; every part has a default. */
export interface OfficeSettings {
  /** Its own code at the head of its letters (`พร 0023.3`). */
  code?: string;
  address?: string;
  /** Who signs its letters, and whom overdue matters are told. */
  chief?: { name: string; position: string };
  contact?: { office?: string; phone?: string; email?: string };
  /** Sub-units that letters are forwarded to. */
  units?: string[];
}

/**
 * Organisations that use this wian; of the others nothing is known (ไม่ทราบ). The first one is the home of files that the commands take in.
 */
export const offices = wian.table('offices', {
  organisation: text().primaryKey(),
  joinedAt: moment('joined_at').notNull(),
  settings: jsonb().$type<OfficeSettings>().notNull().default({}),
});

export const people = wian.table('people', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  /** In small letters. */
  login: text().notNull().unique(),
  name: text().notNull(),
  position: text(),
  /** argon2id, in its PHC form; null until the person has used their link. */
  passwordHash: text('password_hash'),
  active: boolean().notNull().default(true),
  failedLogins: integer('failed_logins').notNull().default(0),
  lockedUntil: moment('locked_until'),
  createdAt: moment('created_at').notNull(),
});

export const memberships = wian.table(
  'memberships',
  {
    person: integer()
      .notNull()
      .references(() => people.id),
    organisation: text().notNull(),
    role: text({ enum: roles }).notNull(),
    secret: boolean().notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.person, table.organisation, table.role] }), index().on(table.organisation)],
);

/** Tokens are kept as their sha256 alone: who reads the table cannot sign in with it. */
export const sessions = wian.table(
  'sessions',
  {
    tokenHash: text('token_hash').primaryKey(),
    person: integer()
      .notNull()
      .references(() => people.id),
    /** For which organisation the person acts now. */
    organisation: text().notNull(),
    createdAt: moment('created_at').notNull(),
    seenAt: moment('seen_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    agent: text(),
  },
  (table) => [index().on(table.person)],
);

export const linkPurposes = ['first-admin', 'invite', 'reset'] as const;

/** One-time links. */
export const links = wian.table('links', {
  tokenHash: text('token_hash').primaryKey(),
  purpose: text({ enum: linkPurposes }).notNull(),
  person: integer().references(() => people.id),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});

export const apiKeys = wian.table('api_keys', {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  tokenHash: text('token_hash').notNull().unique(),
  name: text().notNull(),
  organisation: text().notNull(),
  scopes: text().array().$type<Scope[]>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: moment('created_at').notNull(),
  expiresAt: moment('expires_at'),
  revokedAt: moment('revoked_at'),
  seenAt: moment('seen_at'),
});

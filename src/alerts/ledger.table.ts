import { sql } from 'drizzle-orm';
import { bigint, boolean, date, index, integer, jsonb, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import {
  type AlertLine,
  dutyKinds,
  type MessageContent,
  messageChannels,
  messageKinds,
  messageStates,
  type OfficeAlertSettings,
  type PersonAlertSettings,
} from '../../schemas/alerts.js';
import { people } from '../people/accounts.table.js';
import { wian } from '../shared/database.js';
import type { DutyDetail } from './duties.models.js';
import type { AddressToShow } from './settings.models.js';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What an organisation set of its alerts; without a row the defaults hold. */
export const alertSettings = wian.table('alert_settings', {
  organisation: text().primaryKey(),
  settings: jsonb().$type<Partial<OfficeAlertSettings>>().notNull(),
});

/**
 * What a person set for themselves at an organisation. `email` stands there only once they have shown that it is theirs; until then the address is in
 * `toShow`, and nothing but the code goes to it. `lineUser`: as LINE names them to this wian's account, once they have linked it.
 */
export const alertPreferences = wian.table(
  'alert_preferences',
  {
    person: integer()
      .notNull()
      .references(() => people.id),
    organisation: text().notNull(),
    settings: jsonb().$type<Partial<PersonAlertSettings> & { toShow?: AddressToShow }>().notNull().default({}),
    lineUser: text('line_user'),
  },
  (table) => [primaryKey({ columns: [table.person, table.organisation] })],
);

/**
 * Letters of which something changed that alerts hang on, written by triggers (migration `alerts_ledger`) in the transaction of the change: no use case
 * can forget it, and no crash can lose it. Appended, so that nobody waits for another's, and deleted when the duties are worked out anew.
 */
export const alertMarks = wian.table('alert_marks', {
  id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  receipt: integer().notNull(),
  /** Empty where it concerns all that have the file. */
  organisation: text().notNull(),
});

/**
 * What an organisation still has to keep of a letter, worked out from the rows that say so (`duties.usecases.ts`); all of it may be thrown away and made again.
 * One row for each day that binds. `nextOn`: the first day on which somebody may have to be told, so that planning looks at nothing else.
 */
export const duties = wian.table(
  'duties',
  {
    organisation: text().notNull(),
    receipt: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    kind: text({ enum: dutyKinds }).notNull(),
    /** The ISO day; empty for a letter that is ด่วนที่สุด and states none. */
    dueOn: text('due_on').notNull(),
    lastOn: date('last_on'),
    nextOn: date('next_on'),
    /** To be told at once, whatever day it is. */
    atOnce: boolean('at_once').notNull().default(false),
    assignee: integer(),
    detail: jsonb().$type<DutyDetail>().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'duties_pk',
      columns: [table.organisation, table.receipt, table.firstPage, table.rank, table.kind, table.dueOn],
    }),
    index('duties_next').on(table.nextOn, table.organisation),
    index('duties_receipt').on(table.receipt),
    index('duties_relay').on(table.organisation, table.dueOn).where(sql`${table.kind} = 'relay'`),
  ],
);

/**
 * The ledger of what leaves this wian. A row is written before anything is sent, under a key that names what it is (`digest person:3 office 2025-02-10`), so
 * that reruns, two planners and clocks that jump make it once; and settled after.
 */
export const alertMessages = wian.table(
  'alert_messages',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    key: text().notNull().unique(),
    organisation: text().notNull(),
    /** `person:3`, or `webhook:2`. */
    recipient: text().notNull(),
    channel: text({ enum: messageChannels }).notNull(),
    kind: text({ enum: messageKinds }).notNull(),
    content: jsonb().$type<MessageContent>().notNull(),
    state: text({ enum: messageStates }).notNull().default('planned'),
    plannedAt: moment('planned_at').notNull(),
    notBefore: moment('not_before').notNull(),
    /** Whether a part of it cannot wait for the next working day: then it is sent again where nobody knows whether it went. */
    pressing: boolean().notNull().default(false),
    attempts: integer().notNull().default(0),
    claimedAt: moment('claimed_at'),
    claimedBy: text('claimed_by'),
    settledAt: moment('settled_at'),
    /** Where it went to. Written with the plan where it is no address that is known of the recipient: the one that a code is sent to. */
    to: text('sent_to'),
    /** What the other side called it. */
    providerId: text('provider_id'),
    /** Code of `shared/errors.ts`, or what the other side said. */
    reason: text(),
    /** The message that could not go its own way, in whose place this one goes. */
    insteadOf: integer('instead_of'),
  },
  (table) => [
    index('alert_messages_open').on(table.notBefore).where(sql`${table.state} in ('planned', 'sending')`),
    index('alert_messages_organisation').on(table.organisation, table.id),
  ],
);

/** Each line that somebody was told, once: the key names the letter, the day and the step. What the application shows is these. */
export const alerts = wian.table(
  'alerts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    /** As of messages; `office`: that the organisation was reminded by who sent the letter, whoever of it is told. */
    recipient: text().notNull(),
    receipt: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    kind: text({ enum: dutyKinds }).notNull(),
    dueOn: text('due_on').notNull(),
    step: text().notNull(),
    line: jsonb().$type<AlertLine>().notNull(),
    /** The message that carries it; null: in the application alone. */
    message: integer().references(() => alertMessages.id),
    plannedAt: moment('planned_at').notNull(),
    readAt: moment('read_at'),
  },
  (table) => [
    unique('alerts_once').on(
      table.organisation,
      table.recipient,
      table.receipt,
      table.firstPage,
      table.rank,
      table.kind,
      table.dueOn,
      table.step,
    ),
    index('alerts_recipient').on(table.recipient, table.organisation, table.id),
    index('alerts_receipt').on(table.receipt, table.organisation),
  ],
);

/** Addresses of other programs that an organisation has its alerts sent to, signed with a secret that both know. */
export const webhooks = wian.table(
  'webhooks',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    url: text().notNull(),
    secret: text().notNull(),
    createdAt: moment('created_at').notNull(),
    createdBy: text('created_by').notNull(),
    revokedAt: moment('revoked_at'),
  },
  (table) => [index().on(table.organisation)],
);

/** Codes by which a person shows LINE's account of this wian who they are; used once, for a short time. */
export const lineLinks = wian.table('line_links', {
  codeHash: text('code_hash').primaryKey(),
  person: integer()
    .notNull()
    .references(() => people.id),
  organisation: text().notNull(),
  expiresAt: moment('expires_at').notNull(),
  usedAt: moment('used_at'),
});

import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, primaryKey, text, timestamp, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { people } from '../people/accounts.table.js';
import { wian } from '../shared/database.js';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** How a letter came to an organisation's inbox: it is one of the addressees, someone sent it by hand, or the office registered its own scan. */
export const noticeOrigins = ['resolved', 'hand', 'own'] as const;

/**
 * A letter in an organisation's inbox, and what became of it there. It opens these pages of the file to the organisation, and nothing else of it.
 * The letter is known by its first page and rank (see `corrections`).
 */
export const notices = wian.table(
  'notices',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** Whose inbox. */
    organisation: text().notNull(),
    /** Who sent it down; null for the office's own scan. */
    sender: text(),
    receipt: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    /** The last page that was sent with it. */
    lastPage: integer('last_page').notNull(),
    origin: text({ enum: noticeOrigins }).notNull(),
    sentAt: moment('sent_at').notNull(),
    sentBy: text('sent_by').notNull(),
    /** When somebody of the organisation first had it in a list. */
    receivedAt: moment('received_at'),
    readAt: moment('read_at'),
    readBy: text('read_by'),
    acknowledgedAt: moment('acknowledged_at'),
    acknowledgedBy: text('acknowledged_by'),
    assignee: integer().references(() => people.id),
    assignedAt: moment('assigned_at'),
    assignedBy: text('assigned_by'),
    doneAt: moment('done_at'),
    doneBy: text('done_by'),
    doneNote: text('done_note'),
    /** The proof, kept like an original. */
    proofSha256: text('proof_sha256'),
    proofName: text('proof_name'),
    forwardedAt: moment('forwarded_at'),
    /** Taken back by the sender. */
    withdrawnAt: moment('withdrawn_at'),
  },
  (table) => [
    unique().on(table.organisation, table.receipt, table.firstPage, table.rank),
    index().on(table.receipt),
    index().on(table.sender),
    index('notices_open')
      .on(table.organisation, table.id)
      .where(sql`${table.doneAt} is null and ${table.withdrawnAt} is null`),
    index('notices_done')
      .on(table.organisation, table.doneAt, table.id)
      .where(sql`${table.doneAt} is not null and ${table.withdrawnAt} is null`),
  ],
);

/**
 * That an organisation sent a letter down: to its addressees, or to those chosen by hand. Kept apart from `notices`, since it also tells of
 * addressees that do not use wian, and is what an office that joins later is sent.
 */
export const sendings = wian.table(
  'sendings',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    sender: text().notNull(),
    receipt: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    lastPage: integer('last_page').notNull(),
    /** Those chosen by hand; null: the addressees of the letter, as they are known. */
    organisations: text().array(),
    sentAt: moment('sent_at').notNull(),
    sentBy: text('sent_by').notNull(),
    withdrawnAt: moment('withdrawn_at'),
    withdrawnBy: text('withdrawn_by'),
  },
  (table) => [
    uniqueIndex('sendings_addressees')
      .on(table.sender, table.receipt, table.firstPage, table.rank)
      .where(sql`${table.organisations} is null`),
    index().on(table.receipt),
  ],
);

/** To which of its own units an organisation forwarded a letter. Appended only. */
export const noticeForwards = wian.table(
  'notice_forwards',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    notice: integer()
      .notNull()
      .references(() => notices.id),
    unit: text().notNull(),
    note: text(),
    forwardedBy: text('forwarded_by').notNull(),
    forwardedAt: moment('forwarded_at').notNull(),
  },
  (table) => [index().on(table.notice)],
);

/** Secret addresses of an organisation's calendar of deadlines (iCalendar). */
export const calendarFeeds = wian.table(
  'calendar_feeds',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    person: integer()
      .notNull()
      .references(() => people.id),
    tokenHash: text('token_hash').notNull().unique(),
    createdAt: moment('created_at').notNull(),
    revokedAt: moment('revoked_at'),
    seenAt: moment('seen_at'),
  },
  (table) => [index().on(table.organisation)],
);

/**
 * What was last told of a deadline under the secret addresses of an organisation: by it a change is known as one (SEQUENCE), and one that is no more is
 * told as cancelled for a while, since other calendars would keep it.
 */
export const calendarEvents = wian.table(
  'calendar_events',
  {
    organisation: text().notNull(),
    uid: text().notNull(),
    sequence: integer().notNull(),
    date: date().notNull(),
    time: text(),
    summary: text().notNull(),
    description: text().notNull(),
    /** The page of it, below the address of this wian. */
    path: text().notNull(),
    status: text({ enum: ['CONFIRMED', 'TENTATIVE', 'CANCELLED'] }).notNull(),
    changedAt: moment('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisation, table.uid] })],
);

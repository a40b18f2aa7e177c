import { sql } from 'drizzle-orm';
import { bigint, index, integer, primaryKey, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core';
import { inboundStates, inboundSources as sources } from '../../schemas/inbound.js';
import { files } from '../circulars/circulars.table.js';
import { exchangeMessages } from '../exchange/exchange.table.js';
import { wian } from '../shared/database.js';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** What came in by itself: one row a mail, or a file of the watched folder. The mail is kept byte for byte like an original, under its sha256. */
export const inboundItems = wian.table(
  'inbound_items',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    /** Whose; null where nobody could tell. */
    organisation: text(),
    source: text({ enum: sources }).notNull(),
    /** The mailbox (`user@host/INBOX`) or the folder below the watched one. */
    box: text().notNull(),
    /** The mail within its mailbox (RFC 3501, 2.3.1.1): both together name one mail for ever. */
    uidValidity: bigint('uid_validity', { mode: 'number' }),
    uid: bigint({ mode: 'number' }),
    /** Null where the content was not taken. */
    sha256: text(),
    bytes: bigint({ mode: 'number' }).notNull(),
    /** The subject of a mail, the name of a file. */
    name: text().notNull(),
    messageId: text('message_id'),
    sender: text(),
    /** When the mailbox got it, or the file was last written. */
    arrivedAt: moment('arrived_at'),
    takenAt: moment('taken_at').notNull(),
    status: text({ enum: inboundStates }).notNull(),
    /** How often its attachments were begun to be taken in: what kills the process each time is given up. */
    attempts: integer().notNull().default(0),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    /** When the mail was marked as read on its server, or moved there. */
    settledAt: moment('settled_at'),
  },
  (table) => [
    uniqueIndex('inbound_items_uid').on(table.box, table.uidValidity, table.uid).where(sql`${table.uid} is not null`),
    index().on(table.organisation, table.id),
    index().on(table.sha256),
  ],
);

/** What hung on a mail: each attachment, with the file that it became, or why it became none. */
export const inboundParts = wian.table(
  'inbound_parts',
  {
    item: integer()
      .notNull()
      .references(() => inboundItems.id),
    position: integer().notNull(),
    name: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    receipt: integer().references(() => files.receipt),
    message: integer().references(() => exchangeMessages.id),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
  },
  (table) => [primaryKey({ columns: [table.item, table.position] })],
);

/** Who looks into a mailbox or folder now, and how it went last: one process at a time, for as long as its lease holds. */
export const inboundVisits = wian.table('inbound_visits', {
  box: text().primaryKey(),
  source: text({ enum: sources }).notNull(),
  holder: text(),
  until: moment('until'),
  /** When it was looked into to the end. */
  lookedAt: moment('looked_at'),
  errorCode: text('error_code'),
  errorMessage: text('error_message'),
  errorAt: moment('error_at'),
});

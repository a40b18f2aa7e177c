import { index, integer, jsonb, primaryKey, text, timestamp, unique } from 'drizzle-orm/pg-core';
import type { Stated } from '../../schemas/exchange.js';
import { wian } from '../shared/database.js';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** By which way a message came. */
export const exchangeWays = ['upload', 'folder', 'imap'] as const;

/**
 * Letters that came in the electronic exchange form, one row a message and organisation. The message itself is kept like an original under its sha256. Never changed
 * but for `completedAt`.
 */
export const exchangeMessages = wian.table(
  'exchange_messages',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    sha256: text().notNull(),
    via: text({ enum: exchangeWays }).notNull(),
    /** `wsa:MessageID`. */
    messageId: text('message_id'),
    stated: jsonb().$type<Stated>().notNull(),
    /** Who sent it, by the table of codes as it was then; null where that does not name the department. */
    sender: text(),
    receivedAt: moment('received_at').notNull(),
    receivedBy: text('received_by').notNull(),
    /** When the last of its files had been taken in. */
    completedAt: moment('completed_at'),
  },
  (table) => [unique().on(table.organisation, table.sha256)],
);

/**
 * The files within a message, by their content: position 0 is the letter itself. Written before the files are taken in, so that what was stated of them is known
 * whenever they are read.
 */
export const exchangeObjects = wian.table(
  'exchange_objects',
  {
    message: integer()
      .notNull()
      .references(() => exchangeMessages.id),
    position: integer().notNull(),
    sha256: text().notNull(),
    mime: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.message, table.position] }), index().on(table.sha256)],
);

import { boolean, foreignKey, index, integer, primaryKey, text } from 'drizzle-orm/pg-core';
import { wian } from '../shared/database.js';
import { letters } from './circulars.table.js';

/**
 * Whom a letter goes to, for routing: one row an organisation that an addressee stands for (`position` in the letter's `recipients`).
 * Written with the letter, and again when an import of organisations may change it. `organisation` is a code of the gazetteer.
 */
export const letterRecipients = wian.table(
  'letter_recipients',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    position: integer().notNull(),
    organisation: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal, table.position, table.organisation] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    index().on(table.organisation),
  ],
);

/**
 * Letters with an addressee that is not wholly known. `stale`: an import came since, so they have to be looked at again; also those that
 * were known get a row then. The mark is set in the import's own transaction, so a crash after it loses nothing.
 */
export const openRecipients = wian.table(
  'open_recipients',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    stale: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    index().on(table.stale),
  ],
);

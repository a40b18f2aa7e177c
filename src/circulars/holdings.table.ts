import { bigint, boolean, index, integer, jsonb, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';
import { wian } from '../shared/database.js';
import { files } from './circulars.table.js';

/**
 * Which organisation has which file of its own: one content is kept once, however many offices took it in. A letter that another office
 * sent is seen through its notice (`notices`) instead.
 */
export const holdings = wian.table(
  'holdings',
  {
    organisation: text().notNull(),
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    /** The file's name at this office. */
    name: text().notNull(),
    uploadedAt: timestamp('uploaded_at', { withTimezone: true }).notNull(),
    uploadedBy: text('uploaded_by').notNull(),
    /** When the paper came, entered by hand; null: as the stamp says, or when it was uploaded. Deadlines from receipt count from it. */
    arrivedAt: timestamp('arrived_at', { withTimezone: true }),
    /** The file that this is another scan of, as a person said. */
    rescanOf: integer('rescan_of').references(() => files.receipt),
  },
  (table) => [primaryKey({ columns: [table.organisation, table.receipt] }), index().on(table.receipt)],
);

/**
 * What a person said of a file that looked like another scan of one that their organisation had. Appended only; the last answer of a pair counts, and
 * `holdings.rescanOf` follows it.
 */
export const rescanAnswers = wian.table(
  'rescan_answers',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    of: integer('rescan_of')
      .notNull()
      .references(() => files.receipt),
    same: boolean().notNull(),
    answeredBy: text('answered_by').notNull(),
    answeredAt: timestamp('answered_at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.organisation, table.receipt)],
);

/**
 * Letters that a person looked through and confirmed. Appended only; the letter is known as in `corrections`. Its values were written as
 * corrections in the same transaction, so that no rerun changes them.
 */
export const confirmations = wian.table(
  'confirmations',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    organisation: text(),
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    confirmedBy: text('confirmed_by').notNull(),
    confirmedAt: timestamp('confirmed_at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.receipt)],
);

/** How a person split a file into letters: the last row of a file goes over what is read. Appended only. `first`: the pages that begin a letter, in order. */
export const splits = wian.table(
  'splits',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    first: jsonb().$type<number[]>().notNull(),
    splitBy: text('split_by').notNull(),
    splitAt: timestamp('split_at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.receipt)],
);

import { boolean, date, foreignKey, index, integer, primaryKey, smallint, text } from 'drizzle-orm/pg-core';
import type { Speed } from '../../schemas/common.js';
import type { LetterKind } from '../../schemas/record.js';
import { letters } from '../circulars/circulars.table.js';
import { wian } from '../shared/database.js';

/**
 * What letters are found by: one narrow row a letter, as it counts, written in the transaction that writes the letter and gone with it. `keys` are
 * the runs of its text (`domain/search/grams.ts`), which only the index reads: they lie out of line, so that many rows are looked through
 * fast. See docs/decisions/0014-search.md.
 */
export const searchLetters = wian.table(
  'search_letters',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    /**
     * The letter's date. Where none was read, that of the letter that it travels with, or the day on which the file came; `dated` is false
     * then.
     */
    day: date().notNull(),
    dated: boolean().notNull(),
    /** Whether it, or the letter that it travels with, has a secrecy class. */
    secret: boolean().notNull(),
    kind: text().$type<LetterKind>().notNull(),
    speed: text().$type<Speed>(),
    /** Folded: `มท0810.7/ว524`. */
    number: text().notNull(),
    /** Folded. */
    issuer: text().notNull(),
    /** Of the form in which this row was made: a row of an earlier one is made again. */
    form: smallint().notNull(),
    keys: integer().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    // Without a list of what is still to be put in: each letter would have to read it, and the one that fills it waits for seconds.
    index('search_letters_keys').using('gin', table.keys).with({ fastupdate: false }),
    index('search_letters_day').on(table.day, table.receipt, table.ordinal),
  ],
);

/** The folded text of a letter, in which it is looked whether what the keys gave is there. `head`: number, subject, issuer, a line each. */
export const searchTexts = wian.table(
  'search_texts',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    head: text().notNull(),
    body: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [searchLetters.receipt, searchLetters.ordinal],
    }).onDelete('cascade'),
  ],
);

import {
  bigint,
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  smallint,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { wian } from '../shared/database.js';
import { files, letters } from './circulars.table.js';

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
 * Letters of an organisation that are told and counted with one of a file that came before, as another paper of it: as a person said, or as it looks as long as
 * nobody has answered (`asked`). Worked out with the duties (`alerts/duties.usecases.ts`) from `holdings`, `rescan_answers` and `letters`; all of it may be made again.
 */
export const sameLetters = wian.table(
  'same_letters',
  {
    organisation: text().notNull(),
    receipt: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    ofReceipt: integer('of_receipt').notNull(),
    ofFirstPage: integer('of_first_page').notNull(),
    ofRank: integer('of_rank').notNull(),
    asked: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisation, table.receipt, table.firstPage, table.rank] }),
    index('same_letters_of').on(table.organisation, table.ofReceipt),
  ],
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

/**
 * The letters that wait to be checked by each organisation that holds their file, in the order in which they are asked: what `holdings`, `letters`,
 * `confirmations` and `deadlines` say, kept by triggers in the transaction that changes these, so that no use case can forget it. See docs/decisions/0018-bounded-lists.md.
 */
export const waitingLetters = wian.table(
  'waiting_letters',
  {
    organisation: text().notNull(),
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    /** The nearest day that still counts, whomever it binds: who passes a letter on answers for the applicants' days too. `infinity` without one. */
    dueOn: date('due_on').notNull(),
    /** ชั้นความเร็ว (สารบรรณ ข้อ 28): 0 the most urgent, 3 none. */
    speed: smallint().notNull(),
    /** When the file came to the organisation. */
    arrivedAt: timestamp('arrived_at', { withTimezone: true }).notNull(),
    secret: boolean().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.organisation, table.receipt, table.ordinal] }),
    foreignKey({
      name: 'waiting_letters_letter_fk',
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    // What an organisation does not hold can never wait for it.
    foreignKey({
      name: 'waiting_letters_holding_fk',
      columns: [table.organisation, table.receipt],
      foreignColumns: [holdings.organisation, holdings.receipt],
    }).onDelete('cascade'),
    index('waiting_letters_letter').on(table.receipt, table.ordinal),
    index('waiting_letters_order').on(
      table.organisation,
      table.dueOn,
      table.speed,
      table.arrivedAt,
      table.receipt,
      table.ordinal,
    ),
  ],
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

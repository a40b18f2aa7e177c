import { index, integer, json, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Family, Hop } from '../../schemas/families.js';
import type { Citation } from '../../schemas/record.js';
import { wian } from '../shared/database.js';

/**
 * Relay families, each under its origin: the letter at the top. Letters are named by receipt and ordinal without a foreign
 * key: a family outlives the moment in which one of its files is read again, and the link stage rewrites it whole.
 */
export const families = wian.table(
  'families',
  {
    originReceipt: integer('origin_receipt').notNull(),
    originOrdinal: integer('origin_ordinal').notNull(),
    subject: text(),
    missing: json().$type<Citation[]>().notNull(),
    deadlines: json().$type<Family['deadlines']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.originReceipt, table.originOrdinal] })],
);

/** The letters of a family in the order of the relay. */
export const familyLetters = wian.table(
  'family_letters',
  {
    originReceipt: integer('origin_receipt').notNull(),
    originOrdinal: integer('origin_ordinal').notNull(),
    position: integer().notNull(),
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    /** The n of the letter's key, `<receipt>#<n>`. */
    number: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.originReceipt, table.originOrdinal, table.position] }),
    index().on(table.receipt, table.ordinal),
  ],
);

/** One step down the line, from the cited (upper) letter to the citing (lower) one. */
export const hops = wian.table(
  'hops',
  {
    originReceipt: integer('origin_receipt').notNull(),
    originOrdinal: integer('origin_ordinal').notNull(),
    position: integer().notNull(),
    fromReceipt: integer('from_receipt').notNull(),
    fromOrdinal: integer('from_ordinal').notNull(),
    toReceipt: integer('to_receipt').notNull(),
    toOrdinal: integer('to_ordinal').notNull(),
    days: integer(),
    citation: json().$type<Citation>().notNull(),
    match: text().$type<Hop['match']>().notNull(),
    differences: json().$type<Hop['differences']>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.originReceipt, table.originOrdinal, table.position] }),
    index().on(table.fromReceipt, table.fromOrdinal),
    index().on(table.toReceipt, table.toOrdinal),
  ],
);

import { sql } from 'drizzle-orm';
import { bigint, date, index, integer, json, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Ask, LinkedHop } from '../../schemas/families.js';
import type { Citation } from '../../schemas/record.js';
import { wian } from '../shared/database.js';

/** A key of `domain/relay/lookup` as a number: it takes a fifth of its text, and two that meet are still weighed. */
const keyColumn = (name: string) => bigint(name, { mode: 'number' });

/**
 * The letters that have been linked, as linking compares them; no attachments. Written by the stage `link` alone and without
 * foreign keys: what was linked stands unchanged while a file is read again, and is known when that file comes to be linked.
 */
export const relayLetters = wian.table(
  'relay_letters',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    /** `<sha256>#<n>`: letters are ordered by content, not by receipt, so that the order of arrival decides nothing. */
    key: text().notNull(),
    /** The reference as normalized; names as `folded`. */
    normalized: text(),
    date: date(),
    speed: text(),
    issuer: text().notNull(),
    subject: text().notNull(),
    recipients: text().notNull(),
    /** The place (see `placeId`) of a letter of the family; a letter alone is its own. */
    family: bigint({ mode: 'number' }).notNull(),
    referenceKey: keyColumn('reference_key'),
    numberKey: keyColumn('number_key'),
    unitKey: keyColumn('unit_key'),
    dayKey: keyColumn('day_key'),
    matterKey: keyColumn('matter_key'),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal] }),
    index().on(table.family),
    // Which matters had a letter in a period is answered by the index alone.
    index().on(table.date, table.family),
    index().on(table.referenceKey),
    index().on(table.numberKey),
    index().on(table.unitKey),
    index().on(table.dayKey),
    index().on(table.matterKey, table.date),
  ],
);

/**
 * The citations of linked letters, each once, and the letter each was found to mean: the hops of the relay. Those without
 * one wait for their letter.
 */
export const relayCitations = wian.table(
  'relay_citations',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    /** Place in `citationsOf`. */
    position: integer().notNull(),
    citation: json().$type<Citation>().notNull(),
    citedReceipt: integer('cited_receipt'),
    citedOrdinal: integer('cited_ordinal'),
    match: text().$type<LinkedHop['match']>(),
    differences: json().$type<LinkedHop['differences']>().notNull(),
    /** The letters that fit about as well, where a person has to choose; they are named as people see them. */
    candidates: json().$type<Ask['candidates']>(),
    referenceKey: keyColumn('reference_key'),
    /** Null once the citation is settled: then only a letter of the very number cited may still be chosen instead. */
    numberKey: keyColumn('number_key'),
    unitKey: keyColumn('unit_key'),
    dayKey: keyColumn('day_key'),
    matterKey: keyColumn('matter_key'),
    /** The day around which a letter on the matter is looked for. */
    around: date(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal, table.position] }),
    index().on(table.citedReceipt, table.citedOrdinal),
    index().on(table.referenceKey),
    index().on(table.numberKey).where(sql`${table.numberKey} is not null`),
    index().on(table.unitKey).where(sql`${table.unitKey} is not null`),
    index().on(table.dayKey).where(sql`${table.dayKey} is not null`),
    index().on(table.matterKey, table.around).where(sql`${table.matterKey} is not null`),
  ],
);

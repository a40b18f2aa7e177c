import { type SQLWrapper, sql } from 'drizzle-orm';
import {
  bigint,
  check,
  date,
  foreignKey,
  index,
  integer,
  json,
  jsonb,
  primaryKey,
  real,
  text,
  timestamp,
} from 'drizzle-orm/pg-core';
import { fileStatuses } from '../../schemas/api.js';
import type { Alternative, Evidence, Secrecy, Warning } from '../../schemas/common.js';
import type { FileJob } from '../../schemas/jobs.js';
import type { Inspection, PageReading } from '../../schemas/page.js';
import type { FileRecord, Letter } from '../../schemas/record.js';
import { wian } from '../shared/database.js';

export type ExportedPage = FileRecord['page'][number];

/**
 * One row a content, under its number in the receive register (เลขทะเบียนรับ): numbers follow one another without a gap.
 * `sha256` is null only where the upload was refused while it came in, so that its content was never kept.
 */
export const files = wian.table(
  'files',
  {
    receipt: integer().primaryKey(),
    sha256: text().unique(),
    name: text().notNull(),
    bytes: bigint({ mode: 'number' }).notNull(),
    type: text().$type<Inspection['type']>(),
    status: text({ enum: fileStatuses }).notNull(),
    /** Counts the runs asked for: a finished job of the same id swallows a new one, and a job of an earlier run is void. */
    revision: integer().notNull().default(1),
    priority: text().$type<FileJob['priority']>().notNull(),
    pageCount: integer('page_count').notNull().default(0),
    /** `json`, not `jsonb`, wherever a document is exported again: it keeps the order of keys. */
    inspection: json().$type<Inspection>(),
    warnings: json().$type<Warning[]>().notNull().default([]),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    receivedAt: timestamp('received_at', { withTimezone: true }).notNull(),
    changedAt: timestamp('changed_at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.status), check('files_sha256', sql`${table.sha256} ~ '^[0-9a-f]{64}$'`)],
);

export const pageStatuses = ['pending', 'read', 'failed'] as const;

/** `reading` is what the page reader wrote; `exported` what compose made of it for the record. */
export const pages = wian.table(
  'pages',
  {
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    number: integer().notNull(),
    status: text({ enum: pageStatuses }).notNull(),
    source: text().$type<PageReading['source']>().notNull(),
    reading: json().$type<PageReading>(),
    exported: json().$type<ExportedPage>(),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.number] }),
    index('pages_failed').on(table.receipt).where(sql`${table.status} = 'failed'`),
  ],
);

/** Whether a letter asks to be passed on to others. */
export const asksToPassOn = (effective: SQLWrapper) =>
  sql`(json_array_length(${effective}->'relay'->'forward_to') > 0 or ${effective}->'action'->>'kind' = 'relay')`;

/**
 * The letters of a file, attachments among them. `ordinal` is the place in the file's record, `number` the n of the key
 * `<receipt>#<n>` (null for attachments). `record` is the letter as read; the columns are the letter as corrected.
 */
export const letters = wian.table(
  'letters',
  {
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    ordinal: integer().notNull(),
    number: integer(),
    kind: text().$type<Letter['kind']>().notNull(),
    firstPage: integer('first_page').notNull(),
    lastPage: integer('last_page').notNull(),
    /** The place among the letters that start on the same page. With the first page it names a letter that a person did something with. */
    rank: integer().notNull().default(0),
    record: json().$type<Letter>().notNull(),
    effective: json().$type<Letter>().notNull(),
    /** The class of the letter, or of the letter that it travels with; null for one that all may read who see it. */
    secrecy: text().$type<Secrecy>(),
    reference: text(),
    referenceCode: text('reference_code'),
    referenceUnit: text('reference_unit'),
    referenceNumber: text('reference_number'),
    date: date(),
    issuer: text(),
    subject: text(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal] }),
    index().on(table.reference),
    index().on(table.date),
    index('letters_secret').on(table.receipt, table.firstPage, table.rank).where(sql`${table.secrecy} is not null`),
    index('letters_to_pass_on').on(table.receipt, table.ordinal).where(asksToPassOn(table.effective)),
  ],
);

/** One row a field that was read (`record.confidence` names them), as read. */
export const fields = wian.table(
  'fields',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    name: text().notNull(),
    value: jsonb().$type<unknown>(),
    confidence: real().notNull(),
    evidence: jsonb().$type<Evidence[]>().notNull(),
    alternatives: jsonb().$type<Alternative[]>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal, table.name] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    index().on(table.confidence),
  ],
);

/**
 * What people put right: appended only (a trigger holds it), so a rerun cannot lose it. The letter is known by its first
 * page and its place among those that start there, because a rerun may split the file otherwise; `oldValue` is what stood
 * there before.
 */
export const corrections = wian.table(
  'corrections',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    receipt: integer()
      .notNull()
      .references(() => files.receipt),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    field: text().notNull(),
    oldValue: jsonb('old_value').$type<unknown>(),
    newValue: jsonb('new_value').$type<unknown>(),
    correctedBy: text('corrected_by').notNull(),
    correctedAt: timestamp('corrected_at', { withTimezone: true }).notNull(),
  },
  (table) => [index().on(table.receipt)],
);

/**
 * The letters a letter names: อ้างถึง (`reference`), copies under สิ่งที่ส่งมาด้วย (`enclosure`), and in its text (`mention`). Which
 * letters they were found to be stands in `relay_citations`.
 */
export const citations = wian.table(
  'citations',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    place: text({ enum: ['reference', 'enclosure', 'mention'] }).notNull(),
    position: integer().notNull(),
    issuer: text(),
    reference: text(),
    date: date(),
    speed: text(),
    text: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal, table.place, table.position] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    index().on(table.reference),
    index().on(table.date),
  ],
);

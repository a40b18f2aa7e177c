import { sql } from 'drizzle-orm';
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import type { Speed } from '../../schemas/common.js';
import { wian } from '../shared/database.js';

const moment = (name: string) => timestamp(name, { withTimezone: true });

/** ทะเบียนหนังสือรับ (แบบที่ 13), ทะเบียนหนังสือส่ง (แบบที่ 14), and those of secret letters, which are kept apart. */
export const books = ['received', 'sent', 'received-secret', 'sent-secret'] as const;
export type Book = (typeof books)[number];

/** The columns of a line that are filled from its letter. */
export interface EntryColumns {
  reference: string | null;
  date: string | null;
  sender: string | null;
  addressee: string | null;
  subject: string | null;
  action: string | null;
  remarks: string | null;
  speed: Speed | null;
}

/** The next number of each book, by Buddhist year. Taken and put on in the transaction that writes the entry: no gap, no double. */
export const registerCounters = wian.table(
  'register_counters',
  {
    organisation: text().notNull(),
    book: text({ enum: books }).notNull(),
    year: integer().notNull(),
    next: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.organisation, table.book, table.year] })],
);

/**
 * A line of a register, as it was written: the columns of the form (ระเบียบงานสารบรรณ แบบที่ 13, 14). A line is never deleted; a cancelled one keeps its
 * number. The letter is known by its first page and rank (see `corrections`); null for a line without a scan.
 */
export const registerEntries = wian.table(
  'register_entries',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    book: text({ enum: books }).notNull(),
    /** Buddhist year. */
    year: integer().notNull(),
    number: integer().notNull(),
    receipt: integer(),
    firstPage: integer('first_page'),
    rank: integer(),
    /** ที่ */
    reference: text(),
    /** ลงวันที่ */
    date: date(),
    /** จาก */
    sender: text(),
    /** ถึง */
    addressee: text(),
    /** เรื่อง */
    subject: text(),
    /** การปฏิบัติ */
    action: text(),
    /** หมายเหตุ */
    remarks: text(),
    speed: text().$type<Speed>(),
    /**
     * What the letter said of the columns above when each was last filled from it, or when a person last said which of two stands: where the
     * letter says otherwise by now, that is offered. Null for a line without a scan.
     */
    filled: jsonb().$type<EntryColumns>(),
    /** When the paper came in or went out. */
    at: moment('happened_at').notNull(),
    registeredAt: moment('registered_at').notNull(),
    registeredBy: text('registered_by').notNull(),
    cancelledAt: moment('cancelled_at'),
    cancelledBy: text('cancelled_by'),
    cancelReason: text('cancel_reason'),
    /** What a line is found by: its number and what stands in it, in small letters and Arabic digits. The database makes it of them. */
    words: text().generatedAlwaysAs(
      sql.raw(`lower(translate(number::text || coalesce(' ' || reference, '') || coalesce(' ' || sender, '') || coalesce(' ' || addressee, '')
        || coalesce(' ' || subject, '') || coalesce(' ' || action, '') || coalesce(' ' || remarks, ''), '๐๑๒๓๔๕๖๗๘๙', '0123456789'))`),
    ),
  },
  (table) => [
    unique().on(table.organisation, table.book, table.year, table.number),
    uniqueIndex('register_entries_letter')
      .on(table.organisation, table.book, table.receipt, table.firstPage, table.rank)
      .where(sql`${table.cancelledAt} is null and ${table.receipt} is not null`),
    index().on(table.receipt),
  ],
);

export const officeNoteKinds = ['propose', 'note', 'order'] as const;

/** เสนอ, เกษียน, สั่งการ on a registered letter, in the order in which they were written. Appended only. */
export const officeNotes = wian.table(
  'office_notes',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    entry: integer()
      .notNull()
      .references(() => registerEntries.id),
    kind: text({ enum: officeNoteKinds }).notNull(),
    text: text().notNull(),
    /** Who wrote it on the paper, where a clerk enters it for them. */
    name: text().notNull(),
    position: text(),
    writtenAt: moment('written_at').notNull(),
    enteredBy: text('entered_by').notNull(),
    enteredAt: moment('entered_at').notNull(),
  },
  (table) => [index().on(table.entry)],
);

/** Cover letters that an office is about to send on. `content` is what the form holds. `sent`: its line in the register of sent letters. */
export const drafts = wian.table(
  'drafts',
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    organisation: text().notNull(),
    receipt: integer().notNull(),
    firstPage: integer('first_page').notNull(),
    rank: integer().notNull(),
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: moment('created_at').notNull(),
    changedAt: moment('changed_at').notNull(),
    sent: integer().references(() => registerEntries.id),
  },
  (table) => [index().on(table.organisation), index().on(table.receipt)],
);

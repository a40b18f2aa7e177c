import { boolean, date, foreignKey, index, integer, json, primaryKey, text } from 'drizzle-orm/pg-core';
import { type DeadlineChange, type DueBasis, deadlineStates, type Resolved } from '../../schemas/due.js';
import type { Deadline } from '../../schemas/record.js';
import { letters } from '../circulars/circulars.table.js';
import { wian } from '../shared/database.js';

/**
 * The deadlines that the letters state, as corrected; `date` is the last day that still counts, null where none is said. Behind the letter's own
 * deadlines, where it is urgent by its speed class alone, the task of that. What was worked out of it (`resolved`, and its columns) is as of
 * the last time that the file or the holidays changed; the next of a recurrence is found when it is asked for.
 */
export const deadlines = wian.table(
  'deadlines',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    position: integer().notNull(),
    date: date(),
    time: text(),
    kind: text().$type<Deadline['kind']>().notNull(),
    binds: text().$type<Deadline['binds']>().notNull(),
    optional: boolean().notNull(),
    fromDate: date('from_date'),
    text: text().notNull(),
    record: json().$type<Deadline>().notNull(),
    state: text({ enum: deadlineStates }).notNull().default('live'),
    dueOn: date('due_on'),
    lastOn: date('last_on'),
    remindOn: date('remind_on'),
    basis: text().$type<DueBasis>(),
    estimate: boolean().notNull().default(false),
    /** The old day that this deadline says it replaces. */
    supersedesDate: date('supersedes_date'),
    supersedes: boolean().notNull().default(false),
    /** Null in rows of before it was worked out. */
    resolved: json().$type<Resolved>(),
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal, table.position] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    index().on(table.date),
    index().on(table.dueOn),
    index().on(table.lastOn),
    index().on(table.supersedesDate),
  ],
);

/**
 * What later letters change of a deadline: its history, which is kept as long as the deadline. The later letter is named without a foreign
 * key: its file may be read again meanwhile, and then works the history out anew.
 */
export const deadlineChanges = wian.table(
  'deadline_changes',
  {
    receipt: integer().notNull(),
    ordinal: integer().notNull(),
    position: integer().notNull(),
    byReceipt: integer('by_receipt').notNull(),
    byOrdinal: integer('by_ordinal').notNull(),
    byPosition: integer('by_position').notNull(),
    /** The n of the later letter's key, `<receipt>#<n>`. */
    byNumber: integer('by_number').notNull(),
    change: text().$type<DeadlineChange['change']>().notNull(),
    on: date('changed_on'),
    to: date('new_date'),
    certain: boolean().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'deadline_changes_pk',
      columns: [table.receipt, table.ordinal, table.position, table.byReceipt, table.byOrdinal, table.byPosition],
    }),
    foreignKey({
      columns: [table.receipt, table.ordinal, table.position],
      foreignColumns: [deadlines.receipt, deadlines.ordinal, deadlines.position],
      name: 'deadline_changes_deadline_fk',
    }).onDelete('cascade'),
    index().on(table.byReceipt),
  ],
);

import { boolean, date, foreignKey, index, integer, json, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Deadline } from '../../schemas/record.js';
import { letters } from '../circulars/circulars.table.js';
import { wian } from '../shared/database.js';

/** The deadlines that the letters state, as corrected; `date` is the last day that still counts, null where none is said. */
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
  },
  (table) => [
    primaryKey({ columns: [table.receipt, table.ordinal, table.position] }),
    foreignKey({
      columns: [table.receipt, table.ordinal],
      foreignColumns: [letters.receipt, letters.ordinal],
    }).onDelete('cascade'),
    index().on(table.date),
  ],
);

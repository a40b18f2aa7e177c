import { date, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Holiday } from '../../schemas/holidays.js';
import { wian } from '../shared/database.js';

/**
 * Days that close government offices, of the years that somebody imported or edited; the other years are those of the built-in table.
 * `province` is empty where the day closes the offices of the whole country.
 */
export const holidays = wian.table(
  'holidays',
  {
    date: date().notNull(),
    province: text().notNull(),
    name: text().notNull(),
    kind: text().$type<Holiday['kind']>().notNull(),
    source: text().notNull(),
    status: text().$type<Holiday['status']>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.date, table.province] })],
);

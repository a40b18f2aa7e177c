import { bigint, index, integer, jsonb, text, timestamp } from 'drizzle-orm/pg-core';
import { wian } from '../shared/database.js';

/** Who did what and when. Appended only: a trigger refuses update, delete and truncate. Holds no letter's text. */
export const auditLog = wian.table(
  'audit_log',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp({ withTimezone: true }).notNull(),
    actor: text().notNull(),
    action: text().notNull(),
    receipt: integer(),
    detail: jsonb().$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index().on(table.receipt), index().on(table.at)],
);

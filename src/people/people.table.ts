import { type AnyPgColumn, index, text } from 'drizzle-orm/pg-core';
import type { Issuer } from '../../schemas/record.js';
import { wian } from '../shared/database.js';

/** Offices that send and receive letters; `code` as in reference numbers (`มท 0810`) or the place codes of the registration office. */
export const organisations = wian.table(
  'organisations',
  {
    code: text().primaryKey(),
    name: text().notNull(),
    kind: text().notNull(),
    level: text().$type<Issuer['level']>().notNull(),
    parent: text().references((): AnyPgColumn => organisations.code),
  },
  (table) => [index().on(table.name), index().on(table.parent)],
);

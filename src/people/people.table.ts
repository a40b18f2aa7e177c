import { bigint, date, index, text } from 'drizzle-orm/pg-core';
import type { OrganisationKind } from '../../schemas/organisations.js';
import type { Issuer } from '../../schemas/record.js';
import { wian } from '../shared/database.js';

/**
 * Organisations that were imported, over those that are built in (domain/gazetteer): a row takes the place of the built-in one of its
 * code. `parent` may be built in too, so it is no foreign key. Rows are never deleted, only given a `validTo`.
 */
export const organisations = wian.table(
  'organisations',
  {
    code: text().primaryKey(),
    name: text().notNull(),
    kind: text().$type<OrganisationKind>().notNull(),
    level: text().$type<Issuer['level']>().notNull(),
    parent: text(),
    aliases: text().array().notNull().default([]),
    validFrom: date('valid_from'),
    validTo: date('valid_to'),
    replaces: text(),
    source: text(),
    /** Counts the imports; the highest tells whether a gazetteer in memory is still that of the table. */
    revision: bigint({ mode: 'number' }).notNull().default(1),
  },
  (table) => [index().on(table.name), index().on(table.parent), index().on(table.revision)],
);

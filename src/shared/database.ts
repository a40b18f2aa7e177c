import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { pgSchema } from 'drizzle-orm/pg-core';

/**
 * The schema of all tables. Every statement names it: an embedded database has one session, shared with the queue, which
 * sets a `search_path` of its own. For the same reason it is not BullMQ's schema: that one holds tables named `job`, `event`.
 */
export const wian = pgSchema('wian');

/** A database or a transaction on it; PGlite and PostgreSQL alike. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>;

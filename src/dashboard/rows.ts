import { unpacked } from '../shared/sql.js';

/** The rows that a database answers to a statement written as SQL, the embedded one and PostgreSQL alike. */
export const rowsOf = <T>(answer: unknown): T[] => (answer as { rows: T[] }).rows;

/** The rows of a statement that answers nothing but `packed` ones, as `packed`. */
export const unpackedRows = <T>(answer: unknown): T[] =>
  unpacked<T>(rowsOf<{ packed: { [K in keyof T]: T[K][] } }>(answer)[0]!.packed);

/** A moment as a driver gives it, as ISO; null stays. */
export const momentOf = (value: Date | string | null): string | null =>
  value === null ? null : new Date(value).toISOString();

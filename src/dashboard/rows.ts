/** The rows that a database answers to a statement written as SQL, the embedded one and PostgreSQL alike. */
export const rowsOf = <T>(answer: unknown): T[] => (answer as { rows: T[] }).rows;

/** A moment as a driver gives it, as ISO; null stays. */
export const momentOf = (value: Date | string | null): string | null =>
  value === null ? null : new Date(value).toISOString();

/**
 * A key of the place of a letter: its file, its first page and its rank among those that begin there. What people did to a letter is kept by it, since its
 * ordinal changes when the file is split or read anew.
 */
export const placeOf = (of: { receipt: number; firstPage: number | null; rank: number | null }): string =>
  `${of.receipt} ${of.firstPage} ${of.rank}`;

import { storedDate } from '../circulars/circulars.models.js';
import { applySupersessions, type Supersession, stateAfter } from '../domain/due/history.js';
import { relatedReceipts } from '../relay/relay.repo.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { type DeadlineRow, deadlineRows, type PlannedLetter, type Reckoning } from './alerts.models.js';
import {
  anyChange,
  replaceDeadlines,
  selectChangeable,
  selectContents,
  selectHops,
  selectPlanned,
} from './alerts.repo.js';
import type { deadlineChanges } from './alerts.table.js';

type NewChange = typeof deadlineChanges.$inferInsert;

/**
 * Writes the deadlines of files. Where one of them, or of a letter in one family with them, changes an earlier letter's, those of all these files are
 * written anew with their history, so that it does not matter which letter came first. Resolves to the number of rows.
 */
export async function writePlans(db: Database, receipts: readonly number[], by: Reckoning): Promise<number> {
  // What points at these files' old rows has to be known before they go.
  const before = await selectChangeable(db, receipts);
  let rows = rowsOf(await selectPlanned(db, receipts), by);
  await replaceDeadlines(db, receipts, rows, []);
  const group = await reachedFrom(db, [...receipts, ...before]);
  if (before.length === 0 && !(await anyChange(db, group))) return rows.length;

  const planned = await selectPlanned(db, group);
  rows = rowsOf(planned, by);
  const changes = await changesIn(db, group, planned);
  for (const row of rows) {
    const own = changes.filter((one) => samePlace(one, row));
    row.state = stateAfter(own) ?? row.state;
  }
  await replaceDeadlines(db, group, rows, changes);
  return rows.length;
}

/**
 * The files whose letters can have a part in one history: of one family, in which all papers of a letter are, and where a change may be meant without a
 * citation; with the same of each of these, since a history that is worked out of a part of its letters would be another one.
 */
async function reachedFrom(db: Database, receipts: readonly number[]): Promise<number[]> {
  for (let known = [...new Set(receipts)]; ; ) {
    const more = [...(await relatedReceipts(db, known)), ...(await selectChangeable(db, known))];
    const grown = [...new Set([...known, ...more])];
    if (grown.length === known.length) return grown.sort((a, b) => a - b);
    known = grown;
  }
}

const samePlace = (a: NewChange, b: DeadlineRow) =>
  a.receipt === b.receipt && a.ordinal === b.ordinal && a.position === b.position;

/** The rows of several files, each worked out by itself. */
function rowsOf(planned: readonly PlannedLetter[], by: Reckoning): DeadlineRow[] {
  const files = grouped(planned, ({ receipt }) => receipt);
  return [...files.values()].flatMap((letters) => deadlineRows(letters, by));
}

/** Letters are told apart by content, not by receipt, so that the order of arrival decides nothing. */
async function changesIn(
  db: Database,
  group: readonly number[],
  planned: readonly PlannedLetter[],
): Promise<NewChange[]> {
  const contents = await selectContents(db, group);
  const keyOf = (receipt: number, ordinal: number) => `${contents.get(receipt)}#${String(ordinal).padStart(5, '0')}`;
  const letters = planned.filter(({ number }) => number !== null);
  const byKey = new Map(letters.map((one) => [keyOf(one.receipt, one.ordinal), one]));
  const links = (await selectHops(db, group)).map((hop) => ({
    from: keyOf(hop.fromReceipt, hop.fromOrdinal),
    to: keyOf(hop.toReceipt, hop.toOrdinal),
  }));
  const found = applySupersessions(
    [...byKey].map(([key, { letter }]) => ({ key, letter })),
    links,
  );
  return found.map(({ of, position, key, byPosition, change, on, to, certain }: Supersession) => {
    const changed = byKey.get(of)!;
    const changing = byKey.get(key)!;
    return {
      receipt: changed.receipt,
      ordinal: changed.ordinal,
      position,
      byReceipt: changing.receipt,
      byOrdinal: changing.ordinal,
      byPosition,
      byNumber: changing.number ?? 0,
      change,
      on: storedDate(on),
      to: storedDate(to),
      certain,
    };
  });
}

import type { FileState, HeldFile, RegisterNumber, RescanOffer } from '../../schemas/files.js';
import { appendAudit } from '../audit/audit.repo.js';
import { rescanReason } from '../domain/rescan.js';
import { type Actor, auditName, organisationOf } from '../people/actor.js';
import { shownActors } from '../people/names.repo.js';
import { homeOffice } from '../people/offices.repo.js';
import { registerOf } from '../register/office.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { countLetters, countPages, type FileRow } from './circulars.repo.js';
import {
  type HoldingRow,
  insertAnswer,
  selectAnswers,
  selectCovers,
  selectCoversOf,
  selectHeld,
  selectHolding,
  selectHoldings,
  selectNumbers,
} from './holdings.repo.js';
import { unnamed, veiledFiles } from './secrecy.js';

/** How far these files have come, each under the name that its office gave it. */
export async function statesOf(db: Database, of: readonly { name: string; file: FileRow }[]): Promise<FileState[]> {
  const counts = await countPages(
    db,
    of.map(({ file }) => file.receipt),
  );
  return of.map(({ name, file: { receipt, status, pageCount, errorCode, errorMessage } }) => {
    const { read, failed } = counts.get(receipt)!;
    const error = errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' };
    return { receipt, name, status, pages: pageCount, pagesEnded: read + failed, pagesFailed: failed, error };
  });
}

/**
 * What the actor's organisation took in last, the newest first, with what is still asked of each file. For the machine's operator that is the
 * office that this wian was set up for; without one there are none.
 */
export async function listHeld(deps: Pick<Deps, 'db'>, input: { actor: Actor; limit: number }): Promise<HeldFile[]> {
  const { db } = deps;
  const organisation = organisationOf(input.actor) ?? (await homeOffice(db));
  if (organisation === null) return [];
  const held = await selectHeld(db, organisation, input);
  const receipts = held.map(({ file }) => file.receipt);
  const veiled = await veiledFiles(db, input.actor, receipts);
  const states = await statesOf(
    db,
    held.map(({ file, holding: { name } }) => ({
      file,
      name: veiled.has(file.receipt) ? unnamed(file.receipt) : name,
    })),
  );
  const letters = await countLetters(db, receipts);
  const numbers = await numbersOf(db, organisation, receipts);
  const offers = await offersOf(
    db,
    { actor: input.actor, organisation },
    held.map(({ holding }) => holding),
  );
  const who = await shownActors(
    db,
    held.map(({ holding }) => holding.uploadedBy),
  );
  return held.map(({ file, holding }, at) => ({
    ...states[at]!,
    bytes: file.bytes,
    uploadedAt: holding.uploadedAt.toISOString(),
    uploadedBy: who(holding.uploadedBy),
    letters: letters.get(file.receipt) ?? 0,
    registered: numbers.get(file.receipt) ?? [],
    rescanOf: holding.rescanOf,
    offers: offers.get(file.receipt) ?? [],
  }));
}

async function numbersOf(db: Database, organisation: string, receipts: readonly number[]) {
  const found = new Map<number, RegisterNumber[]>();
  for (const { receipt, number, year } of await selectNumbers(db, organisation, receipts)) {
    found.set(receipt, [...(found.get(receipt) ?? []), { number, year }]);
  }
  return found;
}

const before = (a: HoldingRow, b: HoldingRow) =>
  a.uploadedAt.getTime() - b.uploadedAt.getTime() || a.receipt - b.receipt;

/**
 * Of which earlier files of the organisation these may be other scans, as far as nobody has answered it. What a person said of a file ends the
 * asking: it is another scan of one file at most.
 */
async function offersOf(
  db: Database,
  { actor, organisation }: { actor: Actor; organisation: string },
  held: readonly HoldingRow[],
): Promise<Map<number, RescanOffer[]>> {
  const asked = new Map(held.filter(({ rescanOf }) => rescanOf === null).map((row) => [row.receipt, row]));
  const covers = await selectCovers(db, [...asked.keys()]);
  const days = new Set(covers.flatMap(({ letter }) => letter.date ?? []));
  const others = await selectCoversOf(db, organisation, [...days]);
  const answers = await selectAnswers(db, organisation, [...asked.keys()]);
  const numbers = await numbersOf(
    db,
    organisation,
    others.map(({ holding }) => holding.receipt),
  );
  const veiled = await veiledFiles(
    db,
    actor,
    others.map(({ holding }) => holding.receipt),
  );
  const offers = covers.map(({ receipt, letter }): [number, RescanOffer[]] => [
    receipt,
    others.flatMap((other) => {
      const of = other.holding.receipt;
      const answered = answers.some((answer) => answer.receipt === receipt && answer.of === of);
      const why = rescanReason(letter, other.letter);
      if (of === receipt || why === null || answered || before(other.holding, asked.get(receipt)!) > 0) return [];
      const { reference, date } = other.letter;
      const registered = numbers.get(of) ?? [];
      const name = veiled.has(of) ? unnamed(of) : other.holding.name;
      return [{ of, name, why, reference: reference?.normalized ?? null, date, registered }];
    }),
  ]);
  return new Map(offers);
}

/** Of these files those that may be other scans of what the organisation has, as far as nobody has answered it. */
export async function askedRescans(
  db: Database,
  of: { actor: Actor; organisation: string; receipts: readonly number[] },
): Promise<Set<number>> {
  const { actor, organisation, receipts } = of;
  if (receipts.length === 0) return new Set();
  const offers = await offersOf(db, { actor, organisation }, await selectHoldings(db, organisation, receipts));
  return new Set([...offers].flatMap(([receipt, asked]) => (asked.length > 0 ? [receipt] : [])));
}

/** Says that a file is, or is not, another scan of one that the organisation had. Rejects with `record.not_found` where it has not both,
 * with `request.invalid` where `of` is itself another scan or came later. */
export async function answerRescan(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { receipt: number; of: number; same: boolean; actor: Actor },
): Promise<void> {
  const at = deps.clock.now();
  await deps.db.transaction(async (tx) => {
    const organisation = await registerOf(tx, input.actor);
    const file = await selectHolding(tx, organisation, input.receipt);
    const other = await selectHolding(tx, organisation, input.of);
    if (!file || !other || input.of === input.receipt) {
      throw new WianError('record.not_found', `receipt ${input.receipt}, ${input.of}`);
    }
    // Of two scans the later one is the other scan, and one that is itself another scan cannot have others.
    if (input.same && (other.rescanOf !== null || before(other, file) > 0)) {
      throw new WianError('request.invalid', `receipt ${input.of}`);
    }
    const { receipt, of, same } = input;
    await insertAnswer(tx, { organisation, receipt, of, same, answeredBy: auditName(input.actor), answeredAt: at });
    await appendAudit(tx, {
      at,
      actor: auditName(input.actor),
      action: 'file.rescan-answered',
      receipt,
      detail: { organisation, of, before: { rescanOf: file.rescanOf }, after: { rescanOf: same ? of : null } },
    });
  });
}

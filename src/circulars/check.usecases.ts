import type { z } from 'zod';
import {
  checkedFields,
  type deadlineCheck,
  type FieldCheck,
  type LetterAnswer,
  type LetterRef,
} from '../../schemas/check.js';
import type { Letter } from '../../schemas/record.js';
import { listDeadlines } from '../alerts/alerts.usecases.js';
import { askedOf } from '../domain/stated-otherwise.js';
import { isIssuer } from '../notices/send.js';
import { type Actor, readsSecret } from '../people/actor.js';
import { shownActors } from '../people/names.repo.js';
import { CHOICE, selectChoices } from '../relay/choices.repo.js';
import { toldLetters } from '../relay/records.usecases.js';
import { WianError } from '../shared/errors.js';
import { confidenceOf, doubtsOf, evidenceOf } from './check.models.js';
import { countWaiting, findWaiting, selectShownPages, selectWaiting } from './check.repo.js';
import { choicesOf } from './choices.models.js';
import type { Deps } from './circulars.deps.js';
import { type CorrectionRow, findFile, type LetterRow, selectCorrections, selectLetters } from './circulars.repo.js';
import { type ConfirmationRow, selectConfirmations } from './confirm.repo.js';
import { versionOf } from './correct.models.js';
import { COMPOSED, type LetterAt } from './correct.usecases.js';
import { citationsOf, refOf, refsIn } from './letter-refs.js';
import { otherwiseOf } from './otherwise.models.js';
import { logSecretRows, onPage, secretLetters, shownNames, shownTo } from './secrecy.js';
import { SENDER } from './sender-otherwise.js';
import { isIdle, selectSplit } from './splits.repo.js';
import { visibleLetters, visiblePages } from './visible.js';

type CheckDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/**
 * A letter with all that a person needs to look through it. Who does not hold the file sees it the same and may not change it. Rejects with
 * `record.not_found`, and with `record.unfinished` before it was read.
 */
export async function showLetter(deps: CheckDeps, input: LetterAt & { actor: Actor }): Promise<LetterAnswer> {
  const { actor, receipt, ordinal } = input;
  const { db } = deps;
  const file = await findFile(db, receipt);
  const seen = file && (await visiblePages(db, actor, receipt));
  if (!file || !seen) throw new WianError('record.not_found', `receipt ${receipt}`);
  const rows = shownTo(actor, await selectLetters(db, [receipt], visibleLetters(actor)));
  const row = rows.find((one) => one.ordinal === ordinal);
  if (!row) throw new WianError('record.not_found', `receipt ${receipt}, letter ${ordinal}`);
  await logSecretRows(deps, actor, [row]);
  const veiled = row.secrecy !== null && !readsSecret(actor);
  const ref = refOf(row);
  const key = ref.key ?? '';
  const { families: all, told } = await toldLetters(deps, { receipts: [receipt], actor });
  const families = all.filter(({ letters: keys }) => keys.includes(key));
  const refs = await refsIn(db, actor, families);
  const letter = (!veiled && told.get(key)) || row.effective;
  const said = await selectChoices(db, [receipt]);
  const otherwise = otherwiseOf(key, letter, families, refs);
  const citations = citationsOf(key, row, letter, families, said, refs);
  const whole = seen === 'all';
  const made = await selectCorrections(db, receipt);
  const split = await selectSplit(db, receipt);
  const confirmedOnce = await selectConfirmations(db, actor, receipt);
  const confirmations = confirmedOnce.filter((one) => !isIdle({ ...one, at: one.confirmedAt }, split));
  const who = await shownActors(db, [
    ...made.map(({ correctedBy }) => correctedBy),
    ...confirmations.map(({ confirmedBy }) => confirmedBy),
  ]);
  const own = veiled
    ? []
    : made.filter(
        (one) => begins(one, row) && !BESIDE.has(one.field) && !isIdle({ ...one, at: one.correctedAt }, split),
      );
  const fields = checkedFields.map((field): FieldCheck => {
    const last = own.findLast((one) => one.field === field);
    return {
      field,
      confidence: confidenceOf(letter, field),
      evidence: evidenceOf(letter, field),
      doubts: doubtsOf(letter, field, otherwise, citations),
      choices: choicesOf(letter, field, otherwise),
      said: askedOf(letter, field),
      settled: last ? { by: who(last.correctedBy), at: last.correctedAt.toISOString() } : null,
    };
  });
  const named = new Set<string>(checkedFields);
  const confirmed = confirmations.find((one) => begins(one, row));
  const secret = readsSecret(actor) ? [] : await secretLetters(db, receipt);
  const firstPages = new Set(rows.filter(({ kind }) => kind !== 'attachment').map(({ firstPage }) => firstPage));
  return {
    ref,
    file: {
      receipt,
      name: (await shownNames(db, actor, [file])).get(receipt)!,
      status: file.status,
      pages: file.pageCount,
      whole: whole && secret.length === 0,
      text: file.type === 'text',
      idle: whole ? idleOf(rows, split, made, confirmedOnce) : [],
    },
    letter,
    version: versionOf(row.effective),
    veiled,
    issued: whole && !veiled && (await isIssuer(db, actor, row.effective)),
    mayEdit: whole && !veiled && (COMPOSED as readonly string[]).includes(file.status),
    fields,
    notes: letter.warnings.filter(({ field }) => field === null || !named.has(field)),
    citations,
    deadlines: veiled ? [] : await deadlinesOf(deps, actor, ref, letter),
    nearDuplicates: families.flatMap(({ near_duplicates }) =>
      near_duplicates.flatMap(({ letters: two, why }) => {
        const other = two.includes(key) ? refs(two.find((one) => one !== key)!) : undefined;
        return other ? [{ letter: other, why }] : [];
      }),
    ),
    pages: (await selectShownPages(db, receipt))
      .filter(({ number }) => whole || seen.some(([first, last]) => first <= number && number <= last))
      .map(({ rotation, ...page }) => ({
        ...page,
        rotation: rotation as 0 | 90 | 180 | 270,
        picture: file.type !== 'text' && !onPage(page.number, secret),
        begins: firstPages.has(page.number),
      })),
    bundle: rows.map((one) => ({ ...refOf(one), confirmed: confirmations.some((other) => begins(other, one)) })),
    corrections: own.map((one) => ({
      field: one.field,
      before: one.oldValue,
      after: one.newValue,
      by: who(one.correctedBy),
      at: one.correctedAt.toISOString(),
    })),
    confirmed: confirmed ? { by: who(confirmed.confirmedBy), at: confirmed.confirmedAt.toISOString() } : null,
    queue: whole ? await placeInQueue(db, actor, row) : NOWHERE,
  };
}

/** What stands among the corrections and is no value of the letter. */
const BESIDE: ReadonlySet<string> = new Set([CHOICE, SENDER]);

const begins = (a: Pick<LetterRow, 'firstPage' | 'rank'>, b: Pick<LetterRow, 'firstPage' | 'rank'>): boolean =>
  a.firstPage === b.firstPage && a.rank === b.rank;

/** What was done to letters that begin nowhere any more. */
function idleOf(
  rows: readonly LetterRow[],
  split: Parameters<typeof isIdle>[1],
  made: readonly CorrectionRow[],
  confirmations: readonly ConfirmationRow[],
): LetterAnswer['file']['idle'] {
  const idle = (one: { firstPage: number; rank: number; field?: string; at: Date }) =>
    isIdle(one, split) || !rows.some((row) => begins(one, row));
  const fields = made.map((one) => ({ ...one, at: one.correctedAt })).filter(idle);
  const confirmed = confirmations.map((one) => ({ ...one, at: one.confirmedAt })).filter(idle);
  const places = [...new Map([...fields, ...confirmed].map((one) => [`${one.firstPage} ${one.rank}`, one])).values()];
  return places.map((place) => ({
    page: place.firstPage,
    fields: [...new Set(fields.filter((one) => begins(one, place)).map(({ field }) => field))],
    confirmed: confirmed.some((one) => begins(one, place)),
  }));
}

const NOWHERE: LetterAnswer['queue'] = { position: null, total: 0, previous: null, next: null };

async function placeInQueue(db: Deps['db'], actor: Actor, letter: LetterAt): Promise<LetterAnswer['queue']> {
  const found = await findWaiting(db, actor, letter);
  const total = await countWaiting(db, actor);
  const first = async (): Promise<LetterAt | null> => {
    const [one] = await selectWaiting(db, actor, { after: 0, limit: 1 });
    return one ? { receipt: one.receipt, ordinal: one.ordinal } : null;
  };
  // A letter that was confirmed goes on with the first that waits.
  if (!found) return { position: null, total, previous: null, next: await first() };
  const { before, previous, next } = found;
  return { position: before + 1, total, previous, next: next ?? (before > 0 ? await first() : null) };
}

/** The deadlines of a letter with the days on which they fall, those of its list by their place in it. */
async function deadlinesOf(
  deps: CheckDeps,
  actor: Actor,
  { receipt, key }: LetterRef,
  letter: Letter,
): Promise<z.infer<typeof deadlineCheck>[]> {
  const items = (await listDeadlines(deps, { receipt, actor })).filter((item) => item.key === key);
  const taken = new Set<number>();
  const placed = items.map(({ deadline, resolved, state, daysLeft, workingDaysLeft, changes }) => {
    const item = letter.deadlines.findIndex(
      (one, at) =>
        !taken.has(at) && one.text === deadline.text && one.date === deadline.date && one.kind === deadline.kind,
    );
    if (item >= 0) taken.add(item);
    return { item: item < 0 ? null : item, deadline, resolved, state, daysLeft, workingDaysLeft, changes };
  });
  return placed.sort((a, b) => (a.item ?? Number.MAX_SAFE_INTEGER) - (b.item ?? Number.MAX_SAFE_INTEGER));
}

import { and, eq } from 'drizzle-orm';
import type { FileJob } from '../../schemas/jobs.js';
import type { Letter } from '../../schemas/record.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { askedOf } from '../domain/stated-otherwise.js';
import { type Actor, auditName, organisationOf, readsSecret } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { CHOICE, type CitationChoice } from '../relay/choices.repo.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import type { Deps } from './circulars.deps.js';
import { checkCorrection, letterRows } from './circulars.models.js';
import {
  changeFile,
  type FileRow,
  findFile,
  insertCorrection,
  type LetterRow,
  replaceLetters,
  selectLetters,
} from './circulars.repo.js';
import { files, letters } from './circulars.table.js';
import { sameValue, settledValue } from './correct.models.js';
import { lettersThatCount } from './letters-that-count.js';
import { SENDER, type SenderAnswer } from './sender-otherwise.js';
import { jobOf } from './stages.usecases.js';
import { requireHeld, visibleLetters } from './visible.js';

/** A letter by its place in the file's record (attachments counted). */
export interface LetterAt {
  receipt: number;
  ordinal: number;
}

/**
 * A value put right. `seen`: the value that stood there when the person looked; without it whatever stands there is put right. `said`: what the sender was shown to say
 * otherwise, which this settles, also where the value stays.
 */
export interface Correction {
  field: string;
  value: unknown;
  seen?: unknown;
  said?: string | null | undefined;
}

/** Which letter a citation means, as a person chose; `means` null takes an earlier choice back. */
export interface Choosing {
  citation: { reference: string | null; date: string | null };
  means: LetterAt | null;
}

/** A letter that is about to be changed: its file is held until the transaction ends. */
export interface OpenLetter {
  file: FileRow;
  rows: LetterRow[];
  row: LetterRow;
}

/**
 * The letter, for one who may change it: their organisation took the file in, and they may read it. Rejects with `record.not_found`,
 * `record.secret`.
 */
export async function openLetter(tx: Database, actor: Actor, { receipt, ordinal }: LetterAt): Promise<OpenLetter> {
  await requireHeld(tx, actor, receipt);
  await tx.select({ receipt: files.receipt }).from(files).where(eq(files.receipt, receipt)).for('update');
  const file = await findFile(tx, receipt);
  const rows = await selectLetters(tx, [receipt]);
  const row = rows.find((one) => one.ordinal === ordinal);
  if (!file || !row) throw new WianError('record.not_found', `receipt ${receipt}, letter ${ordinal}`);
  if (row.secrecy !== null && !readsSecret(actor)) throw new WianError('record.secret');
  return { file, rows, row };
}

/** In which states the rows of letters are those of the pages: corrections are laid over them at once, and over later ones when they are composed. */
export const COMPOSED = ['composed', 'linked', 'done'] as const;

/**
 * Writes corrections of one letter and lays all of its file's over what was read; the links and deadlines follow. Resolves to the job that is to be
 * put in once the transaction is through; null where the file is being read and will lay them over itself.
 */
export async function layCorrections(
  deps: Pick<Deps, 'db'>,
  tx: Database,
  { file, rows, row }: OpenLetter,
  made: { values: readonly { field: string; value: unknown }[]; by: string; at: Date },
): Promise<FileJob | null> {
  const { receipt } = file;
  for (const { field, value } of made.values) {
    await insertCorrection(tx, {
      receipt,
      firstPage: row.firstPage,
      rank: row.rank,
      field,
      oldValue: row.effective[field as keyof Letter] ?? null,
      newValue: value,
      correctedBy: made.by,
      correctedAt: made.at,
    });
  }
  return layOver(deps, tx, { file, rows }, made.at);
}

/**
 * Lays all that goes over the letters of a file over what was read of them, after something of that has changed. To be called in that transaction, with the file
 * held. Resolves to the job that is to be put in afterwards; null where the file is being read and will do it itself.
 */
export async function layOver(
  deps: Pick<Deps, 'db'>,
  tx: Database,
  { file, rows }: Pick<OpenLetter, 'file' | 'rows'>,
  at: Date,
): Promise<FileJob | null> {
  const { receipt } = file;
  const again = { ...file, revision: file.revision + 1 };
  const change = { status: 'composed', revision: again.revision, changedAt: at } as const;
  if (!(await changeFile(tx, file, COMPOSED, change))) return null;
  const read = rows.map(({ record }) => record);
  const effective = await lettersThatCount(deps, tx, receipt, read);
  await replaceLetters(tx, receipt, letterRows(receipt, read, effective));
  return jobOf(again);
}

/**
 * Puts several fields of a letter right at once, all or none, and keeps which letters its citations mean. Kept with who and when, laid over every later
 * reading. Rejects with `record.not_found`, `record.secret`, `request.invalid`, and with `letter.changed` where a value is another by now than the one
 * that was seen: its problems name each field and what stands there.
 */
export async function correctLetter(
  deps: Pick<Deps, 'db' | 'queue' | 'clock'>,
  input: LetterAt & { actor: Actor; changes: readonly Correction[]; choices?: readonly Choosing[] },
): Promise<void> {
  const { actor, changes, choices = [] } = input;
  if (changes.length + choices.length === 0) throw new WianError('request.invalid', 'no changes');
  const at = deps.clock.now();
  const job = await deps.db.transaction(async (tx) => {
    const open = await openLetter(tx, actor, input);
    const put = await correctionsOf(tx, actor, open, await storedGazetteer(deps.db, tx), input);
    await logCorrections(tx, open, put, { actor, at });
    return layCorrections(deps, tx, open, { values: put, by: auditName(actor), at });
  });
  if (job) await deps.queue.enqueue('link', job);
}

/** What a person put right in a letter, checked, in the form in which it is kept. Rejects as `correctLetter`. */
export async function correctionsOf(
  tx: Database,
  actor: Actor,
  { row: { effective } }: OpenLetter,
  gazetteer: Gazetteer,
  input: { changes?: readonly Correction[]; choices?: readonly Choosing[] },
): Promise<{ field: string; value: unknown }[]> {
  const { changes = [], choices = [] } = input;
  refuseChanged(effective, changes);
  const values = changes.map(({ field, value }) =>
    checkCorrection(field, settledValue(field, value, effective, gazetteer)),
  );
  const chosen: { field: string; value: unknown }[] = [];
  for (const choice of choices) chosen.push({ field: CHOICE, value: await choiceOf(tx, actor, choice) });
  const answers = changes.flatMap(({ field, said }): SenderAnswer[] =>
    said != null && askedOf(effective, field) === said ? [{ field, said }] : [],
  );
  return [...values, ...chosen, ...answers.map((value) => ({ field: SENDER, value }))];
}

/** Writes down what was put right, with what stood there before. */
export async function logCorrections(
  tx: Database,
  { row }: OpenLetter,
  put: readonly { field: string; value: unknown }[],
  { actor, at }: { actor: Actor; at: Date },
): Promise<void> {
  const before = (field: string) => row.effective[field as keyof Letter] ?? null;
  await appendAudit(tx, {
    at,
    actor: auditName(actor),
    action: 'letter.corrected',
    receipt: row.receipt,
    detail: {
      letter: row.ordinal,
      organisation: organisationOf(actor),
      changes: put.map(({ field, value }) => ({ field, before: before(field), after: value })),
    },
  });
}

function refuseChanged(now: Letter, changes: readonly Correction[]): void {
  const problems = changes.flatMap(({ field, seen }) => {
    const value = now[field as keyof Letter] ?? null;
    if (seen === undefined || sameValue(seen, value)) return [];
    return [{ line: 0, column: field, code: 'letter.changed', message: JSON.stringify(value) }];
  });
  if (problems.length > 0) throw new WianError('letter.changed', undefined, { problems });
}

/** The choice as it is kept: the letter by where it begins, since ordinals may change. It has to be one that the actor sees. */
async function choiceOf(tx: Database, actor: Actor, { citation, means }: Choosing): Promise<CitationChoice> {
  const { reference, date } = citation;
  if (means === null) return { reference, date, means: null };
  const [row] = await selectLetters(
    tx,
    [means.receipt],
    and(eq(letters.ordinal, means.ordinal), visibleLetters(actor)),
  );
  if (!row || row.kind === 'attachment') throw new WianError('record.not_found', `receipt ${means.receipt}`);
  return { reference, date, means: { receipt: row.receipt, firstPage: row.firstPage, rank: row.rank } };
}

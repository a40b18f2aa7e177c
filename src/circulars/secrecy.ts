import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Secrecy } from '../../schemas/common.js';
import type { Letter } from '../../schemas/record.js';
import { appendAudit } from '../audit/audit.repo.js';
import { blankLetter } from '../domain/blank-letter.js';
import { type Actor, auditName, organisationOf, readsSecret } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { grouped } from '../shared/grouped.js';
import { list } from '../shared/sql.js';
import { letters } from './circulars.table.js';
import { holdings } from './holdings.table.js';
import { visiblePages } from './visible.js';

/**
 * Letters of a secrecy class (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544): their number and date are seen by all who see the letter, what they say only by
 * those who are named for it (`readsSecret`), and each time that is shown it is written down.
 */

type Place = Pick<typeof letters.$inferSelect, 'receipt' | 'ordinal'>;
type Row = Place & { effective: Letter; secrecy: Secrecy | null };

/** A letter as number and date alone: nothing else that was read of it, nor evidence, other readings or warnings. Kind, pages and secrecy stay. */
export function veiled(letter: Letter): Letter {
  const { kind, pages, reference, date, secrecy } = letter;
  return { ...blankLetter(), kind, pages, reference, date, secrecy };
}

/** The rows as the actor may see them: secret ones veiled unless the actor is named for such. */
export function shownTo<R extends Row>(actor: Actor, rows: readonly R[]): R[] {
  if (readsSecret(actor)) return [...rows];
  return rows.map((row) =>
    row.secrecy === null ? row : { ...row, effective: { ...veiled(row.effective), secrecy: row.secrecy } },
  );
}

/**
 * Of the rows of `letters`: those whose content the actor may read, as far as secrecy goes. Undefined where that is all. For queries that look
 * into the content (deadlines, search, families); it does not ask whether the actor sees the letter at all, which is `visibleLetters`.
 */
export function readableLetters(actor: Actor): SQL | undefined {
  return readsSecret(actor) ? undefined : isNull(letters.secrecy);
}

/** The files among these in which a letter is that the actor may not read. */
export async function veiledFiles(db: Database, actor: Actor, receipts: readonly number[]): Promise<Set<number>> {
  if (receipts.length === 0 || readsSecret(actor)) return new Set();
  const rows = await db
    .selectDistinct({ receipt: letters.receipt })
    .from(letters)
    .where(and(isNotNull(letters.secrecy), sql`${letters.receipt} = any(${list(receipts, 'integer')})`));
  return new Set(rows.map(({ receipt }) => receipt));
}

/** What a file is called whose name is not told. */
export const unnamed = (receipt: number): string => `ไฟล์ ${receipt}`;

/**
 * What files are called for an actor: as their office named them. Of another office's file, and of one with a letter that the actor may not read
 * (its name may say what that is about), the number alone. The machine sees the first name.
 */
export async function shownNames(
  db: Database,
  actor: Actor,
  of: readonly { receipt: number; name: string }[],
): Promise<Map<number, string>> {
  const organisation = organisationOf(actor);
  if (organisation === null || of.length === 0) return new Map(of.map(({ receipt, name }) => [receipt, name]));
  const receipts = of.map(({ receipt }) => receipt);
  const own = await db
    .select({ receipt: holdings.receipt, name: holdings.name })
    .from(holdings)
    .where(and(eq(holdings.organisation, organisation), inArray(holdings.receipt, receipts)));
  const names = new Map(own.map(({ receipt, name }) => [receipt, name]));
  const hidden = await veiledFiles(db, actor, receipts);
  const shown = (receipt: number) => (hidden.has(receipt) ? undefined : names.get(receipt)) ?? unnamed(receipt);
  return new Map(receipts.map((receipt) => [receipt, shown(receipt)]));
}

/** Writes down that the actor was shown what these letters say; one line a file. Nothing where the actor saw no more than number and date. */
export async function logSecretView(
  db: Database,
  input: { at: Date; actor: Actor; letters: readonly Place[] },
): Promise<void> {
  if (!readsSecret(input.actor)) return;
  for (const [receipt, places] of grouped(input.letters, ({ receipt }) => receipt)) {
    await appendAudit(db, {
      at: input.at,
      actor: auditName(input.actor),
      action: 'letter.secret-viewed',
      receipt,
      detail: {
        letters: places.map(({ ordinal }) => ordinal),
        organisation: input.actor.kind === 'machine' ? null : input.actor.organisation,
      },
    });
  }
}

/** The same for the secret ones among rows that `shownTo` gave. */
export function logSecretRows(
  deps: { db: Database; clock: { now(): Date } },
  actor: Actor,
  rows: readonly (Place & { secrecy: Secrecy | null })[],
): Promise<void> {
  const secret = rows.filter(({ secrecy }) => secrecy !== null);
  return logSecretView(deps.db, { at: deps.clock.now(), actor, letters: secret });
}

/** The secret letters of a file, attachments among them, with their pages. */
export async function secretLetters(
  db: Database,
  receipt: number,
): Promise<(Place & { pages: [first: number, last: number] })[]> {
  const { ordinal, firstPage, lastPage } = letters;
  const rows = await db
    .select({ receipt: letters.receipt, ordinal, firstPage, lastPage })
    .from(letters)
    .where(and(eq(letters.receipt, receipt), isNotNull(letters.secrecy)));
  return rows.map((row) => ({ receipt, ordinal: row.ordinal, pages: [row.firstPage, row.lastPage] }));
}

/** Whether a page is one of these letters', in whole or in part. */
export const onPage = (page: number, of: readonly { pages: readonly [number, number] }[]): boolean =>
  of.some(({ pages: [first, last] }) => first <= page && page <= last);

/** For whatever hands pages on to others: rejects with `record.secret` where a secret letter stands on one and the actor is not named for such. */
export async function requireNoneSecret(
  db: Database,
  actor: Actor,
  receipt: number,
  [first, last]: readonly [number, number],
): Promise<void> {
  if (readsSecret(actor)) return;
  const within = (await secretLetters(db, receipt)).some(({ pages }) => pages[0] <= last && first <= pages[1]);
  if (within) throw new WianError('record.secret');
}

/**
 * For whatever shows pages themselves (pictures, the PDF): rejects with `record.not_found` where the actor does not see this page (without `page`: the whole
 * file), with `record.secret` where a secret letter stands on it and the actor is not named for such; else the view of a secret one is written down.
 */
export async function requireReadable(
  deps: { db: Database; clock: { now(): Date } },
  actor: Actor,
  receipt: number,
  page?: number,
): Promise<void> {
  const seen = await visiblePages(deps.db, actor, receipt);
  const sees = seen === 'all' || (page !== undefined && seen?.some(([first, last]) => first <= page && page <= last));
  if (!sees) throw new WianError('record.not_found', `receipt ${receipt}`);
  const secret = (await secretLetters(deps.db, receipt)).filter((one) => page === undefined || onPage(page, [one]));
  if (secret.length > 0 && !readsSecret(actor)) throw new WianError('record.secret');
  await logSecretView(deps.db, { at: deps.clock.now(), actor, letters: secret });
}

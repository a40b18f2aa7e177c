import { asc, eq, type SQL, sql } from 'drizzle-orm';
import type { Secrecy } from '../../schemas/common.js';
import type { Letter } from '../../schemas/record.js';
import { appendAudit } from '../audit/audit.repo.js';
import { type Actor, auditName, readsSecret } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { letters } from './circulars.table.js';
import { visiblePages } from './visible.js';

/**
 * Letters of a secrecy class (ระเบียบว่าด้วยการรักษาความลับของทางราชการ พ.ศ. 2544): their number and date are seen by all who see the letter, what they say only by
 * those who are named for it (`readsSecret`), and each time that is shown it is written down.
 */

type Place = Pick<typeof letters.$inferSelect, 'receipt' | 'ordinal'>;
type Row = Place & { effective: Letter };

/** A letter as number and date alone: nothing else that was read of it, nor evidence, other readings or warnings. Kind, pages and secrecy stay. */
export function veiled(letter: Letter): Letter {
  const { kind, pages, reference, date, secrecy } = letter;
  return {
    kind,
    pages,
    reference,
    date,
    secrecy,
    speed: null,
    issuer: null,
    subject: null,
    recipients: [],
    references: [],
    enclosures: [],
    copies_to: [],
    action: null,
    deadlines: [],
    relay: { received_from: [], forward_to: [] },
    signer: null,
    contact: null,
    received: [],
    links: [],
    confidence: {},
    evidence: {},
    alternatives: {},
    warnings: [],
  };
}

/** The class of each of a file's letters, given in their order: what travels with a secret letter is of its class. */
export function secrecyOf(ofFile: readonly Pick<Letter, 'kind' | 'secrecy'>[]): (Secrecy | null)[] {
  let above: Secrecy | null = null;
  return ofFile.map(({ kind, secrecy }) => {
    if (kind !== 'attachment') above = secrecy;
    return secrecy ?? (kind === 'attachment' ? above : null);
  });
}

/** The rows as the actor may see them, with the class of each; to be given in the order of receipt and ordinal. */
export function shownTo<R extends Row>(actor: Actor, rows: readonly R[]): (R & { secrecy: Secrecy | null })[] {
  const shown = [...grouped(rows).values()].flatMap((file) => {
    const classes = secrecyOf(file.map(({ effective }) => effective));
    return file.map((row, at) => ({ ...row, secrecy: classes[at]! }));
  });
  if (readsSecret(actor)) return shown;
  return shown.map((row) =>
    row.secrecy === null ? row : { ...row, effective: { ...veiled(row.effective), secrecy: row.secrecy } },
  );
}

function grouped<R extends Place>(rows: readonly R[]): Map<number, R[]> {
  const files = new Map<number, R[]>();
  for (const row of rows) files.set(row.receipt, [...(files.get(row.receipt) ?? []), row]);
  return files;
}

/**
 * Of the rows of `letters`: those whose content the actor may read, as far as secrecy goes. Undefined where that is all. For queries that look
 * into the content (deadlines, search, families); it does not ask whether the actor sees the letter at all, which is `visibleLetters`.
 */
export function readableLetters(actor: Actor): SQL | undefined {
  if (readsSecret(actor)) return undefined;
  return sql`not exists (select 1 from ${letters} secret where secret.receipt = ${letters.receipt}
    and secret.ordinal <= ${letters.ordinal} and secret.effective->>'secrecy' is not null
    and (secret.ordinal = ${letters.ordinal} or (${letters.kind} = 'attachment' and not exists (select 1 from ${letters} between_them
      where between_them.receipt = secret.receipt and between_them.kind <> 'attachment'
      and between_them.ordinal > secret.ordinal and between_them.ordinal <= ${letters.ordinal}))))`;
}

/** Writes down that the actor was shown what these letters say; one line a file. Nothing where the actor saw no more than number and date. */
export async function logSecretView(
  db: Database,
  input: { at: Date; actor: Actor; letters: readonly Place[] },
): Promise<void> {
  if (!readsSecret(input.actor)) return;
  for (const [receipt, places] of grouped(input.letters)) {
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

/** The same for rows that `shownTo` gave. */
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
  const rows = await db
    .select({ receipt: letters.receipt, ordinal: letters.ordinal, effective: letters.effective })
    .from(letters)
    .where(eq(letters.receipt, receipt))
    .orderBy(asc(letters.ordinal));
  const classes = secrecyOf(rows.map(({ effective }) => effective));
  return rows
    .filter((_, at) => classes[at] !== null)
    .map(({ effective, ...place }) => ({ ...place, pages: effective.pages }));
}

/** Whether a page is one of these letters', in whole or in part. */
export const onPage = (page: number, of: readonly { pages: readonly [number, number] }[]): boolean =>
  of.some(({ pages: [first, last] }) => first <= page && page <= last);

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

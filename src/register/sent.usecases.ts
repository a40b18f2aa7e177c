import type { LetterPlace } from '../../schemas/register.js';
import type { SentAnswer, SentBook, SentEntry, SentList } from '../../schemas/sending.js';
import { appendAudit } from '../audit/audit.repo.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { clean } from '../circulars/circulars.models.js';
import { logSecretView, requireNoneSecret } from '../circulars/secrecy.js';
import { visiblePages } from '../circulars/visible.js';
import { buddhistYear, thaiDay } from '../domain/calendar.js';
import { isUnchecked } from '../domain/cover/draft.js';
import { toArabicDigits } from '../domain/numerals.js';
import { pagesSent, sendByHand } from '../notices/send.js';
import { usersAmong } from '../notices/send.repo.js';
import { type Actor, auditName, readsSecret } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { namesOf } from '../people/names.js';
import { registerPdf } from '../printing/register-pdf.js';
import { registerCsv, registerXlsx } from '../printing/register-sheet.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { draftsOfLines, markForwarded, updateDraft } from './drafts.repo.js';
import { isOut, requireDraft, type SendingDeps } from './drafts.usecases.js';
import { registerOf, requireNamed } from './office.js';
import { dayBounds } from './register.models.js';
import {
  allLines,
  countLines,
  findSentLine,
  insertLine,
  isNumberUsed,
  isSecretBook,
  type LineFilter,
  type LineWithLetter,
  lockRegister,
  selectCounter,
  selectLines,
  selectYears,
  setCounter,
  takeNumber,
  updateLine,
} from './register.repo.js';
import { findLastPageSent, findLetter } from './waiting.repo.js';

/** Takes the number that a letter goes out under: the next one, or the office's own, which no line of the year may have. */
async function numberFor(
  tx: Database,
  of: { organisation: string; book: SentBook; year: number },
  own: number | null,
): Promise<number> {
  if (own === null) return takeNumber(tx, of);
  if (await isNumberUsed(tx, of, own)) throw new WianError('register.number_used', String(own));
  const { next } = await selectCounter(tx, of);
  if (own >= next) await setCounter(tx, of, own + 1);
  return own;
}

/**
 * A draft went out: it gets its number in the register of sent letters (แบบที่ 14) with the line of it, the letter is marked as forwarded, and those of
 * its addressees that use wian have the received letter in their inbox. All or nothing. Rejects with `draft.sent`, `draft.unchecked` while
 * something is marked as to be checked, `draft.no_code` where its number would have no head, `register.number_used`, `register.future`, `record.not_found`, `record.secret`.
 */
export async function sendDraft(
  deps: SendingDeps,
  input: { actor: Actor; id: number; number: number | null; day: string },
): Promise<SentAnswer> {
  const { actor, id, day } = input;
  const now = deps.clock.now();
  if (day > thaiDay(now)) throw new WianError('register.future');
  const organisation = await registerOf(deps.db, actor);
  const by = auditName(actor);
  return deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    const row = await requireDraft(deps, actor, id, tx);
    if (isOut(row)) throw new WianError('draft.sent');
    if (isUnchecked(row.content)) throw new WianError('draft.unchecked');
    if (row.content.code === '') throw new WianError('draft.no_code');
    const { content, receipt, firstPage, rank } = row;
    const place = { receipt, firstPage, rank };
    const book: SentBook = row.secret ? 'sent-secret' : 'sent';
    const year = buddhistYear(day);
    const number = await numberFor(tx, { organisation, book, year }, input.number);
    const gazetteer = await storedGazetteer(deps.db, tx);
    const reference = `${toArabicDigits(content.code)}/${content.circular ? 'ว ' : ''}${number}`;
    const entry = await insertLine(tx, {
      ...{ organisation, book, year, number, ...place, reference, date: day },
      sender: gazetteer.get(organisation)?.name ?? content.office,
      addressee:
        content.recipients
          .map(({ text }) => text)
          .join(' ')
          .slice(0, 2000) || null,
      subject: content.subject.slice(0, 2000),
      speed: content.speed,
      ...{ at: now, registeredAt: now, registeredBy: by },
    });
    await updateDraft(tx, id, { sent: entry, changedAt: now });
    await markForwarded(tx, organisation, place, now);
    const detail = { organisation, draft: id, entry, book, year, number, day };
    await appendAudit(tx, { at: now, actor: by, action: 'draft.sent', receipt, detail });
    const to = content.recipients.flatMap(({ organisations }) => organisations.map(({ code }) => code));
    const { users, withheld } = await passOn(tx, { actor, organisation, ...place, to, at: now, by });
    const notified = users.map((code) => ({ code, name: gazetteer.get(code)?.name ?? code }));
    return { entry, number, year, reference, notified, withheld };
  });
}

/**
 * Puts the received letter into the inboxes of those among its next addressees that use wian: with the pages that the office was sent with it, or of
 * its own scan those that go with it. To nobody where pages of another matter or that it does not see would go along, or where it has the
 * letter no more: the line stands all the same, since the paper went out. Resolves to those that have it now.
 */
async function passOn(
  tx: Database,
  input: { actor: Actor; organisation: string; to: string[]; at: Date; by: string } & LetterPlace,
): Promise<{ users: string[]; withheld: SentAnswer['withheld'] }> {
  const { actor, organisation, receipt, firstPage } = input;
  const none = (withheld: SentAnswer['withheld']) => ({ users: [], withheld });
  if (!(await findLetter(tx, organisation, input))) return none('not-seen');
  const sent = await findLastPageSent(tx, organisation, input);
  const pages = await pagesSent(tx, input);
  const seen = await visiblePages(tx, actor, receipt);
  const lastPage = seen === 'all' || sent === null ? pages.lastPage : sent;
  if (lastPage !== sent && pages.shared) return none('pages-shared');
  const whole = seen === 'all' || seen?.some(([first, last]) => first <= firstPage && lastPage <= last);
  if (!whole) return none('pages-shared');
  await requireNoneSecret(tx, actor, receipt, [firstPage, lastPage]);
  await sendByHand(tx, { ...input, lastPage });
  return {
    users: await usersAmong(
      tx,
      [...new Set(input.to)].filter((code) => code !== organisation),
    ),
    withheld: null,
  };
}

interface Wanted {
  actor: Actor;
  book: SentBook;
  year?: number | undefined;
  /** Days on which letters went out, both counted. */
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
}

async function filterOf(deps: Pick<Deps, 'db'>, { actor, book, year, from, to, text }: Wanted): Promise<LineFilter> {
  const organisation = await registerOf(deps.db, actor);
  const bounds = from || to ? dayBounds(from ?? '1900-01-01', to ?? '2199-12-30') : {};
  return { organisation, book, content: readsSecret(actor), ...bounds, ...(year && { year }), ...(text && { text }) };
}

const isSecretLine = ({ line, letter }: LineWithLetter): boolean =>
  isSecretBook(line.book) || (letter?.effective.secrecy ?? null) !== null;

/** A line with number and date alone. */
const veil = (line: LineWithLetter['line']): LineWithLetter['line'] => ({
  ...line,
  ...{ sender: null, addressee: null, subject: null, action: null, remarks: null, speed: null },
  cancelReason: line.cancelledAt ? '' : null,
});

/** Lines as the actor sees them; a view of a secret one's content is written down. */
async function shownLines(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  rows: readonly LineWithLetter[],
): Promise<{ line: LineWithLetter['line']; veiled: boolean }[]> {
  const secret = rows.filter(isSecretLine);
  const letters = secret.map(({ line, letter }) => ({ receipt: line.receipt ?? 0, ordinal: letter?.ordinal ?? 0 }));
  if (letters.length > 0) await logSecretView(deps.db, { at: deps.clock.now(), actor, letters });
  return rows.map((row) => {
    const veiled = isSecretLine(row) && !readsSecret(actor);
    return { line: veiled ? veil(row.line) : row.line, veiled };
  });
}

/** A page of the register of sent letters, the last number first. */
export async function listSent(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: Wanted & { page: number; limit: number },
): Promise<SentList> {
  const filter = await filterOf(deps, input);
  const offset = (input.page - 1) * input.limit;
  const rows = await selectLines(deps.db, filter, { order: 'last', offset, limit: input.limit });
  return {
    entries: await entriesOf(deps, input.actor, rows),
    total: await countLines(deps.db, filter),
    years: await selectYears(deps.db, filter.organisation, input.book),
  };
}

async function entriesOf(
  deps: Pick<Deps, 'db' | 'clock'>,
  actor: Actor,
  rows: readonly LineWithLetter[],
): Promise<SentEntry[]> {
  const shown = await shownLines(deps, actor, rows);
  const names = await namesOf(
    deps.db,
    shown.flatMap(({ line }) => [line.registeredBy, line.cancelledBy]),
  );
  const drafts = await draftsOfLines(
    deps.db,
    shown.map(({ line }) => line.id),
  );
  const name = (by: string | null) => (by === null ? '' : (names.get(by) ?? by));
  return shown.map(({ line, veiled }): SentEntry => {
    const { id, year, number, reference, date, sender, addressee, subject, action, remarks, speed } = line;
    return {
      ...{ id, year, number, reference, date, sender, addressee, subject, action, remarks, speed, veiled },
      book: line.book as SentBook,
      at: line.at.toISOString(),
      registeredBy: name(line.registeredBy),
      cancelled: line.cancelledAt && {
        at: line.cancelledAt.toISOString(),
        by: name(line.cancelledBy),
        reason: line.cancelReason ?? '',
      },
      draft: drafts.get(id) ?? null,
    };
  });
}

/** The register as paper (แบบที่ 14), Excel or CSV: all lines in the order of the book, the cancelled ones among them. */
export async function exportSent(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: Wanted & { format: 'pdf' | 'xlsx' | 'csv' },
): Promise<Uint8Array | string> {
  const { actor, book, format, from = null, to = null } = input;
  const filter = await filterOf(deps, input);
  const rows: LineWithLetter[] = [];
  for await (const part of allLines(deps.db, filter)) rows.push(...part);
  const gazetteer = await storedGazetteer(deps.db);
  const extract = {
    ...{ book, from, to },
    year: input.year ?? rows.at(-1)?.line.year ?? buddhistYear(thaiDay(deps.clock.now())),
    office: gazetteer.get(filter.organisation)?.name ?? filter.organisation,
    lines: (await shownLines(deps, actor, rows)).map(({ line }) => line),
  };
  if (format === 'csv') return registerCsv(extract);
  return format === 'pdf' ? registerPdf(extract) : registerXlsx(extract);
}

/**
 * Strikes a line of sent letters out, with the reason. Its number is never used again; the draft may be changed and go out anew. Rejects with
 * `record.not_found`, `record.secret`, `register.cancelled`.
 */
export async function cancelSent(
  deps: Pick<Deps, 'db' | 'clock'>,
  input: { actor: Actor; id: number; reason: string },
): Promise<SentEntry> {
  const { actor, id } = input;
  const organisation = await registerOf(deps.db, actor);
  const at = deps.clock.now();
  const by = auditName(actor);
  const reason = clean(input.reason);
  await deps.db.transaction(async (tx) => {
    await lockRegister(tx, organisation);
    const row = await findSentLine(tx, organisation, id);
    if (!row) throw new WianError('record.not_found', `entry ${id}`);
    const secret = isSecretLine(row);
    requireNamed(actor, secret);
    if (row.line.cancelledAt !== null) throw new WianError('register.cancelled');
    const { book, year, number, receipt } = row.line;
    await updateLine(tx, id, { cancelledAt: at, cancelledBy: by, cancelReason: reason });
    const detail = { organisation, entry: id, book, year, number, ...(!secret && { reason }) };
    await appendAudit(tx, { at, actor: by, action: 'register.cancelled', receipt, detail });
  });
  const [entry] = await entriesOf(deps, actor, [(await findSentLine(deps.db, organisation, id))!]);
  return entry!;
}

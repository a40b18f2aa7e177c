import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { SearchItem } from '../../schemas/search.js';
import { openDeadlines, openPlaces } from '../alerts/open.usecases.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { letters, pages } from '../circulars/circulars.table.js';
import { logSecretView, veiled } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { marksIn, snippetIn } from '../domain/search/marks.js';
import { type Actor, organisationOf, readsSecret } from '../people/actor.js';
import { registerEntries } from '../register/register.table.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { Key } from './search.repo.js';
import { searchLetters } from './search.table.js';

const placeOf = ({ receipt, ordinal }: { receipt: number; ordinal: number }) => `${receipt} ${ordinal}`;
const anyOf = (keys: readonly Key[]) => list(new Set(keys.map(({ receipt }) => receipt)), 'integer');

async function selectFound(db: Database, keys: readonly Key[]) {
  const rows = await db
    .select({
      receipt: letters.receipt,
      ordinal: letters.ordinal,
      firstPage: letters.firstPage,
      lastPage: letters.lastPage,
      rank: letters.rank,
      secrecy: letters.secrecy,
      letter: letters.effective,
      secret: searchLetters.secret,
    })
    .from(letters)
    .innerJoin(
      searchLetters,
      and(eq(searchLetters.receipt, letters.receipt), eq(searchLetters.ordinal, letters.ordinal)),
    )
    .where(sql`${letters.receipt} = any(${anyOf(keys)})`);
  return new Map(rows.map((row) => [placeOf(row), row]));
}
type Found = Awaited<ReturnType<typeof selectFound>> extends Map<string, infer Row> ? Row : never;

/** Of a letter of hundreds of pages no more are looked through for the piece that is shown. */
const MOST_PAGES = 30;

/** The texts of the pages that the actor may see: a letter may reach further than the pages that were sent, and share one with a secret letter. */
async function selectTexts(
  db: Database,
  actor: Actor,
  receipts: readonly number[],
): Promise<Map<number, Map<number, string>>> {
  const texts = new Map<number, Map<number, string>>();
  if (receipts.length === 0) return texts;
  const rows = await db
    .select({ receipt: pages.receipt, number: pages.number, text: sql<string | null>`${pages.exported}->>'text'` })
    .from(pages)
    .innerJoin(letters, eq(letters.receipt, pages.receipt))
    .where(
      and(
        inArray(pages.receipt, [...receipts]),
        sql`${pages.number} between ${letters.firstPage} and least(${letters.lastPage}, ${letters.firstPage} + ${MOST_PAGES})`,
        visibleLetters(actor, { receipt: pages.receipt, firstPage: pages.number }),
        readsSecret(actor)
          ? undefined
          : sql`not exists (select 1 from ${letters} s where s.receipt = ${pages.receipt} and s.secrecy is not null
              and ${pages.number} between s.first_page and s.last_page)`,
      ),
    );
  for (const { receipt, number, text } of rows) {
    texts.set(receipt, (texts.get(receipt) ?? new Map()).set(number, text ?? ''));
  }
  return texts;
}

/** The lines of the organisation's registers of received letters for these files, by file, first page and rank. */
async function selectRegistered(db: Database, actor: Actor, keys: readonly Key[]) {
  const organisation = organisationOf(actor);
  if (organisation === null) return new Map<string, { number: number; year: number }>();
  const rows = await db
    .select()
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.organisation, organisation),
        inArray(registerEntries.book, ['received', 'received-secret']),
        isNull(registerEntries.cancelledAt),
        sql`${registerEntries.receipt} = any(${anyOf(keys)})`,
      ),
    );
  return new Map(
    rows.map(({ receipt, firstPage, rank, number, year }) => [`${receipt} ${firstPage} ${rank}`, { number, year }]),
  );
}

/**
 * What is shown of the letters that were found, in their order, with the places of what was asked for. Of a letter of a secrecy class who is not named
 * for such sees number and date; who is, is written down as having seen it.
 */
export async function itemsOf(
  deps: Pick<Deps, 'db' | 'clock' | 'office'>,
  actor: Actor,
  keys: readonly Key[],
  asked: { terms: readonly string[]; agency: string },
): Promise<SearchItem[]> {
  if (keys.length === 0) return [];
  const found = await selectFound(deps.db, keys);
  const rows = keys.flatMap((key) => found.get(placeOf(key)) ?? []);
  const reads = readsSecret(actor);
  await logSecretView(deps.db, { at: deps.clock.now(), actor, letters: rows.filter(({ secret }) => secret) });
  const registered = await selectRegistered(deps.db, actor, keys);
  const receipts = rows.map(({ receipt }) => receipt);
  const open = await openDeadlines(deps, { actor, places: await openPlaces(deps, { actor, receipts }) });
  const texts = asked.terms.length === 0 ? new Map() : await selectTexts(deps.db, actor, receipts);
  return rows.map((row) => {
    const hidden = row.secret && !reads;
    const first = open.find(
      (one) => placeOf(one) === placeOf(row) && one.item.first && one.item.deadline.binds !== 'applicant',
    );
    return {
      ...shown(row, hidden, asked),
      snippet: hidden ? null : snippetOf(row, texts.get(row.receipt), asked.terms),
      register: registered.get(`${row.receipt} ${row.firstPage} ${row.rank}`) ?? null,
      deadline:
        hidden || !first || first.item.resolved.dueOn === null
          ? null
          : {
              dueOn: first.item.resolved.dueOn,
              lastOn: first.item.resolved.lastOn,
              estimate: first.item.resolved.estimate,
              daysLeft: first.item.daysLeft!,
              workingDaysLeft: first.item.workingDaysLeft!,
              reason: first.item.resolved.reason,
            },
    };
  });
}

function shown(
  { receipt, ordinal, letter, secret, secrecy }: Found,
  hidden: boolean,
  { terms, agency }: { terms: readonly string[]; agency: string },
): Omit<SearchItem, 'snippet' | 'register' | 'deadline'> {
  const { kind, reference, date, speed, issuer, subject, title } = hidden ? veiled(letter) : letter;
  const marked = (text: string | null | undefined, needles = terms) =>
    text ? { text, marks: marksIn(text, needles) } : null;
  return {
    receipt,
    ordinal,
    kind,
    reference: marked(reference?.normalized ?? reference?.raw),
    date,
    speed,
    secrecy: secrecy ?? (secret ? 'confidential' : null),
    veiled: hidden,
    issuer: marked(issuer?.name, agency ? [...terms, agency] : terms),
    subject: marked(subject ?? title),
  };
}

/** The first page that has one of the terms, the longest before the others. */
function snippetOf(
  { firstPage, lastPage }: Found,
  texts: Map<number, string> | undefined,
  terms: readonly string[],
): SearchItem['snippet'] {
  for (const term of [...terms].sort((a, b) => b.length - a.length)) {
    for (let page = firstPage; page <= lastPage && page <= firstPage + MOST_PAGES; page++) {
      const text = texts?.get(page);
      const snippet = text && snippetIn(text, term, terms);
      if (snippet) return { page, ...snippet };
    }
  }
  return null;
}

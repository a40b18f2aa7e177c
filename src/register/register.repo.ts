import {
  and,
  asc,
  count,
  desc,
  eq,
  getTableColumns,
  gte,
  inArray,
  isNull,
  lt,
  max,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { LetterPlace, ReceivedBook } from '../../schemas/register.js';
import { letters } from '../circulars/circulars.table.js';
import type { Database } from '../shared/database.js';
import { selectPacked } from '../shared/sql.js';
import { type Book, officeNotes, registerCounters, registerEntries } from './register.table.js';

/** A line as it was written, without what it is found by. */
const { words, ...lineColumns } = getTableColumns(registerEntries);
export type LineRow = Omit<typeof registerEntries.$inferSelect, 'words'>;
export type NoteRow = typeof officeNotes.$inferSelect;
/** A line with its letter as it counts now, where it is still found. */
export interface LineWithLetter {
  line: LineRow;
  letter: Pick<typeof letters.$inferSelect, 'ordinal' | 'number' | 'lastPage' | 'secrecy' | 'effective'> | null;
}

/** The first of the two keys of an advisory lock; the second stands for the organisation. */
const REGISTER_LOCK = 0x7769_6172;

/**
 * Held to the end of the transaction by whoever writes a line of an organisation: that a letter has no line yet stays true until its line is
 * there. Others wait, so that a number is given out in the order of the commits.
 */
export async function lockRegister(tx: Database, organisation: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${REGISTER_LOCK}::integer, hashtext(${organisation}))`);
}

/** Takes the next number of a book. Rolled back with the transaction, it is taken by the next one: no gap, no double. */
export async function takeNumber(
  tx: Database,
  of: { organisation: string; book: Book; year: number },
): Promise<number> {
  const [row] = await tx
    .insert(registerCounters)
    .values({ ...of, next: 2 })
    .onConflictDoUpdate({
      target: [registerCounters.organisation, registerCounters.book, registerCounters.year],
      set: { next: sql`${registerCounters.next} + 1` },
    })
    .returning({ next: registerCounters.next });
  return row!.next - 1;
}

const counterOf = (of: { organisation: string; book: Book; year: number }) =>
  and(
    eq(registerCounters.organisation, of.organisation),
    eq(registerCounters.book, of.book),
    eq(registerCounters.year, of.year),
  );

/** The next number of a book and year, and the highest that a line has; null where there is no line. */
export async function selectCounter(
  db: Database,
  of: { organisation: string; book: Book; year: number },
): Promise<{ next: number; last: number | null }> {
  const [counter] = await db.select({ next: registerCounters.next }).from(registerCounters).where(counterOf(of));
  const [line] = await db
    .select({ last: max(registerEntries.number) })
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.organisation, of.organisation),
        eq(registerEntries.book, of.book),
        eq(registerEntries.year, of.year),
      ),
    );
  return { next: counter?.next ?? 1, last: line?.last ?? null };
}

export async function setCounter(
  tx: Database,
  of: { organisation: string; book: Book; year: number },
  next: number,
): Promise<void> {
  await tx
    .insert(registerCounters)
    .values({ ...of, next })
    .onConflictDoUpdate({
      target: [registerCounters.organisation, registerCounters.book, registerCounters.year],
      set: { next },
    });
}

export async function insertLine(tx: Database, row: typeof registerEntries.$inferInsert): Promise<number> {
  const [line] = await tx.insert(registerEntries).values(row).returning({ id: registerEntries.id });
  return line!.id;
}

export async function updateLine(
  tx: Database,
  id: number,
  change: Partial<typeof registerEntries.$inferInsert>,
): Promise<void> {
  await tx.update(registerEntries).set(change).where(eq(registerEntries.id, id));
}

const ofLetter = and(
  eq(letters.receipt, registerEntries.receipt),
  eq(letters.firstPage, registerEntries.firstPage),
  eq(letters.rank, registerEntries.rank),
);

const withLetter = (db: Database) =>
  db
    .select({
      line: lineColumns,
      letter: {
        ordinal: letters.ordinal,
        number: letters.number,
        lastPage: letters.lastPage,
        secrecy: letters.secrecy,
        effective: letters.effective,
      },
    })
    .from(registerEntries)
    .leftJoin(letters, ofLetter)
    .$dynamic();

const RECEIVED: readonly ReceivedBook[] = ['received', 'received-secret'];

const SENT: readonly Book[] = ['sent', 'sent-secret'];

async function findIn(
  db: Database,
  books: readonly Book[],
  organisation: string,
  id: number,
): Promise<LineWithLetter | null> {
  const [row] = await withLetter(db).where(
    and(
      eq(registerEntries.id, id),
      eq(registerEntries.organisation, organisation),
      inArray(registerEntries.book, [...books]),
    ),
  );
  return row ?? null;
}

/** A line of an organisation's registers of received letters; null where it has none of this number. */
export const findLine = (db: Database, organisation: string, id: number): Promise<LineWithLetter | null> =>
  findIn(db, RECEIVED, organisation, id);

/** The same of its registers of sent letters. */
export const findSentLine = (db: Database, organisation: string, id: number): Promise<LineWithLetter | null> =>
  findIn(db, SENT, organisation, id);

/** Whether a line of a book and year has this number, also where it is cancelled. */
export async function isNumberUsed(
  db: Database,
  of: { organisation: string; book: Book; year: number },
  number: number,
): Promise<boolean> {
  const [row] = await db
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.organisation, of.organisation),
        eq(registerEntries.book, of.book),
        eq(registerEntries.year, of.year),
        eq(registerEntries.number, number),
      ),
    );
  return row !== undefined;
}

/** The line that a letter has in an organisation's registers of received letters; cancelled ones do not count. */
export async function findLineOf(
  db: Database,
  organisation: string,
  { receipt, firstPage, rank }: LetterPlace,
): Promise<number | null> {
  const [row] = await db
    .select({ id: registerEntries.id })
    .from(registerEntries)
    .where(
      and(
        eq(registerEntries.organisation, organisation),
        inArray(registerEntries.book, [...RECEIVED]),
        eq(registerEntries.receipt, receipt),
        eq(registerEntries.firstPage, firstPage),
        eq(registerEntries.rank, rank),
        isNull(registerEntries.cancelledAt),
      ),
    );
  return row?.id ?? null;
}

/** The lines that the letters of a file have in an organisation's registers of received letters, in the order in which they were entered. */
export function selectLinesOf(db: Database, organisation: string, receipt: number): Promise<LineWithLetter[]> {
  return withLetter(db)
    .where(
      and(
        eq(registerEntries.organisation, organisation),
        inArray(registerEntries.book, [...RECEIVED]),
        eq(registerEntries.receipt, receipt),
        isNull(registerEntries.cancelledAt),
      ),
    )
    .orderBy(asc(registerEntries.id));
}

/** Which lines of a register. `from` and `before` bound the arrival; `text` is sought in what `columns` hold, ๑ and 1 alike. */
export interface LineFilter {
  organisation: string;
  book: Book;
  year?: number;
  from?: Date;
  before?: Date;
  text?: string;
  /** Whether the content may be looked into; otherwise only the letter's number is. */
  content: boolean;
}

/** Whether a book holds letters of a secrecy class alone. */
export const isSecretBook = (book: Book): boolean => book.endsWith('-secret');

/** A text that `like` takes literally. */
const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Of a text its number and reference alone are sought in: what a secret letter is known by to all. */
const known = (pattern: SQL) =>
  sql`${folded(sql`${registerEntries.number}::text || coalesce(' ' || ${registerEntries.reference}, '')`)} like ${pattern}`;

/** As `register_entries.words` has a text. */
const folded = (text: SQL) => sql`lower(translate(${text}, '๐๑๒๓๔๕๖๗๘๙', '0123456789'))`;

/**
 * The words are sought in one column of the line. No letter is looked at but the few secret ones, which an index of their own
 * has: to join all letters took most of the time.
 */
function matching({ organisation, book, year, from, before, text, content }: LineFilter): SQL | undefined {
  const pattern = sql`'%' || ${folded(sql`${literal(text ?? '')}`)} || '%'`;
  const secret = sql`exists (select 1 from ${letters} where ${letters.secrecy} is not null and ${ofLetter})`;
  const readable = content ? undefined : isSecretBook(book) ? known(pattern) : or(sql`not ${secret}`, known(pattern));
  return and(
    eq(registerEntries.organisation, organisation),
    eq(registerEntries.book, book),
    year === undefined ? undefined : eq(registerEntries.year, year),
    from && gte(registerEntries.at, from),
    before && lt(registerEntries.at, before),
    text ? and(sql`${words} like ${pattern}`, readable) : undefined,
  );
}

/** A page of a register's lines; the last number first, or the first one. */
export async function selectLines(
  db: Database,
  filter: LineFilter,
  { order, offset, limit }: { order: 'first' | 'last'; offset: number; limit: number },
): Promise<LineWithLetter[]> {
  const by = order === 'first' ? asc : desc;
  const { ordinal, number: letterNumber, lastPage, secrecy, effective } = letters;
  const rows = await selectPacked(
    db,
    { ...lineColumns, ordinal, letterNumber, lastPage, secrecy, effective },
    sql`from ${registerEntries} left join ${letters} on ${ofLetter} where ${matching(filter)}
      order by ${by(registerEntries.year)}, ${by(registerEntries.number)} limit ${limit} offset ${offset}`,
  );
  return rows.map(({ ordinal, letterNumber: number, lastPage, secrecy, effective, ...line }) => ({
    line,
    // Of a line without a letter all of these are null.
    letter: (ordinal as number | null) === null ? null : { ordinal, number, lastPage, secrecy, effective },
  }));
}

/** Lines that are read at once where all are wanted: with their letters those of a year are too much to hold in one piece. */
const PART = 2000;

/** All lines of a register in the order of the book, a part at a time. None is ever taken away, and new ones come behind. */
export async function* allLines(db: Database, filter: LineFilter): AsyncGenerator<LineWithLetter[]> {
  for (let offset = 0; ; offset += PART) {
    const lines = await selectLines(db, filter, { order: 'first', offset, limit: PART });
    yield lines;
    if (lines.length < PART) return;
  }
}

export async function countLines(db: Database, filter: LineFilter): Promise<number> {
  const [row] = await db.select({ lines: count() }).from(registerEntries).where(matching(filter));
  return row!.lines;
}

/** The Buddhist years that a register has lines of, the last one first. */
export async function selectYears(db: Database, organisation: string, book: Book): Promise<number[]> {
  const rows = await db
    .selectDistinct({ year: registerEntries.year })
    .from(registerEntries)
    .where(and(eq(registerEntries.organisation, organisation), eq(registerEntries.book, book)))
    .orderBy(desc(registerEntries.year));
  return rows.map(({ year }) => year);
}

export async function insertNote(tx: Database, row: typeof officeNotes.$inferInsert): Promise<number> {
  const [note] = await tx.insert(officeNotes).values(row).returning({ id: officeNotes.id });
  return note!.id;
}

/** The notes of a line in the order in which they were entered. */
export function selectNotes(db: Database, entry: number): Promise<NoteRow[]> {
  return db.select().from(officeNotes).where(eq(officeNotes.entry, entry)).orderBy(asc(officeNotes.id));
}

import { and, desc, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { DraftCheck, DraftContent } from '../../schemas/sending.js';
import { letters } from '../circulars/circulars.table.js';
import { notices } from '../notices/notices.table.js';
import type { Database } from '../shared/database.js';
import type { LineRow } from './register.repo.js';
import { drafts, registerEntries } from './register.table.js';

/** What is kept of a draft: the form as it is now, and what was to be looked at when it was made. */
export interface KeptDraft {
  content: DraftContent;
  checks: DraftCheck[];
}

type Row = typeof drafts.$inferSelect;
export interface DraftRow extends Omit<Row, 'content'>, KeptDraft {
  /** Its line in the register of sent letters. */
  line: Pick<LineRow, 'id' | 'number' | 'year' | 'date' | 'at' | 'cancelledAt'> | null;
  /** The letter as it counts now, where it is still found. */
  letter: Pick<typeof letters.$inferSelect, 'ordinal' | 'number' | 'effective'> | null;
}

const withLetter = (db: Database) =>
  db
    .select({
      draft: drafts,
      line: {
        id: registerEntries.id,
        number: registerEntries.number,
        year: registerEntries.year,
        date: registerEntries.date,
        at: registerEntries.at,
        cancelledAt: registerEntries.cancelledAt,
      },
      letter: { ordinal: letters.ordinal, number: letters.number, effective: letters.effective },
    })
    .from(drafts)
    .leftJoin(registerEntries, eq(registerEntries.id, drafts.sent))
    .leftJoin(
      letters,
      and(eq(letters.receipt, drafts.receipt), eq(letters.firstPage, drafts.firstPage), eq(letters.rank, drafts.rank)),
    )
    .$dynamic();

const rowOf = ({ draft, line, letter }: Awaited<ReturnType<typeof withLetter>>[number]): DraftRow => ({
  ...draft,
  ...(draft.content as unknown as KeptDraft),
  line,
  letter,
});

/** Most drafts that a list holds; the register of sent letters has all that went out. */
const MOST_LISTED = 300;

/** An organisation's drafts, those changed last first. */
export async function selectDrafts(db: Database, organisation: string): Promise<DraftRow[]> {
  const rows = await withLetter(db)
    .where(eq(drafts.organisation, organisation))
    .orderBy(desc(drafts.changedAt), desc(drafts.id))
    .limit(MOST_LISTED);
  return rows.map(rowOf);
}

export async function findDraft(db: Database, organisation: string, id: number): Promise<DraftRow | null> {
  const [row] = await withLetter(db).where(and(eq(drafts.id, id), eq(drafts.organisation, organisation)));
  return row ? rowOf(row) : null;
}

type Place = Pick<Row, 'receipt' | 'firstPage' | 'rank'>;
const ofPlace = (organisation: string, { receipt, firstPage, rank }: Place) =>
  and(
    eq(drafts.organisation, organisation),
    eq(drafts.receipt, receipt),
    eq(drafts.firstPage, firstPage),
    eq(drafts.rank, rank),
  );

/** The draft of a letter that has not gone out, or whose line was cancelled; null where there is none. */
export async function findOpenDraft(db: Database, organisation: string, place: Place): Promise<number | null> {
  const [row] = await db
    .select({ id: drafts.id })
    .from(drafts)
    .leftJoin(registerEntries, eq(registerEntries.id, drafts.sent))
    .where(and(ofPlace(organisation, place), or(isNull(drafts.sent), isNotNull(registerEntries.cancelledAt))))
    .orderBy(desc(drafts.id))
    .limit(1);
  return row?.id ?? null;
}

export async function insertDraft(
  tx: Database,
  row: Omit<typeof drafts.$inferInsert, 'content'> & KeptDraft,
): Promise<number> {
  const { content, checks, ...rest } = row;
  const [made] = await tx
    .insert(drafts)
    .values({ ...rest, content: { content, checks } })
    .returning({ id: drafts.id });
  return made!.id;
}

export async function updateDraft(
  tx: Database,
  id: number,
  change: { content?: KeptDraft; sent?: number; changedAt: Date },
): Promise<void> {
  const { content, ...rest } = change;
  await tx
    .update(drafts)
    .set({ ...rest, ...(content && { content: { ...content } }) })
    .where(eq(drafts.id, id));
}

/** The drafts by the lines that they went out under. */
export async function draftsOfLines(db: Database, lines: readonly number[]): Promise<Map<number, number>> {
  if (lines.length === 0) return new Map();
  const rows = await db
    .select({ id: drafts.id, sent: drafts.sent })
    .from(drafts)
    .where(inArray(drafts.sent, [...lines]));
  return new Map(rows.map(({ id, sent }) => [sent!, id]));
}

/** The organisation's own sent letters with which it passed on the letters of these numbers (`normalized`), the last first. */
export function selectPassedOn(db: Database, organisation: string, references: readonly string[]) {
  return db
    .select({ reference: registerEntries.reference, date: registerEntries.date })
    .from(registerEntries)
    .innerJoin(
      letters,
      and(
        eq(letters.receipt, registerEntries.receipt),
        eq(letters.firstPage, registerEntries.firstPage),
        eq(letters.rank, registerEntries.rank),
      ),
    )
    .where(
      and(
        eq(registerEntries.organisation, organisation),
        eq(registerEntries.book, 'sent'),
        isNull(registerEntries.cancelledAt),
        inArray(letters.reference, [...references]),
      ),
    )
    .orderBy(desc(registerEntries.at))
    .limit(3);
}

/** Marks a letter as forwarded in the organisation's own inbox, where it is in there. */
export async function markForwarded(tx: Database, organisation: string, place: Place, at: Date): Promise<void> {
  await tx
    .update(notices)
    .set({ forwardedAt: sql`coalesce(${notices.forwardedAt}, ${at.toISOString()}::timestamptz)` })
    .where(
      and(
        eq(notices.organisation, organisation),
        eq(notices.receipt, place.receipt),
        eq(notices.firstPage, place.firstPage),
        eq(notices.rank, place.rank),
      ),
    );
}

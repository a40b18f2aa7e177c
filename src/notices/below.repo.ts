import { and, asc, eq, inArray, isNull, type SQL } from 'drizzle-orm';
import { letters } from '../circulars/circulars.table.js';
import { letterRecipients } from '../circulars/recipients.table.js';
import { visibleLetters } from '../circulars/visible.js';
import type { Actor } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import type { NoticeRow } from './notices.repo.js';
import { notices, sendings } from './notices.table.js';
import type { LetterPlace } from './send.repo.js';

/** Where a letter begins and ends; null where the actor does not see it. */
export async function visibleLetter(
  db: Database,
  actor: Actor,
  receipt: number,
  ordinal: number,
): Promise<(LetterPlace & { lastPage: number }) | null> {
  const [row] = await db
    .select({
      receipt: letters.receipt,
      firstPage: letters.firstPage,
      lastPage: letters.lastPage,
      rank: letters.rank,
    })
    .from(letters)
    .where(and(eq(letters.receipt, receipt), eq(letters.ordinal, ordinal), visibleLetters(actor)));
  return row ?? null;
}

/** The organisations that a letter's addressees stand for. */
export async function addressedOf(db: Database, receipt: number, ordinal: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ organisation: letterRecipients.organisation })
    .from(letterRecipients)
    .where(and(eq(letterRecipients.receipt, receipt), eq(letterRecipients.ordinal, ordinal)));
  return rows.map(({ organisation }) => organisation);
}

const at = (table: typeof notices | typeof sendings, { receipt, firstPage, rank }: LetterPlace): SQL | undefined =>
  and(eq(table.receipt, receipt), eq(table.firstPage, firstPage), eq(table.rank, rank));

/** How a sender (null: anybody) sent a letter, the first time first; what was withdrawn as a whole is still told of. */
export function sendingsOf(db: Database, place: LetterPlace, sender: string | null) {
  return db
    .select()
    .from(sendings)
    .where(and(at(sendings, place), sender === null ? undefined : eq(sendings.sender, sender)))
    .orderBy(asc(sendings.id));
}

/** The letter in all inboxes. */
export function noticesOf(db: Database, place: LetterPlace): Promise<NoticeRow[]> {
  return db.select().from(notices).where(at(notices, place));
}

/** Takes a letter out of inboxes into which its sender put it; resolves to whose. */
export async function withdrawNotices(
  tx: Database,
  place: LetterPlace & { sender: string },
  organisations: readonly string[] | null,
  withdrawnAt: Date,
): Promise<string[]> {
  const rows = await tx
    .update(notices)
    .set({ withdrawnAt })
    .where(
      and(
        at(notices, place),
        eq(notices.sender, place.sender),
        isNull(notices.withdrawnAt),
        organisations === null ? undefined : inArray(notices.organisation, [...organisations]),
      ),
    )
    .returning({ organisation: notices.organisation });
  return rows.map(({ organisation }) => organisation);
}

/** Takes the sending itself back; false where there was none. */
export async function withdrawSendings(
  tx: Database,
  place: LetterPlace & { sender: string },
  { at: withdrawnAt, by }: { at: Date; by: string },
): Promise<boolean> {
  const rows = await tx
    .update(sendings)
    .set({ withdrawnAt, withdrawnBy: by })
    .where(and(at(sendings, place), eq(sendings.sender, place.sender), isNull(sendings.withdrawnAt)))
    .returning({ id: sendings.id });
  return rows.length > 0;
}

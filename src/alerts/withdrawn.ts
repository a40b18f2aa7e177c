import { and, desc, eq, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import type { AlertLine, MessageContent } from '../../schemas/alerts.js';
import { letters } from '../circulars/circulars.table.js';
import { holdings } from '../circulars/holdings.table.js';
import { thaiDay } from '../domain/calendar.js';
import { OFFICE } from '../notices/besides.repo.js';
import { notices } from '../notices/notices.table.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { list } from '../shared/sql.js';
import type { Duty } from './duties.models.js';
import { alerts } from './ledger.table.js';

const inScans = sql`exists (select 1 from ${holdings} where ${holdings.organisation} = ${notices.organisation} and ${holdings.receipt} = ${notices.receipt})`;

/** The notice of the letter that a line was told of. */
const ofLine = and(
  eq(alerts.organisation, notices.organisation),
  eq(alerts.receipt, notices.receipt),
  eq(alerts.firstPage, notices.firstPage),
  eq(alerts.rank, notices.rank),
);

/**
 * What these messages still say of letters that were taken back since they were planned, by message: such a one may have waited for the end of quiet hours. `day`: when
 * the letter was taken back.
 */
export async function linesGone(db: Database, messages: readonly number[]): Promise<Map<number, GoneLine[]>> {
  if (messages.length === 0) return new Map();
  const rows = await db
    .select({ message: alerts.message, line: alerts.line, at: notices.withdrawnAt })
    .from(alerts)
    .innerJoin(notices, ofLine)
    .where(
      and(
        sql`${alerts.message} = any(${list(messages, 'integer')})`,
        isNotNull(notices.withdrawnAt),
        sql`not ${inScans}`,
      ),
    );
  return grouped(
    rows.map(({ message, line, at }) => ({ message: message!, line, day: thaiDay(at!) })),
    ({ message }) => message,
  );
}
interface GoneLine {
  line: AlertLine;
  day: string;
}

const isOf = (a: AlertLine, b: AlertLine): boolean =>
  (['step', 'kind', 'path', 'reference', 'date', 'dueOn'] as const).every((key) => a[key] === b[key]);

/** A message without what it says of letters that were taken back: of each number and date alone, and that it is gone. */
export function withoutGone(content: MessageContent, gone: readonly GoneLine[]): MessageContent {
  const lines = content.lines.map((line) => {
    const found = gone.find((one) => isOf(one.line, line));
    if (!found) return line;
    const { papers: _, chased: __, ...others } = line;
    const bare = { issuer: null, subject: null, action: null, dueOn: null, until: null, time: null, was: null };
    const step = `withdrawn:${found.day}` as const;
    return { ...others, ...bare, step, path: '/alerts', workingDaysLeft: null, context: [] };
  });
  return { ...content, lines };
}

/**
 * Of these files the letters that their sender took back from an organisation that was told of them and had not done them, each as one duty without a day: whoever
 * was told anything of it is told that it is gone. What the organisation has a scan of itself it still has.
 *
 * What is said of the letter is its number and date as they stood in the last line of it that was told: `circulars/visible.ts` shows nothing of a letter that was
 * taken back, and by these two they know which it was. What it is about, its days and any later correction of it are not theirs to see any longer.
 */
export async function withdrawnDuties(db: Database, organisation: string, receipts: Iterable<number>): Promise<Duty[]> {
  const rows = await db
    .selectDistinctOn([notices.receipt, notices.firstPage, notices.rank], {
      receipt: notices.receipt,
      firstPage: notices.firstPage,
      rank: notices.rank,
      at: notices.withdrawnAt,
      line: alerts.line,
      secrecy: letters.secrecy,
    })
    .from(notices)
    .innerJoin(alerts, and(ofLine, ne(alerts.recipient, OFFICE)))
    .leftJoin(
      letters,
      and(
        eq(letters.receipt, notices.receipt),
        eq(letters.firstPage, notices.firstPage),
        eq(letters.rank, notices.rank),
      ),
    )
    .where(
      and(
        eq(notices.organisation, organisation),
        sql`${notices.receipt} = any(${list(new Set(receipts), 'integer')})`,
        isNotNull(notices.withdrawnAt),
        isNull(notices.doneAt),
        sql`not ${inScans}`,
      ),
    )
    .orderBy(notices.receipt, notices.firstPage, notices.rank, desc(alerts.id));
  return rows.map(({ receipt, firstPage, rank, at, line, secrecy }): Duty => {
    const detail: Duty['detail'] = {
      path: '/alerts',
      reference: line.reference,
      date: line.date,
      issuer: null,
      subject: null,
      action: null,
      veiled: line.veiled || secrecy !== null,
      time: null,
      confirmed: true,
      confidence: 1,
      estimate: false,
      context: [],
      was: null,
      arrivedOn: '',
      expired: false,
      cancelled: false,
      withdrawn: thaiDay(at!),
      overdue: false,
      recurring: false,
    };
    const letter = { organisation, receipt, firstPage, rank };
    return {
      ...letter,
      kind: 'deadline',
      dueOn: '',
      lastOn: null,
      nextOn: null,
      atOnce: false,
      assignee: null,
      detail,
    };
  });
}

import { and, asc, eq, gte, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { deadlines } from '../alerts/alerts.table.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { files, letters, pages } from './circulars.table.js';
import { unconfirmed } from './confirm.repo.js';
import { COMPOSED } from './correct.usecases.js';
import { holdings } from './holdings.table.js';
import { readableLetters } from './secrecy.js';
import { heldFiles } from './visible.js';

/** A letter that waits to be checked. */
export interface Waiting {
  receipt: number;
  ordinal: number;
  receivedAt: Date;
  due: string | null;
}

/** The nearest day that still counts, whomever it binds: who passes a letter on answers for the applicants' days too. Null without one. */
const nearestDue = sql<
  string | null
>`(select min(${deadlines.dueOn}) from ${deadlines} where ${deadlines.receipt} = ${letters.receipt}
  and ${deadlines.ordinal} = ${letters.ordinal} and ${deadlines.state} = 'live')`;

/** When the file came to the actor's office; for the machine, into the store. */
function arrivedAt(actor: Actor): SQL<Date> {
  const organisation = organisationOf(actor);
  if (organisation === null) return sql<Date>`${files.receivedAt}`.mapWith(files.receivedAt);
  return sql<Date>`coalesce((select ${holdings.uploadedAt} from ${holdings} where ${holdings.receipt} = ${letters.receipt}
    and ${holdings.organisation} = ${organisation}), ${files.receivedAt})`.mapWith(files.receivedAt);
}

/** ชั้นความเร็ว (สารบรรณ ข้อ 28), the most urgent first. */
const bySpeed = sql`case ${letters.effective}->>'speed' when 'most-urgent' then 0 when 'very-urgent' then 1 when 'urgent' then 2 else 3 end`;

/**
 * The letters in files of the actor's organisation that wait to be checked, all of them: the nearest deadline first, then the most urgent, then in the
 * order in which they came. Those that the actor may not read are others' to check.
 */
export function selectWaiting(db: Database, actor: Actor): Promise<Waiting[]> {
  const due = nearestDue.as('due');
  const arrived = arrivedAt(actor).as('arrived');
  return db
    .select({ receipt: letters.receipt, ordinal: letters.ordinal, receivedAt: arrived, due })
    .from(letters)
    .innerJoin(files, eq(files.receipt, letters.receipt))
    .where(
      and(
        heldFiles(actor),
        inArray(files.status, [...COMPOSED]),
        ne(letters.kind, 'attachment'),
        readableLetters(actor),
        unconfirmed(actor),
      ),
    )
    .orderBy(sql`${due} asc nulls last`, bySpeed, asc(arrived), asc(letters.receipt), asc(letters.ordinal));
}

/** The pages of a file in order, as they are shown: size, which way up, whether they have a picture. */
export async function selectShownPages(db: Database, receipt: number) {
  const part = (name: string) => sql<number>`coalesce((${pages.reading}->>${sql.raw(`'${name}'`)})::float, 0)`;
  return db
    .select({
      number: pages.number,
      source: pages.source,
      width: part('width'),
      height: part('height'),
      rotation: part('rotation'),
    })
    .from(pages)
    .where(and(eq(pages.receipt, receipt), gte(pages.number, 1)))
    .orderBy(asc(pages.number));
}

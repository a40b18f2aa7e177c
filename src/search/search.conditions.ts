import { type SQL, sql } from 'drizzle-orm';
import type { Speed } from '../../schemas/common.js';
import type { LetterKind } from '../../schemas/record.js';
import { deadlines } from '../alerts/alerts.table.js';
import { visibleLetters } from '../circulars/visible.js';
import { gramsOfTerm, key } from '../domain/search/grams.js';
import type { RegisterNumber } from '../domain/search/query.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { registerEntries } from '../register/register.table.js';

/**
 * What a search asks, as conditions: over `e`, the row of `search_letters` (or a subquery with its columns), and `x`, that of `search_texts`. `keys` are
 * those that every letter wanted has in the index; the conditions alone decide.
 */
export interface Conditions {
  keys: number[];
  of: SQL[];
  text: SQL[];
}

/** Days, both counting; null where nothing bounds them. */
export interface DueDays {
  from: string | null;
  to: string | null;
}

/** Everything but the text. */
export interface Filters {
  from?: string;
  to?: string;
  speed?: Speed;
  kind?: LetterKind;
  /** Folded. */
  agency: string;
  register: RegisterNumber | null;
  /** Only letters with a deadline that may fall within these days, for somebody; for whom it does is looked at later. */
  due: DueDays | null;
}

/**
 * Which of the letters that have the terms: those of this number; with all terms in number, subject and issuer (`head`: letters, `heads`: with what
 * travels with them); the other letters; what travels with letters; or all.
 */
export type Tier = 'number' | 'head' | 'heads' | 'rest' | 'attached' | 'all';

const E = { receipt: sql.raw('e.receipt'), firstPage: sql.raw('e.first_page') };
const within = (column: string, term: string) => sql`strpos(${sql.raw(column)}, ${term}) > 0`;
const allWithin = (column: string, terms: readonly string[]) =>
  sql.join(
    terms.map((term) => within(column, term)),
    sql` and `,
  );

/** Whether a letter has this number, or one that ends so. */
const isNumber = (asked: string) => sql`${asked} in (e.number, regexp_replace(e.number, '^[^0-9/]+', ''),
  reverse(split_part(reverse(e.number), '/', 1)), coalesce(substring(e.number from '[0-9]+$'), ''))`;

/** More keys of a filter than of the text would only make more lists to read. */
const FEW = 6;

/** Of letters with a secrecy class, who is not named for them finds number and date: any other question is not answered by them. */
const ofNumberAndDate = ({ speed, kind, agency, register, due }: Filters) =>
  !speed && !kind && !agency && !register && due === null;

export function filterConditions(actor: Actor, filters: Filters, readsSecret: boolean): Conditions {
  const { from, to, speed, kind, agency, register, due } = filters;
  const keys: number[] = [];
  const of: SQL[] = [];
  // First, since it fails most letters.
  if (due)
    of.push(
      sql`exists (select 1 from ${deadlines} d where d.receipt = e.receipt and d.ordinal = e.ordinal and ${mayFall(due)})`,
    );
  const visible = visibleLetters(actor, E);
  if (visible) of.push(visible);
  if (!readsSecret && !ofNumberAndDate(filters)) of.push(sql`not e.secret`);
  if (from) of.push(sql`e.dated and e.day >= ${from}`);
  if (to) of.push(sql`e.dated and e.day <= ${to}`);
  if (speed) {
    keys.push(key('speed', speed));
    of.push(sql`e.speed = ${speed}`);
  }
  if (kind) {
    keys.push(key('kind', kind));
    of.push(sql`e.kind = ${kind}`);
  }
  if (agency) {
    keys.push(...gramsOfTerm('issuer', agency).slice(0, FEW));
    of.push(within('e.issuer', agency));
  }
  if (register) of.push(sql`(e.receipt, e.first_page, e.rank) in (${registered(actor, register)})`);
  return { keys, of, text: [] };
}

/** The letters under this number in the organisation's registers of received letters. */
export function registered(actor: Actor, { number, year }: RegisterNumber): SQL {
  const organisation = organisationOf(actor);
  return sql`select r.receipt, r.first_page, r.rank from ${registerEntries} r
    where r.number = ${number} and r.book in ('received', 'received-secret') and r.cancelled_at is null and r.receipt is not null
      ${organisation === null ? sql`` : sql`and r.organisation = ${organisation}`} ${year === null ? sql`` : sql`and r.year = ${year}`}`;
}

/** Of the rows `d` of deadlines: those that bind an addressee and may fall within these days: those counted from each office's own receipt always may. */
const mayFall = ({
  from,
  to,
}: DueDays) => sql`d.binds <> 'applicant' and (d.basis in ('counted', 'policy', 'recurrence')
  or ((${from}::date is null or coalesce(d.last_on, d.due_on) >= ${from}::date) and (${to}::date is null or d.due_on <= ${to}::date)))`;

/** The files with such a deadline. */
export const receiptsDue = (days: DueDays): SQL => sql`select receipt from ${deadlines} d where ${mayFall(days)}`;

/** What the text has to have, beside the filters. */
export function textConditions(
  terms: readonly string[],
  number: string | null,
  tier: Tier,
  readsSecret: boolean,
): Conditions {
  if (terms.length === 0) return { keys: [], of: [], text: [] };
  if (tier === 'number') return { keys: [key('number', number!)], of: [isNumber(number!)], text: [] };
  const of = number !== null && ['head', 'rest', 'attached'].includes(tier) ? [sql`not (${isNumber(number)})`] : [];
  if (tier === 'rest') of.push(sql`e.kind <> 'attachment'`);
  if (tier === 'attached') of.push(sql`e.kind = 'attachment'`);
  const keys = [
    ...new Set(terms.flatMap((term) => gramsOfTerm(tier === 'head' || tier === 'heads' ? 'head' : 'text', term))),
  ];
  // What travels with a letter has a subject too, but is not what was asked for before all else.
  const heads = allWithin('x.head', terms);
  const head = sql`(e.kind <> 'attachment' and ${heads})`;
  const body = allWithin('x.body', terms);
  const asked = { head, heads, all: body, rest: sql`${body} and not ${head}`, attached: body }[tier];
  // Of a secret letter only the number can be found; it stands in the head.
  const secret = tier === 'rest' || tier === 'attached' ? sql`false` : allWithin('e.number', terms);
  return { keys, of, text: [readsSecret ? asked : sql`case when e.secret then ${secret} else ${asked} end`] };
}

/** The whole of several. */
export const together = (...all: readonly Conditions[]): Conditions => ({
  keys: all.flatMap(({ keys }) => keys),
  of: all.flatMap(({ of }) => of),
  text: all.flatMap(({ text }) => text),
});

import { and, desc, eq, gte, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { auditAnswer, auditQuery } from '../../schemas/accounts.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { holdings } from '../circulars/holdings.table.js';
import { veiledFiles } from '../circulars/secrecy.js';
import { apiKeys, memberships, people } from '../people/accounts.table.js';
import type { Actor } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { namesOf } from '../people/names.js';
import { homeOffice } from '../people/offices.repo.js';
import { administers } from '../people/reach.js';
import type { Database } from '../shared/database.js';
import { auditLog } from './audit.table.js';

/** Midnight in Thailand, at which a day of the log begins. */
const dayStart = (day: string) => new Date(`${day}T00:00:00+07:00`);
const DAY_MS = 86_400_000;

/**
 * Who did what, the latest first, as far as it is the actor's to see: what was done by keys of the organisations that they administer, and by people who belong
 * to no others; of people who also belong elsewhere, what concerns these organisations or files that they took in. The administrator of the office that
 * wian was set up for also sees what the commands did. What letters say (values before and after) is told of the actor's own organisation alone, and of files with a secret
 * letter to those who are named for such; of others the names of what was changed.
 */
export async function listAudit(
  deps: Pick<Deps, 'db'>,
  input: z.infer<typeof auditQuery> & { actor: Actor },
): Promise<z.infer<typeof auditAnswer>> {
  const { actor, before, limit, action, receipt, person, from, to } = input;
  const rows = await deps.db
    .select()
    .from(auditLog)
    .where(
      and(
        await concerning(deps.db, actor),
        before === undefined ? undefined : lt(auditLog.id, before),
        action === undefined ? undefined : sql`starts_with(${auditLog.action}, ${action})`,
        receipt === undefined ? undefined : eq(auditLog.receipt, receipt),
        person === undefined ? undefined : eq(auditLog.actor, `person:${person}`),
        from === undefined ? undefined : gte(auditLog.at, dayStart(from)),
        to === undefined ? undefined : lt(auditLog.at, new Date(dayStart(to).getTime() + DAY_MS)),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit);
  const names = await namesOf(
    deps.db,
    rows.map((row) => row.actor),
  );
  const values = await valuesShown(
    deps.db,
    actor,
    rows.flatMap(({ receipt: of }) => of ?? []),
  );
  return {
    entries: rows.map((row) => ({
      ...row,
      detail: values(row),
      at: row.at.toISOString(),
      actorName: names.get(row.actor) ?? null,
    })),
    next: rows.length < limit ? null : rows.at(-1)!.id,
    organisations: await organisationNames(deps.db, rows),
    people: await personNames(deps.db, actor, rows),
  };
}

/** The parts of an entry that hold the number of a person; anywhere else they stand as `person:7`. */
const PEOPLE: ReadonlySet<string> = new Set(['person', 'assignedTo']);

function personsIn(value: unknown, name = ''): number[] {
  if (typeof value === 'number') return PEOPLE.has(name) ? [value] : [];
  if (typeof value === 'string') return /^person:\d{1,9}$/.test(value) ? [Number(value.slice('person:'.length))] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([inner, part]) => personsIn(part, Array.isArray(value) ? name : inner));
}

/** By number; of people of organisations that are not the actor's to look after none. */
async function personNames(
  db: Database,
  actor: Actor,
  rows: readonly { detail: Record<string, unknown> }[],
): Promise<Record<string, string>> {
  const numbers = [...new Set(rows.flatMap(({ detail }) => personsIn(detail)))];
  if (numbers.length === 0) return {};
  const gazetteer = await storedGazetteer(db);
  const found = await db
    .select({ id: people.id, name: people.name, organisation: memberships.organisation })
    .from(people)
    .innerJoin(memberships, eq(memberships.person, people.id))
    .where(inArray(people.id, numbers));
  const mine = found.filter(
    ({ organisation }) => actor.kind === 'machine' || administers(gazetteer, actor, organisation),
  );
  return Object.fromEntries(mine.map(({ id, name }) => [String(id), name]));
}

/** Where entries hold codes of organisations, one or several; a change of the organisation that somebody acts for has them in `before` and `after`. */
const ORGANISATIONS = ['organisation', 'organisations', 'sender', 'before', 'after'];

async function organisationNames(
  db: Database,
  rows: readonly { detail: Record<string, unknown> }[],
): Promise<Record<string, string>> {
  const gazetteer = await storedGazetteer(db);
  const codes = new Set(rows.flatMap(({ detail }) => ORGANISATIONS.flatMap((name) => detail[name] ?? [])));
  const known = [...codes].flatMap((code) => (typeof code === 'string' ? (gazetteer.get(code) ?? []) : []));
  return Object.fromEntries(known.map(({ code, name }) => [code, name]));
}

type Row = typeof auditLog.$inferSelect;

/** The names alone of what was changed: of a letter a list of fields, of a line or a draft an object by their names. */
const namesIn = (changes: unknown): unknown =>
  Array.isArray(changes)
    ? changes.map((change) =>
        typeof change === 'object' && change !== null && 'field' in change ? change.field : change,
      )
    : Object.keys(changes as object);

/** What is told of an entry: without the values of letters that are not the actor's to read. */
async function valuesShown(
  db: Database,
  actor: Actor,
  receipts: readonly number[],
): Promise<(row: Row) => Row['detail']> {
  if (actor.kind === 'machine') return ({ detail }) => detail;
  const secret = await veiledFiles(db, actor, receipts);
  return ({ receipt, detail }) => {
    const { changes, organisation } = detail;
    if (typeof changes !== 'object' || changes === null) return detail;
    const open = organisation === actor.organisation && (receipt === null || !secret.has(receipt));
    return open ? detail : { ...detail, changes: namesIn(changes) };
  };
}

async function concerning(db: Database, actor: Actor): Promise<SQL | undefined> {
  if (actor.kind === 'machine') return undefined;
  const gazetteer = await storedGazetteer(db);
  const all = await db.select({ person: memberships.person, organisation: memberships.organisation }).from(memberships);
  const mine = (organisation: string) => administers(gazetteer, actor, organisation);
  const people = new Set(all.filter(({ organisation }) => mine(organisation)).map(({ person }) => person));
  const elsewhere = new Set(all.filter(({ organisation }) => !mine(organisation)).map(({ person }) => person));
  const wholly = [...people].filter((person) => !elsewhere.has(person)).map((person) => `person:${person}`);
  const partly = [...people].filter((person) => elsewhere.has(person)).map((person) => `person:${person}`);
  const keys = await db.select({ id: apiKeys.id, organisation: apiKeys.organisation }).from(apiKeys);
  const ownKeys = keys.filter(({ organisation }) => mine(organisation)).map(({ id }) => `key:${id}`);
  const organisations = gazetteer.all().filter(({ code }) => mine(code));
  const codes = organisations.map(({ code }) => code);
  const own = db.select({ receipt: holdings.receipt }).from(holdings).where(inArray(holdings.organisation, codes));
  // For which organisation it was done, where that is written: a file may be several offices', and people move from one to another.
  const by = sql`coalesce(${auditLog.detail}->>'organisation', ${auditLog.detail}->>'sender')`;
  const here = or(and(sql`${by} is null`, inArray(auditLog.receipt, own)), inArray(by, codes));
  const ours = [...wholly, ...ownKeys];
  const isHome = actor.organisation === (await homeOffice(db));
  return or(
    ours.length > 0 ? and(inArray(auditLog.actor, ours), or(sql`${by} is null`, inArray(by, codes))) : undefined,
    partly.length > 0 ? and(inArray(auditLog.actor, partly), here) : undefined,
    isHome ? sql`${auditLog.actor} !~ '^(person|key):'` : undefined,
    sql`false`,
  );
}

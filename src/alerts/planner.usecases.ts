import type { Deps } from '../circulars/circulars.deps.js';
import { afterQuiet } from '../domain/alerts/quiet.js';
import { thaiDay, thaiTime } from '../domain/calendar.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { workplaceOf } from './alerts.models.js';
import type { Duty } from './duties.models.js';
import { moveDuties, selectDutiesToLook, selectOfficesToLook } from './duties.repo.js';
import { settleDuties } from './duties.usecases.js';
import type { alertMessages, alerts } from './ledger.table.js';
import { type OfficeDay, type Telling, ToldBefore, tellingsOf } from './planner.models.js';
import {
  digestKey,
  insertAlerts,
  insertMessages,
  lockPlanning,
  markLetters,
  selectHooks,
  selectKeys,
  selectTold,
} from './planner.repo.js';
import { recipientsOf } from './recipients.models.js';
import { reckoningsFor } from './reckoning.js';
import { officeAlerts, personAlerts } from './settings.repo.js';

type PlanningDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** What a turn of the planner did. */
export interface Planned {
  /** Letters of which the duties were worked out anew. */
  letters: number;
  /** Lines that were written down as told. */
  alerts: number;
  /** Messages that are to be sent. */
  messages: number;
}

/** Organisations in one transaction. */
const OFFICES_AT_ONCE = 25;

/**
 * Writes down who has to be told what by now: works out what organisations have to keep of letters that changed, then for each whose time has come the lines
 * and the one message of the day that carries them. Doing it again, at once or on another machine, tells nothing twice; what was missed while nothing
 * ran is made up for by one line a duty. `stopped` is asked between; it may be killed at any point.
 */
export async function planAlerts(deps: PlanningDeps, stopped: () => boolean = () => false): Promise<Planned> {
  const planned: Planned = { letters: await settleDuties(deps, stopped), alerts: 0, messages: 0 };
  for (let after = ''; !stopped(); ) {
    const batch = await deps.db.transaction((tx) => planBatch({ ...deps, db: tx }, deps.db, after));
    if (batch === null) break;
    planned.alerts += batch.alerts;
    planned.messages += batch.messages;
    after = batch.after;
  }
  return planned;
}

async function planBatch(deps: PlanningDeps, outer: Database, after: string) {
  await lockPlanning(deps.db);
  const now = deps.clock.now();
  const day = thaiDay(now);
  const codes = await selectOfficesToLook(deps.db, { day, after, limit: OFFICES_AT_ONCE });
  if (codes.length === 0) return null;
  const duties = await selectDutiesToLook(deps.db, codes, day);
  const offices = await officeDays(deps, { codes, duties, now, gazetteer: await storedGazetteer(outer, deps.db) });
  const byOffice = grouped(duties, ({ organisation }) => organisation);
  const tellings: { organisation: string; telling: Telling }[] = [];
  const moved: Duty[] = [];
  for (const office of offices) {
    const { code } = office.organisation;
    const told = tellingsOf(byOffice.get(code) ?? [], office);
    tellings.push(...told.tellings.map((telling) => ({ organisation: code, telling })));
    moved.push(...told.moved);
  }
  const written = await writeTellings(deps.db, tellings, { now, day });
  await moveDuties(deps.db, moved);
  // The next day of what recurs is worked out once this one is over.
  await markLetters(
    deps.db,
    duties.filter(({ detail, lastOn, dueOn }) => detail.recurring && (lastOn ?? dueOn) < day),
  );
  return { ...written, after: codes.at(-1)! };
}

/** These organisations on the day, with what was told of these duties. */
export async function officeDays(
  deps: PlanningDeps,
  of: { codes: readonly string[]; duties: readonly Duty[]; now: Date; gazetteer: Gazetteer },
): Promise<OfficeDay[]> {
  const { codes, now, gazetteer } = of;
  const { db } = deps;
  const day = thaiDay(now);
  const settings = await officeAlerts(db, codes);
  const members = await personAlerts(db, codes);
  const hooks = await selectHooks(db, codes);
  const reckonings = await reckoningsFor(deps, codes, gazetteer);
  const toldTo = new ToldBefore();
  for (const row of await selectTold(db, of.duties)) toldTo.add(row);
  const offices = codes.map((code) => {
    const own = { settings: settings.get(code)!, members: members.get(code)! };
    return { code, ...own, recipients: recipientsOf(own.settings, own.members, hooks.get(code)!) };
  });
  const keys = offices.flatMap(({ code, recipients }) =>
    recipients.flatMap(({ name, channel }) => (channel ? [digestKey(name, code, day)] : [])),
  );
  const known = await selectKeys(db, keys);
  return offices.map(({ code, ...office }) => ({
    ...office,
    organisation: { code, name: gazetteer.get(code)?.name ?? code },
    place: workplaceOf(reckonings.get(code)!),
    day,
    time: thaiTime(now),
    toldTo,
    hadDigest: (recipient) => known.has(digestKey(recipient, code, day)),
  }));
}

/** The key of a message that goes at once, or reminds: by the first of its lines, which is told once. */
function atOnceKey(organisation: string, { recipient, lines, message }: Telling): string {
  const { receipt, firstPage, rank, kind, dueOn } = lines[0]!.duty;
  return `${message?.kind ?? ''} ${recipient.name} ${organisation} ${receipt}-${firstPage}-${rank} ${kind} ${dueOn} ${lines[0]!.line.step}`;
}

/** Writes what is told into the ledger: messages and their lines, each once, by their keys. To be called in the transaction of what tells it. */
export async function writeTellings(
  tx: Database,
  tellings: readonly { organisation: string; telling: Telling }[],
  { now, day }: { now: Date; day: string },
): Promise<{ alerts: number; messages: number }> {
  const keyOf = (organisation: string, telling: Telling) =>
    telling.message?.kind === 'digest'
      ? digestKey(telling.recipient.name, organisation, day)
      : atOnceKey(organisation, telling);
  const messages = tellings.flatMap(({ organisation, telling }): (typeof alertMessages.$inferInsert)[] => {
    const { recipient, message } = telling;
    if (!message || !recipient.channel) return [];
    return [
      {
        ...message,
        key: keyOf(organisation, telling),
        organisation,
        recipient: recipient.name,
        channel: recipient.channel,
        plannedAt: now,
        notBefore: afterQuiet(now, recipient.quiet),
      },
    ];
  });
  const ids = await insertMessages(tx, messages);
  const rows = tellings.flatMap(({ organisation, telling }) =>
    telling.lines.map(({ duty, line }): typeof alerts.$inferInsert => ({
      organisation,
      recipient: telling.recipient.name,
      receipt: duty.receipt,
      firstPage: duty.firstPage,
      rank: duty.rank,
      kind: duty.kind,
      dueOn: duty.dueOn,
      step: line.step,
      line,
      message: telling.message ? (ids.get(keyOf(organisation, telling)) ?? null) : null,
      plannedAt: now,
    })),
  );
  return { alerts: await insertAlerts(tx, rows), messages: ids.size };
}

import { and, eq, sql } from 'drizzle-orm';
import type { StatusCounts } from '../../schemas/matters.js';
import type { Deps } from '../circulars/circulars.deps.js';
import { letterRecipients } from '../circulars/recipients.table.js';
import { thaiDay } from '../domain/calendar.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { issuingOrganisation } from '../domain/gazetteer/issuer.js';
import { isOwnStamp } from '../domain/relay/arrival.js';
import { Chain } from '../domain/relay/chain.js';
import { folded } from '../domain/relay/nodes.js';
import { holidayCalendar, type Workplace } from '../domain/working-days.js';
import { effectiveTable } from '../holidays/built-in.js';
import { selectHolidays } from '../holidays/holidays.repo.js';
import { issuedBy } from '../notices/send.js';
import { officeCode } from '../notices/send.repo.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { selectArrivals } from '../register/arrivals.repo.js';
import type { Database } from '../shared/database.js';
import { list } from '../shared/sql.js';
import type { Around, KnownArrival } from './chain.models.js';
import type { Matter } from './matter.repo.js';
import { selectSentCounts, selectStatuses } from './sent.repo.js';

export type DashboardDeps = Pick<Deps, 'db' | 'clock' | 'office'>;

/** Where this office works: its holidays. */
export async function workplaceOf({ db, office }: DashboardDeps): Promise<Workplace> {
  return { holidays: holidayCalendar(effectiveTable(await selectHolidays(db))), province: office.province };
}

/** What is known of a matter beside its letters: of the organisation that asks, and of the bodies that it sent letters to. */
export async function aroundOf(deps: DashboardDeps, actor: Actor, matter: Matter): Promise<Around> {
  const { db } = deps;
  const gazetteer = await storedGazetteer(db);
  const organisation = organisationOf(actor);
  const receipts = [...matter.letters.values()].map(({ receipt }) => receipt);
  const chain = new Chain(matter.family);
  const byPlace = new Map([...matter.letters].map(([key, one]) => [`${one.receipt} ${one.ordinal}`, key]));
  const sent = new Map<string, StatusCounts>();
  for (const { receipt, ordinal, number: _n, sent_at: _at, ...counts } of await selectSentCounts(db, actor, {
    receipts,
  })) {
    const key = byPlace.get(`${receipt} ${ordinal}`);
    if (key !== undefined) sent.set(chain.folded(key), counts);
  }
  const around = {
    asOf: thaiDay(deps.clock.now()),
    workplace: await workplaceOf(deps),
    own: new Set<string>(),
    arrivals: await inboxArrivals(db, actor, matter, gazetteer),
    sent,
    received: new Map<string, KnownArrival | null>(),
    receiver: organisation && (gazetteer.get(organisation)?.name ?? organisation),
    receiverLevel: (organisation && gazetteer.get(organisation)?.level) || null,
  };
  if (organisation !== null) await tellOwn(db, organisation, matter, gazetteer, around);
  return around;
}

/** When bodies that the actor sent a letter to had it in their list, for those whose letter below is seen. */
async function inboxArrivals(db: Database, actor: Actor, { family, letters }: Matter, gazetteer: Gazetteer) {
  const chain = new Chain(family);
  const found = new Map<string, KnownArrival>();
  const statuses = await selectStatuses(db, actor, { receipts: [...letters.values()].map(({ receipt }) => receipt) });
  const received = new Map(
    statuses.flatMap(({ receipt, ordinal, organisation, received_at }) =>
      received_at === null ? [] : [[`${receipt} ${ordinal} ${organisation}`, thaiDay(new Date(received_at))]],
    ),
  );
  for (const { from, to } of family.hops) {
    const [upper, lower] = [letters.get(from)!, letters.get(to)!];
    const code = issuingOrganisation(lower.letter, gazetteer)?.code;
    const date = received.get(`${upper.receipt} ${upper.ordinal} ${code}`);
    // Who had answered before opening the list had it on paper.
    if (date === undefined || (lower.date !== null && date > lower.date)) continue;
    found.set(`${chain.folded(from)} ${chain.folded(to)}`, { date, evidence: 'inbox' });
  }
  return found;
}

/** The letters that an organisation wrote, how those above them came to it, and what it received and has sent on by no letter. */
async function tellOwn(
  db: Database,
  organisation: string,
  { family, letters }: Matter,
  gazetteer: Gazetteer,
  around: { own: Set<string>; arrivals: Map<string, KnownArrival>; received: Map<string, KnownArrival | null> },
): Promise<void> {
  const chain = new Chain(family);
  const receipts = [...letters.values()].map(({ receipt }) => receipt);
  const code = await officeCode(db, organisation);
  for (const [key, { letter }] of letters) {
    if (issuedBy(letter, organisation, code, gazetteer)) around.own.add(chain.folded(key));
  }
  const arrivals = await selectArrivals(db, organisation, receipts);
  const known = new Map<string, KnownArrival>();
  const inbox = new Set<string>();
  for (const [key, place] of letters) {
    const came = arrivals(place);
    if (!came) continue;
    if (came.scan === 'sent' || came.by === 'register') inbox.add(chain.folded(key));
    if (came.on && came.by) known.set(chain.folded(key), { date: came.on, evidence: came.by });
    else if (came.scan === 'sent') {
      known.set(chain.folded(key), { date: thaiDay(came.takenAt), evidence: 'inbox' });
    }
  }
  const sentOn = new Set<string>();
  for (const { from, to } of family.hops) {
    const [upper, lower] = [chain.folded(from), chain.folded(to)];
    if (!around.own.has(lower) || upper === lower) continue;
    sentOn.add(upper);
    const arrival = known.get(upper);
    if (arrival) around.arrivals.set(`${upper} ${lower}`, arrival);
  }
  const addressed = await addressedTo(db, organisation, receipts);
  for (const [key, { receipt, ordinal }] of letters) {
    const letter = chain.folded(key);
    const mine = inbox.has(letter) || addressed.has(`${receipt} ${ordinal}`);
    if (!mine || around.own.has(letter) || sentOn.has(letter) || around.received.has(letter)) continue;
    around.received.set(letter, known.get(letter) ?? stamped(chain, letter, organisation, gazetteer));
  }
}

async function addressedTo(db: Database, organisation: string, receipts: readonly number[]): Promise<Set<string>> {
  const { receipt, ordinal } = letterRecipients;
  const rows = await db
    .select({ receipt, ordinal })
    .from(letterRecipients)
    .where(
      and(
        eq(letterRecipients.organisation, organisation),
        sql`${receipt} = any(${list(new Set(receipts), 'integer')})`,
      ),
    );
  return new Set(rows.map((row) => `${row.receipt} ${row.ordinal}`));
}

/** The arrival by a stamp of this organisation on a letter; null without one. */
function stamped(chain: Chain, key: string, organisation: string, gazetteer: Gazetteer): KnownArrival | null {
  const row = gazetteer.get(organisation);
  if (!row) return null;
  const issuer = { name: row.name, level: row.level, province: gazetteer.provinceOf(row)?.name ?? null };
  const own = (chain.step(key)?.receipts ?? []).filter(({ office }) =>
    isOwnStamp(office, { issuer: folded(row.name), letter: { issuer } }),
  );
  return own[0] ? { date: own[0].date, evidence: 'stamp' } : null;
}

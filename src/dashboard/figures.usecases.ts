import { type Dashboard, type DashboardQuery, FEWEST_FOR_MEDIAN, type SentFigure } from '../../schemas/dashboard.js';
import { arrivalEvidence, type Level } from '../../schemas/matters.js';
import { addDays, daysBetween, thaiDay } from '../domain/calendar.js';
import { spreadOf } from '../domain/relay/spread.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { keyOf } from '../relay/relay.models.js';
import { WianError } from '../shared/errors.js';
import type { DashboardDeps } from './around.js';
import { matterKeyOf } from './chain.models.js';
import { type Counted, countedOf, keyAt } from './counted.js';
import { comingWeeks, overdue } from './due.usecases.js';
import { arrivalFigures, type CameIn, hopFigures, type TimedHop } from './figures.models.js';
import { MOST_LETTERS, selectRegisterHeld, selectTold } from './figures.repo.js';
import { forecasts } from './forecasts.js';
import { matterPlace } from './matters.usecases.js';
import { momentOf } from './rows.js';
import { findFamily, placeText } from './seen.js';
import { type SentRow, selectSentCounts, selectUnknown } from './sent.repo.js';

/**
 * The figures over the letters that the actor sees and what bodies below did with those that the actor's organisation sent them. Letters of a
 * secrecy class count, and no table names what they are about.
 */
export async function tellFigures(
  deps: DashboardDeps,
  { actor, ...query }: DashboardQuery & { actor: Actor },
): Promise<Dashboard> {
  const today = thaiDay(deps.clock.now());
  const to = query.to ?? today;
  const from = query.from ?? addDays(to, -365);
  if (from > to) throw new WianError('request.invalid', 'from is after to');
  const period = { from, to, family: await familyOf(deps, actor, query.matter) };
  const counted = await countedOf(deps, actor, period);
  const { letters, reckoning, workplace, gazetteer, statuses } = counted;
  const within = (date: string | null) => date !== null && from <= date && date <= to;
  const own = [...letters.values()].filter(({ date }) => within(date));
  const timed = timedHops(counted).filter(({ date }) => within(date));
  const came = await cameIn(deps, counted, within);
  const organisation = organisationOf(actor);
  const due = { db: deps.db, reckoning, workplace };
  return {
    asOf: today,
    from,
    to,
    matter: query.matter ?? null,
    letters: own.length,
    matters: new Set(own.map(({ family }) => family)).size,
    cut: letters.size > MOST_LETTERS,
    hopLevels: hopFigures(timed, 'level'),
    hopOrganisations: hopFigures(timed, 'organisation'),
    arrivalLevels: arrivalFigures(came, workplace, 'level'),
    arrivalOrganisations: arrivalFigures(came, workplace, 'organisation'),
    evidence: arrivalEvidence.options.map((evidence) => ({
      evidence,
      n: came.filter((one) => one.evidence === evidence).length,
    })),
    registerHeld: spreadOf(
      organisation === null ? [] : await selectRegisterHeld(deps.db, organisation, period),
      FEWEST_FOR_MEDIAN,
    ),
    sent: await sentFigures(deps, counted),
    weeks: await comingWeeks(due, actor),
    overdue: await overdue(due, actor, statuses, gazetteer),
    forecast: await forecasts(deps, counted, timed),
  };
}

async function familyOf({ db }: DashboardDeps, actor: Actor, key: string | undefined): Promise<number | null> {
  if (key === undefined) return null;
  const family = await findFamily(db, actor, matterPlace(key));
  if (family === 'unlinked') throw new WianError('record.unfinished', key);
  if (family === null) throw new WianError('record.not_found', key);
  return family;
}

const dayOf = (at: Date | string): string => thaiDay(new Date(at));

/** The hops of letters, and those of bodies below whose letters are not seen but that told in wian that they carried one on. */
function timedHops({ hops, letters, codes, statuses, gazetteer }: Counted): (TimedHop & { date: string })[] {
  const keyOfPlace = (place: string) => keyAt(letters.get(place));
  const ofLetters = hops.hops.map(({ from, to, organisation, days, date, arrived, lower }) => ({
    from,
    to,
    organisation,
    days,
    date,
    held: arrived === null || date === '' ? null : daysBetween(arrived, date),
    key: keyOfPlace(lower),
  }));
  const seen = new Set(hops.hops.map(({ upper, lower }) => `${upper} ${codes.get(letters.get(lower)!.issuer)}`));
  const ofBodies = statuses.flatMap((row) => {
    const upper = hops.letter(placeText(row));
    const known = gazetteer.get(row.organisation);
    if (!upper?.date || row.forwarded_at === null || seen.has(`${upper.place} ${row.organisation}`)) return [];
    const date = dayOf(row.forwarded_at);
    const days = daysBetween(upper.date, date);
    const held = row.received_at === null ? null : daysBetween(dayOf(row.received_at), date);
    return [
      {
        from: hops.level(upper),
        to: (known?.level ?? 'other') as Level,
        organisation: known?.name ?? row.organisation,
        days: days >= 0 ? days : null,
        date,
        held: held !== null && held >= 0 ? held : null,
        key: keyOfPlace(upper.place),
      },
    ];
  });
  return [...ofLetters, ...ofBodies];
}

/** The letters that came to organisations in the period: those that were carried on, those that came into inboxes, and those of which it is not known. */
async function cameIn(
  { db }: DashboardDeps,
  { actor, hops, letters, codes, statuses, gazetteer, by }: Counted,
  within: (date: string | null) => boolean,
): Promise<CameIn[]> {
  const carried = hops.hops.filter(({ date }) => within(date || null));
  const ofHops = carried.map(
    ({ to, organisation, arrived, evidence, deadline }): CameIn => ({
      level: to,
      organisation,
      date: arrived,
      evidence,
      deadline,
    }),
  );
  const seen = new Set(carried.map(({ upper, lower }) => `${upper} ${codes.get(letters.get(lower)!.issuer)}`));
  const body = (code: string) => {
    const known = gazetteer.get(code);
    return { level: (known?.level ?? 'other') as Level, organisation: known?.name ?? code };
  };
  const ofInboxes = statuses.flatMap((row): CameIn[] => {
    const letter = hops.letter(placeText(row));
    if (row.received_at === null || (letter && seen.has(`${letter.place} ${row.organisation}`))) return [];
    const date = dayOf(row.received_at);
    const dates = hops.deadlines(placeText(row));
    const deadline = dates.find((day) => day >= date) ?? dates.at(-1) ?? null;
    return [{ ...body(row.organisation), date, evidence: 'inbox', deadline }];
  });
  const unknown = (await selectUnknown(db, actor, by)).flatMap(({ organisation, n }) =>
    Array.from(
      { length: n },
      (): CameIn => ({ ...body(organisation), date: null, evidence: 'unknown', deadline: null }),
    ),
  );
  return [...ofHops, ...ofInboxes, ...unknown];
}

async function sentFigures({ db }: DashboardDeps, { actor, by, hops, reckoning }: Counted): Promise<SentFigure[]> {
  const rows = await selectSentCounts(db, actor, by);
  const told = await selectTold(db, rows);
  return rows.map(({ receipt, ordinal, number, sent_at, ...counts }: SentRow): SentFigure => {
    const place = placeText({ receipt, ordinal });
    const letter = told.get(place)?.letter;
    const open = letter?.secrecy === null;
    const dates = hops.deadlines(place);
    return {
      key: matterKeyOf(keyOf({ receipt, number: number ?? 0 })),
      reference: letter?.reference?.normalized ?? null,
      subject: open ? letter.subject : null,
      secrecy: letter?.secrecy ?? null,
      sentAt: momentOf(sent_at)!,
      deadline: open ? (dates.find((day) => day >= reckoning.asOf) ?? dates.at(-1) ?? null) : null,
      ...counts,
    };
  });
}

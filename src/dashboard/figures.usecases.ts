import {
  type Dashboard,
  type DashboardQuery,
  FEWEST_FOR_MEDIAN,
  type FigureName,
  type SentFigure,
} from '../../schemas/dashboard.js';
import { arrivalEvidence, type Level } from '../../schemas/matters.js';
import { reckoningOf } from '../alerts/reckoning.js';
import { addDays, daysBetween, thaiDay } from '../domain/calendar.js';
import { spreadOf } from '../domain/relay/spread.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { keyOf } from '../relay/relay.models.js';
import { WianError } from '../shared/errors.js';
import type { DashboardDeps } from './around.js';
import { matterKeyOf } from './chain.models.js';
import { type Counted, countedOf, keyAt, sentIn } from './counted.js';
import { comingWeeks, overdue } from './due.usecases.js';
import { arrivalFigures, type CameIn, hopFigures, type TimedHop } from './figures.models.js';
import { MOST_LETTERS, type Period, selectRegisterHeld, selectTold } from './figures.repo.js';
import { forecasts } from './forecasts.js';
import { matterPlace } from './matters.usecases.js';
import { momentOf } from './rows.js';
import { findFamily, placeText } from './seen.js';
import { type SentBody, type SentRow, selectSent } from './sent.repo.js';

/** What each table of the dashboard is in it. */
const PARTS = {
  'hop-levels': 'hopLevels',
  'hop-organisations': 'hopOrganisations',
  'arrival-levels': 'arrivalLevels',
  'arrival-organisations': 'arrivalOrganisations',
  sent: 'sent',
  weeks: 'weeks',
  overdue: 'overdue',
  forecast: 'forecast',
} as const satisfies Record<FigureName, keyof Dashboard>;
type Part = (typeof PARTS)[FigureName];
/** The tables of the dashboard. */
export type Figures = Pick<Dashboard, Part>;

/**
 * The figures over the letters that the actor sees and what bodies below did with those that the actor's organisation sent them. Letters of a
 * secrecy class count, and no table names what they are about.
 */
export async function tellFigures(
  deps: DashboardDeps,
  { actor, ...query }: DashboardQuery & { actor: Actor },
): Promise<Dashboard> {
  const asked = await periodOf(deps, actor, query);
  const counted = await countedOf(deps, actor, asked.period);
  const { letters } = counted;
  const { from, to } = asked.period;
  const own = [...letters.values()].filter(({ date }) => asked.within(date));
  const organisation = organisationOf(actor);
  const parts = partsOf(deps, actor, asked, {
    counted: async () => counted,
    bodies: async () => counted.sent.bodies,
  });
  const came = await parts.came();
  return {
    asOf: asked.today,
    from,
    to,
    matter: query.matter ?? null,
    letters: own.length,
    matters: new Set(own.map(({ family }) => family)).size,
    cut: letters.size > MOST_LETTERS,
    hopLevels: await parts.hopLevels(),
    hopOrganisations: await parts.hopOrganisations(),
    arrivalLevels: await parts.arrivalLevels(),
    arrivalOrganisations: await parts.arrivalOrganisations(),
    evidence: arrivalEvidence.options.map((evidence) => ({
      evidence,
      n: came.filter((one) => one.evidence === evidence).length,
    })),
    registerHeld: spreadOf(
      organisation === null ? [] : await selectRegisterHeld(deps.db, organisation, asked.period),
      FEWEST_FOR_MEDIAN,
    ),
    sent: await parts.sent(),
    weeks: await parts.weeks(),
    overdue: await parts.overdue(),
    forecast: await parts.forecast(),
  };
}

/** One table of the dashboard, for what it needs alone, under its name in the dashboard. */
export async function tellFigure(
  deps: DashboardDeps,
  { actor, figure, ...query }: DashboardQuery & { actor: Actor; figure: FigureName },
): Promise<Figures> {
  const asked = await periodOf(deps, actor, query);
  const { period } = asked;
  const counted = once(() => countedOf(deps, actor, period));
  const bodies = async () =>
    (period.family === null ? await selectSent(deps.db, actor, sentIn(period)) : (await counted()).sent).bodies;
  const parts = partsOf(deps, actor, asked, { counted, bodies });
  const none = { hopLevels: [], hopOrganisations: [], arrivalLevels: [], arrivalOrganisations: [] };
  const part = PARTS[figure];
  return { ...none, sent: [], weeks: [], overdue: [], forecast: [], [part]: await parts[part]() };
}

interface Asked {
  today: string;
  period: Period;
  within: (date: string | null) => boolean;
}

async function periodOf(deps: DashboardDeps, actor: Actor, query: DashboardQuery): Promise<Asked> {
  const today = thaiDay(deps.clock.now());
  const to = query.to ?? today;
  const from = query.from ?? addDays(to, -365);
  if (from > to) throw new WianError('request.invalid', 'from is after to');
  const within = (date: string | null) => date !== null && from <= date && date <= to;
  return { today, within, period: { from, to, family: await familyOf(deps, actor, query.matter) } };
}

/** A value that is made when it is first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** How each table comes about, out of what all letters of the period are needed for, and out of what bodies below did alone. */
function partsOf(
  deps: DashboardDeps,
  actor: Actor,
  { within }: Asked,
  of: { counted: () => Promise<Counted>; bodies: () => Promise<readonly SentBody[]> },
): { [P in keyof Figures]: () => Promise<Figures[P]> } & { came: () => Promise<CameIn[]> } {
  const { db } = deps;
  const { counted } = of;
  const timed = once(async () => timedHops(await counted()).filter(({ date }) => within(date)));
  const came = once(async () => cameIn(await counted(), within));
  return {
    came,
    hopLevels: async () => hopFigures(await timed(), 'level'),
    hopOrganisations: async () => hopFigures(await timed(), 'organisation'),
    arrivalLevels: async () => arrivalFigures(await came(), (await counted()).workplace, 'level'),
    arrivalOrganisations: async () => arrivalFigures(await came(), (await counted()).workplace, 'organisation'),
    sent: async () => sentFigures(deps, await counted()),
    // What falls due hangs on no period.
    weeks: async () => comingWeeks({ db, ...(await reckonedBy(deps)) }, actor),
    overdue: async () =>
      overdue({ db, ...(await reckonedBy(deps)) }, actor, await of.bodies(), await storedGazetteer(db)),
    forecast: async () => forecasts(deps, await counted(), await timed()),
  };
}

async function reckonedBy(deps: DashboardDeps): Promise<Pick<Counted, 'reckoning' | 'workplace'>> {
  const reckoning = await reckoningOf(deps);
  return { reckoning, workplace: { holidays: reckoning.holidays, province: deps.office.province } };
}

async function familyOf({ db }: DashboardDeps, actor: Actor, key: string | undefined): Promise<number | null> {
  if (key === undefined) return null;
  const family = await findFamily(db, actor, matterPlace(key));
  if (family === 'unlinked') throw new WianError('record.unfinished', key);
  if (family === null) throw new WianError('record.not_found', key);
  return family;
}

/** The hops of letters, and those of bodies below whose letters are not seen but that told in wian that they carried one on. */
function timedHops({ hops, letters, codes, sent, gazetteer }: Counted): (TimedHop & { date: string })[] {
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
  const ofBodies = sent.bodies.flatMap((row) => {
    const { forwarded: date, received } = row;
    if (date === null) return [];
    const upper = hops.letter(placeText(row));
    if (!upper?.date || seen.has(`${upper.place} ${row.organisation}`)) return [];
    const known = gazetteer.get(row.organisation);
    const days = daysBetween(upper.date, date);
    const held = received === null ? null : daysBetween(received, date);
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
function cameIn(
  { hops, letters, codes, sent, gazetteer }: Counted,
  within: (date: string | null) => boolean,
): CameIn[] {
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
  const ofInboxes = sent.bodies.flatMap((row): CameIn[] => {
    const date = row.received;
    if (date === null) return [];
    const letter = hops.letter(placeText(row));
    if (letter && seen.has(`${letter.place} ${row.organisation}`)) return [];
    const dates = hops.deadlines(placeText(row));
    const deadline = dates.find((day) => day >= date) ?? dates.at(-1) ?? null;
    return [{ ...body(row.organisation), date, evidence: 'inbox', deadline }];
  });
  const unknown = sent.unknown.flatMap(({ organisation, n }) =>
    Array.from(
      { length: n },
      (): CameIn => ({ ...body(organisation), date: null, evidence: 'unknown', deadline: null }),
    ),
  );
  return [...ofHops, ...ofInboxes, ...unknown];
}

async function sentFigures({ db }: DashboardDeps, { sent, hops, reckoning }: Counted): Promise<SentFigure[]> {
  const rows = sent.counts;
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

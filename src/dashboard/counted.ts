import type { ArrivalEvidence } from '../../schemas/matters.js';
import type { Reckoning } from '../alerts/alerts.models.js';
import { selectCountedWith } from '../alerts/papers.repo.js';
import { reckoningOf } from '../alerts/reckoning.js';
import { addDays } from '../domain/calendar.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { issuingOrganisation } from '../domain/gazetteer/issuer.js';
import { type HopLetter, Hops } from '../domain/relay/hop-figures.js';
import type { Workplace } from '../domain/working-days.js';
import { type Actor, organisationOf } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { selectArrivals } from '../register/arrivals.repo.js';
import { keyOf } from '../relay/relay.models.js';
import type { DashboardDeps } from './around.js';
import { matterKeyOf } from './chain.models.js';
import {
  type FigureLetter,
  type Period,
  selectFigureLetters,
  selectFigureLinks,
  selectIssuers,
  selectPrintedDays,
  selectStamps,
  selectTold,
} from './figures.repo.js';
import { placeText } from './seen.js';
import { type SentBody, type SentBy, selectSent } from './sent.repo.js';

/** All that the figures of one answer are counted over, as one actor may see it. */
export interface Counted {
  actor: Actor;
  period: Period;
  reckoning: Reckoning;
  workplace: Workplace;
  gazetteer: Gazetteer;
  letters: Map<string, FigureLetter>;
  hops: Hops;
  /** Codes of the organisations by their folded names. */
  codes: Map<string, string | null>;
  /** What was sent down, and what bodies below did with it. */
  sent: Awaited<ReturnType<typeof selectSent>>;
}

/** What was sent in a period, of whatever matter. */
export const sentIn = ({ from, to }: Period): SentBy => ({
  from: new Date(`${from}T00:00:00+07:00`),
  to: new Date(`${addDays(to, 1)}T00:00:00+07:00`),
});

/** Reads them, each table once. */
export async function countedOf(deps: DashboardDeps, actor: Actor, period: Period): Promise<Counted> {
  const { db } = deps;
  const reckoning = await reckoningOf(deps);
  const gazetteer = await storedGazetteer(db);
  const found = await selectFigureLetters(db, actor, period);
  const receipts = [...new Set(found.map(({ receipt }) => receipt))];
  const { letters, counted } = await onceEach(db, actor, found);
  const all = [...letters.values()];
  const links = linksOf(await selectFigureLinks(db, receipts), counted).filter(
    ({ from, to }) => from !== to && letters.has(from) && letters.has(to),
  );
  const uppers = withPapers(all, new Set(links.map(({ from }) => letters.get(from)!)));
  const issuers = await selectIssuers(db, all);
  const codes = new Map(
    [...issuers].map(([name, issuer]) => [name, issuingOrganisation({ issuer, date: null }, gazetteer)?.code ?? null]),
  );
  const by: SentBy = { ...sentIn(period), ...(period.family !== null && { receipts }) };
  const sent = await selectSent(db, actor, by);
  const known = await knownArrivals(deps, actor, {
    codes,
    bodies: sent.bodies,
    places: await selectTold(db, ownUppers(actor, links, letters, codes)),
  });
  const hops = new Hops({
    letters: all,
    links,
    deadlines: await selectPrintedDays(db, receipts),
    stamps: await selectStamps(db, uppers),
    issuers,
    known,
  });
  const workplace = { holidays: reckoning.holidays, province: deps.office.province };
  return { actor, period, reckoning, workplace, gazetteer, letters, hops, codes, sent };
}

/** The files of letters and of all that share a number with one: a stamp on any paper of a letter tells when it came. */
function withPapers(all: readonly FigureLetter[], of: ReadonlySet<FigureLetter>): number[] {
  const numbers = new Set([...of].flatMap(({ reference }) => reference ?? []));
  const papers = all.filter((one) => of.has(one) || (one.reference !== null && numbers.has(one.reference)));
  return [...new Set(papers.map(({ receipt }) => receipt))];
}

/** A letter that came to the actor's organisation in several files is one (`same_letters`): `counted` gives the place of the one that a place is counted with. */
async function onceEach(
  db: DashboardDeps['db'],
  actor: Actor,
  found: readonly FigureLetter[],
): Promise<{ letters: Map<string, FigureLetter>; counted: (place: string) => string }> {
  const organisation = organisationOf(actor);
  const same = organisation === null ? new Map<string, string>() : await selectCountedWith(db, organisation);
  const all = new Map(found.map((letter) => [letter.place, letter]));
  const counted = (place: string) => {
    const of = same.get(place);
    return of !== undefined && all.has(of) ? of : place;
  };
  return { letters: new Map([...all].filter(([place]) => counted(place) === place)), counted };
}

/** Each link once, between the letters that are counted. */
function linksOf(links: readonly { from: string; to: string }[], counted: (place: string) => string) {
  const once = new Map<string, { from: string; to: string }>();
  for (const link of links) {
    const [from, to] = [counted(link.from), counted(link.to)];
    once.set(`${from} ${to}`, { from, to });
  }
  return [...once.values()];
}

/** The letters that the actor's organisation carried on. */
function ownUppers(
  actor: Actor,
  links: readonly { from: string; to: string }[],
  letters: ReadonlyMap<string, FigureLetter>,
  codes: Counted['codes'],
): FigureLetter[] {
  const organisation = organisationOf(actor);
  const own = links.filter(({ to }) => organisation !== null && codes.get(letters.get(to)!.issuer) === organisation);
  return [...new Set(own.map(({ from }) => letters.get(from)!))];
}

/** How letters came to the offices that carried them on, as far as more than stamps says so: to the own one, and by the inbox to those below. */
async function knownArrivals(
  { db }: DashboardDeps,
  actor: Actor,
  {
    codes,
    bodies,
    places,
  }: Pick<Counted, 'codes'> & { bodies: readonly SentBody[]; places: Awaited<ReturnType<typeof selectTold>> },
): Promise<(upper: HopLetter, lower: HopLetter) => { date: string; evidence: ArrivalEvidence } | null> {
  const organisation = organisationOf(actor);
  const receipts = [...places.keys()].map((place) => Number.parseInt(place, 10));
  const arrivals = organisation === null ? null : await selectArrivals(db, organisation, receipts);
  const inbox = new Map(
    bodies.flatMap((row) =>
      row.received === null ? [] : [[`${placeText(row)} ${row.organisation}`, row.received] as const],
    ),
  );
  return (upper, lower) => {
    const code = codes.get(lower.issuer) ?? null;
    if (code === null) return null;
    const place = code === organisation ? places.get(upper.place) : undefined;
    if (place && arrivals) {
      const came = arrivals({ receipt: Number.parseInt(upper.place, 10), ...place });
      if (came?.on && came.by) return { date: came.on, evidence: came.by };
    }
    const date = inbox.get(`${upper.place} ${code}`);
    return date === undefined || (lower.date !== null && date > lower.date) ? null : { date, evidence: 'inbox' };
  };
}

/** The matter's key by a letter; letters and files are numbered alike, attachments aside. */
export const keyAt = (letter: FigureLetter | undefined): string | null =>
  letter
    ? matterKeyOf(keyOf({ receipt: letter.receipt, number: Number(letter.key.slice(letter.key.indexOf('#') + 1)) }))
    : null;

import { replaceSame } from '../circulars/same-letters.repo.js';
import { passesOnTo } from '../domain/alerts/relay-to.js';
import { decide, nextLook, type StepRules } from '../domain/alerts/steps.js';
import type { Gazetteer } from '../domain/gazetteer/gazetteer.js';
import { isWorkingDay, type Workplace } from '../domain/working-days.js';
import { deadlinesIn, type NoticePages, type OwnDeadline, ownDeadlines } from '../notices/due.js';
import { deadlinesOf } from '../notices/due.repo.js';
import { type NoticeRow, noticesIn } from '../notices/notices.repo.js';
import { issuedBy } from '../notices/send.js';
import { officeCode } from '../notices/send.repo.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { selectArrivals } from '../register/arrivals.repo.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { placeOf } from '../shared/letter-place.js';
import { type Reckoning, workplaceOf } from './alerts.models.js';
import { type Duty, type DutyStand, daysOf, dutiesOf, dutyKey, letterKeyOf } from './duties.models.js';
import {
  dropMarks,
  lockDuties,
  type MarkedLetter,
  type MarksOf,
  replaceDuties,
  selectDuties,
  selectDutyLetters,
  selectHeld,
  selectMarked,
  selectPassedOn,
  selectToldDays,
  spreadMarks,
} from './duties.repo.js';
import { foldDuties, papersOf, type SamePlaces, sameLettersOf } from './papers.js';
import { officeRules } from './recipients.models.js';
import { type PlanDeps, reckoningsFor } from './reckoning.js';
import { selectRelaySentences } from './relay-sentences.repo.js';
import { officeAlerts, personAlerts } from './settings.repo.js';
import { withdrawnDuties } from './withdrawn.js';

/** Works out what organisations have to keep of the letters that were marked (`alert_marks`), and by it when they are told. */

/** Organisations in one transaction, and files of one of them: a reader of the embedded database waits no longer for it. */
const OFFICES_AT_ONCE = 25;
const FILES_AT_ONCE = 200;
const SPREAD_AT_ONCE = 50;

/**
 * Takes all marks that are there, or those that a request is about (`only`); resolves to how many letters were looked at. `stopped` is asked between. It may be
 * killed at any point.
 */
export async function settleDuties(
  deps: PlanDeps,
  stopped: () => boolean = () => false,
  only: MarksOf = {},
): Promise<number> {
  while (!stopped() && (await deps.db.transaction((tx) => spread(tx, only))) > 0);
  let done = 0;
  for (let after = ''; !stopped(); ) {
    const batch = await deps.db.transaction((tx) => settleBatch({ ...deps, db: tx }, deps, after, only));
    if (batch === null) break;
    done += batch.letters;
    after = batch.after;
  }
  return done;
}

async function spread(tx: Database, only: MarksOf): Promise<number> {
  await lockDuties(tx);
  return spreadMarks(tx, SPREAD_AT_ONCE, only);
}

/** One batch in its transaction; null where nothing is left. An office of which more is marked than fits is taken again. */
async function settleBatch(
  deps: PlanDeps,
  outer: PlanDeps,
  after: string,
  only: MarksOf,
): Promise<{ letters: number; after: string } | null> {
  await lockDuties(deps.db);
  const marked = await selectMarked(deps.db, { after, ...only, offices: OFFICES_AT_ONCE, perOffice: FILES_AT_ONCE });
  if (marked.length === 0) return null;
  const codes = marked.map(({ organisation }) => organisation);
  const gazetteer = await storedGazetteer(outer.db, deps.db);
  const settings = await officeAlerts(deps.db, codes);
  const members = await personAlerts(deps.db, codes);
  const reckonings = await reckoningsFor(deps, codes, gazetteer);
  const byFile = await filesOf(
    deps.db,
    marked.flatMap(({ receipts }) => receipts),
  );
  let count = 0;
  let full: string | null = null;
  for (const one of marked) {
    const { organisation } = one;
    const papers = await papersOf(deps.db, organisation, one.receipts);
    const receipts = papers.receipts.filter((receipt) => !papers.waiting.has(receipt));
    const more = receipts.filter((receipt) => !byFile.has(receipt));
    if (more.length > 0) for (const [receipt, rows] of await filesOf(deps.db, more)) byFile.set(receipt, rows);
    const same = sameLettersOf(
      organisation,
      papers.groups.filter(({ first }) => !papers.waiting.has(first)),
      (receipt) => byFile.get(receipt)!.letters,
    );
    const own = settings.get(organisation)!;
    const reckoning = reckonings.get(organisation)!;
    const { relayAhead } = own;
    const { said } = same;
    const office = await dutiesAt(deps.db, { organisation, receipts, byFile, said, gazetteer, relayAhead, reckoning });
    const told = foldDuties(office.duties, same.rows, office.open);
    const standing = await withHistory(deps.db, organisation, receipts, told, office.open);
    const rows = [...standing, ...(await withdrawnDuties(deps.db, organisation, receipts))];
    const rules = officeRules(own, members.get(organisation)!);
    for (const row of rows) row.nextOn = firstLook(row, rules, workplaceOf(reckoning), reckoning.asOf);
    await replaceDuties(deps.db, organisation, receipts, rows);
    await replaceSame(deps.db, organisation, receipts, same.rows);
    const done = one.receipts.filter((receipt) => !papers.waiting.has(receipt));
    await dropMarks(deps.db, { ...one, receipts: done });
    if (one.receipts.length === FILES_AT_ONCE && done.length > 0) full ??= organisation;
    count += office.open.size;
  }
  const last = codes.at(-1)!;
  // Before the one that is not done, so that it comes again.
  return { letters: count, after: full === null ? last : (codes[codes.indexOf(full) - 1] ?? after) };
}

interface FileRows {
  letters: MarkedLetter[];
  deadlines: Awaited<ReturnType<typeof deadlinesOf>>;
  /** Those of all files that were looked up with this one. */
  sentences: Awaited<ReturnType<typeof selectRelaySentences>>;
}

async function filesOf(db: Database, receipts: readonly number[]): Promise<Map<number, FileRows>> {
  const sentences = await selectRelaySentences(db, receipts);
  const byFile = new Map(
    receipts.map((receipt): [number, FileRows] => [receipt, { letters: [], deadlines: [], sentences }]),
  );
  for (const letter of await selectDutyLetters(db, receipts)) byFile.get(letter.receipt)!.letters.push(letter);
  for (const deadline of await deadlinesOf(db, receipts)) byFile.get(deadline.receipt)!.deadlines.push(deadline);
  return byFile;
}

/** The duties of an organisation of these files; `open`: the letters that it still has to do with. */
async function dutiesAt(
  db: Database,
  of: {
    organisation: string;
    receipts: readonly number[];
    byFile: ReadonlyMap<number, FileRows>;
    said: SamePlaces;
    gazetteer: Gazetteer;
    relayAhead: number;
    reckoning: Reckoning;
  },
): Promise<{ duties: Duty[]; open: Set<string> }> {
  const { organisation, receipts, byFile, said, gazetteer, relayAhead, reckoning } = of;
  const stored = receipts.flatMap((receipt) => byFile.get(receipt)!.deadlines);
  const own = grouped(await ownDeadlines(db, organisation, stored, reckoning), ({ receipt }) => receipt);
  const arrivals = await selectArrivals(db, organisation, receipts);
  const notices = await noticesIn(db, organisation, receipts);
  const noticeAt = new Map([...notices.values()].flat().map((row) => [placeOf(row), row]));
  const held = await selectHeld(db, organisation, receipts);
  const passed = await selectPassedOn(db, organisation, receipts);
  const code = await officeCode(db, organisation);
  const office = gazetteer.get(organisation);
  const duties: Duty[] = [];
  const open = new Set<string>();
  for (const receipt of receipts) {
    const { letters, sentences } = byFile.get(receipt)!;
    const deadlines = own.get(receipt) ?? [];
    const inbox = notices.get(receipt) ?? [];
    const places: { letter: MarkedLetter; notice: NoticeRow | null; pages: NoticePages }[] = inbox.length
      ? inbox.flatMap((notice) => {
          const letter = letters.find((one) => one.firstPage === notice.firstPage && one.rank === notice.rank);
          return letter ? [{ letter, notice, pages: notice }] : [];
        })
      : held.has(receipt)
        ? ownLetters(letters, deadlines)
            .filter((letter) => !issuedBy(letter.head, organisation, code, gazetteer))
            .map((letter) => ({ letter, notice: null, pages: letter }))
        : [];
    for (const { letter, notice, pages } of places) {
      const arrival = arrivals(letter);
      // What a person said to be the same letter is done and passed on in whichever paper it was.
      const papers = (said.get(placeOf(letter)) ?? [letter]).map(placeOf);
      const inboxes = papers.map((place) => noticeAt.get(place));
      if (!arrival || inboxes.some((row) => row?.doneAt)) continue;
      const stand: DutyStand = {
        organisation,
        arrival,
        path: notice ? `/inbox/${notice.id}` : `/letters/${receipt}/${letter.ordinal}`,
        assignee: notice?.assignee ?? null,
        passedOn: inboxes.some((row) => row?.forwardedAt) || papers.some((place) => passed.has(place)),
        mayApply: office?.level === 'local',
        relayAhead,
      };
      open.add(letterKeyOf({ organisation, ...letter }));
      const told = { ...letter, forwardTo: passesOnTo(office, letter.forwardTo, sentences.get(placeOf(letter))) };
      duties.push(...dutiesOf(told, deadlinesIn(pages, deadlines), stand, workplaceOf(reckoning)));
    }
  }
  return { duties, open };
}

/** Of a file that an office took in and has not registered yet: the letters that came to it, without what is enclosed in them. */
function ownLetters(letters: readonly MarkedLetter[], deadlines: readonly OwnDeadline[]): MarkedLetter[] {
  const enclosed = new Set(
    deadlines.filter(({ context }) => context).map(({ firstPage, rank }) => `${firstPage} ${rank}`),
  );
  return letters.filter(
    ({ number, firstPage, rank }) => number !== null && (number === 0 || !enclosed.has(`${firstPage} ${rank}`)),
  );
}

/**
 * With what was told before and is no more: a day that was moved stands with the new one (`was`), one that was called off as a row of its own, as long as the
 * letter is still to be done.
 */
async function withHistory(
  db: Database,
  organisation: string,
  receipts: readonly number[],
  fresh: Duty[],
  open: ReadonlySet<string>,
): Promise<Duty[]> {
  const before = await selectDuties(db, organisation, receipts);
  if (before.length === 0) return fresh;
  const told = await selectToldDays(db, organisation, receipts);
  const byLetter = grouped(fresh, letterKeyOf);
  const gone: Duty[] = [];
  for (const old of before) {
    const now = byLetter.get(letterKeyOf(old)) ?? [];
    const same = now.find((duty) => dutyKey(duty) === dutyKey(old));
    if (same) {
      same.detail.was ??= old.detail.was;
      continue;
    }
    const known = told.has(`${old.receipt} ${old.firstPage} ${old.rank} ${old.kind} ${old.dueOn}`);
    // A recurring one has passed to its next day, and a duty without a day has got one.
    if (!known || !open.has(letterKeyOf(old)) || old.dueOn === '' || old.detail.recurring) continue;
    const instead = old.detail.cancelled ? undefined : replacement(old, now, before);
    if (instead) instead.detail.was ??= old.dueOn;
    else if (old.kind === 'deadline') {
      const { folded: _folded, ...detail } = old.detail;
      gone.push({ ...old, atOnce: false, detail: { ...detail, cancelled: true } });
    }
  }
  return [...fresh, ...gone];
}

/** The duty that stands in the place of one: of its kind, and not there before. The nearest day, where there are several. */
function replacement(old: Duty, now: readonly Duty[], before: readonly Duty[]): Duty | undefined {
  const known = new Set(before.filter((one) => letterKeyOf(one) === letterKeyOf(old)).map(dutyKey));
  const added = now.filter((duty) => duty.kind === old.kind && duty.dueOn !== '' && !known.has(dutyKey(duty)));
  const distance = (duty: Duty) => Math.abs(Date.parse(duty.dueOn) - Date.parse(old.dueOn));
  return added.sort((a, b) => distance(a) - distance(b))[0];
}

/** The first day on which somebody may have to be told: at once where a step applies today. What they were told already is looked at then. */
function firstLook(duty: Duty, rules: readonly StepRules[], place: Workplace, day: string): string | null {
  if (duty.detail.folded) return null;
  const days = daysOf(duty);
  const told = { steps: new Set<string>(), was: true, letter: true };
  // Who is told that something is off is told by what they were told before; on a holiday the next working day sees what is left to tell.
  const off = days.cancelled || days.withdrawn !== null;
  const now = off || rules.some((one) => decide(days, one, place, { day, listener: 'keeper', told }).step);
  if (now) return day;
  return nextLook(days, rules, place, { day, waiting: !isWorkingDay(place, day) });
}

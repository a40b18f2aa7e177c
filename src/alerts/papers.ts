import type { DutyKind } from '../../schemas/alerts.js';
import { type SameLetter, selectPapers, selectSaid, selectStored } from '../circulars/same-letters.repo.js';
import { rescanReason } from '../domain/rescan.js';
import { daysOfPapers, type PaperGroup, paperGroups } from '../domain/same-letter.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { placeOf } from '../shared/letter-place.js';
import { type Duty, letterKeyOf } from './duties.models.js';
import type { MarkedLetter } from './duties.repo.js';

/** One letter that came to an organisation in several files is told once (docs/decisions/0011-the-same-paper-twice.md). */

/** The files that are looked at together. */
export interface Papers {
  /** With those that were asked for. */
  receipts: number[];
  /** Of these, what waits: it is being read, or may be of one letter with what is. */
  waiting: ReadonlySet<number>;
  groups: PaperGroup[];
}

/** These files of an organisation with those that are, or were until now, told with them. */
export async function papersOf(db: Database, organisation: string, receipts: readonly number[]): Promise<Papers> {
  for (let known = new Set(receipts); ; ) {
    const papers = await selectPapers(db, organisation, [...known]);
    if (papers.length < 2) return { receipts: [...known], waiting: new Set(), groups: [] };
    const said = await selectSaid(
      db,
      organisation,
      papers.map(({ receipt }) => receipt),
    );
    const groups = paperGroups(papers, said).filter((group) => filesOf(group).some((one) => known.has(one)));
    const stored = (await selectStored(db, organisation, [...known])).map((row) => [row.receipt, row.ofReceipt]);
    const together = [...groups.map(filesOf), ...stored];
    const grown = new Set([...known, ...together.flat()]);
    if (grown.size > known.size) {
      known = grown;
      continue;
    }
    const reading = new Set(papers.flatMap((paper) => (paper.reading ? [paper.receipt] : [])));
    const waiting = new Set(together.filter((some) => some.some((one) => reading.has(one))).flat());
    return { receipts: [...known], waiting, groups };
  }
}

const filesOf = ({ first, others }: PaperGroup): number[] => [first, ...others.map(({ receipt }) => receipt)];

/** Letters of one paper that a person said to be the same, by the place of each: what was done with one of them was done with all. */
export type SamePlaces = ReadonlyMap<string, readonly { receipt: number; firstPage: number; rank: number }[]>;

/**
 * Which letters of these files are told with which of the first: the letters on top, and of those behind them such as look the same. `said`: those that are one as a
 * person said.
 */
export function sameLettersOf(
  organisation: string,
  groups: readonly PaperGroup[],
  lettersIn: (receipt: number) => readonly MarkedLetter[],
): { rows: SameLetter[]; said: SamePlaces } {
  const rows: SameLetter[] = [];
  const said = new Map<string, MarkedLetter[]>();
  for (const { first, others } of groups) {
    const heads = lettersIn(first).filter(({ number }) => number !== null);
    for (const { receipt, asked, root } of others) {
      const free = new Set(heads);
      for (const letter of lettersIn(receipt)) {
        const of = [...free].find((head) => isSame(head, letter));
        if (!of) continue;
        free.delete(of);
        const { firstPage, rank } = letter;
        rows.push({
          ...{ organisation, receipt, firstPage, rank, asked },
          ...{ ofReceipt: of.receipt, ofFirstPage: of.firstPage, ofRank: of.rank },
        });
        // Of two that a person said to be one and that are asked about a third.
        const own = `${asked ? root : first} ${placeOf(of)}`;
        const known = said.get(own) ?? (asked ? [] : [of]);
        said.set(own, [...known, letter]);
      }
    }
  }
  const byPlace = new Map([...said.values()].flatMap((some) => some.map((one) => [placeOf(one), some] as const)));
  return { rows, said: byPlace };
}

const coverOf = ({ head, subject }: MarkedLetter) => ({ ...head, subject });
const isSame = (a: MarkedLetter, b: MarkedLetter): boolean =>
  a.number === 0 || b.number === 0
    ? a.number === b.number
    : b.number !== null && rescanReason(coverOf(a), coverOf(b)) !== null;

/**
 * Of letters that came in several papers each day once: the other duties stand silent (`folded`). Where the papers say different days, the one that is told is not
 * sure, and says all that were read. Once a person said that they are one letter, what a person confirmed goes over what nobody did. `open`: the letters that are
 * still to be done.
 */
export function foldDuties(duties: readonly Duty[], same: readonly SameLetter[], open: ReadonlySet<string>): Duty[] {
  if (same.length === 0) return [...duties];
  const folded = new Set<Duty>();
  const byLetter = grouped(duties, letterKeyOf);
  const ofHead = grouped(same, ({ ofReceipt, ofFirstPage, ofRank }) => `${ofReceipt} ${ofFirstPage} ${ofRank}`);
  for (const rows of ofHead.values()) {
    const { organisation, ofReceipt, ofFirstPage, ofRank } = rows[0]!;
    const head = { organisation, receipt: ofReceipt, firstPage: ofFirstPage, rank: ofRank };
    const keys = [head, ...rows].map(letterKeyOf).filter((key) => open.has(key));
    const papers = keys.map((key) => byLetter.get(key) ?? []);
    const more = rows.length;
    const asked = rows.some((row) => row.asked);
    const ofKind = (kind: DutyKind) => papers.map((some) => some.filter((duty) => duty.kind === kind));
    tellOnce(ofKind('deadline'), { more, asked }, folded);
    // A paper that was passed on has nothing of this left to say, which is no other reading.
    tellOnce(
      ofKind('relay').filter((some) => some.length > 0),
      { more, asked },
      folded,
    );
  }
  return duties.map((duty) => (folded.has(duty) ? { ...duty, detail: { ...duty.detail, folded: true } } : duty));
}

const dayOf = ({ dueOn, lastOn }: Duty): string => (dueOn === '' ? '' : `${dueOn} ${lastOn ?? dueOn}`);

/** Writes into the duties that are told what the other papers say, and notes those that are not. */
function tellOnce(papers: readonly Duty[][], of: { more: number; asked: boolean }, folded: Set<Duty>): void {
  const confirmed = (some: readonly Duty[]) => some.length > 0 && some.every(({ detail }) => detail.confirmed);
  const sure = of.asked ? [] : papers.filter(confirmed);
  const counted = sure.length > 0 ? sure : papers;
  const told = new Map<Duty, boolean>();
  for (const { paper, day, differs } of daysOfPapers(counted.map((some) => ({ paper: some, days: some.map(dayOf) })))) {
    told.set(paper.find((duty) => dayOf(duty) === day)!, differs);
  }
  const all = papers.flat();
  const veiled = all.some(({ detail }) => detail.veiled);
  const assignee = all.find((duty) => duty.assignee !== null)?.assignee ?? null;
  const readings = counted.map((some) => some.map(({ dueOn }) => dueOn).sort());
  for (const duty of all) {
    const differs = told.get(duty);
    if (differs === undefined) {
      folded.add(duty);
      continue;
    }
    duty.assignee ??= assignee;
    duty.atOnce ||= all.some((other) => other.atOnce && dayOf(other) === dayOf(duty));
    const { detail } = duty;
    if (differs) detail.confidence = 0;
    // What one of the papers shows to be of a secrecy class is, whichever of them is told.
    if (veiled) Object.assign(detail, { veiled: true, issuer: null, subject: null, action: null, context: [] });
    else if (of.asked || differs) detail.papers = { more: of.more, asked: of.asked, readings: differs ? readings : [] };
  }
}

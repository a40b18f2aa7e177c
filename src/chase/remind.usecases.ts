import type { RemindAnswer } from '../../schemas/chase.js';
import type { ChaseFor } from '../../schemas/matters.js';
import type { OrganisationRef } from '../../schemas/organisations.js';
import { type Duty, daysOf, lineOf, remindedDuty } from '../alerts/duties.models.js';
import { selectDutyLetters } from '../alerts/duties.repo.js';
import { settleDuties } from '../alerts/duties.usecases.js';
import { messageOf, type OfficeDay, type Telling, type ToldLine } from '../alerts/planner.models.js';
import { officeDays, writeTellings } from '../alerts/planner.usecases.js';
import { listensAs } from '../alerts/recipients.models.js';
import type { PlanDeps } from '../alerts/reckoning.js';
import { appendAudit } from '../audit/audit.repo.js';
import { matterPlace } from '../dashboard/matters.usecases.js';
import { cannotWait } from '../domain/alerts/steps.js';
import { thaiDay } from '../domain/calendar.js';
import { OFFICE } from '../notices/besides.repo.js';
import { inboxOrganisation } from '../notices/inbox.usecases.js';
import { type Actor, auditName } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import type { Database } from '../shared/database.js';
import { WianError } from '../shared/errors.js';
import { grouped } from '../shared/grouped.js';
import { placeOf } from '../shared/letter-place.js';
import { insertReminders, type MissingRow, selectDeadlineDuties, selectMissing, selectNamed } from './remind.repo.js';

const bodyOf = (row: Parameters<typeof placeOf>[0] & { organisation: string }) => `${row.organisation} ${placeOf(row)}`;

interface RemindInput {
  actor: Actor;
  for: ChaseFor;
  letters: readonly string[];
}
const keysOf = ({ letters }: Pick<RemindInput, 'letters'>): string[] => [...new Set(letters)];

/**
 * Reminds the bodies that have a letter of the actor's organisation in their inbox and have not done this with it: each is told once a letter and day, whoever asks
 * for it and how often. Those who keep the letter there are told as they chose, outside their quiet hours, by one message for all of these letters. Bodies that do not
 * use wian are not told: their text is to be copied (`chase`). Rejects with `record.not_found` where one of the letters is not the actor's to see; nobody is
 * reminded then.
 */
export async function remindBodies(deps: PlanDeps, input: RemindInput): Promise<RemindAnswer> {
  const { actor } = input;
  const sender = inboxOrganisation(actor);
  const keys = keysOf(input);
  // In a request no more is settled than what it is about: what is marked of others waits for the turn of the planner.
  const about = await missingOf(deps.db, input);
  const organisations = [...new Set(about.missing.map(({ organisation }) => organisation))];
  if (organisations.length > 0) {
    await settleDuties(deps, undefined, { organisations, receipts: about.letters.map(({ receipt }) => receipt) });
  }
  const gazetteer = await storedGazetteer(deps.db);
  const named = (code: string): OrganisationRef => ({ code, name: gazetteer.get(code)?.name ?? code });
  return deps.db.transaction(async (tx) => {
    const now = deps.clock.now();
    const day = thaiDay(now);
    const { letters, missing } = await missingOf(tx, input);
    const chased = { by: named(sender), for: input.for };
    const codes = [...new Set(missing.map(({ organisation }) => organisation))].sort();
    const offices = await officeDays({ ...deps, db: tx }, { codes, duties: [], now, gazetteer });
    const lines = await linesOf(tx, missing, { offices, step: `chased:${day}`, chased });
    const written = await insertReminders(
      tx,
      [...lines.values()].map(({ duty, line }) => ({ ...alertOf(duty, line), recipient: OFFICE, plannedAt: now })),
    );
    const fresh = new Set(written.map(bodyOf));
    const told = missing.filter((row) => fresh.has(bodyOf(row)));
    const byOffice = grouped(told, ({ organisation }) => organisation);
    const tellings = offices.flatMap((office) => {
      const { code } = office.organisation;
      const own = (byOffice.get(code) ?? []).map((row) => lines.get(bodyOf(row))!);
      return tellingsOf(own, office).map((telling) => ({ organisation: code, telling }));
    });
    await writeTellings(tx, tellings, { now, day });
    const byLetter = grouped(told, placeOf);
    for (const letter of letters) {
      const { receipt, firstPage, rank } = letter;
      const organisations = (byLetter.get(placeOf(letter)) ?? []).map(({ organisation }) => organisation);
      if (organisations.length === 0) continue;
      const detail = { firstPage, rank, sender, for: input.for, organisations };
      await appendAudit(tx, { at: now, actor: auditName(actor), action: 'letter.chased', receipt, detail });
    }
    const all = grouped(missing, placeOf);
    return {
      letters: letters.map((letter, at) => {
        const these = byLetter.get(placeOf(letter)) ?? [];
        const before = (all.get(placeOf(letter)) ?? []).length - these.length;
        return { key: keys[at]!, told: these.map(({ organisation }) => named(organisation)), before };
      }),
    };
  });
}

/** The letters that are named (in their order, each once), and the bodies that have not done this with them. Rejects with `record.not_found`. */
async function missingOf(db: Database, { actor, ...input }: RemindInput) {
  const places = keysOf(input).map(matterPlace);
  const seen = new Map((await selectNamed(db, actor, places)).map((row) => [`${row.receipt} ${row.n}`, row]));
  const letters = places.map(({ receipt, n, letter }) => {
    const found = seen.get(`${receipt} ${n}`);
    if (!found) throw new WianError('record.not_found', letter);
    return found;
  });
  const chosen = new Set(letters.map(placeOf));
  const receipts = new Set(letters.map(({ receipt }) => receipt));
  const rows = await selectMissing(db, actor, { for: input.for, receipts });
  return { letters, missing: rows.filter((row) => chosen.has(placeOf(row))) };
}

/** What each body is told of a letter, with the deadline as it has it. */
async function linesOf(
  tx: Database,
  missing: readonly MissingRow[],
  of: { offices: readonly OfficeDay[]; step: string; chased: NonNullable<ToldLine['line']['chased']> },
): Promise<Map<string, ToldLine>> {
  const receipts = new Set(missing.map(({ receipt }) => receipt));
  const letters = new Map((await selectDutyLetters(tx, receipts)).map((letter) => [placeOf(letter), letter]));
  const organisations = missing.map(({ organisation }) => organisation);
  const known = grouped(await selectDeadlineDuties(tx, organisations, receipts), bodyOf);
  const offices = new Map(of.offices.map((office) => [office.organisation.code, office]));
  return new Map(
    missing.map((row): [string, ToldLine] => {
      const { place, day, settings } = offices.get(row.organisation)!;
      const stand = { ...row, path: `/inbox/${row.notice}` };
      const duty = remindedDuty(letters.get(placeOf(row))!, pressing(known.get(bodyOf(row)) ?? [], day), stand);
      const line = lineOf(duty, { step: of.step, day, place, leastConfidence: settings.leastConfidence });
      // Under no day, so that a deadline that moves meanwhile makes no second reminder of the day.
      const told = { ...duty, dueOn: '' };
      return [
        bodyOf(row),
        { duty: told, line: { ...line, chased: of.chased }, pressing: cannotWait(daysOf(duty), place, day) },
      ];
    }),
  );
}

/** Of a letter's deadlines the one that a reminder names: the next, else the last that has passed. */
function pressing(duties: readonly Duty[], day: string): Duty | undefined {
  const dated = duties.filter(({ dueOn, detail }) => dueOn !== '' && !detail.cancelled);
  const sorted = dated.sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1));
  return sorted.find(({ dueOn }) => dueOn >= day) ?? sorted.at(-1);
}

const alertOf = ({ organisation, receipt, firstPage, rank }: Duty, line: ToldLine['line']) => ({
  organisation,
  receipt,
  firstPage,
  rank,
  kind: 'deadline' as const,
  dueOn: '',
  step: line.step,
  line,
});

/** Who of an organisation is told: those who keep the letter. */
function tellingsOf(lines: readonly ToldLine[], office: OfficeDay): Telling[] {
  return office.recipients.flatMap((recipient): Telling[] => {
    const own = lines.filter(({ duty }) =>
      listensAs(duty, recipient, office.settings, office.members).includes('keeper'),
    );
    if (own.length === 0) return [];
    const message =
      recipient.channel === null ? null : ({ kind: 'chase', ...messageOf(own, 'chase', office) } as const);
    return [{ recipient, lines: [...own], message }];
  });
}

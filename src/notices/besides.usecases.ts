import type { RelayTask, Reminder } from '../../schemas/notices.js';
import { workplaceOf } from '../alerts/alerts.models.js';
import { selectPassedOn } from '../alerts/duties.repo.js';
import { type PlanDeps, reckoningFor } from '../alerts/reckoning.js';
import { selectRelaySentences } from '../alerts/relay-sentences.repo.js';
import { passesOnTo } from '../domain/alerts/relay-to.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { grouped } from '../shared/grouped.js';
import { placeOf } from '../shared/letter-place.js';
import { type RelayDuty, selectRelayDuties, selectReminders } from './besides.repo.js';
import type { ShownLetter } from './inbox.models.js';
import type { NoticeRow } from './notices.repo.js';

/** What stands beside the letters of an inbox: the task to pass one on, and reminders of who sent it. `letters`: by notice, as far as the reader sees them. */
export async function besidesOf(
  deps: PlanDeps,
  organisation: string,
  rows: readonly NoticeRow[],
  letters: ReadonlyMap<number, ShownLetter>,
): Promise<(row: NoticeRow) => { relay: RelayTask | null; reminders: Reminder[] }> {
  const receipts = [...new Set(rows.map(({ receipt }) => receipt))];
  const reminders = grouped(await selectReminders(deps.db, organisation, receipts), placeOf);
  const duties = new Map(
    (await selectRelayDuties(deps.db, organisation, receipts)).map((duty) => [placeOf(duty), duty]),
  );
  const passed = await selectPassedOn(deps.db, organisation, receipts);
  const office = (await storedGazetteer(deps.db)).get(organisation);
  const sentences = await selectRelaySentences(deps.db, receipts);
  const reckoning = await reckoningFor(deps, organisation);
  const { asOf } = reckoning;
  const place = workplaceOf(reckoning);
  return (row) => {
    const told = (reminders.get(placeOf(row)) ?? []).flatMap(({ at, chased }) =>
      chased ? [{ at: at.toISOString(), ...chased }] : [],
    );
    const to = passesOnTo(office, letters.get(row.id)?.effective.relay.forward_to ?? [], sentences.get(placeOf(row)));
    if (to.length === 0) return { relay: null, reminders: told };
    const times = [passed.get(placeOf(row)), row.forwardedAt].filter((at) => at != null);
    const passedOnAt = times.sort((a, b) => a.getTime() - b.getTime())[0]?.toISOString() ?? null;
    const duty = passedOnAt === null && row.doneAt === null ? duties.get(placeOf(row)) : undefined;
    return { relay: { to, passedOnAt, ...taskOf(duty, { place, asOf }) }, reminders: told };
  };
}

/** When it has to be passed on, and how that day was found. */
function taskOf(
  duty: RelayDuty | undefined,
  { place, asOf }: { place: Workplace; asOf: string },
): Omit<RelayTask, 'to' | 'passedOnAt'> {
  const reckoned = duty?.detail.relay;
  return {
    dueOn: duty?.dueOn ?? null,
    workingDaysLeft: duty ? workingDaysBetween(place, asOf, duty.dueOn) : null,
    below: reckoned?.below ?? null,
    ahead: reckoned?.ahead ?? null,
    late: reckoned?.late ?? false,
    estimate: duty?.detail.estimate ?? false,
    confirmed: duty?.detail.confirmed ?? false,
  };
}

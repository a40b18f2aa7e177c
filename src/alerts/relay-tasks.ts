import type { OpenState } from '../../schemas/due.js';
import type { RelayTask } from '../../schemas/notices.js';
import type { RelayReckoned } from '../domain/alerts/relay-words.js';
import { type Workplace, workingDaysBetween } from '../domain/working-days.js';
import { noticesIn } from '../notices/notices.repo.js';
import { type Actor, organisationOf } from '../people/actor.js';
import type { Database } from '../shared/database.js';
import { grouped } from '../shared/grouped.js';
import { placeOf } from '../shared/letter-place.js';
import { selectPassedOn } from './duties.repo.js';
import { type ListedLetter, selectListed, selectReadable, selectRelayTasks } from './relay-tasks.repo.js';

/** A letter that an organisation in the middle has to pass on, and until when: a day that was worked out (`dutiesOf`) and stands in no letter. */
export interface OpenRelay {
  receipt: number;
  ordinal: number;
  firstPage: number;
  rank: number;
  dueOn: string;
  /** The last day that it may be; null where that is `dueOn`. */
  lastOn: string | null;
  estimate: boolean;
  /** Whether a person confirmed the letter whose day it was worked back from; `confidence`: how sure that was read otherwise. */
  confirmed: boolean;
  confidence: number;
  reckoned: RelayReckoned & { to: string[] };
  /** Its place in the inbox; null for a letter that is only kept. */
  notice: number | null;
  assignee: number | null;
}

/**
 * What the actor's organisation has to pass on between two days, of the letters that the actor sees and may read. What was sent on, given to the own units or done is
 * none of it any more from that moment, before duties are settled anew.
 */
export async function openRelays(
  db: Database,
  actor: Actor,
  between: { from: string; to?: string },
): Promise<OpenRelay[]> {
  const organisation = organisationOf(actor);
  if (organisation === null) return [];
  const rows = await selectRelayTasks(db, organisation, between);
  if (rows.length === 0) return [];
  const receipts = new Set(rows.map(({ receipt }) => receipt));
  const readable = new Map((await selectReadable(db, actor, receipts)).map((one) => [placeOf(one), one]));
  const passed = await selectPassedOn(db, organisation, receipts);
  const inbox = await noticesIn(db, organisation, receipts);
  const byPlace = grouped([...inbox.values()].flat(), placeOf);
  return rows.flatMap(({ relay, ...row }): OpenRelay[] => {
    const letter = readable.get(placeOf(row));
    const notice = byPlace.get(placeOf(row))?.[0] ?? null;
    const over = passed.has(placeOf(row)) || notice?.doneAt != null || notice?.forwardedAt != null;
    if (!letter || !relay || over) return [];
    const { ordinal } = letter;
    // Where two papers of it say different days, the one that a person confirmed is not sure either (`foldDuties`).
    const confirmed = row.confirmed && row.confidence > 0;
    return [
      { ...row, ordinal, confirmed, reckoned: relay, notice: notice?.id ?? null, assignee: notice?.assignee ?? null },
    ];
  });
}

/** What lists say of their letters. */
export async function listedLetters(db: Database, relays: readonly OpenRelay[]): Promise<ListedLetters> {
  const receipts = relays.map(({ receipt }) => receipt);
  const rows = receipts.length === 0 ? [] : await selectListed(db, receipts);
  const byKey = new Map(rows.map((row) => [`${row.receipt} ${row.ordinal}`, row]));
  return ({ receipt, ordinal }) => byKey.get(`${receipt} ${ordinal}`);
}
export type ListedLetters = (of: Pick<OpenRelay, 'receipt' | 'ordinal'>) => ListedLetter | undefined;

/** How such a task stands on a day: as a deadline does. */
export function relayState({ dueOn, lastOn, estimate }: OpenRelay, asOf: string): OpenState {
  if (asOf < dueOn) return 'coming';
  if (asOf > (lastOn ?? dueOn)) return 'overdue';
  return estimate || lastOn !== null ? 'perhaps' : 'today';
}

/** As it is answered. */
export function relayTaskOf(
  { dueOn, estimate, confirmed, reckoned }: OpenRelay,
  { place, asOf }: { place: Workplace; asOf: string },
): RelayTask {
  const workingDaysLeft = workingDaysBetween(place, asOf, dueOn);
  return { ...reckoned, dueOn, workingDaysLeft, estimate, confirmed, passedOnAt: null };
}

import type { CalendarAnswer, CalendarItem } from '../../schemas/calendar.js';
import type { LetterLine } from '../../schemas/notices.js';
import { type Reckoning, workplaceOf } from '../alerts/alerts.models.js';
import { reckoningFor } from '../alerts/reckoning.js';
import { listedLetters, type OpenRelay, openRelays, relayTaskOf } from '../alerts/relay-tasks.js';
import type { ListedLetter } from '../alerts/relay-tasks.repo.js';
import { logSecretRows } from '../circulars/secrecy.js';
import { visibleLetters } from '../circulars/visible.js';
import { workedBackText } from '../domain/alerts/relay-words.js';
import { daysBetween } from '../domain/calendar.js';
import { type Actor, readsSecret } from '../people/actor.js';
import { keyOf } from '../relay/relay.models.js';
import { WianError } from '../shared/errors.js';
import { type OwnDeadline, ownDeadlines } from './due.js';
import { deadlinesBetween, type StoredDeadline } from './due.repo.js';
import { RELAY_UID } from './feeds.models.js';
import { told } from './inbox.models.js';
import { type InboxDeps, inboxOrganisation } from './inbox.usecases.js';
import { type NoticeRow, noticeOf, noticesIn } from './notices.repo.js';

/** No calendar shows more at once. */
const MOST_DAYS = 800;

/**
 * The deadlines of the letters that the actor's organisation has in its inbox or keeps, from one day to another, both counting. What later letters put off or
 * cancelled is left out, and all of secret letters for who is not named for such. What has to be passed on stands on the day that was worked out for that until it
 * is. `mine`: of letters that were given to the actor.
 */
export async function listCalendar(
  deps: InboxDeps,
  input: { actor: Actor; from: string; to: string; mine: boolean },
): Promise<CalendarAnswer> {
  const { actor, from, to, mine } = input;
  const organisation = inboxOrganisation(actor);
  if (from > to || Date.parse(to) - Date.parse(from) > MOST_DAYS * 86_400_000) {
    throw new WianError('request.invalid', `${from} to ${to}`);
  }
  const reckoning = await reckoningFor(deps, organisation);
  const stored = await deadlinesBetween(deps.db, visibleLetters(actor), from, to);
  const own = await ownDeadlines(deps.db, organisation, stored, reckoning);
  const notices = await noticesIn(
    deps.db,
    organisation,
    stored.map(({ receipt }) => receipt),
  );
  const isMine = (assignee: number | null | undefined) => actor.kind === 'person' && assignee === actor.id;
  const shown: Pick<StoredDeadline, 'receipt' | 'ordinal' | 'secrecy'>[] = [];
  const items = own.flatMap((deadline, at) => {
    const row = stored[at]!;
    if (deadline.state !== 'live' && deadline.state !== 'expired') return [];
    if (row.secrecy !== null && !readsSecret(actor)) return [];
    const notice = noticeOf(deadline, notices.get(deadline.receipt) ?? []);
    if (mine && !isMine(notice?.assignee)) return [];
    const found = itemsOf(deadline, row, notice).filter(({ on }) => from <= on && on <= to);
    if (found.length > 0) shown.push(row);
    return found;
  });
  const relays = (await openRelays(deps.db, actor, { from, to })).filter(
    (relay) => from <= relay.dueOn && (!mine || isMine(relay.assignee)),
  );
  const listed = await listedLetters(deps.db, relays);
  for (const relay of relays) {
    const row = listed(relay);
    if (!row) continue;
    items.push(relayItem(relay, row, reckoning));
    shown.push(row);
  }
  await logSecretRows(deps, actor, shown);
  items.sort((a, b) => compare(a.on, b.on) || compare(a.time ?? '~', b.time ?? '~') || compare(a.id, b.id));
  return { items, province: reckoning.office.province };
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A deadline on its day; a recurring one on each. One without a day stands on none. */
function itemsOf(deadline: OwnDeadline, row: StoredDeadline, notice: NoticeRow | null): CalendarItem[] {
  const context = notice ? notice.firstPage !== row.firstPage || notice.rank !== row.rank : row.enclosed;
  const { dueOn, lastOn, next } = deadline.resolved;
  if (dueOn === null) return [];
  const item = {
    time: deadline.deadline.time,
    notice: notice?.id ?? null,
    letter: lineOf(row),
    due: told({ ...deadline, context }),
    done: notice?.doneAt !== null && notice !== null,
    relay: null,
  };
  if (next.length > 0) return next.map((on) => ({ ...item, id: `${deadline.id}-${on}`, on, until: null }));
  return [{ ...item, id: deadline.id, on: dueOn, until: lastOn !== null && lastOn !== dueOn ? lastOn : null }];
}

/** The task to pass a letter on, on its day. There is one of a letter, and it is known by that. */
function relayItem(relay: OpenRelay, row: ListedLetter, reckoning: Reckoning): CalendarItem {
  const { receipt, firstPage, rank, dueOn, lastOn, estimate, confirmed, confidence, notice } = relay;
  const { asOf } = reckoning;
  const task = relayTaskOf(relay, { place: workplaceOf(reckoning), asOf });
  const id = `${receipt}-${firstPage}-${rank}-${RELAY_UID}`;
  return {
    id,
    on: dueOn,
    until: lastOn,
    time: null,
    notice,
    letter: lineOf(row),
    due: {
      id,
      of: { key: keyOf({ receipt, number: row.number ?? 0 }), reference: row.reference, issuer: row.issuer },
      context: false,
      deadline: {
        date: null,
        time: null,
        kind: 'due',
        binds: 'relay',
        optional: false,
        from: null,
        text: '',
        confidence,
      },
      state: 'live',
      resolved: {
        dueOn,
        dueAt: null,
        lastOn,
        basis: 'policy',
        estimate,
        reason: workedBackText(relay.reckoned),
        remindOn: dueOn,
        alternatives: [],
        next: [],
        warnings: [],
      },
      confirmed,
      daysLeft: daysBetween(asOf, dueOn),
      workingDaysLeft: task.workingDaysLeft,
      changes: [],
    },
    done: false,
    relay: task,
  };
}

function lineOf(row: StoredDeadline | ListedLetter): LetterLine {
  const { receipt, ordinal, kind, reference, date, secrecy, issuer, subject, action, actionSure } = row;
  const speed = 'letter' in row ? row.letter.speed : row.speed;
  const said = { issuer, subject, action, actionSure, speed };
  return { receipt, ordinal, kind, reference, date, secrecy, veiled: false, ...said };
}

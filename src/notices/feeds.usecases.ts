import { createHash, randomBytes } from 'node:crypto';
import type { Feed, NewFeed } from '../../schemas/calendar.js';
import { appendAudit } from '../audit/audit.repo.js';
import { addDays, thaiDay } from '../domain/calendar.js';
import { type CalendarEvent, icalendar } from '../domain/icalendar.js';
import { type Actor, auditName } from '../people/actor.js';
import { storedGazetteer } from '../people/gazetteers.js';
import { WianError } from '../shared/errors.js';
import { listCalendar } from './calendar.usecases.js';
import { eventOf, feedItems, letterUid, type TellableEvent, withUids } from './feeds.models.js';
import {
  type EventRow,
  findFeed,
  insertFeed,
  lockEvents,
  putEvents,
  revokeFeed,
  selectEventRows,
  selectFeeds,
  touchFeed,
} from './feeds.repo.js';
import type { InboxDeps } from './inbox.usecases.js';

/** Secret addresses under which other calendars read an organisation's deadlines. The address is the secret: only its hash is kept. */

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const TOKEN = /^[\w-]{43}$/;

type Person = Extract<Actor, { kind: 'person' }>;
function personOf(actor: Actor): Person {
  if (actor.kind !== 'person') throw new WianError('request.invalid', 'a person');
  return actor;
}
/** Whose addresses somebody sees: an administrator those of all in the organisation, so that those of who left can be revoked. */
const scopeOf = (actor: Person): number | null => (actor.roles.includes('admin') ? null : actor.id);

/** Makes an address. It is answered this once. */
export async function createFeed(deps: InboxDeps, input: { actor: Actor }): Promise<NewFeed> {
  const actor = personOf(input.actor);
  const token = randomBytes(32).toString('base64url');
  const createdAt = deps.clock.now();
  const { organisation, id: person } = actor;
  const id = await deps.db.transaction(async (tx) => {
    const made = await insertFeed(tx, { organisation, person, tokenHash: hashOf(token), createdAt });
    const detail = { feed: made, organisation };
    await appendAudit(tx, { at: createdAt, actor: auditName(actor), action: 'feed.created', receipt: null, detail });
    return made;
  });
  return { id, person: actor.name, createdAt: createdAt.toISOString(), seenAt: null, path: `/calendar/${token}.ics` };
}

/** The addresses that work: one's own, for an administrator those of the whole organisation. */
export async function listFeeds(deps: InboxDeps, input: { actor: Actor }): Promise<Feed[]> {
  const actor = personOf(input.actor);
  const rows = await selectFeeds(deps.db, actor.organisation, scopeOf(actor));
  return rows.map(({ id, name, createdAt, seenAt }) => ({
    id,
    person: name,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt?.toISOString() ?? null,
  }));
}

/** From now on the address answers as if it had never been. Rejects with `record.not_found`. */
export async function dropFeed(deps: InboxDeps, input: { actor: Actor; id: number }): Promise<void> {
  const actor = personOf(input.actor);
  const at = deps.clock.now();
  const { organisation } = actor;
  await deps.db.transaction(async (tx) => {
    const revoked = await revokeFeed(tx, { id: input.id, organisation, person: scopeOf(actor) }, at);
    if (!revoked) throw new WianError('record.not_found', `feed ${input.id}`);
    const detail = { feed: input.id, organisation };
    await appendAudit(tx, { at, actor: auditName(actor), action: 'feed.revoked', receipt: null, detail });
  });
}

/** How far back and ahead a calendar tells, in days. */
const BACK = 60;
const AHEAD = 400;
/** How long it is told that an event is no more. */
const CANCELLED_MS = 60 * 86_400_000;
/** Programs ask every hour; when they last did is written down no more often. */
const SEEN_MS = 3_600_000;

/**
 * The calendar of an address. `base`: the address of this wian, for the links. Rejects with `record.not_found`, the same for an address that never was, was revoked,
 * or is of somebody who no longer reads the organisation's letters.
 */
export async function readFeed(deps: InboxDeps, input: { file: string; base: string }): Promise<string> {
  const token = input.file.replace(/\.ics$/, '');
  const feed = TOKEN.test(token) ? await findFeed(deps.db, hashOf(token)) : null;
  if (!feed) throw new WianError('record.not_found');
  const { organisation } = feed;
  const now = deps.clock.now();
  if (!feed.seenAt || now.getTime() - feed.seenAt.getTime() > SEEN_MS) await touchFeed(deps.db, feed.id, now);
  // Not named for secret letters, whoever made it: the address may be in anybody's hands.
  const actor: Actor = { kind: 'person', id: feed.person, name: feed.name, organisation, roles: [], secret: false };
  const from = addDays(thaiDay(now), -BACK);
  const { items } = await listCalendar(deps, { actor, from, to: addDays(thaiDay(now), AHEAD), mine: false });
  const events = await deps.db.transaction(async (tx) => {
    await lockEvents(tx, organisation);
    const current = feedItems(items).map(eventOf);
    const since = new Date(now.getTime() - CANCELLED_MS);
    const letters = [...new Set(current.map(({ uid }) => letterUid(uid)))];
    const before = await selectEventRows(tx, organisation, { letters, from, since });
    const { told, changed } = toldAnew(before, withUids(before, current), from, now);
    await putEvents(tx, organisation, changed);
    return told;
  });
  const gazetteer = await storedGazetteer(deps.db);
  return icalendar({
    name: `กำหนดหนังสือ ${gazetteer.get(organisation)?.name ?? organisation}`,
    events: events.map(
      ({ path, changedAt, ...event }): CalendarEvent => ({
        ...event,
        changed: changedAt,
        url: `${input.base}${path}`,
      }),
    ),
  });
}

type Told = TellableEvent & { sequence: number; changedAt: Date };
const FIELDS = ['date', 'time', 'summary', 'description', 'path', 'status'] as const;
const same = (a: TellableEvent, b: TellableEvent) => FIELDS.every((name) => a[name] === b[name]);

/**
 * What is told now, after what was told `before`: what changed with a higher sequence, and what is no more as cancelled. What has only become older than
 * the calendar reaches back is left out without a word. `changed`: the rows to be kept.
 */
export function toldAnew(
  before: readonly EventRow[],
  now: readonly TellableEvent[],
  from: string,
  at: Date,
): { told: Told[]; changed: Told[] } {
  const known = new Map(before.map((row) => [row.uid, row]));
  const current = now.map((event): Told => {
    const old = known.get(event.uid);
    if (!old) return { ...event, sequence: 0, changedAt: at };
    if (same(old, event)) return { ...event, sequence: old.sequence, changedAt: old.changedAt };
    return { ...event, sequence: old.sequence + 1, changedAt: at };
  });
  const uids = new Set(now.map(({ uid }) => uid));
  const gone = before
    .filter(({ uid, status, date }) => !uids.has(uid) && (status === 'CANCELLED' || date >= from))
    .map(({ organisation: _, ...row }): Told => {
      if (row.status === 'CANCELLED') return row;
      // Of what was taken back nothing is said any more but that it is.
      return {
        ...row,
        summary: 'ยกเลิก',
        description: '',
        status: 'CANCELLED',
        sequence: row.sequence + 1,
        changedAt: at,
      };
    });
  const told = [...current, ...gone.filter(({ changedAt }) => at.getTime() - changedAt.getTime() <= CANCELLED_MS)];
  return { told, changed: told.filter(({ changedAt }) => changedAt === at) };
}

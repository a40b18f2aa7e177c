import { z } from 'zod';
import { isoDate, secrecy, speed } from './common.js';
import { deadlineChange, deadlineState, resolved } from './due.js';
import { chaseFor } from './matters.js';
import { organisationRef } from './organisations.js';
import { actionKind, deadline, letter, letterKind } from './record.js';

/** Inboxes (กล่องหนังสือ) of organisations, what becomes of a letter there, and what its sender sees of that. Times are ISO 8601 in UTC. */

const moment = z.string();

/** `resolved`: an addressee of the letter; `hand`: sent by a person's choice; `own`: the office's own scan. */
export const noticeOrigin = z.enum(['resolved', 'hand', 'own']);

/** Who did a step, by the name of today. */
const step = z.object({ at: moment, by: z.string() });
export type Step = z.infer<typeof step>;

/**
 * A deadline as the organisation has it. `context`: of a letter that is enclosed, so that it binds whom that letter was sent to; `of`: the letter that
 * states it. `confirmed`: a person looked through that letter. `daysLeft`, `workingDaysLeft`: negative once it has passed.
 */
export const noticeDeadline = z.object({
  id: z.string(),
  of: z.object({ key: z.string(), reference: z.string().nullable(), issuer: z.string().nullable() }),
  context: z.boolean(),
  deadline: deadline.pick({
    date: true,
    time: true,
    kind: true,
    binds: true,
    optional: true,
    from: true,
    text: true,
    confidence: true,
  }),
  state: deadlineState,
  resolved,
  confirmed: z.boolean(),
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
  changes: z.array(deadlineChange),
});
export type NoticeDeadline = z.infer<typeof noticeDeadline>;

/** What is seen of the letter in a list; a secret one says number and date alone to those who are not named. */
export const letterLine = z.object({
  receipt: z.int(),
  ordinal: z.int(),
  kind: letterKind,
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  speed: speed.nullable(),
  secrecy: secrecy.nullable(),
  veiled: z.boolean(),
  action: actionKind.nullable(),
  /** Whether the action is sure: measured as such, or set by a person. */
  actionSure: z.boolean(),
});
export type LetterLine = z.infer<typeof letterLine>;

/** That who sent a letter reminded the organisation of it. `for`: what was not done then, as far as is known. */
export const reminder = z.object({ at: moment, by: organisationRef, for: chaseFor });
export type Reminder = z.infer<typeof reminder>;

/**
 * The task of an organisation in the middle to pass a letter on (`แจ้ง อปท. ในพื้นที่`). `to`: the classes below it that are to be told. `dueOn`: null where the letter
 * gives those below no day, or where it is passed on (`passedOnAt`). `below`: the day of those below; `ahead`: how many working days before it `dueOn` lies; `late`:
 * fewer than the organisation set, since the letter came too late for more, so that `dueOn` is the first working day after it came, or the day itself.
 */
export const relayTask = z.object({
  to: z.array(z.string()),
  dueOn: isoDate.nullable(),
  workingDaysLeft: z.int().nullable(),
  below: isoDate.nullable(),
  ahead: z.int().nullable(),
  late: z.boolean(),
  estimate: z.boolean(),
  confirmed: z.boolean(),
  passedOnAt: moment.nullable(),
});
export type RelayTask = z.infer<typeof relayTask>;

export const noticeState = z.enum(['unread', 'read', 'acknowledged', 'done']);

/**
 * A letter in an inbox. `letter`: null where the file was read anew and no letter begins there any more. `due`: the earliest deadline that binds this
 * organisation; `outer`: where it has none, the earliest of the letters enclosed. `relay`: null where there is nothing to pass on. `reminded`: the last reminder of what
 * is still not done.
 */
export const inboxItem = z.object({
  id: z.int(),
  origin: noticeOrigin,
  sender: organisationRef.nullable(),
  sentAt: moment,
  state: noticeState,
  letter: letterLine.nullable(),
  due: noticeDeadline.nullable(),
  outer: noticeDeadline.nullable(),
  relay: relayTask.nullable(),
  reminded: reminder.nullable(),
  assignee: z.object({ id: z.int(), name: z.string() }).nullable(),
  forwarded: z.boolean(),
  acknowledged: step.nullable(),
  done: step.nullable(),
});
export type InboxItem = z.infer<typeof inboxItem>;

export const inboxFilters = ['open', 'unread', 'mine', 'overdue', 'done'] as const;
export const inboxQuery = z.object({
  filter: z.enum(inboxFilters).default('open'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type InboxFilter = z.infer<typeof inboxQuery>['filter'];
/** Earliest deadline first; what is done, latest first. `total`: of the filter; `counts`: of each. */
export const inboxAnswer = z.object({
  items: z.array(inboxItem),
  total: z.int(),
  counts: z.record(z.enum(inboxFilters), z.int()),
});
export type InboxAnswer = z.infer<typeof inboxAnswer>;

/** Something that was done with the letter in this organisation, the latest last. `action` as in the audit log. */
export const noticeEvent = z.object({
  at: moment,
  by: z.string(),
  action: z.string(),
  text: z.string().nullable(),
});
export type NoticeEvent = z.infer<typeof noticeEvent>;

/** The whole of it. `record`: the letter, veiled as in `letterLine`. `pages`: those that were sent. */
export const inboxLetter = inboxItem.extend({
  record: letter.nullable(),
  receipt: z.int(),
  pages: z.tuple([z.int(), z.int()]),
  deadlines: z.array(noticeDeadline),
  enclosed: z.array(z.object({ ordinal: z.int(), kind: letterKind, text: z.string() })),
  received: moment.nullable(),
  read: step.nullable(),
  assigned: step.nullable(),
  note: z.string().nullable(),
  proof: z.object({ name: z.string() }).nullable(),
  forwards: z.array(z.object({ unit: z.string(), note: z.string().nullable(), ...step.shape })),
  events: z.array(noticeEvent),
  /** The earliest first. */
  reminders: z.array(reminder),
});
export type InboxLetter = z.infer<typeof inboxLetter>;

/** To whom a letter can be given: people of the organisation, and its own units. */
export const inboxOptions = z.object({
  people: z.array(z.object({ id: z.int(), name: z.string(), position: z.string().nullable() })),
  units: z.array(z.string()),
});
export type InboxOptions = z.infer<typeof inboxOptions>;

export const noticeParams = z.object({ id: z.coerce.number().int().min(1).max(2_147_483_647) });
/** `person`: null takes it back. */
export const assignRequest = z.object({ person: z.int().min(1).nullable() });
const written = (most: number) => z.string().trim().min(1).max(most);
export const doneRequest = z.object({ note: z.string().trim().max(2000).default('') });
export const reopenRequest = z.object({ reason: written(500) });
export const forwardRequest = z.object({
  units: z.array(written(200)).min(1).max(50),
  note: z.string().trim().max(1000).default(''),
});
export const proofQuery = z.object({ name: z.string().min(1).max(1000) });

/** A letter by its file and its place there, attachments counted. */
const letterPlace = { receipt: z.coerce.number().int().min(1), ordinal: z.coerce.number().int().min(0) };
export const statusQuery = z.object(letterPlace);
/** `lastPage`: without it, those that are the letter's own, its attachments and what is enclosed. */
export const sendRequest = z.object({
  ...letterPlace,
  organisations: z.array(z.string().min(1).max(40)).min(1).max(10_000),
  lastPage: z.int().min(1).optional(),
});
/** `organisations`: without it, all. */
export const withdrawRequest = z.object({
  ...letterPlace,
  organisations: z.array(z.string().min(1).max(40)).min(1).max(10_000).optional(),
});
export const sendAnswer = z.object({ organisations: z.array(organisationRef), unknown: z.array(organisationRef) });
export const withdrawAnswer = z.object({ organisations: z.array(organisationRef) });

/**
 * How far a letter is at one organisation it was sent to. `unknown` (ไม่ทราบ): it does not use wian, so nothing is known, not even whether it came.
 * Never tells to whom it was given there, nor what was written.
 */
export const belowState = z.enum([
  'unknown',
  'sent',
  'received',
  'read',
  'acknowledged',
  'forwarded',
  'done',
  'withdrawn',
]);
export type BelowState = z.infer<typeof belowState>;
export const belowStatus = z.object({
  organisation: organisationRef,
  state: belowState,
  sentAt: moment.nullable(),
  receivedAt: moment.nullable(),
  readAt: moment.nullable(),
  acknowledgedAt: moment.nullable(),
  forwardedAt: moment.nullable(),
  doneAt: moment.nullable(),
  withdrawnAt: moment.nullable(),
});
export type BelowStatus = z.infer<typeof belowStatus>;
/** `sentAt`: null where the organisation did not send this letter. */
export const belowAnswer = z.object({ sentAt: moment.nullable(), recipients: z.array(belowStatus) });
export type BelowAnswer = z.infer<typeof belowAnswer>;

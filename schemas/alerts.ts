import { z } from 'zod';
import { isoDate } from './common.js';
import { chaseFor } from './matters.js';
import { organisationRef } from './organisations.js';

/** Alerts of deadlines: who is told, when, by what way, and what became of it. Days are ISO, times of day `HH:MM` in Thailand, moments ISO 8601 in UTC. */

const moment = z.string();
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** `app`: in the application alone. */
export const alertWays = ['app', 'email', 'line'] as const;
export const alertWay = z.enum(alertWays);
export type AlertWay = z.infer<typeof alertWay>;

/** By which a message leaves this wian. */
export const messageChannels = ['email', 'line', 'webhook'] as const;
export type MessageChannel = (typeof messageChannels)[number];

/** Hours in which nothing is sent, over midnight where `to` is the earlier; null: none. */
const quietHours = z.object({ from: timeOfDay, to: timeOfDay }).nullable();

/**
 * When somebody is told. `ahead`: working days before the last working day on or before the deadline; on that day itself always. `digestAt`: from when
 * the one message of a working day may go.
 */
const rules = z.object({
  ahead: z
    .array(z.int().min(1).max(60))
    .max(10)
    .overwrite((days) => [...new Set(days)].sort((a, b) => b - a)),
  digestAt: timeOfDay,
  quiet: quietHours,
});

/** An organisation's own. Every part has a default, so that one that sets nothing is told. */
export const officeAlertSettings = rules.extend({
  /** Whether a letter that is ด่วนที่สุด is told at once when it comes (สารบรรณ ข้อ 28). */
  mostUrgentAtOnce: z.boolean(),
  /** Of a letter that no person has confirmed, the least confidence with which its deadline is told as one; below it the line asks to check it. */
  leastConfidence: z.number().min(0.5).max(1),
  /** Working days over which overdue letters are told of daily. */
  overdueFor: z.int().min(0).max(250),
  /** Working days after a deadline on which the chief is told. */
  escalateAfter: z.int().min(0).max(60),
  /** Working days before the deadline of those below by which a letter has to be passed on to them. */
  relayAhead: z.int().min(0).max(60),
  /** Who is told of letters that are given to nobody; empty: all clerks and receivers. */
  people: z.array(z.int()).max(200),
  /** Whom overdue letters are escalated to; null: nobody. */
  chief: z.int().nullable(),
});
export type OfficeAlertSettings = z.infer<typeof officeAlertSettings>;

export const DEFAULT_OFFICE_ALERTS: OfficeAlertSettings = {
  ahead: [7, 3, 1],
  digestAt: '08:00',
  quiet: { from: '19:00', to: '07:00' },
  mostUrgentAtOnce: true,
  leastConfidence: 0.9,
  overdueFor: 30,
  escalateAfter: 3,
  relayAhead: 7,
  people: [],
  chief: null,
};

/** A person's own at one organisation; what is null is as the organisation has it. */
export const personAlertSettings = z.object({
  way: alertWay,
  email: z.email().max(254).nullable(),
  ahead: rules.shape.ahead.nullable(),
  digestAt: timeOfDay.nullable(),
  quiet: z.union([quietHours, z.literal('office')]),
});
export type PersonAlertSettings = z.infer<typeof personAlertSettings>;

export const DEFAULT_PERSON_ALERTS: PersonAlertSettings = {
  way: 'app',
  email: null,
  ahead: null,
  digestAt: null,
  quiet: 'office',
};

/** What has to be kept: the deadline that binds, or to pass a letter on to those below in time. */
export const dutyKinds = ['deadline', 'relay'] as const;
export type DutyKind = (typeof dutyKinds)[number];

/**
 * Why a line is told: the letter is ด่วนที่สุด and came (`received`), working days before (`ahead:7`), the day itself or the last working day before it
 * (`today`), each working day after (`overdue:2025-02-11`), to the chief (`escalated`), it had passed before the letter came (`expired`), a later
 * letter moved it (`changed`) or called it off (`cancelled`); who sent it took it back (`withdrawn:2025-02-11`), or reminds of it (`chased:2025-02-11`).
 */
export const alertStep = z
  .string()
  .regex(
    /^(received|ahead:\d{1,2}|today|overdue:\d{4}-\d\d-\d\d|escalated|expired|changed|cancelled|(withdrawn|chased):\d{4}-\d\d-\d\d)$/,
  );
export type AlertStep = string;

/** A deadline of the letters around, or a later one of its own. */
const contextDay = z.object({ dueOn: isoDate, text: z.string() });

/**
 * One line of a message. Of a letter of a secrecy class it says number and date alone (`veiled`), whoever reads it: messages pass through others' hands.
 * `sure`: a person confirmed it, or it was read with the confidence that the office asks for; `confirmed`: the former.
 */
export const alertLine = z.object({
  step: alertStep,
  kind: z.enum(dutyKinds),
  /** Page of the application. */
  path: z.string(),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  action: z.string().nullable(),
  veiled: z.boolean(),
  dueOn: isoDate.nullable(),
  /** Another day that it may be, at the latest. */
  until: isoDate.nullable(),
  time: z.string().nullable(),
  workingDaysLeft: z.int().nullable(),
  sure: z.boolean(),
  confirmed: z.boolean(),
  estimate: z.boolean(),
  /** The day before it was moved or called off. */
  was: isoDate.nullable(),
  context: z.array(contextDay),
  /**
   * Of a letter that came in several files: how many others there are, and whether a person is still to say that they are one letter (`asked`). `readings`: where
   * they state different days, those of each file, none (empty) where it states none; `` for a letter that is to be acted on at once.
   */
  papers: z
    .object({ more: z.int(), asked: z.boolean(), readings: z.array(z.array(z.union([isoDate, z.literal('')]))) })
    .optional(),
  /** Of a reminder: who sent the letter, and what has not been done as far as is known. */
  chased: z.object({ by: organisationRef, for: chaseFor }).optional(),
});
export type AlertLine = z.infer<typeof alertLine>;

export const messageKinds = ['digest', 'at-once', 'test', 'chase'] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * What a message says, before it is written for its channel. `more`: lines that are left out because there are too many. `code`: of a message that is sent
 * to try an address: by it a person shows that the address is theirs.
 */
export const messageContent = z.object({
  kind: z.enum(messageKinds),
  organisation: organisationRef,
  day: isoDate,
  lines: z.array(alertLine),
  more: z.int(),
  code: z.string().optional(),
});
export type MessageContent = z.infer<typeof messageContent>;

/**
 * `planned`: to be sent from `notBefore` on; `sending`: in a sender's hands; `unknown`: the sender or the line broke off while it was sent, so that
 * nobody knows whether it went; `dropped`: not sent, and why; the others are settled.
 */
export const messageStates = ['planned', 'sending', 'sent', 'failed', 'unknown', 'dropped'] as const;
export type MessageState = (typeof messageStates)[number];

/** Why a duty stands in a digest or does not; `why` is a sentence in Thai. */
export const previewLine = z.object({ line: alertLine, told: z.boolean(), why: z.string() });
export const previewQuery = z.object({ day: isoDate.optional(), person: z.coerce.number().int().min(1).optional() });
/** `day`: the next working day, without one asked for. `goesAt`: null where nothing would be sent. */
export const previewAnswer = z.object({
  day: isoDate,
  workingDay: z.boolean(),
  way: alertWay,
  goesAt: moment.nullable(),
  lines: z.array(previewLine),
  more: z.int(),
});
export type PreviewAnswer = z.infer<typeof previewAnswer>;

/** In the application: what one was told. */
export const alertItem = z.object({ id: z.int(), at: moment, read: z.boolean(), line: alertLine });
export const alertsQuery = z.object({
  unread: z.stringbool().default(false),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const alertsAnswer = z.object({ items: z.array(alertItem), unread: z.int(), total: z.int() });
/** `upTo`: all up to this number; without it, those named. */
export const alertsReadRequest = z.union([
  z.object({ upTo: z.int().min(1) }),
  z.object({ ids: z.array(z.int().min(1)).min(1).max(200) }),
]);

/** A message in the ledger. `to`: the address or name it goes to, shortened. */
export const messageItem = z.object({
  id: z.int(),
  channel: z.enum(messageChannels),
  kind: z.enum(messageKinds),
  recipient: z.string(),
  to: z.string().nullable(),
  state: z.enum(messageStates),
  lines: z.int(),
  plannedAt: moment,
  notBefore: moment,
  settledAt: moment.nullable(),
  attempts: z.int(),
  reason: z.string().nullable(),
});
export type MessageItem = z.infer<typeof messageItem>;
export const messagesQuery = z.object({
  state: z.enum(messageStates).optional(),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const messagesAnswer = z.object({
  items: z.array(messageItem),
  total: z.int(),
  counts: z.record(z.enum(messageStates), z.int()),
});
/** What a person says of a message whose outcome nobody knows. */
export const resolveMessageRequest = z.object({ as: z.enum(['sent', 'again']) });

import { z } from 'zod';
import { isoDate, secrecy, speed } from './common.js';
import { copy, difference } from './families.js';
import { organisationKind } from './organisations.js';
import { level } from './record.js';

/** The relay chain of a matter over HTTP, as the one who asks may see it (src/dashboard/matter.usecases.ts says what that is). */

export type Level = z.infer<typeof level>;

/** `<receipt>-<n>`: a matter by one of its letters, n counting the letters of the file from 0 (see `letterKey`). */
export const matterKey = z.string().regex(/^\d{1,9}-\d{1,5}$/);

export const format = z.enum(['json', 'csv']).default('json');

/** `text`: subject or number, digits of either kind. `sort`: the newest letter first, or the fewest days left to the next deadline. */
export const mattersQuery = z.object({
  text: z.string().max(200).optional(),
  sort: z.enum(['newest', 'deadline']).default('newest'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  format,
});
export type MattersQuery = z.output<typeof mattersQuery>;

/** How many of the bodies that a letter was sent down to have done what. `unknown`: those that do not use wian, or were not sent it there. */
export const statusCounts = z.object({
  total: z.int(),
  received: z.int(),
  read: z.int(),
  acknowledged: z.int(),
  forwarded: z.int(),
  done: z.int(),
  /** Use wian, have it in their inbox, and nobody there has opened the list. */
  waiting: z.int(),
  unknown: z.int(),
});
export type StatusCounts = z.infer<typeof statusCounts>;

/** A matter in the list, by the letters of it that are seen. `deadline`: the next one that has not passed, with what is left until then. */
export const matterSummary = z.object({
  key: matterKey,
  subject: z.string().nullable(),
  reference: z.string().nullable(),
  issuer: z.string().nullable(),
  secrecy: secrecy.nullable(),
  firstDate: isoDate.nullable(),
  lastDate: isoDate.nullable(),
  letters: z.int(),
  organisations: z.int(),
  hops: z.int(),
  differences: z.int(),
  deadline: isoDate.nullable(),
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
});
export type MatterSummary = z.infer<typeof matterSummary>;
export const mattersAnswer = z.object({ matters: z.array(matterSummary), total: z.int() });
export type MattersAnswer = z.infer<typeof mattersAnswer>;

/** By what an arrival is known: a receive stamp, a date entered by hand, the register's line, the inbox of wian; else it is not. */
export const arrivalEvidence = z.enum(['stamp', 'hand', 'register', 'inbox', 'unknown']);
export type ArrivalEvidence = z.infer<typeof arrivalEvidence>;

/**
 * When the letter above came to an organisation. `sure`: false for a stamp, which is read with doubt. Between `notBefore` and `notAfter`
 * where it is not known. `deadline` and what was left to it are as of that day: negative once it had passed.
 */
export const nodeArrival = z.object({
  date: isoDate.nullable(),
  evidence: arrivalEvidence,
  sure: z.boolean(),
  office: z.string().nullable(),
  notBefore: isoDate.nullable(),
  notAfter: isoDate.nullable(),
  deadline: isoDate.nullable(),
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
  /** What is said of a stamp that dates nothing, in Thai. */
  note: z.string().nullable(),
});
export type NodeArrival = z.infer<typeof nodeArrival>;

/** A receive stamp on a letter that belongs to no step shown. */
const otherReceipt = z.object({ office: z.string().nullable(), date: isoDate, daysLeft: z.int().nullable() });

/**
 * One stop of the chain. `letter`: a letter with its copies folded in. `cited`: a letter that is only known by the citation of it.
 * `receiver`: the organisation that asks, which has received a letter and sent none on. Times: `days` since the letter above, `held` from
 * arrival to this letter; `daysLeft` to `deadline` as of the letter's date.
 */
export const chainNode = z.object({
  id: z.string(),
  kind: z.enum(['letter', 'cited', 'receiver']),
  /** Of a letter, to open it by. */
  key: matterKey.nullable(),
  receipt: z.int().nullable(),
  ordinal: z.int().nullable(),
  firstPage: z.int().nullable(),
  rank: z.int().nullable(),
  level: level.nullable(),
  organisation: z.string().nullable(),
  /** Whether it is the organisation that asks. */
  own: z.boolean(),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  subject: z.string().nullable(),
  secrecy: secrecy.nullable(),
  speed: speed.nullable(),
  /** What the citation says, of a cited one. */
  text: z.string().nullable(),
  arrival: nodeArrival.nullable(),
  days: z.int().nullable(),
  held: z.int().nullable(),
  deadline: isoDate.nullable(),
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
  expiredBeforeReceipt: z.array(isoDate),
  receipts: z.array(otherReceipt),
  copies: z.array(z.object({ key: matterKey, differences: copy.shape.differences })),
  /** Of the bodies below that this letter was sent to by the organisation that asks; null where it sent it to none. */
  sent: statusCounts.nullable(),
});
export type ChainNode = z.infer<typeof chainNode>;

/** A step down. `cited`: its upper letter is not there. `texts`: each difference in a sentence, both readings in it. */
export const chainEdge = z.object({
  from: z.string(),
  to: z.string(),
  days: z.int().nullable(),
  match: z.enum(['exact', 'corrected', 'cited', 'received']),
  differences: z.array(z.object({ ...difference.shape, text: z.string(), suggestion: z.string().nullable() })),
});
export type ChainEdge = z.infer<typeof chainEdge>;

/** A citation that several letters fit: a person has to choose. */
const chainAsk = z.object({
  by: z.string(),
  text: z.string(),
  candidates: z.array(
    z.object({ key: matterKey, reference: z.string().nullable(), date: isoDate.nullable(), why: z.string() }),
  ),
});

/** `sentences`: each way down, in plain Thai; `moreWays`: whether there are more of them. */
export const matterChain = z.object({
  key: matterKey,
  asOf: isoDate,
  subject: z.string().nullable(),
  sentences: z.array(z.string()),
  moreWays: z.boolean(),
  nodes: z.array(chainNode),
  edges: z.array(chainEdge),
  asks: z.array(chainAsk),
  warnings: z.array(z.object({ id: z.string(), message: z.string() })),
});
export type MatterChain = z.infer<typeof matterChain>;

/** What a body below has done with a letter, each with its time; of one that is `unknown` nothing is known. */
export const recipientState = z.enum(['unknown', 'waiting', 'received', 'read', 'acknowledged', 'forwarded', 'done']);
export type RecipientState = z.infer<typeof recipientState>;
const moment = z.iso.datetime().nullable();
export const recipientStatus = z.object({
  code: z.string(),
  name: z.string(),
  kind: organisationKind.nullable(),
  level: level.nullable(),
  usesWian: z.boolean(),
  /** The furthest that it has come. */
  state: recipientState,
  sentAt: moment,
  receivedAt: moment,
  readAt: moment,
  acknowledgedAt: moment,
  forwardedAt: moment,
  doneAt: moment,
});
export type RecipientStatus = z.infer<typeof recipientStatus>;

export const recipientsQuery = z.object({ format });
export const recipientsAnswer = z.object({
  key: matterKey,
  reference: z.string().nullable(),
  subject: z.string().nullable(),
  counts: statusCounts,
  recipients: z.array(recipientStatus),
});
export type RecipientsAnswer = z.infer<typeof recipientsAnswer>;

/** For what the bodies below are chased. */
export const chaseFor = z.enum(['received', 'read', 'acknowledged', 'forwarded', 'done']);
export type ChaseFor = z.infer<typeof chaseFor>;
export const chaseQuery = z.object({ for: chaseFor.default('acknowledged') });
/** `text` names those alone that use wian and have not; null where there are none. `unknown`: of whom nothing is known; they are not named in it. */
export const chaseAnswer = z.object({
  key: matterKey,
  for: chaseFor,
  outstanding: z.array(z.object({ code: z.string(), name: z.string() })),
  unknown: z.array(z.object({ code: z.string(), name: z.string() })),
  text: z.string().nullable(),
  unknownText: z.string().nullable(),
});
export type ChaseAnswer = z.infer<typeof chaseAnswer>;

export const matterParams = z.object({ key: matterKey });
export const chainQuery = z.object({ format });

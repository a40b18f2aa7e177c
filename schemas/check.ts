import { z } from 'zod';
import { evidence, isoDate, probability, secrecy, speed, warning } from './common.js';
import { deadlineChange, deadlineState, resolved } from './due.js';
import { disagreement } from './families.js';
import { pageReading, pageSource } from './page.js';
import { pictureWidths } from './reader.js';
import { deadline, letter, letterKind } from './record.js';

/** What the page ตรวจ asks and answers: one letter with everything that a person needs to put it right and to confirm it. */

/** The fields that a person looks through, in the order of the form. */
export const checkedFields = [
  'reference',
  'date',
  'speed',
  'secrecy',
  'issuer',
  'subject',
  'recipients',
  'references',
  'enclosures',
  'mentions',
  'deadlines',
  'action',
  'contact',
  'received',
  'signer',
  'kind',
] as const;
export const checkedField = z.enum(checkedFields);
export type CheckedField = z.infer<typeof checkedField>;

/** A letter as it is named to people; `ordinal` is its place in its file (attachments counted). */
export const letterRef = z.object({
  receipt: z.int(),
  ordinal: z.int(),
  /** `<receipt>#<n>`; null for attachments. */
  key: z.string().nullable(),
  kind: letterKind,
  pages: letter.shape.pages,
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  speed: speed.nullable(),
  secrecy: secrecy.nullable(),
});
export type LetterRef = z.infer<typeof letterRef>;

/** Why a field goes to a person, in Thai; `item` is the place in a list. */
export const doubt = z.object({ code: z.string(), message: z.string(), item: z.int().nullable() });
export type Doubt = z.infer<typeof doubt>;

/**
 * A value that may be taken for a field, or for one item of a list, with one press. `value` is what `PATCH` takes (of an item: the whole item). `suggested`: why it is the
 * likelier one; null where nothing says so.
 */
export const choice = z.object({
  item: z.int().nullable(),
  value: z.unknown(),
  text: z.string(),
  why: z.string().nullable(),
  /** From which letter it comes, where it is another one. */
  other: letterRef.nullable(),
  suggested: z.string().nullable(),
});
export type Choice = z.infer<typeof choice>;

export const fieldCheck = z.object({
  field: checkedField,
  /** That of the rules and the characters; null where the field was not found. */
  confidence: probability.nullable(),
  evidence: z.array(evidence),
  doubts: z.array(doubt),
  choices: z.array(choice),
  /** What its sender says of it otherwise than people set before, to be given back with the answer; null where nothing of that is open. */
  said: z.string().nullable(),
  /** Who set it last, and when (ISO). */
  settled: z.object({ by: z.string(), at: z.string() }).nullable(),
});
export type FieldCheck = z.infer<typeof fieldCheck>;

/** What a citation was found to mean. `chosen`: by a person. `candidates`: where it is open. */
export const citationCheck = z.object({
  place: z.enum(['references', 'enclosures', 'mentions']),
  item: z.int(),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  to: letterRef.nullable(),
  chosen: z.boolean(),
  differences: z.array(disagreement),
  candidates: z.array(z.object({ letter: letterRef, differences: z.array(disagreement), why: z.string() })),
});
export type CitationCheck = z.infer<typeof citationCheck>;

export const deadlineCheck = z.object({
  /** Place in the letter's `deadlines`; null for what the letter only urges to, by the office's policy. */
  item: z.int().nullable(),
  deadline,
  resolved,
  state: deadlineState,
  daysLeft: z.int().nullable(),
  workingDaysLeft: z.int().nullable(),
  changes: z.array(deadlineChange),
});

/** A page as the picture of it is asked for: `width` and `height` as read, upright; `picture` false for text and for pages that may not be seen. */
export const checkedPage = z.object({
  number: z.int(),
  source: pageSource,
  width: z.number(),
  height: z.number(),
  rotation: pageReading.shape.rotation,
  picture: z.boolean(),
  /** The pages begins a letter of the file. */
  begins: z.boolean(),
});
export type CheckedPage = z.infer<typeof checkedPage>;

export const madeCorrection = z.object({
  field: z.string(),
  before: z.unknown(),
  after: z.unknown(),
  by: z.string(),
  at: z.string(),
});

/** What people did to a letter that begins nowhere any more: kept, and laid over again when one begins there. */
export const idleWork = z.object({ page: z.int(), fields: z.array(z.string()), confirmed: z.boolean() });

export const queuePlace = z.object({
  /** From 1; null where the letter is not in the queue. */
  position: z.int().nullable(),
  total: z.int(),
  previous: z.object({ receipt: z.int(), ordinal: z.int() }).nullable(),
  next: z.object({ receipt: z.int(), ordinal: z.int() }).nullable(),
});

export const letterAnswer = z.object({
  ref: letterRef,
  file: z.object({
    receipt: z.int(),
    name: z.string(),
    status: z.string(),
    pages: z.int(),
    /** Whether all of its pages may be seen: then the original and the searchable PDF may be had. */
    whole: z.boolean(),
    text: z.boolean(),
    idle: z.array(idleWork),
  }),
  letter,
  /** To be given back with `confirm`. */
  version: z.string(),
  /** Number and date alone are shown: it is of a secrecy class. */
  veiled: z.boolean(),
  mayEdit: z.boolean(),
  /** The actor's organisation issued it: a clerk of it may give it out in the exchange form once it is confirmed. */
  issued: z.boolean(),
  fields: z.array(fieldCheck),
  /** Of the letter as a whole. */
  notes: z.array(warning),
  citations: z.array(citationCheck),
  deadlines: z.array(deadlineCheck),
  nearDuplicates: z.array(z.object({ letter: letterRef, why: z.string() })),
  pages: z.array(checkedPage),
  /** All letters of the file, this one among them, with whether they are confirmed. */
  bundle: z.array(letterRef.extend({ confirmed: z.boolean() })),
  corrections: z.array(madeCorrection),
  confirmed: z.object({ by: z.string(), at: z.string() }).nullable(),
  queue: queuePlace,
});
export type LetterAnswer = z.infer<typeof letterAnswer>;

/** Of a field that people set: what stands there (`here`) and what its sender says otherwise (`there`), as they are shown. */
export const saidReading = z.object({ field: checkedField, here: z.string(), there: z.string() });
export type SaidReading = z.infer<typeof saidReading>;

export const queueItem = z.object({
  ...letterRef.shape,
  file: z.string(),
  receivedAt: z.string(),
  /** The nearest day of its deadlines. */
  due: isoDate.nullable(),
  daysLeft: z.int().nullable(),
  doubts: z.int(),
  doubtful: z.array(checkedField),
  said: z.array(saidReading),
});
export type QueueItem = z.infer<typeof queueItem>;
export const queueQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
/** `total` counts all that wait; `items` begin behind `after` of them. */
export const queueAnswer = z.object({ total: z.int(), items: z.array(queueItem) });
export type QueueAnswer = z.infer<typeof queueAnswer>;

export const letterParams = z.object({
  receipt: z.coerce.number().int().min(1),
  ordinal: z.coerce.number().int().min(0),
});
export const pageParams = z.object({
  receipt: z.coerce.number().int().min(1),
  page: z.coerce.number().int().min(1),
});
export const pictureQuery = z.object({
  width: z.coerce.number().pipe(z.literal(pictureWidths)).default(1600),
  /** Tells pictures of one page apart that browsers keep: by which way up it was read. */
  v: z.string().max(40).optional(),
});
export const pageTextAnswer = z.object({ number: z.int(), source: pageSource, lines: z.array(z.string()) });

const place = z.object({ receipt: z.int().min(1), ordinal: z.int().min(0) });

/** `seen`: the value that stood there when the person looked; `said`: what the sender said otherwise there, which the change settles, also where the value stays. All are taken, or none. */
export const correctRequest = z.object({
  changes: z
    .array(
      z.object({
        field: z.string(),
        value: z.unknown(),
        seen: z.unknown().optional(),
        said: z.string().max(10_000).nullish(),
      }),
    )
    .max(40)
    .default([]),
  choices: z
    .array(
      z.object({
        citation: z.object({ reference: z.string().nullable(), date: isoDate.nullable() }),
        means: place.nullable(),
      }),
    )
    .max(100)
    .default([]),
});
export type CorrectRequest = z.input<typeof correctRequest>;
/** `version`: that of the letter as it was seen. `changes` and `choices`: what is put right on it in the same deed. */
export const confirmRequest = correctRequest.extend({ version: z.string().max(100) });
export type ConfirmRequest = z.input<typeof confirmRequest>;
/** `sentTo`: to how many inboxes it went. */
export const confirmAnswer = z.object({ sentTo: z.int() });

/** `first`: the pages that begin a letter; `seen`: those that did when the person looked. */
export const splitRequest = z.object({
  first: z.array(z.int().min(1)).min(1).max(2000),
  seen: z.array(z.int().min(1)).max(2000),
  anyway: z.boolean().default(false),
});
export type SplitRequest = z.input<typeof splitRequest>;
export const doneAnswer = z.object({ done: z.literal(true) });

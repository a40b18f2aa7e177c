import { z } from 'zod';
import { deadlineItem } from './api.js';
import { isoDate, secrecy, speed } from './common.js';

/** ทะเบียนหนังสือรับ (ระเบียบงานสารบรรณ แบบที่ 13) and the office's practice with it, over HTTP. Moments are ISO 8601 with an offset. */

export const receivedBooks = ['received', 'received-secret'] as const;
export const receivedBook = z.enum(receivedBooks);
export type ReceivedBook = z.infer<typeof receivedBook>;

/** Buddhist year. */
const year = z.coerce.number().int().min(2400).max(2800);
const id = z.coerce.number().int().min(1).max(2_147_483_647);
const moment = z.iso.datetime({ offset: true });
const cell = z.string().trim().max(2000).nullable();

/** A letter as a person's deeds know it: a rerun may change its place in the file's record. */
export const letterPlace = z.object({ receipt: id, firstPage: id, rank: z.int().min(0).max(100_000) });
export type LetterPlace = z.infer<typeof letterPlace>;

/** ที่, ลงวันที่, จาก, ถึง, เรื่อง, การปฏิบัติ, หมายเหตุ, and ชั้นความเร็ว. */
export const entryColumns = z.object({
  reference: cell,
  date: isoDate.nullable(),
  sender: cell,
  addressee: cell,
  subject: cell,
  action: cell,
  remarks: cell,
  speed: speed.nullable(),
});
export type Columns = z.infer<typeof entryColumns>;
export const columnNames = Object.keys(entryColumns.shape) as (keyof Columns)[];
export const columnName = z.enum(columnNames as [keyof Columns, ...(keyof Columns)[]]);
export type ColumnName = keyof Columns;

/** A column that was read with doubt and that nobody has looked at: why, and what else it was read as. */
export const columnDoubt = z.object({
  column: columnName,
  reasons: z.array(z.string()),
  readings: z.array(z.object({ value: z.string().nullable(), why: z.string() })),
});
export type ColumnDoubt = z.infer<typeof columnDoubt>;

/** What the letter says by now of a column that was filled otherwise. The book does not change by itself. */
export const columnOffer = z.object({ column: columnName, value: z.string().nullable() });
export type ColumnOffer = z.infer<typeof columnOffer>;

/** The letter of a line, where it is still found. `ordinal`: its place in the file's record. */
export const entryLetter = letterPlace.extend({ ordinal: z.int(), lastPage: z.int(), secrecy: secrecy.nullable() });

/**
 * A line of the register. `veiled`: of a secrecy class, so that only number and date are told. `at`: when the paper came; the beginning of a day in
 * Thailand means that the hour is not known. `wrongBook`: the letter was found to be secret, or not to be, after it was registered.
 */
export const registerEntry = entryColumns.extend({
  id: z.int(),
  book: receivedBook,
  year: z.int(),
  number: z.int(),
  at: moment,
  registeredAt: moment,
  registeredBy: z.string(),
  cancelled: z.object({ at: moment, by: z.string(), reason: z.string() }).nullable(),
  veiled: z.boolean(),
  letter: entryLetter.nullable(),
  wrongBook: z.boolean(),
  doubts: z.array(columnDoubt),
  offers: z.array(columnOffer),
});
export type RegisterEntry = z.infer<typeof registerEntry>;

export const listQuery = z.object({
  book: receivedBook.default('received'),
  year: year.optional(),
  /** Days on which the paper came, both counted. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  text: z.string().trim().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const listAnswer = z.object({ entries: z.array(registerEntry), total: z.int(), years: z.array(z.int()) });
export type RegisterList = z.infer<typeof listAnswer>;

/** When a letter came, as far as is known before it is registered. `check`: what somebody should look at. */
export const proposedArrival = z.object({
  at: moment,
  by: z.enum(['hand', 'stamp', 'upload', 'notice']),
  check: z.string().nullable(),
});
export type ProposedArrival = z.infer<typeof proposedArrival>;

/** A letter that has no line yet, with what its line would say. `confirmed`: a person looked through it. */
export const waitingLetter = z.object({
  letter: entryLetter,
  file: z.string(),
  book: receivedBook,
  confirmed: z.boolean(),
  /** Its file may be another scan of one that the office has, and nobody has answered that: registered, it might be counted twice. */
  rescanAsked: z.boolean(),
  veiled: z.boolean(),
  columns: entryColumns,
  doubts: z.array(columnDoubt),
  arrival: proposedArrival,
});
export type WaitingLetter = z.infer<typeof waitingLetter>;
/** `own`: letters that the office issued itself, and which belong into the register of sent letters. */
export const waitingQuery = z.object({
  own: z.enum(['true', 'false']).default('false'),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
/** `own`: how many of those the office issued itself. */
export const waitingAnswer = z.object({ letters: z.array(waitingLetter), total: z.int(), own: z.int() });
export type WaitingList = z.infer<typeof waitingAnswer>;

/** `at`: as somebody entered it; without one, as proposed. `early`: the person knows that this is before the letter's own date. */
const arrival = { at: moment.optional(), early: z.boolean().optional() };
export const registerRequest = z.object({
  letters: z
    .array(letterPlace.extend({ ...arrival, columns: entryColumns.partial().optional() }))
    .min(1)
    .max(500),
});
export type RegisterRequest = z.infer<typeof registerRequest>;
/** One result a letter, in the order asked for. `known`: it had that line before. */
export const registerAnswer = z.object({
  results: z.array(
    z.object({
      letter: letterPlace,
      entry: registerEntry.nullable(),
      known: z.boolean(),
      error: z.object({ code: z.string(), message: z.string() }).nullable(),
    }),
  ),
});
export type RegisterAnswer = z.infer<typeof registerAnswer>;

/** A letter of which there is only paper. */
export const paperRequest = entryColumns.extend({ ...arrival, secret: z.boolean().default(false) });
export type PaperRequest = z.input<typeof paperRequest>;

/** `accept`: columns that take what the letter says by now; `keep`: those that stay, and are not offered it again. */
export const changeRequest = z.object({
  ...arrival,
  columns: entryColumns.partial().optional(),
  accept: z.array(columnName).optional(),
  keep: z.array(columnName).optional(),
});
export type ChangeRequest = z.infer<typeof changeRequest>;

const reason = z.string().trim().min(1).max(500);
export const cancelRequest = z.object({ reason });

export const noteKinds = ['propose', 'note', 'order'] as const;
export const noteKind = z.enum(noteKinds);
export type NoteKind = z.infer<typeof noteKind>;
/** เสนอ, เกษียน or สั่งการ. `writtenAt`: as it stands on the paper. `assignee`: the person to whom an order gives the letter. */
export const noteRequest = z.object({
  kind: noteKind,
  text: z.string().trim().min(1).max(4000),
  name: z.string().trim().min(1).max(200),
  position: z.string().trim().max(200).nullable(),
  writtenAt: moment,
  assignee: id.optional(),
});
export type NoteRequest = z.infer<typeof noteRequest>;
export const officeNote = z.object({
  id: z.int(),
  kind: noteKind,
  text: z.string(),
  name: z.string(),
  position: z.string().nullable(),
  writtenAt: moment,
  enteredAt: moment,
  enteredBy: z.string(),
});
export type OfficeNote = z.infer<typeof officeNote>;

/** A line with its notes in order, and the deadlines of its letter as counted for this office. `assignee`: who has the letter now. */
export const entryDetail = z.object({
  entry: registerEntry,
  notes: z.array(officeNote),
  deadlines: z.array(deadlineItem.omit({ letter: true, changes: true })),
  assignee: z.object({ id: z.int(), name: z.string() }).nullable(),
});
export type EntryDetail = z.infer<typeof entryDetail>;

export const entryParams = z.object({ id });

/** The number that the next line of a book and year gets. `last`: the highest there is; null without any line. */
export const counterQuery = z.object({ book: receivedBook.default('received'), year });
export const counterAnswer = z.object({ book: receivedBook, year: z.int(), next: z.int(), last: z.int().nullable() });
export type CounterAnswer = z.infer<typeof counterAnswer>;
export const counterRequest = z.object({ book: receivedBook, year, next: z.int().min(1).max(9_999_999) });

export const exportQuery = listQuery
  .omit({ page: true, limit: true })
  .extend({ format: z.enum(['csv', 'xlsx', 'pdf']).default('csv') });

/** What an organisation's books hold of one letter: its lines under their numbers, and the drafts by which it is sent on. */
export const letterPapers = z.object({
  entries: z.array(z.object({ id, book: receivedBook, number: z.int(), year })),
  drafts: z.array(z.object({ id, sent: z.boolean() })),
});
export type LetterPapers = z.infer<typeof letterPapers>;

import { z } from 'zod';
import { isoDate, secrecy, speed } from './common.js';
import { organisationRef } from './organisations.js';
import { actionKind } from './record.js';

/** Sending on: cover letters that an office drafts for a letter it received, and its register of sent letters. */

const line = z.string().trim().max(500);
const text = z.string().max(6000);

/** An addressee as it is printed, and the organisations meant where they are known. */
export const draftRecipient = z.object({ text: line, organisations: z.array(organisationRef).max(9000) });
export type DraftRecipient = z.infer<typeof draftRecipient>;

/**
 * A cover letter as หนังสือภายนอก (ระเบียบงานสารบรรณ แบบที่ 1). Its number and date are left blank. `code`: what the number begins with; `[ต้องตรวจ]` stands
 * in a text behind what a person has to look at before it goes out.
 */
export const draftContent = z.object({
  speed: speed.nullable(),
  secrecy: secrecy.nullable(),
  code: line,
  circular: z.boolean(),
  office: line,
  address: text,
  subject: text,
  recipients: z.array(draftRecipient).max(60),
  references: z.array(text).max(20),
  enclosures: z.array(text).max(40),
  paragraphs: z.array(text).max(20),
  signer: z.object({ name: line, position: text }),
  contact: z.object({ office: line, phone: line, email: line }),
  copies: z.array(line).max(20),
});
export type DraftContent = z.infer<typeof draftContent>;

/** What a person has to look at in a draft, in Thai. `field` names the part of it. */
export const draftCheck = z.object({ field: draftContent.keyof(), message: z.string() });
export type DraftCheck = z.infer<typeof draftCheck>;

/** A received letter as it is named among drafts. Of a secret one that may not be read, number and date alone. */
export const sendingLetter = z.object({
  receipt: z.int(),
  firstPage: z.int(),
  rank: z.int(),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  issuer: z.string().nullable(),
  subject: z.string().nullable(),
  speed: speed.nullable(),
  secrecy: secrecy.nullable(),
  action: actionKind.nullable(),
});
export type SendingLetter = z.infer<typeof sendingLetter>;

/**
 * A letter that asks to be sent on and has not been. `arrivedOn`: ISO day; `waited`: days since; `due`: the nearest deadline, with the working days
 * left until it (negative once it has passed) and whether it is sure; `applicant`: it binds those who apply, not the office.
 */
export const waitingLetter = z.object({
  ...sendingLetter.shape,
  arrivedOn: isoDate,
  waited: z.int(),
  due: z.object({ date: isoDate, workingDaysLeft: z.int(), sure: z.boolean(), applicant: z.boolean() }).nullable(),
  draft: z.int().nullable(),
});
export type WaitingLetter = z.infer<typeof waitingLetter>;

export const draftSummary = z.object({
  id: z.int(),
  letter: sendingLetter,
  createdAt: z.string(),
  changedAt: z.string(),
  /** The line in the register of sent letters; null where it has not gone out. */
  sent: z.object({ entry: z.int(), number: z.int(), year: z.int(), day: isoDate, cancelled: z.boolean() }).nullable(),
  /** Days from arrival to sending, or until today. */
  days: z.int(),
});
export type DraftSummary = z.infer<typeof draftSummary>;

export const draft = z.object({
  ...draftSummary.shape,
  content: draftContent,
  /** `open`: still to be looked at, as far as the texts tell. */
  checks: z.array(draftCheck.extend({ open: z.boolean() })),
  arrivedOn: isoDate,
});
export type Draft = z.infer<typeof draft>;

export const draftParams = z.object({ id: z.coerce.number().int().positive() });

const place = { receipt: z.int().positive(), firstPage: z.int().positive(), rank: z.int().min(0) };
/** `leadDays`: how many working days before the letter's deadline the office wants an answer itself; null: none. */
export const newDraft = z.object({ ...place, leadDays: z.int().min(1).max(60).nullable().default(null) });
/** `known`: there was a draft of the letter that has not gone out. */
export const newDraftAnswer = z.object({ id: z.int(), known: z.boolean() });

/** `changedAt`: that of the draft as it was opened; a change since is not written over. */
export const changedDraft = z.object({ content: draftContent, changedAt: z.string() });

/** A draft went out. `number`: the office's own running number; null: the next of the register. `day`: the date of the letter. */
export const sentDraft = z.object({ number: z.int().positive().nullable(), day: isoDate });
export const sentAnswer = z.object({
  entry: z.int(),
  number: z.int(),
  year: z.int(),
  reference: z.string(),
  /**
   * Organisations in whose inbox it is now. `withheld`: why it was sent to none within wian: pages of another matter would have gone along, or the
   * office has the letter no more (taken back by its sender, or parted otherwise).
   */
  notified: z.array(organisationRef),
  withheld: z.enum(['pages-shared', 'not-seen']).nullable(),
});
export type SentAnswer = z.infer<typeof sentAnswer>;

export const sendingAnswer = z.object({ waiting: z.array(waitingLetter), drafts: z.array(draftSummary) });
export type SendingAnswer = z.infer<typeof sendingAnswer>;

export const sentBooks = ['sent', 'sent-secret'] as const;
export const sentBook = z.enum(sentBooks);
export type SentBook = z.infer<typeof sentBook>;

/** A line of ทะเบียนหนังสือส่ง (แบบที่ 14). `veiled`: of a secrecy class, so that only number and date are told. Moments are ISO 8601. */
export const sentEntry = z.object({
  id: z.int(),
  book: sentBook,
  year: z.int(),
  number: z.int(),
  reference: z.string().nullable(),
  date: isoDate.nullable(),
  sender: z.string().nullable(),
  addressee: z.string().nullable(),
  subject: z.string().nullable(),
  action: z.string().nullable(),
  remarks: z.string().nullable(),
  speed: speed.nullable(),
  at: z.string(),
  registeredBy: z.string(),
  cancelled: z.object({ at: z.string(), by: z.string(), reason: z.string() }).nullable(),
  veiled: z.boolean(),
  draft: z.int().nullable(),
});
export type SentEntry = z.infer<typeof sentEntry>;

export const sentQuery = z.object({
  book: sentBook.default('sent'),
  year: z.coerce.number().int().min(2400).max(2800).optional(),
  from: isoDate.optional(),
  to: isoDate.optional(),
  text: z.string().trim().max(200).optional(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export const sentList = z.object({ entries: z.array(sentEntry), total: z.int(), years: z.array(z.int()) });
export type SentList = z.infer<typeof sentList>;
export const sentExport = sentQuery
  .omit({ page: true, limit: true })
  .extend({ format: z.enum(['pdf', 'xlsx', 'csv']).default('pdf') });
export const sentCancel = z.object({ reason: z.string().trim().min(1).max(500) });

import type { z } from 'zod';
import type { MessageChannel, MessageContent } from '../schemas/alerts.js';
import type { UrgencyPolicy } from '../schemas/due.js';
import type { FileJob, JobPayload, Stage } from '../schemas/jobs.js';
import type { LineAccount } from '../schemas/line.js';
import type { Inspection, PageReading } from '../schemas/page.js';
import type { PictureOf, StampOf } from '../schemas/reader.js';

/** What the outside gives to the use cases. Adapters implement these; use cases know nothing else of them. */

/** Sizes that are refused before any decoding; from the settings. */
export interface Limits {
  maxFileBytes: number;
  maxPages: number;
  maxPixels: number;
}

/** What is this office's own in working out its deadlines; from the settings. */
export interface Office {
  urgency: UrgencyPolicy;
  /** Whose local holidays count too. */
  province: string | null;
}

/** Reads originals. Both reject with a `WianError`; a final one will come again, another is worth a retry. */
export interface Reader {
  /** A first look: the type, the pages, and whether each has a usable text layer. Does no reading. */
  inspect(path: string): Promise<Inspection>;
  /** Reads one page (1-based) of an inspected file in a sandboxed process. */
  readPage(path: string, inspection: Inspection, page: number): Promise<PageReading>;
  /**
   * A PDF of a file as it looks, in which what was read of its pages can be searched; made in a sandboxed process. The same file
   * and readings give the same bytes.
   */
  searchable(path: string, type: Inspection['type'], pages: readonly PageReading[]): Promise<Uint8Array>;
  /** A page as a JPEG, upright as it was read, no wider than it is; made in a sandboxed process. `file.no_picture` for text. */
  picture(path: string, of: PictureOf): Promise<Uint8Array>;
  /** A copy of a file as a PDF with a receive stamp on it; made in a sandboxed process. `file.no_picture` for text. */
  stamped(path: string, of: StampOf): Promise<Uint8Array>;
  /** Stops the sandboxed processes. */
  close(): Promise<void>;
}

/** Original files and page results, kept byte for byte under their sha256. */
export interface Files {
  /** Takes a stream in, hashing it on the way; the content is on the disk (fsync, rename) when this resolves. */
  put(source: AsyncIterable<Uint8Array>, maxBytes: number): Promise<{ sha256: string; bytes: number; known: boolean }>;
  /** A local path to read the content from. */
  path(sha256: string): Promise<string>;
}

/** Pictures of pages that were made before. All of it may be thrown away at any time: it is made again. */
export interface Pictures {
  /** Under the name it was kept by; null where it is not there. */
  find(name: string): Promise<Uint8Array | null>;
  keep(name: string, picture: Uint8Array): Promise<void>;
}

/** The time, so that tests can set it. */
export interface Clock {
  now(): Date;
}

/** How many jobs of a stage stand where. `waiting` includes what waits for its pages or for another try. */
export interface JobCounts {
  waiting: number;
  active: number;
  failed: number;
}

/** What happened to a job, wherever its worker runs. `progress` is given with kind `progress` alone, from 0 to 1. */
export interface JobEvent {
  stage: Stage;
  kind: 'waiting' | 'active' | 'progress' | 'completed' | 'failed';
  jobId: string;
  progress?: number;
}

/**
 * Work to be done later. Rows are the truth and jobs a means: ids are made from the payload, so that the same work put in
 * twice is one job while it is alive. What ended well may be put in again; what failed swallows the same work until a new
 * revision is asked for. Never call these inside a database transaction (the embedded database has one
 * session): commit, then enqueue. All reject with `queue.unreachable` when the queue does not answer.
 */
export interface Queue {
  /** Puts one job in. An upload goes before an import, by the payload's `priority`. */
  enqueue<S extends Stage>(stage: S, payload: JobPayload<S>): Promise<void>;
  /**
   * Puts in one read-page job for each of `pages`, and a compose job that runs when all of them have ended, read or
   * failed for good. Without pages compose runs at once. Repeating it with the same file and revision changes nothing.
   */
  addFileFlow(job: FileJob, pages: readonly number[]): Promise<void>;
  /**
   * Whether the job of this payload is alive: waiting, running or to be tried again. False when it has ended or vanished.
   * One that waits for its pages is alive if they are.
   */
  jobLives<S extends Stage>(stage: S, payload: JobPayload<S>): Promise<boolean>;
  counts(): Promise<Record<Stage, JobCounts>>;
  /** Tells of every job from now on; call what it resolves to in order to stop. */
  watch(listener: (event: JobEvent) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** A job in a worker's hands. `payload` is not yet parsed. */
export interface RunningJob {
  id: string;
  payload: unknown;
  /** 1 for the first try. */
  attempt: number;
  /** From 0 to 1. */
  progress(part: number): Promise<void>;
}

export interface WorkOptions {
  /** Jobs of this stage at once. */
  concurrency: number;
  /** Does the work. A final `WianError` is never tried again, everything else as often as the job's definition says. */
  run(job: RunningJob): Promise<void>;
  /** Told once when no tries are left; this is where a failure is written to its row. */
  failed(job: RunningJob, error: unknown): Promise<void>;
}

/** A queue whose jobs are also done in this process. */
export interface WorkQueue extends Queue {
  /** Starts taking jobs of a stage; what it resolves to stops taking, and waits for the running ones. */
  work(stage: Stage, options: WorkOptions): Promise<() => Promise<void>>;
  /**
   * Has something done every so often (milliseconds), by one process of all that ask for it under this name at a time; what is missed while none runs is
   * not made up for. What it resolves to stops taking turns, and waits for one that runs.
   */
  every(name: string, everyMs: number, run: () => Promise<void>): Promise<() => Promise<void>>;
  /** Whether no other process can be at work on these jobs: they are in the embedded database. */
  readonly alone: boolean;
  /**
   * Frees the jobs of a killed process at once where this one is alone, and returns how many. Elsewhere their locks run out within seconds, and it does nothing. To be called before `work`.
   */
  reclaim(): Promise<number>;
}

/** What a queue needs to know of a stage's jobs: how often and how fast they are tried again, and the rule of their ids. */
export interface JobDefinition<S extends Stage = Stage> {
  stage: S;
  payload: z.ZodType<JobPayload<S>>;
  attempts: number;
  /** Wait before the second try, in milliseconds; doubled before each later one. */
  backoffMs: number;
  jobId(payload: JobPayload<S>): string;
}
export type JobDefinitions = { readonly [S in Stage]: JobDefinition<S> };

/** A message as it leaves, written out for its channel. Nothing of a letter of a secrecy class stands in it but number and date. */
export interface OutgoingMessage {
  /** The ledger's key of the message: the same in every try. */
  key: string;
  /** How often it was tried before. */
  tried: number;
  /** An e-mail address, LINE's name of a person, or the address of a program. */
  to: string;
  /** For `webhook`: what it is signed with. */
  secret?: string;
  subject: string;
  text: string;
  html: string;
  /** For programs; also what `text` says. */
  content: MessageContent;
}

/**
 * What became of sending. `again`: it did not go, and may go later; `failed`: it never will; `unknown`: nobody knows whether it went;
 * `spent`: this channel takes no more for now (LINE's monthly quota), so that another way has to be taken.
 */
export type Delivery =
  | { outcome: 'sent'; id: string | null }
  | { outcome: 'again'; reason: string; afterMs?: number }
  | { outcome: 'failed' | 'unknown' | 'spent'; reason: string };

/** A way by which messages leave. Resolves whatever happens: what became of a message is an answer and no error. */
export interface Notifier {
  readonly channel: MessageChannel;
  /** Whether sending a message again under its key, within a day, is known to do nothing where it went before. */
  readonly repeatable: boolean;
  send(message: OutgoingMessage): Promise<Delivery>;
  /** What stands in the way of sending at all, in Thai and English, for who looks for the cause; null where nothing does. Sends nothing. */
  check(): Promise<string | null>;
  close(): Promise<void>;
}

/** The LINE account of this wian, apart from sending: what comes from it, and what is answered. */
export interface LineChannel {
  /** Whether LINE signed these very bytes. */
  signed(body: Uint8Array, signature: string): boolean;
  /** Answers an event. Resolves whatever happens: an answer that does not arrive changes nothing. */
  reply(replyToken: string, text: string): Promise<void>;
  /** How people look it up; null where LINE does not say. */
  account(): Promise<LineAccount | null>;
}

/** Where an adapter or a worker says what went on. Never given a letter's text. */
export interface Logger {
  debug(message: string, fields?: Record<string, unknown>): void;
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
  error(message: string, fields?: Record<string, unknown>): void;
}

/** A mail as its server has it. */
export interface BoxedMail {
  bytes: number;
  /** When the mailbox got it. */
  arrivedAt: Date | null;
  /** Byte for byte. */
  raw(): Promise<Uint8Array>;
}

/** A folder of a mailbox, open. `uidValidity` and a mail's number name that mail for ever (RFC 3501, 2.3.1.1). */
export interface OpenMailbox {
  uidValidity: number;
  uids(): Promise<number[]>;
  /** Null where it is gone meanwhile. */
  mail(uid: number): Promise<BoxedMail | null>;
  /** Says on the server that a mail was taken: it is marked as read or moved, never deleted. */
  settle(uid: number): Promise<void>;
}

/** A mailbox on a server. Rejects with `imap.login`, `imap.folder`, `imap.unreachable`. */
export interface Mailbox {
  /** `user@host/INBOX`. */
  name: string;
  visit(work: (box: OpenMailbox) => Promise<void>): Promise<void>;
}

/** A file of the watched folder, as it lies there. */
export interface InboxFile {
  /** The subfolder; empty for the watched folder itself. */
  folder: string;
  name: string;
  bytes: number;
  changedAt: Date;
  /** False for a link, a device: what must not be opened. */
  plain: boolean;
  /** The bytes; rejects where it has become another file since. */
  open(): AsyncIterable<Uint8Array>;
  /** Moves it to `done`; to be called once what was taken of it is committed. */
  done(): Promise<void>;
  /** Moves it to `failed`, with a file beside it that says why. */
  failed(reason: string): Promise<void>;
}

/** The watched folder. Rejects with `inbox.unreadable`. */
export interface Inbox {
  name: string;
  /** The files that nobody has written to for a while, by what it saw when it was asked before. */
  rested(now: Date): Promise<InboxFile[]>;
}

import type { Secrecy } from '../../schemas/common.js';
import type { ChaseFor } from '../../schemas/matters.js';
import type { InboxItem, LetterLine, NoticeDeadline, RelayTask, Reminder, Step } from '../../schemas/notices.js';
import type { Letter } from '../../schemas/record.js';
import { SURE } from '../domain/labels.js';
import type { OwnDeadline } from './due.js';
import type { NoticeRow } from './notices.repo.js';

/** A letter as `shownTo` gives it: already without what the actor may not see. */
export interface ShownLetter {
  receipt: number;
  ordinal: number;
  effective: Letter;
  secrecy: Secrecy | null;
}

/** How somebody is called by their audit name; a key and the machine are the system (ระบบ). */
export type NamesOf = (name: string) => string;

/** Whom a list is made for. */
export interface Reader {
  organisation: string;
  namesOf: NamesOf;
  /** The organisation's name of a code. */
  organisationName: (code: string) => string;
  /** Whether what secret letters say is shown. */
  secret: boolean;
}

export const stepOf = (at: Date | null, by: string | null, namesOf: NamesOf): Step | null =>
  at === null ? null : { at: at.toISOString(), by: by === null ? 'ระบบ' : namesOf(by) };

export const stateOf = (row: NoticeRow): InboxItem['state'] =>
  row.doneAt ? 'done' : row.acknowledgedAt ? 'acknowledged' : row.readAt ? 'read' : 'unread';

/** Whether the organisation has done what it was reminded of, or closed the matter. */
function hasDone({ doneAt, forwardedAt, acknowledgedAt, readAt, receivedAt }: NoticeRow, what: ChaseFor): boolean {
  const by: Record<ChaseFor, (Date | null)[]> = {
    done: [],
    forwarded: [forwardedAt],
    acknowledged: [acknowledgedAt],
    read: [readAt, acknowledgedAt, forwardedAt],
    received: [receivedAt, readAt, acknowledgedAt, forwardedAt],
  };
  return [doneAt, ...by[what]].some((at) => at !== null);
}

/** What of a deadline is answered. */
export function told(deadline: OwnDeadline): NoticeDeadline;
export function told(deadline: OwnDeadline | null): NoticeDeadline | null;
export function told(deadline: OwnDeadline | null): NoticeDeadline | null {
  if (!deadline) return null;
  const { receipt: _receipt, ordinal: _ordinal, firstPage: _page, rank: _rank, ...rest } = deadline;
  return rest;
}

export function lineOf({ receipt, ordinal, effective, secrecy }: ShownLetter, secret: boolean): LetterLine {
  const { kind, reference, date, issuer, subject, speed, title, action, confidence } = effective;
  return {
    receipt,
    ordinal,
    kind,
    reference: reference?.normalized ?? reference?.raw ?? null,
    date,
    issuer: issuer?.name ?? null,
    subject: subject ?? title ?? null,
    speed,
    secrecy,
    veiled: secrecy !== null && !secret,
    action: action?.kind ?? null,
    actionSure: (confidence.action ?? 0) >= SURE,
  };
}

export function itemOf(
  row: NoticeRow,
  letter: ShownLetter | null,
  { due, outer }: { due: OwnDeadline | null; outer: OwnDeadline | null },
  { relay, reminders }: { relay: RelayTask | null; reminders: readonly Reminder[] },
  reader: Reader,
): InboxItem {
  const line = letter && lineOf(letter, reader.secret);
  const veiled = line?.veiled ?? false;
  return {
    id: row.id,
    origin: row.origin,
    sender: row.sender === null ? null : { code: row.sender, name: reader.organisationName(row.sender) },
    sentAt: row.sentAt.toISOString(),
    state: stateOf(row),
    letter: line,
    due: veiled ? null : told(due),
    outer: veiled ? null : told(outer),
    relay: veiled ? null : relay,
    reminded: reminders.findLast((one) => !hasDone(row, one.for)) ?? null,
    assignee: row.assignee === null ? null : { id: row.assignee, name: reader.namesOf(`person:${row.assignee}`) },
    forwarded: row.forwardedAt !== null,
    acknowledged: stepOf(row.acknowledgedAt, row.acknowledgedBy, reader.namesOf),
    done: stepOf(row.doneAt, row.doneBy, reader.namesOf),
  };
}

/** The audit names in notices. */
export const namesIn = (rows: readonly NoticeRow[]): (string | null)[] =>
  rows.flatMap(({ readBy, acknowledgedBy, assignedBy, doneBy, assignee, sentBy }) => [
    readBy,
    acknowledgedBy,
    assignedBy,
    doneBy,
    sentBy,
    assignee === null ? null : `person:${assignee}`,
  ]);

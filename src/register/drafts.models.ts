import type { Letter } from '../../schemas/record.js';
import type { Draft, DraftContent, DraftSummary, SendingLetter } from '../../schemas/sending.js';
import { veiled } from '../circulars/secrecy.js';
import { daysBetween, thaiDay } from '../domain/calendar.js';
import { TO_CHECK_BEGINS } from '../domain/cover/draft.js';
import { type Actor, readsSecret } from '../people/actor.js';
import type { DraftRow } from './drafts.repo.js';

type Place = { receipt: number; firstPage: number; rank: number };

/** A letter as the actor sees it among drafts. A draft of a letter that is found no more, or that was made as secret, shows no more than that. */
export function sendingLetterOf(actor: Actor, place: Place, letter: Letter | null, secret: boolean): SendingLetter {
  const { receipt, firstPage, rank } = place;
  const hidden = (secret || (letter?.secrecy ?? null) !== null) && !readsSecret(actor);
  const shown = letter && (hidden ? veiled(letter) : letter);
  return {
    receipt,
    firstPage,
    rank,
    reference: shown?.reference?.normalized ?? shown?.reference?.raw ?? null,
    date: shown?.date ?? null,
    issuer: shown?.issuer?.name ?? null,
    subject: shown?.subject ?? null,
    speed: shown?.speed ?? null,
    secrecy: letter?.secrecy ?? null,
    action: shown?.action?.kind ?? null,
  };
}

export function summaryOf(actor: Actor, row: DraftRow, arrivedOn: string, today: string): DraftSummary {
  const { line } = row;
  const sentOn = line && thaiDay(line.at);
  const standing = line !== null && line.cancelledAt === null;
  return {
    id: row.id,
    letter: sendingLetterOf(actor, row, row.letter?.effective ?? null, row.content.secrecy !== null),
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    sent: line && {
      entry: line.id,
      number: line.number,
      year: line.year,
      day: line.date ?? sentOn!,
      cancelled: line.cancelledAt !== null,
    },
    days: Math.max(0, daysBetween(arrivedOn, standing ? sentOn! : today)),
  };
}

/** What was to be looked at when a draft was made, and whether it still is: the mark stands in the text, or the part is still missing. */
export function checksOf({ checks, content }: Pick<DraftRow, 'checks' | 'content'>): Draft['checks'] {
  const missing: Partial<Record<keyof DraftContent, boolean>> = {
    code: content.code === '',
    signer: content.signer.position === '',
    recipients:
      content.recipients.length === 0 || content.recipients.some(({ organisations }) => organisations.length === 0),
  };
  return checks.map((check) => ({
    ...check,
    open: missing[check.field] ?? JSON.stringify(content[check.field]).includes(TO_CHECK_BEGINS),
  }));
}

/** What a change of a draft changes: before and after by part, for the audit log. */
export function changesOf(
  before: DraftContent,
  after: DraftContent,
): Record<string, { before: unknown; after: unknown }> {
  const parts = (Object.keys(after) as (keyof DraftContent)[]).filter(
    (part) => JSON.stringify(before[part]) !== JSON.stringify(after[part]),
  );
  return Object.fromEntries(parts.map((part) => [part, { before: before[part], after: after[part] }]));
}

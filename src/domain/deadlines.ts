import type { Deadline, LetterKind } from '../../schemas/record.js';
import { aheadOf } from './deadlines/ahead.js';
import { countedDeadlines } from './deadlines/counted.js';
import { datedDeadlines } from './deadlines/dated.js';
import { CONFIDENCE, type Found } from './deadlines/found.js';
import { monthlessDeadlines } from './deadlines/monthless.js';
import { recurringDeadlines } from './deadlines/recurring.js';
import { sceneOf } from './deadlines/scene.js';
import { superseding } from './deadlines/superseding.js';
import { urgentDeadlines } from './deadlines/urgent.js';
import type { LocatedText } from './located-text.js';

export interface DeadlineInput {
  /** The letter from its first paragraph to its closing, without header, citations and signature. */
  body: LocatedText;
  /** ISO; dates before it are past. */
  letterDate: string | null;
  kind: LetterKind;
  issuer: string | null;
  recipients: readonly string[];
}

/** More than this is no letter but a plan or a table. */
const MOST = 40;

/**
 * Every deadline of a letter, in the order of the text. Not deadlines: dates past by the time of the letter, citations,
 * fiscal years, effective dates, the sender's own schedule, quantities. Never throws; linear in the length of the body.
 */
export function findDeadlines({ body, letterDate, kind, issuer, recipients }: DeadlineInput): Deadline[] {
  if (kind === 'attachment') return [];
  const scene = sceneOf(body.text, letterDate, kind === 'announcement', { issuer, recipients });
  const printed = datedDeadlines(scene);
  const again = recurringDeadlines(scene, printed);
  // ภายในวันที่ ๓๑ มีนาคม และวันที่ ๓๐ กันยายน ของทุกปี is no day of this year.
  const once = printed.filter((one) => !again.some((rule) => one.start < rule.end && rule.start < one.end));
  const days = superseding(scene, once);
  const firm = [...days, ...aheadOf(scene, days), ...countedDeadlines(scene), ...monthlessDeadlines(scene), ...again];
  const all = [...firm, ...urgentDeadlines(scene, firm)].sort((a, b) => a.start - b.start);
  return doubting(folded(all).slice(0, MOST)).map((found) => finished(found, body));
}

/** A day within an occasion of several days: which of the two the addressee is asked to is for a person to say. */
function doubting(list: readonly Found[]): Found[] {
  const spans = list.filter((item) => item.kind === 'event' && item.from !== null && item.date !== null);
  return list.map((item) => {
    const within = spans.some(
      (span) => span !== item && item.date !== null && span.from! <= item.date && item.date <= span.date!,
    );
    return item.kind === 'event' && within
      ? { ...item, confidence: Math.min(item.confidence, CONFIDENCE.eventVague) }
      : item;
  });
}

/** The same day said twice is one: it keeps what either mention tells, and the surer of the two. */
function folded(list: readonly Found[]): Found[] {
  const kept: Found[] = [];
  const byKey = new Map<string, number>();
  for (const item of list) {
    const key = keyOf(item);
    const index = byKey.get(key);
    const other = index === undefined ? undefined : kept[index];
    if (index === undefined || !other) {
      byKey.set(key, kept.push(item) - 1);
    } else {
      kept[index] = joined(other, item);
    }
  }
  return kept;
}

function keyOf(item: Found): string {
  const { relative, recurrence, urgency, supersedes } = item;
  if (item.date !== null) return `${item.date} ${item.kind === 'event' ? 'event' : 'due'}`;
  if (relative) return `relative ${relative.days} ${relative.months} ${relative.working} ${relative.from}`;
  return recurrence ?? (urgency ? `urgency ${item.binds}` : `change ${supersedes?.change} ${supersedes?.date}`);
}

function joined(first: Found, second: Found): Found {
  const kind = first.kind === second.kind ? first.kind : 'window';
  const lead = first.kind === kind ? first : second;
  const optional = first.optional || second.optional;
  const supersedes = first.supersedes ?? second.supersedes;
  return {
    ...lead,
    time: first.kind === second.kind ? (first.time ?? second.time) : lead.time,
    from: first.from ?? second.from,
    binds: [first, second].some(({ binds }) => binds === 'applicant') ? 'applicant' : lead.binds,
    optional,
    ...(supersedes ? { supersedes } : {}),
    confidence: Math.max(first.confidence, second.confidence),
  };
}

function finished({ start, end, ...found }: Found, body: LocatedText): Deadline {
  const read = body.confidence(start, end);
  return {
    ...found,
    confidence: Math.round(found.confidence * Math.min(1, Math.max(0, read)) * 1000) / 1000,
    text: body.text.slice(start, end).replace(/\s+/g, ' ').trim(),
    evidence: body.locate(start, end),
  };
}

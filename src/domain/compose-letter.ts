import type { Alternative, Evidence, Warning } from '../../schemas/common.js';
import type { PageReading } from '../../schemas/page.js';
import type { Letter } from '../../schemas/record.js';
import { type CheckContext, checked, isPossibleDate } from './checks.js';
import { rounded } from './confidence.js';
import { findDeadlines } from './deadlines.js';
import { readAction } from './fields/action.js';
import { readEnclosures, readMentions, readReferences } from './fields/cited.js';
import { readContact, readOfficeContact } from './fields/contact.js';
import { type Field, type Found, fieldAt, oneLine } from './fields/field.js';
import { readDate, readReference, readSecrecy, readSpeed } from './fields/head.js';
import { readIssuer } from './fields/issuer.js';
import { itemsOf } from './fields/items.js';
import { readLinks } from './fields/links.js';
import { readStamp, type Stamp } from './fields/received.js';
import { readRecipients } from './fields/recipients.js';
import { readSigner } from './fields/signer.js';
import { labelOf } from './line-kinds.js';
import { type DocLine, locatedText, type Part, paragraph, regionLines } from './lines.js';
import { findRelay } from './relay-text.js';
import { RELIABILITY } from './reliability.js';
import { type Sections, sectionsOf } from './sections.js';
import type { LetterSpan } from './split.js';
import type { Label } from './tables/labels.js';
import { hasUnreadableDay } from './unreadable-days.js';
import { warn } from './warnings.js';

/** Collects single fields with what the record keeps beside them. */
class Sheet {
  readonly confidence: Record<string, number> = {};
  readonly evidence: Record<string, Evidence[]> = {};
  readonly alternatives: Record<string, Alternative[]> = {};
  readonly warnings: Warning[] = [];

  /** Notes a field and gives its value; null where it was not found. */
  take<T>(name: string, { field, warnings }: Found<T>): T | null {
    this.warnings.push(...warnings);
    return field ? this.put(name, field) : null;
  }

  put<T>(name: string, field: Field<T>): T {
    this.confidence[name] = bounded(field.confidence);
    this.evidence[name] = field.evidence;
    if (field.alternatives) this.alternatives[name] = roundedItems(field.alternatives);
    return field.value;
  }
}

const bounded = (confidence: number): number => rounded(Math.min(1, Math.max(0, confidence)));

/** How sure a list is as a whole: as sure as its weakest item, and never surer than the rule that found it. */
function wholeList(items: readonly { confidence: number }[], reliability: number): number {
  return bounded(items.reduce((least, item) => Math.min(least, item.confidence), reliability));
}

const roundedItems = <T extends { confidence: number; alternatives?: Alternative[] }>(items: T[]): T[] =>
  items.map((item) => ({
    ...item,
    confidence: bounded(item.confidence),
    ...(item.alternatives && { alternatives: roundedItems(item.alternatives) }),
  }));

/** Reads every field of one letter. `pages` are the readings of its pages, for their stamps and QR codes. */
export function composeLetter(
  lines: readonly DocLine[],
  span: LetterSpan,
  stamps: readonly Stamp[],
  pages: readonly PageReading[],
  context: CheckContext,
): Letter {
  const stamped = new Set(stamps.flatMap((stamp) => stamp.lines));
  const sections = sectionsOf(lines, span, stamped);
  const sheet = new Sheet();
  const own = lines.slice(span.from, span.to);

  const reference = sheet.take('reference', readReference(sections.head, span.kind));
  const date = sheet.take('date', readDate(sections.head, sections.tail, span.kind));
  const speed = sheet.take('speed', readSpeed(sections.head));
  const secrecy = sheet.take('secrecy', readSecrecy(own));
  const signature = readSigner(sections.tail, sections.name, span.kind);
  const signer = sheet.take('signer', signature);
  const issuer = sheet.take('issuer', readIssuer(sections.head, sections.tail, span.kind, signature.field, reference));
  const subject = sheet.take('subject', readSubject(sections));
  const contact = sheet.take('contact', readAnyContact(sections, signature.next, span.kind));
  const action = sheet.take('action', readAction(sections.body));

  const to = sections.values.get('to') ?? [];
  const { recipients, repaired } = readRecipients(to, span.kind === 'stamped');
  const references = readReferences(sections.values.get('references') ?? []);
  const enclosures = readEnclosures(sections.values.get('enclosures') ?? []);
  const copies = copiesOf(sections.tail);
  if (copies.length > 0) sheet.confidence.copies_to = RELIABILITY.copies;
  const listed = [...references, ...enclosures.flatMap((enclosure) => enclosure.citation ?? [])];
  const mentions = readMentions(sections.body, listed);
  const letterDate = date !== null && isPossibleDate(date, context) ? date : null;
  const deadlines = findDeadlines({
    body: sections.body,
    letterDate,
    kind: span.kind,
    issuer: issuer?.name ?? null,
    recipients: recipients.map((recipient) => recipient.text),
  });
  const relay = findRelay({ body: sections.body, issuer: issuer?.name ?? null });
  const received = receivedOf(stamps, span, pages);

  sheet.confidence.kind = bounded(
    span.reference === null && span.title === null ? RELIABILITY.doubtful : RELIABILITY.kind,
  );
  sheet.confidence.recipients = wholeList(recipients, RELIABILITY.recipients);
  sheet.confidence.enclosures = wholeList(enclosures, RELIABILITY.enclosures);
  sheet.confidence.deadlines = wholeList(deadlines, RELIABILITY.deadlines);
  if (hasUnreadableDay(sections.body.text, letterDate)) {
    sheet.confidence.deadlines = Math.min(sheet.confidence.deadlines, RELIABILITY.doubtful);
    sheet.warnings.push(warn('deadline.day_unreadable', 'deadlines'));
  }
  doubtMended(sections, sheet);
  sheet.warnings.push(...letterWarnings(span, { date, reference, recipients, signer, repaired }, sheet.warnings));

  const letter: Letter = {
    kind: span.kind,
    pages: [own[0]!.page, own.at(-1)!.page],
    reference,
    date,
    speed,
    secrecy,
    issuer,
    subject,
    recipients: roundedItems(recipients),
    references: roundedItems(references),
    mentions: roundedItems(mentions),
    enclosures: roundedItems(enclosures),
    copies_to: copies,
    action,
    deadlines: roundedItems(deadlines),
    relay,
    signer,
    contact,
    received: roundedItems(received),
    links: linksOf(sections, pages, sheet),
    confidence: sheet.confidence,
    evidence: sheet.evidence,
    alternatives: sheet.alternatives,
    warnings: sheet.warnings,
  };
  return checked(letter, context);
}

/** What stands behind a label that was mended. */
const LABELLED: readonly (readonly [Label, string])[] = [
  ['subject', 'subject'],
  ['to', 'recipients'],
  ['references', 'references'],
  ['enclosures', 'enclosures'],
];

function doubtMended({ mended }: Sections, sheet: Sheet): void {
  for (const [label, field] of LABELLED) {
    if (!mended.has(label)) continue;
    sheet.warnings.push(warn('label.repaired', field));
    const given = sheet.confidence[field];
    if (given !== undefined) sheet.confidence[field] = Math.min(given, RELIABILITY.mendedLabel);
  }
}

/** เรื่อง on one line with single spaces, as printed. */
function readSubject(sections: Sections): Found<string> {
  const located = oneLine(sections.values.get('subject') ?? []);
  // The dots of a form may be read before and behind what stands on them.
  const start = /^[\s.…_]*/.exec(located.text)![0].length;
  const text = located.text.slice(start).replace(/(?:\s|(?<=[.…_]|[ก-๎\d๐-๙)])[.…_]{2,})+$/, '');
  if (text === '') return { field: null, warnings: [] };
  return { field: fieldAt(text, located, start, start + text.length, RELIABILITY.subject), warnings: [] };
}

function readAnyContact(
  sections: Sections,
  next: number,
  kind: LetterSpan['kind'],
): Found<NonNullable<Letter['contact']>> {
  const office = kind === 'memorandum' ? readOfficeContact(sections.head) : null;
  if (office) return office;
  // The sender's name and date stand above the contact of a stamped letter.
  return readContact(sections.tail, kind === 'stamped' ? 1 : next);
}

/** สำเนาส่ง below the contact block, one an entry. */
function copiesOf(tail: readonly DocLine[]): string[] {
  const at = tail.findIndex((line) => labelOf(line.text)?.label === 'copies');
  if (at < 0) return [];
  const first = tail[at]!;
  const start = labelOf(first.text)!.valueStart;
  const parts: Part[] = [{ line: first, start, end: first.text.length, glue: '\n' }];
  for (const line of tail.slice(at + 1, at + 8)) {
    if (line.gap > 0) break;
    parts.push({ line, start: 0, end: line.text.length, glue: '\n' });
  }
  return itemsOf(parts.filter((part) => part.start < part.end)).map((item) => item.text);
}

function receivedOf(stamps: readonly Stamp[], span: LetterSpan, pages: readonly PageReading[]): Letter['received'] {
  const printed = stamps
    .filter((stamp) => stamp.lines.every((i) => i >= span.from && i < span.to))
    .map((stamp) => stamp.received);
  const pictured = pages.flatMap((page) =>
    page.regions
      .filter((region) => region.kind === 'stamp' && region.text.trim() !== '')
      .map((region) => readStamp(regionLines(page, region), RELIABILITY.receivedPicture))
      .filter((received) => received.number !== null || received.date !== null),
  );
  return [...pictured, ...printed];
}

function linksOf(sections: Sections, pages: readonly PageReading[], sheet: Sheet): Letter['links'] {
  const { links, evidence } = readLinks([sections.body, locatedText(paragraph(sections.tail))], pages);
  if (links.length > 0) {
    sheet.confidence.links = RELIABILITY.links;
    sheet.evidence.links = evidence;
  }
  return links;
}

interface Seen {
  date: string | null;
  reference: Letter['reference'];
  recipients: readonly unknown[];
  signer: unknown;
  repaired: boolean;
}

/** What a clerk should look at in the letter as a whole. */
function letterWarnings(span: LetterSpan, seen: Seen, given: readonly Warning[]): Warning[] {
  const out: Warning[] = [];
  const has = (code: string) => given.some((warning) => warning.code === code);
  const published = span.kind === 'announcement' || span.kind === 'certificate' || span.kind === 'order';
  if (seen.reference === null && !published && !has('reference.blank'))
    out.push(warn('reference.missing', 'reference'));
  if (seen.date === null && !has('date.blank')) out.push(warn('date.missing', 'date'));
  if (!published && seen.recipients.length === 0) out.push(warn('recipients.missing', 'recipients'));
  if (seen.repaired) out.push(warn('recipients.repaired', 'recipients'));
  if (seen.signer === null && span.kind !== 'stamped') out.push(warn('letter.unsigned', 'signer'));
  return out;
}

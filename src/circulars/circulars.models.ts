import { isoDate, type Secrecy } from '../../schemas/common.js';
import type { PageReading, RecordedError } from '../../schemas/page.js';
import { type Citation, type Letter, letter as letterSchema } from '../../schemas/record.js';
import { WianError } from '../shared/errors.js';
import type { LetterRows } from './circulars.repo.js';
import type { citations, corrections, fields, letters } from './circulars.table.js';

type LetterRow = typeof letters.$inferInsert;
type CitationRow = typeof citations.$inferInsert;
type FieldRow = typeof fields.$inferInsert;
type Correction = Pick<typeof corrections.$inferSelect, 'firstPage' | 'rank' | 'field' | 'newValue'>;

/** What the database takes as text: no NUL, no half of a surrogate pair. One unit stays one unit, so positions hold. */
function cleanText(text: string): string {
  return text.replace(/\0|\p{Surrogate}/gu, '\ufffd');
}

function cleanDeep(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(cleanDeep);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [cleanText(key), cleanDeep(part)]));
}

/** A JSON value in which every text can be stored. Most need no change, and are not copied. */
export function clean<T>(value: T): T {
  return /\\u(?:0000|d[89a-f])/i.test(JSON.stringify(value)) ? (cleanDeep(value) as T) : value;
}

/** A name as it is kept: one line, not endless. */
export function storedName(name: string): string {
  return (
    cleanText(name)
      .replace(/[\r\n]+/g, ' ')
      .slice(0, 1000) || '-'
  );
}

/** An index entry has to stay under 2.7 kB; what is longer is noise, and stands whole in the record. */
const indexed = (text: string | null | undefined): string | null => text?.slice(0, 300) ?? null;

/** A day the database knows: it has no year 0. */
export function storedDate(date: string | null): string | null {
  return date !== null && isoDate.safeParse(date).success && !date.startsWith('0000') ? date : null;
}

/** The page that stands for one that could not be read: a recorded failure, never an empty text. */
export function failedReading(number: number, source: PageReading['source'], error: RecordedError): PageReading {
  return {
    number,
    source,
    width: 0,
    height: 0,
    rotation: 0,
    lines: [],
    regions: [],
    confidence: 0,
    warnings: [{ code: error.code, field: null, message: error.message }],
    error,
  };
}

/** Fields that a person can put right. */
export const CORRECTABLE = [
  'kind',
  'title',
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
  'copies_to',
  'action',
  'deadlines',
  'relay',
  'signer',
  'contact',
  'received',
] as const;
type CorrectableField = (typeof CORRECTABLE)[number];

/** The field and the value, once they fit the record; throws `request.invalid`. */
export function checkCorrection(field: string, value: unknown): { field: CorrectableField; value: unknown } {
  const known = CORRECTABLE.find((name) => name === field);
  if (!known) throw new WianError('request.invalid', `field ${field}`);
  const parsed = letterSchema.shape[known].safeParse(value);
  if (!parsed.success) throw new WianError('request.invalid', `value of ${field}`);
  return { field: known, value: clean(parsed.data) };
}

/** The place of a letter among those of its file that start on the same page. */
export function rankOf(letters: readonly Letter[], ordinal: number): number {
  const page = letters[ordinal]?.pages[0];
  return letters.slice(0, ordinal).filter((letter) => letter.pages[0] === page).length;
}

/**
 * The letters as people corrected them; later corrections go over earlier ones. A person's value is certain, so what was
 * doubtful about it (alternatives, warnings) is gone. A correction whose letter no longer starts on that page lies idle.
 */
export function applyCorrections(read: readonly Letter[], made: readonly Correction[]): Letter[] {
  return read.map((letter, ordinal) => {
    let result = letter;
    for (const { firstPage, rank, field, newValue } of made) {
      if (firstPage !== letter.pages[0] || rank !== rankOf(read, ordinal)) continue;
      // What else is kept there (which letter a citation means) is no value of the letter.
      if (!CORRECTABLE.some((name) => name === field)) continue;
      const { [field]: _settled, ...alternatives } = result.alternatives;
      const { [field]: _stated, ...provenance } = result.provenance ?? {};
      result = {
        ...result,
        [field]: newValue,
        confidence: { ...result.confidence, [field]: 1 },
        alternatives,
        warnings: result.warnings.filter((warning) => warning.field !== field),
        ...(result.provenance && { provenance }),
      };
    }
    return result;
  });
}

/** The class of each of a file's letters, given in their order: what travels with a secret letter is of its class. */
export function secrecyOf(ofFile: readonly Pick<Letter, 'kind' | 'secrecy'>[]): (Secrecy | null)[] {
  let above: Secrecy | null = null;
  return ofFile.map(({ kind, secrecy }) => {
    if (kind !== 'attachment') above = secrecy;
    return secrecy ?? (kind === 'attachment' ? above : null);
  });
}

/** The row of a letter: `record` as read, everything else as corrected. */
function letterRow(
  receipt: number,
  ordinal: number,
  number: number | null,
  rank: number,
  record: Letter,
  effective: Letter,
  secrecy: Secrecy | null,
): LetterRow {
  return {
    receipt,
    ordinal,
    number,
    kind: effective.kind,
    firstPage: record.pages[0],
    lastPage: record.pages[1],
    rank,
    record,
    effective,
    secrecy,
    reference: indexed(effective.reference?.normalized),
    referenceCode: indexed(effective.reference?.code),
    referenceUnit: indexed(effective.reference?.unit),
    referenceNumber: indexed(effective.reference?.number),
    date: storedDate(effective.date),
    issuer: effective.issuer?.name ?? null,
    subject: effective.subject,
  };
}

function fieldRows(receipt: number, ordinal: number, letter: Letter): FieldRow[] {
  return Object.entries(letter.confidence).map(([name, confidence]) => ({
    receipt,
    ordinal,
    name,
    value: name in letter ? letter[name as keyof Letter] : null,
    confidence,
    evidence: letter.evidence[name] ?? [],
    alternatives: letter.alternatives[name] ?? [],
  }));
}

function citationRows(receipt: number, ordinal: number, letter: Letter): CitationRow[] {
  const row = (citation: Citation, place: CitationRow['place'], position: number): CitationRow => ({
    receipt,
    ordinal,
    place,
    position,
    issuer: citation.issuer,
    reference: indexed(citation.reference),
    date: storedDate(citation.date),
    speed: citation.speed,
    text: citation.text,
  });
  return [
    ...letter.references.map((citation, position) => row(citation, 'reference', position)),
    ...letter.enclosures.flatMap(({ citation }, position) => (citation ? [row(citation, 'enclosure', position)] : [])),
    ...(letter.mentions ?? []).map((citation, position) => row(citation, 'mention', position)),
  ];
}

/**
 * All rows of a file's letters: as read, and as they count (`effective`: with what people corrected, addressees resolved). Keys count the
 * letters without attachments.
 */
export function letterRows(receipt: number, read: readonly Letter[], effective: readonly Letter[]): LetterRows {
  let count = 0;
  const classes = secrecyOf(effective);
  return {
    letters: effective.map((letter, ordinal) =>
      letterRow(
        receipt,
        ordinal,
        letter.kind === 'attachment' ? null : count++,
        rankOf(read, ordinal),
        read[ordinal]!,
        letter,
        classes[ordinal]!,
      ),
    ),
    fields: read.flatMap((letter, ordinal) => fieldRows(receipt, ordinal, letter)),
    citations: effective.flatMap((letter, ordinal) => citationRows(receipt, ordinal, letter)),
  };
}

import type { Box, Evidence } from '../../schemas/common.js';
import type { PageReading } from '../../schemas/page.js';
import type { FileRecord, Letter } from '../../schemas/record.js';
import { foldCharacter } from './align.js';

/** A field with a box whose text lacks digits of the value. */
export interface Miss {
  file: string;
  letter: number;
  field: string;
  want: string[];
  inBox: string;
}

export interface EvidenceFigures {
  fields: number;
  whole: number;
  misses: Miss[];
}

interface Held {
  field: string;
  /** Runs of digits that must stand in the box. */
  digits: string[];
  evidence: Evidence[];
}

const runsOf = (text: string | null | undefined) => arabic(text ?? '').match(/\d+/g) ?? [];

const arabic = (text: string) => text.replace(/[๐-๙]/g, foldCharacter);

/** The day and the Buddhist year of a date as printed. */
function dateRuns(date: string | null): string[] {
  const parts = date?.match(/^(\d{4})-\d\d-(\d\d)$/);
  return parts ? [String(Number(parts[2])), String(Number(parts[1]) + 543)] : [];
}

/** The values of a letter that have digits, and where each is said to stand. */
function heldBy(letter: Letter): Held[] {
  const list = (field: string, items: { text: string; evidence: Evidence[] }[]) =>
    items.map((item, at) => ({ field: `${field}[${at}]`, digits: runsOf(item.text), evidence: item.evidence }));
  const of = (field: string) => letter.evidence[field] ?? [];
  return [
    { field: 'reference', digits: runsOf(letter.reference?.normalized), evidence: of('reference') },
    { field: 'date', digits: dateRuns(letter.date), evidence: of('date') },
    { field: 'subject', digits: runsOf(letter.subject), evidence: of('subject') },
    ...list('recipients', letter.recipients),
    ...list('references', letter.references),
    ...list('mentions', letter.mentions ?? []),
    ...list('enclosures', letter.enclosures),
    ...letter.deadlines.map((item, at) => ({
      field: `deadlines[${at}]`,
      // As printed: สิ้นเดือน stands for a day that no digit tells.
      digits: runsOf(item.text),
      evidence: item.evidence,
    })),
    ...letter.received.map((item, at) => ({
      field: `received[${at}]`,
      digits: [...runsOf(item.number), ...dateRuns(item.date).slice(0, 1)],
      evidence: item.evidence,
    })),
  ];
}

/** What was read inside a box: the characters whose middle lies in it, and the regions that it covers for the most part. */
export function textInBox(page: PageReading, [x0, y0, x1, y1]: Box): string {
  const lines = page.lines.flatMap(({ text, bbox, chars }) => {
    const middle = bbox ? (bbox[1] + bbox[3]) / 2 : -1;
    if (!bbox || middle < y0 || middle > y1) return [];
    const inside = [...Array(text.length).keys()].filter((at) => {
      const x = chars ? (chars.x0[at]! + chars.x1[at]!) / 2 : (bbox[0] + bbox[2]) / 2;
      return x >= x0 && x <= x1;
    });
    return [inside.map((at) => text[at]).join('')];
  });
  const regions = page.regions.filter(({ bbox: [a, b, c, d] }) => {
    const [x, y] = [(a + c) / 2, (b + d) / 2];
    return x >= x0 && x <= x1 && y >= y0 && y <= y1;
  });
  return [...lines, ...regions.map(({ text }) => text)].join('\n');
}

/** Holds every value with digits against what was read in its boxes. Values without a box (text input) are not counted. */
export function checkEvidence(
  files: readonly { record: FileRecord; pages: Map<number, PageReading> }[],
): EvidenceFigures {
  const out: EvidenceFigures = { fields: 0, whole: 0, misses: [] };
  for (const { record, pages } of files) {
    for (const [letter, of] of record.letters.entries()) {
      for (const { field, digits, evidence } of heldBy(of)) {
        const boxes = evidence.flatMap(({ page, bbox }) => (bbox ? [{ page, bbox }] : []));
        if (digits.length === 0 || boxes.length === 0) continue;
        out.fields++;
        const texts = boxes.map(({ page, bbox }) => (pages.has(page) ? textInBox(pages.get(page)!, bbox) : ''));
        const read = texts.flatMap((text) => runsOf(text)).map(bare);
        // A number may be broken by a blank or a dot on paper (๐ ๔๒๒๔): its digits in a row are enough.
        const row = read.join('');
        if (digits.every((run) => read.includes(bare(run)) || (run.length > 2 && row.includes(bare(run))))) out.whole++;
        else out.misses.push({ file: record.file, letter, field, want: digits, inBox: texts.join(' | ') });
      }
    }
  }
  return out;
}

/** Without the padding that carries no meaning. */
const bare = (run: string) => run.replace(/^0+(?=\d)/, '');

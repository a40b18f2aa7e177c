import { isOrganisation } from './line-kinds.js';
import type { DocLine } from './lines.js';
import { loose, looseAny } from './loose.js';
import { ADDRESSEE_WORDS } from './tables/addressees.js';
import { CLOSING_WORDS } from './tables/labels.js';
import { ORGANISATION_WORDS } from './tables/organisations.js';
import { ACTING_WORDS, POSITION_WORDS } from './tables/titles.js';

/**
 * Where a reader ran two lines of a letter into one. Each pattern matches what stands before the cut; all are anchored at
 * the start of the line, and the words behind the cut must be such as open a line there.
 */
const LABELLED = `^(?:${looseAny(['เรื่อง', 'เรียน', 'กราบเรียน', 'อ้างถึง'])})\\s.{4,300}?\\s`;
const DATE = '^(?:[\\d๐-๙]{1,2}\\s)?[ก-๎.]{3,12}\\s[\\d๐-๙]{4}\\s';
const CUTS: readonly RegExp[] = [
  new RegExp(`${LABELLED}(?=${loose('เรียน')}\\s?${looseAny(ADDRESSEE_WORDS)})`),
  new RegExp(`${LABELLED}(?=${loose('อ้างถึง')}\\s(?:[\\d๐-๙]\\.\\s?)?${loose('หนังสือ')})`),
  new RegExp(`${LABELLED}(?=${loose('สิ่งที่ส่งมาด้วย')}\\s\\S)`),
  new RegExp(`${DATE}(?=${loose('เรื่อง')}\\s)`),
  new RegExp(`^(?:${looseAny(CLOSING_WORDS)})\\s?(?=\\()`),
  new RegExp(`^\\([^()\\d๐-๙]{6,70}\\)\\s?(?=${looseAny([...POSITION_WORDS, ...ACTING_WORDS])})`),
];
/** The number and, in the next column of the same row, the letterhead. */
const NUMBER_AND_NAME = new RegExp(`^(?:${loose('ที่')})\\s[^\\s].{4,40}?[\\d๐-๙]\\s(?=${looseAny(ORGANISATION_WORDS)})`);

/** The lines with those that hold two parts of a letter parted again. */
export function partedLines(lines: readonly DocLine[]): DocLine[] {
  return lines.flatMap((line) => partsOf(line, 0));
}

/** A line is cut at most this often: subject, addressees, citations, enclosures. */
const MOST_CUTS = 4;

function partsOf(line: DocLine, depth: number): DocLine[] {
  const cut = depth < MOST_CUTS ? cutOf(line.text) : null;
  if (cut === null) return [line];
  const first = slice(line, 0, line.text.slice(0, cut).trimEnd().length);
  return [first, ...partsOf({ ...slice(line, cut, line.text.length), gap: 0, opensPage: false }, depth + 1)];
}

function cutOf(text: string): number | null {
  for (const pattern of CUTS) {
    const match = pattern.exec(text);
    if (match && match[0].length < text.length) return match[0].length;
  }
  const row = NUMBER_AND_NAME.exec(text);
  return row && isOrganisation(text.slice(row[0].length)) ? row[0].length : null;
}

function slice(line: DocLine, start: number, end: number): DocLine {
  return { ...line, text: line.text.slice(start, end), origin: line.origin.slice(start, end) };
}

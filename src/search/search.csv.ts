import type { SearchInput, SearchItem } from '../../schemas/search.js';
import { SECRECY_LABEL, SPEED_LABEL } from '../domain/labels.js';
import type { Actor } from '../people/actor.js';
import { csvLine, spreadsheetCell } from '../shared/csv.js';
import { type SearchDeps, searchLetters } from './search.usecases.js';

/** A table of more letters is a matter for the export of the store. */
const MOST_LINES = 2000;

const COLUMNS: [heading: string, cell: (item: SearchItem) => string][] = [
  ['เลขที่หนังสือ', ({ reference }) => reference?.text ?? ''],
  ['ลงวันที่', ({ date }) => date ?? ''],
  ['จาก', ({ issuer }) => issuer?.text ?? ''],
  ['เรื่อง', ({ subject }) => subject?.text ?? ''],
  ['ชั้นความเร็ว', ({ speed }) => (speed ? SPEED_LABEL[speed] : '')],
  ['ชั้นความลับ', ({ secrecy }) => (secrecy ? SECRECY_LABEL[secrecy] : '')],
  ['เลขทะเบียนรับ', ({ register }) => (register ? `${register.number}/${register.year}` : '')],
  ['กำหนด', ({ deadline }) => deadline?.dueOn ?? ''],
  ['กำหนดโดยประมาณ', ({ deadline }) => (deadline?.estimate ? 'ใช่' : '')],
  ['เหลือวันทำการ', ({ deadline }) => (deadline ? String(deadline.workingDaysLeft) : '')],
  ['ไฟล์ที่', ({ receipt }) => String(receipt)],
];

/** Days left may be fewer than none; everything else is somebody's text. */
const cellOf = (cell: string) => (/^-?\d+$/.test(cell) ? cell : spreadsheetCell(cell));

/** What a search finds as a table (UTF-8 with a mark, by which spreadsheets know it), the first 2,000 letters. */
export async function searchCsv(
  deps: SearchDeps,
  input: Omit<SearchInput, 'limit' | 'after'> & { actor: Actor },
): Promise<string> {
  const lines = [csvLine(COLUMNS.map(([heading]) => heading))];
  for (let after: string | undefined; lines.length <= MOST_LINES; ) {
    const { items, next } = await searchLetters(deps, { ...input, limit: 100, after });
    lines.push(...items.map((item) => csvLine(COLUMNS.map(([, cell]) => cellOf(cell(item))))));
    if (next === null) break;
    after = next;
  }
  return `\ufeff${lines.slice(0, MOST_LINES + 1).join('')}`;
}

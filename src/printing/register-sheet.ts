import writeExcelFile, { type CellObject, type Feature, type Row } from 'write-excel-file/node';
import { csvLine, spreadsheetCell } from '../shared/csv.js';
import {
  COLUMNS,
  cellsOf,
  FORMS,
  headingOf,
  type RegisterExtract,
  registeredOn,
  shortDate,
  spanText,
} from './register-form.js';
import { widthOf } from './shape.js';
import { asThSarabun, linesOf } from './sheets.js';

/** The columns of the form, with the day of registering before them and the days as a computer sorts them behind. */
const DAY = 'วันที่ลงทะเบียน';
const SORTING = ['วันที่ลงทะเบียน (ค.ศ.)', 'ลงวันที่ (ค.ศ.)'];
/** Widths in characters, in the order of the sheet. */
const WIDTHS = [16, 13, 24, 15, 26, 26, 48, 20, 22, 16, 14];
/** Rows above the heads of the columns. */
const ABOVE = 2;
const SIZE = 14;
/** A line of a row, and the width that a column has for each of its characters: that of a digit. In points. */
const LEADING = SIZE * 1.7;
const CHARACTER = widthOf('0', asThSarabun(SIZE), 400);

/** How high a row has to be for all its lines: only Excel works that out by itself, other programs print the lines over one another. */
function heightOf(cells: readonly string[]): number {
  const counts = cells.map((text, at) => {
    const width = (WIDTHS[at]! - 1) * CHARACTER;
    return text.split('\n').reduce((sum, line) => sum + linesOf(line, width, { size: asThSarabun(SIZE) }).length, 0);
  });
  // Excel takes no row that is higher.
  return Math.min(409, Math.max(1, ...counts) * LEADING);
}

const border = { borderStyle: 'thin', borderColor: '#000000' } as const;
const cell = { ...border, alignVertical: 'top', wrap: true } as const;

/**
 * The register as an Excel file: the form's columns in Thai digits, a number that sorts as one, and both days once more as real dates (in the
 * common era, which every program shows alike). Texts stay texts, whatever they begin with.
 */
export async function registerXlsx(extract: RegisterExtract): Promise<Buffer> {
  const { book, office, lines } = extract;
  const headings = [DAY, ...COLUMNS.map((column) => headingOf(column, book)), ...SORTING];
  const value = `${FORMS[book].title} (${FORMS[book].form}) ${office}`;
  const title: CellObject = { value, fontWeight: 'bold', height: LEADING };
  const height = heightOf(headings);
  const head = headings.map((value): CellObject => ({ ...cell, value, height, fontWeight: 'bold', align: 'center' }));
  const rows = lines.map((line): Row => {
    const cells = cellsOf(line, book);
    const decoration = line.cancelledAt === null ? {} : { textDecoration: { strikethrough: true } };
    const text = (value: string, struck = true): CellObject => ({
      ...cell,
      ...(struck ? decoration : {}),
      value,
      type: String,
    });
    const day = (iso: string | null): CellObject =>
      iso === null ? cell : { ...cell, value: new Date(`${iso}T00:00:00Z`), type: Date, format: 'yyyy-mm-dd' };
    const height = heightOf([shortDate(registeredOn(line)), ...COLUMNS.map(({ key }) => cells[key])]);
    return [
      { ...text(shortDate(registeredOn(line))), height },
      ...COLUMNS.map(({ key }): CellObject => {
        if (key === 'number') return { ...cell, ...decoration, value: line.number, type: Number, align: 'center' };
        return text(cells[key], key !== 'remarks');
      }),
      day(registeredOn(line)),
      day(line.date),
    ];
  });
  const sheet = FORMS[book].title.slice(0, 31);
  return writeExcelFile(
    [[title], [{ value: spanText(extract), height: LEADING }], head, ...rows],
    {
      sheet,
      columns: WIDTHS.map((width) => ({ width })),
      orientation: 'landscape',
      stickyRowsCount: ABOVE + 1,
    },
    { fontFamily: 'TH SarabunPSK', fontSize: SIZE, features: [printed(sheet)] },
  ).toBuffer();
}

/** All columns on one sheet's width, and the head on every sheet. */
function printed<Content>(sheet: string): Feature<Content> {
  const titles = `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet}'!$1:$${ABOVE + 1}</definedName></definedNames>`;
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (xml) => xml.replace('<sheetViews', '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews'),
          transformElementAttributes: (tag, attributes) =>
            tag === 'pageSetup' ? { ...attributes, fitToWidth: 1, fitToHeight: 0 } : attributes,
        },
        'xl/workbook.xml': { transform: (xml) => xml.replace('</sheets>', `</sheets>${titles}`) },
      },
    },
  };
}

/** The same as CSV: UTF-8 with the mark that Excel looks for, and no cell that a spreadsheet would take for a formula. */
export function registerCsv({ book, lines }: RegisterExtract): string {
  const headings = [DAY, ...COLUMNS.map((column) => headingOf(column, book)), ...SORTING];
  const rows = lines.map((line) => {
    const cells = cellsOf(line, book);
    const texts = COLUMNS.map(({ key }) => (key === 'number' ? String(line.number) : cells[key]));
    return [shortDate(registeredOn(line)), ...texts, registeredOn(line), line.date ?? ''];
  });
  return `\ufeff${[headings, ...rows].map((row) => csvLine(row.map(spreadsheetCell))).join('')}`;
}

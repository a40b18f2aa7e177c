import { toThaiDigits } from '../domain/numerals.js';
import { WINE } from './colours.js';
import type { Style } from './ink.js';
import {
  COLUMNS,
  cellsOf,
  FORMS,
  formDate,
  headingOf,
  type RegisterExtract,
  type RegisterLine,
  registeredOn,
  spanText,
} from './register-form.js';
import { widthOf } from './shape.js';
import { A4, asThSarabun, centimetre, linesOf, type Sheet, Sheets } from './sheets.js';

const PAPER = { width: A4.height, height: A4.width };
const MARGIN = { x: 1.5 * centimetre, top: 1.6 * centimetre, bottom: 1.5 * centimetre };
const BODY: Style = { size: asThSarabun(14) };
const HEAD: Style = { size: asThSarabun(14), weight: 700 };
const TITLE: Style = { size: asThSarabun(18), weight: 700 };
const PADDING = 4;
const LEADING = BODY.size * 1.6;
const HEAD_LEADING = BODY.size * 1.35;
/** From the upper rule of a row to the baseline of its first line. */
const BASELINE = BODY.size * 1.35;
const FOOT = PAPER.height - MARGIN.bottom;

const WIDTH = PAPER.width - 2 * MARGIN.x;
const columns = COLUMNS.map((column, n) => ({
  ...column,
  column,
  x: MARGIN.x + WIDTH * COLUMNS.slice(0, n).reduce((sum, { share }) => sum + share, 0),
  width: WIDTH * column.share,
}));

/**
 * ทะเบียนหนังสือรับ (แบบที่ 13) or ทะเบียนหนังสือส่ง (แบบที่ 14) on A4 across: the head on every sheet, a line for each day where there are several, a
 * cancelled letter struck through with the reason, and secret books marked at the head and the foot of each sheet.
 */
export async function registerPdf(extract: RegisterExtract): Promise<Uint8Array> {
  const form = FORMS[extract.book];
  const sheets = await Sheets.begin(`${form.title} ${extract.office} พ.ศ. ${extract.year}`);
  const setting = new Setting(sheets, extract);
  const days = new Set(extract.lines.map(registeredOn));
  let day: string | null = null;
  for (const line of extract.lines) {
    const on = registeredOn(line);
    if (days.size > 1 && on !== day) setting.day(on);
    day = on;
    setting.row(line);
  }
  setting.end();
  sheets.each((sheet, number) => {
    const style = { ...BODY, align: 'right' } as const;
    const text = `หน้า ${number} / ${sheets.count}`;
    sheet.text(toThaiDigits(text), PAPER.width - MARGIN.x, FOOT + 18, style);
    if (!form.secret) return;
    const mark: Style = { size: asThSarabun(24), weight: 700, align: 'centre', colour: WINE };
    sheet.text('ลับ', PAPER.width / 2, 26, mark);
    sheet.text('ลับ', PAPER.width / 2, PAPER.height - 14, mark);
  });
  return sheets.finish();
}

/** Rows set one below the other, on a new sheet where one is full. */
class Setting {
  private sheet: Sheet;
  private y = 0;
  /** Where the rules between the columns begin. */
  private rulesFrom = 0;
  private dayShown: string | null = null;

  constructor(
    private readonly sheets: Sheets,
    private readonly extract: RegisterExtract,
  ) {
    this.sheet = this.begin();
  }

  private begin(): Sheet {
    const { book, office } = this.extract;
    const { title, form } = FORMS[book];
    const sheet = this.sheets.next(PAPER);
    const middle = PAPER.width / 2;
    sheet.text(form, PAPER.width - MARGIN.x, MARGIN.top, { ...BODY, align: 'right' });
    sheet.text(title, middle, MARGIN.top + 4, { ...TITLE, align: 'centre' });
    sheet.text(office, MARGIN.x, MARGIN.top, HEAD);
    sheet.text(spanText(this.extract), middle, MARGIN.top + 24, { ...HEAD, align: 'centre' });
    this.y = MARGIN.top + 34;
    sheet.line(MARGIN.x, this.y, MARGIN.x + WIDTH, this.y, 0.8);
    this.rulesFrom = this.y;
    for (const { column, x, width } of columns) {
      // เลขทะเบียน… is wider than a number needs.
      const lines = headingOf(column, book).replace(/^เลข/, 'เลข\n').split('\n');
      const top = this.y + BASELINE + 1 + (lines.length === 1 ? HEAD_LEADING / 2 : 0);
      for (const [n, line] of lines.entries()) {
        sheet.text(line, x + width / 2, top + n * HEAD_LEADING, { ...HEAD, align: 'centre' });
      }
    }
    this.y += LEADING + HEAD_LEADING + 2;
    sheet.line(MARGIN.x, this.y, MARGIN.x + WIDTH, this.y, 0.8);
    this.sheet = sheet;
    return sheet;
  }

  private rules(): void {
    if (this.y <= this.rulesFrom) return;
    for (const x of [...columns.map((column) => column.x), MARGIN.x + WIDTH]) {
      this.sheet.line(x, this.rulesFrom, x, this.y);
    }
    this.rulesFrom = this.y;
  }

  private turn(): void {
    this.rules();
    this.begin();
    if (this.dayShown) this.dayRow(`${formDate(this.dayShown)} (ต่อ)`);
  }

  /** The line above the letters of a day. It is never the last on a sheet. */
  day(iso: string): void {
    this.dayShown = null;
    if (this.y + 3 * LEADING > FOOT) this.turn();
    this.dayShown = iso;
    this.dayRow(formDate(iso));
  }

  private dayRow(text: string): void {
    this.rules();
    const bottom = this.y + LEADING + 2;
    this.sheet.text(text, MARGIN.x + PADDING, this.y + BASELINE, HEAD);
    this.sheet.line(MARGIN.x, bottom, MARGIN.x + WIDTH, bottom);
    for (const x of [MARGIN.x, MARGIN.x + WIDTH]) this.sheet.line(x, this.y, x, bottom);
    this.y = bottom;
    this.rulesFrom = bottom;
  }

  /** One letter. A row that is longer than what is left goes to the next sheet; one that is longer than a sheet is continued. */
  row(line: RegisterLine): void {
    const cells = cellsOf(line, this.extract.book);
    const struck = line.cancelledAt !== null;
    const texts = columns.map(({ key, width }) => linesOf(cells[key], width - 2 * PADDING, BODY));
    const most = Math.max(1, ...texts.map(({ length }) => length));
    if (this.y + heightOf(most) > FOOT && heightOf(most) <= this.room()) this.turn();
    for (let from = 0; from < most; ) {
      const fitting = Math.max(0, Math.floor((FOOT - this.y - PADDING) / LEADING));
      if (fitting === 0) {
        this.turn();
        continue;
      }
      const until = Math.min(most, from + fitting);
      for (const [n, { key, x, width }] of columns.entries()) {
        const place = key === 'number' || key === 'date' ? { align: 'centre', x: x + width / 2 } : { x: x + PADDING };
        for (const [row, text] of texts[n]!.slice(from, until).entries()) {
          this.print(text, place as Place, this.y + BASELINE + row * LEADING, struck && key !== 'remarks');
        }
      }
      this.y += heightOf(until - from);
      this.sheet.line(MARGIN.x, this.y, MARGIN.x + WIDTH, this.y);
      from = until;
    }
  }

  private print(text: string, { align = 'left', x }: Place, y: number, struck: boolean): void {
    this.sheet.text(text, x, y, { ...BODY, align });
    if (!struck || text === '') return;
    const width = widthOf(text, BODY.size, 400);
    const from = align === 'centre' ? x - width / 2 : x;
    this.sheet.line(from - 1, y - BODY.size * 0.3, from + width + 1, y - BODY.size * 0.3, 0.7);
  }

  /** Height of the rows of an empty sheet. */
  private room(): number {
    return FOOT - (MARGIN.top + 34 + 3 * LEADING + 6);
  }

  end(): void {
    const { lines, book } = this.extract;
    this.rules();
    this.dayShown = null;
    if (this.y + 2 * LEADING > FOOT) this.turn();
    const cancelled = lines.filter(({ cancelledAt }) => cancelledAt !== null).length;
    const total =
      lines.length === 0
        ? `ไม่มีรายการใน${FORMS[book].title}ในช่วงนี้`
        : `รวม ${lines.length} รายการ${cancelled > 0 ? ` ในจำนวนนี้ยกเลิก ${cancelled} รายการ` : ''}`;
    this.sheet.text(toThaiDigits(total), MARGIN.x, this.y + LEADING, BODY);
  }
}

interface Place {
  x: number;
  align?: 'left' | 'centre';
}

const heightOf = (lines: number) => lines * LEADING + PADDING;

import type { DraftContent } from '../../schemas/sending.js';
import { toThaiDigits } from '../domain/numerals.js';
import { WINE } from './colours.js';
import { type CoverLayout, coverLayout, type HeadBlock } from './cover-letter.js';
import type { Style } from './ink.js';
import { widthOf } from './shape.js';
import { A4, asThSarabun, centimetre, linesOf, type Sheet, Sheets } from './sheets.js';

/** Margins of official letters: 3 centimetres at the left, 2 at the right, and 2 below. */
const LEFT = 3 * centimetre;
const RIGHT = A4.width - 2 * centimetre;
const BOTTOM = A4.height - 2 * centimetre;
/** Where the garuda stands: its 3 centimetres are left free, the paper has it printed. */
const GARUDA = { top: 1.5 * centimetre, height: 3 * centimetre };
const BODY: Style = { size: asThSarabun(16) };
const LEADING = BODY.size * 1.72;
const BLOCK_GAP = 6;
const INDENT = 2.5 * centimetre;
const CENTRE = A4.width / 2;
/** Room for the signature, in lines. */
const SIGNATURE = 3;

/**
 * The letter as หนังสือภายนอก on A4, 16 points of TH Sarabun. The number behind the code, the date and the signature are left blank to be filled in; the
 * space of the garuda stays free.
 */
export async function coverLetterPdf(content: DraftContent): Promise<Uint8Array> {
  const layout = coverLayout(content);
  const sheets = await Sheets.begin(content.subject);
  const setting = new Setting(sheets, layout);
  setting.head();
  setting.body();
  sheets.each((sheet, number) => {
    if (layout.secrecy !== null) {
      const mark: Style = { size: asThSarabun(32), weight: 700, align: 'centre', colour: WINE };
      sheet.text(layout.secrecy, CENTRE, GARUDA.top - 8, mark);
      sheet.text(layout.secrecy, CENTRE, A4.height - 22, mark);
    }
    if (number > 1) sheet.text(toThaiDigits(`- ${number} -`), CENTRE, GARUDA.top + 10, { ...BODY, align: 'centre' });
  });
  return sheets.finish();
}

class Setting {
  private sheet: Sheet;
  private y = GARUDA.top + GARUDA.height;

  constructor(
    private readonly sheets: Sheets,
    private readonly layout: CoverLayout,
  ) {
    this.sheet = sheets.next();
  }

  /** Goes down by so many lines, and to the next sheet where `keep` more would not fit. */
  private down(rows: number, keep = 0): void {
    this.y += rows * LEADING;
    if (this.y + keep * LEADING <= BOTTOM) return;
    this.sheet = this.sheets.next();
    this.y = GARUDA.top + 2 * LEADING;
  }

  head(): void {
    const { reference, office, speed, blocks } = this.layout;
    if (speed !== null) {
      this.sheet.text(speed, LEFT, this.y - LEADING, { size: asThSarabun(32), weight: 700, colour: WINE });
    }
    this.sheet.text(reference, LEFT, this.y, BODY);
    const width = RIGHT - (CENTRE + 1.5 * centimetre);
    const rows = office.flatMap((line) => linesOf(line, width, BODY));
    for (const [n, line] of rows.entries()) {
      this.sheet.text(line, CENTRE + 1.5 * centimetre, this.y + n * LEADING, BODY);
    }
    // A line for the date, under the garuda.
    this.y += (Math.max(1, rows.length) + 1) * LEADING;
    this.y += BLOCK_GAP;
    for (const block of blocks) this.block(block);
  }

  private block({ label, lines }: HeadBlock): void {
    this.down(1);
    this.sheet.text(label, LEFT, this.y, BODY);
    const from = LEFT + widthOf(label, BODY.size, 400) + 8;
    for (const [n, line] of lines.entries()) {
      for (const [m, part] of linesOf(line, RIGHT - from, BODY).entries()) {
        if (n + m > 0) this.down(1);
        this.sheet.text(part, from, this.y, BODY);
      }
    }
    this.y += BLOCK_GAP;
  }

  body(): void {
    const { paragraphs, closing, signer, contact } = this.layout;
    for (const paragraph of paragraphs) {
      for (const [n, line] of linesOf(paragraph, RIGHT - LEFT, BODY, INDENT).entries()) {
        this.down(1);
        this.sheet.text(line, LEFT + (n === 0 ? INDENT : 0), this.y, BODY);
      }
      this.y += BLOCK_GAP;
    }
    // The signature stays with its closing.
    this.y += BLOCK_GAP;
    this.down(1, SIGNATURE + signer.length + 1);
    const middle = CENTRE + 2.2 * centimetre;
    this.sheet.text(closing, middle, this.y, { ...BODY, align: 'centre' });
    this.down(SIGNATURE);
    for (const line of signer.flatMap((each) => linesOf(each, 2 * (RIGHT - middle), BODY))) {
      this.down(1);
      this.sheet.text(line, middle, this.y, { ...BODY, align: 'centre' });
    }
    this.down(1, contact.length);
    for (const line of contact.flatMap((each) => linesOf(each, RIGHT - LEFT, BODY))) {
      this.down(1);
      this.sheet.text(line, LEFT, this.y, BODY);
    }
  }
}

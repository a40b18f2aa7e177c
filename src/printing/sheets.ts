import { PDFDocument, PDFHexString, PDFName, type PDFPage } from 'pdf-lib';
import { breakLines } from '../domain/line-breaks.js';
import { Ink, type Style } from './ink.js';
import { widthOf } from './shape.js';

/** A4 in points, and a centimetre. */
export const A4 = { width: 595.28, height: 841.89 } as const;
export const centimetre = 72 / 2.54;

/**
 * The size of Sarabun that is as wide as TH SarabunPSK, the type of official letters, at a size: 16 points of that are as wide as
 * 10.56 points of this (the same line of text measured in both).
 */
export const asThSarabun = (size: number): number => size * 0.66;

/** One sheet; places are in points from its upper left corner. */
export class Sheet {
  private readonly operators: string[] = [];

  constructor(
    private readonly ink: Ink,
    readonly width: number,
    readonly height: number,
  ) {}

  /** Prints a line with its baseline at `y`. */
  text(text: string, x: number, y: number, style: Style): void {
    if (text !== '') this.operators.push(this.ink.text(text, x, this.height - y, style));
  }

  line(x0: number, y0: number, x1: number, y1: number, width = 0.5): void {
    const [from, to] = [this.height - y0, this.height - y1];
    this.operators.push(`${width} w ${point(x0, from)} m ${point(x1, to)} l S\n`);
  }

  box(x: number, y: number, width: number, height: number, thickness = 0.5): void {
    this.operators.push(`${thickness} w ${point(x, this.height - y - height)} ${point(width, height)} re S\n`);
  }

  contents(): string {
    return this.operators.join('');
  }
}

const point = (x: number, y: number) => `${Number(x.toFixed(2))} ${Number(y.toFixed(2))}`;

/** A PDF that is being set, sheet by sheet. The same calls give the same bytes. */
export class Sheets {
  private readonly sheets: { sheet: Sheet; page: PDFPage }[] = [];

  private constructor(
    private readonly document: PDFDocument,
    private readonly ink: Ink,
  ) {}

  static async begin(title: string): Promise<Sheets> {
    const document = await PDFDocument.create({ updateMetadata: false });
    document.setTitle(title, { showInWindowTitleBar: true });
    document.catalog.set(PDFName.of('Lang'), PDFHexString.fromText('th'));
    return new Sheets(document, new Ink(document.context));
  }

  get count(): number {
    return this.sheets.length;
  }

  next(size: { width: number; height: number } = A4): Sheet {
    const page = this.document.addPage([size.width, size.height]);
    const sheet = new Sheet(this.ink, size.width, size.height);
    this.sheets.push({ sheet, page });
    return sheet;
  }

  /** Every sheet with its number from 1, to write what is known only when all are set. */
  each(write: (sheet: Sheet, number: number) => void): void {
    for (const [n, { sheet }] of this.sheets.entries()) write(sheet, n + 1);
  }

  async finish(): Promise<Uint8Array> {
    const { context } = this.document;
    const font = context.obj(Object.fromEntries(this.ink.fonts()));
    this.ink.finish();
    for (const { sheet, page } of this.sheets) {
      page.node.set(PDFName.of('Contents'), context.register(context.flateStream(sheet.contents())));
      page.node.set(PDFName.of('Resources'), context.obj({ Font: font }));
    }
    return this.document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false });
  }
}

/** Lines of a text in a width, in points. */
export const linesOf = (text: string, width: number, style: Style, indent = 0): string[] =>
  breakLines((part) => widthOf(part, style.size, style.weight ?? 400), text, width, indent);

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js';
import type { Box } from '../../schemas/common.js';
import type { Line, PageReading } from '../../schemas/page.js';
import { withPdf } from '../../src/reading/pdf-document.js';
import { turned } from '../../src/reading/recognise/on-picture.js';

export const limits = { maxFileBytes: 1e8, maxPages: 50, maxPixels: 20_000_000 };

/** A line as the recogniser gives it; its characters are as wide as one another, and marks stand over what is before them. */
export function lineOf(text: string, bbox: Box): Line {
  const steps = [...Array(text.length).keys()].map((i) => text.slice(0, i + 1).replace(/\p{Mn}/gu, '').length);
  const unit = (bbox[2] - bbox[0]) / (steps.at(-1) || 1);
  const x1 = steps.map((step) => bbox[0] + step * unit);
  return { text, bbox, confidence: 1, chars: { p: x1.map(() => 1), x0: x1.map((x) => x - unit), x1 } };
}

export const readingOf = (lines: Line[], more: Partial<PageReading> = {}): PageReading => ({
  number: 1,
  source: 'ocr',
  width: 1240,
  height: 1754,
  rotation: 0,
  lines,
  regions: [],
  confidence: 1,
  warnings: [],
  ...more,
});

export const folded = (text: string) => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** A piece of text as pdf.js gives it, with its box in fractions of the page set upright, as readings have them. */
export interface Piece {
  text: string;
  box: Box;
}

/** What pdf.js makes of a page: its text, and where each piece of it stands. `rotation` is the reading's. */
export function extracted(
  pdf: Uint8Array,
  number = 1,
  rotation: PageReading['rotation'] = 0,
): Promise<{ text: string; pieces: Piece[]; size: [width: number, height: number] }> {
  return withPdf(pdf, limits, async ({ document }) => {
    const page = await document.getPage(number);
    const view = page.getViewport({ scale: 1 });
    const items = (await page.getTextContent()).items as TextItem[];
    const upright = (x: number, y: number) => {
      const [u, v] = view.convertToViewportPoint(x, y) as [number, number];
      return turned(rotation)(u / view.width, v / view.height);
    };
    const pieces = items
      .filter(({ str }) => str.trim() !== '')
      .map(({ str, transform, width }): Piece => {
        const [, , c, d, e, f] = transform as [number, number, number, number, number, number];
        const size = Math.hypot(c, d);
        // The way up, and along the line: a quarter turn from it.
        const [ux, uy] = [c / size, d / size];
        const corner = (along: number, up: number) =>
          upright(e + uy * along + ux * up * size, f - ux * along + uy * up * size);
        const [x0, y1] = corner(0, -0.2);
        const [x1, y0] = corner(width, 0.8);
        return { text: str, box: [x0, y0, x1, y1] };
      });
    const text = items.map(({ str, hasEOL }) => (hasEOL ? `${str}\n` : str)).join('');
    return { text: folded(text), pieces, size: [view.width, view.height] };
  });
}

const TOLERANCE = 0.002;

/** Pieces that do not lie within the box of a line that holds their text. */
export const astray = (pieces: readonly Piece[], lines: readonly Line[]): Piece[] =>
  pieces.filter(
    ({ text, box: [x0, y0, x1, y1] }) =>
      !lines.some(({ text: whole, bbox }) => {
        const [left, top, right, bottom] = bbox!;
        const inside = x0 > left - TOLERANCE && x1 < right + TOLERANCE && x1 > x0;
        return (
          inside && y0 > top - TOLERANCE && y1 < bottom + TOLERANCE && y1 > y0 && folded(whole).includes(folded(text))
        );
      }),
  );

/** Whether a program is there to check a PDF with; on the machine where changes are checked it is. */
export function hasProgram(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** What a program prints about a PDF. `@` among the arguments stands for its path. */
export function asked(program: string, pdf: Uint8Array, ...args: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'wian-pdf-'));
  try {
    const path = join(folder, 'a.pdf');
    writeFileSync(path, pdf);
    return execFileSync(
      program,
      args.map((arg) => (arg === '@' ? path : arg)),
      { encoding: 'utf8', stdio: 'pipe' },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

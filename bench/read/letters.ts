import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import type { Sheet } from '../../fixtures/make/bundle.js';
import { bangkok } from '../../fixtures/make/bundles/bangkok.js';
import { nakhonPhanom } from '../../fixtures/make/bundles/nakhon-phanom.js';
import { phrae } from '../../fixtures/make/bundles/phrae.js';
import { breakLines, drawLine } from '../../fixtures/make/lines.js';
import {
  type Context,
  centimetre,
  inTypeface,
  PicturePaper,
  setType,
  type Typeface,
} from '../../fixtures/make/paper.js';
import { FOOT, LEFT, WIDTH } from '../../fixtures/make/pen.js';
import { setBundle } from '../../fixtures/make/sheets.js';

/** A drawn page and the text that was set on it, row by row. */
export interface SetPage {
  canvas: Canvas;
  truth: string;
}

/** A typeface by its files; italic ones have files of their own. */
export interface Face {
  name: string;
  regular: string;
  bold: string;
}

const DEBIAN = '/usr/share/fonts/truetype/tlwg';
const SHARED = '../shared/fonts';

/** The typefaces of the table, beside the fixtures' own Sarabun. */
export const FACES: readonly Face[] = [
  { name: 'TH Sarabun New', regular: `${SHARED}/THSarabunNew.ttf`, bold: `${SHARED}/THSarabunNew-Bold.ttf` },
  { name: 'TH Sarabun New bold', regular: `${SHARED}/THSarabunNew-Bold.ttf`, bold: `${SHARED}/THSarabunNew-Bold.ttf` },
  { name: 'TH Sarabun', regular: `${SHARED}/THSarabun.ttf`, bold: `${SHARED}/THSarabun.ttf` },
  { name: 'TH Niramit AS', regular: `${SHARED}/THNiramitAS.ttf`, bold: `${SHARED}/THNiramitAS.ttf` },
  { name: 'Norasi (serif)', regular: `${DEBIAN}/Norasi.ttf`, bold: `${DEBIAN}/Norasi-Bold.ttf` },
  { name: 'Norasi italic', regular: `${DEBIAN}/Norasi-Italic.ttf`, bold: `${DEBIAN}/Norasi-BoldItalic.ttf` },
  { name: 'Kinnari (serif)', regular: `${DEBIAN}/Kinnari.ttf`, bold: `${DEBIAN}/Kinnari-Bold.ttf` },
  { name: 'Laksaman italic', regular: `${DEBIAN}/Laksaman-Italic.ttf`, bold: `${DEBIAN}/Laksaman-BoldItalic.ttf` },
  { name: 'Garuda', regular: `${DEBIAN}/Garuda.ttf`, bold: `${DEBIAN}/Garuda-Bold.ttf` },
  { name: 'Tlwg Typo (typewriter)', regular: `${DEBIAN}/TlwgTypo.ttf`, bold: `${DEBIAN}/TlwgTypo-Bold.ttf` },
];

export const isThere = ({ regular, bold }: Face) => existsSync(regular) && existsSync(bold);

/** A line of a letter, by which typefaces are brought to one width. */
const MEASURED = 'ด้วยกรมส่งเสริมการปกครองท้องถิ่นได้รับแจ้งว่า ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่ ๒๗ มกราคม ๒๕๖๘';
/** Its width in TH Sarabun New at a size of 1. */
const MEASURED_WIDTH = 26.5;
/** A narrow type is not blown up beyond, nor a wide one (the typewriter's) shrunk below what is ever printed. */
const SCALES = { least: 0.62, most: 1.05 };

/** Registers the files of a face; the families' names are its own, so that no installed font stands in for it. */
function typefaceOf(face: Face): Typeface {
  const families = { 400: `bench ${face.name} 400`, 700: `bench ${face.name} 700` };
  GlobalFonts.registerFromPath(join(face.regular), families[400]);
  GlobalFonts.registerFromPath(join(face.bold), families[700]);
  const context = createCanvas(8, 8).getContext('2d');
  context.font = `100px '${families[400]}'`;
  const width = context.measureText(MEASURED).width / 100;
  const scale = Math.min(SCALES.most, Math.max(SCALES.least, MEASURED_WIDTH / width));
  return { families: { 400: `'${families[400]}'`, 700: `'${families[700]}'` }, scale };
}

/** Sheets of the fixtures' letters that are text throughout, without stamps: all that stands on them is in the truth. */
const SHEETS: readonly Sheet[] = [
  phrae.sheets[0]!,
  bangkok.sheets[0]!,
  nakhonPhanom.sheets[0]!,
  phrae.sheets[1]!,
  nakhonPhanom.sheets[1]!,
  phrae.sheets[2]!,
].map((sheet) => (sheet.form === 'external' ? { ...sheet, stamp: undefined } : sheet));

/** Paper that writes down what is set on it, and where. */
class RecordingPaper extends PicturePaper {
  readonly words: { text: string; x: number; y: number }[][] = [];

  override next(): Context {
    const context = super.next();
    const words: { text: string; x: number; y: number }[] = [];
    this.words.push(words);
    const fillText = context.fillText.bind(context);
    context.fillText = (text, x, y) => {
      // Pressed lines are drawn at the origin of a moved context: where they stand is in its transform.
      const { e, f, a } = (context as SKRSContext2D).getTransform();
      const scale = this.dpi / 72;
      words.push({ text, x: (e + a * x) / scale, y: f / scale + y });
      fillText(text, x, y);
    };
    return context;
  }

  /** The words of a page, row by row from left to right. */
  truth(page: number): string {
    const rows = new Map<number, { text: string; x: number }[]>();
    for (const { text, x, y } of this.words[page] ?? []) {
      const row = Math.round(y * 2) / 2;
      rows.set(row, [...(rows.get(row) ?? []), { text, x }]);
    }
    const inOrder = [...rows].sort(([a], [b]) => a - b).map(([, words]) => words.sort((a, b) => a.x - b.x));
    return inOrder.map((words) => words.map(({ text }) => text).join(' ')).join('\n');
  }
}

/** The first `most` pages of the fixtures' letters, set in a face (the fixtures' own, if none) at `dpi`. */
export function setLetters(face: Face | null, dpi: number, most: number): SetPage[] {
  const paper = new RecordingPaper(dpi);
  const draw = () => setBundle({ sheets: [...SHEETS] }, paper);
  if (face) inTypeface(typefaceOf(face), draw);
  else draw();
  const pages = paper.pages.map((canvas, page) => ({ canvas, truth: paper.truth(page) }));
  // A sheet may run over: pages that hold next to nothing say little.
  return pages.filter(({ truth }) => truth.length > 200).slice(0, most);
}

const [BODY, LEADING] = [16, 20];

/** A text set line by line as it stands, long lines broken, in a face (the fixtures' own, if none). */
export function setText(text: string, face: Face | null, dpi: number): SetPage[] {
  const paper = new RecordingPaper(dpi);
  const draw = () => {
    let context = paper.next();
    let y = 2 * centimetre;
    const begin = () => {
      context.fillStyle = '#101010';
      setType(context, BODY);
    };
    begin();
    // Rows of dots to be written on are no text: nobody reads them out.
    for (const row of text.replace(/[.…]{3,}/g, ' ').split('\n')) {
      for (const line of row.trim() ? breakLines(context, row.trim(), WIDTH) : ['']) {
        y += line ? LEADING : LEADING / 2;
        if (y > FOOT) {
          context = paper.next();
          begin();
          y = 2 * centimetre + LEADING;
        }
        if (line) drawLine(context, line, LEFT, y);
      }
    }
  };
  if (face) inTypeface(typefaceOf(face), draw);
  else draw();
  return paper.pages.map((canvas, page) => ({ canvas, truth: paper.truth(page) }));
}

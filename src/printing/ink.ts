import type { PDFContext, PDFRef } from 'pdf-lib';
import { embedFont, hex } from '../shared/pdf-font.js';
import { face, type Script, scripts, type Weight } from './fonts.js';
import { type Placed, type Shaped, shape } from './shape.js';
import { withShifted } from './shifted-glyphs.js';

/** The codes of one face in a document: each stands for a glyph with a text, and the same glyph may have several. */
interface Used {
  ref: PDFRef;
  codes: Map<string, number>;
  glyphs: Placed[];
}

export type Align = 'left' | 'centre' | 'right';

/** How a text is printed. `size` in points; `colour` is red, green, blue from 0 to 1. */
export interface Style {
  size: number;
  weight?: Weight;
  align?: Align;
  colour?: readonly [number, number, number];
}

const number = (value: number) => String(Number(value.toFixed(3)));

/**
 * Writes text into a PDF so that it looks as Thai should and is found and copied as it was typed. Faces are embedded once, by `finish`.
 */
export class Ink {
  private readonly used = new Map<string, Used>();

  /** @param prefix what the names of the faces begin with, where a page has others */
  constructor(
    private readonly context: PDFContext,
    private readonly prefix = 'Sarabun',
  ) {}

  /** The operators that print a text with its baseline at a place in the coordinates of the page, y upwards. */
  text(text: string, x: number, y: number, style: Style): string {
    const { size, weight = 400, align = 'left', colour = [0, 0, 0] } = style;
    const shaped = shape(text, weight);
    const width = (shaped.width * size) / 1000;
    const from = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
    return `BT ${colour.map(number).join(' ')} rg 1 0 0 1 ${number(from)} ${number(y)} Tm ${this.show(shaped, size, weight)} ET\n`;
  }

  private show({ runs }: Shaped, size: number, weight: Weight): string {
    return runs
      .map(({ script, glyphs }) => {
        const used = this.faceOf(script, weight);
        return `/${this.nameOf(script, weight)} ${number(size)} Tf ${this.glyphs(used, glyphs)}`;
      })
      .join(' ');
  }

  private glyphs(used: Used, glyphs: readonly Placed[]): string {
    // Letters that are kerned move the pen; marks have moved glyphs instead.
    const row = glyphs.map((glyph) => {
      const back = glyph.width - glyph.advance;
      return `<${hex(this.codeOf(used, glyph))}>${back === 0 ? '' : number(back)}`;
    });
    return `[${row.join('')}] TJ`;
  }

  private codeOf(used: Used, glyph: Placed): number {
    const key = `${glyph.glyph} ${glyph.dx} ${glyph.dy} ${glyph.text}`;
    const known = used.codes.get(key);
    if (known !== undefined) return known;
    used.glyphs.push(glyph);
    used.codes.set(key, used.glyphs.length);
    return used.glyphs.length;
  }

  private nameOf = (script: Script, weight: Weight) => `${this.prefix}${script}${weight}`;

  private faceOf(script: Script, weight: Weight): Used {
    const name = this.nameOf(script, weight);
    const known = this.used.get(name);
    if (known) return known;
    const made = { ref: this.context.nextRef(), codes: new Map(), glyphs: [] };
    this.used.set(name, made);
    return made;
  }

  /** The faces that were used, for the resources of a page. */
  fonts(): [name: string, font: PDFRef][] {
    return [...this.used].map(([name, { ref }]) => [name, ref]);
  }

  /** Embeds the faces; the objects that are new. */
  finish(): PDFRef[] {
    const refs: PDFRef[] = [];
    for (const script of scripts) {
      for (const weight of [400, 700] as const) {
        const used = this.used.get(this.nameOf(script, weight));
        if (used) refs.push(...this.embed(used, script, weight));
      }
    }
    return refs;
  }

  private embed(used: Used, script: Script, weight: Weight): PDFRef[] {
    const { font, file } = face(script, weight);
    const { minX, minY, maxX, maxY } = font.bbox;
    const shifted = used.glyphs.filter(({ dx, dy }) => dx !== 0 || dy !== 0);
    const glyphOf = (placed: Placed) => {
      const at = shifted.indexOf(placed);
      return at < 0 ? placed.glyph : font.numGlyphs + at;
    };
    return embedFont(this.context, used.ref, {
      name: `${font.postscriptName}-${script}`,
      file: withShifted(file, shifted),
      box: [minX, minY, maxX, maxY],
      ascent: font.ascent,
      descent: font.descent,
      capHeight: font.capHeight || font.ascent,
      stem: weight === 700 ? 140 : 80,
      glyphs: [0, ...used.glyphs.map(glyphOf)],
      width: 0,
      widths: [1, used.glyphs.map(({ width }) => width)],
      texts: used.glyphs.map(({ text }, n) => [n + 1, text] as const),
    });
  }
}

/** One UTF-16 unit of a line and where it stands: left and right edge, in whatever measure the caller uses; and the font that draws it. */
export interface Cell {
  char: string;
  x0: number;
  x1: number;
  font?: string;
}

/**
 * Thai fonts of the Windows 3 time keep shifted forms of the marks in the private-use area; PDF writers that map glyphs back
 * by such a font put these into the text. The same table stands in the fonts of TLWG and in HarfBuzz (hb-ot-shaper-thai).
 */
const SHIFTED_FORMS =
  '\u0e10\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e0d\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a';
const FIRST_SHIFTED = 0xf700;

const ABOVE_OR_BELOW = '\u0e31\u0e34-\u0e3a\u0e47-\u0e4e';

/** Replacements in the order they are tried; a replacement takes the place of the run that it stands for. */
const REPAIRS: readonly [pattern: RegExp, by: string | ((match: string) => string)][] = [
  [/[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\u00ad\ufffd]/g, ''],
  [/[\uf700-\uf71a]/g, (form) => SHIFTED_FORMS[form.charCodeAt(0) - FIRST_SHIFTED]!],
  // What is left of the private use area are bullets and ticks of symbol fonts.
  [/[\ue000-\uf8ff]/g, ''],
  [/[\t\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  [new RegExp(`(?<=[\u0e01-\u0e4e]) {1,3}(?=[${ABOVE_OR_BELOW}\u0e33])`, 'g'), ''],
  // LibreOffice writes SARA AM and again the SARA AA that is its right half.
  [/\u0e33 ?\u0e32/g, '\u0e33'],
  [/\u0e4d ?([\u0e48-\u0e4b]?)\u0e32/g, (run) => `${run.replace(/[\u0e4d\u0e32 ]/g, '')}\u0e33`],
  [/([\u0e48-\u0e4b])\u0e4d\u0e32/g, (run) => `${run[0]}\u0e33`],
  [/\u0e33[\u0e48-\u0e4b]/g, (run) => `${run[1]}\u0e33`],
  [/\u0e40\u0e40/g, '\u0e41'],
  [/[\u0e48-\u0e4c][\u0e31\u0e34-\u0e3a\u0e47]/g, (run) => `${run[1]}${run[0]}`],
  [/([\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])\1{1,3}/g, (run) => run[0]!],
];

/** Replaces by pattern in a line of cells; what comes in takes the place of what goes, the widths shared out evenly. */
function replace(cells: Cell[], pattern: RegExp, by: string | ((match: string) => string)): Cell[] {
  const text = cells.map(({ char }) => char).join('');
  const out: Cell[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const end = match.index + match[0].length;
    const gone = cells.slice(match.index, end);
    const x0 = Math.min(...gone.map((cell) => cell.x0));
    const x1 = Math.max(...gone.map((cell) => cell.x1));
    const come = typeof by === 'string' ? by : by(match[0]);
    out.push(...cells.slice(from, match.index));
    for (let i = 0; i < come.length; i++) out.push({ char: come[i]!, x0, x1, font: gone[0]!.font });
    from = end;
  }
  return from === 0 ? cells : [...out, ...cells.slice(from)];
}

/**
 * Undoes what PDF writers do to Thai: shifted forms of marks, split or doubled SARA AM, blanks before marks, marks in the
 * order of drawing. Nothing is guessed: what a writer lost stays lost, and `judgeText` tells whether that is too much.
 */
export function repairCells(cells: Cell[]): Cell[] {
  let repaired = cells;
  for (const [pattern, by] of REPAIRS) repaired = replace(repaired, pattern, by);
  const text = repaired.map(({ char }) => char).join('');
  const composed = text.normalize('NFC');
  if (composed === text || composed.length !== text.length) return repaired;
  return repaired.map((cell, i) => ({ ...cell, char: composed[i]! }));
}

/** `repairCells` for text without places. */
export const repairText = (text: string): string =>
  repairCells([...Array(text.length).keys()].map((i) => ({ char: text[i]!, x0: i, x1: i + 1 })))
    .map(({ char }) => char)
    .join('')
    .normalize('NFC');

import { type Font, type FontGlyph, face, type Script, type Weight } from './fonts.js';

/** A glyph in its place. Lengths are in thousandths of the type's size. `text`: what it stands for when it is copied out. */
export interface Placed {
  glyph: number;
  text: string;
  /** As the font says: how far it moves the pen by itself. */
  width: number;
  /** How far the pen is moved in all. */
  advance: number;
  dx: number;
  dy: number;
}

/** Glyphs of one face. */
export interface Run {
  script: Script;
  glyphs: Placed[];
}

export interface Shaped {
  runs: Run[];
  /** In thousandths of the type's size. */
  width: number;
}

const RING = 0x0e4d;
const SARA_AA = 0x0e32;
const SARA_AM = 0x0e33;
/** Printed for a character that no face has. */
const MISSING = '?';
/** Words come again and again in a register; a long letter has some thousand. */
const MOST_KEPT = 20_000;
const kept = new Map<string, Shaped>();

/** A text as Sarabun sets it: vowels and tone marks in their places over and under the letters. */
export function shape(text: string, weight: Weight): Shaped {
  const key = `${weight} ${text}`;
  const known = kept.get(key);
  if (known) return known;
  const runs = split(text.replace(/\s/g, ' '), weight).map(({ script, part }) => ({
    script,
    glyphs: placed(part, script, weight),
  }));
  const width = runs.reduce((sum, { glyphs }) => glyphs.reduce((all, { advance }) => all + advance, sum), 0);
  if (kept.size >= MOST_KEPT) kept.clear();
  const made = { runs, width };
  kept.set(key, made);
  return made;
}

/** Width of a text in points at a size in points. */
export const widthOf = (text: string, size: number, weight: Weight): number =>
  (shape(text, weight).width * size) / 1000;

function split(text: string, weight: Weight): { script: Script; part: string }[] {
  const parts: { script: Script; part: string }[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    const last = parts.at(-1);
    const has = (script: Script) => face(script, weight).characters.has(code);
    // A blank stays with the word before it: both faces have it.
    const script = last && code === 0x20 ? last.script : has('thai') && code !== 0x20 ? 'thai' : 'latin';
    const shown = has(script) ? character : MISSING;
    if (last?.script === script) last.part += shown;
    else parts.push({ script, part: shown });
  }
  return parts;
}

function placed(part: string, script: Script, weight: Weight): Placed[] {
  const { font } = face(script, weight);
  const { glyphs, positions } = font.layout(part, undefined, script === 'thai' ? 'thai' : 'latn');
  const list = glyphs.map((glyph, n): Placed & { codes: readonly number[] } => {
    const { xAdvance, xOffset, yOffset } = positions[n]!;
    return { ...drawn(glyph), advance: xAdvance, dx: xOffset, dy: yOffset };
  });
  const parts = script === 'thai' ? whole(list, font) : list;
  return parts.map(({ codes, ...rest }) => ({ ...rest, text: String.fromCodePoint(...codes) }));
}

const drawn = (glyph: FontGlyph) => ({
  glyph: glyph.id,
  text: '',
  codes: glyph.codePoints,
  width: glyph.advanceWidth,
});

/**
 * The font sets ำ as a ring and an า, so that a tone mark finds its place over the ring. In the text that is copied out the า then stands for
 * the whole ำ; without a tone mark the font's own ำ is taken. Over a letter with a high stroke (ปำ) the two stay, as the ring and the า.
 */
function whole<T extends Placed & { codes: readonly number[] }>(list: T[], font: Font): T[] {
  const [ringAlone, saraAa, saraAm] = [RING, SARA_AA, SARA_AM].map((code) => font.glyphForCodePoint(code)) as [
    FontGlyph,
    FontGlyph,
    FontGlyph,
  ];
  const out: T[] = [];
  for (let n = 0; n < list.length; n++) {
    const ring = list[n]!;
    const tail = list[n + 1];
    const plain = ring.glyph === ringAlone.id;
    if (tail?.glyph !== saraAa.id || !(plain || ring.codes.includes(SARA_AM))) {
      out.push(ring);
      continue;
    }
    const tones = ring.codes.filter((code) => code !== SARA_AM && code !== RING);
    if (plain) out.push({ ...tail, ...drawn(saraAm), advance: saraAm.advanceWidth });
    else if (tones.length > 0) out.push({ ...ring, codes: tones }, { ...tail, codes: [SARA_AM] });
    else out.push({ ...ring, codes: [RING] }, tail);
    n++;
  }
  return out;
}

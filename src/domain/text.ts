/**
 * The one spelling in which all rules read: what different keyboards, fonts and text recognisers write differently for
 * the same printed Thai. Every step knows from which unit of the source each unit came, so that evidence stays exact.
 */

/** A text in normal form. `origin[i]` is the index in the source of the UTF-16 unit `i` of `text`. */
export interface TrackedText {
  text: string;
  origin: number[];
}

/** Glyph variants that old Thai fonts keep in the private use area, U+F700 to U+F71A, in order. */
const PRIVATE_USE =
  'ฐ\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e48\u0e49\u0e4a\u0e4b\u0e4cญ\u0e31\u0e4d\u0e47\u0e48\u0e49\u0e4a\u0e4b\u0e4c\u0e38\u0e39\u0e3a';

/** The order in which marks stand on one consonant: vowels, then phinthu, sara u, tones, and what stands above them. */
const MARK_RANK = new Map<string, number>([
  ...[...'\u0e31\u0e34\u0e35\u0e36\u0e37\u0e47'].map((mark) => [mark, 0] as const),
  ['\u0e3a', 1],
  ['\u0e38', 2],
  ['\u0e39', 2],
  ...[...'\u0e48\u0e49\u0e4a\u0e4b'].map((mark) => [mark, 3] as const),
  ...[...'\u0e4c\u0e4d\u0e4e'].map((mark) => [mark, 4] as const),
]);

const NIKHAHIT = '\u0e4d';
const SARA_AA = '\u0e32';
const SARA_AM = '\u0e33';

/** Characters that print nothing: zero-width, soft hyphen, byte order mark, controls other than line feed and tab. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/;
const BLANK = /[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;
/** What NFC may join: a base with its marks, or a run of Hangul letters. */
const CLUSTER = /[\u1100-\u11ff\uac00-\ud7a3]+|\P{M}\p{M}*|\p{M}+/gu;

interface Unit {
  char: string;
  at: number;
}

function visibleUnits(source: string): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < source.length; at++) {
    let char = source.charAt(at);
    const code = source.charCodeAt(at);
    if (INVISIBLE.test(char)) continue;
    if (BLANK.test(char)) char = ' ';
    else if (code >= 0xf700 && code <= 0xf71a) char = PRIVATE_USE.charAt(code - 0xf700);
    else if (code >= 0xd800 && code <= 0xdfff) {
      // Half a surrogate pair cannot be stored as UTF-8; a whole one passes.
      const pair = code < 0xdc00 && at + 1 < source.length && (source.charCodeAt(at + 1) & 0xfc00) === 0xdc00;
      if (pair) units.push({ char, at }, { char: source.charAt(++at), at });
      else units.push({ char: '\ufffd', at });
      continue;
    }
    units.push({ char, at });
  }
  return units;
}

function composed(units: Unit[]): Unit[] {
  const text = units.map((unit) => unit.char).join('');
  if (text.normalize('NFC') === text) return units;
  const out: Unit[] = [];
  for (const cluster of text.matchAll(CLUSTER)) {
    const start = cluster.index;
    const form = cluster[0].normalize('NFC');
    const same = form.length === cluster[0].length;
    for (let i = 0; i < form.length; i++) {
      out.push({ char: form.charAt(i), at: units[start + (same ? i : 0)]!.at });
    }
  }
  return out;
}

/** Sorts the marks over one consonant, drops doubled ones, and joins nikhahit + sara aa to sara am. */
function orderedMarks(units: Unit[]): Unit[] {
  const out: Unit[] = [];
  for (let i = 0; i < units.length; ) {
    const unit = units[i]!;
    if (!MARK_RANK.has(unit.char)) {
      const previous = out.at(-1);
      if (unit.char === 'เ' && previous?.char === 'เ') previous.char = 'แ';
      else out.push({ ...unit });
      i++;
      continue;
    }
    const marks: Unit[] = [];
    for (; i < units.length && MARK_RANK.has(units[i]!.char); i++) marks.push(units[i]!);
    marks.sort((a, b) => MARK_RANK.get(a.char)! - MARK_RANK.get(b.char)!);
    const once = marks.filter((mark, k) => mark.char !== marks[k - 1]?.char);
    const nikhahit = once.findIndex((mark) => mark.char === NIKHAHIT);
    if (nikhahit >= 0 && units[i]?.char === SARA_AA) {
      const [dropped] = once.splice(nikhahit, 1);
      out.push(...once, { char: SARA_AM, at: dropped!.at });
      i++;
    } else {
      out.push(...once);
    }
  }
  return out;
}

function tracked(units: Unit[]): TrackedText {
  return { text: units.map((unit) => unit.char).join(''), origin: units.map((unit) => unit.at) };
}

/**
 * Normal form: NFC, SARA AM in one part, marks in their order, เเ as แ, private-use glyphs as their letters, blanks of
 * all kinds as a space, nothing invisible. Running it again changes nothing.
 */
export function trackedNormalForm(source: string): TrackedText {
  return tracked(orderedMarks(composed(visibleUnits(source))));
}

/** As {@link trackedNormalForm}, the text alone. */
export function normalForm(source: string): string {
  return trackedNormalForm(source).text;
}

/** Marks of headings, bold type and tables that other recognisers leave in their text. */
const MARKUP =
  /^\s{0,8}#{1,6}(?=\s)|\*{1,4}|`{1,3}|<\/?(?:ul|ol|li|p|br|hr|b|i|u|strong|em|div|span|table|thead|tbody|tr|td|th|h[1-6]|center|sup|sub|img|figure|header|footer)(?:\s[^<>]{0,300})?\/?>/giu;

/**
 * A blank that only a text layer can have put there: before a mark, or behind a vowel that never ends a word (ั ื ึ, ิ with
 * its tone, เ–ี), as in เรื่ อง, สิ่ งที่, เรี ยน, หนั งสือ.
 */
const BROKEN =
  /(?<=[ก-ฮ][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]{0,2}) {1,2}(?=[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e])|(?<=[ก-ฮ](?:[\u0e31\u0e36\u0e37][\u0e48-\u0e4b]?|\u0e34[\u0e48-\u0e4b])|เ[ก-ฮ]{1,2}\u0e35[\u0e48-\u0e4b]?) (?=[ก-ฮ])/gu;

/** One line as the rules read it: normal form, no markup, single spaces, no blanks at the ends. */
export function trackedLine(source: string): TrackedText {
  const { text, origin } = trackedNormalForm(source);
  const dropped = new Uint8Array(text.length);
  for (const found of text.matchAll(BROKEN)) dropped.fill(1, found.index, found.index + found[0].length);
  for (const found of text.matchAll(MARKUP)) dropped.fill(1, found.index, found.index + found[0].length);
  const units: Unit[] = [];
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i) === '\n' ? ' ' : text.charAt(i);
    if (dropped[i] || (char === ' ' && (units.length === 0 || units.at(-1)!.char === ' '))) continue;
    units.push({ char, at: origin[i]! });
  }
  if (units.at(-1)?.char === ' ') units.pop();
  return tracked(units);
}

const COMBINING = /\p{M}/gu;

/** How wide a text prints, in characters that take room (marks above and below take none). */
export function printedWidth(text: string): number {
  return text.replace(COMBINING, '').length;
}

/** The letters alone, for comparing names: no blanks. */
export function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

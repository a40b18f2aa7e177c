/** Runs that are never broken: Latin words and addresses, numbers, abbreviations with dots; then everything else. */
const UNBROKEN = /[\u0021-\u007e]+|[๐-๙][๐-๙.,/:-]*|(?:[ก-ฮ]{1,3}\.){1,4}/g;
const words = new Intl.Segmenter('th', { granularity: 'word' });
/** What may not begin a line. */
const CLINGS = /^[\s)\]}”"'.,:;!?ๆฯ/%]/;
/** What may not end one. */
const OPENS = /[([{“/]$/;

/** The pieces of a Thai text between which a line may break; joined they give the text again. */
export function pieces(text: string): string[] {
  const raw: string[] = [];
  let from = 0;
  for (const match of text.matchAll(UNBROKEN)) {
    raw.push(...segments(text.slice(from, match.index)), match[0]);
    from = match.index + match[0].length;
  }
  raw.push(...segments(text.slice(from)));
  const joined: string[] = [];
  for (const piece of raw) {
    const last = joined.at(-1);
    if (last !== undefined && (CLINGS.test(piece) || OPENS.test(last))) joined[joined.length - 1] = last + piece;
    else joined.push(piece);
  }
  return joined;
}

function segments(text: string): string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}

/** Pieces as large as they may be cut where no word ends: a vowel or tone mark stays with its letter. */
const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' });

/**
 * Breaks a text into lines of a width that `measure` measures in the same unit; a line break in the text is kept. The first line may be
 * narrower by `indent`. A word that is longer than a line is cut between letters.
 */
export function breakLines(measure: (text: string) => number, text: string, width: number, indent = 0): string[] {
  const lines: string[] = [];
  let room = width - indent;
  for (const paragraph of text.split('\n')) {
    let line = '';
    const put = (piece: string) => {
      if (line !== '' && measure((line + piece).trimEnd()) > room) {
        lines.push(line.trim());
        line = '';
        room = width;
      }
      line += piece;
    };
    for (const piece of pieces(paragraph)) {
      if (measure(piece.trimEnd()) <= room) put(piece);
      else for (const { segment } of graphemes.segment(piece)) put(segment);
    }
    lines.push(line.trim());
    room = width;
  }
  return lines;
}

/** Marks above and below a Thai consonant, and zero-width characters, take no column on a terminal. */
const ZERO_WIDTH = /[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200b-\u200d\u0300-\u036f]/u;

/** How many terminal columns a text takes. */
export function columns(text: string): number {
  let n = 0;
  for (const char of text) if (!ZERO_WIDTH.test(char)) n++;
  return n;
}

/** `text` filled with blanks to `width` columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

const words = new Intl.Segmenter('th', { granularity: 'word' });

/** What never begins a line. */
const CLOSING = /^[)\]"%.,:ๆฯ]+\s*$/u;

/** Breaks a text into lines of at most `width` columns, between words (Thai writes none apart). */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const { segment } of words.segment(text)) {
    if (line && !CLOSING.test(segment) && columns(line) + columns(segment.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = segment.trimStart();
    } else line += segment;
  }
  if (line.trim() || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

/** A label and its value, the value wrapped under itself. */
export function entry(label: string, value: string, indent = 3, labelWidth = 14, width = 100): string {
  const lead = ' '.repeat(indent);
  const room = width - indent - labelWidth;
  return wrap(value, room)
    .map((line, i) => lead + pad(i === 0 ? label : '', labelWidth) + line)
    .join('\n');
}

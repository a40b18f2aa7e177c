import { isOperator, PdfLexer, type PdfValue } from '../pdf-objects.js';

const INVISIBLE = 3;
/** From this mode on text also clips what comes after it. */
const CLIPS = 4;
const SHOWS = new Set(['Tj', 'TJ', "'", '"']);
const PLACES = new Set(['BT', 'ET', 'Td', 'TD', 'Tm', 'T*']);

/**
 * Page content without its invisible text, or (`all`) without any text, where the caller knows that none of it is seen; everything
 * else stays as it was written. Null where there is nothing to take out, or where that might move something that is seen.
 */
export function withoutText(content: Buffer, all: boolean): Buffer | null {
  const lexer = new PdfLexer(content, 0);
  const kept: Buffer[] = [];
  const modes: number[] = [];
  let mode = 0;
  let keptTo = 0;
  /** Text was taken out, and what comes next would have stood behind it. */
  let moved = false;
  let operand: PdfValue = null;
  let start = -1;
  while (!lexer.ended) {
    if (start < 0) start = lexer.at;
    const token = lexer.next();
    if (!isOperator(token)) {
      operand = token;
      continue;
    }
    const { operator } = token;
    // The data of an image within the content would be taken for operators.
    if (operator === 'BI') return null;
    if (operator === 'q') modes.push(mode);
    else if (operator === 'Q') mode = modes.pop() ?? mode;
    else if (operator === 'Tr') mode = typeof operand === 'number' ? operand : 0;
    else if (PLACES.has(operator)) moved = false;
    else if (SHOWS.has(operator)) {
      const unseen = all ? mode < CLIPS : mode === INVISIBLE;
      if (unseen ? operator === '"' : all || (moved && operator !== "'" && operator !== '"')) return null;
      if (unseen) {
        kept.push(content.subarray(keptTo, start), Buffer.from(operator === "'" ? 'T*\n' : '\n'));
        keptTo = lexer.at;
      }
      moved = unseen;
    }
    start = -1;
    operand = null;
  }
  return kept.length > 0 ? Buffer.concat([...kept, content.subarray(keptTo)]) : null;
}

import type { TextLine } from './baseline.js';
import type { ReadLine } from './read-lines.js';

/** What the word beside an unread end counts for at most: it may go on there. */
const BROKEN_OFF = 0.5;
/** Ink that reaches so far beyond what was read is more than a speck, in consonant heights. */
const UNREAD = 2;

/**
 * Lowers the first or last word of what was read where its line goes on: under a stamp the network gives up, or the line was cut at the stamp's frame. `whole` is
 * the line with all that lies on it, `width` the page's, in px. In place.
 */
export function doubtEnds({ place, line }: ReadLine, width: number, whole: TextLine = place): void {
  const { chars } = line;
  if (!chars?.p.length) return;
  const { p, x0, x1 } = chars;
  const reach = UNREAD * place.xHeight;
  const doubt = (from: number, to: number) => {
    for (let i = from; i < to; i++) p[i] = Math.min(p[i]!, BROKEN_OFF);
  };
  if (whole.x0 < x0[0]! * width - reach) doubt(0, line.text.search(/\s|$/));
  if (whole.x1 > x1.at(-1)! * width + reach) doubt(line.text.search(/\S*$/), p.length);
  line.confidence = Math.round((p.reduce((sum, v) => sum + v, 0) / p.length) * 1e4) / 1e4;
}

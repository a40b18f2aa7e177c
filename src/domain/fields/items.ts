import type { Part } from '../lines.js';
import type { LocatedText } from '../located-text.js';
import { oneLine } from './field.js';

/** One entry of a list behind a label, its mark (๑.) cut off. */
export interface Item {
  located: LocatedText;
  start: number;
  end: number;
  text: string;
}

const MARK = /^\s?\(?[\d๐-๙]{1,2}[.)]\s?(?=\D)/;
const INNER_MARK = /\s(?=\(?(?:[2-9๒-๙]|[1๑][0-9๐-๙])[.)]\s?[ก-ฮเ-ไA-Z“"(])/gu;

/**
 * Parts a label's value into its entries: a line with a mark opens one, and so does a mark within a line that began with
 * one. `arrange` may put the runs of an entry in another order than they stand on the paper.
 */
export function itemsOf(parts: readonly Part[], arrange: (entry: Part[]) => Part[] = (entry) => entry): Item[] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const text = part.line.text.slice(part.start, part.end);
    if (groups.length === 0 || (part.glue === '\n' && MARK.test(text))) groups.push([part]);
    else groups.at(-1)!.push(part);
  }
  return groups.flatMap((group) => {
    const located = oneLine(arrange(group));
    const marked = MARK.test(located.text);
    const cuts = marked ? [...located.text.matchAll(INNER_MARK)].map((cut) => cut.index + 1) : [];
    const starts = [0, ...cuts];
    return starts.flatMap((from, i) => {
      const until = starts[i + 1] ?? located.text.length;
      const skip = MARK.exec(located.text.slice(from, until))?.[0].length ?? 0;
      const start = from + skip;
      const text = located.text.slice(start, until).trim();
      return text === '' ? [] : [{ located, start, end: start + text.length, text }];
    });
  });
}

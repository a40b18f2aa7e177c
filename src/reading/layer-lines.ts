import type { TextLayer } from './text-layer.js';

/** Looking at one costs about a thirtieth of reading the page from its picture. A letter's layer needs three to five. */
const MOST_LINES = 8;
/** A line of fewer letters proves nothing by them. */
const FEW_LETTERS = 5;

const LETTERS = /[\u0e01-\u0e2ea-z]/gi;
/** Letters that the recogniser knows, Thai and Latin, against those that it does not. */
const KNOWN = /[\u0e01-\u0e4ea-z]/gi;
const ANY_LETTER = /\p{L}/gu;

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/**
 * The lines of a layer that are looked at on the picture, by their numbers: the longest one, then those that leave the fewest digits
 * of the fewest fonts unseen. A false table of characters belongs to one font and may spare all but some digits, so each digit of each
 * font is looked for once. None where the layer is in letters that the recogniser cannot read. The same on every run.
 */
export function linesToCheck({ lines, drawn }: TextLayer): number[] {
  const open = lines.map(({ text }, i) => ({ i, text, asks: questions(text, drawn[i]!.fonts) }));
  const candidates = open
    .filter(({ text, asks }) => asks.size > 0 && count(text, KNOWN) >= count(text, ANY_LETTER) * 0.8)
    .sort((a, b) => count(b.text, LETTERS) - count(a.text, LETTERS) || a.i - b.i);
  const chosen: number[] = [];
  const answered = new Set<string>();
  const news = ({ asks }: (typeof candidates)[number]) => [...asks].filter((ask) => !answered.has(ask)).length;
  let next = candidates[0];
  while (next && chosen.length < MOST_LINES) {
    chosen.push(next.i);
    for (const ask of next.asks) answered.add(ask);
    const best = candidates.reduce((a, b) => (news(b) > news(a) ? b : a));
    next = news(best) > 0 ? best : undefined;
  }
  return chosen;
}

/** What a line can answer: whether a font's letters are what they seem, and each of its digits. */
function questions(text: string, fonts: readonly string[]): Set<string> {
  const asks = new Set<string>();
  const letters = new Map<string, number>();
  for (let i = 0; i < text.length; i++) {
    const font = fonts[i]!;
    if (/[0-9๐-๙]/.test(text[i]!)) asks.add(`${font} ${text[i]}`);
    else if (/[\u0e01-\u0e2ea-z]/i.test(text[i]!)) letters.set(font, (letters.get(font) ?? 0) + 1);
  }
  for (const [font, n] of letters) if (n >= FEW_LETTERS) asks.add(font);
  return asks;
}

import type { Line } from '../../../schemas/page.js';
import { shown } from '../shown.js';
import { WIDTH } from './glyphless-font.js';
import { isMark, MARK_WIDTH } from './glyphs.js';

/** A word of a line and where it begins and ends, in fractions of the page's width. */
export interface Word {
  text: string;
  x0: number;
  x1: number;
  /** How wide it is at a font size of 1 without stretching. */
  ems: number;
  marked: boolean;
}

function word(text: string, x0: number, x1: number): Word {
  const chars = Array.from(text);
  const marks = chars.filter(isMark).length;
  return { text, x0, x1, ems: ((chars.length - marks) * WIDTH + marks * MARK_WIDTH) / 1000, marked: marks > 0 };
}

/** How far, in fractions of the page's width, a word may reach into the next one before the places are not believed. */
const OVERLAP = 0.01;

/**
 * The words of a line between blanks, from left to right. Where the places of the characters are not known, or contradict the line's
 * own box, the words are spread over the box by their letters. What has no look of its own is replaced, so that it can do no harm in a
 * reader of PDFs either.
 */
export function wordsOf({ text, bbox, chars }: Line): Word[] {
  if (!bbox) return [];
  const [left, , right] = bbox;
  const found = [...text.matchAll(/\S+/gu)].map(({ 0: raw, index }) => {
    const end = index + raw.length;
    const x0 = Math.min(...(chars?.x0.slice(index, end) ?? []));
    const x1 = Math.max(...(chars?.x1.slice(index, end) ?? []));
    return word(shown(raw), Math.max(left, x0), Math.min(right, x1));
  });
  const believed = found.every(({ x0, x1 }, i) => x1 > x0 && x0 > (found[i - 1]?.x1 ?? -1) - OVERLAP);
  return believed ? found : spread(found, left, right);
}

function spread(words: Word[], left: number, right: number): Word[] {
  const blank = WIDTH / 1000;
  const ems = words.reduce((sum, word) => sum + word.ems + blank, -blank);
  const unit = (right - left) / ems;
  let at = left;
  return words.map((word) => {
    const x0 = at;
    at += (word.ems + blank) * unit;
    return { ...word, x0, x1: x0 + word.ems * unit };
  });
}

import type { PageReading } from '../../schemas/page.js';
import type { Letter } from '../../schemas/record.js';
import { blankLetter } from './blank-letter.js';
import { secrecyOf, speedOf } from './class-lines.js';
import { editDistance } from './closest.js';
import { rounded } from './confidence.js';
import { readLinks } from './fields/links.js';
import { isNoise, isPageMark } from './line-kinds.js';
import { type DocLine, locatedText, wholeLine } from './lines.js';
import { looseAny } from './loose.js';
import { RELIABILITY } from './reliability.js';
import { printedWidth, withoutBlanks } from './text.js';

/**
 * What is no letter: posters, forms, slide decks, tables, lists. It has a title and the links of its QR codes, and nothing else that a
 * letter has. `claim` gives the pages that are its own.
 */
export function attachmentsOf(
  lines: readonly DocLine[],
  span: { from: number; to: number },
  expected: readonly string[],
  claim: (first: number, last: number) => readonly PageReading[],
): { at: number; letter: Letter }[] {
  return chunksOf(lines, span).flatMap(({ from, to }) => {
    const own = lines.slice(from, to);
    const substance = own.filter((line) => !isPageMark(line.text) && !isNoise(line.text));
    if (substance.length === 0) return [];
    const pages = claim(own[0]!.page, own.at(-1)!.page);
    return [{ at: from, letter: attachment(own, titleOf(substance, expected), pages) }];
  });
}

/** A page opens an attachment, unless it goes on with the one before (- ๒ -, a list that runs on). */
function chunksOf(lines: readonly DocLine[], span: { from: number; to: number }): { from: number; to: number }[] {
  const chunks: { from: number; to: number }[] = [];
  for (let i = span.from; i < span.to; i++) {
    const line = lines[i]!;
    const long = i - (chunks.at(-1)?.from ?? i) >= TITLED_AFTER;
    const titled = line.gap >= 3 && long && TITLE_WORD.test(line.text);
    const opens = i === span.from || titled || (line.opensPage && !isPageMark(line.text) && !goesOn(line.text));
    if (opens) chunks.push({ from: i, to: i + 1 });
    else chunks.at(-1)!.to = i + 1;
  }
  return chunks;
}

/** In text without pages a wide gap and a word that heads such papers open another; never after a few lines only. */
const TITLE_WORD = new RegExp(
  `^${looseAny(['ขอเชิญ', 'แบบ', 'กำหนดการ', 'รายละเอียด', 'คู่มือ', 'ประกาศ', 'หลักเกณฑ์', 'บัญชี', 'ใบสมัคร', 'ใบตอบรับ', 'ตาราง', 'แผน', 'สรุป', 'รายชื่อ', 'ปฏิทิน'])}`,
);
const TITLED_AFTER = 5;

/** A numbered entry beyond the first, a bullet, or a mark that the list is continued. */
function goesOn(text: string): boolean {
  return /^(?:[2-9๒-๙]|[1-9๑-๙][\d๐-๙])(?:[.)]|\s)|^[-•]\s|\(ต่อ\)/.test(text);
}

/** How many lines a title is looked for in. */
const TITLE_LINES = 8;

/** The line that an enclosure of the letter names, else the first that says something. */
function titleOf(lines: readonly DocLine[], expected: readonly string[]): DocLine {
  const head = lines
    .slice(0, TITLE_LINES)
    .filter((line) => speedOf(line.text) === null && secrecyOf(line.text) === null);
  const named = head.find((line) => expected.some((text) => alike(text, line.text)));
  return named ?? head.find((line) => printedWidth(line.text) >= 10) ?? lines[0]!;
}

function alike(a: string, b: string): boolean {
  const [x, y] = [withoutBlanks(a).replace(/จำนวน.{1,12}$/u, ''), withoutBlanks(b)];
  const limit = Math.floor(Math.min(x.length, y.length) / 6);
  return Math.max(x.length, y.length) <= 200 && editDistance(x, y, limit) <= limit;
}

function attachment(own: readonly DocLine[], title: DocLine, pages: readonly PageReading[]): Letter {
  const { links, evidence } = readLinks([], pages);
  const located = locatedText([wholeLine(title)]);
  return {
    kind: 'attachment',
    pages: [own[0]!.page, own.at(-1)!.page],
    title: title.text,
    ...blankLetter(),
    links,
    confidence: {
      kind: RELIABILITY.attachment,
      title: rounded(located.confidence(0, located.text.length) * RELIABILITY.title),
      ...(links.length > 0 && { links: RELIABILITY.links }),
    },
    evidence: { title: located.locate(0, located.text.length), ...(links.length > 0 && { links: evidence }) },
  };
}

import type { Citation, Enclosure, Letter } from '../../../schemas/record.js';
import { findCitations, parseCitation } from '../citation.js';
import { type Part, wrapGlue } from '../lines.js';
import type { LocatedText } from '../located-text.js';
import { loose } from '../loose.js';
import { RELIABILITY } from '../reliability.js';
import { itemsOf } from './items.js';

type CitedLetter = Letter['references'][number];

/** อ้างถึง: letters the recipient already has, one an entry. */
export function readReferences(parts: readonly Part[]): CitedLetter[] {
  return itemsOf(parts).map(({ located, start, end, text }) => {
    const parsed = parseCitation(text);
    const citation = parsed?.citation ?? { issuer: null, reference: null, date: null, speed: null, text };
    const whole = citation.reference !== null && citation.date !== null;
    const reliability = whole ? RELIABILITY.references : RELIABILITY.doubtful;
    return {
      ...citation,
      text: parsed ? citation.text : text,
      confidence: located.confidence(start, end) * reliability,
      evidence: located.locate(start, end),
    };
  });
}

const COUNT = new RegExp(`\\s?${loose('จำนวน')}\\s?[\\d๐-๙]{1,4}\\s?(?:ชุด|ฉบับ|แผ่น|เล่ม|หน้า|รายการ|ชิ้น|อัน|แห่ง)`, 'u');

const COUNT_END = new RegExp(`${COUNT.source}$`, 'u');

/**
 * A count at the end of a line that is not the entry's last stands in the right-hand column of the page: it goes behind
 * what follows.
 */
function countBehind(entry: Part[]): Part[] {
  const textOf = (part: Part) => part.line.text.slice(part.start, part.end);
  const at = entry.slice(0, -1).findIndex((part) => COUNT_END.test(textOf(part)));
  const part = entry[at];
  if (part === undefined) return entry;
  const count = COUNT_END.exec(textOf(part))!;
  const cut = part.start + count.index;
  const before = cut > part.start ? [{ ...part, end: cut }] : [];
  const [next, ...rest] = entry.slice(at + 1);
  const head = [...entry.slice(0, at), ...before];
  const last = head.at(-1);
  const apart = !last || /^(?:ด่วน|ลับ|ที่\s)/.test(textOf(next!));
  const joined = { ...next!, glue: apart ? (' ' as const) : wrapGlue(textOf(last), textOf(next!)) };
  return [...head, joined, ...rest, { ...part, start: cut + count[0].search(/\S/), glue: ' ' }];
}

/**
 * สิ่งที่ส่งมาด้วย: what travels with the letter. On a two-column page the count stands between the sender's name and the
 * number of a cited letter; it is put behind them, where it belongs.
 */
export function readEnclosures(parts: readonly Part[]): Enclosure[] {
  return itemsOf(parts, countBehind).map(({ located, start, end, text }) => {
    const { whole, bare } = countLast(text);
    const citation = parseCitation(bare)?.citation ?? null;
    const complete = citation === null || (citation.reference !== null && citation.date !== null);
    return {
      text: whole,
      citation,
      confidence: located.confidence(start, end) * (complete ? RELIABILITY.enclosures : RELIABILITY.doubtful),
      evidence: located.locate(start, end),
    };
  });
}

/** The entry with its count at the end, and without the count. */
function countLast(text: string): { whole: string; bare: string } {
  const count = COUNT.exec(text);
  if (!count) return { whole: text, bare: text };
  const rest = text.slice(count.index + count[0].length).trim();
  const bare = `${text.slice(0, count.index)} ${rest}`.trim();
  if (rest === '' || !/^(?:ด่วน|ลับ|ที่\s|ลงวันที่)/.test(rest)) return { whole: text, bare };
  return { whole: `${bare} ${count[0].trim()}`, bare };
}

/**
 * Letters that the text cites (ได้รับหนังสือ … ที่ … ลงวันที่ …), other than those of the lists: a listed letter that the text calls by
 * its day alone is the same letter.
 */
export function readMentions(body: LocatedText, listed: readonly Citation[]): CitedLetter[] {
  const numbers = new Set(listed.flatMap(({ reference }) => reference ?? []));
  const days = new Set(listed.flatMap(({ date }) => date ?? []));
  return findCitations(body.text).flatMap(({ start, end, citation }) => {
    const { reference, date } = citation;
    if (reference === null ? date !== null && days.has(date) : numbers.has(reference)) return [];
    const reliability = reference === null || date === null ? RELIABILITY.doubtful : RELIABILITY.references;
    const confidence = body.confidence(start, end) * reliability;
    return [{ ...citation, confidence, evidence: body.locate(start, end) }];
  });
}

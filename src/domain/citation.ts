import type { Citation } from '../../schemas/record.js';
import { findDates } from './dates.js';
import { loose, looseAny } from './loose.js';
import { toArabicDigits } from './numerals.js';
import { organisationAt } from './organisation-names.js';
import { type FoundReference, findReferences, parseOrderNumber } from './reference.js';
import { SECRECY_WORDS, SPEED_WORDS } from './tables/classes.js';

/** A citation in a text, with its place. `end` is exclusive. */
export interface FoundCitation {
  start: number;
  end: number;
  citation: Citation;
}

const DOCUMENT = new RegExp(`(?:${loose('สำเนา')})?(?:${looseAny(['หนังสือ', 'บันทึกข้อความ', 'วิทยุ', 'โทรสาร'])})`);
const ORDER = new RegExp(`(?:${loose('สำเนา')})?${looseAny(['คำสั่ง', 'ประกาศ'])}`);
const CLASS = looseAny([...SPEED_WORDS, ...SECRECY_WORDS].map(([word]) => word));
/** What ends the name of a cited letter's sender. */
const AFTER_ISSUER = new RegExp(
  `\\s?${CLASS}(?=\\s|${loose('ที่')}\\s)|\\s?${loose('ที่')}\\s|\\s?${loose('ลงวันที่')}|\\s?ลว\\.|\\s?${loose('เลขที่')}\\s|\\s?${loose('เรื่อง')}\\s`,
);
const DATED = new RegExp(`${loose('ลงวันที่')}|${loose('ลงวัน')}\\s?${loose('ที่')}|ลว\\.?\\s`);
const speedPatterns = SPEED_WORDS.map(
  ([word, speed]) => [new RegExp(`(?:^|\\s|ก)${loose(word)}(?=\\s|$|${loose('ที่')}\\s)`), speed] as const,
);

/** How far a date may stand behind the number or the name that it belongs to. */
const NEAR = 60;

/** Reads one citation, as an item of อ้างถึง or สิ่งที่ส่งมาด้วย gives it; null where the text cites no letter. */
export function parseCitation(text: string): FoundCitation | null {
  const document = DOCUMENT.exec(text) ?? ORDER.exec(text);
  const reference = numberIn(text);
  const from = reference?.end ?? (document ? document.index + document[0].length : null);
  if (from === null) return null;
  const dated = dateBehind(text, from, reference ? NEAR : 120);
  if (!reference && !dated) return null;
  const start = document && document.index < (reference?.start ?? text.length) ? document.index : 0;
  const end = Math.max(dated?.end ?? 0, reference?.end ?? 0);
  const named = document && document.index === start ? nameBehind(text.slice(start, end), document[0].length) : null;
  const middle = text.slice(start, reference?.start ?? dated?.start ?? end);
  return {
    start,
    end,
    citation: {
      issuer: named,
      reference: reference?.reference.normalized ?? null,
      date: dated?.iso ?? null,
      speed: speedPatterns.find(([pattern]) => pattern.test(middle))?.[1] ?? null,
      text: text.slice(start, end).trim(),
    },
  };
}

/** The cited number: a letter's, or behind คำสั่ง an order's. */
function numberIn(text: string): FoundReference | null {
  const letter = findReferences(text)[0];
  if (letter) return letter;
  const order = ORDER.test(text) ? /ที่\s{0,2}(\d{1,5}\s?\/\s?25\d{2})/.exec(toArabicDigits(text)) : null;
  const reference = order ? parseOrderNumber(order[0]) : null;
  if (!order || !reference) return null;
  return { start: order.index, end: order.index + order[0].length, reference };
}

interface Dated {
  start: number;
  end: number;
  iso: string;
}

function dateBehind(text: string, from: number, near: number): Dated | null {
  const word = DATED.exec(text.slice(from, from + near));
  if (!word) return null;
  const at = from + word.index;
  const window = text.slice(at, at + 50);
  const mention = findDates(window)[0];
  if (!mention || mention.iso === null || mention.from !== null || mention.start > 12) return null;
  return { start: at, end: at + mention.end, iso: mention.iso };
}

/** Between หนังสือ and the name of its sender. */
const NO_SENDER = new RegExp(
  `^\\s?(?:${looseAny(['ในราชการ', 'สื่อสาร', 'สั่งการ', 'ภายใน', 'ภายนอก', 'จาก', 'ของ'])}\\s?){1,2}`,
);

function nameBehind(text: string, from: number): string | null {
  const rest = text.slice(from);
  const stop = AFTER_ISSUER.exec(rest);
  const name = rest
    .slice(0, stop?.index ?? rest.length)
    .replace(NO_SENDER, '')
    .trim();
  return name === '' || name.length > 120 ? null : name;
}

/** คำสั่งจังหวัดตาก ที่ ๑๒๓/๒๕๖๗ in running text; คำสั่ง and the number stand near each other. */
const ORDER_CITED = new RegExp(
  `${looseAny(['คำสั่ง', 'ประกาศ'])}(?<sender>[^\\n]{0,100}?)${loose('ที่')}\\s{0,2}(?<number>\\d{1,5}\\s?/\\s?25\\d{2})(?!\\d)`,
  'g',
);
/** หนังสือกรมที่ดิน ลงวันที่ …: cited without a number. */
const DATED_PAPER = new RegExp(`${DOCUMENT.source}|${ORDER.source}`, 'g');
const UNNUMBERED = new RegExp(`^\\s{0,3}(?:${CLASS}\\s{0,2})?(?:${loose('ลงวันที่')}|ลว\\.)`);

/** Every letter that running text cites, with its number or, where an organisation is named, with its date alone; in order. */
export function findCitations(text: string): FoundCitation[] {
  const numbered = citedLetters(text);
  const taken = [...numbered];
  for (const found of [...citedOrders(text), ...citedByDate(text)]) {
    if (!taken.some((other) => other.start < found.end && found.start < other.end)) taken.push(found);
  }
  return taken.sort((a, b) => a.start - b.start);
}

function citedLetters(text: string): FoundCitation[] {
  const out: FoundCitation[] = [];
  let free = 0;
  for (const { start, end } of findReferences(text)) {
    const before = text.slice(Math.max(free, start - 160), start);
    const offset = start - before.length;
    const word = lastDocument(before);
    const from = word === null ? start : offset + word;
    const parsed = parseCitation(text.slice(from, end + NEAR + 50));
    if (!parsed) continue;
    const citation = { ...parsed.citation, issuer: parsed.citation.issuer ?? senderBefore(text, from) };
    // Only the first number of the window is this citation's own.
    out.push({ citation, start: from + parsed.start, end: from + parsed.end });
    free = Math.max(end, from + parsed.end);
  }
  return out;
}

function citedOrders(text: string): FoundCitation[] {
  return [...toArabicDigits(text).matchAll(ORDER_CITED)].flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    const reference = parseOrderNumber(match.groups!.number!);
    if (!reference || ANOTHER.test(match.groups!.sender!)) return [];
    const senderStart = start + match[0].indexOf(match.groups!.sender!);
    const named = match.groups!.sender === '' ? null : organisationAt(text, senderStart);
    const dated = dateBehind(text, end, 20);
    const whole = dated?.end ?? end;
    const citation = {
      issuer: named?.name ?? null,
      reference: reference.normalized,
      date: dated?.iso ?? null,
      speed: null,
      text: text.slice(start, whole),
    };
    return [{ citation, start, end: whole }];
  });
}

function citedByDate(text: string): FoundCitation[] {
  return [...text.matchAll(DATED_PAPER)].flatMap((match) => {
    const place = organisationAt(text, match.index + match[0].length);
    const dated =
      place && UNNUMBERED.test(text.slice(place.end, place.end + 40)) ? dateBehind(text, place.end, 40) : null;
    if (!place || !dated) return [];
    const between = text.slice(place.end, dated.start);
    const citation = {
      issuer: place.name,
      reference: null,
      date: dated.iso,
      speed: speedPatterns.find(([pattern]) => pattern.test(between))?.[1] ?? null,
      text: text.slice(match.index, dated.end),
    };
    return [{ citation, start: match.index, end: dated.end }];
  });
}

/** Between คำสั่ง and the number: another sentence, or what else is numbered by the year (a meeting, a case, a contract). */
const ANOTHER = new RegExp(
  looseAny(['แจ้ง', 'กำหนด', 'ขอให้', 'ดังกล่าว', 'นั้น', 'ทราบ', 'ครั้ง', 'ประชุม', 'คดี', 'หมายเลข', 'สัญญา', 'ฉบับ']),
);

/** Where the last หนังสือ before a number begins. */
function lastDocument(before: string): number | null {
  let last: number | null = null;
  for (const match of before.matchAll(new RegExp(DOCUMENT.source, 'gu'))) last = match.index;
  return last;
}

const SENT = new RegExp(
  `^\\s{0,3}(?:${loose('ได้')})?(?:${looseAny(['มี', 'ส่ง', 'จัดส่ง', 'แจ้งตาม', 'แจ้งเวียนตาม', 'ตาม'])})?\\s{0,3}$`,
);
/** How far before หนังสือ its sender's name may begin. */
const SENDER_REACH = 110;

/** The organisation in ด้วยจังหวัดตรังได้มีหนังสือ ที่ …: the name stands before the word. */
function senderBefore(text: string, at: number): string | null {
  for (let start = Math.max(0, at - SENDER_REACH); start < at - 4; start++) {
    const place = organisationAt(text, start);
    if (place && place.end <= at && SENT.test(text.slice(place.end, at))) return place.name;
  }
  return null;
}

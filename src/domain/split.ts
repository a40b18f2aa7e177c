import type { LetterKind } from '../../schemas/record.js';
import { findStamps, type Stamp } from './fields/received.js';
import { dateLineOf, isMemoTitle, isOrganisation, labelOf, orderNumberOf, referenceLineOf } from './line-kinds.js';
import type { DocLine } from './lines.js';
import { loose, looseAny } from './loose.js';
import { letterEnd } from './split-end.js';
import { HEAD_LINES, headStart } from './split-head.js';
import { ADDRESSEE_WORDS } from './tables/addressees.js';
import { ORGANISATION_WORDS } from './tables/organisations.js';
import { printedWidth } from './text.js';

/** A letter's share of the lines of a file. `to` is exclusive. */
export interface LetterSpan {
  kind: LetterKind;
  from: number;
  to: number;
  /** Index of the เรื่อง line, of the เรียน or ถึง line, of the ที่ line and of the title (บันทึกข้อความ, คำสั่ง…), where there are. */
  subject: number | null;
  addressed: number | null;
  reference: number | null;
  title: number | null;
}

export interface Split {
  letters: LetterSpan[];
  /** What stands between the letters and belongs to none. */
  rest: { from: number; to: number }[];
  stamps: Stamp[];
}

/** The labels that make a letter: found first, its head and end afterwards. */
type Core = Omit<LetterSpan, 'from' | 'to'> & { first: number; last: number };

const SUBJECT_LINES = 8;

/**
 * Parts a file into letters and what travels with them. A letter is known by its labels (เรื่อง and เรียน below a ที่ line, a
 * letterhead or บันทึกข้อความ; ที่ and ถึง; the title of an order or announcement), never by a number alone: a citation opens none.
 */
export function splitLetters(lines: readonly DocLine[]): Split {
  const stamps = findStamps(lines);
  const stamped = new Set(stamps.flatMap((stamp) => stamp.lines));
  return spansOf(lines, stamps, stamped, findCores(lines, stamped));
}

/**
 * The same of lines that a person said are one letter with what travels with it: what is known as a letter on a later page is none. Short letters
 * that share the first page stay apart. Where nothing on that page is known as a letter, it is one all the same.
 */
export function splitOneLetter(lines: readonly DocLine[]): Split {
  const stamps = findStamps(lines);
  const stamped = new Set(stamps.flatMap((stamp) => stamp.lines));
  const page = lines[0]?.page;
  const cores = findCores(lines, stamped).filter(({ first }) => lines[first]!.page === page);
  const split = spansOf(lines, stamps, stamped, cores.length > 0 ? cores : lines.length > 0 ? [saidCore(lines)] : []);
  const [letter] = split.letters;
  if (!letter || letter.from === 0) return split;
  // What stands above its head belongs to it: nothing comes before a letter that begins on this page.
  return { ...split, letters: [{ ...letter, from: 0 }, ...split.letters.slice(1)], rest: split.rest.slice(1) };
}

/** The core of a letter that is one by a person's word alone, with the labels that its first page has. */
function saidCore(lines: readonly DocLine[]): Core {
  const next = lines.findIndex(({ page }) => page !== lines[0]!.page);
  const head = lines.slice(0, Math.min(HEAD_LINES, next < 0 ? lines.length : next));
  const at = (holds: (text: string, i: number) => boolean) => {
    const found = head.findIndex(({ text }, i) => holds(text, i));
    return found < 0 ? null : found;
  };
  const subject = at((text) => labelOf(text)?.label === 'subject');
  const addressed = at((text) => labelOf(text)?.label === 'to');
  const reference = at((text, i) => opensHead(lines, i, text));
  const title = at(isMemoTitle);
  const last = Math.max(0, ...[subject, addressed, reference, title].map((i) => i ?? 0));
  const kind = title === null ? 'external' : 'memorandum';
  return { kind, first: 0, last, subject, addressed, reference, title };
}

function spansOf(
  lines: readonly DocLine[],
  stamps: Stamp[],
  stamped: ReadonlySet<number>,
  cores: readonly Core[],
): Split {
  const letters: LetterSpan[] = [];
  const rest: Split['rest'] = [];
  let free = 0;
  cores.forEach((core, k) => {
    const from = headStart(lines, core.first, free, stamped);
    const next = cores[k + 1];
    const limit = next ? headStart(lines, next.first, core.last + 1, stamped) : lines.length;
    const to = letterEnd(lines, core, limit, stamped);
    if (from > free) rest.push({ from: free, to: from });
    const { first: _first, last: _last, ...span } = core;
    letters.push({ ...span, from, to });
    free = to;
  });
  if (free < lines.length) rest.push({ from: free, to: lines.length });
  return { letters, rest, stamps };
}

function findCores(lines: readonly DocLine[], stamped: ReadonlySet<number>): Core[] {
  const cores: Core[] = [];
  let free = 0;
  for (let i = 0; i < lines.length; i++) {
    if (stamped.has(i)) continue;
    const core = addressedCore(lines, i, free) ?? titledCore(lines, i, free) ?? certifyingCore(lines, i, free);
    if (core === null) continue;
    cores.push(core);
    free = core.last + 1;
  }
  return cores;
}

/** The core that ends in a เรียน or ถึง line at `at`. */
function addressedCore(lines: readonly DocLine[], at: number, free: number): Core | null {
  const label = labelOf(lines[at]!.text);
  if (label?.label !== 'to') return null;
  // The value may begin on the next line.
  const value = lines[at]!.text.slice(label.valueStart).replace(NUMBERED, '') || addresseeOf(lines[at + 1]?.text ?? '');
  if (/^(?:วันที่|เดือน|ปี|\d|[๐-๙])/.test(value) || value.replace(/[.…_\s]/g, '') === '') return null;
  // Room left for the name of the addressee: a form in the shape of a letter.
  if (/[ก-๎]\s?(?:\.{4,}|…{2,}|_{4,})/.test(value)) return null;
  const above = Math.max(free, at - HEAD_LINES);
  const subject = lastIndex(
    lines,
    at - 1,
    Math.max(free, at - SUBJECT_LINES),
    (text) => labelOf(text)?.label === 'subject',
  );
  const top = subject ?? at;
  const reference = lastIndex(lines, top - 1, above, (text, i) => opensHead(lines, i, text));
  const title = lastIndex(lines, top - 1, above, isMemoTitle);
  const office = lastIndex(lines, top - 1, title ?? Math.max(above, top - 5), (text) => OFFICE.test(text));
  const first = Math.min(...[title, office, reference, subject, at].filter((i): i is number => i !== null));
  if (/^(?:กราบ)?ถึง/.test(lines[at]!.text)) {
    return subject === null && reference !== null && at - reference <= 6
      ? { kind: 'stamped', first, last: at, subject, addressed: at, reference, title: null }
      : null;
  }
  // Where its title was not read, ส่วนราชการ alone tells a memorandum.
  if (office !== null || (title !== null && (reference !== null || subject !== null))) {
    return { kind: 'memorandum', first, last: at, subject, addressed: at, reference, title };
  }
  const headed = reference !== null || (subject !== null && hasLetterhead(lines, top, above));
  return headed ? { kind: 'external', first, last: at, subject, addressed: at, reference, title: null } : null;
}

const OFFICE = new RegExp(`^${loose('ส่วนราชการ')}(?=\\s|$)`);
/** Addressees may be numbered: เรียน ๑. ผู้ว่าราชการจังหวัด ๒. …; a day or a time of the day is none. */
const NUMBERED = /^[\d๐-๙]{1,2}[.)]\s?(?![\s\d๐-๙])/;
const ADDRESSEE = new RegExp(`^${looseAny([...ADDRESSEE_WORDS, ...ORGANISATION_WORDS])}`);

function addresseeOf(text: string): string {
  return ADDRESSEE.test(text) ? text : '';
}

/** A ที่ line that is the letter's own: the number is whole or blank, and no citation goes on behind it. */
function opensHead(lines: readonly DocLine[], at: number, text: string): boolean {
  const line = referenceLineOf(text);
  if (line === null) return false;
  const after = text.slice(line.rest).trim();
  if (/^(?:ลงวันที่|ลว)/.test(after)) return false;
  const next = lines[at + 1]?.text ?? '';
  return after !== '' || !/^(?:ลงวันที่|ลว)/.test(next);
}

/** Without a number a letter needs the name of its sender and a date above เรื่อง. */
function hasLetterhead(lines: readonly DocLine[], top: number, above: number): boolean {
  const sender = lastIndex(lines, top - 1, above, (text) => isOrganisation(text));
  return (
    sender !== null && lastIndex(lines, top - 1, Math.max(above, top - 8), (text) => dateLineOf(text) !== null) !== null
  );
}

function lastIndex(
  lines: readonly DocLine[],
  from: number,
  down: number,
  holds: (text: string, at: number) => boolean,
): number | null {
  for (let i = from; i >= down; i--) if (lines[i] && holds(lines[i]!.text, i)) return i;
  return null;
}

/** ข่าว (สารบรรณ แบบที่ 9): the sender and the day stand below the text. */
const NEWS = new RegExp(`^${loose('ข่าว')}(?:${loose('ประชาสัมพันธ์')})?$`);
const TITLES: readonly (readonly [RegExp, LetterKind])[] = [
  [new RegExp(`^${looseAny(['คำสั่ง', 'ระเบียบ', 'ข้อบังคับ'])}(?!\\s?ที่\\s?แนบ)`), 'order'],
  [new RegExp(`^${looseAny(['ประกาศ', 'แถลงการณ์'])}`), 'announcement'],
  [NEWS, 'announcement'],
  [new RegExp(`^${looseAny(['หนังสือรับรอง', 'รายงานการประชุม'])}`), 'certificate'],
];
const TITLED = new RegExp(`^${looseAny(['คำสั่ง', 'ประกาศ', 'ระเบียบ', 'ข้อบังคับ'])}\\s?${looseAny(ORGANISATION_WORDS)}`);
const GIVEN_ON = new RegExp(`${looseAny(['สั่ง', 'ประกาศ', 'ให้ไว้', 'แถลง'])}\\s?ณ\\s?${loose('วันที่')}`);
/** What only a certificate or the minutes of a meeting say (สารบรรณ ข้อ 24 and 25). */
const CERTIFIES = new RegExp(
  `ผู้มาประชุม|ผู้เข้าประชุม|เริ่มประชุม|ระเบียบวาระที่|${looseAny(['ขอรับรองว่า', 'เพื่อรับรองว่า', 'เพื่อแสดงว่า'])}|${loose('ให้ไว้')}\\s?ณ\\s?${loose('วันที่')}`,
);
/** ประกาศนี้ให้มีผล…, หนังสือรับรองฉบับนี้…: words of the text. */
const SPOKEN_OF = new RegExp(
  `^${looseAny(['คำสั่ง', 'ประกาศ', 'ระเบียบ', 'ข้อบังคับ', 'แถลงการณ์', 'หนังสือรับรอง', 'รายงานการประชุม'])}(?:ฉบับ)?(?:นี้|ดังกล่าว)`,
);
/** How far below the title of an order or announcement its date may stand. */
const TITLED_LINES = 200;

/** Lines below its title among which a certificate's number stands. */
const CERTIFICATE_HEAD = 5;

/** The core of an order, an announcement or a certificate, whose title stands at `at`. */
function titledCore(lines: readonly DocLine[], at: number, free: number): Core | null {
  const { text, opensPage, gap } = lines[at]!;
  if (printedWidth(text) > 70 || SPOKEN_OF.test(text) || (!opensPage && gap === 0 && at !== free)) return null;
  const kind = TITLES.find(([pattern]) => pattern.test(text))?.[1];
  if (kind === undefined) return null;
  const below = lines.slice(at + 1, at + 6);
  const subject = below.findIndex((line) => labelOf(line.text)?.label === 'subject' || /^ว่าด้วย/.test(line.text));
  const number = below.findIndex((line) => orderNumberOf(line.text) !== null);
  const inside = lines.slice(at + 1, at + TITLED_LINES);
  // A certificate has a number of its own below its title.
  const stop = inside.findIndex(
    (line, i) =>
      isMemoTitle(line.text) ||
      (referenceLineOf(line.text)?.reference?.unit != null && !(kind === 'certificate' && i < CERTIFICATE_HEAD)),
  );
  const body = stop < 0 ? inside : inside.slice(0, stop);
  const sealed =
    body.some((line) => (kind === 'certificate' ? CERTIFIES : GIVEN_ON).test(line.text)) ||
    (NEWS.test(text) &&
      body.some((line, i) => isOrganisation(line.text) && dateLineOf(body[i + 1]?.text ?? '') !== null));
  // Without its date at hand (it stands on a page not read) the title must open a page and name who publishes.
  const titled = opensPage && TITLED.test(text);
  if (!(sealed || titled) || (subject < 0 && kind !== 'certificate')) return null;
  const above =
    kind === 'certificate'
      ? lastIndex(
          lines,
          at - 1,
          Math.max(free, at - CERTIFICATE_HEAD),
          (line) => referenceLineOf(line)?.reference != null,
        )
      : null;
  const own =
    kind === 'certificate'
      ? body.slice(0, CERTIFICATE_HEAD).findLastIndex((line) => referenceLineOf(line.text)?.reference != null)
      : number;
  const last = at + 1 + Math.max(subject, own, -1);
  return {
    kind,
    first: above ?? at,
    last: Math.max(at, last),
    subject: subject < 0 ? null : at + 1 + subject,
    addressed: null,
    reference: own < 0 ? above : at + 1 + own,
    title: at,
  };
}

const GIVEN_FOR = new RegExp(`^${loose('หนังสือ')}(?:${loose('ฉบับ')})?${loose('นี้ให้ไว้เพื่อ')}`);

/** The core of a certificate in the form of สารบรรณ แบบที่ 10: a number and the sender's name, no title. */
function certifyingCore(lines: readonly DocLine[], at: number, free: number): Core | null {
  if (!GIVEN_FOR.test(lines[at]!.text)) return null;
  const reference = lastIndex(
    lines,
    at - 1,
    Math.max(free, at - CERTIFICATE_HEAD - 1),
    (text) => referenceLineOf(text)?.reference != null,
  );
  if (reference === null) return null;
  return {
    kind: 'certificate',
    first: reference,
    last: at - 1,
    subject: null,
    addressed: null,
    reference,
    title: null,
  };
}

import type { Organisation } from '../../../schemas/organisations.js';
import type { Deadline, Letter } from '../../../schemas/record.js';
import type { DraftCheck, DraftContent } from '../../../schemas/sending.js';
import { weekdayOf } from '../calendar.js';
import { formatThaiDate } from '../dates.js';
import type { Gazetteer } from '../gazetteer/gazetteer.js';
import { SPEED_LABEL, SURE } from '../labels.js';
import { toThaiDigits } from '../numerals.js';
import { WEEKDAYS } from '../tables/months.js';
import { addWorkingDays, type Workplace } from '../working-days.js';
import { nextLevel, writerOf } from './next-level.js';
import { ASKED, CLOSING } from './words.js';

/** What an office sets for itself, as far as its letters show it. */
export interface LetterOffice {
  organisation: Organisation;
  code?: string | undefined;
  address?: string | undefined;
  chief?: { name: string; position: string } | undefined;
  contact?: { office?: string | undefined; phone?: string | undefined; email?: string | undefined } | undefined;
  units?: readonly string[] | undefined;
}

export interface CoverInput {
  letter: Letter;
  office: LetterOffice;
  gazetteer: Gazetteer;
  /** The day it is, ISO. */
  today: string;
  place: Workplace;
  /** How many working days before the letter's deadline the office wants the answers; null: it sets no day of its own. */
  leadDays: number | null;
  /** The office's own earlier letters that this one follows, as they are cited: its addressees have them. */
  earlier: readonly string[];
}

export interface Cover {
  content: DraftContent;
  checks: DraftCheck[];
}

/** Stands behind a value that a person has to look at. */
export const TO_CHECK = '[ต้องตรวจ]';
/** How such a mark begins, also where it says what is missing. */
export const TO_CHECK_BEGINS = '[ต้องตรวจ';

/** Whether something in the texts of a draft is still to be looked at. */
export const isUnchecked = (content: DraftContent): boolean => JSON.stringify(content).includes(TO_CHECK_BEGINS);

/**
 * The next cover letter for a letter that was received (หนังสือภายนอก, แบบที่ 1): its subject as it is, the letter itself as enclosure with its full citation,
 * the addressees of the next level, and three paragraphs: why (ด้วย…), what is wanted and until when, and to what end. Number and date stay blank. What was
 * read with doubt is marked where it stands, and listed; nothing doubtful is written as if it were sure.
 */
export function draftCoverLetter(input: CoverInput): Cover {
  const { letter, office, gazetteer, today, earlier } = input;
  const { organisation } = office;
  const checks: DraftCheck[] = [];
  const marked = (field: DraftCheck['field'], name: string, value: string | null): string => {
    const doubt = doubtOf(letter, name);
    if (value !== null && doubt === null) return value;
    const label = LABELS[name] ?? name;
    checks.push({ field, message: value === null ? `อ่าน${label}ไม่ได้` : `${label} “${value}” ${doubt}` });
    return value === null ? `[ต้องตรวจ: ${label}]` : `${value} ${TO_CHECK}`;
  };
  const writer = writerOf(organisation);
  const told = letter.relay.forward_to;
  const next = nextLevel(organisation, { told, units: office.units ?? [], on: today }, gazetteer);
  if (next.recipients.length === 0) checks.push({ field: 'recipients', message: 'ยังไม่ทราบผู้รับระดับถัดไป โปรดกรอก' });
  for (const words of next.unlisted) {
    checks.push({ field: 'recipients', message: `ยังไม่ได้นำเข้ารายชื่อหน่วยงานของ “${words}”` });
  }
  const issuer = marked('enclosures', 'issuer', letter.issuer?.name ?? null);
  const subject = marked('subject', 'subject', letter.subject);
  const cited = [
    issuer,
    letter.speed ? marked('enclosures', 'speed', SPEED_LABEL[letter.speed]) : null,
    `ที่ ${marked('enclosures', 'reference', letter.reference && toThaiDigits(letter.reference.normalized ?? letter.reference.raw))}`,
    `ลงวันที่ ${marked('enclosures', 'date', letter.date && formatThaiDate(letter.date))}`,
  ].filter(Boolean);
  const citation = cited.join(' ');
  const set = letter.enclosures.length > 0 ? 'ชุด' : 'ฉบับ';
  const wanted = wantedParagraph(input, { writer: writer.name, called: next.called, issuer }, checks);
  const content: DraftContent = {
    speed: letter.speed,
    secrecy: letter.secrecy,
    code: toThaiDigits(office.code ?? ''),
    circular: recipientCount(next.recipients) > 1,
    office: writer.seat,
    address: toThaiDigits(office.address ?? ''),
    subject,
    recipients: next.recipients,
    references: [...earlier],
    enclosures: [`สำเนาหนังสือ${citation} จำนวน ๑ ${set}`],
    paragraphs: [
      `${reasonWords(earlier)}${writer.name}ได้รับหนังสือ${citation} เรื่อง ${subject} รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย`,
      ...wanted,
      CLOSING[letter.action?.kind ?? 'inform'],
    ],
    signer: { name: office.chief?.name ?? '', position: office.chief?.position ?? '' },
    contact: {
      office: office.contact?.office ?? '',
      phone: toThaiDigits(office.contact?.phone ?? ''),
      email: office.contact?.email ?? '',
    },
    copies: [],
  };
  if (content.code === '') checks.push({ field: 'code', message: 'ยังไม่ได้ตั้งรหัสหน่วยงานสำหรับเลขที่หนังสือ' });
  if (content.signer.position === '') checks.push({ field: 'signer', message: 'ยังไม่ได้ตั้งผู้ลงนามของหน่วยงาน' });
  return { content, checks };
}

const LABELS: Record<string, string> = {
  issuer: 'ชื่อหน่วยงานเจ้าของหนังสือ',
  subject: 'เรื่อง',
  speed: 'ชั้นความเร็ว',
  reference: 'เลขที่หนังสือ',
  date: 'วันที่ของหนังสือ',
};

/** Why a field of a letter is to be looked at; null where it is sure. */
function doubtOf(letter: Letter, field: string): string | null {
  const warning = letter.warnings.find((each) => each.field === field);
  if (warning) return `(${warning.message})`;
  const confidence = letter.confidence[field];
  return confidence !== undefined && confidence < SURE ? `(มั่นใจ ${Math.floor(confidence * 100)}%)` : null;
}

const recipientCount = (recipients: DraftContent['recipients']) =>
  recipients.reduce((sum, { organisations }) => sum + Math.max(1, organisations.length), 0);

/** ด้วย opens a new matter, ตาม…ที่อ้างถึง one that the addressees know (ภาคเหตุ). */
const reasonWords = (earlier: readonly string[]) => (earlier.length > 0 ? 'ตามหนังสือที่อ้างถึง นั้น บัดนี้ ' : 'ด้วย');

/** What is wanted of the addressees and until when (ภาคความประสงค์). */
function wantedParagraph(
  { letter, office, place, leadDays, today }: CoverInput,
  names: { writer: string; called: string; issuer: string },
  checks: DraftCheck[],
): string[] {
  const { writer, called, issuer } = names;
  const add = (message: string) => checks.push({ field: 'paragraphs', message });
  const kind = letter.action?.kind ?? null;
  if (kind === null) add('อ่านไม่ได้ว่าหนังสือขอให้ทำสิ่งใด');
  const passed = passedOn(letter.relay.forward_to, called);
  // Nobody was asked about it when the letter was confirmed (domain/asked.ts): here it is written down, so that here a person looks.
  const unsure = kind === null ? null : doubtOf(letter, 'action');
  if (unsure) add(`สิ่งที่หนังสือขอให้ทำยังไม่แน่ใจ ${unsure}`);
  const wish = kind === null ? '[ต้องตรวจ: สิ่งที่ขอให้ดำเนินการ]' : `${ASKED[kind]}${unsure ? ` ${TO_CHECK} ` : ''}`;
  const asked = `${writer}พิจารณาแล้ว ขอให้${called}${wish}${passed}`;
  const live = letter.deadlines.filter(({ supersedes }) => supersedes?.change !== 'cancel');
  const days = live.map((deadline) => {
    const said = deadlineWords(deadline);
    const sure = deadline.confidence >= SURE && deadline.date !== null;
    if (!sure) add(`กำหนดเวลา “${deadline.text}” ${deadline.date === null ? 'ไม่มีวันที่แน่นอน' : 'ยังไม่แน่ใจ'}`);
    return sure ? said : `${said} ${TO_CHECK}`;
  });
  const outer = days.length > 0 ? `ทั้งนี้ ${issuer}${days.join(' และ')}` : '';
  const own = ownDay(live, { place, leadDays, today }, office, add);
  return [asked, [outer, own].filter(Boolean).join(' ')].filter(Boolean);
}

/** Whom the addressees are asked to tell in their turn; bodies that the letter goes to itself only where a district stands above them. */
function passedOn(told: readonly string[], called: string): string {
  const districts = called.startsWith('อำเภอ');
  const others = told.filter((body) => districts || !called.includes(body));
  if (others.length === 0) return '';
  return ` ${districts && called !== 'อำเภอ' ? 'และขอให้อำเภอแจ้ง' : 'และแจ้ง'}${others.join(' ')}ในพื้นที่ทราบด้วย`;
}

/** `วันศุกร์ที่ ๒๘ กุมภาพันธ์ ๒๕๖๘`: with the weekday, so that a misread digit is seen. */
export const dayInWords = (iso: string): string => `วัน${WEEKDAYS[weekdayOf(iso)]![0]}ที่ ${formatThaiDate(iso)}`;

function deadlineWords({ date, time, kind, binds, from, relative, text }: Deadline): string {
  if (date === null) {
    if (!relative) return `แจ้งว่า “${toThaiDigits(text)}”`;
    const count =
      relative.months === undefined
        ? `${relative.days} ${relative.working ? 'วันทำการ' : 'วัน'}`
        : `${relative.months} เดือน`;
    const start = relative.from === 'receipt' ? 'วันที่ได้รับหนังสือ' : 'วันที่ในหนังสือ';
    return `กำหนดให้ดำเนินการภายใน ${toThaiDigits(count)} นับถัดจาก${start} (“${toThaiDigits(text)}”)`;
  }
  const hour = time === null ? '' : ` เวลา ${toThaiDigits(time.replace(':', '.'))} น.`;
  const day = `${dayInWords(date)}${hour}`;
  if (kind === 'event') return `กำหนดจัด${from ? `ตั้งแต่${dayInWords(from)} ถึง` : 'ใน'}${day}`;
  if (kind === 'window') return `กำหนดเปิดรับ${from ? `ตั้งแต่${dayInWords(from)} ` : ''}ถึง${day}`;
  if (binds === 'applicant') return `กำหนดให้ผู้สมัครหรือผู้เข้าร่วมดำเนินการภายใน${day}`;
  return binds === 'relay' ? `กำหนดให้แจ้งต่อภายใน${day}` : `กำหนดให้ดำเนินการภายใน${day}`;
}

/** The office's own day, so many working days before the nearest sure one that binds; never one that has passed. */
function ownDay(
  live: readonly Deadline[],
  { place, leadDays, today }: Pick<CoverInput, 'place' | 'leadDays' | 'today'>,
  office: LetterOffice,
  add: (message: string) => void,
): string {
  if (leadDays === null) return '';
  const days = live.flatMap(({ date, confidence, kind }) =>
    date !== null && confidence >= SURE && kind !== 'event' ? [date] : [],
  );
  const first = days.sort()[0];
  if (!first) {
    add('ไม่มีกำหนดเวลาที่แน่นอนให้นับวันกำหนดของหน่วยงานเอง');
    return '';
  }
  const own = addWorkingDays(place, first, -leadDays);
  if (own.day <= today) {
    add(`กำหนดของหน่วยงานเอง (${dayInWords(own.day)}) ผ่านไปแล้วหรือเป็นวันนี้ จึงไม่ได้ใส่`);
    return '';
  }
  const words = `โดยขอให้ส่งถึง${writerOf(office.organisation).name}ภายใน${dayInWords(own.day)}`;
  if (own.unannounced.length === 0) return words;
  add('กำหนดของหน่วยงานเองนับผ่านปีที่ยังไม่ประกาศวันหยุดราชการครบ');
  return `${words} ${TO_CHECK}`;
}

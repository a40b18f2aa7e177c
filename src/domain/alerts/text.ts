import type { AlertLine, MessageContent } from '../../../schemas/alerts.js';
import { formatThaiDate } from '../dates.js';
import { toThaiDigits } from '../numerals.js';
import { messageHtml } from './html.js';
import { headOf, type LineText, lineText, plainWords, shortDay, type Telling } from './line-text.js';

export interface TextOptions {
  /** ISO day on which it goes: on another than it was meant for, nothing is said of วันนี้. */
  on: string;
  /** Where people open the application; without it there are no links. */
  publicUrl?: string | undefined;
  /** Whether it may have gone before, so that it says ส่งซ้ำ. */
  repeated?: boolean;
}

/** A message in words. `short`: at most as long as a message of LINE. */
export interface MessageText {
  subject: string;
  text: string;
  html: string;
  short: string;
}

/** One entry of a message with the address of its page. */
export interface Entry extends LineText {
  number: string;
  link: string | null;
}

/** What is above and below the entries. */
export interface Frame {
  subject: string;
  opening: string[];
  closing: string[];
}

/** LINE Messaging API: a text message has at most 5,000 UTF-16 code units. */
const LINE_LONGEST = 5000;
/** A subject that says more is cut off by the reader's mail programme anyway. */
const MOST_COUNTS = 3;

const thai = (n: number): string => toThaiDigits(String(n));

/**
 * A message in Thai. The words of letters were read from pictures that anybody may have sent: they stand on one line, cut, and escaped where they are HTML.
 */
export function messageText(content: MessageContent, options: TextOptions): MessageText {
  const telling = { day: content.day, on: options.on };
  const entries = content.lines.map(
    (line, at): Entry => ({
      ...lineText(line, telling),
      number: thai(at + 1),
      link: linkOf(options.publicUrl, line.path),
    }),
  );
  const frame = frameOf(content, telling, options);
  return {
    subject: frame.subject,
    text: plain(frame, entries),
    html: messageHtml(frame, entries),
    short: short(frame, entries, content.more),
  };
}

/** The address of a page; none for what is no path of the application. */
function linkOf(publicUrl: string | undefined, path: string): string | null {
  if (!publicUrl || !/^\/(?![/\\])/.test(path)) return null;
  return `${publicUrl.replace(/\/+$/, '')}${encodeURI(plainWords(path)).replaceAll("'", '%27')}`;
}

/** `ครบกำหนดวันนี้ ๒ เรื่อง`: the lines counted by what they are told for, in their order. */
function counts(lines: readonly AlertLine[], telling: Telling): string[] {
  const heads = new Map<string, number>();
  for (const line of lines) {
    const head = line.veiled ? 'เปิดดูในระบบ' : headOf(line, telling);
    heads.set(head, (heads.get(head) ?? 0) + 1);
  }
  const parts = [...heads];
  const told = parts.slice(0, parts.length > MOST_COUNTS ? MOST_COUNTS - 1 : MOST_COUNTS);
  const rest = parts.slice(told.length).reduce((sum, [, count]) => sum + count, 0);
  return [
    ...told.map(([head, count]) => `${head} ${thai(count)} เรื่อง`),
    ...(rest > 0 ? [`อื่น ๆ ${thai(rest)} เรื่อง`] : []),
  ];
}

function frameOf(content: MessageContent, telling: Telling, { publicUrl, repeated }: TextOptions): Frame {
  const { kind, lines, more, day, code } = content;
  const office = plainWords(content.organisation.name, 80);
  const again = repeated ? 'ส่งซ้ำ: ' : '';
  const named = (what: string) => `${again}เวียน: ${what} (${office})`;
  const twice = repeated ? ['ข้อความนี้อาจเคยส่งถึงท่านแล้ว ส่งซ้ำเพราะไม่ทราบว่าครั้งก่อนส่งถึงหรือไม่'] : [];
  const closing = [
    `ข้อความอัตโนมัติจากระบบเวียนของ${office} เปลี่ยนวิธีและเวลาแจ้งเตือนได้ในหน้าตั้งค่าการแจ้งเตือน`,
    ...(publicUrl ? [] : ['เปิดดูหนังสือได้ในระบบเวียน']),
  ];
  if (kind === 'test') {
    const opening = code
      ? [`รหัสยืนยันที่อยู่นี้: ${plainWords(code, 20)}`, 'กรอกรหัสนี้ในหน้าตั้งค่าการแจ้งเตือน หากท่านไม่ได้ขอรหัส ไม่ต้องทำอะไร']
      : ['ข้อความนี้ส่งเพื่อทดลองการแจ้งเตือน ไม่มีเรื่องที่ต้องดำเนินการ'];
    return { subject: named(code ? 'รหัสยืนยันที่อยู่อีเมล' : 'ข้อความทดลอง'), opening: [...twice, ...opening], closing };
  }
  const left = more > 0 ? [`และอีก ${thai(more)} เรื่อง`] : [];
  const told = [...counts(lines, telling), ...left].join(' ');
  const what = { digest: '', 'at-once': 'ด่วน ', chase: 'ติดตาม ' }[kind] + told;
  const opening = [`${office} ข้อมูล ณ วันที่ ${formatThaiDate(day, { digits: 'thai' })}`, told];
  const rest = more > 0 ? [`และอีก ${thai(more)} เรื่องที่ไม่ได้แสดงในข้อความนี้ โปรดดูในระบบ`] : [];
  return {
    subject: named(what.trim() || shortDay(day)),
    opening: [...twice, ...opening],
    closing: [...rest, ...closing],
  };
}

/** An entry as lines of text. */
function entryText({ number, head, title, rows, link }: Entry): string {
  return [`${number}. [${head}] ${title}`, ...[...rows, ...(link ? [link] : [])].map((row) => `   ${row}`)].join('\n');
}

const plain = ({ opening, closing }: Frame, entries: readonly Entry[]): string =>
  `${[opening.join('\n'), ...entries.map(entryText), closing.join('\n')].filter(Boolean).join('\n\n')}\n`;

/** As many whole entries as fit, and how many do not. */
function short({ subject, opening }: Frame, entries: readonly Entry[], more: number): string {
  const head = [subject, ...opening.filter((row) => !subject.includes(row))].join('\n');
  const texts = entries.map(entryText);
  const of = (count: number) => {
    const left = texts.length - count + more;
    return [head, ...texts.slice(0, count), ...(left > 0 ? [`และอีก ${thai(left)} เรื่อง โปรดดูในระบบ`] : [])].join('\n\n');
  };
  let count = texts.length;
  while (count > 0 && of(count).length > LINE_LONGEST) count--;
  return of(count);
}

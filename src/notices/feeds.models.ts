import type { CalendarItem } from '../../schemas/calendar.js';
import { passOnText, WORKED_OUT } from '../domain/alerts/relay-words.js';
import { formatThaiDate } from '../domain/dates.js';
import type { CalendarEvent } from '../domain/icalendar.js';
import { toThaiDigits } from '../domain/numerals.js';
import { grouped } from '../shared/grouped.js';

/** An event before it is known whether it is a change. */
export type TellableEvent = Omit<CalendarEvent, 'sequence' | 'changed' | 'url'> & { path: string };

const thai = (day: string) => formatThaiDate(day, { digits: 'thai' });

/** What a deadline is: for whoever sees it in another calendar, between other things. */
function headline({ due, done, until, relay }: CalendarItem): string {
  if (relay) return passOnText(relay.to);
  if (done) return 'เสร็จแล้ว';
  if (due.context) return 'กำหนดตามหนังสือที่แนบ';
  if (due.deadline.binds === 'applicant') return 'กำหนดผู้ยื่น';
  const unsure = until !== null || due.resolved.estimate;
  const event = due.deadline.kind === 'event';
  return `${unsure ? 'อาจ' : ''}${event ? (unsure ? 'เป็นวันงาน' : 'วันงาน') : 'ครบกำหนด'}`;
}

/** A deadline as an event. What is estimated, or read by the system and not yet looked at by a person, is tentative; so is a day that stands in no letter. */
export function eventOf(item: CalendarItem): TellableEvent {
  const { letter, due, on: date, time, until, done, relay } = item;
  const number = letter.reference === null ? 'ไม่มีเลขที่' : `ที่ ${toThaiDigits(letter.reference)}`;
  const dated = letter.date === null ? null : `ลงวันที่ ${thai(letter.date)}`;
  const base = {
    uid: `${item.id}@wian`,
    date,
    time,
    path: item.notice === null ? `/letters/${letter.receipt}/${letter.ordinal}` : `/inbox/${item.notice}`,
  };
  const described = [
    [number, dated].filter((part) => part !== null).join(' '),
    letter.issuer && `จาก ${letter.issuer}`,
    due.context && `กำหนดของหนังสือที่แนบมา (${due.of.reference ?? 'ไม่มีเลขที่'}) ผูกพันผู้รับของหนังสือนั้น`,
    due.deadline.binds === 'applicant' && 'กำหนดของผู้ยื่น ไม่ใช่ของหน่วยงาน',
    relay && WORKED_OUT,
    due.deadline.text && `ข้อความในหนังสือ: ${due.deadline.text}`,
    `ที่มาของวัน: ${due.resolved.reason}`,
    until && `อาจเป็นวันอื่นได้ถึง ${thai(until)}`,
    ...due.resolved.alternatives.map(({ date: other, why }) => `${thai(other)}: ${why}`),
    !due.confirmed && 'ระบบอ่านเอง ยังไม่มีผู้ตรวจยืนยัน',
    done && 'หน่วยงานบันทึกว่าทำเสร็จแล้ว',
  ];
  const sure = relay === null && due.confirmed && !due.resolved.estimate && until === null;
  return {
    ...base,
    summary: `${headline(item)}: ${letter.subject ?? number}`,
    description: described.filter((line) => line).join('\n'),
    status: sure ? 'CONFIRMED' : 'TENTATIVE',
  };
}

/** Of all items those that go out: a deadline of what is enclosed only where the letter itself has none. */
export function feedItems(items: readonly CalendarItem[]): CalendarItem[] {
  const bound = new Set(items.filter(({ due, relay }) => !due.context && !relay).map(({ notice }) => notice));
  return items.filter(({ due, notice }) => !due.context || (notice !== null && !bound.has(notice)));
}

/** What is known of an event that was told before. */
type KnownEvent = Pick<TellableEvent, 'uid' | 'date' | 'time' | 'description' | 'status'>;

/** What stands in the place of a deadline's number in the id of the task to pass its letter on. */
export const RELAY_UID = 'relay';
/** Of which letter an event is, the number of its deadline there, and (of what recurs) its day. Of the task to pass it on the letter alone: it is one. */
const UID = /^(?<letter>\d+-\d+-\d+)-(?<number>\d+)(?<day>-\d{4}-\d\d-\d\d)?@wian$/;
const RELAY = new RegExp(`^(?<letter>\\d+-\\d+-\\d+)-${RELAY_UID}@wian$`);
const partsOf = (uid: string) => {
  const { letter = uid, number = '0', day = '' } = UID.exec(uid)?.groups ?? {};
  return { letter, number: Number(number), day };
};

/** How the UIDs of a letter's events begin. */
export const letterUid = (uid: string): string => `${RELAY.exec(uid)?.groups?.letter ?? partsOf(uid).letter}-`;

const textOf = ({ description }: KnownEvent) => /^ข้อความในหนังสือ: .*$/m.exec(description)?.[0] ?? null;
const sameTime = (a: KnownEvent, b: KnownEvent) => a.date === b.date && a.time === b.time;
/** By what an event is known again, the surest first. The place among the letter's deadlines says least: reading it anew may find one more before it. */
const KNOWN_BY: ((a: KnownEvent, b: KnownEvent) => boolean)[] = [
  (a, b) => sameTime(a, b) && a.uid === b.uid && textOf(a) === textOf(b),
  (a, b) => sameTime(a, b) && textOf(a) === textOf(b),
  (a, b) => sameTime(a, b) && a.uid === b.uid,
  (a, b) => sameTime(a, b),
  (a, b) => textOf(a) !== null && textOf(a) === textOf(b) && partsOf(a.uid).day === partsOf(b.uid).day,
  (a, b) => a.uid === b.uid,
];

/**
 * The events with the UIDs under which they were told before: an event stays the same (RFC 5545, 3.8.4.7) though the letter was read anew and its deadlines stand in other places. One that is not
 * known again gets a UID that was never told.
 */
export function withUids(before: readonly KnownEvent[], now: readonly TellableEvent[]): TellableEvent[] {
  // There is one task to pass a letter on, whatever its day: it is known by its UID, and no deadline is taken for it.
  const deadlinesOf = <T extends { uid: string }>(events: readonly T[]) => events.filter(({ uid }) => !RELAY.test(uid));
  const known = deadlinesOf(before).sort((a, b) => Number(a.status === 'CANCELLED') - Number(b.status === 'CANCELLED'));
  const free = grouped(known, ({ uid }) => letterUid(uid));
  const uids = new Map<TellableEvent, string>();
  for (const by of KNOWN_BY) {
    for (const event of deadlinesOf(now)) {
      const rows = free.get(letterUid(event.uid)) ?? [];
      const at = uids.has(event) ? -1 : rows.findIndex((row) => by(event, row));
      if (at >= 0) uids.set(event, rows.splice(at, 1)[0]!.uid);
    }
  }
  const taken = new Set([...before.map(({ uid }) => uid), ...uids.values()]);
  return now.map((event) => {
    const uid = uids.get(event) ?? (RELAY.test(event.uid) ? event.uid : unused(event.uid, taken));
    taken.add(uid);
    return { ...event, uid };
  });
}

function unused(uid: string, taken: ReadonlySet<string>): string {
  const { letter, number, day } = partsOf(uid);
  let at = number;
  while (taken.has(`${letter}-${at}${day}@wian`)) at++;
  return `${letter}-${at}${day}@wian`;
}

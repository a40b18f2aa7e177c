import { addDays } from './calendar.js';

/** A calendar as other programs read it (iCalendar, RFC 5545). Written here: what is written is small, and folding Thai text needs care. */

/** One event: a whole day, or an instant in the time of Thailand. */
export interface CalendarEvent {
  /** The same for as long as it is the same event. */
  uid: string;
  /** Grows with every change (RFC 5545, 3.8.7.4). */
  sequence: number;
  /** When it was last changed. */
  changed: Date;
  /** ISO day. */
  date: string;
  /** `16:30`; null or `24:00`: the whole day. */
  time: string | null;
  summary: string;
  description: string;
  url: string;
  status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED';
}

/** RFC 5545, 3.1: no line is longer, in octets, its break left out. */
const MOST_OCTETS = 75;

/** A line in pieces of at most 75 octets; never inside a character, and a Thai mark may stand at the head of the next piece: it is put together again. */
export function foldLine(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const char of line) {
    const size = Buffer.byteLength(char);
    if (octets + size > MOST_OCTETS) {
      pieces.push(piece);
      // The blank that tells a piece from a new line counts.
      piece = ' ';
      octets = 1;
    }
    piece += char;
    octets += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** A TEXT value (3.3.11). Other control characters have no place in one. */
export function escapeText(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]|\p{Surrogate}/gu, '')
    .replace(/[\\;,]/g, (char) => `\\${char}`)
    .replace(/\n/g, '\\n');
}

const compact = (day: string) => day.replaceAll('-', '');
const utc = (at: Date) => `${at.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;

function when(date: string, time: string | null): string[] {
  if (time !== null && time !== '24:00') {
    return [`DTSTART;TZID=Asia/Bangkok:${compact(date)}T${time.replace(':', '')}00`];
  }
  // The end is the first day that is no longer of it.
  return [`DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(addDays(date, 1))}`];
}

const eventLines = (event: CalendarEvent): string[] => [
  'BEGIN:VEVENT',
  `UID:${escapeText(event.uid)}`,
  `DTSTAMP:${utc(event.changed)}`,
  `LAST-MODIFIED:${utc(event.changed)}`,
  `SEQUENCE:${event.sequence}`,
  ...when(event.date, event.time),
  `SUMMARY:${escapeText(event.summary)}`,
  `DESCRIPTION:${escapeText(event.description)}`,
  // A value of the type URI is not escaped (3.3.13).
  `URL:${event.url.replace(/\s/g, '')}`,
  `STATUS:${event.status}`,
  // A deadline does not make anybody busy.
  'TRANSP:TRANSPARENT',
  'END:VEVENT',
];

/** Thailand has kept UTC+7 without summer time since 1920. */
const BANGKOK = [
  'BEGIN:VTIMEZONE',
  'TZID:Asia/Bangkok',
  'BEGIN:STANDARD',
  'DTSTART:19700101T000000',
  'TZOFFSETFROM:+0700',
  'TZOFFSETTO:+0700',
  'TZNAME:+07',
  'END:STANDARD',
  'END:VTIMEZONE',
];

/** The whole calendar. Programs are asked to look again every hour (RFC 7986, 5.7). */
export function icalendar({ name, events }: { name: string; events: readonly CalendarEvent[] }): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//wian//deadlines//TH',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escapeText(name)}`,
    `X-WR-CALNAME:${escapeText(name)}`,
    'X-WR-TIMEZONE:Asia/Bangkok',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...BANGKOK,
    ...events.flatMap(eventLines),
    'END:VCALENDAR',
  ];
  return `${lines.map(foldLine).join('\r\n')}\r\n`;
}

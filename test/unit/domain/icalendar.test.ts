import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, escapeText, foldLine, icalendar } from '../../../src/domain/icalendar.js';
import { fc } from '../../support/property.js';

const event = (given: Partial<CalendarEvent> = {}): CalendarEvent => ({
  uid: '1-1-0-0@wian',
  sequence: 0,
  changed: new Date('2025-02-05T02:00:00Z'),
  date: '2025-02-14',
  time: null,
  summary: 'ครบกำหนด',
  description: '',
  url: 'https://wian.example/inbox/1',
  status: 'CONFIRMED',
  ...given,
});
/** The events as another program reads them. */
const read = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
};
const one = (given: Partial<CalendarEvent>) => read(icalendar({ name: 'ก', events: [event(given)] }))[0]!;

describe('lines of a calendar', () => {
  it.each([
    ['short', ['short']],
    ['x'.repeat(75), ['x'.repeat(75)]],
    ['x'.repeat(76), ['x'.repeat(75), ' x']],
    // Twenty-five Thai characters are 75 octets; the next piece has a blank and 24.
    ['ก'.repeat(26), ['ก'.repeat(25), ' ก']],
    [`x${'ก'.repeat(25)}`, [`x${'ก'.repeat(24)}`, ' ก']],
    ['ก'.repeat(50), ['ก'.repeat(25), ` ${'ก'.repeat(24)}`, ' ก']],
    ['๐๑๒๓๔๕๖๗๘๙๐๑๒๓๔๕๖๗๘๙๐๑๒๓😀', ['๐๑๒๓๔๕๖๗๘๙๐๑๒๓๔๕๖๗๘๙๐๑๒๓', ' 😀']],
    ['', ['']],
  ])('%s', (line, pieces) => expect(foldLine(line).split('\r\n')).toEqual(pieces));

  it.each([
    ['a;b,c\\d', 'a\\;b\\,c\\\\d'],
    ['บรรทัด\nสอง\r\nสาม\rสี่', 'บรรทัด\\nสอง\\nสาม\\nสี่'],
    ['ก\0\u0007ข\u001b\ud800', 'กข'],
    ['แท็บ\tหนึ่ง', 'แท็บ\tหนึ่ง'],
  ])('escapes %j', (text, escaped) => expect(escapeText(text)).toBe(escaped));

  it('are at most 75 octets, whole characters each, and the same text when read again, whatever it is', () => {
    const letters = 'กขฃคฅฆงกิกีกึกืกุกูเแโใไำะาๆฯ๐๑๒๓abc 0129;,:\\"\n\t😀é'.split('');
    const text = fc.oneof(
      fc.array(fc.constantFrom(...letters), { maxLength: 400 }).map((chars) => chars.join('')),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, text, (summary, description) => {
        const calendar = icalendar({ name: summary, events: [event({ summary, description })] });
        expect(calendar.endsWith('\r\n')).toBe(true);
        for (const line of calendar.slice(0, -2).split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\r\n]/);
          expect(Buffer.from(line).toString()).toBe(line);
        }
        const [found] = read(calendar);
        const kept = (value: string) => value.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]|\p{Surrogate}/gu, '');
        expect(found!.summary).toBe(kept(summary));
        expect(found!.description ?? '').toBe(kept(description));
      }),
      { numRuns: 500 },
    );
  });
});

describe('events of a calendar', () => {
  it('are whole days, the end being the day after', () => {
    const found = one({ date: '2025-02-28' });
    expect(found.startDate.isDate).toBe(true);
    expect([found.startDate.toString(), found.endDate.toString()]).toEqual(['2025-02-28', '2025-03-01']);
  });

  it('are instants in the time of Thailand where the letter names one', () => {
    const text = icalendar({ name: 'ก', events: [event({ time: '16:30' })] });
    const found = read(text)[0]!;
    const zone = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vtimezone')!;
    ICAL.TimezoneService.register(zone);
    expect(found.startDate.toString()).toBe('2025-02-14T16:30:00');
    expect(found.startDate.zone.tzid).toBe('Asia/Bangkok');
    expect(found.startDate.toJSDate().toISOString()).toBe('2025-02-14T09:30:00.000Z');
    ICAL.TimezoneService.reset();
  });

  it('end with their day at 24:00', () => expect(one({ time: '24:00' }).startDate.isDate).toBe(true));

  it('have what other programs need to follow a change', () => {
    const found = one({ sequence: 3, status: 'CANCELLED' });
    expect(found.uid).toBe('1-1-0-0@wian');
    expect(found.sequence).toBe(3);
    expect(found.component.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(String(found.component.getFirstPropertyValue('dtstamp'))).toBe('2025-02-05T02:00:00Z');
    expect(found.component.getFirstPropertyValue('url')).toBe('https://wian.example/inbox/1');
  });
});

import { describe, expect, it } from 'vitest';
import { letterUid, type TellableEvent, withUids } from '../../../src/notices/feeds.models.js';
import { fc } from '../../support/property.js';

const eventOf = (number: number, given: Partial<TellableEvent> = {}): TellableEvent => ({
  uid: `7-1-0-${number}@wian`,
  date: '2025-02-14',
  time: null,
  summary: 'ครบกำหนด',
  description: '',
  path: '/inbox/1',
  status: 'TENTATIVE',
  ...given,
});
const text = (of: string) => ({ description: `ที่ ๑\nข้อความในหนังสือ: ${of}\nที่มาของวัน: x` });
const uids = (before: TellableEvent[], now: TellableEvent[]) => withUids(before, now).map(({ uid }) => uid);
const A = { date: '2025-02-10', ...text('ก') };
const B = { date: '2025-02-20', ...text('ข') };
const C = { date: '2025-03-01', ...text('ค') };

describe('the UID of the task to pass a letter on', () => {
  const task = (given: Partial<TellableEvent> = {}) => eventOf(0, { uid: '7-1-0-relay@wian', ...given });

  it('is the same on another day, and after it was called off', () => {
    expect(uids([task()], [task({ date: '2025-02-18' })])).toEqual(['7-1-0-relay@wian']);
    expect(uids([task({ status: 'CANCELLED', description: '' })], [task()])).toEqual(['7-1-0-relay@wian']);
  });

  it('is given to no deadline of its day, nor that of one to it', () => {
    const both = [eventOf(0, A), task({ date: B.date })];
    expect(uids(both, [eventOf(0, B), task({ date: A.date })])).toEqual(['7-1-0-0@wian', '7-1-0-relay@wian']);
    expect(uids([task(A)], [eventOf(0, A)])).toEqual(['7-1-0-0@wian']);
    expect(uids([eventOf(0, A)], [task(A)])).toEqual(['7-1-0-relay@wian']);
    expect(letterUid('7-1-0-relay@wian')).toBe('7-1-0-');
  });
});

describe('UIDs of a letter that was read anew', () => {
  it.each([
    ['nothing changed', [eventOf(0, A), eventOf(1, B)], [eventOf(0, A), eventOf(1, B)], [0, 1]],
    ['one more before', [eventOf(0, B)], [eventOf(0, A), eventOf(1, B)], [1, 0]],
    ['one fewer', [eventOf(0, A), eventOf(1, B)], [eventOf(0, B)], [1]],
    ['in another order', [eventOf(0, A), eventOf(1, B)], [eventOf(0, B), eventOf(1, A)], [1, 0]],
    ['another day', [eventOf(0, A)], [eventOf(0, { ...A, date: '2025-02-11' })], [0]],
    [
      'another day in another place',
      [eventOf(0, A)],
      [eventOf(0, C), eventOf(1, { ...A, date: '2025-02-11' })],
      [1, 0],
    ],
    [
      'two on one day',
      [eventOf(0, A), eventOf(1, { ...B, date: A.date })],
      [eventOf(0, { ...B, date: A.date }), eventOf(1, A)],
      [1, 0],
    ],
    ['told as cancelled, and back', [eventOf(0, { ...A, status: 'CANCELLED', description: '' })], [eventOf(0, A)], [0]],
  ] as const)('%s', (_name, before, now, numbers) =>
    expect(uids([...before], [...now])).toEqual(numbers.map((number) => `7-1-0-${number}@wian`)),
  );

  it('of what recurs go by the day', () => {
    const monday = (number: number, date: string) =>
      eventOf(number, { uid: `7-1-0-${number}-${date}@wian`, date, ...text('ก') });
    const before = [monday(0, '2025-02-10'), monday(0, '2025-02-17')];
    expect(uids(before, [monday(1, '2025-02-17'), monday(1, '2025-02-24')])).toEqual([
      '7-1-0-0-2025-02-17@wian',
      '7-1-0-1-2025-02-24@wian',
    ]);
  });

  it('take none of another letter', () =>
    expect(uids([eventOf(0, A)], [eventOf(0, { ...A, uid: '7-10-0-0@wian' })])).toEqual(['7-10-0-0@wian']));

  it('are each given once, and one that is known word for word keeps its own, whatever the order', () => {
    const event = fc.record({ day: fc.integer({ min: 10, max: 14 }), said: fc.constantFrom('ก', 'ข', 'ค') });
    const unique = fc.uniqueArray(event, { maxLength: 6, selector: ({ day, said }) => `${day} ${said}` });
    const made = (of: { day: number; said: string }, number: number) =>
      eventOf(number, { date: `2025-02-${of.day}`, ...text(of.said) });
    fc.assert(
      fc.property(unique, unique, (first, second) => {
        const before = withUids([], first.map(made));
        const after = withUids(before, second.map(made));
        expect(new Set(after.map(({ uid }) => uid)).size).toBe(after.length);
        for (const one of after) {
          const same = before.find(({ date, description }) => date === one.date && description === one.description);
          if (same) expect(one.uid).toBe(same.uid);
        }
        expect(withUids(after, [...after].reverse()).map(({ uid }) => uid)).toEqual(
          after.map(({ uid }) => uid).reverse(),
        );
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import type { Deadline } from '../../schemas/record.js';
import { addDays } from '../../src/domain/calendar.js';
import { applySupersessions } from '../../src/domain/due/history.js';
import { deadlineOf, letterOf } from '../support/letters.js';
import { fc } from '../support/property.js';

const day = fc.integer({ min: 0, max: 12 }).map((days) => addDays('2025-02-01', days * 7));
const maybeDay = fc.option(day);
const kind = fc.constantFrom<Deadline['kind'][]>('due', 'event');
const deadline = fc.oneof(
  fc.record({ date: day, kind }).map(deadlineOf),
  fc
    .record({
      date: maybeDay,
      kind,
      old: maybeDay,
      change: fc.constantFrom<('extend' | 'move' | 'cancel')[]>('extend', 'move', 'cancel'),
    })
    .map(({ date, kind, old, change }) =>
      deadlineOf({ date, kind, supersedes: { date: old, citation: null, change } }),
    ),
);
const letters = fc
  .array(
    fc.record({
      date: fc.option(day, { freq: 8 }),
      deadlines: fc.array(deadline, { maxLength: 3 }),
      issuer: fc.constantFrom('กรม ก', 'กรม ข'),
      above: fc.option(fc.nat(9)),
    }),
    { minLength: 1, maxLength: 9 },
  )
  .map((list) => ({
    letters: list.map(({ issuer, above: _, ...rest }, n) => ({
      key: `k${n}`,
      letter: letterOf({
        ...rest,
        subject: 'การสำรวจแหล่งน้ำในตำบล',
        issuer: { name: issuer, level: 'central', province: null },
      }),
    })),
    links: list.flatMap(({ above }, n) =>
      above === null || above >= list.length || above === n ? [] : [{ from: `k${above}`, to: `k${n}` }],
    ),
  }));

describe('supersessions', () => {
  it('do not depend on the order in which letters and links are given', () => {
    fc.assert(
      fc.property(letters, fc.infiniteStream(fc.nat()), ({ letters, links }, random) => {
        const shuffled = <T>(list: T[]) =>
          list
            .map((item) => ({ item, at: random.next().value! }))
            .sort((a, b) => a.at - b.at)
            .map(({ item }) => item);
        expect(applySupersessions(shuffled(letters), shuffled(links))).toEqual(applySupersessions(letters, links));
      }),
    );
  });

  it('are made by later letters alone, once for certain on one day, and of a deadline that fits', () => {
    fc.assert(
      fc.property(letters, ({ letters, links }) => {
        const byKey = new Map(letters.map(({ key, letter }) => [key, letter]));
        const settledOn = new Map<string, Set<string>>();
        for (const { of, position, key, byPosition, on, to, certain } of applySupersessions(letters, links)) {
          const [earlier, later] = [byKey.get(of)!, byKey.get(key)!];
          const old = later.deadlines[byPosition]!.supersedes!.date;
          expect(earlier.date! <= later.date! && of !== key).toBe(true);
          expect([on, to]).toEqual([later.date, later.deadlines[byPosition]!.date]);
          if (old !== null) expect(earlier.deadlines[position]!.date).toBe(old);
          if (certain) settledOn.set(`${of} ${position}`, (settledOn.get(`${of} ${position}`) ?? new Set()).add(on!));
        }
        for (const days of settledOn.values()) expect(days.size).toBe(1);
      }),
    );
  });

  it('leave what was certain alone when a letter comes that changes nothing and is linked to nothing', () => {
    fc.assert(
      fc.property(letters, ({ letters, links }) => {
        const stranger = letterOf({ date: '2025-03-01', deadlines: [deadlineOf({ date: '2025-02-15' })] });
        expect(applySupersessions([...letters, { key: 'z', letter: stranger }], links)).toEqual(
          applySupersessions(letters, links),
        );
      }),
    );
  });
});

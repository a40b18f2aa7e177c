import { describe, expect, it } from 'vitest';
import { families as familiesSchema } from '../../schemas/families.js';
import type { Letter } from '../../schemas/record.js';
import { addDays } from '../../src/domain/calendar.js';
import { Lookup } from '../../src/domain/relay/lookup.js';
import { citationsOf, comparedOf, nodeOf } from '../../src/domain/relay/nodes.js';
import { choose, relateLetters } from '../../src/domain/relay/relate.js';
import { tellLetters } from '../../src/domain/relay/tell.js';
import { isSettled } from '../../src/domain/relay/weigh.js';
import { warn } from '../../src/domain/warnings.js';
import { citationOf, deadlineOf, letterOf } from '../support/letters.js';
import { fc } from '../support/property.js';
import { stampOf } from '../support/relay.js';

const names = ['กรมการปกครอง', 'จังหวัดน่าน', 'อำเภอเวียงสา'];
const reference = fc.tuple(fc.constantFrom('มท', 'นน'), fc.constantFrom('ว ', ''), fc.integer({ min: 1, max: 40 }));
const normalized = reference.map(([code, series, number]) => `${code} 0810.7/${series}${number}`);
const day = fc.integer({ min: 0, max: 60 }).map((n) => addDays('2025-01-01', n));
const maybe = <T>(arb: fc.Arbitrary<T>) => fc.option(arb, { nil: null, freq: 6 });

const letter: fc.Arbitrary<Letter> = fc
  .record({
    ref: maybe(normalized),
    date: maybe(day),
    name: maybe(fc.constantFrom(...names)),
    subject: maybe(fc.constantFrom('เรื่องหนึ่ง', 'เรื่องหนึ่ง (เพิ่มเติม)', 'เรื่องสอง')),
    cites: fc.array(
      fc.record({ issuer: maybe(fc.constantFrom(...names)), reference: maybe(normalized), date: maybe(day) }),
      {
        maxLength: 3,
      },
    ),
    stamp: maybe(fc.record({ office: maybe(fc.constantFrom(...names)), date: maybe(day) })),
    deadline: maybe(fc.record({ date: maybe(day), kind: fc.constantFrom('due' as const, 'event' as const) })),
    sure: fc.double({ min: 0, max: 1, noNaN: true }),
    byHand: fc.boolean(),
  })
  .map(({ ref, date, name, subject, cites, stamp, deadline, sure, byHand }) =>
    letterOf({
      received: stamp === null ? [] : [stampOf(stamp.office, stamp.date)],
      deadlines: deadline === null ? [] : [deadlineOf({ ...deadline, confidence: sure })],
      confidence: { reference: sure, date: sure, ...(deadline && { deadlines: sure }) },
      warnings: byHand ? [warn('reference.handwritten', 'reference')] : [],
      ...(ref !== null && { ref }),
      date,
      subject,
      issuer: name === null ? null : { name, level: 'central', province: null },
      references: cites.map(citationOf),
    }),
  );
const bundle = fc
  .array(letter, { maxLength: 40 })
  .map((letters) => letters.map((item, i) => ({ key: `f${i % 7}.pdf#${i}`, letter: item })));

/** Letters of which each that can cites the one before, rightly, and takes over its subject. */
const citing = bundle.map((letters) =>
  letters.map(({ key, letter: item }, i) => {
    const above = letters[i - 1]?.letter;
    if (!above) return { key, letter: item };
    const citation = citationOf({
      issuer: above.issuer?.name ?? null,
      reference: above.reference?.normalized ?? null,
      date: above.date,
    });
    return { key, letter: { ...item, subject: above.subject, references: [citation] } };
  }),
);

describe('families of any letters', () => {
  it('fit the contract: real keys, no letter in two families, no hop back in time, one hop a pair', () => {
    fc.assert(
      fc.property(bundle, (letters) => {
        const { families } = familiesSchema.parse(relateLetters(letters));
        const dates = new Map(letters.map(({ key, letter: item }) => [key, item.date]));
        const all = families.flatMap((family) => family.letters);
        expect(new Set(all).size).toBe(all.length);
        for (const family of families) {
          expect(family.letters).toContain(family.origin);
          const pairs = new Set(family.hops.map(({ from, to }) => `${from} ${to}`));
          expect(pairs.size).toBe(family.hops.length);
          for (const hop of family.hops) {
            expect(family.letters).toEqual(expect.arrayContaining([hop.from, hop.to]));
            expect(hop.from).not.toBe(hop.to);
            expect(dates.has(hop.from)).toBe(true);
            if (hop.days !== null) expect(hop.days).toBeGreaterThanOrEqual(0);
            const wrong = hop.differences.some(({ field }) => field !== 'speed');
            expect(hop.match).toBe(wrong ? 'corrected' : 'exact');
          }
        }
      }),
    );
  });

  it('do not depend on the order of the letters', () => {
    fc.assert(
      fc.property(bundle, fc.infiniteStream(fc.nat()), (letters, order) => {
        const shuffled = letters
          .map((letter) => ({ letter, at: order.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ letter }) => letter);
        expect(relateLetters(shuffled)).toEqual(relateLetters(letters));
      }),
    );
  });

  it('have each letter in one step, as itself or as a copy, and suggest one of the two readings', () => {
    fc.assert(
      fc.property(bundle, (letters) => {
        for (const family of relateLetters(letters).families) {
          const told = [...family.steps.map(({ letter }) => letter), ...family.copies.map(({ copy }) => copy)];
          expect(told.sort()).toEqual([...family.letters].sort());
          for (const { arrived, differences } of family.hops) {
            if (arrived.date !== null && arrived.not_before) expect(arrived.date >= arrived.not_before).toBe(true);
            if (arrived.date !== null && arrived.not_after) expect(arrived.date <= arrived.not_after).toBe(true);
            for (const { cited, found, suggested } of differences) {
              if (suggested) expect([cited, found]).toContain(suggested.value);
            }
          }
          for (const { by, candidates } of family.asks) {
            expect(family.letters).toContain(by);
            expect(new Set(candidates.map(({ key }) => key)).size).toBe(candidates.length);
            expect(candidates.length).toBeGreaterThan(1);
            expect(candidates.map(({ key }) => key)).not.toContain(by);
          }
          for (const { date, deadline, days_left, expired_before_receipt } of family.steps) {
            if (days_left !== null && days_left < 0) expect(expired_before_receipt).toContain(deadline);
            for (const passed of expired_before_receipt) expect(passed < date!).toBe(true);
          }
        }
      }),
    );
  });

  it('tell of one another without changing a value, in probabilities, and a doubt is never sure', () => {
    const values = ({ reference, date, speed, deadlines }: Letter) =>
      JSON.stringify([reference, date, speed, deadlines.map((one) => one.date)]);
    fc.assert(
      fc.property(bundle, fc.constantFrom('one file' as const, 'files' as const), (letters, between) => {
        const { families } = relateLetters(letters);
        const told = tellLetters(letters, families, between);
        expect(told.map(values)).toEqual(letters.map(({ letter: item }) => values(item)));
        for (const { confidence, warnings, alternatives } of told) {
          for (const p of Object.values(confidence)) {
            expect(p).toBeGreaterThanOrEqual(0);
            expect(p).toBeLessThanOrEqual(1);
          }
          for (const { code, field } of warnings.filter(({ code }) => code.endsWith('.cited_otherwise'))) {
            expect(confidence[field!], code).toBeLessThan(0.9);
            expect(alternatives[field!]!.length, code).toBeGreaterThan(0);
          }
        }
      }),
    );
  });

  it('are settled only where no letter of another number that comes later in another file is meant instead', () => {
    let settled = 0;
    fc.assert(
      fc.property(citing, letter, (letters, late) => {
        const nodes = letters.map(comparedOf);
        const after = comparedOf({ key: 'late.pdf#0', letter: late });
        const [before, then] = [new Lookup(nodes), new Lookup([...nodes, after])];
        for (const [i, citing] of nodes.entries()) {
          for (const cited of citationsOf(letters[i]!.letter)) {
            const first = choose(citing, cited, before);
            if (first.kind !== 'link' || !isSettled(first.match, cited) || cited.ref?.key === after.ref?.key) continue;
            settled++;
            expect(choose(citing, cited, then)).toEqual(first);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(settled).toBeGreaterThan(100);
  });

  it('weigh a bounded number of letters for one citation, however many are alike', () => {
    const alike = (count: number) =>
      Array.from({ length: count }, (_, i) =>
        nodeOf(
          {
            key: `f${i}.pdf#0`,
            letter: letterOf({
              ref: `มท 0810.7/ว ${i + 1}`,
              date: '2025-01-27',
              subject: 'เรื่องหนึ่ง',
              issuer: { name: 'กรมการปกครอง', level: 'central', province: null },
              references: [citationOf({ issuer: 'กรมการปกครอง', reference: `มท 0810.7/ว ${i}`, date: '2025-01-27' })],
            }),
          },
          i,
        ),
      );
    const most = (count: number) => {
      const nodes = alike(count);
      const lookup = new Lookup(nodes);
      return Math.max(...nodes.map((node) => lookup.candidates(node, citationsOf(node.letter)[0]!).size));
    };
    expect(most(2000)).toBeLessThanOrEqual(64 * 6);
    expect(most(4000)).toBe(most(2000));
  });
});

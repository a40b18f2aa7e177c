import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deadline } from '../../schemas/record.js';
import { findDates } from '../../src/domain/dates.js';
import { findDeadlines } from '../../src/domain/deadlines.js';
import { CHANGE_WORDS, WITHOUT_NEW_DAY } from '../../src/domain/tables/deadline-changes.js';
import { CUES } from '../../src/domain/tables/deadline-cues.js';
import { MISREAD_WITHIN, TRIGGERS } from '../../src/domain/tables/deadline-triggers.js';
import { CLAUSE_OPENERS, TOLD_TO, URGENCY, URGING } from '../../src/domain/tables/deadline-words.js';
import { MONTHS, WEEKDAYS } from '../../src/domain/tables/months.js';
import { findTimes } from '../../src/domain/times.js';
import { plainText } from '../support/plain-text.js';
import { fc } from '../support/property.js';

const WORDS = [
  ...Object.values(TRIGGERS).flat(),
  ...Object.values(CUES).flat(),
  ...MISREAD_WITHIN,
  ...CHANGE_WORDS.flatMap(({ verbs, objects }) => [...verbs, ...objects]),
  ...WITHOUT_NEW_DAY,
  ...CLAUSE_OPENERS,
  ...TOLD_TO,
  ...URGENCY,
  ...URGING,
  ...MONTHS.flatMap(({ full, short, variants }) => [full, short, ...variants]),
  ...WEEKDAYS.flat().map((name) => `วัน${name}ที่`),
  ...['วันที่', '๕', '28', '๓๑', '๒๕๖๘', '68', 'พ.ศ.', '28/2/2568', 'เวลา ๑๖.๓๐ น.', 'ภายในเวลาราชการ', 'เที่ยงคืน'],
  ...['นับแต่วันที่ได้รับหนังสือ', '๑๕ วัน', 'สิบห้าวันทำการ', 'ของทุกเดือน', 'ของทุกปี', 'ทุกวัน', 'ทุกวันศุกร์', 'รายไตรมาส'],
  ...['ออกไปอีก', '๑ เดือน', 'ล่วงหน้า ๕ วัน', 'ก่อนวันประชุม', 'ที่ มท ๐๘๑๐.๗/ว ๕๒๔ ลงวันที่', 'หนังสือกรม', 'รุ่นที่ ๑', '๑.', '(', ')'],
  ...[' ', '  ', '\n', '-', '–', 'และ', 'ถึง', ','],
];

/** Words as they are, cut at either end, or with a letter lost, doubled or put in another's place. */
const piece = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.nat(5),
    fc.nat(30),
    fc.constantFrom('', '\u0e48', 'ก', '๗', '\u200b', '\ud83d', '\ue001'),
  )
  .map(([word, how, at, letter]) => {
    const place = at % (word.length + 1);
    if (how === 0) return word.slice(place);
    if (how === 1) return word.slice(0, place);
    if (how === 2) return word.slice(0, place) + letter + word.slice(place);
    if (how === 3) return word.slice(0, place) + letter + word.slice(place + 1);
    return word;
  });
const mangled = fc.array(piece, { maxLength: 60 }).map((parts) => parts.join(''));
const thai = fc.string({
  unit: fc.constantFrom(...'กขคงจชดตถทนบปผพภมยรลวศสหอะาิีึืุูเแโใไ่้๊็์ํำๆฯ๐๑๒๓๔๕๖๗๘๙0123456789 .,/-–:()\n'),
  maxLength: 300,
});
const anything = fc.oneof(mangled, thai, fc.string({ unit: 'binary', maxLength: 200 }));

/** The most that one letter gives. */
const MOST = 40;

function read(text: string, letterDate: string | null = '2025-02-01') {
  return findDeadlines({ body: plainText(text), letterDate, kind: 'external', issuer: null, recipients: [] });
}

describe('any text, however mangled', () => {
  it('is read without a throw, within the contract and inside the text', () => {
    fc.assert(
      fc.property(anything, fc.constantFrom('2025-02-01', null), (text, letterDate) => {
        const found = read(text, letterDate);
        expect(found.length).toBeLessThanOrEqual(MOST);
        for (const item of found) {
          deadline.parse(item);
          expect(
            item.date !== null || item.relative || item.recurrence || item.urgency || item.supersedes,
          ).toBeTruthy();
          if (letterDate !== null && item.date !== null && !item.supersedes) expect(item.date >= letterDate).toBe(true);
          expect(item.evidence.every((place) => text.includes(place.text))).toBe(true);
        }
        for (const mention of findDates(text)) expect(mention.end).toBeLessThanOrEqual(text.length);
        for (const time of findTimes(text)) expect(time.end).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 1500 },
    );
  });

  it('never gives the day that is replaced as one still to be met', () => {
    fc.assert(
      fc.property(mangled, (text) => {
        const found = read(text);
        const replaced = new Set(found.flatMap(({ supersedes }) => supersedes?.date ?? []));
        const live = found.filter((item) => item.date !== null && replaced.has(item.date) && !item.supersedes);
        expect(live).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('ends on 100,000 characters', () => {
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (parts) => {
        const unit = parts.join('') || ' ';
        const text = unit.repeat(Math.ceil(100_000 / unit.length)).slice(0, 100_000);
        expect(read(text).length).toBeLessThanOrEqual(MOST);
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});

describe('the rules', () => {
  const FOLDER = new URL('../../src/domain/', import.meta.url);
  const files = [
    ...readdirSync(new URL('deadlines/', FOLDER)).map((name) => `deadlines/${name}`),
    ...['dates.ts', 'date-tokens.ts', 'times.ts', 'deadlines.ts', 'loose.ts'],
  ];
  /** A group that repeats without end around something that repeats without end: (a+)*, (?:a*b)+. */
  const NESTED = /\((?:[^()\\]|\\.)*(?<!\\)[*+](?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\})/;
  const expressions = (source: string) =>
    source
      .split('\n')
      .filter(
        (line) => /RegExp|^\s*(?:`|\/)|= \/|\(\/|test\(|exec\(/.test(line) && !/^\s*(?:\*|\/\*\*|\/\/)/.test(line),
      );

  it.each(files)('nest no endless repetition: %s', (file) => {
    const source = readFileSync(new URL(file, FOLDER), 'utf8');
    expect(expressions(source).filter((line) => NESTED.test(line))).toEqual([]);
  });

  it('would be caught', () => {
    expect(['/(?:a+b)*/', '/(a*)+/', '/(?:x|y+){2,}/'].filter((line) => NESTED.test(line))).toHaveLength(3);
    expect(['/(?:a{0,3}b){1,5}/', '/a+(?:b)/', '/\\(a+\\)/'].filter((line) => NESTED.test(line))).toHaveLength(0);
  });
});
